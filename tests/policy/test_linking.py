"""What reports have in common is read off what was written, and offered where a reader may see both."""

from __future__ import annotations

import pytest

from bot.policy.incidents.linking import ReportLink as Link
from bot.policy.incidents.linking import Trait, end_links, link_id, offer_links, traits_of
from bot.policy.incidents.traits import class_of, device_of, pupil_of, site_of
from tests.policy.school import BEN, NOW, incident_of, opened

SITES = [
    ({"address": "https://www.Cool-Games.example/play?x=1"}, "cool-games.example"),
    ({"link": "cool-games.example"}, "cool-games.example"),
    ({"what": "They went on roblox.com at lunch."}, "roblox.com"),
    ({"what": "He opened homework.docx then left.She saw it"}, None),
    ({"what": "It came from loot@prize-club.example"}, None),
    ({"where": "TikTok"}, None),
    ({}, None),
]
DEVICES = [
    ({"lost": "iPad 12 from the trolley"}, "ipad 12"),
    ({"where": "ipad no. 012"}, "ipad 12"),
    ({"what": "Laptop LT-0142 is gone"}, "lt0142"),
    ({"system": "PC07 in room 4"}, "pc 7"),
    ({"what": "OS-2026-0042, in 2026, at KS2"}, None),
    ({"lost": "a pen drive"}, None),
]
PUPILS = [
    ({"about": "Jack Holt, 5B"}, "jack holt"),
    ({"about": "JACK HOLT in year 5"}, "jack holt"),
    ({"about": "José Ferrán and Amy Fox"}, "jose ferran"),
    ({"about": "Jack in 5B"}, "jack 5b"),
    ({"about": "Jack, year 5"}, "jack year 5"),
    ({"about": "two boys in my class"}, None),
    ({"about": "not sure"}, None),
    ({"what": "Jack Holt"}, None),
]
CLASSES = [("in 5B today", "5b"), ("Y5", "year 5"), ("Year 6 trip", "year 6"), ("class 3c", "3c"), ("3D printer", None)]


@pytest.mark.parametrize(("account", "site"), SITES)
def test_a_site_is_known_by_its_address(account: dict[str, str], site: str | None) -> None:
    """With or without what stands around it; a file and somebody's mail are no sites."""
    assert site_of(account) == site


@pytest.mark.parametrize(("account", "device"), DEVICES)
def test_a_device_is_known_by_its_number(account: dict[str, str], device: str | None) -> None:
    """However it is written there; a year and a reference are no devices."""
    assert device_of(account) == device


@pytest.mark.parametrize(("account", "pupil"), PUPILS)
def test_a_pupil_is_known_by_two_names_or_a_class(account: dict[str, str], pupil: str | None) -> None:
    """Only where the form asks whom it is about; words that name nobody are nobody."""
    assert pupil_of(account) == pupil


@pytest.mark.parametrize(("text", "room"), CLASSES)
def test_a_class_is_known_as_people_write_it(text: str, room: str | None) -> None:
    """With its year or without."""
    assert class_of(text) == room


def test_what_has_most_in_common_is_offered_first() -> None:
    """Then the newest; never the report itself, nor what is linked with it already."""
    account = {"what": "On roblox.com", "about": "Jack Holt", "sender": "a@x.example"}
    report = incident_of(opened("threat", account=account))
    assert set(traits_of(report)) == {Trait.SENDER, Trait.SITE, Trait.PUPIL}
    others = [
        report.model_copy(update={"id": "OS-2026-0002", "account": {"what": "roblox.com"}}),
        report.model_copy(update={"id": "OS-2026-0003", "account": {"about": "jack holt", "sender": "A@x.example"}}),
        report.model_copy(update={"id": "OS-2026-0004", "account": {"what": "see roblox.com"}}),
        report.model_copy(update={"id": "OS-2026-0005", "account": {"what": "nothing"}}),
        report.model_copy(update={"id": "OS-2026-0006"}),
        report,
    ]
    offers = offer_links(report, others, ["OS-2026-0006"])
    assert [(each.incident.id, set(each.traits)) for each in offers] == [
        ("OS-2026-0003", {Trait.SENDER, Trait.PUPIL}),
        ("OS-2026-0004", {Trait.SITE}),
        ("OS-2026-0002", {Trait.SITE}),
    ]


@pytest.mark.parametrize("kind", ["illegal_content", "nudes"])
def test_no_index_holds_where_illegal_material_lies(kind: str) -> None:
    """Nor is another report offered by it."""
    report = incident_of(opened(kind, account={"what": "on www.bad.example"}))
    assert report.site_key is None
    changed = incident_of(opened("threat", account={"what": "on www.bad.example"}))
    assert changed.model_copy(update={"once_untouchable": True}).site_key is None


def test_no_index_holds_whom_a_confidential_report_is_about() -> None:
    """A pupil's name stands in an index only where the log's readers may find it."""
    report = incident_of(opened("staff_conduct", account={"what": "x", "about": "Jack Holt"}))
    assert report.pupil_key is None


def test_a_removal_says_at_the_other_end_that_the_link_is_gone() -> None:
    """Each end names the other, whichever is removed."""
    removed = incident_of(opened())
    link = Link(id=link_id("OS-2026-0002", removed.id), one=removed.id, other="OS-2026-0002", by=BEN.who, at=NOW)
    (entry,) = end_links(removed, [link], BEN, NOW)
    assert (entry.subject, entry.what, entry.facts) == ("OS-2026-0002", "unlinked", {"reference": removed.id})
