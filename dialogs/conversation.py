"""One turn as the areas see it: who acts, and what they may ask of the chat. Bot Framework's dialogs end here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ActivityTypes, Attachment

from bot.policy.files.receiving import FileRequest
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.people import Person
from bot.policy.kit.posted_cards import Place
from bot.policy.kit.records import Address
from bot.services.kit.decisions import Actor
from cards.kit.elements import AdaptiveCard, as_data
from cards.words.sentences import without_marks
from dialogs.framework import DialogContext, DialogInstance, DialogTurnStatus

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
REPORT_DIALOG = "report"
"""The id of the dialog of a report."""
OPEN_FORM = "form"
"""What marks, below the dialogs of reports, the form of another kind that was opened last. It is no dialog."""
EXPECTS_FILES = "files"
"""What marks, below the dialogs of reports, where the next files go by a press of **Add a file**. It is no dialog."""
TAKES_WORDS = timedelta(minutes=30)
"""So long after a form was opened words that are typed past it may belong to it."""
MOST_ASIDE = 5
"""Reports that were begun and put aside, of which what was typed is remembered."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who acts is the directory's person for the activity's Entra object id; nothing of it comes from a card."""

    person: Person
    activity: str
    now: datetime
    pressed: Address | None = None
    replaces: bool = False
    """Whether the card that answers a press takes the pressed card's place, or is sent below it."""

    beside: Address | None = None
    """The card from which the dialog was opened that is sent now."""

    @property
    def place(self) -> Place | None:
        """Where a receipt may take the pressed card's place."""
        return Place(self.pressed, drawn=self.replaces) if self.pressed else None

    @property
    def by(self) -> Actor:
        """The person and the activity, for a service."""
        return Actor(self.person, self.activity)


@dataclass(frozen=True, slots=True)
class FormForWords:
    """A form other than a report's: its id, the verb that opens it again with these answers, and the field that takes
    words which were typed past it; empty where none of its fields does."""

    draft: str
    verb: str
    takes: str
    answers: Mapping[str, str]

    def is_like(self, other: FormForWords) -> bool:
        """Whether both ask for the same thing."""
        return self.verb == other.verb and self.answers.get("kind") == other.answers.get("kind")

    def put_in(self, words: str) -> dict[str, str]:
        """What opens it with the words behind what its field says; never twice."""
        if not self.takes:
            return {**self.answers, "draft": self.draft}
        said = self.answers.get(self.takes, "")
        said = said if words in said else f"{said} {words}".strip()
        return {**self.answers, self.takes: said, "draft": self.draft}


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report that somebody has begun and not sent, as its dialog remembers it: its form's id, its kind as far as it
    is known, the lines that were typed into the chat for it, the kind for which `alert` was typed, so that *yes*
    alerts, and the person's report `before` it, to which the lines may belong.

    A card of it says how many of the lines its field shows. A line that was taken out is left empty: the others keep
    their numbers. A report that is `aside` takes no more of what is typed; its form can still be sent.
    """

    draft: str
    kind: str | None = None
    lines: tuple[str, ...] = ()
    alerting: str = ""
    aside: bool = False
    before: str = ""

    @classmethod
    def of(cls, state: Mapping[str, object]) -> Self:
        """What a dialog remembers. A kind that is none of ours counts as unknown."""
        kind, lines, alerting = state.get("kind"), state.get("lines"), state.get("alerting")
        known = str(kind) if kind in KINDS else None
        typed = tuple(str(line) for line in (lines if isinstance(lines, list) else [state.get("text") or ""]))
        return cls(
            str(state.get("draft", "")),
            known,
            typed,
            str(alerting or ""),
            state.get("aside") is True,
            str(state.get("before") or ""),
        )

    def as_state(self) -> dict[str, object]:
        """What a dialog is to remember."""
        return {**asdict(self), "lines": list(self.lines)}

    @property
    def text(self) -> str:
        """All that was typed for it."""
        return self.first(len(self.lines))

    def first(self, shown: int) -> str:
        """What a card shows that holds so many of the lines."""
        return "\n".join(line for line in self.lines[:shown] if line)

    def join(self, said: str, shown: int) -> str:
        """What a card's field says, and behind it each line that came after those it was `shown` with. None twice."""
        for line in self.lines[shown:]:
            if line and f" {_as_words(line)} " not in f" {_as_words(said)} ":
                said = f"{said}\n{line}" if said else line
        return said

    def with_line(self, line: str) -> Self:
        """The same with another line. The first place is kept for what a form that was empty says when it is left."""
        before = self.lines or ("",) if self.kind else self.lines
        return replace(self, lines=(*before, line))

    def with_field(self, said: str, shown: int) -> Self:
        """The same where a card's field, which showed so many of the lines, says something else by now."""
        shown = max(shown, 1)
        return replace(self, lines=(said, *[""] * (shown - 1), *self.lines[shown:]))

    def without(self, number: int) -> Self:
        """The same without one of its lines."""
        return replace(self, lines=(*self.lines[:number], "", *self.lines[number + 1 :]))


def _as_words(text: str) -> str:
    return " ".join(text.casefold().split())


@dataclass(frozen=True, slots=True)
class ReportStart:
    """How the dialog of a report begins: by asking, likely kinds first, unless a card that asks is shown already."""

    report: OpenReport
    likely: Sequence[str] = ()
    shown: bool = False
    beside: bool = False
    """Whether another report stays open, which its first card says."""
    apart_from: OpenReport | None = None
    """The report that was begun before and tells of something else."""
    told_by: Person | None = None
    """Whose open report what was typed may belong to."""


@dataclass(frozen=True, slots=True)
class TurnDialogs:
    """The chat of this turn, with the dialog that is under way in it."""

    turn: Turn
    dialogs: DialogContext

    @property
    def report(self) -> OpenReport | None:
        """The report that the person has begun here, and that takes what is typed."""
        newest = next(iter(self._reports), None)
        return None if newest is None or newest.aside else newest

    def find_report(self, draft: str) -> OpenReport | None:
        """The report with this form that is not sent yet, aside or not."""
        return next((report for report in self._reports if report.draft == draft), None)

    @property
    def _reports(self) -> list[OpenReport]:
        return [OpenReport.of(each.state) for each in self.dialogs.stack if each.id == REPORT_DIALOG]

    @property
    def form_for_words(self) -> FormForWords | None:
        """The form of another kind that takes what is typed: opened lately, and not sent, with no report since."""
        form = self._form
        opened = datetime.fromisoformat(str(form["at"])) if form else None
        lately = opened is not None and self.turn.now - opened <= TAKES_WORDS
        return self.find_form(str(form["draft"])) if form and lately and self.report is None else None

    def find_form(self, draft: str) -> FormForWords | None:
        """The form with this id, if it was opened last and is not sent, however long ago that was."""
        form = self._form
        if form is None or form["draft"] != draft:
            return None
        answers = form["answers"]
        assert isinstance(answers, dict)  # noqa: S101 - `remember_form` wrote it
        return FormForWords(draft, str(form["verb"]), str(form["takes"]), answers)

    @property
    def _form(self) -> Mapping[str, object] | None:
        return next((each.state for each in self.dialogs.stack if each.id == OPEN_FORM), None)

    def remember_form(self, form: FormForWords | None) -> None:
        """The form that was opened last; None when it was sent or put away, or takes no words."""
        self.dialogs.stack[:] = [each for each in self.dialogs.stack if each.id != OPEN_FORM]
        if form is not None:
            kept = {**asdict(form), "verb": str(form.verb), "at": self.turn.now.isoformat()}
            self.dialogs.stack.append(DialogInstance(OPEN_FORM, kept))

    @property
    def file_request(self) -> FileRequest | None:
        """Where the next files go, as the person pressed last."""
        return next((FileRequest.of(each.state) for each in self.dialogs.stack if each.id == EXPECTS_FILES), None)

    def expect_files(self, asked: FileRequest | None) -> None:
        """Remember where the next files go; None when that is not known any more."""
        self.dialogs.stack[:] = [each for each in self.dialogs.stack if each.id != EXPECTS_FILES]
        if asked is not None:
            self.dialogs.stack.append(DialogInstance(EXPECTS_FILES, asked.as_state()))

    @contextmanager
    def changing_form_only(self) -> Iterator[None]:
        """Whatever is done meanwhile, the reports that are under way stay as they are."""
        before = deepcopy([each for each in self.dialogs.stack if each.id != OPEN_FORM])
        yield
        self.dialogs.stack[:] = [*before, *(each for each in self.dialogs.stack if each.id == OPEN_FORM)]

    async def begin(self, opening: ReportStart) -> None:
        """Begin a report, or go on with it by another card. Another that is open is put aside."""
        self.end(opening.report.draft)
        self.put_aside()
        await self.dialogs.begin_dialog(REPORT_DIALOG, opening)

    def put_aside(self) -> None:
        """Let the open report take no more of what is typed. What was typed for it goes with its form all the same."""
        put_aside(self.dialogs)

    def change(self, report: OpenReport) -> None:
        """Remember a report that was begun as it is now."""
        for each in self.dialogs.stack:
            if each.id == REPORT_DIALOG and each.state.get("draft") == report.draft:
                each.state.update(report.as_state())

    def end(self, draft: str) -> None:
        """Forget the report with this form: it is sent, or stopped."""
        self.dialogs.stack[:] = [each for each in self.dialogs.stack if each.state.get("draft") != draft]

    def stop(self) -> bool:
        """Stop the report that is open, and forget what was typed for it, or the form. False when none is."""
        report, form = self.report, self._form
        if report is not None:
            self.end(report.draft)
        self.remember_form(None)
        return report is not None or form is not None

    async def take_typed(self) -> bool:
        """Let the open report answer the typed line. False when none is."""
        if self.report is None:
            return False
        _turn_to_report(self.dialogs)
        result = await self.dialogs.continue_dialog()
        return bool(result.status != DialogTurnStatus.Empty)

    async def send(self, shown: AdaptiveCard, summary: str) -> None:
        """Send a card; `summary` is what a locked phone shows of it."""
        await send_card(self.dialogs.context, shown, summary)


def put_aside(dialogs: DialogContext) -> None:
    """Put aside what is open, and forget what holds no words, and the oldest where there are many."""
    for each in dialogs.stack:
        each.state["aside"] = True
    files = [each for each in dialogs.stack if each.id == EXPECTS_FILES]
    dialogs.stack[:] = [each for each in dialogs.stack if any(each.state.get("lines") or ())][:MOST_ASIDE] + files
    _turn_to_report(dialogs)


def _turn_to_report(dialogs: DialogContext) -> None:
    """Files that were to be added to something may now be for a report just as well."""
    for each in dialogs.stack:
        if each.id == EXPECTS_FILES:
            each.state["turned"] = True


async def send_card(context: TurnContext, shown: AdaptiveCard, summary: str) -> None:
    """Send a card into the chat of a turn; `summary` is what a locked phone shows of it."""
    await context.send_activity(card_activity(shown, summary))


def card_activity(shown: AdaptiveCard, summary: str) -> Activity:
    """A card as a message."""
    attachment = Attachment(content_type=CARD_TYPE, content=as_data(shown))
    return Activity(type=ActivityTypes.message, summary=without_marks(summary), attachments=[attachment])
