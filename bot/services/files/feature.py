"""Files that people send in, and those that they are offered, as the services of a school have them."""

from __future__ import annotations

from bot.policy.files import FilePurpose
from bot.policy.files.evidence import TOPIC, Arrival, EvidenceFile
from bot.policy.files.offers import Offer
from bot.policy.incidents.incident import Incident
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, ServicePart, TopicSpec, Wiring
from bot.services.files.fetching import Fetching
from bot.services.files.topic import Draw, FileTopic


def _topic(wiring: Wiring, draw: Draw) -> FileTopic:
    return FileTopic(wiring.context.store, wiring.services.evidence, draw)


def _fetching(wiring: Wiring) -> Fetching:
    context, evidence = wiring.context, wiring.services.evidence
    return Fetching(context.store, wiring.file_store, wiring.downloader, evidence, context.clock, context.triggers)


FILES = ServicePart(
    topic=TopicSpec(name=TOPIC, purposes=FilePurpose, make=_topic),
    jobs=(
        JobSpec(
            _fetching,
            due=(DueKind(Arrival), DueKind(EvidenceFile), DueKind(Offer)),
            also=(Incident,),  # a report that is filed, or of another kind now, decides what becomes of its files
        ),
    ),
    settles=lambda wiring: wiring.services.offers,
)
