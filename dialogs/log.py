"""The log as handlers speak to it: its pages, review, patterns and export, and what is past the retention time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.policy.incidents.authority import CPOMS_ROLES
from bot.policy.kit.errors import NotAllowed
from bot.policy.kit.records import Urgency
from bot.policy.log.log import Filter, handling_roles, read_filter
from bot.policy.log.reviewing import may_review
from bot.services.log.cpoms import Cpoms
from bot.services.log.exports import Exports
from bot.services.log.log import Log
from bot.services.log.retention import Retention
from bot.services.services import Services
from cards import greeting
from cards.kit import parts
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpButton, HelpLine, Opener
from cards.log import LogVerb, RetentionVerb, cpoms, export, log, patterns, retention
from cards.words.log import CPOMS_HELP, LOG_HELP
from cards.words.sentences import sentence
from dialogs.press import Area, FormCard, FormResult, NotMeant, Press, new_draft
from dialogs.understanding import named_kind, normalise

TYPED_FILTERS: dict[str, dict[str, str]] = {
    "open": {"show": "open"},
    "closed": {"show": "closed"},
    "all": {"show": "all"},
    "everything": {"show": "all"},
    "acknowledged": {"show": "acknowledged"},
    "in hand": {"show": "in_hand"},
    "referred": {"show": "referred"},
    "mine": {"whose": "mine"},
    "half term": {"when": "half_term"},
    "this half term": {"when": "half_term"},
    "emergencies": {"urgency": Urgency.EMERGENCY.value},
}
"""What stands behind *log*, or in the words by which it is asked for: which reports it shows."""


class LogArea(Area):
    """`log`, `patterns`, `export`, `cpoms`, `retention`."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        handlers = handling_roles(self._school)
        self.help = (HelpLine(*LOG_HELP, handlers), HelpLine(*CPOMS_HELP, CPOMS_ROLES, last=True))
        self.buttons = (HelpButton("Log", Opener.LOG, handlers),)
        self._retention = services.get(Retention)
        self._log = services.get(Log)
        self._exports = services.get(Exports)
        self._cpoms = services.get(Cpoms)
        self.verbs = {
            Opener.LOG: self.show,
            LogVerb.FILTER: self.filter,
            LogVerb.FILTER_SEND: self.send_filter,
            LogVerb.HISTORY: self.history,
            LogVerb.REVIEW: self.review,
            LogVerb.REVIEW_SEND: self.send_review,
            LogVerb.PATTERNS: self.patterns,
            LogVerb.EXPORT: self.export,
            LogVerb.CPOMS: self.missing_from_cpoms,
            LogVerb.APART: self.apart,
            LogVerb.APART_EXPORT: self.export_apart,
            RetentionVerb.SHOW: self.retention,
            RetentionVerb.CONFIRM: self.confirm,
            RetentionVerb.REMOVE: self.remove,
        }
        self.commands = {
            "log": self.show,
            "the log": self.show,
            "log *": self.show_typed,
            "patterns": self.patterns,
            "export": self.export,
            "export log": self.export,
            "concerns about adults": self.apart,
            "retention": self.retention,
            "cpoms": self.missing_from_cpoms,
        }

    async def show(self, press: Press) -> AdaptiveCard:
        """A page of the log by the filters that the card has, or that it was asked for with; the open ones at first."""
        asked = {**press.data, **_filters_in(press.text("wish"))}
        page = await self._log.page(press.person, _filter_of(replace(press, data=asked)), press.number("page"))
        return log.log_page(self._school, page, press.person)

    async def show_typed(self, press: Press) -> AdaptiveCard:
        """*log closed*, *log spam*. Raises `NotMeant` where what stands behind the word is nothing of the kind."""
        said = normalise(press.text("said"))
        kind = named_kind(said)
        found = {"kind": kind} if kind else TYPED_FILTERS.get(said)
        if found is None:
            raise NotMeant
        return await self.show(replace(press, data=found))

    async def filter(self, press: Press) -> FormCard:
        """Which reports to show? A stranger to the log is refused here already."""
        asked = (await self._log.page(press.person, _filter_of(press))).asked
        return FormCard(log.filter_form(asked), press.form_for_words(LogVerb.FILTER, ""))

    async def send_filter(self, press: Press) -> FormResult:
        """What was chosen comes as a page of its own below: a card that stands holds no fields."""
        page = await self._log.page(press.person, _filter_of(press))
        shown = log.log_page(self._school, page, press.person)
        await press.dialogs.send(shown, parts.summary(shown))
        return FormResult(*log.filter_result(page), stands=True)

    async def history(self, press: Press) -> AdaptiveCard:
        """What was done with the log as a whole."""
        return log.history_card(self._school, self._now, await self._log.history(press.person))

    async def review(self, press: Press) -> FormCard:
        """Anything to remark?"""
        if not may_review(press.person):
            raise NotAllowed()
        draft = press.text("draft") or new_draft()
        again = press.form_for_words(LogVerb.REVIEW, "remarks", {"draft": draft})
        return FormCard(log.review_form(draft, press.text("remarks")), replace(again, draft=draft))

    async def send_review(self, press: Press) -> FormResult:
        """The log is marked reviewed."""
        await self._log.review(press.by, press.text("remarks"))
        said = sentence("log.reviewed")
        return FormResult(said, log.review_result(said))

    async def patterns(self, press: Press) -> AdaptiveCard:
        """Counts by kind, month and hour."""
        found, recurring = await self._log.patterns(press.person), await self._log.recurring(press.person)
        return patterns.patterns_card(found, recurring, press.person)

    async def export(self, press: Press) -> AdaptiveCard:
        """The log as a file, offered in this chat."""
        return await self._export(press, apart=False)

    async def missing_from_cpoms(self, press: Press) -> AdaptiveCard:
        """What is not in CPOMS yet, each with its text to copy."""
        return cpoms.missing_card(self._school, await self._cpoms.missing(press.person))

    async def apart(self, press: Press) -> AdaptiveCard:
        """The concerns about adults that were found to be low-level ones or allegations."""
        return log.apart_card(self._now, await self._log.kept_apart(press.person))

    async def export_apart(self, press: Press) -> AdaptiveCard:
        """These as a file, offered in this chat."""
        return await self._export(press, apart=True)

    async def _export(self, press: Press, *, apart: bool) -> AdaptiveCard:
        async def say_under_way() -> None:
            words = sentence("log.exporting")
            await press.dialogs.send(greeting.sentence_card(words), words)

        row = partial(export.incident_row, self._school)
        name = await self._exports.export(press.by, row, export.log_csv, say_under_way, apart=apart)
        return greeting.sentence_card(sentence("log.exported", {"file": name}))

    async def retention(self, press: Press) -> AdaptiveCard:
        """What is past the retention time."""
        return retention.removal_list(self._school, self._now, await self._retention.to_confirm(press.person))

    async def confirm(self, press: Press, wrong: str | None = None) -> AdaptiveCard:
        """Are these, of what is still past its time, to be removed for good?"""
        due = await self._retention.to_confirm(press.person)
        asked = due.only(press.id.split(","))
        return (
            retention.confirm_card(self._school, self._now, asked, wrong)
            if asked.references
            else retention.removal_list(self._school, self._now, due)
        )

    async def remove(self, press: Press) -> AdaptiveCard:
        """One, or all that the card showed, are removed once the box is ticked; what is left is listed."""
        if press.text(retention.SURE_ID) != "true":
            return await self.confirm(press, "log.tick_first" if press.sends(retention.SURE_ID) else None)
        references = [reference for reference in press.id.split(",") if reference]
        gone = await self._retention.remove(press.by, references)
        note = sentence("log.removed", {"references": ", ".join(gone)}) if gone else sentence("log.none_removed")
        left = await self._retention.to_confirm(press.person)
        return retention.removal_list(self._school, self._now, left, note=note)


def _filters_in(said: str) -> dict[str, str]:
    """What a line asks of the log: of what contradicts itself, what is said last."""
    found: dict[str, str] = {}
    for word in normalise(said).split():
        found |= TYPED_FILTERS.get(word, {})
    return found


def _filter_of(press: Press) -> Filter:
    """The filter that a press carries."""
    return read_filter(*(press.text(key) for key in ("show", "kind", "whose", "when", "urgency")))
