"""The buttons of those who handle incidents: taking, handing over, noting, telling others, closing; and drills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot.policy.incidents import responding, untouchable
from bot.policy.incidents.actions import open_actions
from bot.policy.incidents.authority import may
from bot.policy.incidents.closing import ClosingWords
from bot.policy.incidents.filtering import is_undecided
from bot.policy.incidents.incident import State
from bot.policy.incidents.recognising import likely_kinds
from bot.policy.incidents.states import TRANSITIONS, Action
from bot.policy.incidents.view import IncidentView
from bot.policy.kit.errors import Incomplete, NotAllowed, NotFound
from bot.policy.kit.people import Person
from bot.policy.kit.references import INCIDENT_PREFIX, series
from bot.policy.kit.school_time import school_year
from bot.policy.log.log import handling_roles
from bot.services.incidents.incidents import Incidents
from bot.services.incidents.links import Links
from bot.services.incidents.loading import IncidentAnswer, with_people
from bot.services.incidents.reports import Reports
from bot.services.services import Services
from cards import greeting
from cards.incidents import IncidentVerb, closing, cpoms, handling, incident_parts, incidents, receipts
from cards.incidents.questions import ANSWER
from cards.kit import times
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine
from cards.words.incidents import HANDLING_HELP
from cards.words.sentences import sentence
from dialogs.deciding import DecidingForms, SmallForm, of_incident, told_at
from dialogs.press import Area, FormCard, FormResult, NotMeant, Press, PressHandler, Reply, UnknownPress
from dialogs.questions import answer_of
from dialogs.reporting import details_of
from dialogs.small_talk import begins_as_question

MOST_BESIDE = 3
"""Words beside a reference that tell nothing yet: the report is opened."""
MAX_NAME_CHARACTERS = 500
"""The most characters of a name."""


class HandlingArea(Area):
    """What a handler presses and types. Each `….send` belongs to the small form that the verb before it shows."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.help = (HelpLine(*HANDLING_HELP, handling_roles(self._school), last=True),)
        self._incidents, self._links = services.get(Incidents), services.get(Links)
        self._reports = services.get(Reports)
        verbs, actions = IncidentVerb, Action
        self._note_form = SmallForm(
            verbs.NOTE,
            verbs.NOTE_SEND,
            actions.ADD_A_NOTE,
            of_incident(handling.note_form),
            "note",
            self._note,
            "done.note",
        )
        self._closing_form = SmallForm(
            verbs.CLOSE, verbs.CLOSE_SEND, actions.CLOSE, self._close_form, "reason", self._close, "done.close"
        )
        small_forms = (
            self._note_form,
            self._closing_form,
            SmallForm(
                verbs.KIND,
                verbs.KIND_SEND,
                actions.CHANGE_THE_KIND,
                of_incident(handling.change_kind_form),
                "note",
                self._kind,
                "done.kind",
            ),
            SmallForm(
                verbs.REFER, verbs.REFER_SEND, actions.REFER, self._refer_form, "note", self._refer, "done.refer"
            ),
            SmallForm(
                verbs.BREACH,
                verbs.BREACH_SEND,
                actions.DECIDE_BREACH,
                self._breach_form,
                "reason",
                self._breach,
                "done.breach",
            ),
            *DecidingForms(services).all,
            SmallForm(
                verbs.CPOMS,
                verbs.CPOMS_SEND,
                actions.ENTER_IN_CPOMS,
                self._cpoms_form,
                cpoms.REFERENCE,
                self._enter_in_cpoms,
                "done.cpoms",
            ),
            SmallForm(
                verbs.REOPEN,
                verbs.REOPEN_SEND,
                actions.REOPEN,
                of_incident(handling.reopen_form),
                "reason",
                self._reopen,
                "done.reopen",
            ),
        )
        self.verbs = {
            IncidentVerb.SHOW: self.show,
            IncidentVerb.ACKNOWLEDGE: self.acknowledge,
            IncidentVerb.CANNOT_COME: self.cannot_come,
            IncidentVerb.STILL: self.still,
            IncidentVerb.TAKE_OVER: self.take_over,
            IncidentVerb.TELL_NOW: self.tell_now,
            IncidentVerb.ASK_TELL_NOW: self.ask_tell_now,
            IncidentVerb.TELL_NOW_SEND: self.send_tell_now,
            IncidentVerb.HAND_OVER: self.hand_over,
            IncidentVerb.HAND_OVER_SEND: self.handed_over,
            IncidentVerb.COMPARE: self.compare,
            IncidentVerb.MERGE: self.merge,
            IncidentVerb.TELL_AFTER_ALL: self.tell_after_all,
            IncidentVerb.STEP: self.step,
            **{form.opens: self._form(form) for form in small_forms},
            **{form.sends: self._send(form) for form in small_forms},
        }
        self.commands = {
            "os-*": self.open_typed,
            "dr-*": self.show,
            "acknowledge os-*": self._typed_by_a_handler(self.acknowledge_typed),
            "acknowledge dr-*": self.acknowledge,
            "cannot os-*": self._typed_by_a_handler(self.cannot_typed),
            "note os-*": self._typed_by_a_handler(self.note_typed),
            "close os-*": self._typed_by_a_handler(self.close_typed),
        }
        self.on_report = self.tell_of_report

    async def show(self, press: Press) -> AdaptiveCard:
        """The incident as it stands."""
        return await self._card(press, await self._incidents.show(press.person, press.id))

    async def acknowledge(self, press: Press) -> AdaptiveCard:
        """It is taken, or somebody has it already, and whoever was asked to comes too."""
        return await self._card(press, await self._incidents.acknowledge(press.by, press.id))

    async def cannot_come(self, press: Press) -> AdaptiveCard:
        """Somebody who was asked to come, or to whom it was handed, cannot. A confidential report may exist no more for
        whom it was handed to."""
        answer = await self._incidents.cannot_come(press.by, press.id)
        if not may(press.person, Action.SEE, answer.view.incident):
            return greeting.sentence_card(self._sentence(answer) or "")
        return await self._card(press, answer)

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
            return await self._form(self._note_form, {"note": said})(press)
        except (NotFound, NotAllowed):
            return await self._of_the_reporter(press, said)

    async def _of_the_reporter(self, press: Press, said: str = "") -> Reply:
        """What answers a handler's word from the reporter: their words in the form of details, else how it stands.
        Raises `NotFound` for everybody else."""
        own = (await self._reports.own(press.person, press.id)).view
        if said and (asked := own.incident.open_questions):
            return answer_of(press, self._school, own.incident, asked[-1], {ANSWER: said})
        if said and own.incident.state is not State.CLOSED:
            return details_of(press, own.incident, {"what": said})
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
        return self._result(await self._note_behind(press), "done.note") if press.text("said") else taken

    async def cannot_typed(self, press: Press) -> Reply:
        """Whoever was asked cannot; what was written behind its reference is a note. That comes first: a confidential
        report may exist no more for them once they have said so. Of whoever was not asked the note is all."""
        if press.text("said"):
            asked = (await self._incidents.show(press.person, press.id)).view.incident
            noted = await self._note_behind(press)
            if not responding.may_decline(asked, press.person.id):
                return self._result(noted, "done.note")
        return await self.cannot_come(press)

    async def _note_behind(self, press: Press) -> IncidentAnswer:
        """One line does two things, and each of them once: the note has a mark of its own."""
        by = replace(press.by, activity=f"{press.by.activity}:note")
        return await self._incidents.add_a_note(by, press.id, press.text("said"))

    async def note_typed(self, press: Press) -> Reply:
        """The words behind the reference are added as a note; where there are none, they are asked for."""
        said = press.text("said")
        verb = IncidentVerb.NOTE_SEND if said else IncidentVerb.NOTE
        return await self.verbs[verb](replace(press, data={**press.data, "note": said}, verb=verb))

    async def close_typed(self, press: Press) -> Reply:
        """The form that closes it, with what was written behind the reference as its outcome."""
        form = self._form(self._closing_form, {"outcome": press.text("said")})
        return await form(press)

    async def take_over(self, press: Press) -> Reply:
        """It is taken from whoever had it, or somebody else was quicker. Before that it is said who is told; what was
        written for them is a note."""
        if not press.sends("words"):
            answer = await self._incidents.prepare(press.person, press.id, Action.TAKE_OVER)
            incident = answer.view.incident
            if incident.owner is None or incident.owner_id == press.person.id:
                return self._result(answer, "error.not_possible")
            shown = handling.take_over_form(self._school, self._now, incident, press.texts())
            return FormCard(shown, press.form_for_words(IncidentVerb.TAKE_OVER, "words"))
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

    async def ask_tell_now(self, press: Press) -> FormCard:
        """Its reporter is asked once whether people are to be told of what waits for school hours."""
        incident = (await self._reports.own(press.person, press.id)).view.incident
        return FormCard(receipts.tell_now_form(incident), press.form_for_words(IncidentVerb.ASK_TELL_NOW, ""))

    async def send_tell_now(self, press: Press) -> FormResult:
        """They are told; the receipt shows it."""
        incident = (await self._incidents.tell_now(press.by, press.id)).view.incident
        said = sentence("done.tell_now", {"reference": incident.id})
        return FormResult(said, receipts.details_result(incident, said), stands=True)

    async def hand_over(self, press: Press, wrong: Mapping[str, str] | None = None) -> FormCard:
        """Who should take it?"""
        answer = await self._incidents.show(press.person, press.id)
        people = await self._incidents.candidates(press.person, press.id)
        shown = handling.hand_over_form(self._school, self._now, answer.view.incident, people, wrong or {})
        return FormCard(shown, press.form_for_words(IncidentVerb.HAND_OVER, ""))

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
        shown = handling.tell_after_all_form(incident, who, press.texts(), wrong)
        return FormCard(shown, press.form_for_words(IncidentVerb.TELL_AFTER_ALL, "reason"))

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
        at = told_at(self._school, press, self._now)
        told = press.text("told_other") or press.text("told")
        if not told:
            raise Incomplete(told="refer.whom")
        return await self._incidents.refer(press.by, press.id, told, press.text("number"), at, press.text("note"))

    async def _breach(self, press: Press) -> IncidentAnswer:
        decided = press.text("reported")
        if decided not in {"yes", "no"}:
            raise Incomplete(reported="form.missing")
        return await self._incidents.decide_breach(
            press.by, press.id, reported=decided == "yes", reason=press.text("reason")
        )

    async def _close(self, press: Press) -> IncidentAnswer:
        said = {key: press.text(key) for key in ClosingWords.__dataclass_fields__}
        said["to_reporter"] = closing.message_to_reporter(press.text(closing.READY_FIELD), said["to_reporter"])
        words = ClosingWords(**said)
        return await self._incidents.close(press.by, press.id, words)

    async def _enter_in_cpoms(self, press: Press) -> IncidentAnswer:
        said = press.text(cpoms.REFERENCE), press.text(cpoms.WHY_NOT)
        return await self._incidents.enter_in_cpoms(press.by, press.id, *said)

    def _cpoms_form(self, view: IncidentView, answers: Mapping[str, str], wrong: Mapping[str, str]) -> AdaptiveCard:
        return cpoms.cpoms_form(self._school, self._now, view, answers, wrong)

    async def _reopen(self, press: Press) -> IncidentAnswer:
        return await self._incidents.reopen(press.by, press.id, press.text("reason"))

    def _breach_form(self, view: IncidentView, answers: Mapping[str, str], wrong: Mapping[str, str]) -> AdaptiveCard:
        return handling.breach_form(self._school, view.incident, self._now, answers, wrong)

    async def _as_asked_of(self, person: Person, form: SmallForm) -> SmallForm:
        """The form as it is put to this person: of who closes a report only whoever keeps CPOMS is asked for it."""
        if form.action is not Action.CLOSE:
            return form
        keeps = await self._incidents.keeps_cpoms(person)
        return replace(form, draw=partial(self._close_form, keeps_cpoms=keeps))

    def _close_form(
        self,
        view: IncidentView,
        answers: Mapping[str, str],
        wrong: Mapping[str, str],
        *,
        keeps_cpoms: bool = False,
    ) -> AdaptiveCard:
        school = self._school
        contacts = incident_parts.outside_contacts(school, view.incident)
        left_open, undecided = open_actions(view.actions), is_undecided(view.incident, view.decisions)
        if not wrong:
            answers = {**closing.begun_with(view), **answers}
        return handling.close_form(
            school,
            view.incident,
            contacts,
            self._now,
            answers,
            wrong,
            left_open,
            undecided=undecided,
            keeps_cpoms=keeps_cpoms,
        )

    def _refer_form(self, view: IncidentView, answers: Mapping[str, str], wrong: Mapping[str, str]) -> AdaptiveCard:
        school = self._school
        now = self._now
        on, at = times.field_values(school, now)
        return handling.refer_form(
            school,
            view.incident,
            incident_parts.outside_contacts(school, view.incident),
            now,
            {"told_on": on, "told_at": at, **answers},
            wrong,
        )

    def _form(self, form: SmallForm, typed: Mapping[str, str] | None = None) -> PressHandler:
        """Open a small form, if the person may do this and the state allows it."""

        async def show(press: Press) -> Reply:
            answer = await self._incidents.prepare(press.person, press.id, form.action)
            incident = answer.view.incident
            if incident.state not in TRANSITIONS[form.action]:
                return self._result(answer, "error.not_possible")
            asked = await self._as_asked_of(press.person, form)
            return _draw(press, asked, answer.view, {**press.texts(), **(typed or {})}, {})

        return show

    def _send(self, form: SmallForm) -> PressHandler:
        """Do what the small form asks, and say that it is done; what is missing comes back on the form, with everything
        that was typed."""

        async def send(press: Press) -> Reply:
            if not press.id:
                raise UnknownPress
            try:
                return self._result(await form.act(press), form.done)
            except Incomplete as wrong:
                answer = await self._incidents.show(press.person, press.id)
                asked = await self._as_asked_of(press.person, form)
                return _draw(press, asked, answer.view, press.texts(), wrong.facts)

        return send

    async def _card(self, press: Press, answer: IncidentAnswer, note: str | None = None) -> AdaptiveCard:
        view, said = await with_people(self._services.directory, answer.view), self._sentence(answer) or note
        view = await self._links.known_to(view, press.person)
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


def _draw(
    press: Press, form: SmallForm, view: IncidentView, answers: Mapping[str, str], wrong: Mapping[str, str]
) -> FormCard:
    """A small form with what was typed, as far as that may be kept."""
    held = untouchable.clean_form_texts(view.incident, answers)
    return FormCard(form.draw(view, held, wrong), press.form_for_words(form.opens, form.takes, held))
