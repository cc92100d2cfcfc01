"""The one list of the product's features. Whatever has a part of each of them is made from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Concatenate, Generic, ParamSpec

from bot.policy.kit.briefing import LineKind
from bot.policy.kit.records import CardPurpose, Message, Notice, NoticeState, Purpose, Record, Seen
from bot.policy.kit.school import School
from bot.services.answers.feature import ANSWERS
from bot.services.aup.feature import AUP
from bot.services.briefing.feature import BRIEFING
from bot.services.calls.feature import CALLS
from bot.services.duties.feature import DUTIES
from bot.services.engine.remote_due import DueKind
from bot.services.feature import ServicePart, Wiring
from bot.services.files.feature import FILES
from bot.services.incidents.feature import INCIDENTS
from bot.services.kit.topics import Topic
from bot.services.log.feature import THE_LOG
from bot.services.reach.feature import REACH
from bot.services.requests.feature import REQUESTS
from bot.services.services import Providers, Services
from cards.answers.answers import ANSWERS_LINES
from cards.aup.champion import AUP_LINES
from cards.aup.notices import aup_message
from cards.briefing.briefing import briefing_message
from cards.calls.lists import CALL_LINES
from cards.calls.notices import call_message
from cards.duties.duty_card import duty_message
from cards.duties.year import DUTY_LINES
from cards.files.evidence import file_message
from cards.incidents.notices import incident_message
from cards.kit.guide import Faces
from cards.log.log import LOG_LINES, log_message
from cards.reach.reach import REACH_LINES, gap_message
from cards.requests.request_card import request_message
from dialogs.answers import AnswersArea
from dialogs.aup import AupArea
from dialogs.briefing import BriefingArea
from dialogs.calls import AbsenceArea, CallsArea
from dialogs.duties import DutiesArea
from dialogs.files import FilesArea
from dialogs.handling import HandlingArea
from dialogs.log import LogArea
from dialogs.press import Area
from dialogs.reach import DrillsArea, ReachArea
from dialogs.reporting import ReportingArea
from dialogs.requests import RequestsArea
from dialogs.training import TrainingArea

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Feature(Generic[P]):
    """One feature: each field is exported by the feature's own folder in that package."""

    name: str
    services: ServicePart[Callable[P, Message]]
    draw: Callable[Concatenate[School, datetime, P], Message] | None
    """Draws the message of one of its notices, for a school and as at a moment; None where it makes none."""
    areas: Sequence[Callable[[Services], Area]]
    """What people press and type of it."""
    lines: Faces = field(default_factory=dict)
    """What it contributes to the briefing, as its cards draw that."""

    def topic(self, wiring: Wiring) -> Topic | None:
        """Its topic, whose cards are drawn for the school at hand, and as they are now."""
        context, drawn, spoken = wiring.context, self.draw, self.services.topic
        if drawn is None or spoken is None:
            return None

        def draw(*told: P.args, **named: P.kwargs) -> Message:
            return drawn(context.school, context.clock.now(), *told, **named)

        return spoken.make(wiring, draw)


_ALL_BUT_BRIEFING: Sequence[Feature[...]] = (
    Feature("incidents", INCIDENTS, incident_message, (ReportingArea, HandlingArea)),
    Feature("calls", CALLS, call_message, (CallsArea, AbsenceArea), CALL_LINES),
    Feature("requests", REQUESTS, request_message, (RequestsArea,)),
    Feature("duties", DUTIES, duty_message, (DutiesArea,), DUTY_LINES),
    Feature("log", THE_LOG, log_message, (LogArea,), LOG_LINES),
    Feature("files", FILES, file_message, (FilesArea,)),
    Feature("aup", AUP, aup_message, (AupArea, TrainingArea), AUP_LINES),
    Feature("reach", REACH, gap_message, (ReachArea, DrillsArea), REACH_LINES),
    Feature("answers", ANSWERS, None, (AnswersArea,), ANSWERS_LINES),
)
LINE_FACES: Faces = {kind: face for feature in _ALL_BUT_BRIEFING for kind, face in feature.lines.items()}
"""The lines of the briefing, whichever feature they are of."""
FEATURES: Sequence[Feature[...]] = (
    Feature("briefing", BRIEFING, partial(briefing_message, LINE_FACES), (partial(BriefingArea, LINE_FACES),)),
    *_ALL_BUT_BRIEFING,
)


def areas(services: Services) -> list[Area]:
    """Every part of the product that people press or type, in the order of the help."""
    return [area(services) for feature in FEATURES for area in feature.areas]


def providers() -> Providers:
    """How each service of every feature is made."""
    return {service: make for feature in FEATURES for service, make in feature.services.provides.items()}


WAITING_NOTICES = DueKind(Notice, {"state": NoticeState.WAITING.value})
"""What waits in the outbox, of every feature."""
DUE_KINDS = (WAITING_NOTICES, *(kind for feature in FEATURES for job in feature.services.jobs for kind in job.due))
"""All whose due times a job waits for."""
OURS = {WAITING_NOTICES.kind, Seen}
"""Due for the outbox and for the housekeeping, which know no feature."""


def check(
    features: Sequence[Feature[...]],
    toasts: Mapping[Purpose, str],
    kinds: Iterable[type[Record]],
    purposes: Sequence[Purpose],
) -> None:
    """Whether each part of each feature has its one owner. Raises `ValueError` with a sentence for each mistake.

    `kinds` are all kinds of records, and `purposes` all that are declared. That two areas answer the same, `Presses`
    refuses; that two have words for the same, `cards.words`.
    """
    provided = [(each.__name__, feature.name) for feature in features for each in feature.services.provides]
    spoken = [(feature.services.topic, feature.name) for feature in features]
    topics = [(topic.name, name) for topic, name in spoken if topic]
    drawn = [(purpose, name) for topic, name in spoken if topic for purpose in topic.purposes]
    lines = [(kind, feature.name) for feature in features for kind in feature.lines]
    declared = [(purpose.value, type(purpose).__name__) for purpose in purposes]
    due = {kind for kind in kinds if "due_at" in kind.model_fields and kind.__module__.startswith("bot.")}
    jobs = [job for feature in features for job in feature.services.jobs]
    awaited = {each.kind for job in jobs for each in job.due} | {kind for job in jobs for kind in job.can_wait} | OURS
    mistakes = [
        *(f"two features provide `{service}`: {names}" for service, names in _twice(provided)),
        *(f"two features speak of the topic `{topic}`: {names}" for topic, names in _twice(topics)),
        *(f"two features draw `{purpose}`: {names}" for purpose, names in _twice(drawn)),
        *(f"two features draw the line `{kind}`: {names}" for kind, names in _twice(lines)),
        *(f"no feature draws the line `{kind}`" for kind in LineKind.all() if kind not in dict(lines)),
        *(f"two features declare the purpose `{value}`: {names}" for value, names in _twice(declared)),
        *(f"no feature draws `{each}`" for each in purposes if each not in {*dict(drawn), *CardPurpose}),
        *(f"`{each}` has no toast" for each in purposes if each not in toasts),
        *(f"nobody waits for the due time of {kind.__name__}" for kind in sorted(due - awaited, key=str)),
    ]
    if mistakes:
        raise ValueError("; ".join(mistakes))


def _twice(owned: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for what, owner in owned:
        owners[what].append(owner)
    return ((what, ", ".join(names)) for what, names in owners.items() if len(names) > 1)
