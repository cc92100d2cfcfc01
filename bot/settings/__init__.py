"""What the owner sets: the environment of the process, and `school.toml` read into a `School`.

A file or a variable that is wrong stops the start with a `SettingsError`: one line that says where, and what would be
right.
"""

from bot.settings.environment import Environment
from bot.settings.faults import SettingsError
from bot.settings.school_file import load_school, load_schools

__all__ = ["Environment", "SettingsError", "load_school", "load_schools"]
