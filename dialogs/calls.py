"""Video calls as people press and type them: asking, deciding, changing, listing, and the approver's own absence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.policy.calls.rules import RulesBroken
from bot.policy.calls.view import CallAnswer, CallLists
from bot.policy.kit.absence import tells_of_absence
from bot.policy.kit.approval import WORDS_ASKED, ApprovalState
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school_time import local
from bot.services.calls.absence import Absences, waited_for
from bot.services.calls.calls import Calls, CallSentBefore
from bot.services.services import Services
from cards import greeting
from cards.calls import CallVerb
from cards.calls import call_card as calls
from cards.calls import form as calls_form
from cards.calls import lists as calls_list
from cards.calls import notices as calls_faces
from cards.kit import times
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import NO_ROLE_KNOWN, HelpButton, HelpLine
from cards.words.calls import AWAY_HELP, CALL_HELP, CALLS_HELP, DECIDE_HELP, TO_DECIDE
from cards.words.kit import ASK_FOR_A_CALL
from cards.words.sentences import sentence
from dialogs.conversation import FormForWords
from dialogs.press import Area, FormCard, FormResult, Press, PressHandler, Reply, new_draft

CALL_REASON_VERBS = {
    ApprovalState.DECLINED: CallVerb.DECLINE,
    ApprovalState.CHANGES: CallVerb.CHANGES,
    ApprovalState.CANCELLED: CallVerb.CANCEL,
}
"""What opens the form that asks for the words of a decision."""


class CallsArea(Area):
    """The buttons and words of video calls."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        deciding = frozenset(self._school.video_calls.deciding)
        self.help = (
            HelpLine(*CALL_HELP, NO_ROLE_KNOWN),
            HelpLine(*CALLS_HELP, NO_ROLE_KNOWN | deciding),
            HelpLine(*DECIDE_HELP, deciding, last=True),
        )
        self.buttons = (
            HelpButton(TO_DECIDE, CallVerb.LIST, deciding),
            HelpButton(ASK_FOR_A_CALL, CallVerb.NEW, NO_ROLE_KNOWN, form=True),
        )
        self._calls = services.get(Calls)
        self.verbs = {
            CallVerb.NEW: self.new,
            CallVerb.SEND: self.send,
            CallVerb.LEAVE: self.leave,
            CallVerb.SHOW: self.show,
            CallVerb.APPROVE: self.approve,
            CallVerb.DECLINE: self._form(ApprovalState.DECLINED),
            CallVerb.DECLINE_SEND: self._send(ApprovalState.DECLINED, self._decline),
            CallVerb.CHANGES: self._form(ApprovalState.CHANGES),
            CallVerb.CHANGES_SEND: self._send(ApprovalState.CHANGES, self._changes),
            CallVerb.CANCEL: self._form(ApprovalState.CANCELLED),
            CallVerb.CANCEL_SEND: self._send(ApprovalState.CANCELLED, self._cancel),
            CallVerb.CHANGE: self.change,
            CallVerb.CHANGE_SEND: self.send_change,
            CallVerb.WITHDRAW: self.withdraw,
            CallVerb.AGAIN: self.ask_again,
            CallVerb.FINE: self.fine,
            CallVerb.LIST: self.show_list,
            CallVerb.EXPORT: self.export,
        }
        self.commands = {
            "vc-*": self.show,
            "approve vc-*": self.approve_typed,
            "decline vc-*": self.decline_typed,
            "video call": self.new,
            "video calls": self.show_list,
            "calls": self.show_list,
            "export calls": self.export,
        }

    async def new(self, press: Press) -> FormCard:
        """The form; the person themselves leads the call unless they choose somebody else. Their own words for
        it stand in it as its purpose."""
        press.dialogs.put_aside()
        answers = _typed_answers(press)
        wish = answers.pop("wish", "")
        if wish:
            answers.setdefault("subject", wish)
        draft = press.text("draft") or new_draft()
        return _ask_form(draft, answers, calls_form.call_form(draft, answers, await self._names(answers)))

    async def send(self, press: Press) -> Reply:
        """The request is filed and the form becomes its card; a broken rule comes back on the same form."""
        draft, answers = press.draft, _typed_answers(press)
        try:
            asked = await self._calls.ask(press.by, answers, draft, press.turn.place)
        except CallSentBefore as sent:
            return await self._instead(press, sent.reference, answers, "call.sent_before")
        except RulesBroken as rules:
            shown = calls_form.call_form(draft, answers, await self._names(answers), broken=rules.broken)
            return _ask_form(draft, answers, shown)
        except Incomplete as wrong:
            shown = calls_form.call_form(draft, answers, await self._names(answers), wrong=wrong.facts)
            return _ask_form(draft, answers, shown)
        return FormResult(
            sentence("call.sent", {"reference": asked.view.call.id}), self._card(press, asked), stands=True
        )

    async def leave(self, press: Press) -> FormResult:
        """The form is put away; nothing is sent."""
        said = sentence("cancelled")
        return FormResult(said, greeting.sentence_card(said), stands=True)

    async def show(self, press: Press) -> AdaptiveCard:
        """The call as it stands."""
        return self._card(press, await self._calls.show(press.person, press.id, press.turn.place))

    async def approve(self, press: Press) -> AdaptiveCard:
        """The call may take place."""
        return self._card(press, await self._calls.approve(press.by, press.id, press.number("v")))

    async def approve_typed(self, press: Press) -> AdaptiveCard:
        """The version that stands may take place. Where more was written than that, the call is only shown."""
        if press.text("said"):
            return await self.show(press)
        return await self.approve(await self._of_now(press))

    async def decline_typed(self, press: Press) -> Reply:
        """The call may not take place, for the reason behind its reference; where there is none, it is asked for."""
        verb = CallVerb.DECLINE_SEND if press.text("said") else CallVerb.DECLINE
        return await self.verbs[verb](replace(await self._of_now(press), verb=verb))

    async def _of_now(self, press: Press) -> Press:
        """A typed line about a call means the version that stands, which answers it."""
        now = await self._calls.show(press.person, press.id)
        number = str(now.view.call.request.number)
        return replace(press, data={**press.data, "v": number, "reason": press.text("said")})

    async def change(self, press: Press) -> Reply:
        """The form of a new version, filled with the present one."""
        answer = await self._calls.prepare_change(press.person, press.id)
        if answer.said:
            return self._card(press, answer)
        call = answer.view.call
        typed = _typed_answers(press) if press.reopens else {}
        answers = {**calls_form.answers_from_request(self._school, call.request), **typed}
        draft = (press.text("draft") if press.reopens else "") or new_draft()
        shown = calls_form.call_form(draft, answers, await self._names(answers), changing=call)
        return self._change_form(press, draft, answers, shown)

    async def send_change(self, press: Press) -> Reply:
        """The new version is kept and decided afresh; a broken rule comes back on the same form."""
        draft, answers = press.draft, _typed_answers(press)
        try:
            kept = await self._calls.change(press.by, press.id, press.number("v"), answers, draft)
        except CallSentBefore as sent:
            return await self._instead(press, sent.reference, answers, "call.sent_before")
        except (RulesBroken, Incomplete) as problem:
            now = await self._calls.prepare_change(press.person, press.id)
            broken = problem.broken if isinstance(problem, RulesBroken) else ()
            names, call = await self._names(answers), now.view.call
            wrong = problem.facts if isinstance(problem, Incomplete) else {}
            shown = calls_form.call_form(draft, answers, names, broken=broken, wrong=wrong, changing=call)
            return self._change_form(press, draft, answers, shown)
        if kept.said:
            return await self._instead(press, press.id, answers, "call.changed_meanwhile")
        return self._result(kept, "done.call.change")

    async def ask_again(self, press: Press) -> FormCard:
        """A new form, filled with what was asked for before, and the reason why that was not to take place."""
        call = (await self._calls.show(press.person, press.id)).view.call
        answers = calls_form.answers_from_request(self._school, call.request)
        refused, draft = call.ruling.words if call.ruling else "", new_draft()
        return _ask_form(
            draft, answers, calls_form.call_form(draft, answers, await self._names(answers), refused=refused)
        )

    async def withdraw(self, press: Press) -> Reply:
        """The requester takes it back, after they have been asked."""
        typed, wrong = press.text("reason"), {}
        try:
            if press.sends("reason"):
                answer = await self._calls.withdraw(press.by, press.id, typed)
                if answer.said:
                    return self._card(press, answer, unsent=typed)
                return self._result(answer, "done.call.withdrawn")
        except Incomplete as found:
            wrong = found.facts
        answer = await self._calls.prepare_withdrawal(press.person, press.id)
        if answer.said:
            return self._card(press, answer, unsent=typed)
        shown = calls_form.withdraw_form(self._school, self._now, answer.view.call, typed, wrong)
        return FormCard(shown, press.form_for_words(CallVerb.WITHDRAW, "reason"))

    async def fine(self, press: Press) -> AdaptiveCard:
        """The lead says that it went well."""
        answer = await self._calls.fine(press.by, press.id)
        return (
            calls_faces.after_call_card(self._school, self._now, answer.view)
            if not answer.said
            else self._card(press, answer)
        )

    async def show_list(self, press: Press) -> AdaptiveCard:
        """Mine, or for those who decide or oversee them all."""
        return calls_list.calls_card(self._school, self._now, await self._calls.visible_to(press.person))

    async def export(self, press: Press) -> AdaptiveCard:
        """The list of all calls as a file."""
        school = self._school

        def content(lists: CallLists) -> bytes:
            return calls_list.calls_csv(school, lists)

        day = local(self._now, school.timezone)
        await self._calls.export(press.by, f"video-calls-{day:%Y-%m-%d}.csv", content)
        return greeting.sentence_card(sentence("call.export_offered"))

    async def _decline(self, press: Press) -> CallAnswer:
        return await self._calls.decline(press.by, press.id, press.number("v"), press.text("reason"))

    async def _changes(self, press: Press) -> CallAnswer:
        return await self._calls.ask_for_changes(press.by, press.id, press.number("v"), press.text("what"))

    async def _cancel(self, press: Press) -> CallAnswer:
        return await self._calls.cancel(press.by, press.id, press.number("v"), press.text("reason"))

    def _form(self, to: ApprovalState) -> PressHandler:
        """Ask for the reason, if the person may decide so now."""

        async def show(press: Press) -> Reply:
            answer = await self._calls.prepare(press.person, press.id, press.number("v"), to)
            if answer.said:
                return self._card(press, answer)
            return self._reason_form(press, answer, to)

        return show

    def _reason_form(
        self, press: Press, answer: CallAnswer, to: ApprovalState, wrong: Mapping[str, str] | None = None
    ) -> FormCard:
        field = WORDS_ASKED[to]
        shown = calls_form.reason_form(self._school, self._now, answer.view.call, to, press.text(field), wrong)
        return FormCard(shown, press.form_for_words(CALL_REASON_VERBS[to], field))

    def _send(self, to: ApprovalState, act: Callable[[Press], Awaitable[CallAnswer]]) -> PressHandler:
        """Decide with the reason; one that is missing is asked for again."""

        async def send(press: Press) -> Reply:
            try:
                answer = await act(press)
            except Incomplete as wrong:
                return self._reason_form(press, await self._calls.show(press.person, press.id), to, wrong.facts)
            if answer.said:
                return self._card(press, answer, unsent=press.text(WORDS_ASKED[to]))
            return self._result(answer, f"done.call.{to.value}")

        return send

    async def _names(self, answers: Mapping[str, str]) -> dict[str, str]:
        """The names of those chosen, as far as the directory knows them."""
        found = {each: await self._services.directory.person(each) for each in calls_form.chosen_people(answers)}
        return {each: person.name for each, person in found.items() if person is not None}

    async def _instead(self, press: Press, reference: str, answers: Mapping[str, str], why: str) -> FormCard:
        """Answers that could not be kept as they were sent come back on a form with which they can be: as the next
        version of their request, or where that is decided as a new one."""
        now, names = await self._calls.prepare_change(press.person, reference), await self._names(answers)
        draft = new_draft()
        if now.said:
            return _ask_form(draft, answers, calls_form.call_form(draft, answers, names, wrong={"top": "call.anew"}))
        shown = calls_form.call_form(draft, answers, names, wrong={"top": why}, changing=now.view.call)
        return self._change_form(press, draft, {**answers, "id": reference}, shown)

    @staticmethod
    def _change_form(press: Press, draft: str, answers: Mapping[str, str], shown: AdaptiveCard) -> FormCard:
        """The form of a new version, which takes words typed past it."""
        held = {"id": press.id, **answers}
        return FormCard(shown, FormForWords(draft, CallVerb.CHANGE, "subject", held))

    def _result(self, answer: CallAnswer, done: str) -> FormResult:
        """What sending a form did. The call's own cards are drawn afresh by themselves."""
        said = sentence(done)
        return FormResult(said, calls_form.call_result(answer.view.call, said))

    def _card(self, press: Press, answer: CallAnswer, unsent: str = "") -> AdaptiveCard:
        note = None
        if answer.said:
            ruling = answer.view.call.ruling
            at = times.in_answer(self._school, ruling.at, self._now) if ruling else ""
            note = sentence(answer.said, {**answer.facts, "at": at})
        return calls.call_card(self._school, self._now, answer.view, press.person, note=note, unsent=unsent)


class AbsenceArea(Area):
    """What an approver types when they are away and when they are back."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.help = (HelpLine(*AWAY_HELP, waited_for(self._school)),)
        self._absences = services.get(Absences)
        self.commands = {
            "away": self.how,
            "away until": self.how,
            "away until *": self.until,
            "back": self.back,
            "back on *": self.back_on,
        }

    async def how(self, press: Press) -> AdaptiveCard:
        """How an absence is written; or the absence itself, where somebody has told of one in other words."""
        if tells_of_absence(press.text("wish")):
            return await self._away(press, press.text("wish"))
        return greeting.sentence_card(sentence("call.away_how"))

    async def until(self, press: Press) -> AdaptiveCard:
        """Away until the end of that day; others are told, and decide."""
        return await self._away(press, f"until {press.text('said')}")

    async def back_on(self, press: Press) -> AdaptiveCard:
        """Away until the day before that one."""
        return await self._away(press, f"back on {press.text('said')}")

    async def _away(self, press: Press, said: str) -> AdaptiveCard:
        try:
            answer = await self._absences.away(press.by, said)
        except Incomplete as wrong:
            return greeting.sentence_card(sentence(wrong.facts["until"]))
        if answer is None:
            return await self.back(press)
        deputies = None if answer.deputies is None else [person.name for person in answer.deputies]
        return calls_list.away_card(
            self._school, self._now, answer.word, deputies, answer.still_told, answer.instead_of
        )

    async def back(self, press: Press) -> AdaptiveCard:
        """The approver is there again."""
        was_away = await self._absences.back(press.by)
        return greeting.sentence_card(sentence("call.back" if was_away else "call.was_here"))


def _ask_form(draft: str, answers: Mapping[str, str], shown: AdaptiveCard) -> FormCard:
    """The form that asks for a call, which takes words typed past it."""
    return FormCard(shown, FormForWords(draft, CallVerb.NEW, "subject", answers))


def _typed_answers(press: Press) -> dict[str, str]:
    """Everything typed or chosen on a form, exactly."""
    return {key: value for key, value in press.data.items() if isinstance(value, str)}
