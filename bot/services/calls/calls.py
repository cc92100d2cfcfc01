"""Video calls: asking for one, deciding it, changing it, taking it back. Each use case loads, asks the policy, keeps.

Who may decide is asked of the directory afresh at that moment, and fails closed. A press that comes too late is
answered with the call as it is, and a sentence that says what happened meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.policy.calls import asking, deciding, rules
from bot.policy.calls.asking import FORM_FIELDS, TypedForm
from bot.policy.calls.call import RequestForm, RuleFinding, VideoCall
from bot.policy.calls.deciding import CallActionContext
from bot.policy.calls.rules import RuleContext, RulesBroken
from bot.policy.calls.telling import CallSnapshot
from bot.policy.calls.view import CallAnswer, CallLists, sort_calls
from bot.policy.kit import references
from bot.policy.kit.approval import ApprovalState, DeciderRole, Deciders, TooLate
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.queries import Answers, Query
from bot.policy.kit.records import Notice, Who
from bot.policy.kit.references import draft_id
from bot.policy.kit.roles import STAFF
from bot.policy.kit.school_time import local
from bot.services.calls.loading import CallContext, CallRecords, NoRecords, TrainingLookup
from bot.services.kit.approvals import AskedQueries, SentBefore, facts_of_late, is_new_place
from bot.services.kit.context import ServiceContext
from bot.services.kit.deciders import RoleHolders
from bot.services.kit.decisions import Actor, Comes, decide, load_submission, mark_seen, reconfirm_roles
from bot.services.ports import Files

Decided = tuple[Outcome, Deciders | None]
"""What changes, and by whom calls are decided now where that was asked."""
Ruled = Callable[[CallSnapshot, CallActionContext, DeciderRole, Deciders], Outcome]
RuledInWords = Callable[[CallSnapshot, CallActionContext, DeciderRole, Deciders, str], Outcome]


class CallsForStaffOnly(NotAllowed):
    """Only staff ask for video calls (V8)."""

    key = "call.staff_only"


class CallSentBefore(SentBefore):
    """This form was sent before with other answers; `facts["reference"]` is the call that it has become."""

    key = "call.sent_before"


class CallExportNotAllowed(NotAllowed):
    """The list of all calls is for those who decide or oversee them."""

    key = "call.no_export"


class Calls:
    """What people do with video calls."""

    def __init__(self, context: ServiceContext, files: Files, training: TrainingLookup | None = None) -> None:
        self._context = CallContext.of(context)
        self._store = context.store
        self._clock = context.clock
        self._triggers = context.triggers
        self._files = files
        self._training = training or NoRecords()
        # References are given in order; taking turns spares requests that arrive together a lost race each.
        self._filing = asyncio.Lock()

    async def ask(self, actor: Actor, answers: Mapping[str, str], draft: str, place: Place | None) -> CallAnswer:
        """File a request; the same form is filed once. Raises `RulesBroken` or `Incomplete`, and `CallSentBefore`
        where the form was sent before with other answers."""
        _must_be_staff(actor.person)
        words = _words(answers)

        async def attempt() -> tuple[Outcome, CallRecords]:
            series = references.series(references.CALL_PREFIX, self._context.calendar.school_year(self._clock.now()))
            form = draft_id(actor.person.id, draft)
            sent = await load_submission(self._store, self._clock, actor, words, draft=form, series=series)
            if sent.filed and sent.comes is Comes.OTHER_WORDS:
                raise CallSentBefore(sent.filed.subject)
            if sent.filed:
                return Outcome(), await self._context.load(sent.filed.subject)
            asked, warned, deciders = await self._judge(actor.person, answers)
            request = deciding.first_version(asked, warned, sent.now)
            outcome = deciding.request_call(
                sent.reference, request, actor.person, draft, place, deciders, self._context.plan
            )
            (call,) = (record for record in outcome.records if isinstance(record, VideoCall))
            return outcome + sent.marks(sent.reference), CallRecords(call).after(outcome)

        async with self._filing:
            records = await decide(self._store, attempt)
        self._triggers.wake(Notice, VideoCall)
        return CallAnswer(await self._context.view_at_least(records))

    async def change(
        self, actor: Actor, reference: str, number: int, answers: Mapping[str, str], draft: str
    ) -> CallAnswer:
        """The requester's new version of what their form showed; the same form makes one. Raises as `ask` does."""

        async def change(snapshot: CallSnapshot, context: CallActionContext, _: Answers) -> Decided:
            deciding.prepare_change(snapshot.call, context)
            asked, warned, deciders = await self._judge(actor.person, answers, but=reference)
            return deciding.change_request(snapshot, context, asked, warned, draft, deciders), deciders

        async with self._filing:
            return await self._change(actor, reference, number, change, _words(answers), draft=draft)

    async def prepare_change(self, by: Person, reference: str) -> CallAnswer:
        """The call for its requester who is about to change it; `said` when that is too late."""
        return await self._prepare_own(by, reference, deciding.prepare_change)

    async def prepare_withdrawal(self, by: Person, reference: str) -> CallAnswer:
        """The call for its requester who is about to take it back; `said` when that is too late."""
        return await self._prepare_own(by, reference, deciding.prepare_withdrawal)

    async def _prepare_own(
        self, by: Person, reference: str, allow: Callable[[VideoCall, CallActionContext], None]
    ) -> CallAnswer:
        answer = await self.show(by, reference)
        call = answer.view.call
        try:
            allow(call, CallActionContext(by, self._clock.now(), call.request.number, self._context.plan))
        except TooLate as late:
            return _late(answer, late)
        return answer

    async def show(self, by: Person, reference: str, place: Place | None = None) -> CallAnswer:
        """The call for one who may see it. Where it takes a card's place, it is kept true from then on."""
        answer = CallAnswer(await self._context.view_at_least(await self._context.load(reference, by)))
        if await is_new_place(self._store, by, place):
            await self._store.keep(deciding.make_receipt(answer.view.call, by, place, self._clock.now()))
        return answer

    async def prepare(self, by: Person, reference: str, number: int, to: ApprovalState) -> CallAnswer:
        """The call for one who is about to decide it so; `said` when that is too late. Raises as deciding would."""
        answer = await self.show(by, reference)
        role = await self._context.confirm_role(by)
        deciders, _ = await self._context.deciders()
        try:
            deciding.prepare(
                answer.view.call,
                CallActionContext(by, self._clock.now(), number, self._context.plan),
                role,
                deciders,
                to,
            )
        except TooLate as late:
            return _late(answer, late)
        return answer

    async def approve(self, actor: Actor, reference: str, number: int) -> CallAnswer:
        """The call may take place."""
        return await self._decide(actor, reference, number, deciding.approve)

    async def decline(self, actor: Actor, reference: str, number: int, reason: str) -> CallAnswer:
        """The call may not take place."""
        return await self._decide_in_words(actor, reference, number, deciding.decline, reason)

    async def ask_for_changes(self, actor: Actor, reference: str, number: int, what: str) -> CallAnswer:
        """It goes back to the requester."""
        return await self._decide_in_words(actor, reference, number, deciding.ask_for_changes, what)

    async def cancel(self, actor: Actor, reference: str, number: int, reason: str) -> CallAnswer:
        """An approved call does not take place after all."""
        return await self._decide_in_words(actor, reference, number, deciding.cancel, reason)

    async def withdraw(self, actor: Actor, reference: str, reason: str) -> CallAnswer:
        """The requester takes it back."""
        return await self._simply(
            actor, reference, lambda call, press: deciding.withdraw_request(call, press, reason), (reason,)
        )

    async def fine(self, actor: Actor, reference: str) -> CallAnswer:
        """The lead says afterwards that it went well."""
        return await self._simply(actor, reference, deciding.record_went_well)

    async def visible_to(self, by: Person) -> CallLists:
        """All calls for those who decide or oversee them; for everybody else those they asked for or take part in."""
        found = await self._store.find(VideoCall)
        if deciding.sees_all(by, self._context.deciding):
            return sort_calls(found, everybody=True)
        own = [call for call in found if any(who.id == by.id for who in call.subjects)]
        return sort_calls(own, everybody=False)

    async def export(self, actor: Actor, name: str, content: Callable[[CallLists], bytes]) -> None:
        """Offer the list of all calls as a file, once for a press and by the roles as they are now.

        Raises `CallExportNotAllowed`, `DirectoryUnavailable`, `AlreadyDone`, and `Undelivered` when it is not offered.
        """
        seeing = deciding.CALL_OVERSEERS | set(self._context.deciding)
        person = await reconfirm_roles(self._context.directory, actor.person, seeing)
        lists = await self.visible_to(person)
        if not lists.everybody:
            raise CallExportNotAllowed()
        await mark_seen(self._store, self._clock, actor)
        await self._files.offer(person, name, await asyncio.to_thread(content, lists), "call_exported")

    async def _judge(
        self, by: Person, answers: Mapping[str, str], but: str = ""
    ) -> tuple[RequestForm, Sequence[RuleFinding], Deciders]:
        """What was asked for and its warnings, when no rule is broken. Raises `RulesBroken` or `Incomplete`."""
        school, now = self._context.school, self._clock.now()
        typed = asking.read_request_form(answers, school.timezone, local(now, school.timezone).date())
        asked, not_staff = await self._with_people(typed, by)
        deciders, _ = await self._context.deciders()
        untrained = await self._training.lacking(asked.everyone, asked.starts_at) if asked.starts_at else ()
        team = {by.id, *(who.id for who in asked.everyone)}
        context = RuleContext(
            now,
            self._context.plan.calendar,
            [call for call in await self._context.open_calls() if call.id != but],
            not_staff,
            deciders=bool(deciders.to_ask(team)),
            own=any(person.id == by.id for person in deciders.approvers),
            deciding_team=tuple(person.who for person in deciders.approvers if person.id in team - {by.id}),
            untrained=tuple(untrained),
        )
        broken = rules.find_broken(asked, context)
        if broken:
            raise RulesBroken(broken)
        return asked, rules.warnings(asked, context), deciders

    async def _with_people(self, typed: TypedForm, by: Person) -> tuple[RequestForm, frozenset[str]]:
        """The people of a form as the directory has them, and the ids of those that are not staff there."""
        chosen = {"lead": (by.id,), **{field: ids for field, ids in typed.people.items() if ids}}
        everybody = dict.fromkeys(each for ids in chosen.values() for each in ids)
        found = await self._context.directory.people(everybody)
        named = {each: found[each].who if each in found else Who(id=each, name="") for each in everybody}
        strangers = [each for each in everybody if each not in found or not found[each].holds(STAFF)]
        people = {field: tuple(named[each] for each in ids) for field, ids in chosen.items()}
        (lead,) = people.pop("lead")[:1]
        asked = typed.asked.model_copy(update={"lead": lead, **people})
        return asked, frozenset(named[each].id for each in strangers)

    async def _decide(
        self, actor: Actor, reference: str, number: int, rule: Ruled, words: Sequence[str] | None = None
    ) -> CallAnswer:
        """Decide by who the person is now: the directory is asked afresh, before anything else is looked at."""
        role = await self._context.confirm_role(actor.person)
        holders = await RoleHolders.load(self._context.directory, self._context.roles)

        async def change(snapshot: CallSnapshot, context: CallActionContext, found: Answers) -> Decided:
            deciders, absences = holders.deciders(found, context.now)
            return rule(snapshot, context, role, deciders) + Outcome(unchanged=absences), deciders

        return await self._change(actor, reference, number, change, words, also=[holders.absences])

    async def _decide_in_words(
        self, actor: Actor, reference: str, number: int, rule: RuledInWords, words: str
    ) -> CallAnswer:
        return await self._decide(
            actor,
            reference,
            number,
            lambda call, press, role, deciders: rule(call, press, role, deciders, words),
            (words,),
        )

    async def _simply(
        self,
        actor: Actor,
        reference: str,
        do: Callable[[CallSnapshot, CallActionContext], Outcome],
        words: Sequence[str] | None = None,
    ) -> CallAnswer:
        async def change(snapshot: CallSnapshot, context: CallActionContext, _: Answers) -> Decided:
            return do(snapshot, context), None

        return await self._change(actor, reference, 0, change, words)

    async def _change(
        self,
        actor: Actor,
        reference: str,
        number: int,
        change: Callable[[CallSnapshot, CallActionContext, Answers], Awaitable[Decided]],
        words: Sequence[str] | None = None,
        draft: str = "",
        also: Sequence[Query[Any]] = (),
    ) -> CallAnswer:
        """Decide on the call as it stands, for one who may see it; one that comes too late is answered with that.

        What is asked `also` is found by `change`.
        """
        form = draft_id(actor.person.id, draft) if draft else ""

        async def attempt() -> tuple[Outcome, tuple[CallRecords, Deciders | None, TooLate | None]]:
            asks = AskedQueries(VideoCall, reference)
            sent = await load_submission(self._store, self._clock, actor, words, *asks.queries, *also, draft=form)
            records = self._context.records(asks, sent.found, actor.person)
            if sent.comes is Comes.SAME_WORDS:
                return Outcome(), (records, None, None)
            if sent.comes is Comes.OTHER_WORDS:
                raise CallSentBefore(reference)
            context = CallActionContext(actor.person, sent.now, number, self._context.plan)
            try:
                outcome, deciders = await change(records.snapshot, context, sent.found)
            except TooLate as late:
                return Outcome(), (records, None, late)
            kept = outcome + (sent.marks() if outcome else Outcome())
            return kept, (records.after(kept), deciders, None)

        records, deciders, late = await decide(self._store, attempt)
        self._triggers.wake(Notice, VideoCall)
        answer = CallAnswer(await self._context.view_at_least(records, deciders))
        return _late(answer, late) if late else answer


def _late(answer: CallAnswer, late: TooLate) -> CallAnswer:
    return CallAnswer(answer.view, *facts_of_late(answer.view.call, late))


def _words(answers: Mapping[str, str]) -> tuple[str, ...]:
    """The answers of a form as its words; whatever else the card's data holds does not count."""
    return tuple(f"{field}: {answers.get(field, '').strip()}" for field in FORM_FIELDS)


def _must_be_staff(person: Person) -> None:
    if not person.holds(STAFF):
        raise CallsForStaffOnly()
