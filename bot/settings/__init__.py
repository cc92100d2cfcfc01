"""What the owner sets: the environment of the process, and `school.toml` read into a `School`.

A file or a variable that is wrong is a `SettingsError`: one line that says where, and what would be right.
"""

from bot.settings.environment import Environment
from bot.settings.faults import SettingsError
from bot.settings.school_file import (
    SchoolsRead,
    load_school,
    load_schools,
    must_be_told_apart,
    read_schools,
    school_files,
)

__all__ = [
    "Environment",
    "SchoolsRead",
    "SettingsError",
    "load_school",
    "load_schools",
    "must_be_told_apart",
    "read_schools",
    "school_files",
]
