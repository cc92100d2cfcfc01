"""Whom a report names, and the route that follows from it: asked when it is filed and whenever its words change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.policy.incidents import amending, naming, reporting, routes
from bot.policy.incidents.amending import NamedPeople
from bot.policy.incidents.authority import OVERSEERS
from bot.policy.incidents.incident import Incident
from bot.policy.incidents.kinds import SOMEONE_ELSE
from bot.policy.incidents.ladder import unique_people
from bot.policy.incidents.reporting import Report
from bot.policy.incidents.telling import IncidentSnapshot
from bot.policy.kit.errors import DirectoryUnavailable, Incomplete
from bot.policy.kit.outcome import ActionContext, Outcome
from bot.policy.kit.people import Holders, Person
from bot.policy.kit.records import Route, Who
from bot.policy.kit.roles import Role
from bot.policy.kit.school import School
from bot.services.incidents.loading import ALWAYS, holders_of
from bot.services.ports import Directory

FILE_NAMES = "files"
"""The names of a report's files among the words that are looked through for names."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """Whom words name: `concerning` whom they are about, `held_back` who stands in them some other way.

    `checked` is False when the directory could not say who all the people of the school are.
    """

    concerning: tuple[Who, ...]
    held_back: tuple[Who, ...]
    checked: bool = True


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A report with whom it names, its route, and who holds the roles of that."""

    said: Report
    route: Route
    holders: Holders


async def look_up(
    directory: Directory, school: School, said: Report, reporter: str, adults: Sequence[str], files: str
) -> LookedUp:
    """Whom a report names and who is told for it. Raises `DirectoryUnavailable` when that cannot be said.

    `adults` are object ids as the people picker gave them: who is nobody of the staff stays among its words. What its
    `files` are called counts as its words do.
    """
    asked = {adult: await directory.person(adult) for adult in adults}
    if strangers := [adult for adult, person in asked.items() if person is None]:
        other = "\n".join(part for part in (said.account.get(SOMEONE_ELSE.id), *strangers) if part)
        said = replace(said, account={**said.account, SOMEONE_ELSE.id: other})
    account = {**said.account, FILE_NAMES: files}
    found = await subjects_of(directory, school, said.kind, account, reporter, author=said.author)
    chosen = [person.who for person in asked.values() if person is not None]
    concerning = unique_people((*said.concerning, *chosen, *found.concerning))
    named = {who.id for who in concerning}
    held_back = unique_people(who for who in (*said.held_back, *found.held_back) if who.id not in named)
    said = replace(said, concerning=concerning, held_back=held_back, checked=found.checked)
    return LookedUp(said, *await _route_and_holders(directory, school, said))


async def subjects_of(
    directory: Directory,
    school: School,
    kind: str,
    account: Mapping[str, str],
    reporter: str,
    *,
    adult: str = "",
    author: str = "",
) -> Subjects:
    """The adults at the school whom these words name, of a report that `reporter` (an object id) makes.

    `author` are the object ids, with gaps between, of those who wrote the message that is reported: they count when
    they are of the school. `adult` is an object id as the people picker gave it. Only who might be told of a report is
    held back.

    Raises `Incomplete` when `adult` is nobody of the staff, and `DirectoryUnavailable` when it, or a name in a field
    that says whom it is about, cannot be looked up at all. Other words never stop a report: it goes out unchecked.
    """
    people, checked = await _everybody(directory, school) if any(account.values()) else ((), True)
    if not people and not checked and any(account.get(field, "").strip() for field in naming.naming_fields(kind)):
        raise DirectoryUnavailable()
    named = naming.find_named(kind, account, people, reporter)
    chosen = tuple([await _person_of(directory, adult)] if adult else [])
    wrote = await directory.people(author.split()) if author else {}
    concerning = unique_people((*chosen, *(person.who for person in wrote.values()), *named.concerning))
    told_roles, held = _roles_told(school, kind), {who.id for who in named.held_back} - {who.id for who in concerning}
    told = {person.id for person in people if person.id in held and person.holds(*told_roles)}
    return Subjects(concerning, tuple(who for who in named.held_back if who.id in told), checked)


def as_it_stands(
    incident: Incident, found: Subjects, *, other: str = "", told: Sequence[Who] = (), writer: str = ""
) -> NamedPeople:
    """Whom a report names once more has been said in it, by its reporter or a `writer` (an object id).

    Of whom it was said that it does not concern them, no words hold them back again; nor do those of before any of
    `told`, who know them. The reporter's words outweigh a writer's: who stands in both is asked of the reporter.
    """
    concerning = unique_people((*incident.concerning, *found.concerning))
    settled = {who.id for who in (*concerning, *incident.cleared)}
    new = tuple(who for who in found.held_back if who.id not in {each.id for each in told})
    held = unique_people(who for who in (*incident.held_back, *new) if who.id not in settled)
    before = {who.id for who in incident.held_back}
    if writer and writer != incident.reporter.id:
        named_by = incident.named_by | {who.id: writer for who in new if who.id not in before}
    else:
        said = {who.id for who in new}
        named_by = {person: by for person, by in incident.named_by.items() if person not in said}
    return NamedPeople(concerning, other, held, found.checked, {w.id: named_by[w.id] for w in held if w.id in named_by})


async def hold_back_named(
    directory: Directory,
    school: School,
    snapshot: IncidentSnapshot,
    context: ActionContext,
    said: Sequence[str],
    *,
    kind: str = "",
    told: Sequence[Who] = (),
) -> tuple[IncidentSnapshot, Outcome]:
    """The report as it stands once it holds back whom these words beside its account name, and what the timeline says.

    They are those of whoever presses: a handler's note, the names of the files that somebody sends. None of `told`,
    who know of it already, is held back by them. `kind` is the one that it becomes, where that is another.
    """
    incident = snapshot.incident
    words = {str(number): text for number, text in enumerate(said)}
    found = await subjects_of(directory, school, kind or incident.kind, words, context.by.id)
    named = as_it_stands(incident, found, told=told, writer=context.by.id)
    if named.held_back == incident.held_back and named.named_by == incident.named_by:
        return snapshot, Outcome(
            entries=reporting.held_back_entries(incident.id, (), context.now, checked=found.checked)
        )
    reads = reporting.reread_report(incident, named.people, named.held_back)
    return amending.hold_back_named(snapshot, named, await route_of(directory, school, reads), context)


async def owners_named(
    directory: Directory, incident: Incident, account: Mapping[str, str], owners: Iterable[str]
) -> Sequence[Who]:
    """Of those who are to do something about a report, by object id, the ones whom these words of its reporter name.

    Whoever else works here is not looked for in words: they are told of no report, but these are."""
    people = await directory.people(set(owners))
    return naming.find_named(incident.kind, account, tuple(people.values()), incident.reporter.id).held_back


async def route_of(directory: Directory, school: School, said: Report) -> Route:
    """The route of a report as it now reads. The Headteacher is asked for only when somebody is named.

    Where nobody is on it, or everybody who is is named, those are added who can still be told.
    """
    try:
        route, _ = await _route_and_holders(directory, school, said)
    except DirectoryUnavailable:
        if said.concerning or said.held_back:
            raise
        return reporting.route_for(said, school.routes, school.about_the_headteacher, ())
    return route


async def _route_and_holders(directory: Directory, school: School, said: Report) -> tuple[Route, Holders]:
    heads = await directory.holders("headteacher") if said.concerning else ()
    route = reporting.route_for(said, school.routes, school.about_the_headteacher, heads)
    names = bool(said.concerning or said.held_back)
    held = await holders_of(directory, route, *(routes.LAST_RESORT if names else ()))
    reaching = reporting.route_reaching_somebody(said, route, held)
    return reaching, held if reaching is route else await holders_of(directory, reaching)


async def _person_of(directory: Directory, adult: str) -> Who:
    person = await directory.person(adult)
    if person is None:
        raise Incomplete(adult="form.not_staff")
    return person.who


def _roles_told(school: School, *kinds: str) -> frozenset[Role]:
    """The roles whose holders may hear of a report of these kinds: on a ladder, of an oversight, as a last resort."""
    # Of a kind that only a later release knows the report has a route of its own: any role may be on it.
    known = kinds if school.routes.keys() >= set(kinds) else tuple(school.routes)
    ladders = (*(school.routes[kind] for kind in known), school.about_the_headteacher)
    on_a_ladder = {role for route in ladders for step in route.steps for role in step.roles}
    return (OVERSEERS | on_a_ladder | {*routes.LAST_RESORT, *ALWAYS}) - {"staff"}


async def _everybody(directory: Directory, school: School) -> tuple[Sequence[Person], bool]:
    """All who hold any role that is told of reports, and the staff; and whether every role could be asked.

    A role that cannot be asked now has nobody to alert either.
    """
    everybody: frozenset[Role] = frozenset({"staff", "headteacher"})
    roles = sorted(_roles_told(school, *school.routes) | everybody)
    held = await directory.holders_of_each(roles)
    found = {person.id: person for role in roles for person in held.get(role, ())}
    return tuple(found.values()), len(held) == len(roles)
