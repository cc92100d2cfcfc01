"""Every card that the product can show, with plain and with difficult contents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from inspect import currentframe
from traceback import walk_stack
from types import CodeType
from unittest.mock import patch

from bot.composition.features import LINE_FACES, areas, providers
from bot.directory.roster import Roster
from bot.local.shapes import JsonObject
from bot.policy.answers.table import ANSWER_TABLE
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import (
    Closing,
    CpomsRecord,
    Incident,
    Ladder,
    Lapse,
    Note,
    Referral,
    Response,
    State,
    StepDone,
)
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.reporting import Filing, Report, file_report
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.briefing import BriefingLine, LineFact, LineKind
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.reached import ReachCheck, Reached
from bot.policy.kit.records import Entry, NoticeState, Urgency, Who
from bot.policy.kit.school_time import Calendar
from bot.policy.reach.on_duty import on_duty
from bot.policy.reach.reach import RoleReach
from bot.policy.reach.troubles import Trouble, TroubleKind
from bot.services.engine.triggers import JobTriggers
from bot.services.kit.context import ServiceContext
from bot.services.services import Services
from bot.settings import load_school
from cards import greeting
from cards.answers.answers import answer_opener
from cards.briefing.briefing import briefing_card
from cards.incidents import afterthoughts, cpoms, handling, incident_parts, incidents, notices, receipts, reporting
from cards.incidents import questions as question_cards
from cards.incidents.gathered import gathered_card
from cards.incidents.reporting import Began, kinds_card
from cards.kit import parts
from cards.kit.choosing_school import school_chosen, which_school
from cards.kit.elements import AdaptiveCard
from cards.reach import reach
from cards.reach.on_duty import on_duty_card
from cards.words.incidents import INCIDENT_LEADS
from cards.words.kit import ROLE_WORDS
from cards.words.sentences import SENTENCES, TIMELINE
from dialogs.presses import LONGEST_PAST_A_FORM, Presses
from tests.cards.catalogue_actions import action_cards, many_actions
from tests.cards.catalogue_announcements import announcement_cards
from tests.cards.catalogue_answers import answer_cards
from tests.cards.catalogue_calls import call_cards
from tests.cards.catalogue_committee import committee_cards
from tests.cards.catalogue_deciding import decided_views, deciding_forms
from tests.cards.catalogue_documents import catalogue_documents
from tests.cards.catalogue_duties import duty_cards
from tests.cards.catalogue_files import evidence_cards
from tests.cards.catalogue_filtering import filtering_cards
from tests.cards.catalogue_finding import finding_cards
from tests.cards.catalogue_governors import governors_cards
from tests.cards.catalogue_induction import induction_cards
from tests.cards.catalogue_inspection import inspection_cards
from tests.cards.catalogue_linking import linked_views, linking_cards
from tests.cards.catalogue_log import log_cards
from tests.cards.catalogue_practice import practice_cards
from tests.cards.catalogue_questions import asking_forms, questions
from tests.cards.catalogue_requests import request_cards
from tests.cards.catalogue_simulation import simulation_cards
from tests.clock import FakeClock
from tests.fakes import MemoryStore, Nobody
from tests.rig import MONDAY, SCHOOL_FILE

NOW = datetime(2026, 11, 23, 10, 31, tzinfo=UTC)
SCHOOL = load_school(SCHOOL_FILE)
SERVICES = Services(
    ServiceContext(MemoryStore(), Roster(SCHOOL.people), SCHOOL, FakeClock(MONDAY), JobTriggers()),
    Nobody(),
    providers(),
)
AREAS = areas(SERVICES)
PRESSES = Presses(AREAS)
PEOPLE = {person.id: person for person in SCHOOL.people}
HEAD, TAKER, REPORTER = SCHOOL.people[0], SCHOOL.people[1], SCHOOL.people[6]
CHAIR = next(person for person in SCHOOL.people if person.holds("chair_of_governors"))
NASTY = "**bold** <at>Bob</at> [x](https://evil.example) 🙈 " * 400


def view(
    kind: str, update: Mapping[str, object] | None = None, *, text: str = "Words", failed: bool = False
) -> IncidentView:
    """An incident of that kind, alerted, and changed as asked."""
    outcome = _reported(kind, text)
    (incident,) = (record for record in outcome.records if isinstance(record, Incident))
    settled = {"state": NoticeState.FAILED, "reason": "not_installed"} if failed else {"state": NoticeState.SENT}
    pings = tuple(
        notice.model_copy(update={**settled, "settled_at": NOW})
        for notice in outcome.notices
        if notice.purpose is IncidentPurpose.PING
    )
    facts = {"to": "Ann", "roles": "dsl", "until": NOW.isoformat(), "kind_before": "spam", "kind_after": "threat"}
    every = tuple(Entry(subject="OS-2026-0001", at=NOW, by=TAKER.who, what=what, facts=facts) for what in TIMELINE)
    note = Note(id="n", subject="OS-2026-0001", by=TAKER.who, at=NOW, text=text or "-")
    noted = Entry(subject="OS-2026-0001", at=NOW, by=TAKER.who, what="noted", facts={"note": "n"})
    return IncidentView(incident.model_copy(update=update), pings, (*every, noted), (note,))


@cache
def _reported(kind: str, text: str) -> Outcome:
    """The report, made once: whatever is drawn of it is drawn of a copy."""
    route = SCHOOL.routes[kind]
    holders = {role: [p for p in SCHOOL.people if role in p.roles] for step in route.steps for role in step.roles}
    account = {field.id: text for field in KINDS[kind].form} if text else {}
    said = Report(kind, NOW - timedelta(days=3), account, "draft", None)
    filing = Filing("OS-2026-0001", route, holders, Calendar(SCHOOL.hours, SCHOOL.timezone))
    return file_report(said, REPORTER, filing, NOW)


def catalogue() -> Mapping[str, AdaptiveCard]:
    """All cards by a name, drawn once for all who look at them."""
    return drawn()[0]


@cache
def drawn() -> tuple[Mapping[str, AdaptiveCard], Set[CodeType]]:
    """All cards, and the functions that were at work when each was made."""
    called: set[CodeType] = set()

    def note_who_draws(card: AdaptiveCard, **fields: object) -> None:
        called.update(frame.f_code for frame, _ in walk_stack(currentframe()))
        card.__dict__ = fields

    with patch.object(AdaptiveCard, "__init__", note_who_draws):
        return _draw(), called


def _draw() -> dict[str, AdaptiveCard]:
    cards: dict[str, AdaptiveCard] = {
        "which school, first": which_school([("a", SCHOOL.name), ("b", "Other")], None, "report"),
        "which school, changed": which_school([("a", SCHOOL.name), ("b", "Other")], SCHOOL.name, "", files=True),
        "school chosen": school_chosen(SCHOOL.name),
        "welcome": greeting.welcome_card(SCHOOL.name, PRESSES.guide.of(None)),
        "welcome, every role": greeting.welcome_card(SCHOOL.name, PRESSES.guide),
        "help": greeting.help_card(PRESSES.guide),
        "help, to staff": greeting.help_card(PRESSES.guide.of(REPORTER), SENTENCES["unclear"]),
        "kinds": kinds_card("draft"),
        "kinds, some likely": kinds_card("draft", ["spam", "threat"]),
        "kinds, several lines": kinds_card("draft", ["spam"], lines=["One", NASTY, "Three"]),
        "kinds, apart from a form": kinds_card("draft", ["spam"], apart_from=Began("d", "threat", NASTY)),
        "kinds, apart from words": kinds_card("draft", ["spam"], apart_from=Began("d", None, "One")),
        "kinds, or details": kinds_card("draft", ["spam", "threat"], before="OS-2026-0001"),
        "kinds, or the policy": kinds_card(
            "draft", ["other"], policy=answer_opener(ANSWER_TABLE["social_parents"], NASTY)
        ),
        "my reports, none": receipts.my_reports_card(SCHOOL, NOW, []),
        "drill": reporting.drill_form(),
        "many at once": gathered_card([f"OS-2026-{number:04}" for number in range(1, 21)]),
    }
    facts = defaultdict(lambda: "something", who="Gareth Penhallow", at="10:31", reference="OS-2026-0001")
    for key, words in SENTENCES.items():
        cards[f"sentence {key}"] = greeting.sentence_card(words.format_map(facts))
    cards |= announcement_cards(SCHOOL, HEAD, REPORTER, NASTY, NOW)
    cards |= answer_cards(SCHOOL, NOW, NASTY)
    cards |= call_cards(SCHOOL, HEAD, REPORTER, NASTY, NOW)
    cards |= request_cards(SCHOOL, HEAD, REPORTER, NASTY, NOW)
    cards |= duty_cards(SCHOOL, HEAD, REPORTER, NASTY, NOW)
    cards |= filtering_cards(SCHOOL, HEAD, REPORTER, NASTY, NOW)
    cards |= governors_cards(SCHOOL, HEAD, CHAIR, NASTY, NOW)
    cards |= induction_cards(SCHOOL, HEAD, REPORTER, NASTY, NOW)
    cards |= practice_cards(SCHOOL, REPORTER, NASTY, NOW)
    cards |= simulation_cards(SCHOOL, HEAD, REPORTER, NASTY, NOW)
    cards |= inspection_cards(SCHOOL, HEAD, NASTY, NOW)
    cards |= committee_cards(SCHOOL, HEAD, REPORTER, NASTY, NOW)
    cards |= action_cards(SCHOOL, view("bullying").incident, TAKER, NASTY, NOW)
    for kind in KINDS:
        cards |= {f"{kind}: {name}": card for name, card in _of_kind(kind).items()}
        cards |= evidence_cards(SCHOOL, view(kind, {"like": ("OS-2026-0002",)}, text=NASTY), TAKER, NOW)
    owned: dict[str, object] = {"owner": TAKER.who, "owned_at": NOW, "state": State.IN_HAND}
    found = {
        "nobody took it": view("illegal_content", {"unanswered_at": NOW}).incident,
        "nobody has it": view("harmful_contact").incident,
        "in hand": view("staff_conduct", owned).incident,
    }
    cards |= linking_cards(SCHOOL, found, NASTY, NOW)
    cards |= finding_cards(SCHOOL, found, TAKER, NASTY, NOW)
    return cards | _reach() | _briefings() | log_cards(SCHOOL, found, TAKER, NASTY, NOW) | catalogue_documents(SCHOOL)


@cache
def cards_as_json() -> Mapping[str, JsonObject]:
    """All cards as Teams gets them, by the same names."""
    return {name: json.loads(parts.as_json(card)) for name, card in catalogue().items()}


def _briefings() -> dict[str, AdaptiveCard]:
    """With every line there is, of one and of many."""
    numbers: dict[str, LineFact] = dict.fromkeys(["untaken", "day", "week", "older", "staff", "late", "documents"], 3)
    more = {**numbers, "oldest": timedelta(days=20), "first": NOW, "ended": NOW.date()}
    of_many = [BriefingLine(kind, 1_234, more, Urgency.EMERGENCY) for kind in LineKind.all()]
    of_one = [BriefingLine(kind, 1, {**more, **dict.fromkeys(numbers, 0)}) for kind in LineKind.all()]
    lines = {"of many": of_many, "of one": of_one}
    return {f"briefing, {name}": briefing_card(LINE_FACES, SCHOOL, NOW, each) for name, each in lines.items()}


def _reach() -> dict[str, AdaptiveCard]:
    """Who can be reached: everybody, nobody, and before anybody was tried."""
    known = {
        "all well": Reached(id="-", reached_at=NOW),
        "nobody": Reached(id="-", failed_at=NOW, reason="not_installed"),
        "not tried": None,
    }
    cards = {}
    for name, each in known.items():
        roles = [
            RoleReach(role, tuple((p, each) for p in SCHOOL.people if role in p.roles), SCHOOL.contacts[:1])
            for role in ROLE_WORDS
            if role != "staff"
        ]
        check = ReachCheck(id="-", at=NOW, due_at=None) if each else None
        cards[f"reach, {name}"] = reach.reach_card(SCHOOL, NOW, roles, check)
    empty = [RoleReach("dsl", (), ())]
    for kind in TroubleKind:
        ill = Trouble(id=kind.value, since=NOW, at=NOW, said=NASTY if kind is TroubleKind.SETTINGS else "")
        cards[f"trouble, {kind}"] = reach.trouble_card(SCHOOL, NOW, ill)
        cards[f"trouble, {kind}, over"] = reach.trouble_card(SCHOOL, NOW, ill.model_copy(update={"ended_at": NOW}))
    held = {role: [each for each in SCHOOL.people if role in each.roles] for role in ROLE_WORDS}
    night = NOW.replace(hour=23)
    for name, at in {"by day": NOW, "at night": night}.items():
        told = on_duty(SCHOOL.routes, held, SCHOOL.contacts, at, Calendar(SCHOOL.hours, SCHOOL.timezone))
        cards[f"who is on duty, {name}"] = on_duty_card(SCHOOL, at, told)
    return {**cards, "reach, no holder": reach.reach_card(SCHOOL, NOW, empty, None)}


def on_route(kind: str) -> list[Person]:
    """Those whom the kind's own ladder alerts."""
    roles = {role for step in SCHOOL.routes[kind].steps for role in step.roles}
    return [person for person in SCHOOL.people if person.roles & roles]


def begun(kind: str) -> Ladder:
    """The kind's own ladder, whose first step has been told."""
    return Ladder(route=SCHOOL.routes[kind], since=NOW, next_step=1, next_at=NOW)


def responses(*people: Person) -> tuple[Response, ...]:
    """That every other of them comes, and the others cannot."""
    return tuple(Response(who=p.who, at=NOW, comes=n % 2 == 0, run=1) for n, p in enumerate(people))


def _of_kind(kind: str) -> dict[str, AdaptiveCard]:
    owned = {"owner": TAKER.who, "owned_at": NOW, "state": State.IN_HAND, "due_at": None}
    closing = Closing(at=NOW, by=TAKER.who, outcome="Done", reason="Blocked", cpoms="C-1")
    told = Referral(to="Police", at=NOW, by=TAKER.who, reference="X-1", note="")
    asked = {"ladder": begun(kind).model_copy(update={"asked": tuple(each.who for each in PEOPLE.values())})}
    ticked = tuple(StepDone(id=step.id, by=TAKER.who, at=NOW) for step in KINDS[kind].now)
    states: dict[str, IncidentView] = {
        "fresh": view(kind),
        "no details": view(kind, text=""),
        "long": view(kind, text=NASTY),
        "nobody reached": view(kind, failed=True),
        "taken": view(kind, owned),
        "still with you": view(kind, {**owned, "asked_at": NOW}, text=NASTY),
        "did not answer": view(kind, {"lapsed": Lapse(by=TAKER.who, since=NOW)}),
        "half done": view(kind, {**owned, "steps_done": ticked[:2]}),
        "long, all done": view(kind, {**owned, "steps_done": ticked}, text=NASTY),
        "handed over": view(kind, {"handed_to": TAKER.who}),
        "handed over in vain": view(kind, {"handed_to": TAKER.who, "ladder": begun(kind)}),
        "long, nobody answers": replace(
            view(kind, {"held_back": (Who(id="x", name=NASTY[:64]),)}, text=NASTY), to_phone=tuple(on_route(kind))
        ),
        "waits for school hours": view(
            kind, {"ladder": begun(kind).model_copy(update={"next_step": 0, "waits": True}), "rung": ()}
        ),
        "unanswered": view(kind, {"unanswered_at": NOW}),
        "referred": view(kind, {**owned, "state": State.REFERRED, "referrals": (told,)}),
        "closed": view(kind, {**owned, "state": State.CLOSED, "closing": closing}),
        "closed with a line": view(
            kind,
            {**owned, "state": State.CLOSED, "closing": closing.model_copy(update={"to_reporter": NASTY})},
            text=NASTY,
        ),
        "in CPOMS": view(
            kind,
            {
                **owned,
                "cpoms": CpomsRecord(by=TAKER.who, at=NOW, reference="C-1"),
                "questions": questions(TAKER, "Where?", NOW),
            },
        ),
        "closed, not in CPOMS": view(
            kind, {**owned, "state": State.CLOSED, "closing": closing.model_copy(update={"cpoms": ""})}
        ),
        "long, closed, not for CPOMS": view(
            kind,
            {
                **owned,
                "state": State.CLOSED,
                "closing": closing,
                "cpoms": CpomsRecord(by=TAKER.who, at=NOW, why_not=NASTY),
                "questions": questions(TAKER, NASTY, NOW, answered=True),
                "referrals": (told,) * 5,
            },
            text=NASTY,
        ),
        "merged": view(kind, {"state": State.CLOSED, "merged_into": "OS-2026-0002"}),
        "merged with": replace(view(kind, owned, text=NASTY), merged=(view(kind, text=NASTY).incident,) * 5),
        "alike": view(kind, {**owned, "like": ("OS-2026-0002", "OS-2026-0003")}),
        "concerning": view(kind, {"concerning": (Who(id="x", name="Xan"),)}),
        "held back": view(kind, {**owned, "held_back": (Who(id="x", name="**Xan**"),)}),
        "held back by a note": view(
            kind,
            {
                "held_back": tuple(Who(id=p, name=who.name) for p, who in PEOPLE.items() if p != TAKER.id),
                "named_by": dict.fromkeys(PEOPLE, TAKER.id),
            },
            text=NASTY,
        ),
        "long, held back": view(
            kind, {**owned, "held_back": tuple(Who(id=f"{n}", name=NASTY[:64]) for n in range(5))}, text=NASTY
        ),
        "many held back": view(kind, {"held_back": tuple(Who(id=p, name=who.name) for p, who in PEOPLE.items())}),
        "long, many held back": view(
            kind, {"held_back": tuple(Who(id=p, name=who.name) for p, who in PEOPLE.items())}, text=NASTY
        ),
        "asked to come": view(kind, asked),
        "on the way": view(kind, {**owned, **asked, "responses": responses(TAKER, HEAD)}),
        "on the way, nobody answered": view(kind, {**owned, **asked}),
        "long, on the way": view(
            kind, {**owned, **asked, "steps_done": ticked, "responses": responses(*PEOPLE.values())}, text=NASTY
        ),
        "drill": view(kind, {"drill": True}),
        "with actions": replace(view(kind, owned), actions=tuple(many_actions(TAKER, "Ring the parents", NOW)[:2])),
        "with questions": view(kind, {**owned, "questions": questions(TAKER, "Which app was it?", NOW)}),
        "long, with questions": replace(
            view(kind, {**owned, "steps_done": ticked, "questions": questions(TAKER, NASTY, NOW)}, text=NASTY),
            actions=tuple(many_actions(TAKER, NASTY, NOW)),
        ),
        "long, with questions, all answered": view(
            kind, {**owned, "questions": questions(TAKER, NASTY, NOW, answered=True)}, text=NASTY
        ),
        "long, with actions": replace(
            view(kind, {**owned, "steps_done": ticked}, text=NASTY), actions=tuple(many_actions(TAKER, NASTY, NOW))
        ),
    }
    states |= decided_views(states["taken"], states["long, all done"], TAKER, NASTY, NOW)
    some = ("taken", "long, all done", "long, with actions", "merged with", "long, held back")
    states |= linked_views({name: states[name] for name in some})
    cards: dict[str, AdaptiveCard] = {}
    for name, shown in states.items():
        cards[f"to its owner, {name}"] = incidents.incident_card(SCHOOL, NOW, replace(shown, reporter=REPORTER), TAKER)
        cards[f"to another, {name}"] = incidents.incident_card(SCHOOL, NOW, shown, HEAD, note="Already taken")
        cards[f"receipt, {name}"] = receipts.report_receipt(SCHOOL, NOW, shown, PEOPLE)
        cards[f"news, {name}"] = receipts.news_card(SCHOOL, NOW, IncidentPurpose.DEALT_WITH, shown, PEOPLE)
        cards[f"cpoms, {name}"] = cpoms.cpoms_form(SCHOOL, NOW, shown, {}, {"cpoms": "form.cpoms_or_reason"})
        cards[f"question, {name}"] = question_cards.question_card(SCHOOL, NOW, shown)
        cards[f"details, {name}"] = receipts.details_form(
            shown.incident, {"what": "form.missing"}, shown.incident.account
        )
        cards[f"nobody took it, {name}"] = notices.nobody_took_it_card(SCHOOL, NOW, shown, HEAD, {"champion": [TAKER]})
        cards[f"alerts changed, {name}"] = notices.alerts_changed_card(SCHOOL, NOW, shown, HEAD)
        cards[f"taken over, {name}"] = notices.taken_over_card(SCHOOL, NOW, shown, HEAD)
        cards[f"alerts changed, to its reporter, {name}"] = notices.alerts_changed_card(SCHOOL, NOW, shown, REPORTER)
        cards[f"my reports, {name}"] = receipts.my_reports_card(SCHOOL, NOW, [shown.incident] * 15)
    incident, person = states["taken"].incident, list(PEOPLE.values())
    wrong = {field.id: "form.too_long" for field in KINDS[kind].form} | {"happened_on": "form.not_a_moment"}
    typed = {"note": "x", "outcome": "y"}
    contacts = incident_parts.outside_contacts(SCHOOL, incident)
    forms = {
        "note": handling.note_form(incident, typed, {"note": "form.missing"}),
        "change kind": handling.change_kind_form(incident, typed, {}),
        "refer": handling.refer_form(
            SCHOOL, incident, contacts, NOW, {"told_on": "2026-11-23", "told_at": "10:31"}, {}
        ),
        "breach": handling.breach_form(SCHOOL, incident, NOW, typed, {}),
        "compare": handling.comparison_card(SCHOOL, NOW, states["long"].incident, states["no details"].incident),
        "compare, both long": handling.comparison_card(SCHOOL, NOW, states["long"].incident, states["long"].incident),
        "close": handling.close_form(SCHOOL, incident, contacts, NOW, typed, {"outcome": "form.missing"}),
        "close, by whoever keeps CPOMS": handling.close_form(
            SCHOOL, incident, contacts, NOW, typed, {}, keeps_cpoms=True
        ),
        "close, with actions": handling.close_form(
            SCHOOL, incident, contacts, NOW, typed, {}, many_actions(TAKER, NASTY, NOW)[:12]
        ),
        **asking_forms(SCHOOL, incident, TAKER, NASTY, NOW),
        "close which": afterthoughts.close_which_card(SCHOOL, NOW, [incident] * 7),
        "sent by mistake": afterthoughts.mistake_card(
            SCHOOL, NOW, states["fresh"].incident, "draft", NASTY[:200], stops=False
        ),
        "sent by mistake, nothing to stop": afterthoughts.mistake_card(SCHOOL, NOW, incident, "draft", "", stops=True),
        "who closes it": afterthoughts.who_closes_card(SCHOOL, NOW, incident),
        "reopen": handling.reopen_form(incident, typed, {}),
        "tell now": receipts.tell_now_form(incident),
        "hand over": handling.hand_over_form(SCHOOL, NOW, incident, person, {"to": "form.choose_somebody"}),
        "take over": handling.take_over_form(SCHOOL, NOW, incident, typed),
        "tell after all": handling.tell_after_all_form(incident, person[0].who, typed, {"reason": "form.missing"}),
        "done": handling.incident_result(incident, "Your note was added."),
        "details done": receipts.details_result(incident, "Your details were added."),
        "hand over, nobody": handling.hand_over_form(SCHOOL, NOW, incident, [], {}),
    }
    forms |= deciding_forms(SCHOOL, states["long"], NASTY, NOW)
    leads = {
        f"lead {purpose}": incidents.incident_card(SCHOOL, NOW, states["taken"], TAKER, lead=INCIDENT_LEADS[purpose])
        for purpose in INCIDENT_LEADS
    }
    return (
        cards
        | forms
        | leads
        | {
            "form": reporting.report_form(kind, "draft", {"what": ""}),
            "form, at another time": reporting.report_form(
                kind, "draft", {"when": "other", "happened_on": "2026-11-23", "happened_at": "10:31", "what": ""}
            ),
            "form, all wrong": reporting.report_form(kind, "draft", states["long"].incident.account, wrong),
            "alert": reporting.alert_card(kind, "draft", [("dsl", HEAD)], contacts),
            "alert with words": reporting.alert_card(kind, "draft", [("dsl", HEAD)], contacts, typed=NASTY),
            "alert beside another": reporting.alert_card(
                kind, "draft", [("dsl", HEAD)], contacts, typed=NASTY, beside=True
            ),
            "form, with earlier lines": reporting.report_form(
                kind, "draft", {"what": "One\nTwo"}, shown=2, earlier=[NASTY, "Two"]
            ),
            "alert, with earlier lines": reporting.alert_card(
                kind, "draft", [("dsl", HEAD)], contacts, typed="One\nTwo", earlier=["One", "Two"]
            ),
            "kept with the form": reporting.kept_card(kind, "draft", 1, NASTY, alerts=False),
            "kept with the alert": reporting.kept_card(kind, "draft", 1, NASTY, alerts=True),
            "past another form": reporting.past_form_card("form", "draft", NASTY[:LONGEST_PAST_A_FORM], taken=True),
            "past a form without words": reporting.past_form_card("form", "draft", "Friday", taken=False),
            "who is it": reporting.adult_form(kind, "draft", {"adult": "form.who_is_it"}, "x", NASTY),
            "file refused": notices.file_refused_card(SCHOOL, NOW, states["long"]),
        }
    )
