"""Two families of errors: refusals of the rules, and failures of the world.

Each has one line of meaning and a text key; the words that people read live with the cards.
"""

from __future__ import annotations


class NotDone(Exception):
    """Something could not be done. `key` names the sentence that a person gets; `facts` fill it."""

    key = "error.unexpected"

    def __init__(self, **facts: str) -> None:
        super().__init__(self.key)
        self.facts = facts


class PolicyError(NotDone):
    """A refusal of the rules: the same again is refused again."""


class Failure(NotDone):
    """The rules allow it, but the store, the directory, Teams or a setting is not as it must be."""


class NotFound(PolicyError):
    """There is no such record, or it does not exist for this person: the two are never told apart."""

    key = "error.not_found"


class NotAllowed(PolicyError):
    """This person may not do this; `facts["who"]` may name the roles that can."""

    key = "error.not_allowed"


class NotPossible(PolicyError):
    """The state of the record does not allow this action now."""

    key = "error.not_possible"


class Incomplete(PolicyError):
    """A form lacks an answer or has one that cannot be right; `facts` maps each field to a text key."""

    key = "error.incomplete"


class Conflict(Failure):
    """Somebody else changed a record between our reading and our keeping it: load and decide again."""

    key = "error.conflict"


class StoreUnavailable(Failure):
    """The store could not keep or read: a full disk, a broken file, no database. Nothing was half kept."""

    key = "error.store_unavailable"


class StoreInUse(StoreUnavailable):
    """Another process has the store, which is one process's alone."""


class RecordUnreadable(StoreUnavailable):
    """One record cannot be read by this release: a later one wrote it, or it is damaged. It holds up no other."""

    key = "error.record_unreadable"


class DirectoryUnavailable(Failure):
    """Who holds which role could not be found out just now."""

    key = "error.directory_unavailable"


class NotTaken(PolicyError):
    """A file is not taken; the key names the sentence that says why and what to do instead."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class Undelivered(Failure):
    """Teams did not take a message.

    `reason` is a short machine word (`not_installed`, `blocked`, `throttled`, `http_502`, `timeout`, …) for the
    timeline and the log; `for_good` says that Teams itself has refused this one person, and that trying again is
    useless; `retry_after` is in seconds, if Teams gave it. `of_one` says that Teams spoke of this one person, also
    where it is not known yet whether it says the same of everybody.
    """

    key = "error.undelivered"

    def __init__(
        self, reason: str, *, for_good: bool, retry_after: float | None = None, of_one: bool | None = None
    ) -> None:
        super().__init__(reason=reason)
        self.reason = reason
        self.for_good = for_good
        self.retry_after = retry_after
        self.of_one = for_good if of_one is None else of_one

    def not_yet(self) -> Undelivered:
        """The same refusal, while it may still be everybody's: the message waits."""
        return Undelivered(self.reason, for_good=False, of_one=self.of_one)
