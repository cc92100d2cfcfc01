"""Reports, presses, clock jumps, failures of Teams, of the store and of the directory, people who leave, and restarts,
in any order: no ping is lost and none is wrong.

*Told* means that Teams took it: a notice that is kept tells nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.policy.incidents import IncidentPurpose, untaken
from bot.policy.incidents.incident import OPEN_STATES, Incident
from bot.policy.incidents.insisting import TIMES
from bot.policy.incidents.reporting import Report
from bot.policy.kit.delivery import LEFT, NO_ROLE
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, NoticeState
from bot.policy.kit.roles import Role
from bot.services.null_ports import NoFileStore
from tests.record import must_hold
from tests.services.simulated_school import EVERY_ROLE, FAULTS, FOR_EVER, PEOPLE, TO_WHO_REPORTS, PlayedSchool
from tests.soak import count

Story = tuple[Person, str, Person | None, Person | None, bool]
"""Who reports what kind, whom it concerns, whom its story names, and whether others had the same sender."""
KINDS = ("harmful_contact", "threat", "spam", "security_breach")
SAID = {IncidentPurpose.NOBODY_TOOK_IT.value, IncidentPurpose.TOO_OLD_TO_ALERT.value}
REPEAT = re.compile(r"\.r([0-9]+):")
"""In the id of a ping: how often it has come again."""
LONGEST_REST = timedelta(days=30)
"""In time, not in steps: a ping that nobody else has heard is tried every few minutes for as long as Teams refuses it,
while what is routine waits for a working day."""
UNKNOWN = [frozenset[str](), frozenset[str](), EVERY_ROLE, frozenset({"champion"}), frozenset({"staff"})]


class School(RuleBasedStateMachine):
    """A school on its worst days."""

    people = st.sampled_from(PEOPLE)
    handlers = st.sampled_from(PEOPLE[:7])
    """Those whom ladders alert, and one who is never alerted."""
    named = st.none() | st.sampled_from(PEOPLE[:6])
    numbers = st.integers(0, 5)
    few = st.sampled_from([*[None] * len(PEOPLE) * 2, *PEOPLE])
    reports = st.tuples(people, st.sampled_from(KINDS), few, named, st.booleans())

    @initialize(first=st.lists(reports, min_size=1, max_size=2))
    def begin(self, first: Sequence[Story]) -> None:
        """Every walk has something to lose."""
        self.school = PlayedSchool()
        self.removed: set[str] = set()
        self.concerned: set[tuple[str, str]] = set()
        """Reports and people of whom their reporter has said that it is about them."""
        self.looked_at = 0
        for each in first:
            self.report(each)

    @rule()
    def restart(self) -> None:
        self.school.restart()

    @rule(story=reports)
    def report(self, story: Story) -> None:
        """Some concern somebody, some name somebody in their story, and some have a sender in common. Each is kept,
        whatever the directory can say."""
        person, kind, concerns, names, alike = story
        if self.is_here(person):
            by = self.school.by(person)
            account = {"what": words(names), "sender": "stranger@post.example" if alike else ""}
            said = Report(kind, None, account, f"draft of {by.activity}", None)
            told = self.school.press(self.school.reports.report(by, said, concerns.id if concerns else ""))
            assert told is not None or self.school.store.full, "a report is kept"
            if told is not None and concerns is not None:
                self.concerned.add((told.view.incident.id, concerns.id))

    @rule(number=numbers, names=named)
    def details(self, number: int, names: Person | None) -> None:
        """The reporter adds words, which may name somebody who has known of it for long."""
        incident = self.incident(number)
        if incident is not None and (reporter := self.here(incident.reporter.id)):
            by = self.school.by(reporter)
            self.school.press(self.school.reports.add_details(by, incident.id, {"what": words(names)}))

    @rule(number=numbers, whom=st.integers(0, 2), concerns=st.booleans())
    def answer(self, number: int, whom: int, concerns: bool) -> None:
        """The reporter says whether it concerns somebody whom it holds back. Many never do."""
        incident = self.incident(number)
        if incident is not None and incident.held_back and (reporter := self.here(incident.reporter.id)):
            who = incident.held_back[whom % len(incident.held_back)].id
            answered = self.school.reports.answer_concern(self.school.by(reporter), incident.id, who, concerns=concerns)
            if self.school.press(answered) is not None and concerns:
                self.concerned.add((incident.id, who))

    @rule(person=handlers, number=numbers, whom=st.integers(0, 2))
    def tell_after_all(self, person: Person, number: int, whom: int) -> None:
        incident = self.incident(number)
        if incident is not None and incident.held_back and self.is_here(person):
            who = incident.held_back[whom % len(incident.held_back)].id
            self.school.press(self.school.incidents.tell_after_all(self.school.by(person), incident.id, who, "r"))

    @rule(person=handlers, number=numbers, other_way=st.booleans())
    def merge(self, person: Person, number: int, other_way: bool) -> None:
        """One of two that are alike."""
        alike = [incident for incident in self.incidents() if incident.like]
        if alike and self.is_here(person):
            incident = alike[number % len(alike)]
            pair = (incident.id, incident.like[0])
            ended, into = reversed(pair) if other_way else pair
            self.school.press(self.school.incidents.merge(self.school.by(person), ended, into))

    @rule(person=handlers, number=numbers)
    def acknowledge(self, person: Person, number: int) -> None:
        if (incident := self.incident(number)) and self.is_here(person):
            self.school.press(self.school.incidents.acknowledge(self.school.by(person), incident.id))

    @rule(person=handlers, number=numbers)
    def cannot_come(self, person: Person, number: int) -> None:
        if (incident := self.incident(number)) and self.is_here(person):
            self.school.press(self.school.incidents.cannot_come(self.school.by(person), incident.id))

    @rule(person=handlers, to=people, number=numbers)
    def hand_over(self, person: Person, to: Person, number: int) -> None:
        if (incident := self.incident(number)) and self.is_here(person):
            self.school.press(self.school.incidents.hand_over(self.school.by(person), incident.id, to.id))

    @rule(person=people, number=numbers)
    def tell_now(self, person: Person, number: int) -> None:
        if (incident := self.incident(number)) and self.is_here(person):
            self.school.press(self.school.incidents.tell_now(self.school.by(person), incident.id))

    @rule(person=handlers, number=numbers)
    def note(self, person: Person, number: int) -> None:
        if (incident := self.incident(number)) and self.is_here(person):
            self.school.press(self.school.incidents.add_a_note(self.school.by(person), incident.id, "a note"))

    @rule(person=people)
    def leaves(self, person: Person) -> None:
        self.school.directory.change(person, frozenset())
        self.school.settle()

    @rule(number=numbers)
    def its_owner_leaves(self, number: int) -> None:
        incident = self.incident(number)
        owner = self.here(incident.owner_id) if incident and incident.owner_id else None
        if owner is not None:
            self.leaves(owner)

    @rule(person=st.sampled_from(PEOPLE[:6]), role=st.sampled_from(["champion", "senior_leader", "dsl", "deputy_dsl"]))
    def loses_a_role(self, person: Person, role: Role) -> None:
        held = self.here(person.id)
        if held is not None:
            self.school.directory.change(person, held.roles - {role})
            self.school.settle()

    @rule(person=people)
    def comes_back(self, person: Person) -> None:
        """With every role that they had at first."""
        self.school.directory.change(person, person.roles)
        self.school.settle()

    @rule(person=handlers, days=st.sampled_from([None, 1, 3]))
    def is_away(self, person: Person, days: int | None) -> None:
        """By their own word: for so many days, or back."""
        if self.is_here(person) and not self.school.store.full:
            self.school.away(person, days)

    @rule(unknown=st.sampled_from(UNKNOWN))
    def the_directory_changes(self, unknown: frozenset[str]) -> None:
        """It can or cannot say who holds which role."""
        self.school.directory.unknown = unknown
        self.school.settle()

    @rule(person=people, mood=st.sampled_from(["well", "crash", *FAULTS]))
    def teams_changes(self, person: Person, mood: str) -> None:
        self.school.teams.moods[person.id] = mood

    @rule(mood=st.sampled_from(["well", "well", *FAULTS]))
    def teams_changes_for_everybody(self, mood: str) -> None:
        self.school.teams.everybody = mood

    @rule(full=st.booleans(), honest=st.booleans())
    def the_store_changes(self, full: bool, honest: bool) -> None:
        self.school.store.full, self.school.store.honest = full, honest

    @rule(person=people)
    def the_app_goes(self, person: Person) -> None:
        """Taken away from one person; Teams may go on taking messages for a while."""
        self.removed.add(person.id)
        self.school.press(self.school.reach.mark_removed(person.id))

    @rule(person=people)
    def the_app_comes(self, person: Person) -> None:
        self.removed.discard(person.id)
        self.school.press(self.school.reach.note_contact(person.id))

    @rule()
    def the_watch_looks(self) -> None:
        self.school.press(self.school.watch.run())

    @rule()
    def a_long_outage(self) -> None:
        """Ninety minutes, in steps as they come."""
        for _ in range(18):
            self.time_jumps(5)

    @rule(minutes=st.sampled_from([-1_440, -30, -1, 1, 5, 16, 60, 300, 1_000, 1_500]))
    def time_jumps(self, minutes: int) -> None:
        """On, or back."""
        self.school.clock.move(timedelta(minutes=minutes))
        self.school.settle()

    @invariant()
    def nothing_untaken_is_without_a_next_moment(self) -> None:
        if hasattr(self, "school"):
            waiting = self.find(NoticeState.WAITING)
            for incident in self.incidents():
                own = [notice for notice in waiting if notice.subject == incident.id]
                assert untaken.has_next_moment(incident, own), "a report that nobody has taken has a next moment"

    @invariant()
    def nobody_is_told_what_they_may_not_hear(self) -> None:
        if hasattr(self, "school"):
            assert self.school.teams.wrong == []
            for what, subject, to in self.school.teams.took[self.looked_at :]:
                assert (subject, to) not in self.concerned or what in TO_WHO_REPORTS, "it is about them"
            self.looked_at = len(self.school.teams.took)

    def here(self, id: str) -> Person | None:
        """The person, if they are at the school: nobody else can press anything."""
        return self.school.directory.truly(id)

    def is_here(self, person: Person) -> bool:
        return self.here(person.id) is not None

    def incident(self, number: int) -> Incident | None:
        """One of the reports, if there is any."""
        kept = self.incidents()
        return kept[number % len(kept)] if kept else None

    def incidents(self) -> Sequence[Incident]:
        return self.school.run(self.school.store.find(Incident))

    def find(self, state: NoticeState) -> Sequence[Notice]:
        return self.school.run(self.school.store.find(Notice, where={"state": state.value}))

    def teardown(self) -> None:
        """All is well again but for people who have left or whom Teams does not reach, and time runs on: then promises
        are checked."""
        if not hasattr(self, "school"):
            return
        school = self.school
        try:
            school.store.full, school.teams.everybody, school.directory.unknown = False, "well", frozenset()
            school.teams.moods = {who: mood for who, mood in school.teams.moods.items() if mood in FOR_EVER}
            school.settle()
            last = school.clock.now() + LONGEST_REST
            while not self.at_rest():
                assert school.clock.now() < last, f"it never came to rest: {self.find(NoticeState.WAITING)[:2]}"
                school.clock.move_to(school.next_moment())
                school.settle()
            self.nobody_is_told_what_they_may_not_hear()
            for incident in self.incidents():
                self.check(incident)
            school.run(must_hold(school.store, NoFileStore()))
        finally:
            school.close()

    def at_rest(self) -> bool:
        """Whether all has been said to everybody who can be reached, and nobody has anything who has left."""
        out = self.school.teams.out_of_reach
        if any(notice.to.id not in out for notice in self.find(NoticeState.WAITING)):
            return False
        incidents = self.incidents()
        if any(each.state in OPEN_STATES and each.owner_id and not self.here(each.owner_id) for each in incidents):
            return False
        return all(self.heard_by_somebody(each) for each in incidents if untaken.is_untaken(each))

    def heard_by_somebody(self, incident: Incident) -> bool:
        """Whether somebody who is here has heard that nobody took it, as far as a Champion can hear anything."""
        heard = {to for what, subject, to in self.school.teams.took if subject == incident.id and what in SAID}
        champions = {person.id for person in self.school.run(self.school.directory.holders("champion"))}
        can_hear = champions - incident.shut_out - self.school.teams.out_of_reach - self.removed
        return incident.unanswered and (not can_hear or bool(heard & can_hear))

    def check(self, incident: Incident) -> None:
        run, store, teams = self.school.run, self.school.store, self.school.teams
        timeline: Sequence[Entry] = run(store.timeline(incident.id))
        told = [entry.what for entry in timeline]
        notices = run(store.find(Notice, where={"subject": incident.id}))
        assert incident.pending_lookup is None, "whom it names was looked up in the end"
        assert {"ringing", "nobody_to_ring", "merged"} & {*told}, "and it was alerted, if anybody was there"
        if untaken.is_untaken(incident):
            heard = {to for what, subject, to in teams.took if subject == incident.id and what in SAID}
            meant = {notice.to.id for notice in notices if notice.purpose in SAID}
            deaf = teams.out_of_reach | self.removed | self.school.directory.changed
            assert meant, "somebody is to hear that nobody took it"
            assert heard or meant <= deaf, "and somebody has heard: told means that Teams took it"
        pings = [notice for notice in notices if notice.purpose is IncidentPurpose.PING]
        repeats = [int(match[1]) for each in pings if (match := REPEAT.search(each.id))]
        assert max(repeats, default=0) <= TIMES, "a ping comes again so often and no oftener"
        assert not repeats or "harmful_contact" in {incident.kind, incident.rings_as}, "and only in an emergency"
        sent = [notice.to.id for notice in pings if notice.state is NoticeState.SENT]
        unheard = [notice for notice in pings if notice.refused or notice.reason in {LEFT, NO_ROLE}]
        took = [to for what, subject, to in teams.took if (what, subject) == (IncidentPurpose.PING.value, incident.id)]
        assert told.count("rang") == len(sent), "the timeline explains every ping"
        assert told.count("could_not_ring") == len(unheard), "and every ping that could not be one, once"
        assert not Counter(sent) - Counter(took), "who is said to have been told was told"
        assert len(took) <= len(sent) + teams.crashed, "doubled only by a crash"


def words(names: Person | None) -> str:
    return f"{names.name} wrote it" if names else "x"


TestSchool = pytest.mark.soak(School.TestCase)
TestSchool.settings = settings(max_examples=count(400), stateful_step_count=25, deadline=None, phases=[Phase.generate])
"""Ten thousand steps in full."""
