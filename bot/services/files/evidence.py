"""Files in: where a person's files go, and what they are told at once. Fetching them is the work of `fetching`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.policy.files import receiving
from bot.policy.files.receiving import (
    MAX_FILES_PER_MESSAGE,
    MAX_FILES_PER_REPORT,
    UNTOUCHABLE,
    FileRequest,
    KeptWith,
    OpenForm,
    SafeguardingLeads,
    SenderNote,
)
from bot.policy.incidents import telling
from bot.policy.incidents.evidence import Arrival, EvidenceFile, SentFile
from bot.policy.incidents.incident import OPEN_STATES, Incident
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import DirectoryUnavailable
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Person
from bot.policy.kit.records import Draft, Notice, Who
from bot.policy.kit.roles import Role
from bot.services.feature import FileKeeper, keeper_of
from bot.services.incidents.evidence import files_waiting_for, join
from bot.services.incidents.loading import holders, load_standing
from bot.services.incidents.subjects import hold_back_named
from bot.services.kit.context import Service, ServiceContext
from bot.services.kit.decisions import Actor, decide, reject_if_seen

TOLD_OF_MATERIAL: tuple[Role, ...] = ("headteacher", "dsl", "deputy_dsl")


class FileIntake(Service):
    """What happens when somebody sends files."""

    def __init__(self, context: ServiceContext, keepers: Sequence[FileKeeper] = ()) -> None:
        super().__init__(context)
        self._keepers = keepers

    async def take(
        self, actor: Actor, sent: Sequence[SentFile], form: OpenForm | None, asked: FileRequest | None = None
    ) -> SenderNote:
        """Take files that somebody sent in their own chat, or say why not. The same message is taken once.

        `asked` says on what else than a report they pressed **Add a file**. Raises what its keeper's `prepare` raises.

        Nothing is fetched within the turn: a slow host would keep the person waiting for an answer, and Teams would
        send the message again. What became of each file is told by a message of its own.
        """
        blocking = await self.in_the_way(actor.person.id)
        if blocking:
            await self._keep(actor, lambda: self.refuse(actor.person.who, blocking))
            return await self.untouchable(actor.person.id, blocking)
        own = await self._store.find(
            Incident, where={"reporter_id": actor.person.id, "state": list(OPEN_STATES)}, newest_first=True, limit=50
        )
        target = receiving.choose_target(form, own, asked, self._clock.now())
        if target.key == "file.untouchable":
            return await self.untouchable(actor.person.id, ())
        if target.key:
            return SenderNote(target.key, {"reference": asked.subject} if asked else {})
        keeper = self.keeper_of(target.subject)
        if keeper is not None:
            await keeper.prepare(actor.person, target.subject)
        if len(sent) > MAX_FILES_PER_MESSAGE:
            return SenderNote("file.too_many_at_once", {"most": str(MAX_FILES_PER_MESSAGE)})
        held = await self._store.find(EvidenceFile, where={"subject": target.subject})
        if len(held) + len(sent) > MAX_FILES_PER_REPORT:
            return SenderNote("file.too_many", {"most": str(MAX_FILES_PER_REPORT)})

        async def announce() -> Outcome:
            return receiving.announce_files(actor.activity, actor.person, sent, target.subject, self._clock.now())

        await self._keep(actor, announce)
        return SenderNote("file.looking_for", {"reference": target.subject}) if keeper else SenderNote("file.looking")

    def keeper_of(self, reference: str) -> FileKeeper | None:
        """Who keeps the files of that record; None for a report, or the form of one."""
        return keeper_of(self._keepers, reference)

    async def kept_with(self, arrival: Arrival) -> KeptWith:
        """What the files of an arrival are kept with."""
        if self.keeper_of(arrival.subject) is not None:
            return KeptWith.OTHER
        return KeptWith.REPORT if await self._store.get(Incident, arrival.subject) else KeptWith.FORM

    async def take_in_company(self, actor: Actor, count: int) -> None:
        """Files came from a chat with others, where none is ever taken. When it matters, the sender is told in private
        what to do with their copy, and nobody in that chat learns why."""
        blocking = await self.in_the_way(actor.person.id)
        if blocking:
            told = receiving.answer_sender(
                actor.activity, actor.person.who, "file.untouchable", count, self._clock.now()
            )

            async def refuse() -> Outcome:
                return await self.refuse(actor.person.who, blocking) + told

            await self._keep(actor, refuse)

    async def in_the_way(self, sender: str) -> tuple[Incident, ...]:
        """The open reports because of which this person's files are not taken."""
        found = await self._store.find(Incident, where={"kind": list(UNTOUCHABLE), "state": list(OPEN_STATES)})
        return receiving.blocking_reports(await self._person(sender), found) if found else ()

    async def _person(self, id: str) -> Person:
        """The person with the roles of now, none where the directory cannot say: what they reported or were alerted for
        counts all the same."""
        try:
            found = await self._directory.person(id)
        except DirectoryUnavailable:
            found = None
        return found or Person(id=id, name="")

    async def refuse(self, sender: Who, blocking: Sequence[Incident]) -> Outcome:
        """What is told and kept of files that were not taken; of one sender nobody is told twice in a day."""
        outcome = receiving.refuse_files(sender, blocking, await self.deciders(), self._clock.now())
        news = [each for each in outcome.notices if await self._store.get(Notice, each.id) is None]
        return replace(outcome, notices=tuple(news))

    async def untouchable(self, sender: str, blocking: Sequence[Incident]) -> SenderNote:
        """That no file is taken now, and whom to tell, with their telephone number."""
        lead = (await self.deciders()).to_tell(sender, blocking)
        if lead is None:
            return SenderNote("file.untouchable_nobody")
        if not lead.phone:
            return SenderNote("file.untouchable_no_phone", {"who": lead.name})
        return SenderNote("file.untouchable", {"who": lead.name, "phone": lead.phone})

    async def deciders(self) -> SafeguardingLeads:
        """Who leads on safeguarding. Raises `DirectoryUnavailable`."""
        return SafeguardingLeads(await holders(self._directory, TOLD_OF_MATERIAL))

    async def hold_back_named_in(
        self, snapshot: IncidentSnapshot, files: Sequence[EvidenceFile]
    ) -> tuple[IncidentSnapshot, Outcome]:
        """The report as it stands once it holds back whom the names of these files name, as its reporter's other words
        do, and what the timeline says of that."""
        by = snapshot.incident.reporter
        context = ActionContext(Person(id=by.id, name=by.name), self._clock.now(), self._calendar)
        return await hold_back_named(self._directory, self._school, snapshot, context, [file.name for file in files])

    async def sentence_of(self, arrival: Arrival, key: str) -> SenderNote:
        """The sentence for one result of an arrival."""
        if key != "file.untouchable":
            return SenderNote(key)
        return await self.untouchable(arrival.by.id, await self.in_the_way(arrival.by.id))

    async def attach_late(self, draft: str) -> None:
        """A form that was sent in the very moment in which its file was kept gets the file all the same."""

        async def attempt() -> tuple[Outcome, None]:
            filed = await self._store.get(Draft, draft)
            held = await files_waiting_for(self._store, draft) if filed else ()
            if filed is None or not held:
                return Outcome(), None
            standing = await load_standing(self._store, filed.subject)
            incident = standing.incident
            arrivals = await self._store.find(Arrival, where={"subject": draft})
            joined = await join(self._store, arrivals, held, incident.kind, incident.id, incident.reported_at)
            if not joined:
                return Outcome(), None
            named, heard = await self.hold_back_named_in(standing, held)
            told = Outcome(records=(named.incident,)) + telling.redraw_all(standing, self._clock.now())
            return joined + told + heard, None

        await decide(self._store, attempt)

    async def _keep(self, actor: Actor, decided: Callable[[], Awaitable[Outcome]]) -> None:
        async def attempt() -> tuple[Outcome, None]:
            return await reject_if_seen(self._store, self._clock, actor, await decided()), None

        await decide(self._store, attempt, self._triggers)
