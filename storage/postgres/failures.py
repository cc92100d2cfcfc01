"""psycopg's errors as the policy's, each with one line that says what happened and holds no password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import PoolClosed, PoolTimeout

from bot.policy.kit.errors import Conflict, StoreUnavailable
from storage.postgres.layout import MIGRATE

UNREADABLE = "DATABASE_URL cannot be read: it should look like postgresql://user:password@host:5432/database"
_LOST_A_RACE = (errors.UniqueViolation, errors.DeadlockDetected, errors.SerializationFailure)
_NOT_MIGRATED = (errors.UndefinedTable, errors.UndefinedFunction, errors.UndefinedColumn)
_USELESS = ("25006", "57P0", "08")
"""How the codes begin by which a server ends a session, or says that it may only read, as after a fail-over."""
_KEPT_NOTHING = frozenset({"25006", "57P01", "57P03", "57P05"})
"""Those of them that mean that nothing was kept. A crash (57P02) may come when it has."""
_NO_RECORD = (errors.DataError, errors.ProgramLimitExceeded)


@contextmanager
def translate_errors(url: str) -> Iterator[None]:
    """Within it, the driver's errors become `Conflict`, `StoreUnavailable`, or `ValueError` for what cannot be kept."""
    try:
        yield
    except _LOST_A_RACE as error:
        raise Conflict from error
    except _NOT_MIGRATED as error:
        raise StoreUnavailable(reason=f"the database is not of this release: {MIGRATE}") from error
    except _NO_RECORD as error:
        raise ValueError(one_line(error, url)) from None
    except psycopg.Error as error:
        raise StoreUnavailable(reason=one_line(error, url)) from None
    except TimeoutError:
        raise StoreUnavailable(reason="the database does not answer") from None


def ends_session(error: psycopg.Error) -> bool:
    """Whether a session that has said this, or has broken without a word, is of no more use."""
    if isinstance(error, PoolClosed | PoolTimeout):
        return False  # there was none
    broke = isinstance(error, psycopg.OperationalError) and error.sqlstate is None
    return broke or (error.sqlstate or "").startswith(_USELESS)


def kept_nothing(error: psycopg.Error) -> bool:
    """Whether the session is of no more use, and its server surely has not kept what it was asked to."""
    return error.sqlstate in _KEPT_NOTHING


def one_line(error: Exception, url: str) -> str:
    """The first line of what the driver says, without the password."""
    said = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
    try:
        secret = conninfo_to_dict(url).get("password")
    except psycopg.Error:
        return UNREADABLE
    for form in {str(secret), quote(str(secret), safe="")} if secret else ():
        said = said.replace(form, "***")
    return said
