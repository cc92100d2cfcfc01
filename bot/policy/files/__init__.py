"""Files that somebody sends: what is kept, what is refused, what is offered."""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class FilePurpose(Purpose):
    """What a notice about files is for."""

    ARRIVED = "files"
