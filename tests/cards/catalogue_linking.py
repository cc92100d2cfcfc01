"""The cards of reports that belong together, with plain and with difficult contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.policy.incidents.incident import Incident
from bot.policy.incidents.linking import Chronology, LinkedReports, LinkOffer, Trait
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.school import School
from cards.incidents import linking as cards
from cards.kit.elements import AdaptiveCard

REFERENCES = tuple(f"OS-2026-{number:04d}" for number in range(2, 26))


def linked_views(views: Mapping[str, IncidentView]) -> dict[str, IncidentView]:
    """Each of them with as many linked and offered as a card may show."""
    return {
        f"{name}, linked": replace(
            view,
            links=LinkedReports(
                tuple(view.incident.model_copy(update={"id": each}) for each in REFERENCES[:6]),
                tuple(
                    LinkOffer(view.incident.model_copy(update={"id": each}), tuple(Trait)) for each in REFERENCES[6:8]
                ),
                frozenset(REFERENCES),
            ),
        )
        for name, view in views.items()
    }


def linking_cards(school: School, found: Mapping[str, Incident], nasty: str, now: datetime) -> dict[str, AdaptiveCard]:
    """All of them by a name; `found` are incidents in several states."""
    each = next(iter(found.values()))
    wordy = each.model_copy(update={"account": {"what": nasty}})
    many = tuple(wordy.model_copy(update={"id": reference}) for reference in REFERENCES)
    return {
        "link, form": cards.link_form(each, {}, {}),
        "link, form come back": cards.link_form(each, {"other": nasty}, {"other": "link.not_found"}),
        "link, sent": cards.link_result(each, "Linked."),
        "chronology, many": cards.chronology_card(
            school, now, Chronology(REFERENCES[0], many, frozenset(REFERENCES[1:9])), note="No longer linked."
        ),
        "chronology, alone": cards.chronology_card(school, now, Chronology(each.id, (each,), frozenset())),
    }
