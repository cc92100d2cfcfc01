"""Every button and every typed line, gathered from the areas and answered.

A press needs no conversation: a card sent before a restart, a `cancel` or a day is still taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from structlog.contextvars import bind_contextvars

from bot.policy.incidents.recognising import likely_kinds
from bot.policy.kit.absence import is_nothing_but_absence
from bot.policy.kit.errors import PolicyError
from bot.policy.kit.tables import one_owner_each
from cards import greeting
from cards.incidents.reporting import past_form_card
from cards.kit import fields, parts
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import COMMAND_WORDS, Guide, Opener
from cards.words import kit as wording
from cards.words.sentences import sentence
from dialogs.conversation import FormForWords, OpenReport, ReportStart, TurnDialogs
from dialogs.press import (
    Area,
    FormCard,
    FormResult,
    NotMeant,
    Press,
    PressHandler,
    Reply,
    UnknownPress,
    card_of,
    new_draft,
)
from dialogs.references import reference_line, takes_reference, told_of_report
from dialogs.understanding import INTENT_WORDS, Intent, Interpretation, as_command, normalise, understand
from dialogs.wishes import MISTAKE, asks_outright

LONGEST_PAST_A_FORM = 500
"""Characters of what may be words for a form: who writes more tells of something."""

MOST_BESIDE_A_COMMAND = 4
"""Words of a line that begins with a command's own: it is no part of the account that is being written."""

YES_OR_NO = frozenset({"yes", "yeah", "yep", "no", "nope"})
"""Whole lines that are a pleasantry, unless somebody was asked something."""


class FormGone(PolicyError):
    """Words are to go into a form that was sent or put away, or after which another was opened."""

    key = "error.form_gone"


class Presses:
    """The buttons and commands of all areas. Raises `ValueError` where two areas answer the same, or one
    answers what is said in every conversation."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self.verbs = {
            **_one_area_each((area, area.verbs.items()) for area in areas),
            parts.FormVerb.PUT_AWAY: _put_away,
            parts.FormVerb.PUT_IN: self._put_in,
            Opener.COMMAND: self._open_command,
        }
        self.commands = _one_area_each((area, area.commands.items()) for area in areas)
        if taken := INTENT_WORDS.keys() & self.commands.keys():
            raise ValueError(f"an area answers what every conversation knows: {', '.join(sorted(taken))}")
        (self._on_question,) = (area.on_question for area in areas if area.on_question is not None)
        (self._on_answer,) = (area.on_answer for area in areas if area.on_answer is not None)
        (self._on_report,) = (area.on_report for area in areas if area.on_report is not None)
        self.guide = Guide(
            [line for area in areas for line in area.help], [button for area in areas for button in area.buttons]
        )

    async def answer(self, dialogs: TurnDialogs, verb: str, data: Mapping[str, object]) -> Reply:
        """What answers a press. Raises a `PolicyError` whose key is the sentence to say instead."""
        does = self.verbs.get(verb)
        if does is None:
            raise UnknownPress
        _log(verb)
        return await _answer_press(does, Press(dialogs, fields.with_typed(data), verb))

    async def answer_typed(self, dialogs: TurnDialogs, text: str) -> None:
        """Answer one line, or let the dialog under way take it. It always ends in a card with a way on."""
        answered = await self._command(dialogs, text)
        if answered is not None:
            await dialogs.send(answered, parts.summary(answered))
            return
        meaning = understand(text)
        _log(meaning.wish.value)
        if _may_answer(dialogs, text, meaning) and (offered := await self._offer_answer(dialogs, text)) is not None:
            await dialogs.send(offered, parts.summary(offered))
            return
        match meaning.wish:
            case Intent.CANCEL:
                if dialogs.stop():
                    await self._say(dialogs, "cancelled")
                elif not await self._do_wish(dialogs, MISTAKE, text.strip(), stops=True):
                    await self._say(dialogs, "nothing_to_cancel")
            case Intent.HELP | Intent.GREETING:
                await self._help(dialogs)
            case Intent.PLEASANTRY:
                await self._say(dialogs, "pleasantry.form_open" if dialogs.report else "pleasantry")
            case Intent.QUESTION:
                await self._answer_question(dialogs, text)
            case Intent.COMMAND if (
                meaning.command in self.commands
                and _is_asked_for(dialogs, meaning.command, text)
                and await self._do_wish(dialogs, meaning.command, text.strip())
            ):
                pass
            case Intent.REPORT if (form := _form_meant(dialogs, text, meaning)) is not None:
                shown = past_form_card(form.draft, new_draft(), text.strip(), taken=bool(form.takes))
                await dialogs.send(shown, parts.summary(shown))
            case Intent.REPORT | Intent.COMMAND:
                await self._report(dialogs, text, meaning)
            case Intent.UNCLEAR:
                await self._help(dialogs, sentence("unclear"))

    async def _help(self, dialogs: TurnDialogs, note: str | None = None) -> None:
        await dialogs.send(greeting.help_card(self.guide.of(dialogs.turn.person), note), wording.WHAT_I_CAN_DO)

    @staticmethod
    async def _say(dialogs: TurnDialogs, key: str) -> None:
        said = sentence(key)
        await dialogs.send(greeting.sentence_card(said), said)

    @staticmethod
    async def _report(dialogs: TurnDialogs, text: str, meaning: Interpretation) -> None:
        """Carry what was told into the report that is under way, or begin one with it."""
        under_way = dialogs.report
        if under_way is not None and not meaning.fresh and await dialogs.take_typed():
            return
        report = under_way if under_way is not None and not under_way.kind else OpenReport(new_draft())
        told = text.strip() if meaning.tells else ""
        likely = meaning.likely if told or not report.text else likely_kinds(report.text).kinds
        report = replace(report.with_line(told) if told else report, kind=meaning.kind)
        may_belong = told and not meaning.fresh and not report.kind
        await dialogs.begin(ReportStart(report, likely, told_by=dialogs.turn.person if may_belong else None))

    async def _do_wish(self, dialogs: TurnDialogs, command: str, text: str, *, stops: bool = False) -> bool:
        """Do what is asked for in other words. Where that is the form that is open, they may be words for it. False
        where it means nothing to its area now; `stops` says that something was to be stopped, and nothing was open."""
        _log(command)
        form = dialogs.form_for_words
        asked = {"wish": text, "stops": "yes"} if stops else {"wish": text}
        try:
            reply = await _answer_press(self.commands[command], Press(dialogs, asked))
        except NotMeant:
            return False
        shown = card_of(reply)
        if form is not None and isinstance(reply, FormCard) and reply.form is not None and form.is_like(reply.form):
            dialogs.remember_form(form)
            shown = past_form_card(form.draft, new_draft(), text, taken=bool(form.takes))
        await dialogs.send(shown, parts.summary(shown))
        return True

    async def _answer_question(self, dialogs: TurnDialogs, text: str) -> None:
        """What the policy says. It begins no report."""
        answered = card_of(await self._on_question(Press(dialogs, {"said": text})))
        await dialogs.send(answered, parts.summary(answered))

    async def _offer_answer(self, dialogs: TurnDialogs, text: str) -> AdaptiveCard | None:
        """The card that asks whether a line is the answer to what the person was asked; None where nothing was."""
        try:
            return card_of(await self._on_answer(Press(dialogs, {"said": text.strip()})))
        except NotMeant:
            return None

    async def _command(self, dialogs: TurnDialogs, text: str) -> AdaptiveCard | None:
        """The card that answers a typed command; None when it is none of ours."""
        line = reference_line(text)
        if line is not None and line.command in self.commands:
            _log(line.command)
            typed = {"id": line.reference, "said": line.said, "draft": dialogs.turn.activity}
            return card_of(await _answer_press(self.commands[line.command], Press(dialogs, typed, line.command)))
        told = told_of_report(text) if dialogs.report is None else None
        if told is not None:
            try:
                told_of = {"id": told[0], "beside": told[1], "said": text}
                return card_of(await _answer_press(self._on_report, Press(dialogs, told_of)))
            except NotMeant:
                return None
        known = as_command(text, self.commands)
        if known is not None:
            _log(known)
            try:
                return card_of(await _answer_press(self.commands[known], Press(dialogs, {})))
            except NotMeant:
                return None
        said = normalise(text)
        for command, does in self.commands.items():
            if command.endswith("*") and not takes_reference(command) and said.startswith(command[:-1]):
                _log(command)
                try:
                    return card_of(await does(Press(dialogs, {"said": said[len(command) - 1 :]})))
                except NotMeant:
                    continue
        return None

    async def _open_command(self, press: Press) -> Reply:
        """What typing these words would have done. Raises `UnknownPress` where they are no command by themselves."""
        words = press.text(COMMAND_WORDS)
        does = self.commands.get(words)
        if does is None or words.endswith("*"):
            raise UnknownPress
        _log(words)
        return await does(Press(press.dialogs, {}))

    async def _put_in(self, press: Press) -> Reply:
        """The form is opened again with words that were typed past it. Raises `FormGone`."""
        form = press.dialogs.find_form(press.draft)
        if form is None:
            raise FormGone
        words = form.put_in(press.text("words"))
        return await self.verbs[form.verb](Press(press.dialogs, words, form.verb, reopens=True))


async def _answer_press(does: PressHandler, press: Press) -> Reply:
    """What a press answers, while the form that it opens is remembered, and the one that it sends is forgotten."""
    reply = await does(press)
    if not isinstance(reply, AdaptiveCard):
        press.dialogs.remember_form(reply.form if isinstance(reply, FormCard) else None)
    return reply


def _form_meant(dialogs: TurnDialogs, text: str, meaning: Interpretation) -> FormForWords | None:
    """The form that a line may be for which was typed past it; None where the line is or may well be a report."""
    a_report = meaning.fresh or meaning.kind or meaning.danger or likely_kinds(text).sure
    return None if a_report or len(text) > LONGEST_PAST_A_FORM else dialogs.form_for_words


def _may_answer(dialogs: TurnDialogs, text: str, meaning: Interpretation) -> bool:
    """Whether a line may answer what its writer was asked about a report: nothing else is open that would take it, it
    asks for nothing, and tells of no danger, which is reported first."""
    if dialogs.report is not None or dialogs.form_for_words is not None or len(text) > LONGEST_PAST_A_FORM:
        return False
    told = meaning.wish is Intent.REPORT and not meaning.fresh and not meaning.kind and not meaning.danger
    return told or meaning.wish is Intent.UNCLEAR or normalise(text) in YES_OR_NO


def _is_asked_for(dialogs: TurnDialogs, command: str, text: str) -> bool:
    """Whether a line asks for a command in other words, and is no part of the report that is open."""
    report = dialogs.report
    if report is None or asks_outright(text) or (command == MISTAKE and not report.kind):
        return True
    words = normalise(text).split()
    if not report.kind and is_nothing_but_absence(" ".join(words)):
        return True
    return len(words) <= MOST_BESIDE_A_COMMAND and words[: len(command.split())] == command.split()


async def _put_away(press: Press) -> FormResult:
    """A form of any area is put away; nothing is sent."""
    said = sentence("form.put_away")
    return FormResult(said, greeting.sentence_card(said), stands=True)


def _one_area_each(declared: Iterable[tuple[Area, Iterable[tuple[str, PressHandler]]]]) -> dict[str, PressHandler]:
    """What all areas declare, each word by one of them."""
    owned = ((type(area).__name__, word, does) for area, answers in declared for word, does in answers)
    return one_owner_each("areas answer", owned)


def _log(word: str) -> None:
    """Let the log say what is done in this turn: a word of our own tables, and never what was typed."""
    bind_contextvars(does=word)
