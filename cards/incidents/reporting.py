"""The cards of a report that is being made: the kinds, the form, an emergency's alert, and the form of a drill.

An emergency alerts first and asks afterwards: its form stands on the receipt.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import uuid4

from bot.policy.incidents.kinds import KINDS
from bot.policy.incidents.recognising import likely_kinds
from bot.policy.incidents.untouchable import cleanse
from bot.policy.kit.people import Contact, Person
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from cards.incidents import DrillVerb, ReportVerb
from cards.incidents.form import first_and_more, kind_fields
from cards.kit import fields, links, parts
from cards.kit.elements import Action, ActionSet, AdaptiveCard, CardElement, Container
from cards.words import incidents as wording
from cards.words.incidents import SEND_IT_HERE
from cards.words.kinds import GROUPS, KIND_WORDS, POLICY_SAYS
from cards.words.kit import IN_DANGER, ROLE_WORDS
from cards.words.sentences import sentence

QUOTED_BYTES = 2_000
"""Of what was typed, so much is quoted where it is only said what becomes of it."""
LINES_QUOTED = 3
"""How many lines are quoted, the newest."""
BEGINNING_BYTES = 300
"""Bytes of JSON of the beginning of each."""


@dataclass(frozen=True, slots=True)
class Began:
    """A report that was begun and not sent: its draft, its kind where it was chosen, and what was typed for it."""

    draft: str
    kind: str | None
    text: str


def kinds_card(
    draft: str,
    likely: Sequence[str] = (),
    *,
    before: str = "",
    danger: bool = False,
    lines: Sequence[str] = (),
    apart_from: Began | None = None,
    policy: Action | None = None,
) -> AdaptiveCard:
    """Which kind is it? `likely` come first, under a line that says why; the others follow in their groups. `policy`
    opens what the policy says, where what was typed may have been a question about it.

    What was typed may belong to the person's report `before`: that stands first, but behind the likely kinds where it
    tells of a `danger`. Of several `lines` that go into one report the newest can be taken out, and what was begun
    before and is `apart_from` it can be put together with it.
    """
    first = [kind for kind in likely if kind in KINDS][:3]
    belongs = _belongs_to(before, draft) if before else []
    rest = [(line, [kind for kind in kinds if kind not in first]) for line, kinds in GROUPS]
    return parts.card(
        parts.title("What has happened?"),
        links.phone_999(IN_DANGER),
        *([] if danger else belongs),
        *_lines_together(draft, lines),
        *(_kept_apart(draft, apart_from) if apart_from else ()),
        parts.paragraph(wording.CHOOSE_THE_NEAREST),
        *_named_choices(wording.IT_MAY_BE, first, draft),
        *(belongs if danger else []),
        *([parts.heading(POLICY_SAYS), parts.buttons(policy)] if policy else []),
        *(element for line, kinds in rest for element in _named_choices(line, kinds, draft)),
        parts.small(wording.CANCEL_BY_WORDS),
    )


def _lines_together(draft: str, lines: Sequence[str]) -> list[CardElement]:
    """What goes into one report, where that was typed in several lines."""
    together = [(number, line) for number, line in enumerate(lines) if line]
    if len(together) < 2:  # noqa: PLR2004 - several
        return []
    apart = {"draft": draft, "line": str(together[-1][0])}
    return [
        parts.box(
            "accent",
            parts.subheading(wording.GO_TOGETHER),
            *(_quote(line) for _, line in together[-LINES_QUOTED:]),
            parts.buttons(parts.opener(wording.LAST_APART, ReportVerb.APART, apart)),
        )
    ]


def _kept_apart(draft: str, began: Began) -> list[CardElement]:
    """That what was typed is not put into what was begun before, and the way to put both together."""
    joins = {"draft": began.draft, "other": draft, "into": began.kind or ""}
    kind = KIND_WORDS[began.kind].name if began.kind else ""
    said = wording.APART_FROM_FORM.format(kind=kind) if kind else wording.APART_FROM_BEFORE
    return [
        parts.box(
            "accent",
            parts.paragraph(said),
            *([_quote(began.text)] if began.text else []),
            parts.buttons(parts.button(wording.PUT_TOGETHER, ReportVerb.JOIN, joins)),
        )
    ]


def also_wrote(earlier: Sequence[str]) -> list[CardElement]:
    """Above the field that holds it: what was written earlier and goes along: a field shows its last lines."""
    if not earlier:
        return []
    return [
        parts.box(
            "accent",
            parts.subheading(wording.ALSO_WROTE),
            *map(_quote, earlier[-LINES_QUOTED:]),
            parts.small(wording.TAKE_OUT),
        )
    ]


def _quote(line: str) -> CardElement:
    said = cleanse(line).text
    begins = parts.cut(said, BEGINNING_BYTES)
    return parts.typed_text(f"“{begins}{'…' if begins != said else ''}”", QUOTED_BYTES, "Small")


def _belongs_to(reference: str, draft: str) -> list[CardElement]:
    opener = parts.form_opener(
        wording.ADD_TO.format(id=reference), ReportVerb.MORE, {"id": reference, "draft": draft}, style="positive"
    )
    return [parts.paragraph(wording.BELONGS_TO.format(id=reference)), parts.buttons(opener)]


def _named_choices(line: str, kinds: Sequence[str], draft: str) -> list[CardElement]:
    return [parts.heading(line), _buttons(kinds, draft)] if kinds else []


def _buttons(kinds: Iterable[str], draft: str) -> ActionSet:
    held = {"draft": draft}
    return parts.buttons(
        *(parts.button(KIND_WORDS[kind].name, ReportVerb.KIND, {"kind": kind, **held}) for kind in kinds)
    )


def report_form(
    kind: str,
    draft: str,
    answers: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    *,
    shown: int = 0,
    earlier: Sequence[str] = (),
) -> AdaptiveCard:
    """The form of a kind with `answers` filled in; `wrong` puts the rule that was broken above its field.

    `shown` is how many of the lines that were typed into the chat stand in it: what comes after them is joined when it
    is sent. `earlier` are those of them that were typed before the newest.

    What must not be done, what is asked of everybody and **Send** stand on a phone's first screen.
    """
    problems = dict(wrong or {})
    held = _form_data(kind, draft, shown)
    sends = held | ({"asked": "yes"} if "adult" in problems else {})
    first, more = first_and_more(kind, answers, problems)
    return parts.card(
        parts.title(KIND_WORDS[kind].name),
        danger_notice(kind, answers.get("what", "")),
        parts.banner(sentence("error.incomplete"), "attention") if problems else what_not_to_do(kind),
        *also_wrote(earlier),
        *first,
        more,
        parts.buttons(
            parts.button("Send", ReportVerb.SEND, sends, style="positive"),
            parts.toggle(wording.ADD_MORE, parts.MORE_ID),
        ),
        what_to_do(kind),
        parts.small(SEND_IT_HERE) if KINDS[kind].evidence else None,
        parts.small(wording.NOTHING_SENT_YET),
        parts.buttons(
            parts.button("Another kind", ReportVerb.OTHER, held),
            parts.button("Cancel", ReportVerb.CANCEL, held, inputs=False),
        ),
    )


def alert_card(
    kind: str,
    draft: str,
    tell: Sequence[tuple[Role, Person]],
    contacts: Sequence[Contact],
    *,
    after: float = 0,
    typed: str = "",
    shown: int = 0,
    beside: bool = False,
    earlier: Sequence[str] = (),
) -> AdaptiveCard:
    """An emergency's first card: what to do and not to do, whom to tell in person, and one press that alerts.

    `tell` are the people to go to, each by the role for which. `after` is when the route alerts the first, in seconds.
    What was `typed` before goes along with the alert; where nothing was, nothing is asked. `shown` is how many lines
    that is, and `earlier` what was typed before the newest. `beside` says that another report stays open.
    """
    held = _form_data(kind, draft, shown)
    alerts = wording.alert_words(math.ceil(after / 60))
    alert = wording.ALERT_WITH_WORDS if typed else wording.ALERT_NOW
    return parts.card(
        parts.title(KIND_WORDS[kind].name),
        danger_notice(kind, typed),
        parts.buttons(
            parts.button("Alert now", ReportVerb.ALERT, held, style="destructive", inputs=bool(typed)),
            parts.button(wording.CONCERNS_AN_ADULT, ReportVerb.ADULT, held, inputs=bool(typed)),
        ),
        parts.small(f"{alert.format(alerts=alerts)} {wording.ALERT_BY_WORDS}"),
        parts.small(wording.THE_OTHER_STAYS) if beside else None,
        advice(kind),
        *also_wrote(earlier),
        *_typed_before(kind, typed),
        *tell_in_person(tell, contacts),
        parts.buttons(
            parts.button("Another kind", ReportVerb.OTHER, held, inputs=bool(typed)),
            parts.button("Cancel", ReportVerb.CANCEL, held, inputs=False),
        ),
    )


def adult_form(
    kind: str,
    draft: str,
    wrong: Mapping[str, str] | None = None,
    typed: str = "",
    what: str = "",
    *,
    shown: int = 0,
) -> AdaptiveCard:
    """Which adult is it about? Asked before anything alerts, because they must not be told. `typed` is a name that
    stands there already, `what` what was told before, and `shown` how many lines that is."""
    held = _form_data(kind, draft, shown)
    problem = (wrong or {}).get("adult")
    typed = cleanse(typed).text if KINDS[kind].untouchable else typed
    sends = held | ({"asked": "yes"} if problem else {})
    return parts.card(
        parts.title(wording.WHICH_ADULT),
        parts.paragraph(wording.WHICH_ADULT_EXPLAINED),
        parts.problem(sentence(problem)) if problem else None,
        fields.people("adult", wording.SOMEONE_HERE, "Type a name"),
        fields.line("someone_else", "Someone else (name)", wording.NOT_IN_THE_LIST, value=typed),
        *_typed_before(kind, what),
        parts.buttons(
            parts.button("Alert now", ReportVerb.ALERT_ADULT, sends, style="destructive"),
            parts.button("Back", ReportVerb.KIND, held, inputs=bool(what)),
        ),
    )


def kept_card(kind: str, draft: str, number: int, line: str, *, alerts: bool) -> AdaptiveCard:
    """What was typed while a report is open goes with it; or it begins a report of its own, by its number."""
    held = _form_data(kind, draft, 0)
    said = wording.GOES_WITH_ALERT if alerts else wording.GOES_WITH_FORM
    typed = cleanse(line).text if KINDS[kind].untouchable else line
    return parts.card(
        parts.paragraph(said.format(kind=KIND_WORDS[kind].name)),
        parts.typed_text(f"“{typed}”", QUOTED_BYTES),
        parts.buttons(
            parts.button("Alert now", ReportVerb.ALERT, held, style="destructive") if alerts else None,
            parts.button(wording.CONCERNS_AN_ADULT, ReportVerb.ADULT, held) if alerts else None,
            parts.button(wording.REPORT_APART, ReportVerb.APART, {**held, "line": str(number)}),
        ),
    )


def past_form_card(form: str, report: str, text: str, *, taken: bool) -> AdaptiveCard:
    """What was typed while a form other than a report's is open: it goes into that, or begins a report. `taken` is
    whether the form has a field for it; where it has none, it is said, and the form opens as it was."""
    way = wording.PUT_INTO_FORM if taken else wording.BACK_TO_FORM
    return parts.card(
        parts.paragraph(wording.PAST_A_FORM if taken else wording.PAST_A_FORM_WITHOUT_WORDS),
        parts.typed_text(f"“{text}”", QUOTED_BYTES, "Small"),
        parts.buttons(
            parts.form_opener(way, parts.FormVerb.PUT_IN, {"draft": form, "words": text}),
            parts.button(wording.REPORT_APART, ReportVerb.OTHER, {"draft": report, "what": text}, inputs=False),
        ),
    )


def _form_data(kind: str, draft: str, shown: int) -> dict[str, str]:
    return {"kind": kind, "draft": draft, "shown": str(shown)}


def _typed_before(kind: str, text: str) -> list[CardElement]:
    """What was typed before an emergency was chosen, in its own field: nobody types it twice."""
    others = frozenset(field.id for field in KINDS[kind].form if field.id != "what")
    told = frozenset({"what"})
    return kind_fields(kind, {"what": text}, {}, without=others, told=told) if text else []


def tell_in_person(tell: Sequence[tuple[Role, Person]], contacts: Sequence[Contact]) -> list[CardElement]:
    """Whom to tell in person, one row a person with all the roles for which, and the ways to them."""
    roles: dict[Person, list[str]] = {}
    for role, person in tell:
        roles.setdefault(person, []).append(ROLE_WORDS[role])
    rows: list[CardElement] = [
        links.person(person.name, " and ".join(held), mail=person.mail, phone=person.phone)
        for person, held in roles.items()
    ]
    rows += [
        links.contact(contact.name, phone=contact.phone, web=contact.web)
        for contact in contacts
        if contact.phone or contact.web
    ]
    return [parts.heading(wording.TELL_IN_PERSON), *rows] if rows else []


def message_kinds_card(school: School, draft: str, likely: Sequence[str], author: str, pictures: int) -> AdaptiveCard:
    """Which kind is it? Nothing of the message is shown, whatever it may be; only whose it is."""
    note: list[CardElement] = [parts.small(wording.FROM_A_MESSAGE)]
    if author:
        note.insert(0, parts.typed_text(f"The message from {author}", 1_000, "Small"))
    if pictures:
        note.append(parts.small(wording.left_out_words(pictures)))
    return _with_note(kinds_card(draft, likely), note)


def message_form(kind: str, draft: str, answers: Mapping[str, str], pictures: int) -> AdaptiveCard:
    """The kind's form with the message in it."""
    note: list[CardElement] = [parts.small(wording.left_out_words(pictures))] if pictures else []
    return _with_note(report_form(kind, draft, answers), note)


def is_as_shown(kind: str, sent: str, text: str) -> bool:
    """Whether what was sent is the text as the kind's form, or an emergency's alert, gave it back: cut, cleansed."""
    clean = cleanse(text).text if KINDS[kind].untouchable else text
    shown = {cut_for_form(kind, clean).strip(), parts.cut(clean, parts.TYPED_BYTES).strip()}
    return sent.replace("\r\n", "\n").strip() in shown


def cut_for_form(kind: str, text: str) -> str:
    """As much of an answer as the kind's form gives back."""
    return parts.cut(text, parts.TYPED_BYTES // max(1, len(KINDS[kind].form)))


def _with_note(shown: AdaptiveCard, note: Sequence[CardElement]) -> AdaptiveCard:
    """The card with lines of ours below its title."""
    body = list(shown.body or [])
    return shown.model_copy(update={"body": [*body[:1], *note, *body[1:]]})


def drill_form() -> AdaptiveCard:
    """Which kind shall be practised?"""
    return parts.card(
        parts.title("Begin a drill"),
        parts.paragraph(wording.DRILL_EXPLAINED),
        fields.choice("kind", "Kind of report", {kind: KIND_WORDS[kind].name for kind in KINDS}, required=True),
        parts.buttons(parts.button("Start the drill", DrillVerb.START, {"draft": uuid4().hex}, style="positive")),
    )


def danger_notice(kind: str, told: str = "") -> CardElement | None:
    """When to phone 999, of a kind of immediate danger, or where what was `told` is a sign of one: it stands first."""
    said = KIND_WORDS[kind].danger or (IN_DANGER if told and likely_kinds(told).danger else "")
    return links.phone_999(said) if said else None


@cache
def advice(kind: str) -> Container:
    """Both, and why."""
    return parts.box("emphasis", *_do(kind), *_do_not(kind), *parts.why(KINDS[kind].sections))


@cache
def what_not_to_do(kind: str) -> Container:
    """What must not be done, for the first glance."""
    return parts.box("emphasis", *_do_not(kind))


@cache
def what_to_do(kind: str) -> Container:
    """What to do, and why both."""
    return parts.box("emphasis", *_do(kind), *parts.why(KINDS[kind].sections))


def _do(kind: str) -> tuple[CardElement, ...]:
    return parts.subheading("Do now"), parts.points(KIND_WORDS[kind].do)


def _do_not(kind: str) -> tuple[CardElement, ...]:
    return parts.heading(wording.WHAT_NOT_TO_DO), parts.points(KIND_WORDS[kind].do_not)
