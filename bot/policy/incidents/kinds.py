"""The kinds of report: one table. A row has its clauses, what its form asks, who is told, and what is special about it.

A new kind needs its row here, its words in `cards.words.kinds`, and nothing else. The first step of a route is what the
policy document asks; the later steps, the repeats and the time an owner has are this product's own sound choices, and
`[routes]` in `school.toml` may change any of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from bot.policy.incidents.routes import EMERGENCY, ROUTINE, URGENT, pace
from bot.policy.kit.records import Route, ValueObject
from bot.policy.kit.tables import by_id


class RiskArea(StrEnum):
    """An area of risk online, as the statutory guidance *Keeping children safe in education* names them (part two,
    "Online safety"). `OTHER` is what lies in none of them: the school's own data and systems, and requests."""

    CONTENT = "content"
    """Self-harm, extremism and the like."""
    CONTACT = "contact"
    """What others do to a child."""
    CONDUCT = "conduct"
    """What people do themselves, nude pictures and bullying online included."""
    COMMERCE = "commerce"
    """Advertising, phishing and scams."""
    OTHER = "other"


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
    first: bool = False
    """Asked beside what happened, without being opened: whoever takes the report needs it at once."""
    options: tuple[str, ...] = ()


class HandlingStep(ValueObject):
    """One of the first things that whoever takes a report does about it, with the clauses that it carries. `instead` is
    what is ticked in its place where it is not called for, so that a tick says what was done; empty where it always is.
    `earlier` is what reports of an earlier release were ticked with for it: it counts, and nobody ticks it any more.
    """

    id: str
    clauses: tuple[str, ...]
    instead: str = ""
    earlier: str = ""

    @property
    def ticks(self) -> frozenset[str]:
        """What may stand ticked for it: one of these at a time."""
        return frozenset({self.id, self.instead, self.earlier} - {""})


def now_do(*steps: str) -> tuple[HandlingStep, ...]:
    """The steps of a kind in their order, each as its id and its clauses parted by spaces; behind a stroke what is
    ticked instead, and behind another what it was ticked with earlier: `police/no_police/police_crime I3 I16`."""
    parted = [((*ids.split("/"), "", "")[:3], tuple(clauses)) for ids, *clauses in map(str.split, steps)]
    return tuple(
        HandlingStep(id=step, clauses=clauses, instead=instead, earlier=earlier)
        for (step, instead, earlier), clauses in parted
    )


class Kind(ValueObject):
    """A kind of report.

    `area`: the area of risk in which governors read of it. `untouchable`: nothing of the material is taken, no file,
    picture or link (I4, I5), and it is not closed without a referral or a reason for none. `confidential`: only those
    who were told may see it, whatever role others hold (I17). `evidence`: files may be sent in (I11). `breach`: the 72
    hours of a data breach run from the report (I13). `tell`: the outside contact that handlers report it to, with a
    message to copy (I8, I10). `names`: the fields in which a full name says whom the report is about, to whom it then
    does not exist (I17); not where it says who was wronged, nor where a message claims to come from, which whoever
    forges it chooses. `signs`: phrases by which it is surely known in people's own words; what weighs less, or against
    it, stands in the table of signs (`signs.py`). `now`: what whoever takes it does first, three to five steps.
    `to_come`: it asks for something that is to come, so that nobody is asked when it happened. `warns`: everybody may
    be warned of it, in words of ours; never one that is confidential or untouchable.
    """

    id: str
    area: RiskArea
    clauses: tuple[str, ...]
    sections: tuple[str, ...]
    form: tuple[Field, ...]
    route: Route
    untouchable: bool = False
    confidential: bool = False
    evidence: bool = False
    breach: bool = False
    tell: str | None = None
    names: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    now: tuple[HandlingStep, ...] = ()
    to_come: bool = False
    warns: bool = False


ABOUT_CONDUCT = "staff_conduct"
"""The kind that is found to be a low-level concern or an allegation before it ends (I17)."""

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
DATA = Field(id="data", first=True)
PROTECTED = Field(id="protected", shape=Shape.CHOICE, options=("yes", "no", "not_sure"))
CONSENT = Field(id="consent", shape=Shape.CHOICE, options=("yes", "no", "not_sure"))


class Kinds(dict[str, Kind]):
    """The kinds by their ids. A report of one that only a later release knows is read, shown and laddered all the same:
    as what is closest kept, since nobody here can say that it need not be."""

    def __init__(self, rows: Iterable[Kind]) -> None:
        super().__init__(by_id("kinds of report", rows))

    def __missing__(self, id: str) -> Kind:
        route = pace(URGENT, "champion", "dsl deputy_dsl", "senior_leader")
        return Kind(
            id=id,
            area=RiskArea.OTHER,
            clauses=(),
            sections=(),
            form=(WHAT,),
            route=route,
            untouchable=True,
            confidential=True,
        )


# In the order in which they are offered. The clauses of a route are cited above its row.
KINDS = Kinds(
    (
        # I3, I4: to the Headteacher at once, and on to Police, CEOP and IWF, who own the investigation.
        Kind(
            id="illegal_content",
            area=RiskArea.CONTENT,
            clauses=("I3", "I4", "I5", "I6", "I7"),
            sections=("4.6",),
            form=(WHAT, WHERE),
            route=pace(
                EMERGENCY,
                "headteacher dsl deputy_dsl",
                "champion senior_leader",
                "headteacher dsl deputy_dsl champion senior_leader",
                contacts="police ceop iwf",
            ),
            untouchable=True,
            now=now_do(
                "go_there I6 I7", "leave_device I4 I6", "police_now I3 I4", "report_outside I3 I16", "cpoms I1 I15"
            ),
        ),
        # I3, I5, I18: a picture that nobody may look at; the safeguarding leads first.
        Kind(
            id="nudes",
            area=RiskArea.CONDUCT,
            clauses=("I3", "I4", "I5", "I7", "I18"),
            sections=("4.6", "4.3"),
            form=(WHAT, ABOUT, WHERE),
            route=pace(
                EMERGENCY,
                "dsl deputy_dsl",
                "headteacher champion",
                "dsl deputy_dsl headteacher champion senior_leader",
                contacts="police ceop report_remove",
            ),
            untouchable=True,
            now=now_do(
                *("child_first I7", "device_kept I4 I5", "adult_or_pressure/none_of_these I3 I16"),
                *("parents_and_removal I16 I18", "cpoms I1 I15"),
            ),
        ),
        # I3, I7: a pupil may be in danger from somebody; the safeguarding leads first.
        Kind(
            id="harmful_contact",
            area=RiskArea.CONTACT,
            clauses=("I3", "I7", "I17"),
            sections=("4.6", "4.4"),
            form=(WHAT, ABOUT, WHERE),
            route=pace(
                EMERGENCY,
                "dsl deputy_dsl",
                "headteacher champion",
                "dsl deputy_dsl headteacher champion senior_leader",
                contacts="police ceop",
            ),
            names=("about",),
            now=now_do(
                "child_first I7",
                "police/no_police/police_crime I3 I16",
                "ceop/no_ceop I3",
                "leave_messages I6",
                "cpoms I1 I15",
            ),
        ),
        # I2, I16: a pupil may be in danger from themselves; the safeguarding leads first.
        Kind(
            id="self_harm",
            area=RiskArea.CONTENT,
            clauses=("I2", "I7", "I16"),
            sections=("4.6", "3"),
            form=(WHAT, ABOUT, WHERE),
            route=pace(
                EMERGENCY,
                "dsl deputy_dsl",
                "headteacher champion",
                "dsl deputy_dsl headteacher champion senior_leader",
                contacts="police",
            ),
            now=now_do("adult_stays I7", "hurt/not_hurt I2 I16", "who_must_know I16", "cpoms I1 I15"),
        ),
        # I17: an adult's conduct is the Headteacher's alone at first. Whoever is named in it is never told.
        Kind(
            id="staff_conduct",
            area=RiskArea.CONDUCT,
            clauses=("I17",),
            sections=("4.4", "Appendix A"),
            form=(WHAT, ADULT, SOMEONE_ELSE),
            route=pace(URGENT, "headteacher", "dsl deputy_dsl", "chair_of_governors", contacts="lado"),
            confidential=True,
            names=("someone_else",),
            now=now_do("pupils_safe I17", "lado I17", "own_words I1 I17", "cpoms I1"),
        ),
        # I3, I16: what draws a pupil to extremists is the safeguarding leads', who may refer it.
        Kind(
            id="extremism",
            area=RiskArea.CONTENT,
            clauses=("I3", "I16"),
            sections=("4.6", "3"),
            form=(WHAT, ABOUT, WHERE, ADULT),
            route=pace(URGENT, "dsl deputy_dsl", "headteacher champion", "senior_leader", contacts="police"),
            names=("about",),
            now=now_do("child_first I3", "police/no_police/police_crime I3 I16", "refer_it I16", "cpoms I1 I15"),
        ),
        # I11: a threatening or offensive message goes to a Champion. I16: a threat may be one for the Police.
        Kind(
            id="threat",
            area=RiskArea.CONTACT,
            clauses=("I11", "I16"),
            sections=("4.4",),
            form=(WHAT, ABOUT, MESSAGE, SENDER, SUBJECT, LINK, HEADERS, ADULT),
            route=pace(URGENT, "champion", "dsl deputy_dsl", "senior_leader", contacts="police"),
            evidence=True,
            names=("about",),
            now=now_do("receiver_safe I11", "evidence I11", "police/no_police/police_crime I11 I16", "cpoms I1 I15"),
        ),
        # I14: online bullying goes to a Champion too.
        Kind(
            id="bullying",
            area=RiskArea.CONDUCT,
            clauses=("I14",),
            sections=("6.1",),
            form=(WHAT, ABOUT, WHERE, MESSAGE, ADULT),
            route=pace(URGENT, "champion", "dsl deputy_dsl", "senior_leader"),
            names=("about",),
            now=now_do("talk_to_pupil I14", "keep_messages I14", "families I14 I15", "cpoms I1 I15"),
        ),
        # I8, I9: what got past the filter is reported at once, and to the filtering service (LGfL) where needed.
        Kind(
            id="filter_breach",
            area=RiskArea.CONTENT,
            clauses=("I8", "I9"),
            sections=("4.6", "5"),
            form=(WHAT, ADDRESS, WHERE),
            route=pace(URGENT, "champion computing_coordinator", "dsl deputy_dsl", "senior_leader", contacts="lgfl"),
            tell="lgfl",
            now=now_do("close_page I8 I9", "tell_filter I8", "block_or_allow I8", "cpoms I1 I8"),
        ),
        # I8, I9: what should open, or will look odd in the filter's reports, waits for school hours.
        Kind(
            id="filter_request",
            area=RiskArea.OTHER,
            clauses=("I8", "I9"),
            sections=("5",),
            form=(WHAT, ADDRESS),
            route=pace(ROUTINE, "computing_coordinator dsl", "champion", "senior_leader"),
            now=now_do("look_at_page I8", "have_it_set I8 I9", "tell_asker I2"),
            to_come=True,
        ),
        # I12: a break-in goes to named points of contact.
        Kind(
            id="security_breach",
            area=RiskArea.OTHER,
            clauses=("I12",),
            sections=("5",),
            form=(WHAT, SYSTEM, DONE_SO_FAR, ADULT),
            route=pace(URGENT, "computing_coordinator technician business_manager", "headteacher", "senior_leader"),
            now=now_do("passwords I12", "off_network I12", "who_else I12", "was_it_data/no_data I13"),
            warns=True,
        ),
        # I13: the School Business Manager deals with data loss; the Headteacher knows of it from the start.
        Kind(
            id="data_loss",
            area=RiskArea.OTHER,
            clauses=("I13", "D1"),
            sections=("4.1",),
            form=(WHAT, LOST, DATA, PROTECTED),
            route=pace(URGENT, "business_manager headteacher", "senior_leader", "champion"),
            breach=True,
            now=now_do("what_was_on_it I13", "call_back I13", "stolen/not_stolen I13 I16", "ico I13"),
        ),
        # I18, D5: images of pupils without consent; the Business Manager keeps the consents.
        Kind(
            id="image_misuse",
            area=RiskArea.CONDUCT,
            clauses=("I18", "D5"),
            sections=("4.3",),
            form=(WHAT, ABOUT, WHERE, CONSENT, ADULT),
            route=pace(
                URGENT,
                "champion business_manager",
                "dsl deputy_dsl",
                "headteacher senior_leader",
                contacts="report_remove",
            ),
            names=("about",),
            now=now_do("image_down I18", "consent I18 D5", "parents_told I18", "cpoms I1 I15"),
        ),
        # I10: spam goes to the Computing Coordinator and the Champions; BT Lancashire Services are told by them.
        Kind(
            id="spam",
            area=RiskArea.COMMERCE,
            clauses=("I10",),
            sections=("4.4",),
            form=(WHAT, ABOUT, MESSAGE, SENDER, SUBJECT, LINK, HEADERS),
            route=pace(
                ROUTINE, "computing_coordinator champion", "business_manager", "senior_leader", contacts="bt_lancashire"
            ),
            evidence=True,
            tell="bt_lancashire",
            now=now_do("who_clicked I10", "tell_bt I10", "clicked/nobody_clicked I12"),
            warns=True,
        ),
        # I2: every concern is reported, also one that fits no other kind.
        Kind(
            id="other",
            area=RiskArea.OTHER,
            clauses=("I2",),
            sections=("3", "5"),
            form=(WHAT, ABOUT, ADULT),
            route=pace(ROUTINE, "champion", "dsl deputy_dsl", "senior_leader"),
            names=("about",),
            now=now_do("speak I2", "real_kind/no_other_kind I2 I3", "agreed I1"),
        ),
    )
)

DEFAULT_ROUTES: dict[str, Route] = {kind.id: kind.route for kind in KINDS.values()}
"""Who is told of each kind, how fast and how insistently, where the school has not said otherwise."""
