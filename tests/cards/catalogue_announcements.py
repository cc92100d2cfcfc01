"""Announcements: the form, how it will look, the reader's card and the overview, with plain and difficult contents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.policy.announcements import AnnouncementPurpose
from bot.policy.announcements.announcement import (
    Announcement,
    AnnouncementProposal,
    AnnouncementReading,
    AnnouncementState,
    AnnouncementView,
    Edition,
    ReadingState,
    UnseenPage,
)
from bot.policy.announcements.writing import LARGEST_ANNOUNCEMENT, LONGEST_ANNOUNCED_TITLE, LONGEST_ANNOUNCEMENT
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Who
from bot.policy.kit.school import School
from cards.announcements import forms
from cards.announcements.overview import announcement_message, announcements_card, overview_card, unseen_card
from cards.announcements.reader_card import reader_card
from cards.kit.elements import AdaptiveCard
from cards.words.announcements import READY

REASONS = ("not_installed", "blocked", "gone")


def announcement_of(sender: Person, words: str, now: datetime, **update: object) -> Announcement:
    """One that was just sent: a warning, or these words in full length."""
    ready = READY["spam"]
    edition = Edition(
        title=words[:LONGEST_ANNOUNCED_TITLE] or ready.title,
        words=words[:LONGEST_ANNOUNCEMENT].strip() or ready.words,
        by=sender.who,
        at=now,
    )
    made = Announcement(
        id="AN-2026-0001",
        sender=sender.who,
        audience=("staff",),
        until=now.date() + timedelta(days=14),
        editions=(edition,),
    )
    return made.model_copy(update=update)


def readings(words: str, now: datetime, count: int = 20) -> list[AnnouncementReading]:
    """So many people, some of whom cannot be reached."""
    name = words[:80] or "Winifred Achterberg"
    return [
        AnnouncementReading(
            id=f"AN-2026-0001:{number:04}",
            subject="AN-2026-0001",
            who=Who(id=f"{number:04}", name=f"{name} {number}"),
            state=ReadingState.UNREACHED if number < len(REASONS) else ReadingState.TOLD,
            told_at=now,
            unreached=REASONS[number] if number < len(REASONS) else "",
        )
        for number in range(count)
    ]


def announcement_cards(
    school: School, head: Person, other: Person, nasty: str, now: datetime
) -> dict[str, AdaptiveCard]:
    """All of them by a name."""
    return {f"announcement, {name}": card for name, card in _cards(school, head, other, nasty, now)}


def _cards(
    school: School, head: Person, other: Person, nasty: str, now: datetime
) -> Iterator[tuple[str, AdaptiveCard]]:
    for name, words in {"plain": "", "difficult": nasty, "emojis": "🙈" * (LARGEST_ANNOUNCEMENT // 13)}.items():
        sent = announcement_of(head, words, now)
        second = sent.present.model_copy(update={"at": now, "asks_again": True})
        important = sent.model_copy(update={"important": True})
        corrected = important.model_copy(update={"editions": (*sent.editions, second)})
        over = {"ended_at": now, "ended_by": head.who}
        withdrawn = corrected.model_copy(update={"state": AnnouncementState.WITHDRAWN, **over})
        ended = sent.model_copy(update={"state": AnnouncementState.ENDED, **over, "ended_by": None})
        told = readings(words, now, 5)[-1]
        has_seen = told.model_copy(update={"state": ReadingState.SEEN, "seen": 2, "seen_at": now})
        timeline = [
            Entry(
                subject=sent.id, at=now, by=head.who, what=what, facts={"roles": "staff", "title": sent.present.title}
            )
            for what in ("announcement_sent", "announcement_corrected_again", "announcement_withdrawn")
        ]
        counts = {
            ReadingState.SEEN: 31, ReadingState.TOLD: 8, ReadingState.COMING: 2, ReadingState.UNREACHED: 9,
        }  # fmt: skip
        for what, one in {
            "sent": sent, "important": important, "corrected": corrected, "withdrawn": withdrawn, "ended": ended,
        }.items():  # fmt: skip
            for reader in (head, other):
                for seen, reading in {"": told, ", seen": has_seen}.items():
                    view = AnnouncementView(one, reading)
                    yield f"{name}, {what} to {reader.name}{seen}", reader_card(school, now, view, reader)
            view = AnnouncementView(
                one, counts=counts, unreached=readings(words, now, 3), timeline=timeline, spreading=what == "sent"
            )
            yield f"{name}, overview, {what}", overview_card(school, now, view, note="Done.")
            page = UnseenPage(readings(words, now), ReadingState.TOLD, "AN-2026-0001:0019")
            shown = AnnouncementView(one, counts=counts, unseen=page)
            yield f"{name}, not seen, {what}", unseen_card(school, now, shown)
        yield f"{name}, nobody left", unseen_card(school, now, AnnouncementView(sent))
        for purpose in AnnouncementPurpose:
            view = AnnouncementView(corrected, told, timeline=timeline)
            message = announcement_message(school, now, purpose, view, other)
            yield f"{name}, message, {purpose}", AdaptiveCard(**json.loads(message.card or ""))
        for tells in (True, False):
            listed = [sent, withdrawn, ended] * 5
            yield f"{name}, list, {tells}", announcements_card(school, now, listed, 10, tells=tells)
            yield f"{name}, no list, {tells}", announcements_card(school, now, [], 10, tells=tells)
        typed = {"title": sent.present.title, "words": sent.present.words, "who": "staff", "until": "2026-12-07"}
        for goes_at in (now, now + timedelta(days=2)):
            proposed = AnnouncementProposal(corrected, 41, goes_at)
            yield f"{name}, preview {goes_at}", forms.preview_card(school, now, "d", proposed, typed)
        night = now.replace(hour=21)
        proposed = AnnouncementProposal(important, 1, night)
        yield f"{name}, preview at night", forms.preview_card(school, night, "d", proposed, typed)
        long = {"title": words, "words": words * 4, "who": words[:20] or "everybody", "until": words[:40], "again": "x"}
        wrong = {"title": "form.missing", "until": "form.not_a_moment", "who": "announcement.nobody"}
        for which, problems in {"": {}, ", wrong": wrong}.items():
            yield f"{name}, form{which}", forms.tell_form(school, now, "d", long if problems else typed, problems)
            yield f"{name}, correct{which}", forms.correct_form(sent, "d", long if problems else {}, problems)
        yield f"{name}, withdraw", forms.withdraw_form(sent)
