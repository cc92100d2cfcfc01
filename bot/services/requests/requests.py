"""Requests of staff: asking, giving a view, deciding, changing, taking back, ending: load, ask the policy, keep.

Who may decide is asked of the directory afresh at that moment, and fails closed. A press that comes too late is
answered with the request as it is, and a sentence that says what happened meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.policy.kit import references
from bot.policy.kit.approval import ApprovalState, TooLate
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.records import Notice
from bot.policy.kit.references import draft_id
from bot.policy.kit.roles import STAFF
from bot.policy.requests import asking, deciding, telling
from bot.policy.requests.deciding import RequestContext
from bot.policy.requests.kinds import KINDS_OF_REQUEST, FormAnswers, RequestKind
from bot.policy.requests.request import RequestAnswer, RequestLists, RequestSnapshot, StaffRequest, under_way
from bot.services.kit.approvals import SentBefore, facts_of_late, is_new_place
from bot.services.kit.context import ServiceContext
from bot.services.kit.deciders import confirm_role
from bot.services.kit.decisions import Actor, Comes, decide, load_submission, mark_seen, reconfirm_roles
from bot.services.ports import Files
from bot.services.requests.loading import RequestLoader, RequestRecords

Change = Callable[[RequestSnapshot, RequestContext], Awaitable[Outcome]]


class RequestsForStaffOnly(NotAllowed):
    """Requests are made by staff."""

    key = "request.staff_only"


class RequestSentBefore(SentBefore):
    """This form was sent before with other answers; `facts["reference"]` is the request that it has become."""

    key = "request.sent_before"


class RegisterNotAllowed(NotAllowed):
    """The register of requests is for those who decide or oversee them."""

    key = "request.no_register"


class Requests:
    """What people do with requests."""

    def __init__(self, context: ServiceContext, files: Files) -> None:
        self._load = RequestLoader.of(context)
        self._store = context.store
        self._directory = context.directory
        self._clock = context.clock
        self._triggers = context.triggers
        self._files = files
        # References are given in order; taking turns spares requests that arrive together a lost race each.
        self._filing = asyncio.Lock()

    async def ask(
        self, actor: Actor, kind: RequestKind, answers: FormAnswers, draft: str, place: Place | None
    ) -> RequestAnswer:
        """File a request; the same form is filed once. Raises `Incomplete`, and `RequestSentBefore` where the form
        was sent before with other answers."""
        _must_be_staff(actor.person)

        async def attempt() -> tuple[Outcome, RequestRecords]:
            series = references.series(references.REQUEST_PREFIX, self._load.calendar.school_year(self._clock.now()))
            form = draft_id(actor.person.id, draft)
            sent = await load_submission(
                self._store, self._clock, actor, _words(kind, answers), draft=form, series=series
            )
            if sent.filed and sent.comes is Comes.OTHER_WORDS:
                raise RequestSentBefore(sent.filed.subject)
            if sent.filed:
                return Outcome(), await self._load.load(sent.filed.subject)
            asked = asking.read_request_form(kind, answers, self._load.today)
            context, guard = await self._load.context(kind, actor.person, 1)
            outcome = deciding.file_request(kind, sent.reference, asked, draft, place, context) + guard
            (request,) = (record for record in outcome.records if isinstance(record, StaffRequest))
            return outcome + sent.marks(sent.reference), RequestRecords(request).after(outcome)

        async with self._filing:
            records = await decide(self._store, attempt)
        self._triggers.wake(Notice, StaffRequest)
        return RequestAnswer(await self._load.view_at_least(records))

    async def show(self, by: Person, reference: str, place: Place | None = None) -> RequestAnswer:
        """The request for one who may see it. Where it takes a card's place, it is kept true from then on."""
        answer = RequestAnswer(await self._load.view_at_least(await self._load.load(reference, by)))
        if await is_new_place(self._store, by, place):
            await self._store.keep(telling.make_receipt(answer.view.request, by.who, place, self._clock.now()))
        return answer

    async def prepare_change(self, by: Person, reference: str) -> RequestAnswer:
        """The request for its requester who is about to change it; `said` when that is too late."""

        async def check(snapshot: RequestSnapshot, context: RequestContext) -> None:
            deciding.prepare_change(snapshot.request, context)

        return await self._prepare(by, reference, 0, check)

    async def prepare_view(self, by: Person, reference: str, number: int) -> RequestAnswer:
        """The request for one who is about to give their view of it; `said` when that is too late."""

        async def check(snapshot: RequestSnapshot, context: RequestContext) -> None:
            deciding.prepare_view(snapshot.request, context)

        return await self._prepare(by, reference, number, check)

    async def prepare(self, by: Person, reference: str, number: int, to: ApprovalState) -> RequestAnswer:
        """The request for one who is about to decide it so; `said` when that is too late."""

        async def check(snapshot: RequestSnapshot, context: RequestContext) -> None:
            role = await confirm_role(self._directory, by, snapshot.request.rules.decided_by)
            deciding.prepare(snapshot.request, to, role, context)

        return await self._prepare(by, reference, number, check)

    async def change(
        self, actor: Actor, reference: str, number: int, answers: FormAnswers, draft: str
    ) -> RequestAnswer:
        """The requester's new version of what their form showed; the same form makes one. Raises as `ask` does."""

        async def change(snapshot: RequestSnapshot, context: RequestContext) -> Outcome:
            deciding.prepare_change(snapshot.request, context)
            asked = asking.read_request_form(snapshot.request.rules, answers, self._load.today)
            return deciding.change_request(snapshot, asked, draft, context)

        words = [f"{name}: {text.strip()}" for name, text in sorted(answers.items())]
        return await self._change(actor, reference, number, change, words, draft)

    async def give_view(self, actor: Actor, reference: str, number: int, words: str, *, concern: bool) -> RequestAnswer:
        """What somebody says for their role before it is decided."""

        async def change(snapshot: RequestSnapshot, context: RequestContext) -> Outcome:
            roles = snapshot.request.rules.views
            by = await reconfirm_roles(self._directory, actor.person, roles)
            return deciding.give_view(snapshot, words, concern=concern, context=context.acting_as(by))

        return await self._change(actor, reference, number, change, (words, str(concern)))

    async def decide(
        self,
        actor: Actor,
        reference: str,
        number: int,
        to: ApprovalState,
        words: str = "",
        said: FormAnswers | None = None,
    ) -> RequestAnswer:
        """Decide by who the person is now. `said` are the answers of the form that goes with a yes."""

        async def change(snapshot: RequestSnapshot, context: RequestContext) -> Outcome:
            kind = snapshot.request.rules
            role = await confirm_role(self._directory, actor.person, kind.decided_by)
            deciding.prepare(snapshot.request, to, role, context)
            asks = kind.decides_with and to is ApprovalState.APPROVED
            conditions = asking.read_conditions(kind, said or {}, self._load.today) if asks else None
            return deciding.decide_request(snapshot, to, role, context, words, conditions)

        typed = (words, *(f"{name}: {text}" for name, text in sorted((said or {}).items())))
        return await self._change(actor, reference, number, change, typed if any(typed) else None)

    async def withdraw(self, actor: Actor, reference: str, reason: str) -> RequestAnswer:
        """The requester takes it back."""

        async def change(snapshot: RequestSnapshot, context: RequestContext) -> Outcome:
            return deciding.withdraw_request(snapshot, reason, context)

        return await self._change(actor, reference, 0, change, (reason,))

    async def end(self, actor: Actor, reference: str) -> RequestAnswer:
        """It is over: returned, closed, reviewed."""
        return await self._change(actor, reference, 0, self._by_the_roles_of_now(actor, deciding.end_request))

    async def lose(self, actor: Actor, reference: str) -> RequestAnswer:
        """What is out is lost."""
        return await self._change(actor, reference, 0, self._by_the_roles_of_now(actor, deciding.lose))

    async def visible_to(self, by: Person) -> RequestLists:
        """What waits for this person, their own requests, and those of the kinds that their roles see."""
        found = sorted(await self._store.find(StaffRequest), key=lambda each: each.id, reverse=True)
        seen = [each for each in found if each.may_see(by)]
        people = {kind: await self._load.people(KINDS_OF_REQUEST[kind]) for kind in {each.kind for each in seen}}

        def acts(request: StaffRequest) -> bool:
            of = people[request.kind]
            acting, _ = telling.next_to_act(request, of.deciders, of.holders)
            return request.state is ApprovalState.WAITING and any(who.id == by.id for who in acting)

        waiting = tuple(each for each in seen if acts(each))
        mine = tuple(each for each in seen if each.requester.id == by.id)
        others = tuple(each for each in seen if each not in waiting and each not in mine)
        return RequestLists(waiting, mine, others)

    async def under_way(self, by: Person, kind: RequestKind) -> Sequence[StaffRequest]:
        """Those of a kind that are under way and that this person may see, the first to end first."""
        found = await self._store.find(StaffRequest, where={"kind": kind.id, "state": ApprovalState.APPROVED.value})
        return under_way([each for each in found if each.may_see(by)], kind.id)

    async def of_the_class(self, by: Person, class_name: str) -> Sequence[StaffRequest]:
        """The pupils' telephones permitted today in a class, for its teacher. Raises `RequestsForStaffOnly`."""
        _must_be_staff(by)
        kind, wanted = KINDS_OF_REQUEST["pupil_phone"], "".join(class_name.split()).casefold()
        where = {"kind": kind.id, "state": ApprovalState.APPROVED.value}
        found = under_way(await self._store.find(StaffRequest, where=where), kind.id)
        return [each for each in found if "".join(each.answers.get("class_name", "").split()).casefold() == wanted]

    async def export(self, actor: Actor, name: str, content: Callable[[Sequence[StaffRequest]], bytes]) -> None:
        """Offer the register of the kinds that the person oversees, once for a press and by their roles of now.

        Raises `RegisterNotAllowed`, `DirectoryUnavailable`, `AlreadyDone`, and `Undelivered` when it is not offered.
        """
        roles = {role for kind in KINDS_OF_REQUEST.values() for role in kind.seen_by}
        person = await reconfirm_roles(self._directory, actor.person, roles)
        if not person.roles & roles:
            raise RegisterNotAllowed()
        found = [each for each in await self._store.find(StaffRequest) if each.may_see(person)]
        await mark_seen(self._store, self._clock, actor)
        written = await asyncio.to_thread(content, sorted(found, key=lambda each: each.id))
        await self._files.offer(person, name, written, "requests_exported")

    def _by_the_roles_of_now(self, actor: Actor, rule: Callable[[RequestSnapshot, RequestContext], Outcome]) -> Change:
        async def change(snapshot: RequestSnapshot, context: RequestContext) -> Outcome:
            ending = snapshot.request.rules.ending
            by = await reconfirm_roles(self._directory, actor.person, ending.roles if ending else ())
            return rule(snapshot, context.acting_as(by))

        return change

    async def _prepare(
        self,
        by: Person,
        reference: str,
        number: int,
        check: Callable[[RequestSnapshot, RequestContext], Awaitable[None]],
    ) -> RequestAnswer:
        records = await self._load.load(reference, by)
        request = records.asked
        context, _ = await self._load.context(request.rules, by, number or request.number)
        answer = RequestAnswer(await self._load.view_at_least(records))
        try:
            await check(records.snapshot, context)
        except TooLate as late:
            return _late(answer, late)
        return answer

    async def _change(
        self,
        actor: Actor,
        reference: str,
        number: int,
        change: Change,
        words: Sequence[str] | None = None,
        draft: str = "",
    ) -> RequestAnswer:
        """Decide on the request as it stands, for one who may see it; one that comes too late is answered with that."""
        form = draft_id(actor.person.id, draft) if draft else ""

        async def attempt() -> tuple[Outcome, tuple[RequestRecords, TooLate | None]]:
            sent = await load_submission(self._store, self._clock, actor, words, draft=form)
            records = await self._load.load(reference, actor.person)
            if sent.comes is Comes.SAME_WORDS:
                return Outcome(), (records, None)
            if sent.comes is Comes.OTHER_WORDS:
                raise RequestSentBefore(reference)
            request = records.asked
            context, guard = await self._load.context(request.rules, actor.person, number or request.number)
            try:
                outcome = await change(records.snapshot, context)
            except TooLate as late:
                return Outcome(), (records, late)
            kept = outcome + guard + sent.marks() if outcome else outcome
            return kept, (records.after(kept), None)

        records, late = await decide(self._store, attempt)
        self._triggers.wake(Notice, StaffRequest)
        answer = RequestAnswer(await self._load.view_at_least(records))
        return _late(answer, late) if late else answer


def _late(answer: RequestAnswer, late: TooLate) -> RequestAnswer:
    return RequestAnswer(answer.view, *facts_of_late(answer.view.request, late))


def _words(kind: RequestKind, answers: Mapping[str, str]) -> tuple[str, ...]:
    """The answers of a form as its words; whatever else the card's data holds does not count."""
    return tuple(f"{field.id}: {answers.get(field.id, '').strip()}" for field in kind.fields)


def _must_be_staff(person: Person) -> None:
    if not person.holds(STAFF):
        raise RequestsForStaffOnly()
