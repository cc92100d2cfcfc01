"""What people write of illegal material, made fit to be kept and shown: without addresses and without the material.

Nothing of the material is taken, quoted or passed on (I4, I5): not a file, not a picture written out as text, not the
address where it lies. What was written before a report was found to be one stays in its record, as its files stay in
the file store, and is shown to nobody from then on, whatever kind the report becomes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.policy.incidents.actions import ReportAction
from bot.policy.incidents.filtering import FilterDecision
from bot.policy.incidents.incident import Incident, Note, ReporterQuestion
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit import addresses, encoded
from bot.policy.kit.errors import Incomplete
from bot.policy.kit.records import Entry

LEFT_OUT = "[link left out]"
ENCODED_LEFT_OUT = "[picture or file left out]"
CLEANSED_TEXTS_CACHED = 256
"""Texts whose cleansing is remembered: it takes milliseconds, and each drawing of a card asks for it again."""
_UNTOUCHABLE_KINDS = frozenset(kind.id for kind in KINDS.values() if kind.untouchable)
_TOLD = ("to", "reference")
"""What people wrote among the facts of the timeline."""
_OPENING_MARKS, _AFTER = "(\"'“‘", ")\"'”’.,;!?"


@dataclass(frozen=True, slots=True)
class Cleansed:
    """A text without what may not be kept, and how many links and how many encoded pieces were left out of it."""

    text: str
    links: int = 0
    encoded: int = 0


@lru_cache(maxsize=CLEANSED_TEXTS_CACHED)
def cleanse(text: str) -> Cleansed:
    """The text without addresses and encoded content. What is left stays as it was typed.

    A text that was cleansed stays the same when it is cleansed again.
    """
    places = list(re.finditer(r"\S+", text))
    words = [place[0] for place in places]
    material = encoded.find_encoded(words)
    inside = {at for first, end in material for at in range(first, end)}
    links = [
        span
        for span in addresses.find_addresses(["" if at in inside else word for at, word in enumerate(words)])
        if not inside.intersection(range(*span))
    ]
    kept, done = [], 0
    for first, end, mark in sorted(
        [(*span, ENCODED_LEFT_OUT) for span in material] + [(*span, LEFT_OUT) for span in links]
    ):
        begins, ends = places[first].start(), places[end - 1].end()
        opening = len(words[first]) - len(words[first].lstrip(_OPENING_MARKS))
        closing = len(words[end - 1]) - len(words[end - 1].rstrip(_AFTER))
        kept += [text[done : begins + opening], mark]
        done = ends - closing if ends - closing > begins + opening else ends
    return Cleansed("".join((*kept, text[done:])), len(links), len(material))


def clean_account(account: Mapping[str, str]) -> tuple[dict[str, str], int]:
    """What somebody reports of illegal material as it is kept, and how many links were left out of it.

    It is never refused: nothing may stand before the ping.
    """
    clean = {field: cleanse(text) for field, text in account.items()}
    return {field: one.text for field, one in clean.items()}, sum(one.links for one in clean.values())


def clean_handler_texts(incident: Incident, **texts: str) -> dict[str, str]:
    """What a handler writes of an incident, fit to be kept: where it is of illegal material, without addresses.

    Raises `Incomplete` for each field that holds a picture or a file as text: nobody is alerted by it, so it can wait.
    """
    if not incident.untouchable:
        return texts
    clean = {field: cleanse(text) for field, text in texts.items()}
    wrong = {field: "form.encoded" for field, one in clean.items() if one.encoded}
    if wrong:
        raise Incomplete(**wrong)
    return {field: one.text for field, one in clean.items()}


def clean_form_texts(incident: Incident, texts: Mapping[str, str]) -> Mapping[str, str]:
    """What was typed into a form that comes back, without what may not be kept: it can be sent as it then stands."""
    return _clean(**texts) if incident.untouchable or texts.get("kind") in _UNTOUCHABLE_KINDS else texts


def clean_incident(incident: Incident) -> Incident:
    """The incident as anybody is shown it, whatever kind it was sent as and whoever wrote in it."""
    if not incident.untouchable:
        return incident
    referrals = tuple(
        one.model_copy(update=_clean(to=one.to, reference=one.reference, note=one.note)) for one in incident.referrals
    )
    update: dict[str, object] = {
        "account": _clean(**incident.account),
        "referrals": referrals,
        "questions": tuple(map(_question_shown, incident.questions)),
    }
    if incident.closing is not None:
        said = incident.closing
        words = _clean(
            outcome=said.outcome,
            reason=said.reason,
            cpoms=said.cpoms,
            no_referral=said.no_referral,
            to_reporter=said.to_reporter,
        )
        update["closing"] = said.model_copy(update=words)
    if incident.conduct is not None:
        update["conduct"] = incident.conduct.model_copy(update=_clean(reason=incident.conduct.reason))
    if incident.hold is not None:
        update["hold"] = incident.hold.model_copy(update=_clean(reason=incident.hold.reason))
    if incident.cpoms is not None:
        entered = incident.cpoms
        update["cpoms"] = entered.model_copy(update=_clean(reference=entered.reference, why_not=entered.why_not))
    if incident.breach is not None:
        update["breach"] = incident.breach.model_copy(update=_clean(reason=incident.breach.reason))
    return incident.model_copy(update=update)


def _question_shown(question: ReporterQuestion) -> ReporterQuestion:
    answers = tuple(each.model_copy(update=_clean(words=each.words)) for each in question.answers)
    return question.model_copy(update={**_clean(words=question.words), "answers": answers})


def note_shown(note: Note) -> Note:
    """A note on such an incident as anybody is shown it."""
    return note.model_copy(update=_clean(text=note.text))


def action_shown(action: ReportAction) -> ReportAction:
    """What is to be done about such an incident as anybody is shown it."""
    ended = action.ending.model_copy(update=_clean(words=action.ending.words)) if action.ending else None
    return action.model_copy(update={**_clean(words=action.words), "ending": ended})


def decision_shown(decision: FilterDecision) -> FilterDecision:
    """A decision on the address of such an incident as anybody is shown it: without the address."""
    return decision.model_copy(update=_clean(address=decision.address, reason=decision.reason, ticket=decision.ticket))


def entry_shown(entry: Entry) -> Entry:
    """A line of such an incident's timeline as anybody is shown it: what people wrote in it is cleansed too."""
    told = {key: entry.facts[key] for key in _TOLD if key in entry.facts}
    return entry.model_copy(update={"facts": {**entry.facts, **_clean(**told)}}) if told else entry


def _clean(**texts: str) -> dict[str, str]:
    return {field: cleanse(text).text for field, text in texts.items()}
