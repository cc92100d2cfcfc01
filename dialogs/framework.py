"""Bot Framework's dialogs, without what its prompts bring along: recognisers of dates and numbers in a dozen languages,
a sixteenth of a start and 17 MB. No prompt of the framework's is ever asked here, and none of ours needs them.
"""

from __future__ import annotations

import sys
from types import ModuleType

_FOR_PROMPTS = (
    "recognizers_choice", "recognizers_date_time", "recognizers_number", "recognizers_text", "babel", "babel.numbers",
)  # fmt: skip


class _Unused(ModuleType):
    """Stands where a module of the prompts would, while they are imported; whatever they take of it is nothing."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Unused(name)


_standing_in = {name: _Unused(name) for name in _FOR_PROMPTS if name not in sys.modules}
sys.modules.update(_standing_in)
try:
    from botbuilder.dialogs import (
        Dialog,
        DialogContext,
        DialogInstance,
        DialogSet,
        DialogState,
        DialogTurnResult,
        DialogTurnStatus,
    )
finally:
    for _name in _standing_in:
        del sys.modules[_name]

__all__ = [
    "Dialog",
    "DialogContext",
    "DialogInstance",
    "DialogSet",
    "DialogState",
    "DialogTurnResult",
    "DialogTurnStatus",
]
