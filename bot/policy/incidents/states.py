"""What can be done with an incident in which state, and where it leads: one table, drawn in the documentation (I1)."""

from __future__ import annotations

from enum import StrEnum

from bot.policy.incidents.incident import State
from bot.policy.kit.errors import NotPossible


class Action(StrEnum):
    """What somebody may do with an incident."""

    SEE = "see"
    ADD_DETAILS = "add_details"
    ACKNOWLEDGE = "acknowledge"
    CANNOT_COME = "cannot_come"
    STILL_WITH_ME = "still_with_me"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    TELL_NOW = "tell_now"
    TICK_A_STEP = "tick_a_step"
    ADD_A_NOTE = "add_a_note"
    CHANGE_THE_KIND = "change_the_kind"
    REFER = "refer"
    DECIDE_BREACH = "decide_breach"
    DECIDE_ADDRESS = "decide_address"
    MERGE = "merge"
    CLOSE = "close"
    REOPEN = "reopen"
    ANSWER_CONCERN = "answer_concern"
    TELL_AFTER_ALL = "tell_after_all"
    DECIDE_CONDUCT = "decide_conduct"
    TELL_LADO = "tell_lado"
    SET_HOLD = "set_hold"
    LIFT_HOLD = "lift_hold"
    ADD_AN_ACTION = "add_an_action"
    END_AN_ACTION = "end_an_action"
    ASK_THE_REPORTER = "ask_the_reporter"
    ANSWER_A_QUESTION = "answer_a_question"
    LINK = "link"
    ENTER_IN_CPOMS = "enter_in_cpoms"


R, A, H, F, C = State.REPORTED, State.ACKNOWLEDGED, State.IN_HAND, State.REFERRED, State.CLOSED

TRANSITIONS: dict[Action, dict[State, State]] = {
    Action.ACKNOWLEDGE: {R: A},
    Action.CANNOT_COME: {R: R, A: A, H: H, F: F},
    Action.STILL_WITH_ME: {A: H, H: H, F: F},
    Action.HAND_OVER: {R: R, A: R, H: R, F: R},
    Action.TAKE_OVER: {A: A, H: H, F: F},
    Action.TELL_NOW: {R: R},
    Action.ADD_DETAILS: {R: R, A: A, H: H, F: F},
    Action.TICK_A_STEP: {A: H, H: H, F: F},
    Action.ADD_A_NOTE: {R: R, A: H, H: H, F: F, C: C},
    Action.CHANGE_THE_KIND: {R: R, A: R, H: R, F: R},
    Action.REFER: {R: R, A: F, H: F, F: F},
    Action.DECIDE_BREACH: {R: R, A: H, H: H, F: F},
    Action.DECIDE_ADDRESS: {R: R, A: H, H: H, F: F},
    Action.MERGE: {R: C, A: C, H: C, F: C},
    Action.CLOSE: {A: C, H: C, F: C},
    Action.REOPEN: {C: H},
    Action.ANSWER_CONCERN: {R: R, A: A, H: H, F: F, C: C},
    Action.TELL_AFTER_ALL: {R: R, A: A, H: H, F: F, C: C},
    Action.DECIDE_CONDUCT: {R: R, A: H, H: H, F: F},
    Action.TELL_LADO: {R: R, A: F, H: F, F: F},
    Action.SET_HOLD: {R: R, A: A, H: H, F: F, C: C},
    Action.LIFT_HOLD: {R: R, A: A, H: H, F: F, C: C},
    Action.ADD_AN_ACTION: {R: R, A: H, H: H, F: F},
    Action.END_AN_ACTION: {R: R, A: H, H: H, F: F, C: C},
    Action.ASK_THE_REPORTER: {R: R, A: H, H: H, F: F},
    Action.ANSWER_A_QUESTION: {R: R, A: A, H: H, F: F, C: C},
    Action.LINK: {R: R, A: A, H: H, F: F, C: C},
    Action.ENTER_IN_CPOMS: {R: R, A: H, H: H, F: F, C: C},
}
"""From each state in which an action is possible to the state it leads to."""


def state_after(action: Action, state: State) -> State:
    """The state that an action leads to. Raises `NotPossible` when it cannot be done in that state."""
    try:
        return TRANSITIONS[action][state]
    except KeyError:
        raise NotPossible() from None
