"""The use cases of one school in one place, as the dialogs and the edge are given them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.policy.kit.school import School
from bot.services.aup.services import AupServices
from bot.services.aup.trained import TrainingRecords
from bot.services.calls.absence import Absences
from bot.services.calls.calls import Calls
from bot.services.files.evidence import Evidence
from bot.services.files.offers import Offers
from bot.services.incidents.drills import Drills
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.reports import Reports
from bot.services.kit.context import ServiceContext
from bot.services.kit.null_ports import NoFileStore, NoFileTransfer
from bot.services.log.exports import Exports
from bot.services.log.log import Log
from bot.services.log.retention import Retention
from bot.services.ports import Clock, Directory, FileStore, FileTransfer, Messenger
from bot.services.reach.reach import Reach


@dataclass(frozen=True, slots=True)
class Services:
    """What a turn may ask for."""

    school: School
    clock: Clock
    directory: Directory
    reports: Reports
    incidents: Incidents
    reach: Reach
    drills: Drills
    log: Log
    exports: Exports
    retention: Retention
    evidence: Evidence
    offers: Offers
    calls: Calls
    absences: Absences
    aup: AupServices

    @classmethod
    def of(
        cls,
        context: ServiceContext,
        messenger: Messenger,
        file_store: FileStore | None = None,
        file_transfer: FileTransfer | None = None,
    ) -> Self:
        """The use cases of a school and the road to its people.

        Without a file store and a transfer no file can be kept or offered, and whoever asks for one is told so.
        """
        store, clock = context.store, context.clock
        files = file_store or NoFileStore()
        offers = Offers(store, files, file_transfer or NoFileTransfer(), clock, context.triggers)
        retention = Retention(context, files)
        return cls(
            school=context.school,
            clock=clock,
            directory=context.directory,
            reports=Reports(context),
            incidents=Incidents(context),
            reach=Reach(context, messenger),
            drills=Drills(context),
            log=Log(context, retention),
            exports=Exports(context, offers),
            retention=retention,
            evidence=Evidence(context),
            offers=offers,
            calls=Calls(context, offers, training=TrainingRecords(store, context.school.timezone)),
            absences=Absences(context),
            aup=AupServices.of(context, offers),
        )
