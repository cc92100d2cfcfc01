"""Answers from the policy as the services of a school have them: what is kept of questions that found none."""

from __future__ import annotations

from typing import Any

from bot.services.answers.unanswered import UnansweredQuestions
from bot.services.feature import ServicePart

ANSWERS: ServicePart[Any] = ServicePart(
    provides={UnansweredQuestions: lambda services: UnansweredQuestions(services.context)},
)
