"""`school.toml`, or a folder of such files, from the disk into a `School`.

Everything that is wrong is told by the key as its owner wrote it (`routes.threat.steps[1].after`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from bot.policy.kit.school import School
from bot.settings.faults import SettingsError, first_fault, syntax_fault
from bot.settings.sections import InconsistentError, SchoolFile
from bot.settings.together import school_of


@dataclass(frozen=True, slots=True)
class SchoolsRead:
    """The files that were read, in the order of their names: what each says, or what is wrong with it."""

    schools: Mapping[Path, School]
    faults: Mapping[Path, SettingsError]


def load_schools(path: Path | str) -> tuple[School, ...]:
    """The schools of a file, or of a folder with one `.toml` file for each, in the order of the files' names.

    Raises `SettingsError` for the first that is wrong, also when two of them cannot be told apart.
    """
    read = read_schools(Path(path))
    for fault in read.faults.values():
        raise fault
    return tuple(read.schools.values())


def read_schools(path: Path) -> SchoolsRead:
    """Each file by itself: what is wrong with one says nothing of the others. Of two that cannot be told apart
    the later is wrong. Raises `SettingsError` for a folder without a file."""
    schools: dict[Path, School] = {}
    faults: dict[Path, SettingsError] = {}
    for file in school_files(path):
        try:
            school = load_school(file)
            must_be_told_apart(file, school, schools)
        except SettingsError as fault:
            faults[file] = fault
        else:
            schools[file] = school
    return SchoolsRead(schools, faults)


def must_be_told_apart(file: Path, school: School, others: Mapping[Path, School]) -> None:
    """Raises `SettingsError` where another file has the same tenant and id."""
    same = next((other.name for other, its in others.items() if its.key.lower() == school.key.lower()), None)
    if same is None:
        return
    if school.id:
        raise SettingsError(f'{file.name}: school.id: "{school.id}" stands in {same} as well')
    raise SettingsError(
        f"{file.name}: school.tenant_id: {school.tenant_id} stands in {same} as well; of several schools in one tenant"
        ' give each but the first an id of its own, like id = "larkspur-hill"'
    )


def school_files(path: Path) -> Sequence[Path]:
    """The one file, or those of the folder by their names. Raises `SettingsError` for a folder without any."""
    if not path.is_dir():
        return [path]
    files = sorted(path.glob("*.toml"))
    if not files:
        raise SettingsError(f"{path.name}: there is no .toml file in this folder; each school has one")
    return files


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
