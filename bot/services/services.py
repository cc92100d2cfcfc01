"""The front desk of one school: its use cases in one place, as the dialogs and the edge are given them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from bot.policy.kit.school import School
from bot.services.aup.services import AupServices
from bot.services.aup.trained import TrainingRecords
from bot.services.calls.absence import Absences
from bot.services.calls.calls import Calls
from bot.services.engine.triggers import JobTriggers
from bot.services.files.evidence import Evidence
from bot.services.files.offers import Offers
from bot.services.incidents.drills import Drills
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.reports import Reports
from bot.services.kit.null_ports import NoFileStore, NoFileTransfer
from bot.services.log.exports import Exports
from bot.services.log.log import Log
from bot.services.log.retention import Retention
from bot.services.ports import Clock, Directory, FileStore, FileTransfer, Messenger, Store
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
        store: Store,
        directory: Directory,
        school: School,
        clock: Clock,
        triggers: JobTriggers,
        messenger: Messenger,
        file_store: FileStore | None = None,
        file_transfer: FileTransfer | None = None,
    ) -> Self:
        """The use cases of a school over its store, its directory and the road to its people.

        Without a cabinet and a carrier no file can be kept or offered, and whoever asks for one is told so.
        """
        files = file_store or NoFileStore()
        offers = Offers(store, files, file_transfer or NoFileTransfer(), clock, triggers)
        retention = Retention(store, directory, school, clock, triggers, files)
        return cls(
            school=school,
            clock=clock,
            directory=directory,
            reports=Reports(store, directory, school, clock, triggers),
            incidents=Incidents(store, directory, school, clock, triggers),
            reach=Reach(store, directory, messenger, school, clock, triggers),
            drills=Drills(store, directory, school, clock, triggers),
            log=Log(store, school, clock, triggers, retention),
            exports=Exports(store, directory, school, clock, offers),
            retention=retention,
            evidence=Evidence(store, directory, school, clock, triggers),
            offers=offers,
            calls=Calls(
                store, directory, school, clock, triggers, offers, training=TrainingRecords(store, school.timezone)
            ),
            absences=Absences(store, directory, school, clock, triggers),
            aup=AupServices.of(store, directory, school, clock, triggers, offers),
        )
