"""What each kind is called, and what to do about it at that moment. Its clauses are in `bot.policy.kinds`."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KindWords:
    """The words of one kind: its button, a hint under it, what to do and what not to do now, and its own labels."""

    name: str
    hint: str
    do: tuple[str, ...]
    do_not: tuple[str, ...]
    labels: dict[str, str] = field(default_factory=dict)


KIND_WORDS: dict[str, KindWords] = {
    "threat": KindWords(
        name="Threatening or offensive message",
        hint="An e-mail, text or post that threatens, insults or frightens somebody.",
        do=("Keep the message exactly where it is: it is evidence.", "If anybody may be in danger, ring 999 first."),
        do_not=("Do not answer it, delete it or forward it.",),
        labels={"sender": "Who sent it (address, number or account)"},
    ),
    "spam": KindWords(
        name="Spam or phishing",
        hint="Junk mail, or a message that wants a password, a payment or a click.",
        do=("Leave the message in your mailbox until somebody has looked at it.",),
        do_not=("Do not click anything in it, open its files or reply.", "Do not forward it to colleagues."),
        labels={"link": "The link in it (copy it, do not open it)", "about": "Whose mailbox it came to"},
    ),
}

LABELS: dict[str, str] = {
    "about": "Who it is about or from",
    "what": "What happened",
    "message": "The words of the message",
    "sender": "Sender's address",
    "link": "Link",
    "happened_on": "Date",
    "happened_at": "Time",
}
"""What each field of a form is called, unless its kind says it better."""

HINTS: dict[str, str] = {
    "about": "A name, a class, or leave it empty",
    "what": "In a sentence or two: who, what, where",
    "message": "Paste it here if you can",
    "sender": "For example name@example.com",
    "link": "Paste it, do not open it",
}
"""What stands greyed in an empty field."""


def label(kind: str, field_id: str) -> str:
    """What a field is called on the form of this kind."""
    return KIND_WORDS[kind].labels.get(field_id, LABELS[field_id])
