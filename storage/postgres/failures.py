"""psycopg's errors as the policy's, each with one line that says what happened and holds no password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from bot.policy.errors import Conflict, StoreUnavailable
from storage.postgres.layout import MIGRATE

UNREADABLE = "DATABASE_URL cannot be read: it should look like postgresql://user:password@host:5432/database"
_LOST_A_RACE = (errors.UniqueViolation, errors.DeadlockDetected, errors.SerializationFailure)
_NOT_MIGRATED = (errors.UndefinedTable, errors.UndefinedFunction, errors.UndefinedColumn)
_NO_RECORD = (errors.DataError, errors.ProgramLimitExceeded)


@contextmanager
def translated(url: str) -> Iterator[None]:
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
