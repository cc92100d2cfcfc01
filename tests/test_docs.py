"""What is written about the product is true: pictures are what the tables give, links lead somewhere, names exist."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
from pathlib import Path

import pytest

from bot.composition import features
from bot.composition.commands import COMMANDS
from bot.policy.kit.roles import ROLES
from bot.settings import Environment
from bot.settings.environment import FOR_THE_PROCESS
from docs import draw
from storage.reading import kinds
from tests.test_container import sources

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
PAGES = [page for page in PAGES if page.name not in {"aup.md", "social-media.md"}]
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    found = HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a page or a part of one finds it."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = target.partition("#")
        other = (page.parent / name).resolve() if name else page
        if other.suffix == ".png" and not other.exists():
            continue  # pictures of the product are made by the browser tests
        assert other.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(other), f"{page.name}: {target}"


def test_every_decision_is_on_the_list() -> None:
    """In the order of their numbers, each under its own heading."""
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"^(\d+)\. \[(.+)\]\((.+)\)$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for _, _, name in listed] == sorted(path.name for path in folder.glob("[0-9]*.md"))
    for number, title, name in listed:
        assert (folder / name).read_text(encoding="utf-8").startswith(f"# {number}. {title}\n")


def test_the_pictures_are_what_the_tables_give() -> None:
    """`make pictures` would change nothing."""
    text = draw.ARCHITECTURE.read_text(encoding="utf-8")
    assert draw.redraw(text) == text
    assert set(re.findall(r"<!-- drawn: (\w+) -->", text)) == set(draw.DRAWINGS)


@pytest.mark.parametrize("name", sorted(draw.DRAWINGS))
def test_a_picture_says_something(name: str) -> None:
    """No picture is empty, and none breaks the page that it stands in."""
    drawn = draw.DRAWINGS[name]()
    assert len(drawn.splitlines()) > 5
    assert "<!--" not in drawn


def test_the_example_environment_names_what_the_settings_read() -> None:
    """`.env.example` has every name that the program reads, and none that it does not."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:# )?([A-Za-z_]+)=", text, re.MULTILINE))
    read = {str(field.validation_alias or name.upper()) for name, field in Environment.model_fields.items()}
    assert read <= named
    assert {name for name in named - read if not name.startswith("AZURE_")} == set(FOR_THE_PROCESS)


def test_the_example_environment_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copied and not filled in it sets nothing, and stops nothing that `--local` would start."""
    for name in ("MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppPassword", "MicrosoftAppType"):
        monkeypatch.delenv(name, raising=False)
    copied = tmp_path / ".env"
    copied.write_text((ROOT / ".env.example").read_text(encoding="utf-8"), encoding="utf-8")
    environment = Environment.read(copied)
    assert (environment.app_id, environment.port, environment.database_url) == ("", 3978, None)


def test_make_has_what_the_documents_ask_for() -> None:
    """A target that a document names is one that there is."""
    declared = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert declared
    made = set(declared[1].split())
    for page in PAGES:
        asked = set(re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE))
        for target in {first or second for first, second in asked}:
            assert target in made, f"{page.name}: make {target}"


def lines(page: Path) -> list[str]:
    """A page's lines for a shell, block by block."""
    return re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", [page for page in PAGES if lines(page)], ids=lambda page: page.name)
def test_lines_for_a_shell_are_whole(page: Path) -> None:
    """No quote is left open and no line is cut off: what is copied from a page can be pasted."""
    for block in lines(page):
        checked = subprocess.run(["bash", "-n"], input=block, text=True, capture_output=True, check=False)
        assert not checked.stderr, f"{page.name}:\n{block}\n{checked.stderr}"


ASKED = re.compile(r"python app\.py((?: +(?:--?)?[\w…$\"./:-]+)*)")
"""A line that asks the program for something, in a block or within a sentence."""


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_the_program_understands_what_a_page_asks_of_it(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command and each option is one that there is, with what it needs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--local", action="store_true")
    parser.add_argument("--version", action="store_true")
    words = parser.add_subparsers()
    for command in COMMANDS:
        command.arguments(words.add_parser(command.name))
    for asked in ASKED.findall(page.read_text(encoding="utf-8")):
        given = [word.strip('".…:') or "given" for word in asked.split()]
        if len(given) == 1 and not given[0].startswith("-"):  # spoken of by its name alone
            assert given[0] in words.choices, f"{page.name}: python app.py {given[0]}"
            continue
        try:
            parser.parse_args(given)
        except SystemExit:
            pytest.fail(f"{page.name}: python app.py{asked}: {capsys.readouterr().err}")


def test_the_table_of_commands_is_whole() -> None:
    """The README has a row for each command, and for none that there is not."""
    rows = re.findall(r"^\| `python app\.py (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(command.name for command in COMMANDS)


SET_UP, AZURE = ROOT / "docs" / "set-up.md", ROOT / "docs" / "azure.md"
_ID = "aaaaaaaa-0000-4000-8000-00000000abcd"


def test_the_settings_that_the_set_up_writes_start_a_bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both kinds of `.env`, written by the page's own lines, have all that a bot for a tenant needs."""
    for name in [name for name in os.environ if name.startswith(("Microsoft", "AZURE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(os, "environ", {**os.environ})  # `read` puts AZURE_* there
    told = {"PATH": os.environ["PATH"], "APP_ID": _ID, "TENANT": _ID, "PASSWORD": "a-secret"}
    written = [block for block in lines(SET_UP) if block.startswith("cat > .env")]
    types = []
    for block in written:
        subprocess.run(["bash", "-e"], input=block, text=True, env=told, cwd=tmp_path, check=True)
        environment = Environment.read(tmp_path / ".env")
        environment.require_bot()
        types.append(environment.app_type)
    assert types == ["UserAssignedMSI", "SingleTenant"]


def test_azure_is_given_settings_that_the_program_reads() -> None:
    """No setting of the page's lines is misspelt; those of App Service itself begin with its own words."""
    read = {str(field.validation_alias or name.upper()) for name, field in Environment.model_fields.items()}
    text = AZURE.read_text(encoding="utf-8")
    settings = re.search(r"appsettings set .*? --settings (.*?)\nzip", text, re.DOTALL)
    assert settings
    given = re.findall(r"([A-Za-z_]+)=\S", settings[1]) + re.findall(r"{ name: (\w+), (?:value|secretRef):", text)
    ours = {name for name in given if not name.startswith(("SCM_", "WEBSITE_", "AZURE_")) and name != "database"}
    assert {"MicrosoftAppId", "DATABASE_URL"} <= ours <= read


def test_app_service_is_sent_all_that_the_container_has() -> None:
    """The zip holds what the image copies, and the school's own file."""
    packed = re.search(r"^zip -r app.zip (.+)$", AZURE.read_text(encoding="utf-8"), re.MULTILINE)
    assert packed
    assert set(packed[1].split()) == {*sources(), "school.toml"}


def test_every_role_has_its_group_or_its_line() -> None:
    """The loop that makes the groups knows the school's roles, and the table names those that it leaves out."""
    text = SET_UP.read_text(encoding="utf-8")
    looped = re.search(r"^for ROLE in (.+); do$", text, re.MULTILINE)
    assert looped
    assert set(looped[1].split()) <= set(ROLES)
    assert all(f"`{role}`" in text for role in ROLES)


KEPT = {
    "A report:": {"incidents"},
    "Notes, referrals": {"notes"},
    "Which reports belong together": {"report_links"},
    "What is to be done": {"report_actions"},
    "Decisions on addresses": {"filter_decisions"},
    "The school's own tests": {"filter_tests", "filter_reviews"},
    "Changes of the policy": {"policy_changes"},
    "The report to governors": {"governors_reports"},
    "Meetings of the committee": {"committee_meetings", "committee_decisions"},
    "Files sent in": {"evidence", "arrivals"},
    "After removal": {"removals"},
    "How far somebody has come in a practice": {"practices"},
    "Who is new": {"joiners"},
    "Pings and cards": {"notices", "posted_cards"},
    "Signatures of": {"aup_publications", "aup_campaigns", "aup_asks", "aup_signatures", "training_sessions"},
    "The morning's briefing": {"briefing_days"},
    "Questions about": {"aup_questions"},
    "Questions to the Champions": {"aup_questions"},
    "Questions that the policy": {"unanswered"},
    "Video calls": {"video_calls"},
    "What staff ask for": {"requests"},
    "The calendar of duties": {"duties", "duty_days"},
    "What staff were told": {"announcements", "announcement_readings", "announcement_work"},
    "Reviews of the log": {"reviews"},
    "Of what recurs": {"patterns_told"},
    "Who holds which role": {"held_roles"},
    "Where somebody": {"chats", "channels", "school_choices"},
    "Absences": {"absences", "roles_seen", "reached", "reach_checks"},
    "Forms begun": {"drafts", "offers", "seen", "conversations"},
    "Outages": {
        "outages",
        "counters",
        "review_rounds",
        "committee_rounds",
        "cpoms_rounds",
        "head_tellings",
        "pattern_rounds",
        "governors_rounds",
        "sealed_since",
        "unreadable_told",
        "troubles",
    },
}
"""The tables of records that each row of the privacy page speaks of, by how the row begins."""


def test_the_privacy_page_speaks_of_all_that_is_kept() -> None:
    """Every table of the store belongs to a row that says about whom it is and how long it stays."""
    assert features.FEATURES  # with them every module of records is imported
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert [row for row in KEPT if f"\n| {row}" not in page] == []
    tables = {kind.TABLE for kind in kinds() if kind.__module__.startswith("bot.")}
    assert tables == set().union(*KEPT.values())
