"""Files that people send in, and those that they are offered, as the services of a school have them."""

from __future__ import annotations

from bot.policy.files import FilePurpose
from bot.policy.files.offers import Offer
from bot.policy.files.receiving import FILE_TOPIC
from bot.policy.incidents.evidence import Arrival, EvidenceFile
from bot.services.engine.remote_due import DueKind
from bot.services.feature import FileKeeper, JobSpec, ServicePart, TopicSpec, Wiring
from bot.services.files.evidence import FileIntake
from bot.services.files.fetching import Fetching
from bot.services.files.offers import Offers
from bot.services.files.topic import DrawFile, FileTopic
from bot.services.services import Services


def _topic(wiring: Wiring, draw: DrawFile) -> FileTopic:
    return FileTopic(wiring.context.store, wiring.services.get(FileIntake), draw)


def _offers(services: Services) -> Offers:
    context = services.context
    keepers = services.every(FileKeeper)
    return Offers(context.store, services.file_store, services.file_transfer, context.clock, context.triggers, keepers)


def _fetching(wiring: Wiring) -> Fetching:
    context, evidence = wiring.context, wiring.services.get(FileIntake)
    return Fetching(
        context.store, wiring.services.file_store, wiring.downloader, evidence, context.clock, context.triggers
    )


FILES = ServicePart(
    topic=TopicSpec(name=FILE_TOPIC, purposes=FilePurpose, make=_topic),
    provides={
        FileIntake: lambda services: FileIntake(services.context, services.every(FileKeeper)),
        Offers: _offers,
    },
    jobs=(
        # A report that is filed, or of another kind now, decides what becomes of its files, which are then kept anew.
        JobSpec(_fetching, due=(DueKind(Arrival), DueKind(EvidenceFile), DueKind(Offer))),
    ),
    settles=lambda wiring: wiring.services.get(Offers),
)
