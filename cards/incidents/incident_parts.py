"""Parts that an incident's cards share: how it stands, what was written, whom to phone, what may be merged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.routes import LADO
from bot.policy.incidents.untouchable import ENCODED_LEFT_OUT
from bot.policy.kit.people import Contact
from bot.policy.kit.school import School
from cards.incidents import IncidentVerb
from cards.kit import links, parts, times
from cards.kit.elements import CardElement, SubmitAction
from cards.kit.times import Say
from cards.words import handling as handling_words
from cards.words import incidents as wording
from cards.words.handling import CHECKLIST
from cards.words.kinds import KIND_WORDS, answer_words, label
from cards.words.kit import REST_IN_EXPORT

MESSAGE_BYTES = 1_200
"""Bytes of JSON that a message to copy may take."""


def incident_status(incident: Incident, say: Say, *, for_reporter: bool = False) -> str:
    """How an incident stands, in one line. Its reporter reads of whoever did nothing only that they had it."""
    ended = _end_line(incident, say)
    if ended:
        return ended
    if incident.owner is not None and incident.owned_at is not None:
        return f"{incident.owner.name} has it, since {say(incident.owned_at)}"
    if incident.unanswered_at is not None:
        return wording.UNTAKEN_BY_ALL
    if incident.pending_lookup is not None:
        return wording.NOT_TOLD_YET
    if incident.handed_to is not None:
        said = wording.HANDED_IN_VAIN if incident.ladder.has_begun else wording.HANDED_OVER_TO
        return said.format(who=incident.handed_to.name)
    if incident.lapsed is not None:
        said = wording.HAD_IT if for_reporter else wording.LAPSED[incident.lapsed.left]
        return said.format(who=incident.lapsed.by.name, at=say(incident.lapsed.since))
    if incident.ladder.waits and not incident.rung and incident.ladder.next_at is not None:
        return wording.WAITS_FOR_HOURS.format(at=say(incident.ladder.next_at))
    if not incident.ladder.has_begun and not incident.rung and incident.ladder.next_at is not None:
        return wording.GOES_OUT_AT.format(at=say(incident.ladder.next_at))
    return wording.UNTAKEN


def _end_line(incident: Incident, say: Say) -> str:
    if incident.removed_at is not None:
        return wording.REMOVED_AT.format(at=say(incident.removed_at))
    if incident.merged_into:
        return f"Merged into {incident.merged_into}"
    if incident.closing is not None:
        return f"Closed by {incident.closing.by.name}, {say(incident.closing.at)}"
    return ""


def happened_line(school: School, now: datetime, incident: Incident) -> str:
    """When it happened, as far as that is known."""
    if incident.happened_at is not None:
        return times.standing(school, incident.happened_at, now)
    if incident.happened_on is not None:
        return f"earlier on {times.day(school, incident.happened_on, now)}"
    return handling_words.NOT_SAID


def labelled_account(incident: Incident) -> list[tuple[str, str]]:
    """What the reporter wrote, each answer with its label, in the form's order."""
    known = [field.id for field in KINDS[incident.kind].form]
    # After a change of kind the account keeps the fields of the form that was sent.
    order = [*known, *(field for field in incident.account if field not in known)]
    account = incident.account
    return [(label(incident.kind, f), answer_words(f, account[f])) for f in order if f in account]


def account_answers(incident: Incident, max_bytes: int = parts.TYPED_BYTES) -> list[CardElement]:
    """What the reporter wrote, exactly, under the form's own labels, and for those who handle it where the rest is."""
    if not incident.account:
        return [parts.paragraph(wording.NO_DETAILS)]
    return [*parts.answer_list(labelled_account(incident), max_bytes, REST_IN_EXPORT), *left_out_lines(incident)]


def first_words(incident: Incident, most: int) -> str:
    """What was written, on one line and cut after a word to at most that many characters; empty when nothing was."""
    said = " ".join(incident.account.get("what", "").split())
    if len(said) <= most:
        return said
    kept = said[: most - 1]
    return (kept.rpartition(" ")[0] or kept) + "…"


def left_out_lines(incident: Incident) -> list[CardElement]:
    """Says that links, or pictures and files pasted as text, were kept out of the report."""
    shown: list[CardElement] = []
    if incident.links_left_out:
        shown.append(parts.small(wording.links_kept_out(incident.links_left_out)))
    if any(ENCODED_LEFT_OUT in text for text in incident.account.values()):
        shown.append(parts.small(wording.ENCODED_KEPT_OUT))
    return shown


def outside_contacts(school: School, incident: Incident) -> Sequence[Contact]:
    """The outside contacts that its handlers need while it is open; the LADO where an adult of the school is named."""
    if incident.state is State.CLOSED:
        return ()
    shown = school.contacts_of(incident.ladder.route)
    lado = [contact for contact in school.contacts if contact.id == LADO and incident.concerning]
    return (*shown, *(contact for contact in lado if contact not in shown))


def checklist(contacts: Sequence[Contact]) -> list[CardElement]:
    """Who to phone in which case (I3, I16, I17)."""
    rows: list[CardElement] = [
        links.contact(contact.name, CHECKLIST[contact.id], phone=contact.phone, web=contact.web)
        for contact in contacts
        if contact.id in CHECKLIST
    ]
    return [parts.heading(handling_words.WHO_TO_PHONE), *rows] if rows else []


def copy_block(school: School, incident: Incident, contacts: Sequence[Contact]) -> list[CardElement]:
    """A message for the contact whom this kind is reported to, ready to copy, and as an e-mail (I8, I10)."""
    tell = KINDS[incident.kind].tell
    contact = next((contact for contact in contacts if contact.id == tell), None)
    message = KIND_WORDS[incident.kind].message
    if contact is None or message is None:
        return []
    reported = times.full(school, incident.reported_at)
    message = message.fill(incident.account, school=school.name, reported=reported, reference=incident.id)
    return [
        parts.heading(f"Message for {contact.name}"),
        links.contact(contact.name, phone=contact.phone, mail=contact.mail, web=contact.web),
        parts.typed_text(message.text, MESSAGE_BYTES),
        *(
            [
                parts.buttons(
                    links.email_button(handling_words.OPEN_AS_EMAIL, contact.mail, message.subject, message.text)
                )
            ]
            if links.is_mail(contact.mail)
            else []
        ),
    ]


def merge_buttons(incident: Incident, like: Sequence[str]) -> list[SubmitAction]:
    """One press for each report that may be the same, the two nearest: it opens both, side by side."""
    if incident.state is State.CLOSED:
        return []
    shown = like[-2:]
    return [
        parts.form_opener(
            "Merge" if len(shown) == 1 else f"Merge with {other}",
            IncidentVerb.COMPARE,
            {**button_data(incident), "into": other},
        )
        for other in shown
    ]


def about_line(incident: Incident) -> str:
    """Its reference and kind, in one line."""
    return f"{incident.id} · {KIND_WORDS[incident.kind].name}"


def button_data(incident: Incident) -> dict[str, str | int]:
    """What a button of this incident carries."""
    return {"id": incident.id, "v": incident.version}
