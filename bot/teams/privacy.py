"""Which conversations are surely one person's own with the bot. All else is company: nothing is shown there."""

from __future__ import annotations

from botbuilder.schema import Activity

PERSONAL = "personal"
SHARED_THREAD = "19:"
"""How the id of a group, a channel or a chat of two people begins; the bot's own personal chats begin otherwise."""


def is_private(activity: Activity) -> bool:
    """Whether only its sender sees what is said in this conversation.

    Teams must say that it is personal, in whatever case, and nothing may say otherwise: a type that is missing, a mark
    as a group or the id of a shared thread makes it company.
    """
    conversation = activity.conversation
    named = conversation.conversation_type
    return (
        isinstance(named, str)
        and named.strip().casefold() == PERSONAL
        and conversation.is_group in (None, False)
        and not (conversation.id or "").strip().casefold().startswith(SHARED_THREAD)
    )
