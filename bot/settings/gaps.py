"""What a school has still to enter: nothing of it is wrong, and `check` shows each as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.policy.incidents.kinds import DEFAULT_ROUTES
from bot.policy.incidents.routes import ABOUT_THE_HEADTEACHER, CONTACT_NAMES
from bot.policy.kit.people import Contact
from bot.policy.kit.records import Route
from bot.policy.kit.roles import FILTERING_GOVERNOR, ROLES, Role
from bot.settings.sections import SchoolFile


def gaps_of(file: SchoolFile, contacts: Sequence[Contact], routes: Mapping[str, Route]) -> Iterator[str]:
    """The sentences, of contacts first and of roles after them."""
    yield from _missing_contacts(file)
    yield from _unreachable(contacts)
    held, right = _held_roles(file)
    yield from _empty_roles(held, right, routes)
    if FILTERING_GOVERNOR not in held:
        yield (f"Nobody holds the role {FILTERING_GOVERNOR}, who is told of the yearly review of filtering: {right}.")


def _missing_contacts(file: SchoolFile) -> Iterable[str]:
    """One sentence for each outside contact of the default routes that the school has not entered."""
    known = {contact.id for contact in file.contacts}
    for contact, name in CONTACT_NAMES.items():
        kinds = [
            kind
            for kind, route in DEFAULT_ROUTES.items()
            if contact in route.contacts and (kind not in file.routes or file.routes[kind].contacts is None)
        ]
        if contact in ABOUT_THE_HEADTEACHER.contacts and "staff_conduct" not in kinds:
            kinds.append("staff_conduct")
        if kinds and contact not in known:
            yield (
                f"{name} cannot be shown on the cards of {_and(kinds)}:"
                f' enter [[contacts]] with id = "{contact}" and a phone number, mail or web address.'
            )


def _unreachable(contacts: Iterable[Contact]) -> Iterable[str]:
    for contact in contacts:
        if not (contact.phone or contact.mail or contact.web):
            yield f"{contact.name} has neither phone, mail nor web: give [[contacts]] {contact.id} one of them."


def _held_roles(file: SchoolFile) -> tuple[AbstractSet[Role], str]:
    """The roles that somebody can hold, and how one more is given out."""
    shown = {role for contact in file.contacts for role in contact.roles}
    if file.directory.source == "roster":
        held = shown | {role for person in file.people for role in person.roles}
        return held, "give it to somebody under [[people]]"
    return shown | {role for role in ROLES if role in file.directory.groups}, "name its group under [directory.groups]"


def _empty_roles(held: AbstractSet[Role], right: str, routes: Mapping[str, Route]) -> Iterable[str]:
    """One sentence for each role that a route alerts and that nobody can hold."""
    about = {"staff_conduct": ABOUT_THE_HEADTEACHER}
    for role in ROLES:
        kinds = [
            kind
            for kind, route in routes.items()
            if any(role in step.roles for way in (route, about.get(kind, route)) for step in way.steps)
        ]
        if kinds and role not in held:
            yield f"Nobody holds the role {role}, which {_and(kinds)} would alert: {right}."


def _and(words: Sequence[str]) -> str:
    """`threat`, `threat and spam`, `threat, spam and other`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
