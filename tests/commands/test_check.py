"""What `check` says of tenants, an honest line for each school that this bot cannot serve, and of answers."""

from __future__ import annotations

from datetime import date

import pytest

from bot.composition.checks import answer_findings, heartbeat_finding, place_finding, tenant_findings, terms_findings
from bot.directory.check import Finding
from bot.policy.kit.school import Term
from bot.settings import Environment, load_school
from bot.teams.credentials import BotIdentity
from tests.rig import SCHOOL_FILE

OWN, ANOTHER = "11111111-2222-4333-8444-555555555555", "99999999-2222-4333-8444-555555555555"


@pytest.mark.parametrize("app_type", ["SingleTenant", "UserAssignedMSI"])
@pytest.mark.parametrize(
    ("tenants", "said"),
    [
        ([OWN], []),
        ([OWN.upper()], []),
        ([ANOTHER], ["the tenant"]),
        ([OWN, ANOTHER], [f"Larkspur Hill Primary School: the tenant {ANOTHER}"]),
    ],
    ids=["its own", "in capitals", "another's", "several tenants"],
)
def test_each_school_of_another_tenant_is_named(app_type: str, tenants: list[str], said: list[str]) -> None:
    """The bot's own tenant is well; a school of another one has nobody to answer it, though it is configured."""
    school = load_school(SCHOOL_FILE)
    identity = BotIdentity(app_type, "app", OWN, "secret")
    found = tenant_findings(identity, [school.model_copy(update={"tenant_id": tenant}) for tenant in tenants])
    assert [finding.what for finding in found] == said
    assert not any(finding.ok for finding in found)


@pytest.mark.parametrize(
    ("app_type", "source", "lacks"),
    [
        ("UserAssignedMSI", "roster", "its own tenant alone"),
        ("SingleTenant", "graph", "only by an application of its own secret"),
        ("SingleTenant", "roster", "has consented"),
    ],
)
def test_what_a_school_of_another_tenant_lacks(app_type: str, source: str, lacks: str) -> None:
    """Each is told the one thing that stands in its way first."""
    school = load_school(SCHOOL_FILE)
    away = school.model_copy(update={"tenant_id": ANOTHER, "source": source})
    identity = BotIdentity(app_type, "cccccccc-0000-4000-8000-000000000001", OWN, "secret")
    (found,) = tenant_findings(identity, [school, away])
    assert lacks in found.do


def test_each_clause_without_an_answer_is_named() -> None:
    """By its code, which whoever runs the bot may look up."""
    assert [finding.ok for finding in answer_findings(())] == [True]
    found = answer_findings(("D4", "V6"))
    assert [finding.what for finding in found] == [
        f"clause {each} of the policy has no answer" for each in ("D4", "V6")
    ]
    assert not any(finding.ok for finding in found)


def test_whether_somebody_would_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot without a heartbeat is well, and whoever looks is told; with one its host is named, and nothing else."""
    monkeypatch.delenv("HEARTBEAT_URL", raising=False)
    none = heartbeat_finding(Environment.read(None))
    assert (none.ok, none.what) == (True, "no HEARTBEAT_URL is set")
    assert "docs/running.md" in none.do
    monkeypatch.setenv("HEARTBEAT_URL", "https://watch.example/a-secret-word")
    one = heartbeat_finding(Environment.read(None))
    assert (one.ok, one.what) == (True, "a heartbeat goes to watch.example once a minute while everything works")


@pytest.mark.parametrize(
    ("today", "ok", "said"),
    [
        (date(2027, 6, 1), True, "its terms are entered until 2027-07-21"),
        (date(2027, 7, 1), False, "its terms end on 2027-07-21, and none is entered after that"),
        (date(2027, 8, 1), False, "its terms ended on 2027-07-21, and none is entered after that"),
    ],
)
def test_terms_that_run_out_are_told_before(today: date, ok: bool, said: str) -> None:
    """And when they have run out."""
    school = load_school(SCHOOL_FILE)
    assert school.hours is not None
    term = Term(start=date(2027, 6, 7), end=date(2027, 7, 21))
    school = school.model_copy(update={"hours": school.hours.model_copy(update={"terms": (term,)})})
    (finding,) = terms_findings(school, today)
    assert (finding.ok, finding.what) == (ok, f"{school.name}: {said}")
    always = school.model_copy(update={"hours": None})
    assert terms_findings(always, today) == ()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://bot:hush@db.example:5433/safety?sslmode=verify-full", "PostgreSQL: safety on db.example:5433"),
        ("postgresql://bot:hush@one.example,two.example/safety", "PostgreSQL: safety on one.example,two.example"),
        ("postgresql:///safety?host=/run/postgresql&password=hush", "PostgreSQL: safety on this machine"),
    ],
)
def test_which_store(url: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its place, and never with its password."""
    monkeypatch.setenv("DATABASE_URL", url)
    assert place_finding(Environment.read(None)) == Finding(True, f"the records lie in {said}")
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("DATA_DIR", "/srv/records")
    assert place_finding(Environment.read(None)).what == "the records lie in /srv/records"
