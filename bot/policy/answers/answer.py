"""How a row of the table of answers is written.

A row is known by phrases, as a kind of report is by its signs (`bot.policy.kit.likeness` says how one is written): they
are parted by semicolons, and `<picture>` is any word of that class of `QUESTION_CLASSES`. A phrase says what is asked,
not how: *can I*, *may we* and the like are in none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.policy.kit.likeness import phrases_in


class Theme(StrEnum):
    """What a question is about, roughly. Of a question without an answer nothing but this is kept."""

    PICTURES = "pictures"
    DEVICES = "devices"
    DATA = "data"
    PEOPLE = "people"
    DOJO = "dojo"
    ONLINE = "online"
    CALLS = "calls"
    SCHOOL = "school"
    OTHER = "other"


class Opens(StrEnum):
    """What may be pressed next, beside a report; a kind of request by its id."""

    VIDEO_CALL = "video_call"
    SIGN = "sign"
    REPORT = "report"
    MY_REPORTS = "my_reports"
    EQUIPMENT = "equipment"
    PUPIL_PHONE = "pupil_phone"
    ACCOUNTS = "accounts"
    NEW_TECHNOLOGY = "new_technology"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the clauses that it carries, the phrases by which its question is known, and what to press next: the
    report of a kind, for what has happened already, or something that is opened. `people` says that it shows who holds
    the roles that the question names (`roles_asked`)."""

    id: str
    theme: Theme
    clauses: tuple[str, ...]
    phrases: tuple[str, ...]
    kind: str = ""
    opens: Opens | None = None
    people: bool = False


def answer(
    theme: Theme,
    id: str,
    clauses: str,
    known_by: str,
    *,
    kind: str = "",
    opens: Opens | None = None,
    people: bool = False,
) -> Answer:
    """A row: clauses are parted by spaces, phrases by semicolons, and a line may end behind any word or stroke."""
    return Answer(id, theme, tuple(clauses.split()), phrases_in(known_by), kind, opens, people)


def _class(listed: str) -> str:
    return " ".join(listed.split())


QUESTION_CLASSES: dict[str, str] = {
    "child": _class("""
        child children kid kids pupil student girl boy lad lass son daughter class y1 y2 y3 y4 y5 y6 yr1 yr2 yr3 yr4 yr5
        yr6 ks1 ks2 reception nursery infant junior childs pupils year
        """),
    "parent": _class("""
        parent mum dad mother father mam mums dads carer grandma grandad gran nan grandparent guardian family relative
        """),
    "adult": _class("""
        teacher ta tas colleague coworker staff adult hlta lsa caretaker governor headteacher head supply trainee
        student tutor cook cleaner
        """),
    "visitor": _class("""
        visitor volunteer guest helper contractor governor speaker workman photographer theatre actor performer musician
        builder plumber electrician painter decorator tradesman workmen builders contractors visitors volunteers
        """),
    "picture": _class("""
        photo photos picture pic pics image images selfie photograph snap film footage video clip photography filming
        videoing photographing pictures photographed
        """),
    "phone": _class("phone mobile iphone smartphone handset android mobiles phones telephone cellphone"),
    "computer": _class("laptop ipad tablet computer pc macbook chromebook kindle netbook machine device surface"),
    "device": _class("""
        laptop ipad tablet computer pc macbook chromebook kindle device equipment visualiser camera projector kit
        """),
    "own": _class("own personal private"),
    "mail": _class("email mail mailbox emails outlook inbox"),
    "social": _class("""
        facebook fb instagram insta tiktok snapchat twitter social whatsapp linkedin pinterest threads bluesky tweet
        """),
    "befriend": _class("friend friends add follow accept befriend contact connect unfriend request"),
    "publish": _class("post publish share upload put posting sharing putting"),
    "event": _class("""
        assembly nativity sports play concert show performance event production fair disco leavers play christmas
        """),
    "trip": _class("trip visit residential outing visits trips excursion"),
    "data": _class("data list lists =records information info details register reports sen ehcp"),
    "home": _class("home house weekend holiday overnight evenings half-term halfterm summer abroad"),
    "call": _class("""
        zoom skype facetime conference conferencing videocall videoconference livestream webinar teams
        """),
    "record": _class("record recording screenshot screengrab still stills"),
    "app": _class("app apps software program programme application extension plugin game games"),
    "ai": _class("ai chatgpt chatbot copilot gemini chat-gpt gpt claude"),
    "aup": _class("aup acceptable"),
    "sign": _class("sign signed signing signature"),
    "password": _class("password passwords passcode pin"),
    "login": _class("login logins log-in log-ins logon username account logon"),
    "site": _class("website webpage site homepage"),
    "bad": _class("""
        nasty inappropriate unsuitable rude horrible bad upsetting scary violent dodgy adult
        """),
    "illegal": _class("illegal indecent nude naked nudes sexual abuse porn"),
}
"""Words that stand for one another, by the name under which phrases use them."""
QUESTION_WORDS_NEVER_SLIPS = _class("""
    train trains play plays place sport sports short store store start point share shape class glass photo phone chose
    spare square where there their share post poster history snack snacks
    """)
"""Words that are like one of the table's and are themselves."""
