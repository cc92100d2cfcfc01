"""What reporters keep of their reports: the reference, who has been told, what happens next, and the list of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Closing, Incident, State
from bot.policy.incidents.kinds import WHEN_TYPED
from bot.policy.incidents.routes import LADO
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Person
from bot.policy.kit.records import Purpose, Who
from bot.policy.kit.school import School
from cards.incidents import DrillVerb, IncidentVerb, ReportVerb, held_back
from cards.incidents.deciding import verdict_for_reporter
from cards.incidents.emptied import contents_gone_card
from cards.incidents.evidence import own_files
from cards.incidents.form import kind_fields
from cards.incidents.incident_parts import button_data, incident_status, labelled_account, left_out_lines
from cards.incidents.incident_parts import outside_contacts as standing_contacts
from cards.incidents.questions import questions_to_reporter
from cards.incidents.reporting import advice, danger_notice
from cards.kit import links, parts, times
from cards.kit.elements import Action, AdaptiveCard, CardElement, Column, ColumnSet, TextBlock, TextRun
from cards.kit.guide import COMMAND_WORDS, Opener
from cards.words import closing as closing_words
from cards.words import incidents as wording
from cards.words import responding as responding_words
from cards.words.incidents import AS_TYPED, NEXT, NO_LADO, STATES, STEPS
from cards.words.kinds import KIND_WORDS
from cards.words.kit import ASK_ON_DUTY, ON_DUTY_COMMAND, ROLE_WORDS, names_words, role_in_words

People = Mapping[str, Person]
"""Who may be told of a report, by object id, with the ways to them. Only those whom a card names are taken from it."""
STEP_WIDTHS = (3, 4, 3)
"""Shares of the width, so that no word is split on a phone."""
PHONES_SHOWN = 3
LINE_BYTES = 2_500
"""Bytes of JSON that the line of whoever closed it may take."""
WRITTEN_BYTES = 5_000
"""Bytes of JSON that a reporter's own words may take on the receipt."""


def report_receipt(
    school: School, now: datetime, view: IncidentView, people: People | None = None, *, note: str | None = None
) -> AdaptiveCard:
    """What the reporter keeps: who has been told, how far it has come, what to do until somebody has it, what they
    wrote, and what happens next."""
    incident, known, say = view.incident, people or {}, times.for_card(school, now)
    if incident.removed:
        return contents_gone_card(incident)
    is_open = incident.state is not State.CLOSED
    can_add = is_open and not incident.drill
    return parts.card(
        parts.title(wording.THANK_YOU),
        *_headline(school, now, view),
        parts.small(
            wording.YOUR_REFERENCE.format(
                id=incident.id,
                kind=KIND_WORDS[incident.kind].name,
                at=say(incident.reported_at),
            )
        ),
        parts.banner(wording.DRILL, "accent") if incident.drill else None,
        parts.note(note),
        None if incident.merged_into else _tracker(school, now, incident),
        *_owner(school, now, incident, known),
        verdict_for_reporter(view.decisions),
        parts.paragraph(next_line(school, now, incident)),
        danger_notice(incident.kind) if is_open and not incident.drill and incident.owner is None else None,
        *(_if_it_cannot_wait(view, known) if _waits_for_hours(incident) else ()),
        *_telephones(school, incident),
        *held_back.concern_questions(incident, incident.reporter.id),
        advice(incident.kind) if can_add and incident.owner is None else None,
        *questions_to_reporter(school, now, incident),
        *_who_was_told(school, now, view, known),
        *(_drill_times(school, now, view) if incident.drill else ()),
        *_what_was_written(view),
        parts.small(wording.DETAILS_EXPLAINED) if can_add and not incident.account else None,
        parts.buttons(
            parts.form_opener("Add details", ReportVerb.MORE, {"id": incident.id}) if can_add else None,
            parts.button("End the drill", DrillVerb.END, {"id": incident.id}) if incident.drill and is_open else None,
            _again(incident) if not is_open and not incident.merged_into and not incident.drill else None,
            parts.opener("My reports", Opener.MY_REPORTS),
            parts.opener("Report something else", Opener.REPORT),
            parts.opener(ASK_ON_DUTY, Opener.COMMAND, {COMMAND_WORDS: ON_DUTY_COMMAND})
            if is_open and incident.owner is None and not incident.drill
            else None,
        ),
    )


def news_card(school: School, now: datetime, purpose: Purpose, view: IncidentView, people: People) -> AdaptiveCard:
    """The short message to whoever reported it that somebody has it, or that it is dealt with; as it stands now.

    Once it is dealt with the first of the two only points to the other.
    """
    incident = view.incident
    if incident.removed:
        return contents_gone_card(incident)
    stands = view.goes_on or incident
    closed = stands.state is State.CLOSED and stands.merged_into is None
    if closed and purpose is IncidentPurpose.TAKEN:
        return parts.card(parts.small(closing_words.DEALT_WITH_BELOW.format(id=incident.id)))
    title = (
        closing_words.IT_IS_DEALT_WITH if closed else wording.SOMEBODY_HAS_IT if stands.owner else wording.HOW_IT_STANDS
    )
    return parts.card(
        parts.title(title),
        parts.small(f"{incident.id} · {KIND_WORDS[incident.kind].name}"),
        *(_owner(school, now, incident, people) if stands is incident else _as_it_goes_on(school, now, stands)),
        verdict_for_reporter(view.decisions),
        parts.paragraph(next_line(school, now, incident)),
        parts.buttons(
            parts.opener(f"Open {incident.id}", ReportVerb.OWN, {"id": incident.id}),
            _again(incident) if closed else None,
        ),
    )


def _as_it_goes_on(school: School, now: datetime, stands: Incident) -> list[CardElement]:
    """How a report stands into which one was merged, for whoever made that: nothing that was written in it."""
    if stands.state is State.CLOSED:
        return [parts.banner(STEPS[-1], "good")]
    say = times.for_card(school, now)
    return [parts.banner(incident_status(stands, say), "good")] if stands.owner else []


def _headline(school: School, now: datetime, view: IncidentView) -> list[CardElement]:
    """The first thing to know: who has been told, or what else is true while nobody has been."""
    incident = view.incident
    if incident.owner is not None or incident.state is State.CLOSED:
        return []
    told = list(dict.fromkeys(ping.to.name for ping in view.pings_taken() if ping.to.id not in incident.shut_out))
    coming = list(dict.fromkeys(notice.to.name for notice in view.on_the_way()))
    said = ""
    if told:
        said = names_words(told, wording.HAVE_BEEN_TOLD)
    elif coming:
        said = names_words(coming, wording.BEING_TOLD)
    lines: list[CardElement] = [parts.rich(TextRun(text=said, weight="Bolder"), "Small")] if said else []
    if not said and incident.ladder.has_begun:
        lines.append(parts.banner(wording.NOBODY_TOLD, "attention"))
    status = incident_status(incident, times.for_card(school, now), for_reporter=True)
    return lines if said and status == wording.UNTAKEN else [*lines, parts.banner(status, "accent")]


def _tracker(school: School, now: datetime, incident: Incident) -> ColumnSet:
    """How far it has come, in three steps side by side: each says in words whether it is done, and since when."""
    ended = incident.closing.at if incident.closing else None
    done_at = (incident.reported_at, incident.owned_at if incident.owner else None, ended)
    columns = []
    for step, at, width in zip(wording.STEPS, done_at, STEP_WIDTHS, strict=True):
        done = at is not None or ended is not None  # what is closed was somebody's
        not_done = wording.NOT_NOW if incident.lapsed and step == wording.STEPS[1] else wording.NOT_YET
        since = times.standing(school, at, now) if at else "" if done else not_done
        mark = TextBlock(text=f"✓ {step}" if done else step, wrap=True)
        items: list[CardElement] = [mark, parts.small(since)] if since else [mark]
        columns.append(Column(width=width, style="good" if done else "emphasis", items=items))
    return ColumnSet(columns=columns, spacing="Medium")


def _owner(school: School, now: datetime, incident: Incident, people: People) -> list[CardElement]:
    """Who has it, with the ways to them; once it is closed by whom, and what they wrote, or that they can be asked."""
    ended = incident.state is State.CLOSED
    if incident.owner is None and not ended:
        return []
    shown: list[CardElement] = [parts.banner(incident_status(incident, times.for_card(school, now)), "good")]
    # Below the ways to whoever has it, which would otherwise stand under another's name.
    coming = [] if ended else [who.name for who in incident.on_the_way]
    too = [parts.typed_text(names_words(coming, responding_words.ALSO_ON_THE_WAY))] if coming else []
    closing = incident.closing
    if closing is not None and closing.to_reporter:
        shown.append(_written_to_reporter(closing))
    who = incident.owner if not ended else closing.by if closing is not None and not incident.drill else None
    person = people.get(who.id) if who is not None and who.id != incident.reporter.id else None
    if person is None or not (links.is_mail(person.mail) or person.phone):
        return [*shown, *too]
    if closing is not None and not closing.to_reporter:
        shown.append(parts.typed_text(closing_words.ASK_WHOEVER_CLOSED.format(who=person.name), spacing="Small"))
    role = role_in_words(person.roles)
    shown += [parts.small(role)] if role else []
    return [*shown, links.ways(person.name, mail=person.mail, phone=person.phone), *too]


def _written_to_reporter(closing: Closing) -> CardElement:
    """What whoever closed it wrote for the reporter, apart from what the bot says of it."""
    return parts.box(
        "emphasis",
        parts.heading_typed(wording.WRITES_TO_YOU.format(who=closing.by.name)),
        parts.typed_text(closing.to_reporter, LINE_BYTES),
    )


def _again(incident: Incident) -> Action:
    """What has been dealt with begins again, or is not over: a report of the same kind."""
    return parts.opener(closing_words.AGAIN, ReportVerb.AGAIN, {"id": incident.id})


def _what_was_written(view: IncidentView) -> list[CardElement]:
    incident = view.incident
    shown: list[CardElement] = []
    if incident.account:
        shown += [
            parts.heading(wording.WHAT_YOU_WROTE),
            *parts.answer_list(labelled_account(incident), WRITTEN_BYTES),
        ]
    if WHEN_TYPED in incident.account:
        shown.append(parts.small(AS_TYPED))
    return [*shown, *left_out_lines(incident), *own_files(view)]


def _who_was_told(school: School, now: datetime, view: IncidentView, people: People) -> list[CardElement]:
    """Everybody who was told, and how they are reached, but for whoever has it, who stands above with the ways to them.
    Of somebody whom it is kept from since their name came up that is said."""
    incident = view.incident
    taken = [(ping.to, times.standing(school, ping.settled_at or ping.made_at, now)) for ping in view.pings_taken()]
    rows = [(who, wording.TOLD_AT.format(at=at)) for who, at in taken]
    rows += [(notice.to, wording.BEING_TOLD_NOW) for notice in view.on_the_way()]
    rows += [(notice.to, wording.NOT_REACHED_IN_TEAMS) for notice in view.pings_refused()]
    above = incident.shut_out | {incident.owner.id if incident.owner else ""}
    told: dict[str, tuple[Who, str]] = {}
    for who, how in rows:
        if who.id not in above:
            told.setdefault(who.id, (who, how))
    heading = wording.WHO_ELSE_WAS_TOLD if incident.owner else wording.TO_REACH_THEM
    lines = [_line_of_told(who, _with_role(who, how, people), people) for who, how in told.values()]
    before = {who.id: wording.TOLD_BEFORE.format(who=who.name, at=at) for who, at in reversed(taken)}
    kept_from = [parts.small_typed(said) for who, said in before.items() if who in incident.shut_out]
    return [*([parts.heading(heading), *lines] if lines else ()), *kept_from]


def _with_role(who: Who, how: str, people: People) -> str:
    """Who they are stands before how they were told: somebody new knows them by their role."""
    person = people.get(who.id)
    role = role_in_words(person.roles) if person is not None else ""
    return f"{role} · {how}" if role else how


def _line_of_told(who: Who, how: str, people: People) -> CardElement:
    person = people.get(who.id)
    if person is None:
        return links.person(who.name, how)
    return links.person(who.name, how, mail=person.mail, phone=person.phone)


def next_line(school: School, now: datetime, incident: Incident) -> str:
    """What the reporter may expect now."""
    if incident.drill:
        return NEXT["drill"]
    if incident.merged_into:
        return NEXT["merged"].format(reference=incident.merged_into)
    if incident.state is State.CLOSED:
        return NEXT["closed"]
    if incident.owner is not None:
        return NEXT["owned"]
    if incident.pending_lookup is not None:
        return NEXT["not_looked_up"]
    if incident.unanswered_at is not None:
        return NEXT["unanswered"]
    if _waits_for_hours(incident) and incident.ladder.next_at is not None:
        key = "more_wait" if incident.rung else "waits" if incident.ladder.waits else "planned"
        return NEXT[key].format(at=times.standing(school, incident.ladder.next_at, now))
    if incident.rung:
        return NEXT["alerts"]
    return NEXT["nobody"]


def _waits_for_hours(incident: Incident) -> bool:
    """Whether nobody has it and nobody is told before school is open, or before its ladder begins."""
    running = incident.ladder
    untaken = incident.state is State.REPORTED and incident.unanswered_at is None and incident.pending_lookup is None
    return untaken and not incident.drill and running.next_at is not None and (running.waits or not running.has_begun)


def _if_it_cannot_wait(view: IncidentView, people: People) -> list[CardElement]:
    """What the reporter can press and whom they can phone: those who would be told first, and do not stand below."""
    incident = view.incident
    first, below = incident.ladder.route.steps[0].roles, {ping.to.id for ping in view.pings}
    others = [person for person in people.values() if person.id not in below]
    by_phone = [p for p in others if p.phone and not p.roles.isdisjoint(first)][:PHONES_SHOWN]
    return [
        parts.paragraph(wording.OR_PHONE if by_phone else wording.CANNOT_WAIT),
        *(_line_of_told(p.who, ROLE_WORDS[next(role for role in first if role in p.roles)], people) for p in by_phone),
        parts.buttons(parts.form_opener("Tell people now", IncidentVerb.ASK_TELL_NOW, button_data(incident))),
    ]


def tell_now_form(incident: Incident) -> AdaptiveCard:
    """Are people to be told of what can wait before school is open? It cannot be taken back, so a press by mistake is
    asked about."""
    return parts.card(
        parts.title(wording.TELL_THEM_NOW),
        parts.small(f"{incident.id} · {KIND_WORDS[incident.kind].name}"),
        parts.paragraph(wording.TELL_NOW_EXPLAINED),
        parts.form_buttons(IncidentVerb.TELL_NOW_SEND, button_data(incident)),
    )


def _telephones(school: School, incident: Incident) -> list[CardElement]:
    """Whom to phone when nobody has taken it, or nobody could be told: the route's own contacts.

    While nobody can be looked up, all that have a number stand there. Where the Headteacher is passed over the LADO
    always stands there: others who would be told may be named too (I17).
    """
    answered = incident.owner is not None or (bool(incident.rung) and incident.unanswered_at is None)
    past_the_head = "chair_of_governors" in incident.ladder.route.steps[0].roles
    outside_it = standing_contacts(school, incident)
    if incident.pending_lookup is not None and incident.state is not State.CLOSED:
        outside_it = [contact for contact in school.contacts if contact.phone]
    shown: list[CardElement] = [
        links.contact(contact.name, phone=contact.phone, mail="" if contact.phone else contact.mail, web=contact.web)
        for contact in outside_it
        if (contact.phone or contact.web or contact.mail) and (not answered or (past_the_head and contact.id == LADO))
    ]
    if past_the_head and all(contact.id != LADO for contact in school.contacts):
        shown.append(parts.paragraph(NO_LADO))
    return shown


def details_form(incident: Incident, wrong: parts.Texts, typed: parts.Texts) -> AdaptiveCard:
    """What there was no time for before, or is known by now. It may be `typed` as the `draft` of another report."""
    draft = {"draft": typed["draft"]} if typed.get("draft") else {}
    return parts.card(
        parts.title("Add details"),
        parts.small(wording.DETAILS_EXPLAINED),
        *kind_fields(
            incident.kind,
            typed,
            wrong,
            without=frozenset({"adult", "someone_else"}),
            told=frozenset(incident.account),
        ),
        parts.form_buttons(ReportVerb.DETAILS, {**button_data(incident), **draft}),
    )


def details_result(incident: Incident, said: str) -> AdaptiveCard:
    """What sending details did, and the way back to the receipt."""
    return parts.form_result(said, parts.opener(f"Open {incident.id}", ReportVerb.OWN, {"id": incident.id}))


def _drill_times(school: School, now: datetime, view: IncidentView) -> list[CardElement]:
    """How long each ping took to arrive, and how long until somebody took it."""
    began = view.incident.reported_at
    rows = [
        (ping.to.name, f"reached after {_seconds(ping.settled_at.timestamp() - began.timestamp())}")
        for ping in view.pings_taken()
        if ping.settled_at
    ]
    rows += [(ping.to.name, wording.COULD_NOT_BE_REACHED) for ping in view.pings_refused()]
    taken = view.incident.owned_at
    if taken is not None and view.incident.owner is not None:
        took = _seconds(taken.timestamp() - began.timestamp())
        rows.append(("Taken", f"by {view.incident.owner.name} after {took}, {times.standing(school, taken, now)}"))
    return [parts.heading("Times"), parts.fact_set(rows)] if rows else []


def _seconds(seconds: float) -> str:
    whole = max(0, round(seconds))
    if whole < 60:  # noqa: PLR2004 - a minute
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s"


def _sending_time(school: School, now: datetime, incident: Incident) -> str:
    return times.in_answer(school, incident.reported_at, now, timed=False)


def my_reports_card(
    school: School, now: datetime, incidents: Sequence[Incident], *, page: int = 0, more: bool = False
) -> AdaptiveCard:
    """A page of a person's own reports with how each stands, the newest first. Never what a handler wrote.

    Each row opens its receipt below.
    """
    start = parts.opener("Report something", Opener.REPORT)
    if not incidents:
        nothing = wording.NO_OLDER if page else wording.NOTHING_REPORTED
        return parts.card(parts.title("My reports"), parts.paragraph(nothing), parts.buttons(start))
    rows = [own_row(school, now, incident) for incident in incidents]
    return parts.card(
        parts.title("My reports"),
        *rows,
        parts.buttons(
            parts.button("Newer", Opener.MY_REPORTS, {"page": str(page - 1)}) if page else None,
            parts.button("Older", Opener.MY_REPORTS, {"page": str(page + 1)}) if more else None,
            start,
        ),
    )


def own_row(school: School, now: datetime, incident: Incident) -> CardElement:
    """One of somebody's own reports in a list, and how it stands. It opens its receipt below."""
    return parts.list_row(
        parts.opener(f"Open {incident.id}", ReportVerb.OWN, {"id": incident.id}),
        parts.paragraph(f"**{incident.id} · {KIND_WORDS[incident.kind].name}**"),
        parts.typed_text(incident_status(incident, times.for_answer(school, now), for_reporter=True)),
        parts.small(f"{STATES[incident.state].capitalize()} · sent {_sending_time(school, now, incident)}"),
    )
