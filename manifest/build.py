"""Building the package: the manifest from the settings, the icons from their drawings, and the zip that Teams takes.

The same settings make the same bytes. What is wrong with a package is found in `manifest.check`.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Final

import resvg_py

from bot.settings import SettingsError
from cards.words.kit import APP
from manifest import words
from manifest.settings import AppSettings

MANIFEST_FOLDER: Final = Path(__file__).parent
MANIFEST, COLOR, OUTLINE = "manifest.json", "color.png", "outline.png"
ICON_PIXELS: Final[dict[str, int]] = {COLOR: 192, OUTLINE: 32}
"""The icons' sides in pixels."""
MANIFEST_VERSION: Final = "1.22"
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the earliest that a zip can say."""

ManifestObject = dict[str, object]


def manifest(settings: AppSettings, app_id: str, school: str) -> ManifestObject:
    """What Teams is told of the app: a bot for one person at a time, and one entry in a message's menu.

    It asks for no permission, no device and no site. Raises `SettingsError` without the bot's id.
    """
    if not app_id:
        raise SettingsError("MicrosoftAppId is not set; set it to the bot's id as Azure shows it")
    command, title, description = words.MESSAGE_ACTION
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{MANIFEST_VERSION}/MicrosoftTeams.schema.json",
        "manifestVersion": MANIFEST_VERSION,
        "version": settings.version,
        "id": app_id,
        "localizationInfo": {"defaultLanguageTag": "en-gb"},
        "developer": {
            "name": settings.developer.name,
            "websiteUrl": settings.developer.website,
            "privacyUrl": settings.developer.privacy,
            "termsOfUseUrl": settings.developer.terms,
        },
        "name": {"short": APP, "full": words.full_name(school)},
        "description": {"short": words.SHORT_DESCRIPTION, "full": words.full_description(school)},
        "icons": {"color": COLOR, "outline": OUTLINE},
        "accentColor": settings.accent,
        "defaultInstallScope": "personal",
        "bots": [
            {
                "botId": app_id,
                "scopes": ["personal"],
                "supportsFiles": True,
                "supportsCalling": False,
                "supportsVideo": False,
                "isNotificationOnly": False,
                # Microsoft asks for one list a scope, and its schema of this version for ten words in it at the most.
                "commandLists": [
                    {
                        "scopes": ["personal"],
                        "commands": [
                            {"title": word, "description": about} for word, about in words.OFFERED_COMMANDS.items()
                        ],
                    }
                ],
            }
        ],
        "composeExtensions": [
            {
                "botId": app_id,
                "commands": [
                    {
                        "id": command,
                        "type": "action",
                        "title": title,
                        "description": description,
                        "context": ["message"],
                        "fetchTask": True,
                    }
                ],
            }
        ],
        "validDomains": [],
    }


def icon(name: str) -> bytes:
    """The icon as PNG, rendered from its drawing beside this file, without fonts or network."""
    drawing = (MANIFEST_FOLDER / name).with_suffix(".svg").read_text(encoding="utf-8")
    side = ICON_PIXELS[name]
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=side, height=side, skip_system_fonts=True))


def package(settings: AppSettings, app_id: str, school: str) -> bytes:
    """The zip. Raises `SettingsError` without the bot's id."""
    told = json.dumps(manifest(settings, app_id, school), indent=2, ensure_ascii=False) + "\n"
    return zip_bytes({MANIFEST: told.encode(), COLOR: icon(COLOR), OUTLINE: icon(OUTLINE)})


def zip_bytes(files: dict[str, bytes]) -> bytes:
    """These files and nothing else, in a zip whose bytes depend on them alone."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()
