"""`python -m manifest`: builds `build/online-safety.zip`, and says what is still to do.

Exit status 0 when the package can be uploaded, 1 when it is not right, 2 when a setting is missing or wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from bot.settings import Environment, SettingsError, load_school
from manifest import settings as own
from manifest.build import package
from manifest.check import faults

ZIP_PATH = Path("build") / "online-safety.zip"
BUILT, WRONG, SETTING = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the package and print what was done."""
    parser = argparse.ArgumentParser(prog="python -m manifest", description="Builds the Teams app package.")
    parser.add_argument("--out", type=Path, default=ZIP_PATH, help="where the zip is written")
    parser.add_argument("--settings", type=Path, default=own.SETTINGS_FILE, help="another settings.toml of the package")
    chosen = parser.parse_args(arguments)
    try:
        environment = Environment.read()
        settings = own.load_settings(chosen.settings)
        built = package(settings, environment.app_id, load_school(environment.school_file).name)
    except SettingsError as error:
        _say(str(error), sys.stderr)
        return SETTING
    wrong = faults(built)
    for fault in wrong:
        _say(fault, sys.stderr)
    if wrong:
        return WRONG
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_bytes(built)
    for key in settings.developer.examples:
        _say(
            f"Still an example: developer.{key} in {chosen.settings.name}. Write your own first.",
            sys.stderr,
        )
    _say(f"{chosen.out}: version {settings.version}, {len(built):,} bytes. Upload it in the Teams admin centre.")
    return BUILT


def _say(line: str, to: TextIO | None = None) -> None:
    print(line, file=to or sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
