"""`python -m docs.draw`: the pictures in `architecture.md`, drawn from the tables that the program itself goes by.

A picture stands between two marks, `<!-- drawn: name -->` and `<!-- end -->`. A test fails when one is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.policy.incidents.authority import AUTHORITY, HELD_BY_ANOTHER, NEVER_BY, ONLY_BY_ROLE, Relation
from bot.policy.incidents.incident import State
from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.incidents.routes import ABOUT_THE_HEADTEACHER
from bot.policy.incidents.states import TRANSITIONS, Action
from bot.policy.kit.approval import COMES_FROM, ApprovalState
from bot.policy.kit.records import Route, Step, Urgency
from bot.policy.kit.roles import Role
from cards.words.kinds import KIND_WORDS
from cards.words.kit import ROLE_WORDS

CALL_WORDS = {
    ApprovalState.WAITING: "change",
    ApprovalState.CHANGES: "ask for changes",
    ApprovalState.APPROVED: "approve",
    ApprovalState.DECLINED: "decline",
    ApprovalState.WITHDRAWN: "withdraw",
    ApprovalState.CANCELLED: "cancel",
    ApprovalState.EXPIRED: "nobody decides in time",
    ApprovalState.ENDED: "it ends",
}
ARCHITECTURE = Path(__file__).parent / "architecture.md"
_MARKED = re.compile(r"(<!-- drawn: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def states() -> str:
    """The life of an incident: which action leads from which state to which other one."""
    leads: dict[tuple[State, State], list[Action]] = {}
    for action, moves in TRANSITIONS.items():
        for before, after in moves.items():
            if before is not after:
                leads.setdefault((before, after), []).append(action)
    lines = ["stateDiagram-v2", "  direction LR", f"  [*] --> {State.REPORTED}: report"]
    for (before, after), actions in sorted(leads.items()):
        lines.append(f"  {before} --> {after}: {', '.join(map(_plain, actions))}")
    return _mermaid(lines)


def calls() -> str:
    """The life of a video call: what a person decides, and what time does."""
    lines = ["stateDiagram-v2", "  direction LR", f"  [*] --> {ApprovalState.WAITING}: ask"]
    for after, befores in COMES_FROM.items():
        word = CALL_WORDS[after]
        lines += [f"  {before} --> {after}: {word}" for before in befores]
    return _mermaid(lines)


def possible() -> str:
    """What can be done in which state, and the state it leads to; a dot where it cannot be done."""
    rows = (
        [_plain(action), *(_plain(moves[state]) if state in moves else "·" for state in State)]
        for action, moves in TRANSITIONS.items()
    )
    return _table(["", *map(_plain, State)], rows)


def authority() -> str:
    """Who may do what."""
    rows = (
        [
            _plain(action) + (" ¹" if action in HELD_BY_ANOTHER else " ²" if action in ONLY_BY_ROLE else ""),
            *(_authority_cell(action, relation in may, relation) for relation in Relation),
        ]
        for action, may in AUTHORITY.items()
    )
    notes = "\n¹ While somebody has it, they alone. ² A Champion; one who reported it or has it never.\n"
    return _table(["", *map(_plain, Relation)], rows) + notes


def _authority_cell(action: Action, may: bool, relation: Relation) -> str:
    if relation in NEVER_BY.get(action, frozenset()):
        return "never"
    return "yes" if may else "·"


def routes() -> str:
    """Who is told for each kind of report, and after how long."""
    rows = [_route(KIND_WORDS[kind].name, route) for kind, route in DEFAULT_ROUTES.items()]
    rows.append(_route("… about the Headteacher", ABOUT_THE_HEADTEACHER))
    return _table(["kind", "urgency", "who is told, and after how long", "again"], rows)


def ladder() -> str:
    """The emergency ladder as a picture: the steps, and what ends them."""
    route = next(route for route in DEFAULT_ROUTES.values() if route.urgency is Urgency.EMERGENCY)
    lines = ["flowchart LR", "  report([a report arrives])"]
    before, waited = "report", 0.0
    for number, step in enumerate(route.steps, 1):
        name = f"step{number}"
        lines.append(f'  {before} -->|"{_time(step.after - waited)}"| {name}["{_roles(step.roles)}"]')
        lines.append(f"  {name} -. acknowledged .-> taken")
        before, waited = name, step.after
    lines.append(f'  {before} -->|"{_time(route.again)}, {route.times} times"| step1')
    lines.append(f"  {before} --> nobody[the reporter and every Champion are told that nobody has taken it]")
    lines.append("  taken([somebody has it: the ladder stops])")
    return _mermaid(lines)


DRAWINGS: dict[str, Callable[[], str]] = {
    "states": states,
    "calls": calls,
    "possible": possible,
    "authority": authority,
    "routes": routes,
    "ladder": ladder,
}
"""Every picture by its name."""


def redraw(text: str) -> str:
    """The page with each picture as the tables give it now."""
    return _MARKED.sub(lambda found: f"{found[1]}\n{DRAWINGS[found[2]]()}\n{found[3]}", text)


def _plain(word: str) -> str:
    return str(word).replace("_", " ")


def _roles(roles: Sequence[Role]) -> str:
    return ", ".join(ROLE_WORDS[role] for role in roles)


def _who(step: Step) -> str:
    return ", each to come" if step.all_come else ""


def _route(name: str, route: Route) -> list[str]:
    steps = "; ".join(f"{_time(step.after)}{_who(step)}: {_roles(step.roles)}" for step in route.steps)
    return [name, route.urgency.value, steps, f"{route.times} times, every {_time(route.again)}"]


def _time(seconds: float) -> str:
    for unit, long in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds and seconds % long == 0:
            return f"{seconds / long:g} {unit}"
    return f"{seconds:g} s" if seconds else "at once"


def _mermaid(lines: Iterable[str]) -> str:
    return "\n".join(("```mermaid", *lines, "```", ""))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def main() -> int:
    """Draw every picture again, and say whether anything has changed."""
    before = ARCHITECTURE.read_text(encoding="utf-8")
    after = redraw(before)
    ARCHITECTURE.write_text(after, encoding="utf-8")
    print("architecture.md is as the tables give it." if before == after else "architecture.md is drawn again.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
