"""What if: who would be told of a report, asked beforehand by those who answer for the ladders being heard."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from bot.policy.kit.errors import Incomplete
from bot.policy.kit.school_time import local, parse_moment
from bot.policy.kit.spoken_days import spell_out_day
from bot.policy.simulation.hours import LONGEST_AHEAD, SIMULATORS
from bot.services.services import Services
from bot.services.simulation.simulation import Simulation
from cards import greeting
from cards.kit import parts, times
from cards.kit.elements import AdaptiveCard
from cards.kit.guide import HelpLine
from cards.simulation import SimulationVerb
from cards.simulation import simulation as cards
from cards.simulation.simulation import simulation_csv
from cards.words.sentences import sentence
from cards.words.simulation import SIMULATE_HELP
from dialogs.press import Area, FormCard, FormResult, Press, Reply, UnknownPress


class SimulationArea(Area):
    """`simulate`."""

    help = (HelpLine(*SIMULATE_HELP, SIMULATORS, last=True),)

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._simulation = services.get(Simulation)
        self.verbs = {
            SimulationVerb.SHOW: self.show,
            SimulationVerb.LADDER: self.ladder,
            SimulationVerb.FORM: self.form,
            SimulationVerb.ASK: self.ask,
            SimulationVerb.EXPORT: self.export,
        }
        self.commands = {"simulate": self.show}

    async def show(self, press: Press) -> AdaptiveCard:
        """Every kind, at a few moments that differ."""
        found = await self._simulation.table(press.person)
        return cards.table_card(self._school, self._now, found.rows, found.absences)

    async def ladder(self, press: Press) -> AdaptiveCard:
        """One kind's ladder, now or at one of those moments."""
        return await self._ladder(press, self._simulation.moments().get(press.text("at")))

    async def form(self, press: Press) -> FormCard:
        """Another kind, at another moment, perhaps about somebody."""
        self._simulation.must_simulate(press.person)
        on, at = times.field_values(self._school, self._now)
        return self._form(press, {"date": on, "time": at, **press.texts()}, {})

    async def ask(self, press: Press) -> Reply:
        """The ladder of that case comes as a card of its own below: a card that stands holds no fields."""
        try:
            shown = await self._ladder(press, self._moment(press))
        except Incomplete as wrong:
            return self._form(press, press.texts(), wrong.facts)
        await press.dialogs.send(shown, parts.summary(shown))
        return FormResult(*cards.case_result())

    async def export(self, press: Press) -> AdaptiveCard:
        """Each kind at each hour of the week to come as a file, offered in this chat."""
        name = f"what-if-{local(self._now, self._school.timezone):%Y-%m-%d}.csv"
        await self._simulation.export(press.by, name, partial(simulation_csv, self._school))
        return greeting.sentence_card(sentence("simulation.exported", {"file": name}))

    async def _ladder(self, press: Press, at: datetime | None) -> AdaptiveCard:
        kind = press.text("kind")
        if kind not in self._school.routes:
            raise UnknownPress
        prospect = await self._simulation.ladder(press.person, kind, at, press.text("named"))
        return cards.ladder_card(self._school, self._now, prospect, self._simulation.moments())

    def _moment(self, press: Press) -> datetime:
        """The moment that the form holds, now where it holds none. Raises `Incomplete` for what is over or too far."""
        now, tz = self._now, self._school.timezone
        today, at = times.field_values(self._school, now)
        said = press.text("date") or today
        try:
            moment = parse_moment(spell_out_day(said, local(now, tz).date()), press.text("time") or at, tz)
        except Incomplete as wrong:
            raise Incomplete(**dict.fromkeys(wrong.facts, "form.not_a_moment")) from None
        if moment < now.replace(second=0, microsecond=0):
            raise Incomplete(date="simulation.past")
        if moment - now > LONGEST_AHEAD:
            raise Incomplete(date="simulation.far")
        return max(moment, now)

    @staticmethod
    def _form(press: Press, typed: parts.Texts, wrong: parts.Texts) -> FormCard:
        return FormCard(cards.case_form(typed, wrong), press.form_for_words(SimulationVerb.FORM, ""))
