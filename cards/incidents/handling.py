"""The small forms of handling an incident: each asks what its action needs, and has **Send** and a way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from microsoft_teams.cards.core import AdaptiveCard, CardElement, Column, ColumnSet, ExecuteAction

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import KINDS
from bot.policy.kit.people import Contact, Person
from bot.policy.kit.school import School
from cards.incidents import IncidentVerb, outside
from cards.incidents.standing import account, standing
from cards.kit import fields, parts, times
from cards.words.kinds import KIND_WORDS
from cards.words.sentences import sentence

Answers = Mapping[str, str]


def choose_person(incident: Incident, people: Sequence[Person], wrong: Answers) -> AdaptiveCard:
    """Who should take it? Only those who hold a role on its ladder are offered."""
    if not people:
        words = "Nobody else holds a role that handles this kind of report, so it stays as it is."
        return parts.card(parts.title(f"Hand over {incident.id}"), parts.words(words), parts.buttons(_back(incident)))
    return _form(
        incident,
        f"Hand over {incident.id}",
        IncidentVerb.HAND_OVER_SEND,
        parts.words("They are rung at once. Until they take it, it is nobody's, and then the others are rung again."),
        *_wrong(wrong),
        parts.choices("to", "Who should take it?", [(p.name, p.id) for p in people], placeholder="Type a name"),
    )


def compare(school: School, ends: Incident, goes_on: Incident) -> AdaptiveCard:
    """Are these the same? Both accounts side by side, and what becomes of each."""
    told: dict[str, str | int] = {"id": ends.id, "v": ends.version, "into": goes_on.id}
    return parts.card(
        parts.title("Are these the same?"),
        ColumnSet(spacing="Medium", columns=[_side(school, ends), _side(school, goes_on)]),
        parts.words(
            f"Merged, {ends.id} ends and {goes_on.id} goes on with both accounts. Whoever has either of them has it "
            "then, and the more urgent of the two says how fast it goes on. Everybody who was told hears of it."
        ),
        parts.buttons(parts.press("Merge", IncidentVerb.MERGE, told, style="positive", inputs=False), _back(ends)),
    )


def _side(school: School, incident: Incident) -> Column:
    """One of two reports: what it is, who reported it when, how it stands, and the account."""
    return Column(
        width="stretch",
        items=[
            parts.heading(incident.id),
            parts.small(f"{KIND_WORDS[incident.kind].name} · reported {times.at(school, incident.reported_at)}"),
            parts.typed_text(f"By {incident.reporter.name}"),
            parts.typed_text(standing(school, incident)),
            *account(incident, parts.ROOM // 2),
        ],
    )


def note(incident: Incident, answers: Answers, wrong: Answers) -> AdaptiveCard:
    """A note for the log."""
    return _form(
        incident,
        f"Add a note to {incident.id}",
        IncidentVerb.NOTE_SEND,
        *_wrong(wrong),
        fields.line(
            "note", "Note", "What was done or found out", value=answers.get("note", ""), required=True, many=True
        ),
        parts.small("Whoever handles this report can read it; the reporter cannot. It cannot be changed afterwards."),
    )


def change_kind(incident: Incident, answers: Answers, wrong: Answers) -> AdaptiveCard:
    """What kind is it really?"""
    others = {kind: KIND_WORDS[kind].name for kind in KINDS if kind != incident.kind}
    return _form(
        incident,
        f"Change the kind of {incident.id}",
        IncidentVerb.KIND_SEND,
        parts.words("The people for the new kind are rung from the start, until one of them takes it."),
        *_wrong(wrong),
        fields.choice("kind", "It is really", others, value=answers.get("kind", ""), required=True),
        fields.people("adult", "Does it concern an adult here?", "Type a name", value=answers.get("adult", "")),
        fields.line("someone_else", "Someone else (name)", value=answers.get("someone_else", "")),
        parts.small("Whoever is chosen here is not told, and no longer sees it."),
        fields.line("note", "Why", "In a few words", value=answers.get("note", ""), many=True),
    )


def refer(
    school: School, incident: Incident, contacts: Sequence[Contact], answers: Answers, wrong: Answers
) -> AdaptiveCard:
    """Who outside was told, when, and under what reference; with who to ring in which case."""
    people = {contact.name: contact.name for contact in contacts}
    return _form(
        incident,
        f"Reported to … ({incident.id})",
        IncidentVerb.REFER_SEND,
        *outside.checklist(contacts),
        *outside.to_copy(school, incident, contacts),
        parts.heading("Write down who was told"),
        *_wrong(wrong),
        fields.choice("told", "Reported to", people, value=answers.get("told", "")) if people else None,
        fields.line("told_other", "Somebody else", "Name or organisation", value=answers.get("told_other", "")),
        fields.line("number", "Reference or ticket number", value=answers.get("number", "")),
        fields.date("told_on", "Date", answers),
        fields.time("told_at", "Time", answers),
        _decision(incident, answers),
        fields.line("note", "What was agreed, and why", value=answers.get("note", ""), many=True),
    )


def breach(incident: Incident, answers: Answers, wrong: Answers) -> AdaptiveCard:
    """Was it reported to the ICO, or is it not reportable?"""
    return _form(
        incident,
        f"The ICO and {incident.id}",
        IncidentVerb.BREACH_SEND,
        parts.words(
            "A breach that may harm somebody is reported to the ICO within 72 hours. Otherwise write down why not."
        ),
        *_wrong(wrong),
        fields.choice(
            "reported",
            "Decision",
            {"yes": "Reported to the ICO", "no": "Not reportable"},
            value=answers.get("reported", ""),
            required=True,
        ),
        fields.line(
            "reason", "Reason, or the ICO's reference", value=answers.get("reason", ""), required=True, many=True
        ),
    )


def close(incident: Incident, answers: Answers, wrong: Answers) -> AdaptiveCard:
    """Outcome and reason, and where it stands in CPOMS, which stays the school's system of record."""
    must_refer = KINDS[incident.kind].untouchable and not incident.referrals
    return _form(
        incident,
        f"Close {incident.id}",
        IncidentVerb.CLOSE_SEND,
        *_wrong(wrong),
        fields.line("outcome", "Outcome", "What came of it", value=answers.get("outcome", ""), required=True),
        fields.line("reason", "Why it can be closed", value=answers.get("reason", ""), required=True, many=True),
        fields.line("cpoms", "CPOMS reference", value=answers.get("cpoms", "")),
        fields.line("no_cpoms", "Or why it has none", value=answers.get("no_cpoms", "")),
        fields.line(
            "no_referral", "Why nobody outside was told", value=answers.get("no_referral", ""), required=True, many=True
        )
        if must_refer
        else None,
    )


def reopen(incident: Incident, answers: Answers, wrong: Answers) -> AdaptiveCard:
    """Why is it open again?"""
    return _form(
        incident,
        f"Open {incident.id} again",
        IncidentVerb.REOPEN_SEND,
        parts.words("It will be yours."),
        *_wrong(wrong),
        fields.line("reason", "Why", value=answers.get("reason", ""), required=True, many=True),
    )


def _form(incident: Incident, title: str, verb: parts.Verb, *elements: CardElement | None) -> AdaptiveCard:
    held: dict[str, str | int] = {"id": incident.id, "v": incident.version}
    return parts.card(
        parts.title(title),
        parts.small(KIND_WORDS[incident.kind].name),
        *elements,
        parts.buttons(parts.press("Send", verb, held, style="positive"), _back(incident)),
    )


def _back(incident: Incident) -> ExecuteAction:
    return parts.press("Back", IncidentVerb.SHOW, {"id": incident.id, "v": incident.version}, inputs=False)


def _wrong(wrong: Answers) -> list[CardElement]:
    return [parts.problem(sentence(key)) for key in dict.fromkeys(wrong.values())]


def _decision(incident: Incident, answers: Answers) -> CardElement | None:
    if incident.kind != "filter_breach":
        return None
    options = {"block": "Block it", "allow": "Allow it"}
    return fields.choice("decision", "Decision on the address", options, value=answers.get("decision", ""))
