"""The app package: what the build makes can be uploaded, and what could not is found before anybody tries."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.local.cards import words_of
from bot.settings import Environment, SettingsError
from cards import greeting
from cards.kit import parts
from dialogs.message_action import COMMAND_ID
from dialogs.understanding import Intent, understand
from manifest import png, words
from manifest.__main__ import main
from manifest.build import COLOR, MANIFEST, MANIFEST_FOLDER, OUTLINE, icon, package, zip_bytes
from manifest.check import SCHEMA, faults, findings
from manifest.settings import load_settings
from tests.cards.catalogue import PRESSES, SCHOOL
from tests.rig import SCHOOL_FILE

APP_ID = "aaaaaaaa-0000-4000-8000-00000000abcd"
WORDS = (
    *("report", "my reports", "log", "sign", "publish aup", "who has not signed", "export aup", "video call", "calls"),
    *("export calls", "away until", "back", "export", "reach", "drill", "help", "cancel"),
)
"""The words that the product promises to understand."""
ON_THEIR_LISTS = {"export aup", "export calls"}
SETTINGS = load_settings()
BUILT = package(SETTINGS, APP_ID, SCHOOL.name)
Change = Callable[[dict[str, bytes]], None]


def held(content: bytes = BUILT) -> dict[str, bytes]:
    """The files of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


TOLD = json.loads(held()[MANIFEST])


def test_the_build_makes_what_teams_takes() -> None:
    """No fault, exactly three files, and the same bytes from the same settings."""
    assert faults(BUILT) == []
    assert set(held()) == {MANIFEST, COLOR, OUTLINE}
    assert package(SETTINGS, APP_ID, SCHOOL.name) == BUILT


def test_a_bot_for_one_person_and_an_entry_in_a_messages_menu() -> None:
    """Version 1.22, personal alone, files both ways, one message action that opens a dialog, and no permission."""
    (bot,) = TOLD["bots"]
    assert TOLD["manifestVersion"] == "1.22"
    assert bot["scopes"] == ["personal"]
    assert bot["supportsFiles"] is True
    (action,) = TOLD["composeExtensions"][0]["commands"]
    assert (action["id"], action["type"], action["context"], action["fetchTask"]) == (
        COMMAND_ID,
        "action",
        ["message"],
        True,
    )
    assert action["title"] == "Report to Online Safety"
    assert not {"permissions", "devicePermissions", "authorization", "webApplicationInfo"} & set(TOLD)
    assert TOLD["validDomains"] == []
    assert SCHOOL.name in TOLD["name"]["full"]
    assert SCHOOL.name in TOLD["description"]["full"]


def test_every_word_that_teams_offers_is_answered() -> None:
    """A command of the menu is one that the bot knows: nobody is offered a dead end."""
    for word in words.OFFERED_COMMANDS:
        assert word in PRESSES.commands or understand(word).wish in {Intent.REPORT, Intent.HELP}, word
    assert {"report", "help"} <= set(words.OFFERED_COMMANDS)


def test_every_word_is_told_somewhere() -> None:
    """What is not among the ten that Teams offers stands in the help, or on a button of the list that it belongs to."""
    told = words_of(json.loads(parts.as_json(greeting.help_card(PRESSES.guide))))
    for word in WORDS:
        assert word in words.OFFERED_COMMANDS or f"**{word}**" in told or word in ON_THEIR_LISTS, word


def test_the_icons_are_as_microsoft_asks() -> None:
    """Colour: 192×192 and opaque. Outline: 32×32, white on transparent and nothing else."""
    color, outline = png.decode_png(icon(COLOR)), png.decode_png(icon(OUTLINE))
    assert (color.width, color.height, set(color.alphas)) == (192, 192, {255})
    assert (outline.width, outline.height, outline.colours) == (32, 32, {(255, 255, 255)})
    assert outline.alphas.count(0) > 500
    for name in (COLOR, OUTLINE):
        drawing = (MANIFEST_FOLDER / name).with_suffix(".svg").read_text(encoding="utf-8")
        assert not re.search(r"href|url\(|<text|<image", drawing), "a drawing brings nothing in from elsewhere"


def _manifest(**changed: object) -> Change:
    def change(files: dict[str, bytes]) -> None:
        files[MANIFEST] = json.dumps({**TOLD, **changed}).encode()

    return change


def _bot(**changed: object) -> Change:
    return _manifest(bots=[{**TOLD["bots"][0], **changed}])


def _put(name: str, content: bytes) -> Change:
    return lambda files: files.__setitem__(name, content)


def _without(name: str) -> Change:
    return lambda files: files.__delitem__(name)


_LIST = TOLD["bots"][0]["commandLists"][0]
WRONG: list[tuple[str, Change, str]] = [
    ("a file too many", _put("notes.txt", b"x"), "notes.txt does not belong"),
    ("a folder", _put("icons/color.png", b"x"), "icons/color.png does not belong"),
    ("no outline", _without(OUTLINE), "outline.png is missing"),
    ("no manifest", _without(MANIFEST), "manifest.json is missing"),
    ("no JSON", _put(MANIFEST, b"{"), "is no JSON"),
    ("another version", _manifest(manifestVersion="1.21"), "manifestVersion: must be 1.22"),
    ("an unknown key", _manifest(colour="blue"), "colour"),
    ("no icons", _manifest(icons={"color": COLOR}), "$.icons"),
    ("an id that is none", _manifest(id="online-safety"), "$.id"),
    ("a long name", _manifest(name={"short": "x" * 31}), "$.name.short"),
    ("a long description", _manifest(description={"short": "x" * 81, "full": "x"}), "$.description.short"),
    ("an empty name", _manifest(name={"short": " "}), "short name"),
    ("a path out of the zip", _manifest(icons={"color": "../color.png", "outline": OUTLINE}), "../color.png"),
    ("a permission", _manifest(permissions=["identity"]), "permissions"),
    ("a domain", _manifest(validDomains=["*.example.com"]), "validDomains"),
    (
        "no https",
        _manifest(developer={**TOLD["developer"], "privacyUrl": "http://www.school.example/"}),
        "privacyUrl",
    ),
    ("a group", _bot(scopes=["personal", "groupChat"]), "personal alone"),
    ("no files", _bot(supportsFiles=False), "supportsFiles"),
    ("another bot", _bot(botId="bbbbbbbb-0000-4000-8000-00000000abcd"), "botId"),
    ("two lists for one scope", _bot(commandLists=[_LIST, _LIST]), "more than one command list"),
    (
        "eleven commands",
        _bot(commandLists=[{**_LIST, "commands": [{"title": str(n), "description": "x"} for n in range(11)]}]),
        "commandLists[0].commands",
    ),
    ("an icon of the wrong size", _put(COLOR, icon(OUTLINE)), "color.png is 32×32"),
    ("a coloured outline", _put(OUTLINE, icon(COLOR)), "white and nothing else"),
    ("no picture", _put(COLOR, b"GIF89a"), "color.png is no PNG"),
    ("half a picture", _put(COLOR, icon(COLOR)[:200]), "color.png is a damaged PNG"),
]


@pytest.mark.parametrize(("name", "change", "said"), WRONG, ids=[row[0] for row in WRONG])
def test_what_teams_would_refuse_is_found(name: str, change: Change, said: str) -> None:
    """Each fault is one line that says where it is."""
    files = held()
    change(files)
    told = faults(zip_bytes(files))
    assert any(said in line for line in told), told


def test_a_file_that_is_no_zip_is_said_to_be_none() -> None:
    """Whatever was given to the check, it answers."""
    assert faults(b"PK\x03\x04 but no more") == ["the package is no zip"]


def test_without_the_bots_id_nothing_is_built() -> None:
    """The one setting that cannot be guessed is named."""
    with pytest.raises(SettingsError, match="MicrosoftAppId"):
        package(SETTINGS, "", SCHOOL.name)


def test_a_long_school_still_has_an_app() -> None:
    """A school's name is as long as it is."""
    assert faults(package(SETTINGS, APP_ID, "The Blessed Archangel " * 9)) == []


BAD_SETTINGS = [
    ('name = "Example Primary School"', 'name = "' + "x" * 33 + '"', "developer.name"),
    ('version = "1.0.0"', 'version = "1"', "version"),
    ("https://www.school.example/online-safety-bot/terms", "http://www.school.example/", "developer.terms"),
    ("[developer]", "colour = 1\n[developer]", "colour"),
    ("[developer]", "[developer", "TOML"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), BAD_SETTINGS)
def test_a_wrong_setting_is_named(tmp_path: Path, right: str, wrong: str, said: str) -> None:
    """One line with the key."""
    path = tmp_path / "settings.toml"
    path.write_text(
        (MANIFEST_FOLDER / "settings.toml").read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8"
    )
    with pytest.raises(SettingsError, match=said):
        load_settings(path)


def _environment(app_id: str) -> Environment:
    return Environment.model_validate({"MicrosoftAppId": app_id, "school_file": SCHOOL_FILE})


def test_check_says_what_is_still_an_example() -> None:
    """`check` builds the package in memory: well, but for the addresses that are not the school's own."""
    told = list(findings(_environment(APP_ID)))
    assert [finding.ok for finding in told] == [True, False, False, False]
    assert all("settings.toml" in finding.do for finding in told[1:])
    (unset,) = findings(_environment(""))
    assert not unset.ok
    assert "MicrosoftAppId" in unset.do


def test_check_takes_a_folder_of_schools(tmp_path: Path) -> None:
    """Where one process serves several the package is built for each."""
    text = SCHOOL_FILE.read_text(encoding="utf-8")
    for number in (1, 2):
        tenant = f"{number}{number}111111-2222-4333-8444-555555555555"
        school = text.replace("11111111-2222-4333-8444-555555555555", tenant)
        (tmp_path / f"{number}.toml").write_text(school, encoding="utf-8")
    environment = Environment.model_validate({"MicrosoftAppId": APP_ID, "school_file": tmp_path})
    assert next(findings(environment)).ok


def test_make_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes the zip and says where it is and what is still an example; without an id it writes none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCHOOL_FILE", str(SCHOOL_FILE))
    monkeypatch.delenv("MicrosoftAppId", raising=False)
    assert main([]) == 2
    assert "MicrosoftAppId" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()
    monkeypatch.setenv("MicrosoftAppId", APP_ID)
    assert main([]) == 0
    said = capsys.readouterr()
    assert "build/online-safety.zip" in said.out
    assert "developer.privacy" in said.err
    assert (tmp_path / "build" / "online-safety.zip").read_bytes() == BUILT


def test_the_schema_is_microsofts_unchanged() -> None:
    """It is vendored with its version and its licence, and is the one that the manifest names."""
    folder = SCHEMA.parent
    assert "@microsoft/app-manifest 1.1.2 (MIT" in (folder / "VERSIONS").read_text(encoding="utf-8")
    assert "Permission is hereby granted" in (folder / "LICENSE.app-manifest").read_text(encoding="utf-8")
    assert json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"]["manifestVersion"]["const"] == "1.22"
