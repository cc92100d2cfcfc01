"""The filtering register: what each reader sees of it, and that a confidential report leaves no trace in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.filtering import FILTERING_TOPIC
from bot.policy.filtering.checks import OWED_EACH_YEAR, FilterTest
from bot.policy.filtering.register import Register, RegisterPart, find_untested, page_of, register_of
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import Incident
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.roles import ROLES
from cards.incidents.deciding import unpressable
from tests.policy.school import incident_of, opened

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
NAMED = Who(id="somebody", name="Somebody")
PLAIN = incident_of(opened("filter_breach", reference="OS-2026-0001"))
SECRET = {
    "an adult's conduct": incident_of(opened("filter_breach", reference="OS-2026-0002")).model_copy(
        update={"kind": "staff_conduct", "rung": ()}
    ),
    "it names somebody": PLAIN.model_copy(update={"id": "OS-2026-0002", "concerning": (NAMED,)}),
    "its words name somebody": PLAIN.model_copy(update={"id": "OS-2026-0002", "held_back": (NAMED,)}),
}


def decision(subject: str, number: int = 0) -> FilterDecision:
    """One on an address that nobody should open."""
    return FilterDecision(
        id=f"{subject}:filter:{number}",
        subject=subject,
        address="https://bad.example",
        verdict="block",
        reason="It is for adults",
        ticket="L-9",
        by=Who(id="ann", name="Ann"),
        at=NOW - timedelta(hours=number),
    )


def register(reader: Person, decisions: list[FilterDecision], *incidents: Incident) -> Register:
    """What that reader sees."""
    return register_of(reader, decisions, {each.id: each for each in incidents}, [], [], NOW, LONDON)


def person(*roles: str) -> Person:
    """Somebody with these roles who was told of nothing."""
    return Person(id="reader", name="Reader", roles=frozenset(role for role in ROLES if role in roles))


@pytest.mark.parametrize("secret", SECRET.values(), ids=SECRET)
@given(roles=st.sets(st.sampled_from(ROLES)), at=st.integers(0, 4), count=st.integers(0, 4))
def test_a_confidential_report_leaves_no_trace(secret: Incident, roles: set[str], at: int, count: int) -> None:
    """To whoever may not open it the register is the same with it as without it: no row, no count, no order."""
    plain = [decision(PLAIN.id, number) for number in range(count)]
    with_it = [*plain[:at], decision(secret.id, 9), *plain[at:]]
    reader = person(*roles)
    seen, without = register(reader, with_it, PLAIN, secret), register(reader, plain, PLAIN)
    if any(row.report == secret.id for row in seen.decisions):
        assert secret.kind != "staff_conduct"
        return
    assert seen == without


def test_whoever_may_not_open_the_report_reads_what_was_decided_and_when() -> None:
    """And neither the address nor the reference, the reason, the ticket or the name."""
    (row,) = register(person("filtering_governor"), [decision(PLAIN.id)], PLAIN).decisions
    assert (row.decision.verdict, row.decision.at, row.whole, row.report) == ("block", NOW, False, "")
    assert row.decision.model_dump(include={"address", "reason", "ticket", "subject", "id"}) == {
        "address": "",
        "reason": "",
        "ticket": "",
        "subject": "-",
        "id": "-",
    }
    assert row.decision.by.name == ""
    (row,) = register(person("champion"), [decision(PLAIN.id)], PLAIN).decisions
    assert (row.whole, row.report) == (True, PLAIN.id)


def test_a_decision_of_no_report_is_read_by_those_who_decide() -> None:
    """The governor reads that it was made."""
    kept = decision(FILTERING_TOPIC)
    assert [row.whole for row in register(person("technician"), [kept]).decisions] == [True]
    assert [row.whole for row in register(person("filtering_governor"), [kept]).decisions] == [False]


def test_a_decision_whose_report_is_gone_or_cannot_be_read_is_not_shown() -> None:
    """Of what cannot be asked nobody knows whether it is confidential."""
    gone = PLAIN.model_copy(update={"removed_at": NOW})
    assert register(person("champion"), [decision(PLAIN.id)]).decisions == []
    assert register(person("champion"), [decision(PLAIN.id)], gone).decisions == []


def test_what_is_owed_each_year_is_what_nobody_has_tried() -> None:
    """By device, place, log-in and category, as the standards ask."""
    assert find_untested([]) == {field: list(answers) for field, answers in OWED_EACH_YEAR.items()}
    tried = [
        FilterTest.model_validate(
            {
                **{"id": f"{number}", "on": date(2026, 11, 2), "worked": True, "by": NAMED, "at": NOW},
                **{field: answers[number % len(answers)] for field, answers in OWED_EACH_YEAR.items()},
            }
        )
        for number in range(6)
    ]
    assert find_untested(tried) == {}
    assert find_untested(tried[:1])["place"] == ["home"]
    last_year = [each.model_copy(update={"on": date(2026, 7, 1)}) for each in tried]
    assert register_of(person("champion"), [], {}, last_year, [], NOW, LONDON).untested == find_untested([])


@pytest.mark.parametrize(("page", "shown", "more"), [(0, 6, True), (1, 6, True), (2, 1, False), (99, 1, False)])
def test_pages(page: int, shown: int, more: bool) -> None:
    """Six on each; one that lies beyond is the last."""
    found = register(person("technician"), [decision(FILTERING_TOPIC, number) for number in range(13)])
    asked = page_of(found, RegisterPart.DECISIONS, page)
    assert (len(found.decisions[asked.rows]), asked.more, asked.total) == (shown, more, 13)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://bad.example/a.b?c=d.e", "https[:]//bad[.]example/a[.]b?c=d[.]e"),
        ("www.bad.example", "www[.]bad[.]example"),
        ("ann@bad.example", "ann[@]bad[.]example"),
        ("http://192.0.2.1", "http[:]//192[.]0[.]2[.]1"),
        ("a game in Year 4. It has adverts.", "a game in Year 4. It has adverts."),
        ("", ""),
    ],
)
def test_an_address_is_no_link(address: str, shown: str) -> None:
    """However it is written, and twice is once."""
    assert unpressable(address) == shown
    assert unpressable(shown) == shown
