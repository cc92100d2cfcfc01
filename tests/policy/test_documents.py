"""The rules of the Acceptable Use Policy: names, sections, reminders, the staff list, counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.documents import DocumentPurpose, joining, reminders, signing, withdrawal
from bot.policy.documents.campaigns import (
    ON_STAFF,
    OUTSTANDING,
    Ask,
    AskState,
    Campaign,
    CampaignKind,
    ask_id,
    recount,
    tally_key,
)
from bot.policy.documents.joiners import new_joiners
from bot.policy.documents.publication import Publication, is_published, publication_id, publish
from bot.policy.documents.questions import Question
from bot.policy.documents.text import changed_sections, compare_texts, reading_minutes, sections_to_read, split_sections
from bot.policy.kit.errors import Incomplete, NotAllowed, NotPossible
from bot.policy.kit.names import same_name
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Record, Who
from bot.policy.kit.school import AUP, CheckQuestion, DocumentRule, Hours
from bot.policy.kit.school_time import Calendar
from bot.policy.kit.timeline import seal
from tests.policy.school import ALWAYS_OPEN, ANN, CAT, DOT, NOW

DAY = 86_400.0
SCHOOL_HOURS = Calendar(Hours(bank_holidays=False), ZoneInfo("Europe/London"))
RULE = DocumentRule(version="2")
TEXT = "# Ours\nWelcome.\n## Phones\n- Keep them away.\n"


def campaign(**update: object) -> Campaign:
    """A campaign begun now."""
    made = Campaign(
        id="AUP-1",
        what=CampaignKind.AUP,
        label="1",
        begun_at=NOW,
        window=21 * DAY,
        reminders=(7 * DAY, 14 * DAY, 20 * DAY),
    )
    return made.model_copy(update=update)


def asked(campaign: Campaign, *people: Person, now: datetime = NOW, calendar: Calendar = ALWAYS_OPEN) -> Outcome:
    """Those people asked for the first time."""
    return joining.ask_everyone(campaign, [(person.who, None) for person in people], frozenset(), now, calendar)


def ask_of(outcome: Outcome) -> Ask:
    """The one ask of an outcome."""
    (found,) = (record for record in outcome.records if isinstance(record, Ask))
    return found


def campaign_of(outcome: Outcome) -> Campaign:
    """The campaign of an outcome."""
    return [record for record in outcome.records if isinstance(record, Campaign)][-1]


@pytest.mark.parametrize(
    ("typed", "known", "same"),
    [
        ("Siân O'Dwyer", "Siân O'Dwyer", True),
        ("sian odwyer", "Siân O'Dwyer", True),
        ("  O’DWYER,   Siân ", "Siân O'Dwyer", True),
        ("Mei Ling Carrow", "Mei-Ling Carrow", True),
        ("Meiling Carrow", "Mei-Ling Carrow", True),
        ("Daniel John Birtwhistle", "Daniel Birtwhistle", True),
        ("Ann", "Ann Brown", False),
        ("Dan Birtwhistle", "Daniel Birtwhistle", False),
        ("حداد ليلى", "ليلى حداد 🌷", True),
        ("לִיאַת", "ליאת", True),
        ("🌷", "🌷", True),
        ("", "", False),
        ("🌷", "🙈", False),
        ("Ａｎｎ Brown", "Ann Brown", True),
    ],
)
def test_names_are_compared_gently(typed: str, known: str, same: bool) -> None:
    """Case, spaces, accents, marks and order do not count; another name does."""
    assert same_name(typed, known) is same


@given(st.text(max_size=60))
def test_a_name_is_its_own(name: str) -> None:
    """Whatever a name is made of, its owner can type it."""
    assert same_name(name, name) is bool(name.strip())


def test_sections_and_what_changed() -> None:
    """Sections by their headings, a `#` in code left alone; changes by section and line."""
    text = "\ufeffBefore\n# One ##\na\n```\n# no heading\n```\n## Two\nb\n## Two\nc\n"
    assert [(part.title, part.body.splitlines()[0]) for part in split_sections(text)] == [
        ("", "Before"), ("One", "a"), ("Two", "b"), ("Two", "c"),
    ]  # fmt: skip
    found = compare_texts("# A\nx\ny\n# B\nz\n# B\nsecond", "# A\nx\nw\n# B\nz\n# C\nq")
    assert (found.added, found.removed) == (("C",), ("B",))
    (only,) = found.changed
    assert (only.title, only.gone, only.come) == ("A", ("y",), ("w",))
    assert not compare_texts(text, text)
    assert reading_minutes("word " * 1_000) == 5
    assert reading_minutes("") == 1


def test_sections_as_they_are_read() -> None:
    """A heading with nothing below it goes to the next section; comments are nobody's to read, over lines too."""
    text = "<!-- ours -->\n# Policy\n\n## First\na <!-- A1,\nA2 --> b\n---\n## Second\nc\n# Last\n"
    assert [(part.title, part.body.split()) for part in sections_to_read(text)] == [
        ("Policy · First", ["a", "b", "---"]), ("Second", ["c"]), ("Last", []),
    ]  # fmt: skip
    assert len(sections_to_read("")) == 1
    assert not compare_texts(text, text.replace("A1", "B1"))


@given(st.text(max_size=300))
def test_any_text_has_sections_and_no_changes_to_itself(text: str) -> None:
    """No text is too strange to be read, and none differs from itself."""
    assert sections_to_read(text)
    assert not compare_texts(text, text)


@pytest.mark.parametrize(
    ("label", "nth", "made"),
    [("2026-27", 1, "AUP-2026-27"), ("2026-27", 2, "AUP-2026-27.2"), (" v 3 / x ", 1, "AUP-v-3-x"), ("//", 1, "AUP-1")],
)
def test_references(label: str, nth: int, made: str) -> None:
    """A version's reference can be read out and stands in a file's name."""
    assert publication_id(label, nth) == made


def test_publishing_keeps_the_text_and_ends_the_campaign_before() -> None:
    """The version is kept to the letter with its hash; the campaign before stands, and asks nobody any more."""
    before = campaign(due_at=NOW)
    outcome = publish("AUP-2", TEXT, ANN, NOW, rule=RULE, before=before)
    published, begun, ended = outcome.records
    assert isinstance(published, Publication)
    assert (published.text, published.sha256, published.by) == (TEXT, seal(TEXT), ANN.who)
    assert isinstance(begun, Campaign)
    assert begun.current
    assert isinstance(ended, Campaign)
    assert (ended.current, ended.due_at, ended.id) == (False, None, "AUP-1")
    assert is_published(published, begun, RULE, TEXT)
    assert not is_published(published, begun, RULE, TEXT + " ")
    for change in ({"version": "3"}, {"title": "T"}, {"roles": ("governor",)}, {"link": "https://x.example"}):
        assert not is_published(published, begun, RULE.model_copy(update=change), TEXT), change
    with pytest.raises(NotAllowed):
        publish("AUP-3", TEXT, CAT, NOW, rule=RULE, before=None)


def test_out_of_hours_the_window_begins_in_the_morning() -> None:
    """Published on a Saturday, asked on Monday at eight: the ages count from then."""
    saturday = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    outcome = asked(campaign(), DOT, now=saturday, calendar=SCHOOL_HOURS)
    monday = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert outcome.notices[0].due_at == monday
    assert ask_of(outcome).asked_at == monday
    assert ask_of(outcome).due_at == monday + timedelta(days=7)


@given(st.lists(st.integers(0, 40 * 24), min_size=1, max_size=60))
def test_reminders_whenever_time_is_looked_at(hours: list[int]) -> None:
    """However late the clock is looked at: in school hours, at most one a day, no more than the ages, none after the
    window, and the list once."""
    current = campaign()
    first = asked(current, DOT, calendar=SCHOOL_HOURS)
    ask, told, lists = ask_of(first), [], 0
    for hour in sorted(hours):
        now = NOW + timedelta(hours=hour)
        if ask.due_at is None or ask.due_at > now:
            continue
        ticked = reminders.tick(ask, current, now, SCHOOL_HOURS)
        ask, lists = ticked.ask, lists + ticked.lists
        told += [notice.due_at for notice in ticked.notices]
        assert ask.due_at is None or ask.due_at > now or ticked.notices or ticked.lists
    assert len(told) <= 3
    assert len({at.date() for at in told}) == len(told)
    assert all(at == SCHOOL_HOURS.next_open(at) for at in told)
    assert all(at < SCHOOL_HOURS.next_open(NOW + timedelta(days=21)) for at in told)
    assert lists <= 1


@pytest.mark.parametrize("standing", list(AskState))
def test_who_is_reminded(standing: AskState) -> None:
    """Those without an answer and those who said not yet; a decline is an answer, and a question waits for one."""
    ask = ask_of(asked(campaign(), DOT)).model_copy(update={"standing": standing, "until": NOW.date()})
    ticked = reminders.tick(ask, campaign(), NOW + timedelta(days=8), ALWAYS_OPEN)
    reminded = [notice.purpose for notice in ticked.notices] == [DocumentPurpose.REMINDER]
    assert reminded is (standing in {AskState.UNANSWERED, AskState.NOT_YET})
    waits = ask.model_copy(update={"waits": True})
    if standing is not AskState.SET_ASIDE:
        assert not reminders.tick(waits, campaign(), NOW + timedelta(days=8), ALWAYS_OPEN).notices


def test_a_signature_says_who_when_and_what() -> None:
    """It is the presser's, with the version's hash and the words; a missing tick or name comes back, another name
    once."""
    held = asked(campaign(), DOT)
    version = Publication(id="AUP-1", label="1", text=TEXT, sha256=seal(TEXT), by=ANN.who, at=NOW)
    of = signing.AskSnapshot(campaign_of(held), ask_of(held))
    context = ActionContext(DOT, NOW, ALWAYS_OPEN)
    with pytest.raises(Incomplete) as missing:
        signing.sign(of, version, signing.SigningForm(False, " ", "Words"), context)
    assert missing.value.facts == {"read": "aup.tick", "name": "aup.no_name"}
    with pytest.raises(Incomplete) as other:
        signing.sign(of, version, signing.SigningForm(True, "Not Dot", "Words"), context)
    assert other.value.facts == {"name": "aup.other_name"}
    outcome = signing.sign(of, version, signing.SigningForm(True, "Not Dot", "Words", asked_again=True), context)
    (signature,) = (record for record in outcome.records if isinstance(record, signing.Signature))
    assert signature.by == DOT.who
    assert (signature.typed, signature.matched, signature.sha256) == ("Not Dot", False, seal(TEXT))
    assert (signature.at, signature.words) == (NOW, "Words")
    assert campaign_of(outcome).count(AskState.DONE) == 1
    assert ask_of(outcome).due_at is None


def test_what_was_read_is_kept_until_it_is_signed() -> None:
    """Each section once and in any order, none that is not there; a signature takes it away."""
    held = asked(campaign(), DOT)
    ask = ask_of(held)
    for section, read in ((2, (2,)), (1, (1, 2)), (3, (1, 2, 3))):
        ask = ask_of(signing.mark_read(ask, section, 3))
        assert ask.read == read
    for section in (0, 2, 4):
        assert not signing.mark_read(ask, section, 3)
    version = Publication(id="AUP-1", label="1", text=TEXT, sha256=seal(TEXT), by=ANN.who, at=NOW)
    said, context = signing.SigningForm(True, "Dot", "Words", asked_again=True), ActionContext(DOT, NOW, ALWAYS_OPEN)
    signed = ask_of(signing.sign(signing.AskSnapshot(campaign_of(held), ask), version, said, context))
    assert signed.read == ()
    assert not signing.mark_read(signed, 1, 3)


def test_setting_aside_is_a_champions() -> None:
    """Until a day that is still to come, and of somebody who has still to answer."""
    held = asked(campaign(), DOT)
    of = signing.AskSnapshot(campaign_of(held), ask_of(held))
    tomorrow = NOW.date() + timedelta(days=1)
    with pytest.raises(NotAllowed):
        signing.set_aside(of, ActionContext(CAT, NOW, ALWAYS_OPEN), tomorrow)
    with pytest.raises(Incomplete):
        signing.set_aside(of, ActionContext(ANN, NOW, ALWAYS_OPEN), NOW.date())
    done = signing.AskSnapshot(of.campaign, of.ask.model_copy(update={"standing": AskState.DONE}))
    with pytest.raises(NotPossible):
        signing.set_aside(done, ActionContext(ANN, NOW, ALWAYS_OPEN), tomorrow)
    outcome = signing.set_aside(of, ActionContext(ANN, NOW, ALWAYS_OPEN), tomorrow)
    assert ask_of(outcome).due_at == datetime(2026, 11, 24, tzinfo=UTC)
    assert outcome.entries[0].facts["day"] == "2026-11-24"


def test_leavers_and_those_who_come_back() -> None:
    """A leaver is closed; back on the list they are asked again, unless they had signed this version."""
    held = asked(campaign(), DOT)
    left = joining.close_leavers(campaign_of(held), [ask_of(held)], NOW)
    assert ask_of(left).standing is AskState.LEFT
    assert campaign_of(left).count(*ON_STAFF) == 0
    for signed, standing in ((frozenset[str](), AskState.UNANSWERED), (frozenset({DOT.id}), AskState.DONE)):
        back = joining.ask_everyone(campaign_of(left), [(DOT.who, ask_of(left))], signed, NOW, ALWAYS_OPEN)
        assert ask_of(back).standing is standing
        assert ask_of(back).version == ask_of(left).version
        assert len(back.notices) == (standing is AskState.UNANSWERED)
        assert not set(back.notices) & set(held.notices)


@pytest.mark.parametrize(
    ("staff", "gone", "believed"), [(12, 5, True), (12, 6, False), (100, 25, True), (100, 26, False)]
)
def test_too_many_leavers_at_once_are_not_believed(staff: int, gone: int, believed: bool) -> None:
    """A few may always have left, or a quarter; more than that until a Champion says so."""
    of = campaign(tally={tally_key(NOW.date(), AskState.UNANSWERED): staff})
    assert joining.believable(of, gone) is believed
    assert joining.believable(of.model_copy(update={"believed": True}), gone)


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(list(AskState)), st.booleans()), max_size=40))
def test_the_counts_are_those_of_the_people(moves: list[tuple[int, AskState, bool]]) -> None:
    """However people move, the campaign's counts are what counting them would give."""
    of, people = campaign(), dict[int, Ask]()
    for number, standing, unreachable in moves:
        before = people.get(number)
        after = Ask(
            id=ask_id("AUP-1", str(number)),
            subject="AUP-1",
            who=Who(id=str(number), name="x"),
            asked_at=NOW,
            asked_on=NOW.date() + timedelta(days=number),
            standing=standing,
            unreachable="blocked" if unreachable else "",
        )
        of = recount(of, [(before, after)])
        people[number] = after
    for standing in AskState:
        assert of.count(standing) == sum(ask.standing is standing for ask in people.values())
    assert of.unreachable == sum(ask.apart is not None for ask in people.values())
    assert of.days(*OUTSTANDING) == sorted({ask.asked_on for ask in people.values() if ask.outstanding})


KEPT_BEFORE: dict[type[Record], str] = {
    Campaign: (
        '{"id":"AUP-2026-27","version":3,"what":"aup","label":"2026-27","begun_at":"2026-11-23T10:30:00Z",'
        '"window":1814400.0,"reminders":[604800.0],"tally":{"2026-11-23:done":1},"checked_on":"2026-11-23"}'
    ),
    Publication: (
        '{"id":"AUP-2026-27","version":1,"label":"2026-27","text":"# Ours","sha256":"ab","by":{"id":"a","name":"Ann"},'
        '"at":"2026-11-23T10:30:00Z"}'
    ),
    Ask: (
        '{"id":"AUP-2026-27:d","version":2,"subject":"AUP-2026-27","who":{"id":"d","name":"Dot"},'
        '"asked_at":"2026-11-23T10:30:00Z","asked_on":"2026-11-23","standing":"not_yet","read":[1,2]}'
    ),
    signing.Signature: (
        '{"id":"AUP-2026-27:d","version":1,"subject":"AUP-2026-27","label":"2026-27","sha256":"ab",'
        '"by":{"id":"d","name":"Dot"},"at":"2026-11-23T10:30:00Z","words":"I agree","typed":"Dot","matched":true}'
    ),
    Question: (
        '{"id":"AUP-2026-27.Q1","version":1,"subject":"AUP-2026-27","asker":{"id":"d","name":"Dot"},'
        '"lines":[{"by":{"id":"d","name":"Dot"},"at":"2026-11-23T10:30:00Z","text":"Why?"}]}'
    ),
}
"""Bodies as the release wrote them that knew the Acceptable Use Policy alone."""


@pytest.mark.parametrize("kind", KEPT_BEFORE, ids=lambda kind: kind.TABLE)
def test_what_was_kept_before_there_were_other_documents(kind: type[Record]) -> None:
    """It is the Acceptable Use Policy's, of staff, not taken back; and it is kept again letter for letter."""
    body = KEPT_BEFORE[kind]
    held = kind.model_validate_json(body)
    assert held.model_dump_json(exclude_defaults=True) == body
    if isinstance(held, Campaign | Publication):
        assert held.document_id == AUP
    if isinstance(held, Campaign):
        assert (held.roles, held.is_training, held.withdrawn_at) == (("staff",), False, None)


def test_another_documents_campaign_is_nothing_that_an_older_release_takes_for_its_own() -> None:
    """Its kind is a word of its own: an older release sets it apart, and finds its policy as before."""
    rule = DocumentRule(id="kcsie", title="Ours", roles=("governor",))
    begun = campaign_of(publish("KCSIE-1", TEXT, ANN, NOW, rule=rule, before=None))
    assert (begun.what.value, begun.document_id, begun.title, begun.roles) == (
        "document",
        "kcsie",
        "Ours",
        ("governor",),
    )


def test_sections_that_are_new_to_somebody() -> None:
    """Word for word the same is read already, wherever it stands now; a heading or a line that differs is not."""
    before = "# A\nx\n## B\ny\n## C\nz\n"
    assert changed_sections(before, before) == ()
    assert changed_sections(before, "## C\nz\n# A\nx\n") == ()
    assert changed_sections(before, "# A\nx\n## B\nY\n## D\nz\n") == (2, 3)
    assert changed_sections("", before) == (1, 2, 3)


@given(st.text(max_size=200), st.text(max_size=200))
def test_what_did_not_change_was_there_before(before: str, after: str) -> None:
    """Whatever the texts: nobody is spared a section that was not in what they signed."""
    asked = changed_sections(before, after)
    spared = [each for number, each in enumerate(sections_to_read(after), 1) if number not in asked]
    assert set(spared) <= set(sections_to_read(before))


@given(st.sets(st.integers(0, 20)), st.integers(0, 20 * 24))
def test_what_can_wait_takes_a_day_of_its_own(taken: set[int], away: int) -> None:
    """On no day with another document, never while they are away, in school hours, and as soon as can be."""
    days = {NOW.date() + timedelta(days=each) for each in taken}
    back = NOW + timedelta(hours=away)
    free = joining.Engagements({"d": days}, {"d": back}).next_free("d", NOW, SCHOOL_HOURS)
    assert free >= back
    assert free.date() not in days
    assert free == SCHOOL_HOURS.next_open(free)
    assert joining.NO_ENGAGEMENTS.next_free("d", NOW, SCHOOL_HOURS) == SCHOOL_HOURS.next_open(NOW)


def test_a_version_is_taken_back_within_the_half_hour_and_by_a_champion() -> None:
    """The one before stands again; a second press changes nothing; afterwards, and for anybody else, it is refused."""
    before = campaign(id="AUP-0", current=False)
    taken_back, again = withdrawal.withdraw(campaign(before="AUP-0"), before, ANN, NOW + timedelta(minutes=30)).records
    assert isinstance(taken_back, Campaign)
    assert isinstance(again, Campaign)
    assert (taken_back.current, taken_back.due_at, again.current) == (False, NOW + timedelta(minutes=30), True)
    assert not withdrawal.withdraw(taken_back, again, ANN, NOW + timedelta(minutes=31))
    with pytest.raises(withdrawal.TooLateToWithdraw):
        withdrawal.withdraw(campaign(), None, ANN, NOW + timedelta(minutes=31))
    with pytest.raises(NotAllowed):
        withdrawal.withdraw(campaign(), None, CAT, NOW)
    assert not withdrawal.may_withdraw(campaign(what=CampaignKind.TRAINING), NOW)


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({0: 1, 1: 0}, {}),
        ({}, {"q0": signing.UNANSWERED, "q1": signing.UNANSWERED}),
        ({0: 0, 1: 0, 7: 1}, {"q0": signing.NOT_RIGHT}),
        ({0: 1, 1: -1}, {"q1": signing.NOT_RIGHT}),
    ],
)
def test_questions_are_answered_right_before_signing(answers: dict[int, int], wrong: dict[str, str]) -> None:
    """Each of them, and what is kept says that they were answered and not how."""
    asked = (CheckQuestion(ask="A", answers=("x", "y"), right=1), CheckQuestion(ask="B", answers=("x", "y"), right=0))
    version = Publication(id="AUP-1", label="1", text=TEXT, sha256=seal(TEXT), by=ANN.who, at=NOW, questions=asked)
    assert signing.check_answers(version, answers) == wrong
    held = asked_one()
    said = signing.SigningForm(True, "Dot", "Words", asked_again=True, answers=answers)
    if wrong:
        with pytest.raises(Incomplete):
            signing.sign(held, version, said, ActionContext(DOT, NOW, ALWAYS_OPEN))
        return
    outcome = signing.sign(held, version, said, ActionContext(DOT, NOW, ALWAYS_OPEN), since="AUP-0")
    (signature,) = (record for record in outcome.records if isinstance(record, signing.Signature))
    assert (signature.understood, signature.since) == (True, "AUP-0")
    assert not {"answers", "q0", "score"} & {*signature.model_dump(), *outcome.entries[0].facts}


def asked_one() -> signing.AskSnapshot:
    """What is asked of Dot."""
    held = asked(campaign(), DOT)
    return signing.AskSnapshot(campaign_of(held), ask_of(held))


@pytest.mark.parametrize(
    ("checked", "held", "earlier_days", "known", "new"),
    [
        (True, False, (), False, True),
        (True, False, (0,), False, True),  # asked for two things on their first morning
        (True, False, (6,), False, True),
        (True, False, (8,), False, False),  # of long standing: another role
        (True, False, (0, 400), False, False),
        (True, False, (), True, False),
        (True, True, (), False, False),  # back after leaving
        (False, False, (), False, False),  # everybody is asked for the first time
    ],
)
def test_who_is_new(*, checked: bool, held: bool, earlier_days: Sequence[int], known: bool, new: bool) -> None:
    """Whoever appears once everybody has been asked, and was asked for nothing more than a week ago."""
    now = campaign(checked_on=NOW.date() if checked else None)
    asks = [ask_of(asked(now, DOT, now=NOW - timedelta(days=days))) for days in earlier_days]
    people = [(DOT.who, ask_of(asked(now, DOT)) if held else None)]
    found = new_joiners(now, people, asks, {DOT.id} if known else (), NOW)
    assert [joiner.id for joiner in found] == ([DOT.id] if new else [])
