"""The cards of what if, and the verbs of their buttons."""

from __future__ import annotations

from cards.kit.parts import Verb


class SimulationVerb(Verb):
    """What is pressed about who would be told."""

    SHOW = "simulation.show"
    LADDER = "simulation.ladder"
    FORM = "simulation.form"
    ASK = "simulation.ask"
    EXPORT = "simulation.export"
