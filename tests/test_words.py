"""The words that people read stand in `cards/words` and nowhere else."""

from __future__ import annotations

import ast
import builtins
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cards.greeting import sentence_card
from cards.kit import parts
from cards.words import sentences
from cards.words.sentences import WORD_FILES
from docs.sentences import sentences_of

ROOT = Path(__file__).parent.parent
MOST_WORDS = 3
"""A label or a button of so many words may stand where it is drawn; a longer literal is prose."""
ROOMS = ("bot/policy", "bot/services", "bot/teams", "cards", "dialogs")
"""Where people are answered. The other floors (`app.py` and bot/commands, composition, directory, local and settings,
storage, manifest, docs) speak to whoever runs the bot: at the command line, in logs, on pages of their own."""
WORDS = "cards/words/"
SAID_TO_WHO_RUNS_IT = {
    "bot/services/null_ports.py": "why a port that was not wired refuses",
    "bot/teams/conversation_state.py": "why a dialog's state cannot be kept: a programmer's fault",
    "bot/teams/credentials.py": "which setting is missing, when the program starts",
}
KEPT_IN_RECORDS = {
    "[picture or file left out]": "a mark in what somebody typed, kept with the report",
    "{}\n[{} characters more were cut]": "a mark in what somebody typed, kept with the report",
    "LGfL, the filtering service": "a contact's name, until school.toml has another",
    "the Local Authority Designated Officer (LADO)": "a contact's name, until school.toml has another",
    "nobody, because nobody is a Champion,": "a fact of a timeline's entry, covered by its hash",
}
"""Literals of the policy that are data: kept, looked for, or hashed."""
SPLITTERS = {"_class", "_on", "_endings", "_word_set", "pace", "phrases_in", "signs", "words_of"}
"""Functions that split a list of words which they are given."""


def test_prose_stands_in_the_words_alone() -> None:
    """A literal of more than three words that a person may read is refused outside `cards/words`."""
    found = [
        f"{file}:{line}: {text!r}"
        for file, line, text in _prose_of_rooms()
        if file not in SAID_TO_WHO_RUNS_IT and text not in KEPT_IN_RECORDS
    ]
    assert found == []


def test_no_exception_outlives_its_need() -> None:
    """What is let through by name stands there still."""
    found = list(_prose_of_rooms())
    assert set(SAID_TO_WHO_RUNS_IT) <= {file for file, _, _ in found}
    assert set(KEPT_IN_RECORDS) == {text for file, _, text in found if file.startswith("bot/policy/")}


@pytest.mark.parametrize("name", ["SENTENCES", "TIMELINE", "TOASTS"])
def test_a_key_has_one_feature_that_says_it(name: str) -> None:
    """A second one would win without a word where they are put together."""
    said = Counter(key for feature in WORD_FILES.values() for key in getattr(feature, name, ()))
    assert set(said) == set(getattr(sentences, name))
    assert [key for key, count in said.items() if count > 1] == []


@pytest.mark.parametrize(
    ("source", "prose"),
    [
        ('"""A module says what lives there."""', []),
        ('press("Open a file")', []),
        ('words("Nobody has taken it yet")', ["Nobody has taken it yet"]),
        ('words(f"Nobody has taken {reference} yet")', ["Nobody has taken {} yet"]),
        ('words("Nobody has " "taken it")', ["Nobody has taken it"]),
        ("words(f\"{name}: {names[0] or 'nobody has taken it'}\")", ["nobody has taken it"]),
        ('raise ValueError("a call ends before it starts")', []),
        ('raise Refused("a call ends before it starts")', ["a call ends before it starts"]),
        ('commands = {"who has not signed": "what is shown instead"}', ["what is shown instead"]),
        ('WORDS = _word_set("com net org edu gov")', []),
        ('SIGN = re.compile(r"(?:one|two) of the three")', []),
    ],
)
def test_what_counts_as_prose(source: str, prose: list[str]) -> None:
    """Whatever is filled in stands as `{}`; what nobody reads does not count."""
    assert [text for _, text in _prose(ast.parse(source))] == prose


def test_the_list_of_sentences_has_all_that_is_said() -> None:
    """A sentence of several literals is one line; what is filled in is named; docstrings are left out."""
    source = '"""What is said."""\nSAID = {"key": ("Type **help** " "to go on.", f"{who} has {thing(2)}.", "one")}\n'
    assert list(sentences_of(source)) == [(2, "Type **help** to go on."), (2, "{who} has {thing(2)}.")]
    listed = {text for path in (ROOT / WORDS).rglob("*.py") for _, text in sentences_of(path.read_text("utf-8"))}
    whole = {text for text in sentences.SENTENCES.values() if " " in text and "\n" not in text}
    assert len(whole & listed) > 0.9 * len(whole)


def _prose_of_rooms() -> Iterator[tuple[str, int, str]]:
    """File, line and text of each literal that is prose."""
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        file = path.relative_to(ROOT).as_posix()
        if not file.startswith(WORDS):
            for line, text in _prose(ast.parse(path.read_text(encoding="utf-8"))):
                yield file, line, text


def _prose(node: ast.AST) -> Iterator[tuple[int, str]]:
    """The prose under a node, an f-string as one literal."""
    if _is_unread(node):
        return
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = _text(node)
        words = [word for word in text.replace("{}", " ").split() if any(mark.isalpha() for mark in word)]
        if len(words) > MOST_WORDS and not _is_pattern(text):
            yield node.lineno, text
    for child in _children(node):
        yield from _prose(child)


def _children(node: ast.AST) -> list[ast.AST]:
    """The nodes under a node, without an f-string's own parts and without keys, which are looked up and not read."""
    if isinstance(node, ast.JoinedStr):
        return [part for part in node.values if not isinstance(part, ast.Constant)]
    if isinstance(node, ast.Dict):
        return [*node.values]
    return list(ast.iter_child_nodes(node))


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node.value, str) else ""


def _is_unread(node: ast.AST) -> bool:
    """A docstring; what a built-in error says, which is a programmer's fault; a list of words."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Raise):
        called = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return isinstance(called, ast.Name) and hasattr(builtins, called.id)
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Attribute):
        return called.attr == "split" and isinstance(called.value, ast.Constant)
    return isinstance(called, ast.Name) and called.id in SPLITTERS


def _is_pattern(text: str) -> bool:
    """A regular expression."""
    return any(sign in text for sign in ("(?", "\\d", "\\s", "\\b"))


def test_a_toast_and_a_line_shown_as_it_is_have_no_marks_of_markdown() -> None:
    """Nothing draws them there: a locked phone would show the stars."""
    said = sentences.sentence("call.away_how")
    assert "**" in said
    for shown in (
        sentences.without_marks(said),
        parts.summary(sentence_card(said)),
        parts.as_json(parts.form_result(said)),
    ):
        assert "**" not in shown


SAID_FOR_ANOTHER = {
    r"ring|rings|rung|rang|ringing": "*alert* or *tell* is a message in Teams, *phone* a telephone call: neither rings",
}
"""Words that are not used anywhere in the product, by any file, and why."""
NOT_SAID = {
    r"leave (?:it|this) empty|leave it if": "a field says what it is for, not what to leave out",
    r"\(section \d": "a clause stands in small print or behind *Why*, and in no sentence",
    r"school\.toml": "whoever reads it on a card has never seen the file: say *whoever looks after this bot*",
    r"being (?:asked|reminded) now": "what waits for school hours is not under way",
    r"\bour own chat|\bin our chat": "*your own chat*: it is theirs",
    r"stands further down|answer none|did not quite follow": "it leaves the reader to find out what to do",
    r"\bdial\b": "*phone*, everywhere",
    r"also not|not also": "*not even*",
}
"""What no sentence says, and why."""
TYPED_BY_STAFF = ("bot/policy/answers/", "bot/policy/incidents/signs", "dialogs/wishes.py", "dialogs/small_talk.py")
"""Where a word stands because staff type it."""
STORED = re.compile(r"""[."'`](?:rung|rang|ringing)\b|\brung(?==|: )""")
"""Names under which records are kept."""


@pytest.mark.parametrize(("said", "why"), NOT_SAID.items())
def test_no_sentence_makes_a_tired_reader_guess(said: str, why: str) -> None:
    """Each was said once, and was misread or not read to its end."""
    listed = re.compile(said, re.IGNORECASE)
    found = [
        f"{file.relative_to(ROOT)}:{line}: {text}"
        for file in sorted((ROOT / WORDS).rglob("*.py"))
        for line, text in _prose(ast.parse(file.read_text(encoding="utf-8")))
        if listed.search(text)
    ]
    assert found == [], why


@pytest.mark.parametrize(("word", "why"), SAID_FOR_ANOTHER.items())
def test_a_word_that_misleads_is_used_nowhere(word: str, why: str) -> None:
    """Neither on a card nor in a name, a docstring or a comment: what is written there is copied into what is said."""
    listed = re.compile(rf"\b(?:{word})\b", re.IGNORECASE)
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for room in (*ROOMS, "docs", "storage")
        for file in sorted((ROOT / room).rglob("*.py"))
        if not file.relative_to(ROOT).as_posix().startswith(TYPED_BY_STAFF)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if listed.search(STORED.sub("", line))
    ]
    assert found == [], why
