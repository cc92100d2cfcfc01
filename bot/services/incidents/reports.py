"""Reporting: filing what somebody tells, what they add to it, and their own reports."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import structlog

from bot.policy.incidents import amending, asking, handling, holding_back, reporting
from bot.policy.incidents.actions import open_actions
from bot.policy.incidents.authority import allow, must_be_known
from bot.policy.incidents.evidence import Arrival, EvidenceFile
from bot.policy.incidents.incident import Incident, PendingLookup, ReporterQuestion, State, sender_of
from bot.policy.incidents.kinds import WHEN_TYPED
from bot.policy.incidents.ladder import unique_people as once_each
from bot.policy.incidents.reporting import Filing, Report
from bot.policy.incidents.states import Action
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit import references
from bot.policy.kit.absence import as_they_are
from bot.policy.kit.errors import DirectoryUnavailable, NotFound
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.queries import Answers, Query
from bot.policy.kit.records import Draft, Notice, PostedCard
from bot.policy.kit.references import draft_id
from bot.policy.kit.timeline import seal
from bot.services.incidents.evidence import join
from bot.services.incidents.loading import (
    IncidentAnswer,
    IncidentRecords,
    absences_of,
    gather_incidents,
    holders_of,
    load_records,
    load_standing,
    load_view,
    may_be_told,
    with_absences,
)
from bot.services.incidents.subjects import (
    LookedUp,
    Subjects,
    as_it_stands,
    look_up,
    owners_named,
    route_of,
    subjects_of,
)
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import Actor, AlreadyDone, Submission, decide, keep_unless_seen, load_submission

OWN_PAGE = 10
ASKED_LATELY = timedelta(days=7)
"""For so long words that are typed without a form may answer what somebody was asked."""
_log = structlog.get_logger()


class Filed:
    """What the store is asked for when a form is sent: the files that wait for it, and reports that may be the same:
    the newest of its reporter (an object id), and of the sender that its account names; and who of those who may be
    told is away."""

    def __init__(self, draft: str, reporter: str, account: Mapping[str, str], held: Holders) -> None:
        self.arrivals, self.files = Query(Arrival, {"subject": draft}), Query(EvidenceFile, {"subject": draft})
        self.absences = absences_of(held)
        sender = sender_of(account)
        fields = {"reporter_id": reporter} | ({"sender_key": sender} if sender is not None else {})
        self._recent = [Query(Incident, {field: value}, newest_first=True, limit=10) for field, value in fields.items()]

    @property
    def queries(self) -> Sequence[Query[Any]]:
        """All of it."""
        return (self.arrivals, self.files, self.absences, *self._recent)

    def recent(self, found: Answers) -> Sequence[Incident]:
        """The reports that may be the same."""
        return list({each.id: each for query in self._recent for each in found[query]}.values())


class Reports(Service):
    """What a member of staff does with their own reports."""

    def __init__(self, context: ServiceContext) -> None:
        super().__init__(context)
        # References are given in order; taking turns here spares reports that arrive together a lost race each.
        self._filing = asyncio.Lock()

    async def report(self, actor: Actor, said: Report, adult: str = "") -> IncidentAnswer:
        """File a report: the same form with the same words is filed once, and answered with how it stands.

        Other words of a form that was sent become details of its report while that is open, else a report of their
        own. An alert of a form whose report is over, or for which everybody was told in vain, alerts anew. `adult` is
        the object id of somebody at the school whom it concerns, as the people picker gave it. Raises `Incomplete`
        when that is nobody of the staff.
        """
        said = replace(said, author=said.author if said.author != actor.person.id else "")
        words = (said.kind, said.when, adult, *_words(said.account))
        adults = [adult] if adult else []
        # Before anybody's turn comes: a directory that lets one wait holds nobody else up.
        at_first = await self._look_up(said, actor.person.id, adults, "")

        async def attempt() -> tuple[Outcome, IncidentAnswer]:
            found, form = at_first, said.draft
            asks, sent = await self._load(actor, form, said, words, at_first.holders)
            if (files := names_of(sent.found[asks.files])) and at_first.said.pending_lookup is None:
                found = await self._look_up(said, actor.person.id, adults, files)
                found = replace(found, holders=await with_absences(self._store, found.holders, sent.now))
            else:
                found = replace(found, holders=as_they_are(found.holders, sent.found[asks.absences], sent.now))
            if sent.filed and sent.filed.kind not in {"", said.kind}:
                form = _form_of_kind(said.draft, said.kind)
                asks, sent = await self._load(actor, form, said, words, at_first.holders)
            same = sent.repeats
            before = await self._store.get(Incident, sent.filed.subject) if sent.filed else None
            if before is not None:
                is_open = before.state is not State.CLOSED
                if same is not None and same.id != actor.activity and said.alert and _is_left_lying(before):
                    return await self._alert_anew(sent, before.id)
                if same is not None and (is_open or not said.alert or same.id == actor.activity):
                    return Outcome(), IncidentAnswer(await load_view(self._store, same.subject or before.id))
                if is_open:
                    return await self._add(sent, before.id, found.said)
            elif any(mark.id == actor.activity for mark in sent.seen):
                raise AlreadyDone
            sent_as = replace(found, said=replace(found.said, draft=form))
            outcome = await self._open(sent, sent_as, asks, before)
            view = IncidentRecords.of_new_incident(outcome, sent.reference).view
            told = may_be_told(found.holders, view.incident)
            said_before = {"before": before.id} if before else {}
            return outcome, IncidentAnswer(view, "report_anew" if before else None, said_before, told)

        async with self._filing:
            return await decide(self._store, attempt, self._triggers)

    async def _load(
        self, actor: Actor, form: str, said: Report, words: Sequence[str], held: Holders
    ) -> tuple[Filed, Submission]:
        """What a form that is sent rests on in the store: one question."""
        draft = draft_id(actor.person.id, form)
        asks = Filed(draft, actor.person.id, said.account, held)
        year = self._calendar.school_year(self._clock.now())
        sent = await load_submission(
            self._store,
            self._clock,
            replace(actor, form=f"report|{form}"),
            words,
            *asks.queries,
            draft=draft,
            series=references.series(references.INCIDENT_PREFIX, year),
        )
        return asks, sent

    async def _look_up(self, said: Report, reporter: str, adults: Sequence[str], files: str) -> LookedUp:
        """Whom a report names and who is told. Where the directory cannot say, only that is put off."""
        try:
            return await look_up(self._directory, self._school, said, reporter, adults, files)
        except DirectoryUnavailable:
            _log.warning("report_not_looked_up", kind=said.kind)
            later = PendingLookup(adults=tuple(adults), author=said.author)
            return LookedUp(replace(said, pending_lookup=later), self._school.routes[said.kind], {})

    async def _open(self, sent: Submission, found: LookedUp, asks: Filed, before: Incident | None) -> Outcome:
        """A new incident. `before` is the report, now over, that its form has become before: whom that concerned this
        one concerns too, and its receipt gives up the card."""
        by, reference = sent.actor.person, sent.reference
        said = found.said
        if before is not None and before.shut_out:
            concerning = once_each((*said.concerning, *before.concerning))
            named = {who.id for who in concerning}
            held_back = once_each(who for who in (*said.held_back, *before.held_back) if who.id not in named)
            said = replace(said, concerning=concerning, held_back=held_back)
            adults = said.pending_lookup.adults if said.pending_lookup else ()
            found = await self._look_up(said, by.id, adults, "")
            found = replace(found, holders=await with_absences(self._store, found.holders, sent.now))
            said = replace(found.said, checked=said.checked)
        recent = asks.recent(sent.found)
        filing = Filing(reference, found.route, found.holders, self._calendar, recent, sent.filed)
        outcome = reporting.file_report(said, by, filing, sent.now)
        if before is not None:
            outcome += await self._retire_receipt(before, said.place)
        arrivals, files = sent.found[asks.arrivals], sent.found[asks.files]
        joined = await join(self._store, arrivals, files, said.kind, reference, sent.now)
        return outcome + joined + sent.marks(reference)

    async def _retire_receipt(self, before: Incident, place: Place | None) -> Outcome:
        card = await self._store.get(PostedCard, reporting.receipt_id(before.id)) if place else None
        if card is None or place is None or card.address.activity != place.at.activity:
            return Outcome()
        return Outcome(records=(card.model_copy(update={"live": False}),))

    async def _alert_anew(self, sent: Submission, reference: str) -> tuple[Outcome, IncidentAnswer]:
        by = sent.actor.person
        records = await load_records(self._store, reference, partial(must_be_known, by))
        held = await holders_of(self._directory, records.incident.ladder.route)
        held = await with_absences(self._store, held, sent.now)
        outcome = handling.tell_now(records.snapshot, ActionContext(by, sent.now, self._calendar), held)
        outcome += sent.marks(reference)
        return outcome, IncidentAnswer(records.after(outcome).view)

    async def _add(self, sent: Submission, reference: str, said: Report) -> tuple[Outcome, IncidentAnswer]:
        """What is new in these words, as details of the report; nothing when all of it stands there.

        Raises `DirectoryUnavailable` where they say whom it concerns, which cannot be asked, and others know of it.
        """
        records = await load_records(self._store, reference, partial(must_be_known, sent.actor.person))
        snapshot = records.snapshot
        incident, later = snapshot.incident, said.pending_lookup
        if later is not None and later != PendingLookup():
            if incident.pending_lookup is None:
                raise DirectoryUnavailable()
            incident = incident.model_copy(update={"pending_lookup": incident.pending_lookup.joined_by(later)})
            snapshot = replace(snapshot, incident=incident)
        account = dict(said.account)
        if said.when and (said.happened_at, said.happened_on) != (incident.happened_at, incident.happened_on):
            account[WHEN_TYPED] = said.when
        more = amending.new_answers(incident, account)
        known = {who.id for who in incident.concerning}
        if not more and later in {None, PendingLookup()} and {who.id for who in said.concerning} <= known:
            return Outcome(), IncidentAnswer(records.view)
        found = Subjects(said.concerning, said.held_back, said.checked)
        outcome = await self._details(sent.actor, snapshot, more, found) + sent.marks(reference)
        return outcome, IncidentAnswer(records.after(outcome).view, "details_added")

    async def _details(
        self,
        actor: Actor,
        snapshot: IncidentSnapshot,
        account: Mapping[str, str],
        found: Subjects,
        answers: str = "",
    ) -> Outcome:
        """What the reporter says beside what stands there, with whom that names: details, or an answer to a question
        (`answers` is its id)."""
        incident = snapshot.incident
        context = ActionContext(actor.person, self._clock.now(), self._calendar)
        allow(actor.person, Action.ANSWER_A_QUESTION if answers else Action.ADD_DETAILS, incident)
        owners = {each.owner.id for each in open_actions(snapshot.actions)} - {actor.person.id}
        if owners and incident.pending_lookup is None:
            named_owners = await owners_named(self._directory, incident, account, owners)
            found = replace(found, held_back=once_each((*found.held_back, *named_owners)))
        named = as_it_stands(incident, found)
        route = None
        is_new = (named.people, named.held_back) != (incident.concerning, incident.held_back)
        if is_new and incident.pending_lookup is None:
            reads = reporting.reread_report(incident, named.people, named.held_back)
            route = await route_of(self._directory, self._school, reads)
        if answers:
            said = account.get("what", "")
            return asking.answer_question(snapshot, context, answers, said, named=named, route=route)
        return amending.add_details(snapshot, context, account, named=named, route=route)

    async def add_details(
        self, actor: Actor, reference: str, account: Mapping[str, str], place: Place | None = None
    ) -> IncidentAnswer:
        """Add to one's own report what there was no time for before; sent twice it is added once.

        Where the report is over the words become a report of their own, with its receipt at `place`. Raises
        `NotFound` for anybody else's.
        """
        words = _words(account)
        own = await self.own(actor.person, reference)
        over = own.view.incident
        if over.state is State.CLOSED and not over.drill:
            form = seal("|".join((actor.form or actor.activity, *words)))[:32]
            more = Report(over.kind, None, account, form, place, over.concerning)
            anew = await self.report(actor, more)
            return replace(anew, said="report_anew", facts={"before": over.id})

        async def attempt() -> tuple[Outcome, IncidentAnswer]:
            sent = await load_submission(self._store, self._clock, actor, words)
            records = await load_records(self._store, reference, partial(must_be_known, actor.person))
            if sent.repeats is not None:
                return Outcome(), IncidentAnswer(records.view)
            incident = records.incident
            allow(actor.person, Action.ADD_DETAILS, incident)
            found = Subjects((), ())
            if incident.pending_lookup is None:
                found = await subjects_of(self._directory, self._school, incident.kind, account, actor.person.id)
            outcome = await self._details(actor, records.snapshot, account, found) + sent.marks(reference)
            return outcome, IncidentAnswer(records.after(outcome).view, "details_added")

        return await decide(self._store, attempt, self._triggers)

    async def find_question(self, person: Person, reference: str, question: str) -> tuple[Incident, ReporterQuestion]:
        """A question that the person was asked about their own report. Raises `NotFound` for anybody else's."""
        incident = (await self.own(person, reference)).view.incident
        return incident, asking.find_question(incident, person, question)

    async def newest_question(self, person: Person) -> tuple[Incident, ReporterQuestion] | None:
        """What the person was asked last about a report of theirs and has not answered, if that was lately."""
        mine, _ = await self.mine(person)
        since = self._clock.now() - ASKED_LATELY
        waiting = [(each, asked) for each in mine for asked in each.open_questions if asked.at >= since]
        told = [one for one in waiting if person.id not in one[0].shut_out]
        return max(told, key=lambda one: one[1].at, default=None)

    async def answer(self, actor: Actor, reference: str, question: str, words: str) -> IncidentAnswer:
        """Answer what one was asked about one's own report; sent twice it is answered once. Raises `NotFound` for
        anybody else's, and `Incomplete` for an answer that is missing or too long."""

        async def attempt() -> tuple[Outcome, IncidentAnswer]:
            sent = await load_submission(self._store, self._clock, actor, (words,))
            records = await load_records(self._store, reference, partial(must_be_known, actor.person))
            asking.find_question(records.incident, actor.person, question)
            if sent.repeats is not None:
                return Outcome(), IncidentAnswer(records.view)
            account = {"what": words}
            kind = records.incident.kind
            found = await subjects_of(self._directory, self._school, kind, account, actor.person.id)
            outcome = await self._details(actor, records.snapshot, account, found, question) + sent.marks(reference)
            return outcome, IncidentAnswer(records.after(outcome).view)

        return await decide(self._store, attempt, self._triggers)

    async def answer_concern(self, actor: Actor, reference: str, person: str, *, concerns: bool) -> IncidentAnswer:
        """Say whether a report concerns somebody whom one's own words in it name, as its reporter or in a note. The
        first answer counts, but a Yes always does. Raises `NotFound` or `NotAllowed` for anybody else."""

        async def answer() -> Outcome:
            snapshot = await load_standing(self._store, reference, partial(must_be_known, actor.person))
            context = ActionContext(actor.person, self._clock.now(), self._calendar)
            incident = snapshot.incident
            allow(actor.person, Action.ANSWER_CONCERN, incident)
            if concerns:
                found = [who for who in (*incident.asks(actor.person.id), *incident.cleared) if who.id == person]
                reads = reporting.reread_report(incident, once_each((*incident.concerning, *found)), incident.held_back)
                route = await route_of(self._directory, self._school, reads)
                return holding_back.confirm_concern(snapshot, context, person, route)
            held = await holders_of(self._directory, incident.ladder.route)
            return holding_back.deny_concern(snapshot, context, person, held)

        await keep_unless_seen(self._store, self._clock, actor, answer)
        self._triggers.wake(Notice, Incident)
        return IncidentAnswer(await load_view(self._store, reference))

    async def report_of_form(self, person: Person, draft: str, kind: str) -> str | None:
        """The reference of the report that this form of the person's has become, or None."""
        form = await self._form(person, draft, kind)
        kept = await self._store.get(Draft, draft_id(person.id, form))
        return kept.subject if kept else None

    async def is_sent(self, person: Person, draft: str) -> bool:
        """Whether a form of the person's with this draft was sent, of whichever kind."""
        return await self._store.get(Draft, draft_id(person.id, draft)) is not None

    async def own(self, person: Person, reference: str) -> IncidentAnswer:
        """One's own report. Raises `NotFound` for anybody else's."""

        def own(incident: Incident) -> None:
            if incident.reporter.id != person.id:
                raise NotFound()

        return IncidentAnswer((await load_records(self._store, reference, own)).view)

    async def newest_open(self, person: Person) -> str:
        """The reference of the newest report that a person made within a day, while it is open; else nothing."""
        mine, _ = await self.mine(person)
        since = self._clock.now() - timedelta(days=1)
        newest = next(iter(mine), None)
        return newest.id if newest and newest.state is not State.CLOSED and newest.reported_at >= since else ""

    async def mine(self, person: Person, page: int = 0) -> tuple[Sequence[Incident], bool]:
        """A page of a person's own reports, counted from 0, the newest first; and whether there are older ones."""
        start, end = page * OWN_PAGE, (page + 1) * OWN_PAGE
        where = {"reporter_id": person.id}
        kept = await gather_incidents(
            self._store, where, lambda incident: not incident.drill, wanted=end + 1, newest_first=True
        )
        return kept[start:end], len(kept) > end

    async def _form(self, person: Person, draft: str, kind: str) -> str:
        """The draft under which a form of this kind is filed."""
        kept = await self._store.get(Draft, draft_id(person.id, draft))
        return draft if kept is None or kept.kind in {"", kind} else _form_of_kind(draft, kind)


def _form_of_kind(draft: str, kind: str) -> str:
    """The draft under which a form of this kind is filed where one of another kind was filed under its own.

    Two cards in a chat may hold one draft. What was sent as one kind must never swallow an alert of another.
    """
    return f"{draft}.{kind}"


def names_of(files: Sequence[EvidenceFile]) -> str:
    """What these files are called, as one text."""
    return "\n".join(file.name for file in files)


def _is_left_lying(incident: Incident) -> bool:
    """Whether everybody was alerted for a report, and nobody took it."""
    return incident.state is State.REPORTED and incident.unanswered_at is not None


def _words(account: Mapping[str, str]) -> tuple[str, ...]:
    """The answers as the words of a form."""
    return tuple(f"{field}: {text}" for field, text in sorted(account.items()))
