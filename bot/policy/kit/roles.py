"""The roles that the policy names (R1 to R11), as `school.toml` and the directory's groups write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal, get_args

from pydantic import SkipValidation

Role = Literal[
    "headteacher",
    "dsl",
    "deputy_dsl",
    "champion",
    "computing_coordinator",
    "business_manager",
    "technician",
    "senior_leader",
    "chair_of_governors",
    "staff",
    "governor",
    "filtering_governor",
    "committee",
    "volunteer",
]
"""A role's name. As a literal type, so that a misspelt one fails the type check wherever it is written or asked for."""

StoredRole = Annotated[Role, SkipValidation]
"""A role in a record: not compared with the list when it is read, for a release may follow that knows others."""

ROLES: Final[tuple[Role, ...]] = get_args(Role)
STAFF: Final[Role] = "staff"
HEADTEACHER: Final[Role] = "headteacher"
CHAMPION: Final[Role] = "champion"
TELLERS: Final[frozenset[Role]] = frozenset({CHAMPION, HEADTEACHER})
"""Who tells the staff something, and sees who has not seen it (A3)."""
FILTERING_GOVERNOR: Final[Role] = "filtering_governor"
"""The governor who answers for filtering and monitoring, as the Department for Education's standards ask (I8, I9)."""

DEFAULT_HOLDERS: Final[Mapping[Role, tuple[Role, ...]]] = {"committee": (CHAMPION, HEADTEACHER, "business_manager")}
"""By which other roles somebody holds one that the school has given to nobody (T2)."""
