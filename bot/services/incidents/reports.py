"""Reporting: filing what somebody tells, what they add to it, and their own reports."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from bot.policy.files.evidence import EvidenceFile
from bot.policy.incidents import amending, handling, holding_back, reporting
from bot.policy.incidents.authority import allow
from bot.policy.incidents.incident import Incident, PendingLookup, State, sender_of
from bot.policy.incidents.kinds import WHEN_TYPED
from bot.policy.incidents.ladder import unique as once_each
from bot.policy.incidents.reporting import Filing, Report
from bot.policy.incidents.states import Action
from bot.policy.incidents.telling import Snapshot
from bot.policy.kit import references
from bot.policy.kit.action import ActionContext
from bot.policy.kit.errors import DirectoryUnavailable, NotFound
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.records import Counter, Draft, Notice, PostedCard, Seen
from bot.policy.kit.timeline import seal
from bot.services.files.attaching import held_by, join
from bot.services.incidents.answers import Answer
from bot.services.incidents.loading import holders_of, load_incident, load_standing, load_view
from bot.services.incidents.subjects import LookedUp, Subjects, as_it_stands, look_up, route_of, subjects_of
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import Actor, AlreadyDone, decide, find_repetition, keep_unless_seen, marks_of
from bot.services.log.gathering import gather
from bot.services.ports import Store

OWN_PAGE = 10
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answered:
    """What a form that was sent is answered with: the report, what is said with it, and the one that was over."""

    reference: str
    said: str | None = None
    before: str = ""


class Reports:
    """What a member of staff does with their own reports."""

    def __init__(self, context: ServiceContext) -> None:
        self._store = context.store
        self._directory = context.directory
        self._school = context.school
        self._calendar = context.calendar
        self._clock = context.clock
        self._triggers = context.triggers
        # References are given in order; taking turns here spares reports that arrive together a lost race each.
        self._filing = asyncio.Lock()

    async def report(self, actor: Actor, said: Report, adult: str = "") -> Answer:
        """File a report: the same form with the same words is filed once, and answered with how it stands.

        Other words of a form that was sent become details of its report while that is open, else a report of their
        own. An alert of a form whose report is over, or for which everybody was rung in vain, rings anew. `adult` is
        the object id of somebody at the school whom it concerns, as the people picker gave it. Raises `Incomplete`
        when that is nobody of the staff.
        """
        said = replace(said, author=said.author if said.author != actor.person.id else "")
        words = (said.kind, said.when, adult, *_words(said.account))
        files = names_of(await held_by(self._store, reporting.draft_id(actor.person.id, said.draft)))
        found = await self._look_up(said, actor.person.id, [adult] if adult else [], files)

        async def attempt() -> tuple[Outcome, Answered]:
            form, filed = await self._form(actor.person, said.draft, said.kind)
            sent = replace(actor, form=f"report|{form}")
            before = await self._store.get(Incident, filed.subject) if filed else None
            if filed and before is not None:
                same = await find_repetition(self._store, self._clock, sent, words)
                is_open = before.state is not State.CLOSED
                if same is not None and same.id != actor.activity and said.alert and _is_left_lying(before):
                    outcome = await self._rung_anew(actor.person, before.id)
                    return outcome + await marks_of(self._store, self._clock, sent, words, before.id), Answered(
                        before.id
                    )
                if same is not None and (is_open or not said.alert or same.id == actor.activity):
                    return Outcome(), Answered(same.subject or before.id)
                if is_open:
                    outcome = await self._add(sent, before.id, found.said)
                    marks = await marks_of(self._store, self._clock, sent, words, before.id)
                    return outcome and outcome + marks, Answered(before.id, "details_added" if outcome else None)
            elif await self._store.get(Seen, actor.activity):
                raise AlreadyDone
            sent_as = replace(found, said=replace(found.said, draft=form))
            outcome, reference = await self._open(actor.person, sent_as, filed, before)
            outcome += await marks_of(self._store, self._clock, sent, words, reference)
            return outcome, Answered(reference, "report_anew" if before else None, before.id if before else "")

        async with self._filing:
            answered = await decide(self._store, attempt)
        self._triggers.wake(Notice, Incident)
        view = await load_view(self._store, answered.reference)
        return Answer(view, answered.said, {"before": answered.before})

    async def _look_up(self, said: Report, reporter: str, adults: Sequence[str], files: str) -> LookedUp:
        """Whom a report names and who is rung. Where the directory cannot say, only that is put off."""
        try:
            return await look_up(self._directory, self._school, said, reporter, adults, files)
        except DirectoryUnavailable:
            _log.warning("report_not_looked_up", kind=said.kind)
            later = PendingLookup(adults=tuple(adults), author=said.author)
            return LookedUp(replace(said, pending_lookup=later), self._school.routes[said.kind], {})

    async def _open(
        self, by: Person, found: LookedUp, form: Draft | None, before: Incident | None
    ) -> tuple[Outcome, str]:
        """A new incident and its reference. `before` is the report, now over, that its form has become before: whom
        that concerned this one concerns too, and its receipt gives up the card."""
        said = found.said
        if before is not None and before.shut_out:
            concerning = once_each((*said.concerning, *before.concerning))
            named = {who.id for who in concerning}
            held_back = once_each(who for who in (*said.held_back, *before.held_back) if who.id not in named)
            said = replace(said, concerning=concerning, held_back=held_back)
            adults = said.pending_lookup.adults if said.pending_lookup else ()
            found = await self._look_up(said, by.id, adults, "")
            said = replace(found.said, checked=said.checked)
        now = self._clock.now()
        series = references.series(references.INCIDENTS, self._calendar.school_year(now))
        reference, counter = references.following(await self._store.get(Counter, series), series)
        recent = await recent_reports(self._store, by.id, said.account)
        filing = Filing(reference, found.route, found.holders, self._calendar, recent, form)
        outcome = Outcome(records=(counter,)) + reporting.report(said, by, filing, now)
        if before is not None:
            outcome += await self._given_up(before, said.place)
        draft = reporting.draft_id(by.id, said.draft)
        return outcome + await join(self._store, draft, said.kind, reference, now), reference

    async def _given_up(self, before: Incident, place: Place | None) -> Outcome:
        card = await self._store.get(PostedCard, reporting.receipt_id(before.id)) if place else None
        if card is None or place is None or card.address.activity != place.at.activity:
            return Outcome()
        return Outcome(records=(card.model_copy(update={"live": False}),))

    async def _rung_anew(self, by: Person, reference: str) -> Outcome:
        snapshot = await load_standing(self._store, reference, by)
        held = await holders_of(self._directory, snapshot.incident.ladder.route)
        return handling.ring_now(snapshot, ActionContext(by, self._clock.now(), self._calendar), held)

    async def _add(self, actor: Actor, reference: str, said: Report) -> Outcome:
        """What is new in these words, as details of the report; nothing when all of it stands there.

        Raises `DirectoryUnavailable` where they say whom it concerns, which cannot be asked, and others know of it.
        """
        snapshot = await load_standing(self._store, reference, actor.person)
        incident, later = snapshot.incident, said.pending_lookup
        if later is not None and later != PendingLookup():
            if incident.pending_lookup is None:
                raise DirectoryUnavailable()
            incident = incident.model_copy(update={"pending_lookup": incident.pending_lookup.joined_by(later)})
            snapshot = replace(snapshot, incident=incident)
        account = dict(said.account)
        if said.when and said.happened_at != incident.happened_at:
            account[WHEN_TYPED] = said.when
        more = amending.told_since(incident, account)
        known = {who.id for who in incident.concerning}
        if not more and later in {None, PendingLookup()} and {who.id for who in said.concerning} <= known:
            return Outcome()
        return await self._details(actor, snapshot, more, Subjects(said.concerning, said.held_back, said.checked))

    async def _details(self, actor: Actor, snapshot: Snapshot, account: Mapping[str, str], found: Subjects) -> Outcome:
        incident = snapshot.incident
        context = ActionContext(actor.person, self._clock.now(), self._calendar)
        allow(actor.person, Action.ADD_DETAILS, incident)
        named = as_it_stands(incident, found)
        route = None
        is_new = (named.people, named.held_back) != (incident.concerning, incident.held_back)
        if is_new and incident.pending_lookup is None:
            reads = reporting.as_it_reads(incident, named.people, named.held_back)
            route = await route_of(self._directory, self._school, reads)
        return amending.add_details(snapshot, context, account, named=named, route=route)

    async def add_details(
        self, actor: Actor, reference: str, account: Mapping[str, str], place: Place | None = None
    ) -> Answer:
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

        async def attempt() -> tuple[Outcome, str | None]:
            if await find_repetition(self._store, self._clock, actor, words) is not None:
                return Outcome(), None
            snapshot = await load_standing(self._store, reference, actor.person)
            incident = snapshot.incident
            allow(actor.person, Action.ADD_DETAILS, incident)
            found = Subjects((), ())
            if incident.pending_lookup is None:
                found = await subjects_of(self._directory, self._school, incident.kind, account, actor.person.id)
            outcome = await self._details(actor, snapshot, account, found)
            return outcome + await marks_of(self._store, self._clock, actor, words, reference), "details_added"

        said = await decide(self._store, attempt)
        self._triggers.wake(Notice, Incident)
        return Answer(await load_view(self._store, reference), said)

    async def answer_concern(self, actor: Actor, reference: str, person: str, *, concerns: bool) -> Answer:
        """Say whether a report concerns somebody whom one's own words in it name, as its reporter or in a note. The
        first answer counts, but a Yes always does. Raises `NotFound` or `NotAllowed` for anybody else."""

        async def answer() -> Outcome:
            snapshot = await load_standing(self._store, reference, actor.person)
            context = ActionContext(actor.person, self._clock.now(), self._calendar)
            incident = snapshot.incident
            allow(actor.person, Action.ANSWER_CONCERN, incident)
            if concerns:
                found = [who for who in (*incident.asks(actor.person.id), *incident.cleared) if who.id == person]
                reads = reporting.as_it_reads(incident, once_each((*incident.concerning, *found)), incident.held_back)
                route = await route_of(self._directory, self._school, reads)
                return holding_back.it_concerns(snapshot, context, person, route)
            held = await holders_of(self._directory, incident.ladder.route)
            return holding_back.it_does_not(snapshot, context, person, held)

        await keep_unless_seen(self._store, self._clock, actor, answer)
        self._triggers.wake(Notice, Incident)
        return Answer(await load_view(self._store, reference))

    async def report_of_form(self, person: Person, draft: str, kind: str) -> str | None:
        """The reference of the report that this form of the person's has become, or None."""
        _, kept = await self._form(person, draft, kind)
        return kept.subject if kept else None

    async def is_sent(self, person: Person, draft: str) -> bool:
        """Whether a form of the person's with this draft was sent, of whichever kind."""
        return await self._store.get(Draft, reporting.draft_id(person.id, draft)) is not None

    async def own(self, person: Person, reference: str) -> Answer:
        """One's own report. Raises `NotFound` for anybody else's."""
        if (await load_incident(self._store, reference)).reporter.id != person.id:
            raise NotFound()
        return Answer(await load_view(self._store, reference, person))

    async def mine(self, person: Person, page: int = 0) -> tuple[Sequence[Incident], bool]:
        """A page of a person's own reports, counted from 0, the newest first; and whether there are older ones."""
        start, end = page * OWN_PAGE, (page + 1) * OWN_PAGE
        where = {"reporter_id": person.id}
        kept = await gather(self._store, where, lambda incident: not incident.drill, wanted=end + 1, newest_first=True)
        return kept[start:end], len(kept) > end

    async def _form(self, person: Person, draft: str, kind: str) -> tuple[str, Draft | None]:
        """The draft under which a form of this kind is filed, and what it was filed as.

        Two cards in a chat may hold one draft. What was sent as one kind must never swallow an alert of another.
        """
        kept = await self._store.get(Draft, reporting.draft_id(person.id, draft))
        if kept is None or kept.kind in {"", kind}:
            return draft, kept
        own = f"{draft}.{kind}"
        return own, await self._store.get(Draft, reporting.draft_id(person.id, own))


async def recent_reports(store: Store, reporter: str, account: Mapping[str, str]) -> Sequence[Incident]:
    """The newest reports of this reporter (an object id), and of the sender that the account names."""
    own = await store.find(Incident, where={"reporter_id": reporter}, newest_first=True, limit=10)
    sender = sender_of(account)
    if sender is None:
        return own
    same = await store.find(Incident, where={"sender_key": sender}, newest_first=True, limit=10)
    return list({incident.id: incident for incident in (*own, *same)}.values())


def names_of(files: Sequence[EvidenceFile]) -> str:
    """What these files are called, as one text."""
    return "\n".join(file.name for file in files)


def _is_left_lying(incident: Incident) -> bool:
    """Whether everybody was rung for a report, and nobody took it."""
    return incident.state is State.REPORTED and incident.unanswered_at is not None


def _words(account: Mapping[str, str]) -> tuple[str, ...]:
    """The answers as the words of a form."""
    return tuple(f"{field}: {text}" for field, text in sorted(account.items()))
