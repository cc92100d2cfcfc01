"""The cards of duties: every row that is shipped in every state, with plain and with difficult contents."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from bot.policy.duties import DutyPurpose
from bot.policy.duties.doing import LONGEST_EVIDENCE
from bot.policy.duties.duty import Duty, DutyEnding, DutyPeople, DutyState, DutyView
from bot.policy.duties.year import year_of
from bot.policy.files.receiving import MAX_FILES_PER_REPORT
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.kit.people import Person
from bot.policy.kit.records import Entry, Notice, NoticeState, Urgency
from bot.policy.kit.school import DutyRule, School
from bot.settings.duties import shipped_duties
from cards.duties import forms
from cards.duties.duty_card import duty_card, duty_message
from cards.duties.year import year_card
from cards.kit.elements import AdaptiveCard
from cards.words.duties import TIMELINE


def duty_cards(school: School, head: Person, reader: Person, nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """All of them by a name."""
    longest = {"title": nasty[:100], "what": nasty[:1_000], "evidence": nasty[:500], "command": "w" * 40}
    rules = (*shipped_duties(), shipped_duties()[0].model_copy(update={**longest, "id": "own"}))
    rules += (rules[-1].model_copy(update={"id": "copied", "note": nasty[:2_000], "handout": nasty[:3_000]}),)
    cards: dict[str, AdaptiveCard] = {"calendar, empty": year_card(school, now, [], 0, whole=False)}
    for rule in rules:
        words = nasty[:LONGEST_EVIDENCE] if rule.id in {"own", "copied"} else "Done at last"
        for state in DutyState:
            view = _view(rule, state, head, words, now)
            for who in (head, reader):
                name = f"duty, {rule.id}, {state}, to {who.name}"
                cards[name] = duty_card(school, now, view, who, note="Already", unsent=words)
                for face in DutyPurpose:
                    drawn = duty_message(school, now, face, view, who)
                    cards[f"{name}, {face}"] = AdaptiveCard(**json.loads(drawn.card or ""))
        duty, typed = view.duty, {"words": words, "on": words[:300], "to": words[:300]}
        wrong = {"words": "form.missing", "on": "duty.no_day", "to": "duty.no_day"}
        cards[f"duty, {rule.id}, done"] = forms.done_form(school, now, duty, typed, wrong)
        cards[f"duty, {rule.id}, done, with files"] = forms.done_form(school, now, duty, typed, wrong, len(view.files))
        cards[f"duty, {rule.id}, add a file"] = forms.add_file_card(duty)
        cards[f"duty, {rule.id}, open a file"] = forms.open_file_form(duty, view.files)
        cards[f"duty, {rule.id}, no file"] = forms.open_file_form(duty, ())
        cards[f"duty, {rule.id}, not needed"] = forms.not_needed_form(duty, typed, wrong)
        cards[f"duty, {rule.id}, hand over"] = forms.hand_over_form(duty, typed, wrong)
        cards[f"duty, {rule.id}, later"] = forms.later_form(school, now, duty, typed, wrong)
        cards[f"duty, {rule.id}, result"] = forms.duty_result(duty, "It is marked as done.")
    open_ones = [
        _view(rule, DutyState.OPEN, head, "x", now).duty.model_copy(update={"occurrence": f"{number}"})
        for number, rule in enumerate(rules * 2)
    ]
    lines = year_of(open_ones, rules, now.date(), school.hours)
    for page in range(6):
        cards[f"calendar, page {page}"] = year_card(school, now, lines, page, whole=True)
    return cards


def _view(rule: DutyRule, state: DutyState, head: Person, words: str, now: datetime) -> DutyView:
    today = now.date()
    ending = DutyEnding(by=head.who, at=now, on=date(2026, 11, 20) if state is DutyState.DONE else None, words=words)
    duty = Duty(
        id="DU-2026-0001",
        version=1,
        rule=rule,
        occurrence="2026-11-02",
        due_on=today - timedelta(days=1),
        begun_at=now,
        state=state,
        handed_to=head.who,
        put_off_to=today + timedelta(days=1) if rule.id == "own" else None,
        ending=None if state is DutyState.OPEN else ending,
    )
    facts = {"on_day": "2026-11-20", "to": head.name, "reason": "blocked"}
    timeline = tuple(
        Entry(subject=duty.id, at=now, by=head.who, what=what, facts=facts, seq=n) for n, what in enumerate(TIMELINE, 1)
    )
    failed = Notice(
        id="n",
        subject=duty.id,
        topic="duty",
        to=head.who,
        purpose=DutyPurpose.BEGUN,
        urgency=Urgency.ROUTINE,
        made_at=now,
        due_at=now,
        state=NoticeState.FAILED,
        reason="blocked",
    )
    files = tuple(
        EvidenceFile(id=f"f{n}", subject=duty.id, by=head.who, at=now, name=words[:80], kind="pdf", size=9, sha256="a")
        for n in range(MAX_FILES_PER_REPORT if rule.id in {"own", "copied"} else 1)
    )
    return DutyView(duty, today, timeline, DutyPeople({rule.role: [head]}, head), (failed,), files)
