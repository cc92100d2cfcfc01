"""`school.toml`, or a folder of such files, from the disk into a `School`.

Everything that is wrong is told by the key as its owner wrote it (`routes.threat.steps[1].after`).
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import ValidationError

from bot.policy.kit.school import School
from bot.settings.faults import SettingsError, first_fault, syntax_fault
from bot.settings.sections import InconsistentError, SchoolFile
from bot.settings.together import school_of


def load_schools(path: Path | str) -> tuple[School, ...]:
    """The schools of a file, or of a folder with one `.toml` file for each, in the order of the files' names.

    Raises `SettingsError`, also when two of them are of the same tenant.
    """
    path = Path(path)
    if not path.is_dir():
        return (load_school(path),)
    schools = tuple(load_school(file) for file in sorted(path.glob("*.toml")))
    if not schools:
        raise SettingsError(f"{path.name}: there is no .toml file in this folder; each school has one")
    tenants = [school.tenant_id for school in schools]
    for school in schools:
        if tenants.count(school.tenant_id) > 1:
            raise SettingsError(f"{path.name}: school.tenant_id: {school.tenant_id} stands in more than one file")
    return schools


def load_school(path: Path | str) -> School:
    """The school that the file describes, its defaults filled in and its paths made from the file's own folder.

    Raises `SettingsError` for a file that cannot be read or says something that cannot be right.
    """
    path = Path(path)
    try:
        written = tomllib.loads(path.read_bytes().decode("utf-8-sig"))  # Notepad puts a mark before the first word
    except FileNotFoundError:
        raise SettingsError(f"{path.name}: there is no such file; SCHOOL_FILE says where it is") from None
    except OSError as error:
        raise SettingsError(f"{path.name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(f"{path.name}: line {line}: is not UTF-8; save the file as UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name}: {syntax_fault(error)}") from None
    try:
        file = SchoolFile.model_validate(written)
        return school_of(file, path.parent)
    except ValidationError as error:
        raise SettingsError(f"{path.name}: {first_fault(error)}") from None
    except InconsistentError as error:
        raise SettingsError(f"{path.name}: {error}") from None
