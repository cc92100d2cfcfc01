"""When a press repeats another: the same person, the same form and the same words act once; other words never count.

After "Unable to reach app" people press again, and Teams then brings the press under another activity id. What tells a
repetition is therefore the form: the id that it carries (`draft`), or the record and version (`v`) that it showed.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import timedelta

from bot.policy.kit.timeline import seal

REMEMBER_ACTIVITY = timedelta(days=2)
"""Teams repeats a delivery within minutes, never after a day."""
REMEMBER_FORM = timedelta(days=400)
"""How long a form that carries an id stays sent: cards stand in chats for weeks."""
REMEMBER_WORDS = timedelta(hours=1)
"""How long the same words are a repetition where the form carries no id, as on cards of an earlier release."""


def form_key(person: str, form: str, words: Sequence[str]) -> str:
    """The key of what one person sent with one form: its words count, how their gaps are written does not."""
    return f"form:{seal(json.dumps([person, form, *map(_plain, words)]))}"


def remember_for(form: str) -> timedelta:
    """How long a form stays sent."""
    return REMEMBER_FORM if form else REMEMBER_WORDS


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
