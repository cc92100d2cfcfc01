"""Whatever a feature adds has what belongs to it: a handler for each button, words for each key, a place in help."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from string import Formatter
from types import ModuleType
from typing import Any

import pytest
import structlog

import bot
import dialogs
from bot.composition.features import FEATURES, Feature, check
from bot.local.cards import words_of
from bot.policy.calls.call import VideoCall
from bot.policy.files.offers import Offer
from bot.policy.incidents import IncidentPurpose
from bot.policy.incidents.incident import State
from bot.policy.incidents.kinds import DEFAULT_ROUTES, KINDS
from bot.policy.kit.approval import ApprovalState
from bot.policy.kit.errors import NotDone
from bot.policy.kit.records import Entry, Purpose, Record
from bot.policy.requests.kinds import KINDS_OF_REQUEST
from bot.settings.duties import shipped_duties
from cards import greeting
from cards.kit import parts
from cards.kit.timeline import entry_text
from cards.kit.times import for_register
from cards.words.calls import STATE_WORDS
from cards.words.incidents import STATES
from cards.words.kinds import KIND_WORDS, STEP_WORDS
from cards.words.kit import UNDELIVERED, UNNAMED
from cards.words.sentences import SENTENCES, TIMELINE, TOASTS, merge_words, sentence, toast
from dialogs.understanding import Intent, understand
from manifest import words
from storage import reading
from tests.cards.catalogue import AREAS, NOW, PRESSES, SCHOOL
from tests.source_keys import literals, timeline_keys

(CALLS,) = (feature for feature in FEATURES if feature.name == "calls")
OF_PARTS = {
    "call_*": {"call_approved", "call_declined", "call_changes", "call_withdrawn", "call_cancelled"},
    "request_*": {
        *("request_approved", "request_declined", "request_changes", "request_cancelled"),
        *(f"request_{kind.ending.id}" for kind in KINDS_OF_REQUEST.values() if kind.ending),
    },
    "announcement_*": {"announcement_withdrawn", "announcement_ended"},
    "duty_*": {"duty_done", "duty_not_needed"},
    "offer.why": {
        "filtering_exported",
        "governors_taken",
        "inspection_taken",
        *(
            "file_opened",
            "exported",
            "aup_exported",
            "document_exported",
            "call_exported",
            "requests_exported",
            "calendar_exported",
        ),
        "announcement_exported",
        "document_exported",
        "committee_pack_given",
    },
    "what": {
        *("held_back", "names_not_checked", "request_concern", "request_view"),
        *("request_withdrawn", "request_expired", "request_over"),
    },
}
"""Timeline keys that are put together, or carried by a record, and so cannot be read where the entry is made."""
_SERIES = re.compile(r" ?[a-z]{2}-\*$")
"""What stands behind the word of a command that takes a reference."""
ON_CARDS = {
    "patterns": "log", "retention": "log", "export aup": "who has not signed", "export calls": "calls",
    "concerns about adults": "log",
    "export filtering": "filtering",
    "done": "committee",
}  # fmt: skip
"""Commands whose button stands on the card that another command shows."""
ALSO = {
    "publish",
    "tell staff *",
    "practice",
    "aup", "sign aup", "who hasn't signed", "who hasn’t signed", "who is due for training", "record training",
    "my report", "my requests", "pupil phones *", "the log", "log *", "export log", "video calls", "away",
    "away until *", "back on *", "who's on duty", "on duty",
    "search", "find *", "search *", "sent by mistake", "close it", "close this", "close that", "close the report",
    "close this report", "close my report", "close a report",
}  # fmt: skip
"""Other ways to write a command that is shown."""
NOT_A_SENTENCE = {"aup.md", "error.settings"}
"""A file's name, and what is said at the start of the program alone."""


def test_each_button_has_one_handler() -> None:
    """A verb that two features answer would be answered by the later one, and nobody would know."""
    answered = Counter(verb for area in AREAS for verb in area.verbs)
    assert [verb for verb, count in answered.items() if count > 1] == []


def test_each_command_has_one_handler_and_is_shown() -> None:
    """In help, or on a card that help leads to. What Teams offers is in help too, and answered."""
    answered = Counter(command for area in AREAS for command in area.commands)
    words_of_references = {command: _SERIES.sub("", command) for command in answered}
    assert [command for command, count in answered.items() if count > 1] == []
    told = words_of(json.loads(parts.as_json(greeting.help_card(PRESSES.guide))))
    shown = {*re.findall(r"\*\*(.+?)\*\*", told), "help"}
    assert set(words.OFFERED_COMMANDS) <= shown
    assert {words_of_references[command] for command in answered} - {""} - shown - ALSO - set(ON_CARDS) == set()
    assert set(ON_CARDS.values()) <= shown
    understood = {word for word in shown if understand(word).wish in {Intent.REPORT, Intent.HELP, Intent.CANCEL}}
    assert shown <= understood | set(words_of_references.values())


def test_each_duty_leads_to_a_command_that_is_there() -> None:
    """What a shipped duty's button opens is what somebody may type by itself."""
    led_to = {rule.command for rule in shipped_duties()} - {""}
    assert led_to
    assert led_to <= {command for command in PRESSES.commands if not command.endswith("*")}


def test_each_purpose_has_its_toast() -> None:
    """A locked phone shows something of every notice."""
    assert set(TOASTS) == set(Purpose.all())


OTHERS = [each for each in FEATURES if each is not CALLS]
TWICE = [*FEATURES, replace(CALLS, name="trips")]
SILENT = [replace(each, inspection=()) if each.name == "duties" else each for each in FEATURES]
PURPOSES = Purpose.all()


@pytest.mark.parametrize(
    ("features", "toasts", "kinds", "purposes", "mistake"),
    [
        (TWICE, TOASTS, (), PURPOSES, "two features provide `Calls`: calls, trips"),
        (TWICE, TOASTS, (), PURPOSES, "two features speak of the topic `call`: calls, trips"),
        (TWICE, TOASTS, (), PURPOSES, "two features draw `call_soon`: calls, trips"),
        (FEATURES, TOASTS, (), [*PURPOSES, IncidentPurpose.PING], "two features declare the purpose `ping`"),
        (OTHERS, TOASTS, (), PURPOSES, "no feature draws `call_request`"),
        (FEATURES, {}, (), PURPOSES, "`ping` has no toast"),
        (OTHERS, TOASTS, (VideoCall,), PURPOSES, "nobody waits for the due time of VideoCall"),
        (SILENT, TOASTS, (), PURPOSES, "no feature draws what `DutiesInspection` has for an inspection"),
    ],
)
def test_a_mistake_in_the_list_of_features_is_a_sentence(
    features: Sequence[Feature[Any]],
    toasts: Mapping[Purpose, str],
    kinds: Sequence[type[Record]],
    purposes: Sequence[Purpose],
    mistake: str,
) -> None:
    """The process does not start, and says why. As the list is, it starts."""
    check(FEATURES, TOASTS, reading.kinds(), PURPOSES)
    with pytest.raises(ValueError, match=mistake):
        check(features, toasts, kinds, purposes)


def test_a_purpose_that_no_feature_has_is_refused() -> None:
    """A notice that a later version kept is not taken for another; each purpose of ours is read as it was kept."""
    assert [Purpose.parse(purpose.value) for purpose in PURPOSES] == PURPOSES
    for unknown in ("trip", "", None, 7):
        with pytest.raises(ValueError, match=f"no feature has the purpose {unknown!r}"):
            Purpose.parse(unknown)


def test_two_files_with_words_for_the_same_key_are_refused() -> None:
    """Neither wins in silence."""
    one, other = ModuleType("one"), ModuleType("other")
    vars(one)["SENTENCES"] = vars(other)["SENTENCES"] = {"form.missing": "Please fill this in."}
    with pytest.raises(ValueError, match=r"two features have words for `form\.missing`: one, other"):
        merge_words("SENTENCES", {"one": one, "other": other})


def test_each_entry_of_the_timeline_has_its_line() -> None:
    """Whatever the product writes can be read."""
    written = timeline_keys()
    assert written >= set(OF_PARTS)
    assert OF_PARTS["call_*"] <= {f"call_{state.value}" for state in ApprovalState}
    assert Offer.model_fields["why"].annotation is str
    keys = written - set(OF_PARTS) | set().union(*OF_PARTS.values())
    assert keys - set(TIMELINE) == set()


@pytest.mark.parametrize(
    ("what", "facts", "said"),
    [
        ("kind_changed", {"kind_before": "spam", "kind_after": "threat"}, KIND_WORDS["threat"].name),
        ("ringing", {"to": "Ann", "roles": "dsl, dslo"}, "Designated Safeguarding Lead, dslo"),
        ("could_not_ring", {"to": "Ann", "reason": "new"}, UNDELIVERED["other"]),
        ("step_done", {"step": "evidence"}, STEP_WORDS["evidence"]),
        ("step_done", {"step": "police_crime"}, "A crime or danger: the Police were phoned, or there was neither."),
        ("closed_unticked", {"steps": "evidence later"}, STEP_WORDS["evidence"].rstrip(".") + "; later"),
        ("waits", {"until": NOW.isoformat()}, for_register(SCHOOL)(NOW)),
    ],
)
def test_what_an_entry_keeps_as_an_id_is_read_in_words(what: str, facts: dict[str, str], said: str) -> None:
    """A kind, a role, a reason, a step: in the words of their feature. One of a later release stays as it is."""
    entry = Entry(subject="OS-2026-0001", at=NOW, by=None, what=what, facts=facts)
    assert said in entry_text(entry, for_register(SCHOOL))


def test_each_error_and_each_key_has_its_sentence() -> None:
    """The key of every refusal, and every key that stands anywhere in the source."""
    for package in (bot, dialogs):
        _import_all(package)
    keys = {each.key for each in _kinds_of(NotDone)}
    verbs = {verb for area in AREAS for verb in area.verbs}
    first = "|".join({key.split(".")[0] for key in SENTENCES if "." in key})
    said = re.compile(rf"(?:{first})(?:\.[a-z_]*[a-z])+")
    keys |= {text for text in literals("bot", "dialogs", "cards") if said.fullmatch(text)}
    assert keys - set(SENTENCES) - verbs - NOT_A_SENTENCE == set()
    assert {f"approval.now_{state.value}" for state in ApprovalState} <= set(SENTENCES)


def test_each_state_has_its_words() -> None:
    """A report's and a call's."""
    assert set(STATES) == set(State)
    assert set(STATE_WORDS) == set(ApprovalState)


def test_each_kind_that_is_told_outside_has_its_message() -> None:
    """What a handler copies for that service, put together from the answers of the kind's own form."""
    messages = {kind: its.message for kind, its in KIND_WORDS.items() if its.message is not None}
    assert messages.keys() == {kind.id for kind in KINDS.values() if kind.tell}
    astray = [kind.id for kind in KINDS.values() if kind.tell and kind.tell not in DEFAULT_ROUTES[kind.id].contacts]
    assert astray == [], "whoever is told is one of the route's contacts: without them there is no message to copy"
    for kind, message in messages.items():
        asked = {field for _, field, _, _ in Formatter().parse(message.subject + message.text) if field}
        assert asked <= {field.id for field in KINDS[kind].form} | {"school", "reported", "reference"}
    told = messages["spam"].fill({"link": "#" * 600}, school="Oak", reported="today", reference="OS-1").text
    assert "Sender: not given" in told
    assert told.count("#") == 500


def test_words_that_are_missing_are_never_raised_before_a_person() -> None:
    """What to do is said all the same, and the fault stands in the log."""
    entry = Entry(subject="OS-2026-0001", at=NOW, by=None, what="of a later version")
    with structlog.testing.capture_logs() as logged:
        assert sentence("of.nothing") == SENTENCES["error.unexpected"]
        assert sentence("already_taken", {"who": "Ann"}).startswith("Already taken by Ann, .")
        assert entry_text(entry, for_register(SCHOOL)) == UNNAMED
        assert toast(IncidentPurpose.DETAILS, kind="spam") == ": details were added"
    assert [(each["event"], each["log_level"]) for each in logged] == [("words_missing", "error")] * 4


def _kinds_of(error: type[NotDone]) -> set[type[NotDone]]:
    return {error}.union(*(_kinds_of(each) for each in error.__subclasses__()))


def _import_all(package: ModuleType) -> None:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.startswith("bot.local.page"):
            importlib.import_module(found.name)
