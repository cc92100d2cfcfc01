"""What is wrong with an app package: against Microsoft's schema, and against what the schema does not say.

Nothing is asked of any network. A fault is one line that says where and what would be right.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator

from bot.directory.check import Finding
from bot.settings import Environment, SettingsError, load_schools
from manifest import png
from manifest.build import COLOR, ICON_PIXELS, MANIFEST, MANIFEST_FOLDER, MANIFEST_VERSION, OUTLINE, package
from manifest.settings import SETTINGS_FILE, load_settings

SCHEMA = MANIFEST_FOLDER / "vendor" / "MicrosoftTeams.schema.json"
PACKAGE_FILES = {MANIFEST, COLOR, OUTLINE}
WHITE = {(255, 255, 255)}
OPAQUE = 255
PERMISSIONS = ("permissions", "devicePermissions", "authorization", "webApplicationInfo")
"""What an app may ask for, and this one does not."""
MAX_CHARACTERS = {"short name": 30, "short description": 80, "command": 32, "command's description": 128}

ValidManifest = dict[str, Any]
"""A manifest that has passed the schema."""


@cache
def _validator() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def faults(content: bytes) -> list[str]:
    """Everything that is wrong with the package; empty when Teams can take it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            held = {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError):
        return ["the package is no zip"]
    found = list(_files(names))
    if MANIFEST not in held:
        return found
    try:
        told = json.loads(held[MANIFEST])
    except (UnicodeDecodeError, json.JSONDecodeError):
        return [*found, f"{MANIFEST}: is no JSON"]
    broken = [f"{MANIFEST}: {error.json_path}: {error.message}" for error in _validator().iter_errors(told)]
    if broken:
        return found + broken
    return [*found, *_beyond_the_schema(told), *_icons(told, held)]


def _files(names: list[str]) -> Iterator[str]:
    for name in sorted(PACKAGE_FILES - set(names)):
        yield f"{name} is missing"
    for name in names:
        if name not in PACKAGE_FILES:
            yield f"{name} does not belong in it"
    if len(names) != len(set(names)):
        yield "a file stands in it twice"


def _beyond_the_schema(told: ValidManifest) -> Iterator[str]:
    if told["manifestVersion"] != MANIFEST_VERSION:  # the schema says so by a word that Draft 4 does not have
        yield f"manifestVersion: must be {MANIFEST_VERSION}"
    for bot in told.get("bots", ()):
        yield from _bot(bot, told["id"])
    for what, text in _texts(told):
        if not text.strip() or text != text.strip() or len(text) > MAX_CHARACTERS[what]:
            yield f"the {what} {text!r} must have 1 to {MAX_CHARACTERS[what]} characters, with none empty at its ends"
    for asked in PERMISSIONS:
        if told.get(asked):
            yield f"{asked}: the app asks for more than it needs"
    if told.get("validDomains"):
        yield "validDomains: no page of any site is shown"
    for key in ("websiteUrl", "privacyUrl", "termsOfUseUrl"):
        if not told["developer"][key].startswith("https://"):
            yield f"developer.{key}: must begin with https://"


def _bot(bot: ValidManifest, app_id: str) -> Iterator[str]:
    if bot["scopes"] != ["personal"]:
        yield "bots: the scope is personal alone: what is said about a report is for one person's own chat"
    if not bot.get("supportsFiles"):
        yield "bots: supportsFiles must be true: evidence comes in and the log goes out as files"
    if bot["botId"] != app_id:
        yield "bots: botId is another than the app's id"
    scopes = [scope for each in bot.get("commandLists", ()) for scope in each["scopes"]]
    if len(scopes) != len(set(scopes)):
        yield "bots: there is more than one command list for a scope"
    titles = [command["title"] for command in _commands(bot)]
    for title in sorted(set(titles)):
        if titles.count(title) > 1:
            yield f"bots: the command {title} stands there twice"


def _commands(bot: ValidManifest) -> list[ValidManifest]:
    return [command for each in bot.get("commandLists", ()) for command in each["commands"]]


def _texts(told: ValidManifest) -> Iterator[tuple[str, str]]:
    yield "short name", told["name"]["short"]
    yield "short description", told["description"]["short"]
    for bot in told.get("bots", ()):
        for command in _commands(bot):
            yield "command", command["title"]
            yield "command's description", command["description"]


def _icons(told: ValidManifest, held: dict[str, bytes]) -> Iterator[str]:
    named = {"color": COLOR, "outline": OUTLINE}
    for key, name in named.items():
        if told["icons"].get(key) != name:
            yield f"icons.{key}: names {told['icons'].get(key)!r}, which is not the {name} of the package"
        if name not in held:
            continue
        try:
            picture = png.decode_png(held[name])
        except png.NotReadableError as error:
            yield f"{name} {error}"
            continue
        side = ICON_PIXELS[name]
        if (picture.width, picture.height) != (side, side):
            yield f"{name} is {picture.width}×{picture.height}; it must be {side}×{side}"
        if name == COLOR and set(picture.alphas) != {OPAQUE}:
            yield f"{name} must be opaque to its edges"
        if name == OUTLINE:
            if picture.colours - WHITE:
                yield f"{name} must be white and nothing else"
            if not {0, OPAQUE} <= set(picture.alphas):
                yield f"{name} must be drawn on a transparent ground"


def findings(environment: Environment, settings_file: Path = SETTINGS_FILE) -> Iterator[Finding]:
    """What `check` says of the app package: that it can be built from these settings, and what is still an example.

    Each school of the process has one of its own.
    """
    what = "App package"
    try:
        settings = load_settings(settings_file)
        schools = load_schools(environment.school_file)
        built = [package(settings, environment.app_id, school.name) for school in schools]
    except SettingsError as error:
        yield Finding(False, what, str(error))
        return
    wrong = [fault for content in built for fault in faults(content)]
    for fault in wrong:
        yield Finding(False, what, fault)
    if not wrong:
        yield Finding(True, f"{what}: version {settings.version}, as Microsoft's schema asks")
    for key in settings.developer.examples:
        do = f"write your own at developer.{key} in manifest/settings.toml"
        yield Finding(False, f"{what}: the {key} address is an example", do)
