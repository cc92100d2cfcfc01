"""The one list of the product's features. Whatever has a part of each of them is made from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Concatenate, Generic, ParamSpec

from bot.policy.kit.briefing import LineKind
from bot.policy.kit.records import CardPurpose, Message, Notice, NoticeState, Purpose, Record, Seen
from bot.policy.kit.school import School
from bot.services.actions.feature import ACTIONS
from bot.services.announcements.feature import ANNOUNCEMENTS
from bot.services.answers.feature import ANSWERS
from bot.services.briefing.feature import BRIEFING
from bot.services.calls.feature import CALLS
from bot.services.committee.feature import COMMITTEE, CommitteeInspection
from bot.services.documents.feature import DOCUMENTS, DocumentsInspection
from bot.services.duties.feature import DUTIES, DutiesInspection
from bot.services.engine.remote_due import DueKind
from bot.services.feature import InspectionSection, InspectionSource, ServicePart, Wiring
from bot.services.files.feature import FILES
from bot.services.filtering.feature import FILTERING, FilteringInspection
from bot.services.finding.feature import FINDING
from bot.services.governors.feature import GOVERNORS, GovernorsInspection
from bot.services.incidents.feature import INCIDENTS, DrillsInspection
from bot.services.induction.feature import INDUCTION
from bot.services.inspection.feature import INSPECTION
from bot.services.kit.topics import Topic
from bot.services.log.feature import THE_LOG, ReviewsInspection
from bot.services.policy_changes.feature import POLICY_CHANGES
from bot.services.practice.feature import PRACTICE
from bot.services.reach.feature import REACH
from bot.services.requests.feature import REQUESTS
from bot.services.services import Providers, Services
from bot.services.simulation.feature import SIMULATION
from cards.actions.actions import ACTION_LINES, own_message
from cards.announcements.overview import announcement_message
from cards.answers.answers import ANSWERS_LINES
from cards.briefing.briefing import briefing_message
from cards.calls.lists import CALL_LINES
from cards.calls.notices import call_message
from cards.committee.meeting import committee_message
from cards.committee.pack import committee_section
from cards.documents.champion import DOCUMENT_LINES
from cards.documents.export import documents_section
from cards.documents.notices import document_message
from cards.duties.duty_card import duty_message
from cards.duties.year import DUTY_LINES, duties_section
from cards.files.evidence import file_message
from cards.filtering.forms import filter_review_message
from cards.filtering.register import filtering_section
from cards.governors.document import governors_section
from cards.governors.report import governors_message
from cards.incidents.notices import incident_message
from cards.induction.induction import induction_message
from cards.kit.guide import Faces
from cards.log.export import drills_section, reviews_section
from cards.log.log import LOG_LINES, log_message
from cards.reach.reach import REACH_LINES, reach_message
from cards.requests.request_card import request_message
from dialogs.actions import ActionsArea
from dialogs.afterthoughts import AfterthoughtsArea
from dialogs.announcements import AnnouncementsArea
from dialogs.answers import AnswersArea
from dialogs.briefing import BriefingArea
from dialogs.calls import AbsenceArea, CallsArea
from dialogs.committee import CommitteeArea
from dialogs.documents import DocumentsArea
from dialogs.duties import DutiesArea
from dialogs.files import FilesArea
from dialogs.filtering import FilteringArea
from dialogs.finding import FindingArea
from dialogs.governors import GovernorsArea
from dialogs.handling import HandlingArea
from dialogs.induction import InductionArea
from dialogs.inspection import InspectionArea
from dialogs.linking import LinkingArea
from dialogs.log import LogArea
from dialogs.policy_changes import PolicyChangesArea
from dialogs.practice import PracticeArea
from dialogs.press import Area
from dialogs.questions import QuestionsArea
from dialogs.reach import DrillsArea, ReachArea
from dialogs.reporting import ReportingArea
from dialogs.requests import RequestsArea
from dialogs.simulation import SimulationArea
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
    inspection: Sequence[InspectionSection[Any]] = ()
    """Its sections of the archive for an inspection."""

    def topic(self, wiring: Wiring) -> Topic | None:
        """Its topic, whose cards are drawn for the school at hand, and as they are now."""
        context, drawn, spoken = wiring.context, self.draw, self.services.topic
        if drawn is None or spoken is None:
            return None

        def draw(*told: P.args, **named: P.kwargs) -> Message:
            return drawn(context.school, context.clock.now(), *told, **named)

        return spoken.make(wiring, draw)


_GATHERED_FROM: Sequence[Feature[...]] = (
    Feature(
        "incidents",
        INCIDENTS,
        incident_message,
        (ReportingArea, HandlingArea, QuestionsArea, AfterthoughtsArea, LinkingArea),
        inspection=(InspectionSection(DrillsInspection, drills_section),),
    ),
    Feature("actions", ACTIONS, own_message, (ActionsArea,), ACTION_LINES),
    Feature("calls", CALLS, call_message, (CallsArea, AbsenceArea), CALL_LINES),
    Feature("requests", REQUESTS, request_message, (RequestsArea,)),
    Feature(
        "duties",
        DUTIES,
        duty_message,
        (DutiesArea,),
        DUTY_LINES,
        inspection=(InspectionSection(DutiesInspection, duties_section),),
    ),
    Feature(
        "filtering",
        FILTERING,
        filter_review_message,
        (FilteringArea,),
        inspection=(InspectionSection(FilteringInspection, filtering_section),),
    ),
    Feature(
        "committee",
        COMMITTEE,
        committee_message,
        (CommitteeArea,),
        inspection=(InspectionSection(CommitteeInspection, committee_section),),
    ),
    Feature(
        "log",
        THE_LOG,
        log_message,
        (LogArea,),
        LOG_LINES,
        inspection=(InspectionSection(ReviewsInspection, reviews_section),),
    ),
    Feature(
        "governors",
        GOVERNORS,
        governors_message,
        (GovernorsArea,),
        inspection=(InspectionSection(GovernorsInspection, governors_section),),
    ),
    Feature("policy_changes", POLICY_CHANGES, None, (PolicyChangesArea,)),
    Feature("finding", FINDING, None, (FindingArea,)),
    Feature("files", FILES, file_message, (FilesArea,)),
    Feature(
        "documents",
        DOCUMENTS,
        document_message,
        (DocumentsArea, TrainingArea),
        DOCUMENT_LINES,
        inspection=(InspectionSection(DocumentsInspection, documents_section),),
    ),
    Feature("announcements", ANNOUNCEMENTS, announcement_message, (AnnouncementsArea,)),
    Feature("reach", REACH, reach_message, (ReachArea, DrillsArea), REACH_LINES),
    Feature("practice", PRACTICE, None, (PracticeArea,)),
    Feature("induction", INDUCTION, induction_message, (InductionArea,)),
    Feature("simulation", SIMULATION, None, (SimulationArea,)),
    Feature("answers", ANSWERS, None, (AnswersArea,), ANSWERS_LINES),
)
LINE_FACES: Faces = {kind: face for feature in _GATHERED_FROM for kind, face in feature.lines.items()}
"""The lines of the briefing, whichever feature they are of."""
INSPECTION_SECTIONS = [section for feature in _GATHERED_FROM for section in feature.inspection]
"""The sections of the archive for an inspection, in their order."""
FEATURES: Sequence[Feature[...]] = (
    Feature("briefing", BRIEFING, partial(briefing_message, LINE_FACES), (partial(BriefingArea, LINE_FACES),)),
    *_GATHERED_FROM,
    Feature("inspection", INSPECTION, None, (partial(InspectionArea, INSPECTION_SECTIONS),)),
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
    ours = [kind for kind in kinds if kind.__module__.startswith("bot.")]
    kept = [(kind.TABLE, kind.__name__) for kind in ours]
    due = {kind for kind in ours if "due_at" in kind.model_fields}
    jobs = [job for feature in features for job in feature.services.jobs]
    awaited = {each.kind for job in jobs for each in job.due} | {kind for job in jobs for kind in job.can_wait} | OURS
    mistakes = [
        *(f"two features provide `{service}`: {names}" for service, names in _twice(provided)),
        *(f"two features speak of the topic `{topic}`: {names}" for topic, names in _twice(topics)),
        *(f"two features draw `{purpose}`: {names}" for purpose, names in _twice(drawn)),
        *(f"two features draw the line `{kind}`: {names}" for kind, names in _twice(lines)),
        *(f"no feature draws the line `{kind}`" for kind in LineKind.all() if kind not in dict(lines)),
        *(f"no feature draws what `{each.__name__}` has for an inspection" for each in _undrawn_sources(features)),
        *(f"two kinds of records are kept in `{table}`: {names}" for table, names in _twice(kept)),
        *(f"two features declare the purpose `{value}`: {names}" for value, names in _twice(declared)),
        *(f"no feature draws `{each}`" for each in purposes if each not in {*dict(drawn), *CardPurpose}),
        *(f"`{each}` has no toast" for each in purposes if each not in toasts),
        *(f"nobody waits for the due time of {kind.__name__}" for kind in sorted(due - awaited, key=str)),
    ]
    if mistakes:
        raise ValueError("; ".join(mistakes))


def _undrawn_sources(features: Sequence[Feature[...]]) -> list[type[object]]:
    drawn = {section.source for feature in features for section in feature.inspection}
    provided = [each for feature in features for each in feature.services.provides]
    return [each for each in provided if issubclass(each, InspectionSource) and each not in drawn]


def _twice(owned: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for what, owner in owned:
        owners[what].append(owner)
    return ((what, ", ".join(names)) for what, names in owners.items() if len(names) > 1)
