"""The form of an announcement, how it will look, and the small forms that correct and withdraw one.

What was typed always comes back untouched.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.policy.announcements.announcement import Announcement, AnnouncementProposal
from bot.policy.announcements.writing import LONGEST_ANNOUNCEMENT, AnnouncementWords
from bot.policy.kit.roles import ROLES, STAFF, Role
from bot.policy.kit.school import School
from bot.policy.kit.school_time import Calendar, local
from cards.announcements import AnnouncementVerb
from cards.announcements.overview import audience_words
from cards.announcements.reader_card import announcement_data, what_it_says
from cards.kit import fields, parts, times
from cards.kit.elements import AdaptiveCard, Choice, ChoiceSetInput, Container, TextInput
from cards.kit.guide import Opener
from cards.words import announcements as wording
from cards.words.kit import ROLE_WORDS
from cards.words.sentences import sentence

DEFAULT_RUN = timedelta(days=14)
"""So long it holds where nothing else is chosen."""
OFTEN_TOLD: frozenset[Role] = frozenset({"champion", "senior_leader", "governor", "committee", "volunteer"})
"""The roles that the form offers beside staff and everybody."""
TELL_FIELDS = ("title", "words", "who", "until", "important")
"""What the form asks, by the ids of its fields."""


def tell_form(
    school: School, now: datetime, draft: str, answers: parts.Texts, wrong: parts.Texts | None = None, said: str = ""
) -> AdaptiveCard:
    """What is to be told, to whom and until when. `said` stands above it where its words are filled in."""
    problems = wrong or {}
    today = local(now, school.timezone).date()
    default = {"until": (today + DEFAULT_RUN).isoformat(), "who": STAFF}
    given = {**default, **{key: text for key, text in answers.items() if text}}
    return parts.card(
        parts.title(wording.TELL_STAFF),
        parts.small(said or wording.NOTHING_YET),
        *fields.with_faults(
            problems,
            *_words_fields(given),
            _who(given["who"]),
            *fields.date("until", wording.UNTIL_LABEL, given, typed="until" in problems, required=True),
            fields.tick("important", wording.IMPORTANT_LABEL, wording.IMPORTANT_TICK, value=given.get("important", "")),
        ),
        parts.buttons(
            parts.button(wording.SEE_IT_FIRST, AnnouncementVerb.PREVIEW, {"draft": draft}, style="positive"),
            parts.put_away("Send"),
        ),
    )


def preview_card(
    school: School,
    now: datetime,
    draft: str,
    proposed: AnnouncementProposal,
    answers: parts.Texts,
    note: str | None = None,
) -> AdaptiveCard:
    """How it will look, to how many it goes and when. What was typed is held by fields that nobody sees."""
    calendar = Calendar(school.hours, school.timezone)
    at_once = proposed.goes_at <= now
    when = wording.GOES_NOW if at_once else wording.GOES_LATER.format(at=times.in_answer(school, proposed.goes_at, now))
    goes_to = wording.GOES_TO.format(
        people=wording.people_in_words(proposed.people), who=audience_words(proposed.announcement), when=when
    )
    shown = proposed.announcement
    held = Container(
        is_visible=False,
        items=[fields.line(each, each, value=answers.get(each, ""), many=each == "words") for each in TELL_FIELDS],
    )
    return parts.card(
        parts.title(wording.HOW_IT_LOOKS),
        parts.note(note),
        parts.box("emphasis", *what_it_says(school, now, shown)),
        parts.paragraph(goes_to),
        parts.banner(wording.OUT_OF_HOURS, "warning") if at_once and not calendar.in_school_hours(now) else None,
        parts.small(wording.LATE_SENTENCE),
        held,
        parts.buttons(
            parts.button("Send", AnnouncementVerb.SEND, {"draft": draft}, style="positive"),
            parts.button(wording.CHANGE_IT, Opener.TELL_STAFF, {"draft": draft}),
            parts.put_away("Send"),
        ),
    )


def correct_form(
    announcement: Announcement, draft: str, answers: parts.Texts, wrong: parts.Texts | None = None, said: str = ""
) -> AdaptiveCard:
    """What it says from now on, and whether those who have seen it are to read it again."""
    given = {"title": announcement.present.title, "words": announcement.present.words, **answers}
    return parts.card(
        parts.title(wording.CORRECT_TITLE.format(reference=announcement.id)),
        parts.problem(said) if said else None,
        parts.small(wording.CORRECT_EXPLAINED),
        *fields.with_faults(
            wrong or {},
            *_words_fields(given),
            fields.tick("again", wording.ASK_AGAIN_LABEL, wording.ASK_AGAIN_TICK, value=given.get("again", "")),
        ),
        parts.form_buttons(AnnouncementVerb.CORRECT_SEND, {**announcement_data(announcement), "draft": draft}),
    )


def withdraw_form(announcement: Announcement) -> AdaptiveCard:
    """What withdrawing it means, before that is done."""
    return parts.card(
        parts.title(wording.WITHDRAW_TITLE.format(reference=announcement.id)),
        parts.typed_text(announcement.present.title, 600),
        parts.paragraph(wording.WITHDRAW_EXPLAINED),
        parts.form_buttons(AnnouncementVerb.WITHDRAW_SEND, announcement_data(announcement), wording.WITHDRAW),
    )


def typed_words(answers: parts.Texts) -> AnnouncementWords:
    """What was typed into the form, or is held by the preview."""
    return AnnouncementWords(*(answers.get(each, "") for each in TELL_FIELDS))


def _words_fields(given: parts.Texts) -> list[TextInput]:
    words = fields.line(
        "words",
        wording.WORDS_LABEL,
        wording.WORDS_HINT,
        value=parts.cut(given.get("words", ""), parts.TYPED_BYTES + LONGEST_ANNOUNCEMENT),
        required=True,
        many=True,
    )
    title = parts.cut(given.get("title", ""), 3_000)
    return [fields.line("title", wording.TITLE_LABEL, wording.TITLE_HINT, value=title, required=True), words]


def _who(chosen: str) -> ChoiceSetInput:
    """Those who are many: staff first, then everybody. Whoever is told alone is written to in Teams."""
    offered = (STAFF, *(role for role in ROLES if role in OFTEN_TOLD or role in chosen.split(",")))
    names: dict[str, str] = {STAFF: ROLE_WORDS[STAFF], **wording.EVERYBODY_ROLE, **{r: ROLE_WORDS[r] for r in offered}}
    value = chosen if all(each in names for each in chosen.split(",")) else STAFF
    return ChoiceSetInput(
        id="who",
        label=wording.WHO_LABEL,
        choices=[Choice(title=title, value=key) for key, title in names.items()],
        is_multi_select=True,
        value=value,
        is_required=True,
        error_message=sentence("announcement.choose_who"),
        style="compact",
        wrap=True,
    )
