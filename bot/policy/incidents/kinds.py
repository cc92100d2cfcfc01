"""The kinds of report: one table. Each row has its clauses, what its form asks, and what is special about it.

The words are in `cards.words.kinds`, the routes in `bot.policy.incidents.routes`. A new kind needs its row here, its
route and its words, and nothing else.
"""

from __future__ import annotations

from enum import StrEnum

from bot.policy.kit.records import ValueObject


class Shape(StrEnum):
    """What a field takes."""

    LINE = "line"
    TEXT = "text"
    ADULT = "adult"
    """Somebody at the school, chosen with the people picker: from then on the incident does not exist for them."""
    CHOICE = "choice"


class Field(ValueObject):
    """One question of a form. `options` are the text keys of a choice. Only what happened is ever `required`."""

    id: str
    shape: Shape = Shape.LINE
    required: bool = False
    options: tuple[str, ...] = ()


class Kind(ValueObject):
    """A kind of report.

    `untouchable`: nothing of the material is taken, no file, picture or link (I4, I5), and it is not closed without a
    referral or a reason for none. `confidential`: only those who were rung may see it, whatever role others hold (I17).
    `evidence`: files may be sent in (I11). `breach`: the 72 hours of a data breach run from the report (I13).
    `tell`: the outside contact that handlers report it to, with a message to copy (I8, I10). `names`: the fields in
    which a full name says whom the report is about, to whom it then does not exist (I17); not where it says who was
    wronged, nor where a message claims to come from, which whoever forges it chooses.
    """

    id: str
    clauses: tuple[str, ...]
    sections: tuple[str, ...]
    form: tuple[Field, ...]
    untouchable: bool = False
    confidential: bool = False
    evidence: bool = False
    breach: bool = False
    tell: str | None = None
    names: tuple[str, ...] = ()


WHEN_TYPED = "happened"
"""Where an account holds the time as it was typed: no form asks for it, and what cannot be read stands there."""

ABOUT = Field(id="about")
ADULT = Field(id="adult", shape=Shape.ADULT)
SOMEONE_ELSE = Field(id="someone_else")
WHAT = Field(id="what", shape=Shape.TEXT, required=True)
WHERE = Field(id="where")
MESSAGE = Field(id="message", shape=Shape.TEXT)
SENDER = Field(id="sender")
SUBJECT = Field(id="subject")
HEADERS = Field(id="headers", shape=Shape.TEXT)
LINK = Field(id="link")
ADDRESS = Field(id="address")
SYSTEM = Field(id="system")
DONE_SO_FAR = Field(id="done_so_far", shape=Shape.TEXT)
LOST = Field(id="lost")
DATA = Field(id="data", shape=Shape.TEXT)
PROTECTED = Field(id="protected", shape=Shape.CHOICE, options=("yes", "no", "not_sure"))
CONSENT = Field(id="consent", shape=Shape.CHOICE, options=("yes", "no", "not_sure"))

KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind(
            id="illegal_content",
            clauses=("I3", "I4", "I5", "I6", "I7"),
            sections=("4.6",),
            form=(WHERE, WHAT),
            untouchable=True,
        ),
        Kind(
            id="nudes",
            clauses=("I3", "I4", "I5", "I7", "I18"),
            sections=("4.6", "4.3"),
            form=(ABOUT, WHERE, WHAT),
            untouchable=True,
        ),
        Kind(
            id="harmful_contact",
            clauses=("I3", "I7", "I17"),
            sections=("4.6", "4.4"),
            form=(ABOUT, WHERE, WHAT),
            names=("about",),
        ),
        Kind(
            id="self_harm",
            clauses=("I2", "I7", "I16"),
            sections=("4.6", "3"),
            form=(ABOUT, WHERE, WHAT),
        ),
        Kind(
            id="staff_conduct",
            clauses=("I17",),
            sections=("4.4", "Appendix A"),
            form=(ADULT, SOMEONE_ELSE, WHAT),
            confidential=True,
            names=("someone_else",),
        ),
        Kind(
            id="extremism",
            clauses=("I3", "I16"),
            sections=("4.6", "3"),
            form=(ABOUT, WHERE, WHAT, ADULT),
            names=("about",),
        ),
        Kind(
            id="threat",
            clauses=("I11",),
            sections=("4.4",),
            form=(ABOUT, WHAT, MESSAGE, SENDER, SUBJECT, LINK, HEADERS, ADULT),
            evidence=True,
            names=("about",),
        ),
        Kind(
            id="bullying",
            clauses=("I14",),
            sections=("6.1",),
            form=(ABOUT, WHERE, WHAT, MESSAGE, ADULT),
            names=("about",),
        ),
        Kind(
            id="filter_breach",
            clauses=("I8", "I9"),
            sections=("4.6", "5"),
            form=(ADDRESS, WHERE, WHAT),
            tell="lgfl",
        ),
        Kind(
            id="filter_request",
            clauses=("I8", "I9"),
            sections=("5",),
            form=(ADDRESS, WHAT),
        ),
        Kind(
            id="security_breach",
            clauses=("I12",),
            sections=("5",),
            form=(SYSTEM, WHAT, DONE_SO_FAR, ADULT),
        ),
        Kind(
            id="data_loss",
            clauses=("I13", "D1"),
            sections=("4.1",),
            form=(LOST, DATA, PROTECTED, WHAT),
            breach=True,
        ),
        Kind(
            id="image_misuse",
            clauses=("I18", "D5"),
            sections=("4.3",),
            form=(ABOUT, WHERE, WHAT, CONSENT, ADULT),
            names=("about",),
        ),
        Kind(
            id="spam",
            clauses=("I10",),
            sections=("4.4",),
            form=(ABOUT, WHAT, MESSAGE, SENDER, SUBJECT, LINK, HEADERS),
            evidence=True,
            tell="bt_lancashire",
        ),
        Kind(id="other", clauses=("I2",), sections=("3", "5"), form=(ABOUT, WHAT, ADULT), names=("about",)),
    )
}
