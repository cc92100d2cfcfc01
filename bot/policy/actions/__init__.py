"""What is to be done about a report: it is given to somebody, brought to mind, and ended (I1, I15). Pure."""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class ActionPurpose(Purpose):
    """What a notice about somebody's actions is for."""

    GIVEN = "action_given"
    AGAIN = "action_again"
