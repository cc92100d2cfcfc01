"""The buttons of those who handle incidents: taking, handing over, noting, telling others, closing; and drills."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.policy.incidents import untouchable
from bot.policy.incidents.closing import ClosingWords
from bot.policy.incidents.incident import Incident, State
from bot.policy.incidents.recognising import likely_kinds
from bot.policy.incidents.states import TRANSITIONS, Action
from bot.policy.kit.errors import Incomplete, NotAllowed, NotFound
from bot.policy.kit.references import INCIDENT_PREFIX, series
from bot.policy.kit.school_time import school_year
from bot.policy.log.log import handling_roles
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.loading import IncidentAnswer, with_reporter
from bot.services.incidents.reports import Reports
from bot.services.services import Services
from cards.incidents import IncidentVerb, handling, incident_parts, incidents, receipts
from cards.kit import times
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine
from cards.words.incidents import HANDLING_HELP
from cards.words.sentences import sentence
from dialogs.press import Area, FormCard, FormResult, NotMeant, Press, PressHandler, Reply, UnknownPress
from dialogs.small_talk import begins_as_question

MOST_BESIDE = 3
"""Words beside a reference that tell nothing yet: the report is opened."""
MAX_NAME_CHARACTERS = 500
"""The most characters of a name."""
DrawForm = Callable[[Incident, Mapping[str, str], Mapping[str, str]], AdaptiveCard]


class HandlingArea(Area):
    """What a handler presses and types. Each `….send` belongs to the small form that the verb before it shows."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.help = (HelpLine(*HANDLING_HELP, handling_roles(self._school), last=True),)
        self._incidents = services.get(Incidents)
        self._reports = services.get(Reports)
        self.verbs = {
            IncidentVerb.SHOW: self.show,
            IncidentVerb.ACKNOWLEDGE: self.acknowledge,
            IncidentVerb.STILL: self.still,
            IncidentVerb.TAKE_OVER: self.take_over,
            IncidentVerb.TELL_NOW: self.tell_now,
            IncidentVerb.HAND_OVER: self.hand_over,
            IncidentVerb.HAND_OVER_SEND: self.handed_over,
            IncidentVerb.COMPARE: self.compare,
            IncidentVerb.MERGE: self.merge,
            IncidentVerb.TELL_AFTER_ALL: self.tell_after_all,
            IncidentVerb.STEP: self.step,
            IncidentVerb.NOTE: self._form(Action.ADD_A_NOTE, handling.note_form),
            IncidentVerb.NOTE_SEND: self._send(self._note, handling.note_form, "done.note"),
            IncidentVerb.KIND: self._form(Action.CHANGE_THE_KIND, handling.change_kind_form),
            IncidentVerb.KIND_SEND: self._send(self._kind, handling.change_kind_form, "done.kind"),
            IncidentVerb.REFER: self._form(Action.REFER, self._refer_form),
            IncidentVerb.REFER_SEND: self._send(self._refer, self._refer_form, "done.refer"),
            IncidentVerb.BREACH: self._form(Action.DECIDE_BREACH, self._breach_form),
            IncidentVerb.BREACH_SEND: self._send(self._breach, self._breach_form, "done.breach"),
            IncidentVerb.CLOSE: self._form(Action.CLOSE, self._close_form),
            IncidentVerb.CLOSE_SEND: self._send(self._close, self._close_form, "done.close"),
            IncidentVerb.REOPEN: self._form(Action.REOPEN, handling.reopen_form),
            IncidentVerb.REOPEN_SEND: self._send(self._reopen, handling.reopen_form, "done.reopen"),
        }
        self.commands = {
            "os-*": self.open_typed,
            "dr-*": self.show,
            "acknowledge os-*": self._typed_by_a_handler(self.acknowledge_typed),
            "acknowledge dr-*": self.acknowledge,
            "note os-*": self._typed_by_a_handler(self.note_typed),
            "close os-*": self._typed_by_a_handler(self.close_typed),
        }
        self.on_report = self.tell_of_report

    async def show(self, press: Press) -> AdaptiveCard:
        """The incident as it stands."""
        return await self._card(press, await self._incidents.show(press.person, press.id))

    async def acknowledge(self, press: Press) -> AdaptiveCard:
        """It is taken, or somebody has it already."""
        return await self._card(press, await self._incidents.acknowledge(press.by, press.id))

    async def open_typed(self, press: Press) -> AdaptiveCard:
        """The report of a typed reference: the incident for whoever handles it, the receipt for its reporter."""
        return await self._open(press)

    async def _open(self, press: Press, note: str | None = None) -> AdaptiveCard:
        year = school_year(self._now, self._school.timezone)
        reference = press.id if "-" in press.id else f"{series(INCIDENT_PREFIX, year)}-{press.id}"
        try:
            return await self._card(press, await self._incidents.show(press.person, reference), note)
        except (NotFound, NotAllowed):
            own = await self._reports.own(press.person, reference)
            return receipts.report_receipt(self._school, self._now, own.view, note=note)

    async def tell_of_report(self, press: Press) -> Reply:
        """What is told about a report is put into the form that adds it: a note of whoever handles it, details of its
        reporter. A question, or a word or two, opens it. Raises `NotMeant` where a danger is told, or whoever tells it
        can open no such report."""
        said, beside = press.text("said"), press.text("beside")
        if likely_kinds(beside).danger:
            raise NotMeant
        try:
            if "?" in beside or begins_as_question(beside):
                return await self._open(press)
            if len(beside.split()) <= MOST_BESIDE:
                return await self._open(press, sentence("reference.only_shown"))
            return await self._form_with(press, said)
        except (NotFound, NotAllowed):
            raise NotMeant from None

    async def _form_with(self, press: Press, said: str) -> Reply:
        try:
            return await self._form(Action.ADD_A_NOTE, handling.note_form, {"note": said})(press)
        except (NotFound, NotAllowed):
            return await self._of_the_reporter(press, said)

    async def _of_the_reporter(self, press: Press, said: str = "") -> Reply:
        """What answers a handler's word from the reporter: their words in the form of details, else how it stands.
        Raises `NotFound` for everybody else."""
        own = (await self._reports.own(press.person, press.id)).view
        if said and own.incident.state is not State.CLOSED:
            return FormCard(receipts.details_form(own.incident, {}, {"what": said}))
        note = sentence("handlers_only")
        return receipts.report_receipt(self._school, self._now, own, note=note)

    def _typed_by_a_handler(self, does: PressHandler) -> PressHandler:
        async def answer(press: Press) -> Reply:
            try:
                return await does(press)
            except (NotFound, NotAllowed):
                return await self._of_the_reporter(press, press.text("said"))

        return answer

    async def acknowledge_typed(self, press: Press) -> Reply:
        """It is taken; what was written behind its reference is a note."""
        taken = await self.acknowledge(press)
        return await self.note_typed(press) if press.text("said") else taken

    async def note_typed(self, press: Press) -> Reply:
        """The words behind the reference are added as a note; where there are none, they are asked for."""
        said = press.text("said")
        verb = IncidentVerb.NOTE_SEND if said else IncidentVerb.NOTE
        return await self.verbs[verb](replace(press, data={**press.data, "note": said}, verb=verb))

    async def close_typed(self, press: Press) -> Reply:
        """The form that closes it, with what was written behind the reference as its outcome."""
        form = self._form(Action.CLOSE, self._close_form, {"outcome": press.text("said")})
        return await form(press)

    async def take_over(self, press: Press) -> Reply:
        """It is taken from whoever had it, or somebody else was quicker. Before that it is said who is told; what was
        written for them is a note."""
        if not press.sends("words"):
            answer = await self._incidents.prepare(press.person, press.id, Action.TAKE_OVER)
            incident = answer.view.incident
            if incident.owner is None or incident.owner_id == press.person.id:
                return self._result(answer, "error.not_possible")
            return FormCard(handling.take_over_form(self._school, self._now, incident))
        owner, words = press.text("owner"), press.text("words")
        return self._result(await self._incidents.take_over(press.by, press.id, owner, words), "done.take_over")

    async def step(self, press: Press) -> AdaptiveCard:
        """A step is ticked, or unticked."""
        done = press.text("done") == "yes"
        return await self._card(
            press, await self._incidents.tick_a_step(press.by, press.id, press.text("step"), done=done)
        )

    async def still(self, press: Press) -> AdaptiveCard:
        """The owner is on it."""
        return await self._card(press, await self._incidents.still_with_me(press.by, press.id))

    async def tell_now(self, press: Press) -> AdaptiveCard:
        """The wait to the next step is skipped. A reporter gets the receipt back, a handler the incident."""
        answer = await self._incidents.tell_now(press.by, press.id)
        if answer.view.incident.reporter.id == press.person.id:
            return receipts.report_receipt(self._school, self._now, answer.view)
        return await self._card(press, answer)

    async def hand_over(self, press: Press, wrong: Mapping[str, str] | None = None) -> FormCard:
        """Who should take it?"""
        answer = await self._incidents.show(press.person, press.id)
        people = await self._incidents.candidates(press.person, press.id)
        return FormCard(handling.hand_over_form(answer.view.incident, people, wrong or {}))

    async def handed_over(self, press: Press) -> Reply:
        """The chosen person is told. Where nobody was chosen who may take it now, it asks again."""
        try:
            answer = await self._incidents.hand_over(press.by, press.id, press.text("to"))
        except Incomplete as wrong:
            return await self.hand_over(press, wrong.facts)
        return self._result(answer, "done.hand_over")

    async def compare(self, press: Press) -> FormCard:
        """Are these the same? Both, side by side."""
        ends, goes_on = await self._incidents.compare(press.person, press.id, press.text("into"))
        return FormCard(handling.comparison_card(self._school, self._now, ends.view.incident, goes_on.view.incident))

    async def tell_after_all(self, press: Press) -> Reply:
        """Somebody whom the report holds back is told all the same. It cannot be taken back, so it is asked why first,
        which is a note."""
        person, wrong = press.text("who"), {}
        try:
            if press.sends("reason"):
                told = await self._incidents.tell_after_all(press.by, press.id, person, press.text("reason"))
                return self._result(told, "done.tell_after_all")
        except Incomplete as found:
            wrong = found.facts
        answer = await self._incidents.prepare(press.person, press.id, Action.TELL_AFTER_ALL)
        incident = answer.view.incident
        who = next((who for who in incident.held_back if who.id == person), None)
        if who is None:
            return self._result(answer, "error.not_possible")
        return FormCard(handling.tell_after_all_form(incident, who, press.texts(), wrong))

    async def merge(self, press: Press) -> FormResult:
        """Two reports of the same become one."""
        return self._result(await self._incidents.merge(press.by, press.id, press.text("into")), "done.merge")

    async def _note(self, press: Press) -> IncidentAnswer:
        return await self._incidents.add_a_note(press.by, press.id, press.text("note"))

    async def _kind(self, press: Press) -> IncidentAnswer:
        return await self._incidents.change_the_kind(
            press.by,
            press.id,
            press.text("kind"),
            press.text("note"),
            press.text("adult"),
            press.text("someone_else")[:MAX_NAME_CHARACTERS],
        )

    async def _refer(self, press: Press) -> IncidentAnswer:
        now = self._now
        try:
            at = times.parse_moment(self._school, press.text("told_on"), press.text("told_at"), now) or now
        except Incomplete as wrong:
            raise Incomplete(told_on=wrong.facts["happened_on"]) from wrong
        told = press.text("told_other") or press.text("told")
        if not told:
            raise Incomplete(told="refer.whom")
        decision = {"block": "Block. ", "allow": "Allow. "}.get(press.text("decision"), "")
        return await self._incidents.refer(
            press.by, press.id, told, press.text("number"), at, decision + press.text("note")
        )

    async def _breach(self, press: Press) -> IncidentAnswer:
        decided = press.text("reported")
        if decided not in {"yes", "no"}:
            raise Incomplete(reported="form.missing")
        return await self._incidents.decide_breach(
            press.by, press.id, reported=decided == "yes", reason=press.text("reason")
        )

    async def _close(self, press: Press) -> IncidentAnswer:
        words = ClosingWords(**{key: press.text(key) for key in ClosingWords.__dataclass_fields__})
        return await self._incidents.close(press.by, press.id, words)

    async def _reopen(self, press: Press) -> IncidentAnswer:
        return await self._incidents.reopen(press.by, press.id, press.text("reason"))

    def _breach_form(self, incident: Incident, answers: Mapping[str, str], wrong: Mapping[str, str]) -> AdaptiveCard:
        return handling.breach_form(self._school, incident, self._now, answers, wrong)

    def _close_form(self, incident: Incident, answers: Mapping[str, str], wrong: Mapping[str, str]) -> AdaptiveCard:
        school = self._school
        contacts = incident_parts.outside_contacts(school, incident)
        return handling.close_form(school, incident, contacts, self._now, answers, wrong)

    def _refer_form(self, incident: Incident, answers: Mapping[str, str], wrong: Mapping[str, str]) -> AdaptiveCard:
        school = self._school
        now = self._now
        on, at = times.field_values(school, now)
        return handling.refer_form(
            school,
            incident,
            incident_parts.outside_contacts(school, incident),
            now,
            {"told_on": on, "told_at": at, **answers},
            wrong,
        )

    def _form(self, action: Action, form: DrawForm, typed: Mapping[str, str] | None = None) -> PressHandler:
        """Open a small form, if the person may do this and the state allows it."""

        async def show(press: Press) -> Reply:
            answer = await self._incidents.prepare(press.person, press.id, action)
            if answer.view.incident.state not in TRANSITIONS[action]:
                return self._result(answer, "error.not_possible")
            return FormCard(form(answer.view.incident, typed or {}, {}))

        return show

    def _send(self, act: Callable[[Press], Awaitable[IncidentAnswer]], form: DrawForm, done: str) -> PressHandler:
        """Do what the small form asks, and say that it is done; what is missing comes back on the form, with everything
        that was typed."""

        async def send(press: Press) -> Reply:
            if not press.id:
                raise UnknownPress
            try:
                return self._result(await act(press), done)
            except Incomplete as wrong:
                answer = await self._incidents.show(press.person, press.id)
                incident = answer.view.incident
                return FormCard(form(incident, untouchable.clean_form_texts(incident, press.texts()), wrong.facts))

        return send

    async def _card(self, press: Press, answer: IncidentAnswer, note: str | None = None) -> AdaptiveCard:
        view, said = await with_reporter(self._services.directory, answer.view), self._sentence(answer) or note
        return incidents.incident_card(self._school, self._now, view, press.person, note=said)

    def _result(self, answer: IncidentAnswer, done: str) -> FormResult:
        """What sending a form did, or why it did nothing. The report's own cards are drawn afresh by themselves."""
        incident = answer.view.incident
        said = self._sentence(answer) or sentence(done, {"reference": incident.id})
        return FormResult(said, handling.incident_result(incident, said))

    def _sentence(self, answer: IncidentAnswer) -> str | None:
        if answer.said is None:
            return None
        since = answer.view.incident.owned_at
        at = times.in_answer(self._school, since, self._now) if since else ""
        return sentence(answer.said, {**answer.facts, "at": at})
