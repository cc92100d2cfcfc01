"""A name is understood at its first reading: a noun for what it is, a verb in the imperative for what it does."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "cards", "dialogs", "docs", "manifest", "storage")
PARTICIPLE = re.compile(
    r"""_*(?:(?!(?:embed|exceed|feed|heed|need|proceed|shed)\b)[a-z]+ed
    |been|begun|bent|born|bound|bought|broken|brought|built|caught|chosen|done|drawn|driven|eaten|fallen|fed|felt|forgotten
    |found|frozen|given|gone|grown|heard|held|hidden|kept|known|laid|led|left|lent|lost|made|meant|met|overdue|paid|said
    |seen|sent|shot|shown|sold|sought|spent|spoken|stood|stolen|struck|sworn|taken|taught|thought|thrown|told|torn
    |understood|undone|withdrawn|woken|won|worn|written)""",
    re.VERBOSE,
)
"""A past participle and nothing else. What is an imperative too (`cut`, `put`, `read`, `run`, `set`) is not one."""


@pytest.fixture(scope="module")
def trees() -> Mapping[str, ast.Module]:
    """The product's files, parsed: only for whoever runs these tests, and not for whoever collects them."""
    files = (ROOT / "app.py", *(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}


def functions(node: ast.AST, within: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function and method, with the class that it stands in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield within, child
        yield from functions(child, child.name if isinstance(child, ast.ClassDef) else within)


def is_property(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it is read like a field."""
    return any(isinstance(each, ast.Name) and each.id.endswith("property") for each in function.decorator_list)


@pytest.mark.parametrize(
    ("name", "bare"),
    [("kept", True), ("_held", True), ("sealed", True), ("keep", False), ("read", False), ("is_kept", False)],
)
def test_what_counts_as_a_bare_participle(name: str, bare: bool) -> None:
    """What says more than that something was done does not count."""
    assert bool(PARTICIPLE.fullmatch(name)) is bare


def test_no_function_is_called_by_a_bare_participle(trees: Mapping[str, ast.Module]) -> None:
    """`sealed` may seal, ask whether something is, or return what was; a property alone says how something stands."""
    assert [
        f"{file}:{function.lineno}: {function.name}"
        for file, tree in trees.items()
        for _, function in functions(tree)
        if PARTICIPLE.fullmatch(function.name) and not is_property(function)
    ] == []


SAID_BY_EACH = {
    "FACTS": "the words of a feature's facts, found by this name in its file of words",
    "OFFERED": "the commands that Teams offers, found in the same way",
    "SENTENCES": "found in the same way",
    "TIMELINE": "found in the same way",
    "TOASTS": "found in the same way",
    "WORDS": "the answers' words of one theme, found in the same way",
    "Action": "what somebody does to an incident; in `cards/kit/elements.py` the name is Adaptive Cards' own",
    "on": "what makes a row of the answers of one theme",
    "log": "a module's own logger",
    "BRIEFED": "who of a feature's readers is owed its lines of the briefing",
    "NEW_STATE_CARDS": "which cards of a feature are the message of a new state",
    "REASON_BYTES": "what reasons may take on one card of a feature",
    "TIMELINE_BYTES": "what the timeline may take on it",
    "UNSENT_BYTES": "what was not sent may take on it",
    "VALUE_BYTES": "what an answer may take on it",
    "STYLE": "the look of a card, by the state of what it shows",
}
"""Names that several modules define for the same thing, each its own, and what that is."""


def definitions(body: Sequence[ast.stmt]) -> Iterator[str]:
    """The constants, classes and type aliases of a module; a type variable says nothing outside its line."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.If | ast.Try):
            yield from definitions([*node.body, *node.orelse])
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))


def test_a_name_has_one_meaning(trees: Mapping[str, ast.Module]) -> None:
    """Who has met a constant, a class or a type once knows it wherever it stands, private or not.

    The sentences in `cards/words` are told apart by their file: they are read as `wording.NOT_REACHED`.
    """
    modules: defaultdict[str, set[str]] = defaultdict(set)
    for file, tree in trees.items():
        for name in definitions(tree.body):
            if not file.startswith("cards/words/") or name in SAID_BY_EACH:
                modules[name.strip("_")].add(file)
    several = {name: files for name, files in modules.items() if len(files) > 1 and len(name) > 1 and name != "all"}
    assert {name: files for name, files in several.items() if name not in SAID_BY_EACH} == {}
    assert set(SAID_BY_EACH) <= set(several), "no exception outlives its need"


NOT_THIS = {
    "Actor, ActionContext": "By CallPress",
    "Snapshot, guard_unchanged": "CallStanding resting",
    "DeciderRole, RuleContext, Decision, RequestForm": "Hat Around Ruling",
    "dedupe, reject_if_seen, skip_if_seen, mark_seen": "once unless_done mark seen",
    "run_checks, build_school, open_read_only, copy_school, open_stores, initial_chats, parse_record": (
        "looks at_work to_be_read moved opened at_first made"
    ),
    "SchoolStores, CachedDirectory, RoleIndex, JobLimiter, RateLimiter.record, DueKind": (
        "Kept Held Listing Doors went Left"
    ),
    "JobTriggers, Trigger, RemoteDuePoller, save_conversation_reference, FileTransfer, ParsedActivity, turn_log": (
        "Wake Bell Leftovers roads remember FileRoad Letter turn_line"
    ),
    "FileStore, FileTransfer, FileDownloader, Services, Context, Index": "Cabinet Carrier Fetcher Desk Room Shelf",
    "ValueObject, params, amending, closing, subjects, reconfirm_roles, null_ports": (
        "Fact facts retelling ending concerned afresh nowhere"
    ),
}
"""Names of mechanism that every reader had to guess at, by those that say it as every engineer does."""


@pytest.mark.parametrize(("instead", "names"), NOT_THIS.items())
def test_mechanism_has_the_field_s_own_names(instead: str, names: str, trees: Mapping[str, ast.Module]) -> None:
    """No module, class, type or function of the product is called by one of the names that were given up."""
    given_up = set(names.split())
    assert [
        f"{file}: {name}"
        for file, tree in trees.items()
        for name in (
            Path(file).stem,
            *definitions(tree.body),
            *(function.name for _, function in functions(tree)),
        )
        if name.strip("_") in given_up
    ] == [], f"say {instead}"
