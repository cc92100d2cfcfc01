"""Files that waited for their form, and the report that it became: brought together, whichever came first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.files import evidence
from bot.policy.files.evidence import Arrival, EvidenceFile
from bot.policy.incidents import telling
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.outcome import Outcome
from bot.policy.kit.records import Draft
from bot.services.files.evidence import Evidence
from bot.services.incidents.loading import load_standing
from bot.services.kit.decisions import decide
from bot.services.kit.posted_cards import load_posted
from bot.services.ports import Clock, Store


async def files_waiting_for(store: Store, draft: str) -> Sequence[EvidenceFile]:
    """The files that wait for the form of that draft key, or belong to the incident of that reference."""
    return await store.find(EvidenceFile, where={"subject": draft})


async def join(
    store: Store, arrivals: Sequence[Arrival], held: Sequence[EvidenceFile], kind: str, reference: str, at: datetime
) -> Outcome:
    """What changes of files, and of what was said of them, when the form is sent for which they wait."""
    posted = await load_posted(store, [arrival.id for arrival in arrivals]) if arrivals else ((), ())
    return evidence.attach_files(held, kind, reference, at) + evidence.join_arrivals(
        arrivals, *posted, kind, reference, at
    )


async def seal_if_untouchable(store: Store, incident: Incident, kind: str) -> Outcome:
    """The seal upon the files of an incident that becomes illegal material with this kind, or has been until now.

    A file that is kept at this very moment keeps the incident anew, or its arrival: then this is decided again.
    """
    if not (incident.untouchable or KINDS[kind].untouchable):
        return Outcome()
    arrivals = await store.find(Arrival, where={"subject": incident.id})
    return evidence.seal_files(await files_waiting_for(store, incident.id), arrivals)


async def attach_late(store: Store, clock: Clock, evidence_service: Evidence, draft: str) -> None:
    """A form that was sent in the very moment in which its file was kept gets the file all the same."""

    async def attempt() -> tuple[Outcome, None]:
        filed = await store.get(Draft, draft)
        held = await files_waiting_for(store, draft) if filed else ()
        if filed is None or not held:
            return Outcome(), None
        standing = await load_standing(store, filed.subject)
        incident = standing.incident
        arrivals = await store.find(Arrival, where={"subject": draft})
        joined = await join(store, arrivals, held, incident.kind, incident.id, incident.reported_at)
        if not joined:
            return Outcome(), None
        named, heard = await evidence_service.hold_back_named_in(standing, held)
        told = Outcome(records=(named.incident,)) + telling.redraw_all(standing, clock.now())
        return joined + told + heard, None

    await decide(store, attempt)
