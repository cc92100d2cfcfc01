"""The log's cards: a page of it with its filters, its history, and what asks for and takes its review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.policy.incidents.authority import CPOMS_ROLES
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.untouchable import clean_incident
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Message, Urgency
from bot.policy.kit.school import School
from bot.policy.kit.timeline import SignedHead
from bot.policy.log import LogPurpose
from bot.policy.log.briefing import LogLine
from bot.policy.log.cpoms import CpomsShown
from bot.policy.log.log import Filter, LogPage
from bot.policy.log.recurring import Recurrences
from bot.policy.log.reviewing import Review, ReviewShown, may_review
from bot.policy.log.unreadable import UnreadableShown
from cards.incidents import IncidentVerb
from cards.incidents.incident_parts import first_words
from cards.kit import fields, parts, timeline, times
from cards.kit.elements import (
    AdaptiveCard,
    CardElement,
    Container,
    RichTextBlock,
    TextColor,
    TextRun,
)
from cards.kit.guide import Faces, LineFace, Opener
from cards.log import LogVerb, RetentionVerb
from cards.log.cpoms import reminder_card
from cards.log.patterns import doubled_card
from cards.words import log as wording
from cards.words.incidents import STATES
from cards.words.kinds import KIND_WORDS
from cards.words.log import HISTORY_ENTRIES, SHOW_WORDS, WHEN_WORDS, WHOSE_WORDS
from cards.words.sentences import toast

LOG_LINES: Faces = {
    LogLine.EMERGENCIES: LineFace(
        wording.LINE_EMERGENCIES, Opener.LOG, {"show": "open", "urgency": Urgency.EMERGENCY.value}
    ),
    LogLine.OPEN: LineFace(wording.LINE_OPEN, Opener.LOG),
    LogLine.REVIEW: LineFace(wording.LINE_REVIEW, Opener.LOG),
    LogLine.UNREADABLE: LineFace(wording.LINE_UNREADABLE, Opener.LOG),
    LogLine.CPOMS: LineFace(wording.LINE_CPOMS, LogVerb.CPOMS),
}


ROW_PART_BYTES = 48
"""Bytes of JSON of what came of it, each part."""
ROW_CHARACTERS = 30
"""So much of what was written fits into a line of a row on a phone."""
REMARKS_BYTES = 2_000
APART_ROWS = 12
HISTORY_BYTES = 9_000
"""Bytes of JSON that these may take on a card."""


def log_page(school: School, page: LogPage, reader: Person) -> AdaptiveCard:
    """One page: the most urgent on top, each row opens its incident below; the rest stands behind **More**."""
    rows: list[CardElement] = [report_row(incident, page.at) for incident in page.incidents]
    review = [parts.form_opener("Mark reviewed", LogVerb.REVIEW)] if may_review(reader) else []
    return parts.card(
        parts.title(f"Log: {_asked_line(page.asked)}"),
        parts.small(_count_line(page)),
        *_overdue_review(school, page),
        *(rows or [parts.paragraph(wording.NOTHING_HERE)]),
        *parts.ranked_buttons(
            [
                *_paging(page),
                parts.form_opener("Filter", LogVerb.FILTER, _filter_data(page)),
                *(review if page.overdue else ()),
            ],
            [
                *(() if page.overdue else review),
                parts.form_opener("Find", Opener.FIND),
                parts.opener("Patterns", LogVerb.PATTERNS),
                parts.opener("Export", LogVerb.EXPORT),
                *([parts.opener(wording.CPOMS_LIST, LogVerb.CPOMS)] if reader.roles & CPOMS_ROLES else ()),
                parts.opener(wording.APART_TITLE, LogVerb.APART),
                parts.opener(wording.HISTORY_TITLE, LogVerb.HISTORY),
            ],
        ),
        *_removable(page),
        *_review_lines(school, page),
    )


def apart_card(now: datetime, found: Sequence[Incident]) -> AdaptiveCard:
    """The concerns about adults that the reader may open: allegations, then low-level concerns, the newest first."""
    shown = found[:APART_ROWS]
    rows: list[CardElement] = []
    for allegation, name in wording.APART_HEADINGS.items():
        some = [each for each in shown if each.conduct is not None and each.conduct.allegation is allegation]
        rows += [parts.heading(name), *(report_row(each, now) for each in some)] if some else []
    return parts.card(
        parts.title(wording.APART_TITLE),
        parts.small(wording.APART_EXPLAINED),
        *(rows or [parts.paragraph(wording.NOTHING_APART)]),
        parts.small(wording.APART_SHOWN.format(count=APART_ROWS)) if len(found) > APART_ROWS else None,
        parts.buttons(parts.opener("Export", LogVerb.APART_EXPORT) if found else None, parts.opener("Log", Opener.LOG)),
    )


def filter_form(asked: Filter) -> AdaptiveCard:
    """Which reports to show."""
    kinds = {"any": "Any kind"} | {kind: words.name for kind, words in KIND_WORDS.items()}
    return parts.card(
        parts.title(wording.WHICH_REPORTS),
        fields.choice("show", "Show", SHOW_WORDS, value=asked.show),
        fields.choice("kind", "Kind", kinds, value=asked.kind or "any"),
        fields.choice("whose", "Whose", WHOSE_WORDS, value="mine" if asked.mine else "all"),
        fields.choice("when", "When", WHEN_WORDS, value="half_term" if asked.half_term else "any"),
        parts.form_buttons(LogVerb.FILTER_SEND, {}, "Show these"),
    )


def filter_result(page: LogPage) -> tuple[str, AdaptiveCard]:
    """That the page which was asked for has come, as a sentence and as what takes the form's place."""
    said = wording.SHOWN_BELOW.format(asked=_asked_line(page.asked))
    return said, parts.form_result(said, parts.opener("Open the log", Opener.LOG))


def history_card(school: School, now: datetime, entries: Sequence[Entry]) -> AdaptiveCard:
    """What was done with the log as a whole, the newest first."""
    shown = [entry for entry in reversed(entries) if entry.what in HISTORY_ENTRIES]
    told = "\n".join(timeline.entry_lines(shown, times.for_answer(school, now)))
    return parts.card(
        parts.title(wording.HISTORY_TITLE),
        parts.typed_text(told or wording.NO_HISTORY, HISTORY_BYTES, "Small"),
        parts.buttons(parts.opener("Log", Opener.LOG)),
    )


def review_form(draft: str, remarks: str = "") -> AdaptiveCard:
    """Anything to remark? It may be left empty."""
    return parts.card(
        parts.title(wording.MARK_REVIEWED),
        parts.paragraph(wording.REVIEW_EXPLAINED),
        fields.line("remarks", wording.REMARKS_LABEL, "What you found", value=remarks, many=True),
        parts.small(wording.REVIEW_KEEPS),
        parts.form_buttons(LogVerb.REVIEW_SEND, {"draft": draft}, "Save"),
        *parts.why(wording.REVIEW_SECTIONS),
    )


def review_result(said: str) -> AdaptiveCard:
    """The review was kept, and the way back to the log."""
    return parts.form_result(said, parts.opener("Open the log", Opener.LOG))


def log_message(
    school: School, now: datetime, shown: ReviewShown | SignedHead | UnreadableShown | CpomsShown | Recurrences
) -> Message:
    """The message that asks a Champion for the review of a half term, and says so once it is done; the head of the
    record for the Headteacher; that records cannot be read; what is not in CPOMS; or that something has doubled."""
    if isinstance(shown, CpomsShown):
        return Message(summary=toast(LogPurpose.CPOMS), card=parts.as_json(reminder_card(school, shown)))
    if isinstance(shown, Recurrences):
        return Message(summary=toast(LogPurpose.PATTERN), card=parts.as_json(doubled_card(school, now, shown)))
    if isinstance(shown, UnreadableShown):
        return Message(summary=toast(LogPurpose.UNREADABLE), card=parts.as_json(unreadable_card(shown)))
    if isinstance(shown, SignedHead):
        return Message(summary=toast(LogPurpose.HEAD), card=parts.as_json(head_card(shown)))
    card = review_card(school, now, shown.ends, shown.late, shown.done)
    return Message(summary=toast(LogPurpose.REVIEW), card=parts.as_json(card))


def head_card(head: SignedHead) -> AdaptiveCard:
    """One quiet line: how the record stands, to be kept where it is."""
    return parts.card(
        parts.small(_head_line(wording.HEAD_TOLD, head)), parts.buttons(parts.opener("Open the log", Opener.LOG))
    )


def unreadable_card(found: UnreadableShown) -> AdaptiveCard:
    """How many records cannot be read, what that means, and what to do."""
    return parts.card(
        parts.title(wording.UNREADABLE_TITLE),
        parts.paragraph(wording.how_many_unreadable(found.count, found.reports)),
        parts.paragraph(wording.UNREADABLE_DO),
        parts.buttons(parts.opener("Open the log", Opener.LOG)),
    )


def _head_line(words: str, head: SignedHead) -> str:
    signed = wording.HEAD_SIGNED.format(signature=head.signature) if head.signature else ""
    return words.format(head=head.head) + signed


def _head_of(done: Review) -> list[CardElement]:
    head = SignedHead(head=done.head, signature=done.signature)
    return [parts.small(_head_line(wording.HEAD_OF_REVIEW, head))] if done.head else []


def review_card(school: School, now: datetime, ends: date, late: bool, done: Review | None) -> AdaptiveCard:
    """The log is due for its review, or has been reviewed. `late` says that the half term is over already."""
    if done is not None:
        return parts.card(
            parts.title(wording.HAS_BEEN_REVIEWED),
            parts.banner(f"By {done.by.name}, {times.standing(school, done.at, now)}", "good"),
            *_head_of(done),
            parts.buttons(parts.opener("Open the log", Opener.LOG)),
        )
    return parts.card(
        parts.title(wording.DUE_FOR_REVIEW),
        parts.paragraph(wording.REVIEW_ONCE),
        parts.paragraph(
            wording.REVIEW_MISSED.format(ends=times.day(school, ends, now))
            if late
            else wording.REVIEW_ENDS.format(ends=times.day(school, ends, now))
        ),
        parts.buttons(
            parts.opener("Open the log", Opener.LOG, style="positive"),
            parts.form_opener("Mark reviewed", LogVerb.REVIEW),
        ),
        *parts.why(wording.REVIEW_SECTIONS),
    )


def report_row(incident: Incident, now: datetime) -> Container:
    """The kind, the first words, and who reported it, how old it is and who has it."""
    shown = clean_incident(incident)
    said = wording.ROW_CONTENTS_GONE if incident.removed else first_words(shown, ROW_CHARACTERS)
    came = _what_came(shown)
    about: list[CardElement] = [
        TextRun(text=f"{incident.id}  ", size="Small", is_subtle=True),
        TextRun(text=said or wording.ROW_NO_DETAILS),
    ]
    who = f"{incident.reporter.name} · {times.age(now - incident.reported_at)} · "
    holder = TextRun(text=_holder(incident), size="Small", is_subtle=True)
    if incident.state is State.REPORTED:
        holder = TextRun(text=_holder(incident), size="Small", weight="Bolder", color=_colour(incident))
    facts: list[CardElement] = [TextRun(text=who, size="Small", is_subtle=True), holder]
    return parts.list_row(
        parts.opener(f"Open {incident.id}", IncidentVerb.SHOW, {"id": incident.id}),
        parts.paragraph(f"**{KIND_WORDS[incident.kind].name}**"),
        RichTextBlock(inlines=about, spacing="None"),
        RichTextBlock(inlines=facts, spacing="None"),
        *([parts.rich(TextRun(text=came, size="Small", is_subtle=True), "None")] if came else []),
    )


def _what_came(incident: Incident) -> str:
    """How it ended and why, who outside was told, and CPOMS: as much of each as a row has room for."""
    if incident.removed or incident.merged_into:
        return ""
    ended, entry = incident.closing, incident.cpoms_entry
    told = [parts.cut(text, ROW_PART_BYTES) for text in ((ended.outcome, ended.reason) if ended else ()) if text]
    outside = ", ".join(dict.fromkeys(each.to for each in incident.referrals))
    told += [wording.ROW_TOLD.format(who=parts.cut(outside, ROW_PART_BYTES))] if outside else []
    if entry is not None:
        number = parts.cut(entry.reference, ROW_PART_BYTES)
        told.append(wording.ROW_CPOMS.format(reference=number) if number else wording.ROW_NO_CPOMS)
    elif ended is not None:
        told.append(wording.ROW_NOT_YET)
    return " · ".join(told)


def _holder(incident: Incident) -> str:
    """Who has it, or how it ended."""
    if incident.removed:
        return wording.ROW_REMOVED
    if incident.merged_into:
        return wording.ROW_MERGED.format(into=incident.merged_into)
    if incident.state is State.CLOSED:
        return STATES[State.CLOSED]
    return wording.ROW_OWNER.format(who=incident.owner.name) if incident.owner else wording.ROW_NOBODY


def _colour(incident: Incident) -> TextColor:
    """Of one that nobody has. A row that is coloured as a whole takes half as much space again."""
    return "Attention" if incident.unanswered or incident.urgency is Urgency.EMERGENCY else "Warning"


def _asked_line(asked: Filter) -> str:
    found = [SHOW_WORDS[asked.show].lower()]
    found += [KIND_WORDS[asked.kind].name.lower()] if asked.kind else []
    found += ["emergencies"] if asked.emergencies else []
    found += ["mine"] if asked.mine else []
    found += ["this half term"] if asked.half_term else []
    return ", ".join(found)


def _count_line(page: LogPage) -> str:
    counted = f"More than {page.total}" if page.at_least else str(page.total)
    found = f"{counted} report{'' if page.total == 1 and not page.at_least else 's'}"
    if page.untaken and page.asked.show != State.REPORTED:
        found += wording.UNTAKEN.format(count=page.untaken) if not page.at_least else ""
    return found + (f" · page {page.page + 1}" if page.page or page.more else "")


def _overdue_review(school: School, page: LogPage) -> list[CardElement]:
    if page.overdue is None:
        return []
    words = wording.REVIEW_OVERDUE.format(ends=times.day(school, page.overdue, page.at))
    return [parts.banner(words, "warning")]


def _removable(page: LogPage) -> list[CardElement]:
    if not page.removable:
        return []
    return [
        parts.paragraph(wording.can_be_removed(page.removable)),
        parts.buttons(parts.opener("Look at them", RetentionVerb.SHOW)),
    ]


def _review_lines(school: School, page: LogPage) -> list[CardElement]:
    last = page.reviewed
    if last is None:
        return [parts.small(wording.NOT_REVIEWED)]
    told: list[CardElement] = [
        parts.small(f"Last reviewed by {last.by.name}, {times.in_answer(school, last.at, page.at, timed=False)}")
    ]
    return told + ([parts.typed_text(last.remarks, REMARKS_BYTES)] if last.remarks else [])


def _filter_data(page: LogPage) -> dict[str, str]:
    """What was asked for, as a button carries it."""
    asked = page.asked
    return {
        "show": asked.show,
        "kind": asked.kind,
        "whose": "mine" if asked.mine else "all",
        "when": "half_term" if asked.half_term else "any",
        "urgency": Urgency.EMERGENCY.value if asked.emergencies else "any",
    }


def _paging(page: LogPage) -> list[parts.Button]:
    back = parts.button("Back a page", Opener.LOG, {**_filter_data(page), "page": str(page.page - 1)}, inputs=False)
    on = parts.button("Next page", Opener.LOG, {**_filter_data(page), "page": str(page.page + 1)}, inputs=False)
    return [*([back] if page.page else []), *([on] if page.more else [])]
