"""The committee's meetings and decisions, as people press and type them."""

from __future__ import annotations

from bot.policy.committee import meeting as rules
from bot.policy.committee.meeting import (
    CommitteeDecision,
    CommitteeMeeting,
    CommitteeView,
    MeetingCards,
    UnknownMeeting,
    committee_readers,
    meeting_of,
    must_read,
    see_decision,
)
from bot.policy.kit import references
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.queries import Query
from bot.policy.kit.records import Notice
from bot.policy.kit.roles import HEADTEACHER
from bot.policy.kit.school_time import local
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import Actor, decide, keep_unless_seen, load_submission
from bot.services.kit.posted_cards import load_posted

MEETINGS_SHOWN = 3
"""So many earlier meetings stand on a card."""


class Committee(Service):
    """What people do with its meetings and decisions."""

    def __init__(self, context: ServiceContext) -> None:
        super().__init__(context)
        self.readers = committee_readers(context.school)

    async def view(self, by: Person, meeting_id: str = "") -> CommitteeView:
        """A meeting, that of now where none is named. Raises `CommitteeNotYours` and `UnknownMeeting`."""
        must_read(by, self.readers)
        return await self.load_view(meeting_id)

    async def load_view(self, meeting_id: str = "") -> CommitteeView:
        """The same, for whoever has been looked at already."""
        meeting = await self._meeting(meeting_id)
        undone = Query(CommitteeDecision, {"is_open": True})
        held = Query(CommitteeMeeting, {}, newest_first=True, limit=MEETINGS_SHOWN + 6)
        found = await self._store.find_each(undone, held)
        earlier = [each for each in found[held] if each.starts < meeting.starts][:MEETINGS_SHOWN]
        today = local(self._clock.now(), self._school.timezone).date()
        ordered = sorted(found[undone], key=lambda each: (each.due_on, each.id))
        return CommitteeView(meeting, ordered, earlier, today)

    async def record_meeting(self, actor: Actor, meeting_id: str, on: str, present: str) -> CommitteeView:
        """When it met, and who was there. Raises `Incomplete` too."""

        async def act() -> Outcome:
            meeting = await self._meeting(meeting_id)
            return rules.record_meeting(meeting, on, present, await self._cards(meeting.id), self._context_of(actor))

        must_read(actor.person, self.readers)
        await keep_unless_seen(self._store, self._clock, actor, act, (on, present))
        self._triggers.wake(Notice)
        return await self.load_view(meeting_id)

    async def add_decision(self, actor: Actor, meeting_id: str, words: str, owner: str, on: str) -> CommitteeDecision:
        """Somebody, by object id, is to do this until that day; with the same form and words once. Whoever adds it
        where nobody is named. Raises `Incomplete` too."""
        must_read(actor.person, self.readers)
        chosen = await self._directory.person(owner) if owner else actor.person
        year = self._calendar.school_year(self._clock.now())
        series = references.series(references.COMMITTEE_PREFIX, year)

        async def attempt() -> tuple[Outcome, str]:
            undone = Query(CommitteeDecision, {"is_open": True})
            typed = (words, owner, on)
            sent = await load_submission(self._store, self._clock, actor, typed, undone, series=series)
            if sent.repeats is not None:
                return Outcome(), sent.repeats.subject
            meeting, context = await self._meeting(meeting_id), self._context_of(actor)
            cards, open_ones = await self._cards(meeting.id), len(sent.found[undone])
            outcome = rules.add_decision(meeting, sent.reference, words, chosen, on, open_ones, cards, context)
            return outcome + sent.marks(sent.reference), sent.reference

        reference = await decide(self._store, attempt, self._triggers)
        return await self.decision(actor.person, reference)

    async def decision(self, by: Person, reference: str) -> CommitteeDecision:
        """A decision, for its owner and those of the committee. Raises `UnknownDecision` for everybody else."""
        held = await self._store.get(CommitteeDecision, reference) if reference else None
        return see_decision(held, by, self.readers)

    async def end_decision(self, actor: Actor, reference: str) -> CommitteeDecision:
        """It is done. Raises `UnknownDecision`."""

        async def act() -> Outcome:
            decision = await self.decision(actor.person, reference)
            own = await load_posted(self._store, reference)
            return rules.end_decision(decision, *own, await self._cards(decision.meeting), self._context_of(actor))

        await keep_unless_seen(self._store, self._clock, actor, act)
        self._triggers.wake(Notice)
        return await self.decision(actor.person, reference)

    async def feed_back(self, actor: Actor, meeting_id: str) -> CommitteeView:
        """The Headteacher is told what came of the meeting. Raises `NotMet`, and `DirectoryUnavailable`."""
        must_read(actor.person, self.readers)
        heads = await self._directory.holders(HEADTEACHER)

        async def act() -> Outcome:
            meeting = await self._meeting(meeting_id)
            return rules.feed_back(meeting, heads, await self._cards(meeting.id), self._context_of(actor))

        await keep_unless_seen(self._store, self._clock, actor, act)
        self._triggers.wake(Notice)
        return await self.load_view(meeting_id)

    async def _meeting(self, meeting_id: str) -> CommitteeMeeting:
        """The meeting, that of now also before anything is known of it."""
        now = meeting_of(self._clock.now(), self._calendar)
        held = await self._store.get(CommitteeMeeting, meeting_id or now.id)
        if held is None and meeting_id not in {"", now.id}:
            raise UnknownMeeting()
        return held or now

    async def _cards(self, changed: str) -> MeetingCards:
        """The cards on which what is not done may stand: those of this meeting, of that of now and of the last ones."""
        now = meeting_of(self._clock.now(), self._calendar)
        last = await self._store.find(CommitteeMeeting, newest_first=True, limit=MEETINGS_SHOWN)
        known = {each.id: each for each in last}
        for each in {changed, now.id} - known.keys():
            if (found := await self._store.get(CommitteeMeeting, each)) is not None:
                known[each] = found
        cards, waiting = await load_posted(self._store, sorted(known)) if known else ((), ())
        return MeetingCards(self.readers, list(known.values()), cards, waiting)

    def _context_of(self, actor: Actor) -> ActionContext:
        return ActionContext(actor.person, self._clock.now(), self._calendar)
