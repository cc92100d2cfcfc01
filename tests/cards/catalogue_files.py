"""The cards of files and of the message action, for the catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.policy.files.receiving import KeptWith
from bot.policy.incidents.evidence import EvidenceFile, FileResult
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Person
from bot.policy.kit.school import School
from cards.files import evidence
from cards.incidents import incidents, receipts, reporting
from cards.kit.elements import AdaptiveCard
from cards.words.files import SENTENCES

EMOJI = "🙈" * 80 + ".png"


def evidence_cards(school: School, view: IncidentView, reader: Person, now: datetime) -> dict[str, AdaptiveCard]:
    """Every card on which files stand, with as many of them and as long names as can be."""
    kind = view.incident.kind
    file = EvidenceFile(
        id="f",
        subject=view.incident.id,
        by=view.incident.reporter,
        at=view.incident.reported_at,
        name=EMOJI,
        kind="png",
        size=10 * 1024 * 1024,
        sha256="f" * 64,
    )
    few = replace(view, files=(file.model_copy(update={"name": "screenshot.png"}),))
    many = replace(view, files=tuple(file.model_copy(update={"id": f"f{number}"}) for number in range(20)))
    cards = {"choose a file, none": evidence.file_form(view)}
    sealed = replace(many, files=tuple(one.model_copy(update={"never_opened": True}) for one in many.files))
    mixed = replace(many, files=(*many.files[:-1], sealed.files[-1]))
    every = {"one file": few, "twenty files": many, "sealed files": sealed, "a sealed file": mixed}
    for name, shown in every.items():
        cards[f"handler's, {name}"] = incidents.incident_card(school, now, shown, reader)
        cards[f"receipt, {name}"] = receipts.report_receipt(school, now, shown)
        cards[f"choose a file, {name}"] = evidence.file_form(shown)
    keys = [key for key in SENTENCES if not SENTENCES[key].count("{")]
    results = [FileResult(name=EMOJI, key=key) for key in keys[:10]]
    said = [SENTENCES[key] for key in keys[:10]]
    return {f"{kind}: {name}": card for name, card in cards.items()} | {
        "files, none kept": evidence.arrival_card(results, "OS-2026-0001", said, KeptWith.REPORT),
        "files, kept": evidence.arrival_card(
            [FileResult(name="a.png", file="f")], "OS-2026-0001", [""], KeptWith.REPORT
        ),
        "files, held": evidence.arrival_card([FileResult(name="a.png", file="f")], "d", [""], KeptWith.FORM),
        "files, of a duty": evidence.arrival_card(results, "DU-2026-0001", said, KeptWith.OTHER),
        "files, looking": evidence.looking_card(SENTENCES["file.looking"]),
        "files, refused": evidence.refusal_card(SENTENCES["file.untouchable_nobody"]),
        "message action, kinds": reporting.message_kinds_card(school, "d", ["threat"], EMOJI, 3),
        f"message action, {kind}": reporting.message_form(kind, "d", {f.id: EMOJI * 99 for f in KINDS[kind].form}, 1),
    }
