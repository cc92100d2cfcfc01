"""The files of evidence that people add to a duty: who may add and open them, asked afresh, and what is kept."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy.duties import doing
from bot.policy.duties.doing import NotYourDuty
from bot.policy.incidents.evidence import EvidenceFile
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Who
from bot.policy.kit.references import DUTY_PREFIX
from bot.policy.kit.roles import CHAMPION, HEADTEACHER, STAFF
from bot.services.duties.loading import DutyLoader, DutyRecords
from bot.services.feature import FileKeeper, KeepsFiles
from bot.services.kit.context import ServiceContext
from bot.services.kit.decisions import reconfirm_roles


class DutyFiles(FileKeeper):
    """The files of duties, for whoever takes them in and hands them out."""

    prefix = DUTY_PREFIX

    def __init__(self, context: ServiceContext) -> None:
        self._load = DutyLoader.of(context)

    async def prepare(self, by: Person, reference: str) -> None:
        """Return when they may add files. Raises `UnknownDuty`, `NotYourDuty`, `DirectoryUnavailable`."""
        await self._allow(by, await self._load.load(reference, by))

    async def add(self, by: Who, reference: str, files: Sequence[EvidenceFile]) -> Outcome:
        """Keep these with the duty, each once in the timeline. Raises as `prepare`, by the roles of now."""
        person = await self._load.directory.person(by.id)
        if person is None:
            raise NotYourDuty()
        records = await self._load.load(reference, person)
        await self._allow(person, records)
        return doing.add_files(records.snapshot, files, self._load.clock.now()) if files else Outcome()

    async def open(self, by: Person, reference: str) -> KeepsFiles:
        """The duty and its files. Raises as `prepare`."""
        records = await self._load.load(reference, by)
        await self._allow(by, records)
        return KeepsFiles(records.duty, records.files)

    async def _allow(self, person: Person, records: DutyRecords) -> None:
        roles = {records.duty.rule.role, HEADTEACHER, CHAMPION, STAFF}
        confirmed = await reconfirm_roles(self._load.directory, person, roles)
        doing.prepare_files(records.duty, await self._load.people(records.duty), confirmed)
