"""Requests as people press and type them: asking for a kind, deciding, giving a view, ending, listing."""

from __future__ import annotations

from dataclasses import replace

from bot.policy.kit.approval import WORDS_ASKED, ApprovalState
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school_time import local
from bot.policy.kit.tables import one_owner_each
from bot.policy.requests.kinds import KINDS_OF_REQUEST, FieldShape, RequestKind
from bot.policy.requests.request import RequestAnswer, StaffRequest
from bot.services.requests.requests import Requests, RequestSentBefore
from bot.services.services import Services
from cards import greeting
from cards.kit import times
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import NO_ROLE_KNOWN, HelpButton, HelpLine
from cards.kit.parts import Texts
from cards.requests import RequestVerb
from cards.requests import form as forms
from cards.requests.lists import class_card, out_card, register_csv, requests_card
from cards.requests.request_card import request_card, request_line
from cards.words.requests import MY_REQUESTS, OUT_HELP, PHONES_HELP, REGISTER_HELP, REQUEST_WORDS, REQUESTS_HELP
from cards.words.sentences import sentence
from dialogs.conversation import FormForWords, OpenReport
from dialogs.press import Area, FormCard, FormResult, Press, PressHandler, Reply, UnknownPress, new_draft
from dialogs.report import first_card

KINDS_WITH_A_LOSS = tuple(kind for kind in KINDS_OF_REQUEST.values() if kind.loss)


REQUEST_REASON_VERBS = {
    ApprovalState.DECLINED: RequestVerb.DECLINE,
    ApprovalState.CHANGES: RequestVerb.CHANGES,
    ApprovalState.CANCELLED: RequestVerb.CANCEL,
    ApprovalState.WITHDRAWN: RequestVerb.WITHDRAW,
}
"""What opens the form that asks for the words of a decision."""


class RequestsArea(Area):
    """The buttons and words of requests."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        overseers = frozenset(role for kind in KINDS_OF_REQUEST.values() for role in kind.seen_by)
        self._lenders = lenders = frozenset(role for kind in KINDS_WITH_A_LOSS for role in kind.seen_by)
        self.help = (
            *(
                HelpLine(f"**{kind.command}**", REQUEST_WORDS[kind.id].help, NO_ROLE_KNOWN, last=True)
                for kind in KINDS_OF_REQUEST.values()
            ),
            HelpLine(*PHONES_HELP, NO_ROLE_KNOWN, last=True),
            HelpLine(*REQUESTS_HELP, NO_ROLE_KNOWN | overseers, last=True),
            HelpLine(*OUT_HELP, lenders, last=True),
            HelpLine(*REGISTER_HELP, overseers, last=True),
        )
        self.buttons = (HelpButton(MY_REQUESTS, RequestVerb.LIST, NO_ROLE_KNOWN | overseers),)
        self._overseers = overseers
        self._requests = services.get(Requests)
        self.verbs = {
            RequestVerb.NEW: self.new,
            RequestVerb.SEND: self.send,
            RequestVerb.SHOW: self.show,
            RequestVerb.VIEW: self.view,
            RequestVerb.VIEW_SEND: self.send_view,
            RequestVerb.APPROVE: self.approve,
            RequestVerb.APPROVE_SEND: self.send_conditions,
            RequestVerb.DECLINE: self._form(ApprovalState.DECLINED),
            RequestVerb.DECLINE_SEND: self._send(ApprovalState.DECLINED),
            RequestVerb.CHANGES: self._form(ApprovalState.CHANGES),
            RequestVerb.CHANGES_SEND: self._send(ApprovalState.CHANGES),
            RequestVerb.CANCEL: self._form(ApprovalState.CANCELLED),
            RequestVerb.CANCEL_SEND: self._send(ApprovalState.CANCELLED),
            RequestVerb.CHANGE: self.change,
            RequestVerb.CHANGE_SEND: self.send_change,
            RequestVerb.WITHDRAW: self.withdraw,
            RequestVerb.WITHDRAW_SEND: self.send_withdrawal,
            RequestVerb.END: self.end,
            RequestVerb.LOST: self.report_lost,
            RequestVerb.LIST: self.show_list,
            RequestVerb.OUT: self.show_out,
            RequestVerb.EXPORT: self.export,
        }
        commands: dict[str, PressHandler] = {
            "rq-*": self.show,
            "approve rq-*": self.approve_typed,
            "decline rq-*": self.decline_typed,
            "requests": self.show_list,
            "my requests": self.show_list,
            "who has what": self.show_out,
            "export requests": self.export,
            "pupil phones": self.which_class,
            "pupil phones *": self.show_class,
        }
        asks = ((kind.id, kind.command, self._ask_for(kind)) for kind in KINDS_OF_REQUEST.values())
        own = ((type(self).__name__, word, does) for word, does in commands.items())
        self.commands = one_owner_each("requests answer", (*own, *asks))

    async def new(self, press: Press) -> FormCard:
        """The form of the kind that the button names; filled with an earlier request, where it names one."""
        kind = _kind(press)
        answers = _typed_answers(press, kind)
        if press.id:
            earlier = (await self._requests.show(press.person, press.id)).view.request
            answers = dict(earlier.present.answers) if earlier.kind == kind.id else {}
        return _ask_form(kind, press.text("draft") or new_draft(), answers)

    async def send(self, press: Press) -> Reply:
        """The request is filed and the form becomes its card; what is not right comes back on the same form."""
        kind, draft = _kind(press), press.draft
        answers = _typed_answers(press, kind)
        try:
            asked = await self._requests.ask(press.by, kind, answers, draft, press.turn.place)
        except RequestSentBefore as sent:
            return await self._instead(press, sent.reference, kind, "request.sent_before")
        except Incomplete as wrong:
            return _ask_form(kind, draft, answers, wrong.facts)
        return FormResult(
            sentence("request.sent", {"reference": asked.view.request.id}), self._card(press, asked), stands=True
        )

    async def show(self, press: Press) -> AdaptiveCard:
        """The request as it stands."""
        return self._card(press, await self._requests.show(press.person, press.id, press.turn.place))

    async def change(self, press: Press) -> Reply:
        """The form of a new version, filled with the present one."""
        answer = await self._requests.prepare_change(press.person, press.id)
        if answer.said:
            return self._card(press, answer)
        request = answer.view.request
        typed = _typed_answers(press, request.rules) if press.reopens else {}
        draft = (press.text("draft") if press.reopens else "") or new_draft()
        return _change_form(request, draft, {**request.present.answers, **typed})

    async def send_change(self, press: Press) -> Reply:
        """The new version is kept and decided afresh; what is not right comes back on the same form."""
        kind, draft = _kind(press), press.draft
        answers = _typed_answers(press, kind)
        try:
            kept = await self._requests.change(press.by, press.id, press.number("v"), answers, draft)
        except RequestSentBefore as sent:
            return await self._instead(press, sent.reference, kind, "request.sent_before")
        except Incomplete as wrong:
            now = await self._requests.prepare_change(press.person, press.id)
            return _change_form(now.view.request, draft, answers, wrong.facts)
        if kept.said:
            return await self._instead(press, press.id, kind, "request.changed_meanwhile")
        return self._result(kept, "done.request.change")

    async def view(self, press: Press) -> Reply:
        """The form of a view, if the person may give one now."""
        answer = await self._requests.prepare_view(press.person, press.id, press.number("v"))
        if answer.said:
            return self._card(press, answer)
        return self._view_form(press, answer.view.request)

    async def send_view(self, press: Press) -> Reply:
        """The view is kept; a concern without words comes back on the same form."""
        words, concern = press.text(forms.WORDS), press.text(forms.CONCERN) == "true"
        try:
            answer = await self._requests.give_view(press.by, press.id, press.number("v"), words, concern=concern)
        except Incomplete as wrong:
            shown = (await self._requests.show(press.person, press.id)).view.request
            return self._view_form(press, shown, wrong.facts)
        return self._late_or(press, answer, words, "done.request.view")

    async def approve(self, press: Press) -> Reply:
        """Yes; where the kind asks for conditions they are asked for first."""
        shown = await self._requests.show(press.person, press.id)
        if not shown.view.request.rules.decides_with:
            yes = await self._requests.decide(press.by, press.id, press.number("v"), ApprovalState.APPROVED)
            return self._card(press, yes)
        answer = await self._requests.prepare(press.person, press.id, press.number("v"), ApprovalState.APPROVED)
        if answer.said:
            return self._card(press, answer)
        return self._conditions_form(press, answer.view.request)

    async def send_conditions(self, press: Press) -> Reply:
        """Yes, with its conditions; one that is not right comes back on the same form."""
        request = (await self._requests.show(press.person, press.id)).view.request
        said = {field.id: press.text(field.id) for field in request.rules.decides_with}
        number = press.number("v")
        try:
            answer = await self._requests.decide(press.by, press.id, number, ApprovalState.APPROVED, said=said)
        except Incomplete as wrong:
            return self._conditions_form(press, request, wrong.facts)
        return self._late_or(press, answer, "\n".join(filter(None, said.values())), "done.request.approved")

    async def approve_typed(self, press: Press) -> Reply:
        """Yes to the version that stands. Where more was written than that, the request is only shown."""
        if press.text("said"):
            return await self.show(press)
        return await self.approve(await self._of_now(press))

    async def decline_typed(self, press: Press) -> Reply:
        """No, for the reason behind its reference; where there is none, it is asked for."""
        verb = RequestVerb.DECLINE_SEND if press.text("said") else RequestVerb.DECLINE
        return await self.verbs[verb](replace(await self._of_now(press), verb=verb))

    async def withdraw(self, press: Press) -> Reply:
        """Why is it withdrawn? It may be left open."""
        answer = await self._requests.show(press.person, press.id)
        return self._reason_form(press, answer.view.request, ApprovalState.WITHDRAWN)

    async def send_withdrawal(self, press: Press) -> Reply:
        """The requester takes it back."""
        reason = press.text("reason")
        answer = await self._requests.withdraw(press.by, press.id, reason)
        return self._late_or(press, answer, reason, "done.request.withdrawn")

    async def end(self, press: Press) -> AdaptiveCard:
        """Returned, closed, reviewed."""
        return self._card(press, await self._requests.end(press.by, press.id))

    async def report_lost(self, press: Press) -> Reply:
        """It is marked as lost, and the report of that is opened, filled in with what it was."""
        answer = await self._requests.lose(press.by, press.id)
        request = answer.view.request
        if answer.said or not request.rules.loss:
            return self._card(press, answer)
        told = f"{request_line(self._school, self._now, request)} ({request.id})"
        return FormCard(await first_card(self._services, OpenReport(new_draft(), request.rules.loss, (told,))))

    async def show_list(self, press: Press) -> AdaptiveCard:
        """What waits for the person, their own, and what else they may see."""
        lists = await self._requests.visible_to(press.person)
        register, out = (press.person.holds(*roles) for roles in (self._overseers, self._lenders))
        return requests_card(self._school, self._now, lists, register=register, out=out)

    async def show_out(self, press: Press) -> AdaptiveCard:
        """The equipment that is out, as far as the person may see it."""
        out = [request for kind in KINDS_WITH_A_LOSS for request in await self._requests.under_way(press.person, kind)]
        return out_card(self._school, self._now, out)

    async def which_class(self, press: Press) -> AdaptiveCard:
        """Telephones are shown by class."""
        return greeting.sentence_card(sentence("request.which_class"))

    async def show_class(self, press: Press) -> AdaptiveCard:
        """The telephones that are permitted in a class."""
        name = press.text("said").upper()
        found = await self._requests.of_the_class(press.person, name)
        if not found:
            return greeting.sentence_card(sentence("request.nobody_in_class", {"class_name": name}))
        return class_card(self._school, self._now, name, found)

    async def export(self, press: Press) -> AdaptiveCard:
        """The register as a file."""
        school, now = self._school, self._now
        day = local(now, school.timezone)
        name = f"requests-{day:%Y-%m-%d}.csv"
        await self._requests.export(press.by, name, lambda found: register_csv(school, now, found))
        return greeting.sentence_card(sentence("request.export_offered"))

    def _ask_for(self, kind: RequestKind) -> PressHandler:
        async def ask(press: Press) -> FormCard:
            press.dialogs.put_aside()
            wish = press.text("wish")
            return _ask_form(kind, new_draft(), {kind.words_field: wish} if wish and kind.words_field else {})

        return ask

    def _form(self, to: ApprovalState) -> PressHandler:
        """Ask for the reason, if the person may decide so now."""

        async def show(press: Press) -> Reply:
            answer = await self._requests.prepare(press.person, press.id, press.number("v"), to)
            if answer.said:
                return self._card(press, answer)
            return self._reason_form(press, answer.view.request, to)

        return show

    def _send(self, to: ApprovalState) -> PressHandler:
        """Decide with the reason; one that is missing is asked for again."""

        async def send(press: Press) -> Reply:
            words = press.text(WORDS_ASKED[to])
            try:
                answer = await self._requests.decide(press.by, press.id, press.number("v"), to, words)
            except Incomplete as wrong:
                shown = (await self._requests.show(press.person, press.id)).view.request
                return self._reason_form(press, shown, to, wrong.facts)
            return self._late_or(press, answer, words, f"done.request.{to.value}")

        return send

    def _reason_form(
        self, press: Press, request: StaffRequest, to: ApprovalState, wrong: Texts | None = None
    ) -> FormCard:
        field = WORDS_ASKED.get(to, "reason")
        shown = forms.reason_form(self._school, self._now, request, to, press.text(field), wrong)
        return FormCard(shown, press.form_for_words(REQUEST_REASON_VERBS[to], field))

    def _view_form(self, press: Press, request: StaffRequest, wrong: Texts | None = None) -> FormCard:
        shown = forms.view_form(self._school, self._now, request, press.texts(), wrong)
        return FormCard(shown, press.form_for_words(RequestVerb.VIEW, forms.WORDS))

    def _conditions_form(self, press: Press, request: StaffRequest, wrong: Texts | None = None) -> FormCard:
        takes = next((field.id for field in request.rules.decides_with if field.shape is FieldShape.WORDS), "")
        shown = forms.conditions_form(self._school, self._now, request, press.texts(), wrong)
        return FormCard(shown, press.form_for_words(RequestVerb.APPROVE, takes))

    async def _of_now(self, press: Press) -> Press:
        """A typed line about a request means the version that stands, which answers it."""
        request = (await self._requests.show(press.person, press.id)).view.request
        return replace(press, data={**press.data, "v": str(request.number), "reason": press.text("said")})

    async def _instead(self, press: Press, reference: str, kind: RequestKind, why: str) -> FormCard:
        """Answers that could not be kept as they were sent come back on a form with which they can be: as the next
        version of their request, or where that is decided as a new one."""
        answers = _typed_answers(press, kind)
        now = await self._requests.prepare_change(press.person, reference)
        if now.said:
            return _ask_form(kind, new_draft(), answers, {"top": "request.anew"})
        return _change_form(now.view.request, new_draft(), answers, {"top": why})

    def _late_or(self, press: Press, answer: RequestAnswer, unsent: str, done: str) -> Reply:
        return self._card(press, answer, unsent) if answer.said else self._result(answer, done)

    def _result(self, answer: RequestAnswer, done: str) -> FormResult:
        """What sending a form did. The request's own cards are drawn afresh by themselves."""
        said = sentence(done)
        return FormResult(said, forms.request_result(answer.view.request, said))

    def _card(self, press: Press, answer: RequestAnswer, unsent: str = "") -> AdaptiveCard:
        note = None
        if answer.said:
            ruling = answer.view.request.ruling
            at = times.in_answer(self._school, ruling.at, self._now) if ruling else ""
            note = sentence(answer.said, {**answer.facts, "at": at})
        return request_card(self._school, self._now, answer.view, press.person, note=note, unsent=unsent)


def _kind(press: Press) -> RequestKind:
    """The kind that a form or button names. Raises `UnknownPress` for one that there is not."""
    kind = KINDS_OF_REQUEST.get(press.text("kind"))
    if kind is None:
        raise UnknownPress
    return kind


def _ask_form(kind: RequestKind, draft: str, answers: Texts, wrong: Texts | None = None) -> FormCard:
    """The form of a new request, which takes words typed past it."""
    shown = forms.request_form(kind, draft, answers, wrong=wrong)
    return FormCard(shown, FormForWords(draft, RequestVerb.NEW, kind.words_field, {**answers, "kind": kind.id}))


def _change_form(request: StaffRequest, draft: str, answers: Texts, wrong: Texts | None = None) -> FormCard:
    """The form of a new version, which takes words typed past it."""
    shown = forms.request_form(request.rules, draft, answers, wrong=wrong, changing=request)
    held = {**answers, "id": request.id}
    return FormCard(shown, FormForWords(draft, RequestVerb.CHANGE, request.rules.words_field, held))


def _typed_answers(press: Press, kind: RequestKind) -> dict[str, str]:
    """What was typed or chosen on a form of that kind, exactly; whatever else its data holds does not count."""
    names = (*(field.id for field in kind.fields), "remark")
    return {name: value for name in names if isinstance(value := press.data.get(name), str)}
