"""A practice as cards: those of a real report, marked, with every button that could do something real taken off.

What stands on a card is drawn from the practice alone. The incident on it is made up as it is drawn, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import Incident, State, StepDone
from bot.policy.incidents.reporting import Filing, Report, file_report
from bot.policy.incidents.routes import LAST_RESORT
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import NoticeState, Urgency, Who
from bot.policy.kit.school import School
from bot.policy.kit.school_time import Calendar
from bot.policy.practice.practice import Practice, PracticeStage
from bot.policy.practice.stories import STORIES, PracticeStory, next_story
from cards.incidents import IncidentVerb, ReportVerb
from cards.incidents.incidents import incident_card
from cards.incidents.receipts import report_receipt
from cards.incidents.reporting import alert_card, kinds_card, report_form
from cards.kit import parts
from cards.kit.elements import ActionSet, AdaptiveCard, CardElement, Element, OpenUrlAction
from cards.practice import PracticeVerb
from cards.words import practice as wording
from cards.words.kinds import KIND_WORDS
from cards.words.practice import STORY_WORDS

NO_REFERENCE = "PRACTICE"
"""Stands where a report's reference would."""
DRAFT = "practice"
SAID_KEY, STEP = "said", "step"
ASIDE_BYTES = 2_000
"""Of somebody's own words so much is quoted; all of them go into the report."""
KEEPS: Mapping[str, PracticeVerb] = {
    ReportVerb.KIND: PracticeVerb.ANSWER,
    ReportVerb.SEND: PracticeVerb.SENT,
    ReportVerb.ALERT: PracticeVerb.SENT,
    IncidentVerb.ACKNOWLEDGE: PracticeVerb.ANSWER,
    IncidentVerb.STEP: PracticeVerb.ANSWER,
}
"""Buttons of real cards that go on in a practice; all others are taken off."""


def practice_card(school: School, now: datetime, practice: Practice, person: Person, told: Holders) -> AdaptiveCard:
    """How far it has come. `told` has those who would be told of the chosen kind."""
    story = STORIES[practice.story]
    words = STORY_WORDS[story.id]
    match practice.stage:
        case PracticeStage.MOVE:
            return _page(
                practice, parts.paragraph(words.tells), parts.heading(wording.WHAT_FIRST), *_moves(practice, story)
            )
        case PracticeStage.KIND:
            return _page(practice, _hint(wording.WHICH_KIND), *_real(kinds_card(DRAFT), practice))
        case PracticeStage.FORM:
            shown = _form(school, practice.kind, words.tells)
            return _page(practice, _hint(wording.READY_TO_SEND), *_real(shown, practice))
        case PracticeStage.RECEIPT:
            view = _view(school, now, practice, person.who, words.tells, told)
            people = {each.id: each for held in told.values() for each in held}
            receipt = _real(report_receipt(school, now, view, people), practice)
            return _page(practice, _hint(wording.ON_RECEIPT), _go_on(practice, wording.SEE_OTHER_SIDE), *receipt)
        case PracticeStage.PING | PracticeStage.STEPS:
            return _handler_card(school, now, practice, person, told)
        case PracticeStage.END:
            return _end(practice, story, counts=school.practice_counts)


def begin_card(practice: Practice | None, year: int, *, counts: bool) -> AdaptiveCard:
    """What practising is, and the stories: the next that they have not gone through is one press away. `counts` says
    that the school takes it for training (T1)."""
    done = practice.done if practice and practice.year == year else ()
    after = str(practice.run) if practice else "0"
    rows: list[CardElement] = [
        parts.list_row(
            parts.button(STORY_WORDS[story].name, PracticeVerb.BEGIN, {"story": story, "after": after}),
            parts.paragraph(STORY_WORDS[story].name),
            *([parts.small(wording.GONE_THROUGH)] if story in done else []),
        )
        for story in STORIES
    ]
    begin = {"story": next_story(done), "after": after}
    return parts.card(
        parts.title(wording.TITLE),
        parts.paragraph(wording.EXPLAINED_COUNTS if counts else wording.EXPLAINED),
        parts.paragraph(wording.IF_REAL),
        parts.buttons(parts.button(wording.NEXT_STORY, PracticeVerb.BEGIN, begin, style="positive")),
        parts.small(wording.OR_CHOOSE),
        *rows,
    )


def is_it_real_card(practice: Practice, words: str, report: str) -> AdaptiveCard:
    """Words of their own stood in the form: a real report begins with them under the draft `report`, or it was
    practice."""
    return parts.card(
        parts.title(wording.IS_IT_REAL),
        parts.paragraph(wording.IS_IT_REAL_EXPLAINED),
        parts.typed_text(f"“{words}”", ASIDE_BYTES, "Small"),
        parts.buttons(
            parts.button(wording.IT_IS_REAL, ReportVerb.OTHER, {"draft": report}, style="destructive"),
            parts.button(wording.IT_WAS_PRACTICE, PracticeVerb.GO_ON, {**_carry(practice), "draft": report}),
        ),
    )


def real_now(shown: AdaptiveCard) -> AdaptiveCard:
    """A real card that has taken the place of one of practice, with a line that says so."""
    first, *rest = shown.body or []
    return shown.model_copy(update={"body": [first, parts.banner(wording.REAL_NOW, "attention"), *rest]})


def _page(practice: Practice, *elements: CardElement) -> AdaptiveCard:
    """A card of practice: it says so first and last."""
    return parts.card(
        parts.title(STORY_WORDS[practice.story].name),
        parts.banner(wording.MARK, "warning"),
        *elements,
        parts.small(wording.MARK),
        parts.buttons(parts.button(wording.LEAVE, PracticeVerb.LEAVE, inputs=False)),
    )


def _hint(text: str) -> CardElement:
    return parts.box("accent", parts.paragraph(text))


def _carry(practice: Practice, said: str = "") -> dict[str, str]:
    return {"run": str(practice.run), "stage": practice.stage.value, **({SAID_KEY: said} if said else {})}


def _go_on(practice: Practice, text: str) -> CardElement:
    return parts.buttons(parts.button(text, PracticeVerb.ANSWER, _carry(practice), style="positive", inputs=False))


def _moves(practice: Practice, story: PracticeStory) -> list[CardElement]:
    """Each first move, pressed as a whole: a button would cut its words."""
    moves = sorted(story.moves, key=lambda move: move.id)  # in no order that gives the right one away
    words = STORY_WORDS[story.id].moves
    return [
        parts.list_row(
            parts.button(words[move.id][0], PracticeVerb.ANSWER, _carry(practice, move.id), inputs=False),
            parts.paragraph(words[move.id][0]),
        )
        for move in moves
    ]


def _form(school: School, kind: str, tells: str) -> AdaptiveCard:
    """The first card of the kind, with the story in it."""
    if school.routes[kind].urgency is Urgency.EMERGENCY:
        return alert_card(kind, DRAFT, (), (), typed=tells)
    return report_form(kind, DRAFT, {"what": tells})


def _view(school: School, now: datetime, practice: Practice, reporter: Who, tells: str, told: Holders) -> IncidentView:
    """The made-up report as it would stand, with its pings as if they had arrived."""
    by = Person(id=reporter.id, name=reporter.name)
    said = Report(practice.kind, now, {"what": tells}, DRAFT, None)
    filing = Filing(NO_REFERENCE, school.routes[practice.kind], told, Calendar(school.hours, school.timezone))
    filed = file_report(said, by, filing, now)
    (made_up,) = (each for each in filed.records if isinstance(each, Incident))
    arrived = {"state": NoticeState.SENT, "settled_at": now}
    pings = (each for each in filed.notices if each.purpose is IncidentPurpose.PING)
    return IncidentView(made_up, tuple(each.model_copy(update=arrived) for each in pings), filed.entries)


def _handler_card(school: School, now: datetime, practice: Practice, person: Person, told: Holders) -> AdaptiveCard:
    """The card of whoever is told: to be taken, and then with what to do first."""
    colleague = Who(id=NO_REFERENCE, name=wording.A_COLLEAGUE)
    view = _view(school, now, practice, colleague, STORY_WORDS[practice.story].tells, told)
    reader = person.model_copy(update={"roles": person.roles | set(LAST_RESORT)})
    if practice.stage is PracticeStage.PING:
        shown = incident_card(school, now, view, reader)
        return _page(practice, _hint(wording.AS_HANDLER), *_real(shown, practice))
    taken = {
        **{"owner": person.who, "owned_at": now, "touched_at": now, "state": State.ACKNOWLEDGED},
        "steps_done": tuple(StepDone(id=each, by=person.who, at=now) for each in practice.ticked),
    }
    mine = IncidentView(view.incident.model_copy(update=taken), view.pings, view.timeline)
    shown = incident_card(school, now, mine, reader)
    return _page(practice, _hint(wording.TICK_STEPS), *_real(shown, practice), _go_on(practice, wording.FINISH))


def _end(practice: Practice, story: PracticeStory, *, counts: bool) -> AdaptiveCard:
    """What was right, and what the policy asks, by clause; never more of anybody than that, and no mark."""
    words, move = STORY_WORDS[story.id], story.move(practice.move)
    right = next(each for each in story.moves if each.right)
    kind_right = practice.kind in story.right_kinds
    shown: list[CardElement] = [parts.heading(wording.OUTCOME)]
    if move is not None:
        said, why = words.moves[move.id]
        line = wording.RIGHT_MOVE if move.right else wording.WRONG_MOVE
        box = [parts.paragraph(line.format(move=said)), parts.small(why)]
        box += [] if move.right else [parts.paragraph(wording.RIGHT_WOULD_BE.format(move=words.moves[right.id][0]))]
        shown += [parts.box("good" if move.right else "warning", *box), parts.small(_clauses(move.clauses))]
    named, nearest = KIND_WORDS[practice.kind].name, KIND_WORDS[story.kind].name
    line = wording.RIGHT_KIND.format(kind=named) if kind_right else wording.WRONG_KIND.format(kind=named, right=nearest)
    about = [] if kind_right else [parts.small(wording.REACHES_ANYWAY)]
    shown += [parts.box("good" if kind_right else "warning", parts.paragraph(line), *about)]
    return parts.card(
        parts.title(words.name),
        parts.banner(wording.MARK, "warning"),
        *shown,
        parts.heading(wording.POLICY_ASKS),
        parts.points(words.asks),
        parts.small(_clauses(story.clauses)),
        parts.note(wording.COUNTS if counts else None),
        parts.small(wording.ALONE_COUNTS if counts else wording.ALONE),
        parts.buttons(
            parts.button(wording.ANOTHER, PracticeVerb.SHOW, style="positive"),
            parts.button(wording.LEAVE, PracticeVerb.LEAVE),
        ),
    )


def _clauses(clauses: Sequence[str]) -> str:
    return wording.CLAUSES.format(clauses=", ".join(clauses))


# The real cards, made harmless


def _real(shown: AdaptiveCard, practice: Practice) -> list[CardElement]:
    """The body of a real card, each button of it one of this practice or gone."""
    kept = [each for each in (_harmless(each, practice) for each in shown.body or []) if each is not None]
    ids = {str(getattr(each, "id", None)) for each in kept}
    return [each for each in (_opening_something(part, ids) for part in kept) if each is not None]


def _opening_something(part: CardElement, ids: AbstractSet[str]) -> CardElement | None:
    """A row of buttons without those that show a part of which nothing is left; None where none of them is left."""
    if not isinstance(part, ActionSet):
        return part
    rows = [
        (each, {str(shown) for shown in getattr(each, "target_elements", None) or ()}) for each in part.actions or []
    ]
    actions = [action for action, shows in rows if not shows or shows & ids]
    return ActionSet(actions=actions) if actions else None


def _harmless(part: object, practice: Practice) -> Any:
    """A part of a card without anything real that could be pressed; None where nothing is left of it."""
    if isinstance(part, OpenUrlAction):
        return None
    if isinstance(part, Element) and (verb := _verb_of(part)) is not None:
        return _instead(part, verb, practice)
    if isinstance(part, Element):
        changed = {name: _harmless(value, practice) for name, value in part.__dict__.items() if value is not None}
        emptied = (part.TAG == "ActionSet" and not changed.get("actions")) or changed.get("items") == []
        if emptied:
            return None
        return type(part)(**changed)
    if isinstance(part, list | tuple):
        kept = [_harmless(each, practice) for each in part]
        return [each for each in kept if each is not None]
    return part


def _verb_of(part: Element) -> str | None:
    if part.TAG == "Action.Execute":
        return str(part.verb)
    return str(part.data.get(parts.VERB)) if part.TAG == "Action.Submit" else None


def _instead(part: Element, verb: str, practice: Practice) -> parts.Button | None:
    meant = KEEPS.get(verb)
    if meant is None:
        return None
    said = part.data.get("kind") if verb == ReportVerb.KIND else part.data.get(STEP)
    held = _carry(practice, str(said) if said else "")
    sends = meant is PracticeVerb.SENT
    # A real alert may stand in the same chat: nobody presses the one of a practice for it.
    title = wording.BUTTON.format(button=part.title) if sends or verb == IncidentVerb.ACKNOWLEDGE else part.title
    return parts.button(title, meant, held, style=part.style, inputs=sends)
