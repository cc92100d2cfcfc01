"""The files of a report in the store: those that wait for its form, and those that are sealed with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.incidents import evidence
from bot.policy.incidents.evidence import Arrival, EvidenceFile
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.outcome import Outcome
from bot.services.kit.posted_cards import load_posted
from bot.services.ports import Store


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
