"""The calendar of duties: the rows of `duties.toml`, with what a school changes, adds or leaves out."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from bot.policy.duties.when import NEVER
from bot.policy.kit.school import DutyRule
from bot.policy.kit.tables import by_id
from bot.settings.sections import DutySection, InconsistentError
from bot.settings.words import did_you_mean

SHIPPED_FILE = Path(__file__).with_suffix(".toml")
NEEDED_KEYS = {
    "role": 'role = "champion"',
    "when": 'when = "yearly 07-01"',
    "lead": 'lead = "14d"',
    "title": 'title = "…", what it is called',
    "what": 'what = "…", what is to be done',
    "evidence": 'evidence = "…", what shows that it was done',
}
"""What a duty of the school's own must have, and what each would look like."""


@cache
def shipped_duties() -> tuple[DutyRule, ...]:
    """The rows that are shipped, in their order. Those of `never` wait for a school to say when."""
    written = tomllib.loads(SHIPPED_FILE.read_text(encoding="utf-8"))["duties"]
    rows = map(_rule, TypeAdapter(list[DutySection]).validate_python(written))
    return tuple(by_id("shipped duties", rows).values())


def duties_of(sections: Sequence[DutySection]) -> tuple[DutyRule, ...]:
    """The calendar of a school. Raises `InconsistentError` for a row that stands twice, or lacks what it needs."""
    rules = {rule.id: rule for rule in shipped_duties()}
    places: dict[str, int] = {}
    for place, section in enumerate(sections):
        if section.id in places:
            first = places[section.id]
            raise InconsistentError(
                f'duties[{place}].id: "{section.id}" already stands at duties[{first}]; give each its own id'
            )
        places[section.id] = place
        if section.id in rules:
            said = section.model_dump(exclude_none=True, exclude={"id"})
            rules[section.id] = rules[section.id].model_copy(
                update=said | {"clauses": tuple(said.get("clauses", rules[section.id].clauses))}
            )
            continue
        for key, example in NEEDED_KEYS.items():
            if getattr(section, key) is None:
                near = did_you_mean(section.id, rules)
                raise InconsistentError(
                    f'duties[{place}].{key} is missing, for "{section.id}" is not a shipped duty{near};'
                    f" write {example}, or one of the ids {', '.join(shipped.id for shipped in shipped_duties())}"
                )
        rules[section.id] = _rule(section)
    return tuple(rule for rule in rules.values() if rule.when != NEVER)


def _rule(section: DutySection) -> DutyRule:
    return DutyRule.model_validate(section.model_dump(exclude_none=True))
