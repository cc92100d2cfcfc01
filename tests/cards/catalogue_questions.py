"""Questions to whoever reported something, with plain and with difficult contents, and the forms by which they are
asked and answered."""

from __future__ import annotations

from datetime import datetime

from bot.policy.incidents.asking import LONGEST_ASKED, MOST_TO_ANSWER
from bot.policy.incidents.changing import LONGEST_TEXT
from bot.policy.incidents.incident import Incident, ReporterAnswer, ReporterQuestion
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from cards.incidents import questions as cards
from cards.kit.elements import AdaptiveCard


def questions(by: Person, words: str, now: datetime, *, answered: bool = False) -> tuple[ReporterQuestion, ...]:
    """One that was answered twice, one that was withdrawn, and as many as may wait; or all of them answered."""
    answers = (ReporterAnswer(at=now, words=words[:LONGEST_TEXT]),) * 2
    asked = [
        ReporterQuestion(id=f"OS-2026-0001:question:{n}", by=by.who, at=now, words=words[:LONGEST_ASKED])
        for n in range(MOST_TO_ANSWER + 2)
    ]
    if answered:
        return tuple(each.model_copy(update={"answers": answers}) for each in asked)
    over = asked[0].model_copy(update={"answers": answers}), asked[1].model_copy(update={"withdrawn_at": now})
    reminded = asked[2].model_copy(update={"reminded_at": now})
    return (*over, reminded, *asked[3:])


def asking_forms(school: School, incident: Incident, by: Person, nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """All of them by a name."""
    found: dict[str, AdaptiveCard] = {}
    for name, words in {"plain": "Which app was it?", "difficult": nasty}.items():
        asked = questions(by, words, now)[-1]
        typed, draft = {cards.WORDS: words, cards.ANSWER: words}, "draft"
        found[f"ask, {name}"] = cards.ask_form(incident, typed, {cards.WORDS: "question.left"})
        wrong = {cards.ANSWER: "form.too_long"}
        found[f"answer, {name}"] = cards.answer_form(school, now, incident, asked, typed, wrong)
        found[f"answer offered, {name}"] = cards.answer_offer(incident, asked, draft, words[:500])
    return {**found, "answered": cards.answer_result(incident, "Thank you.")}
