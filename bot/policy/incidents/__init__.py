"""Reports and what becomes of them: kinds, ladders, handling, closing (I1 to I17)."""

from __future__ import annotations

from bot.policy.kit.records import Purpose


class IncidentPurpose(Purpose):
    """What a notice about an incident is for."""

    PING = "ping"
    RECEIPT = "receipt"
    STANDING = "standing"
    """A card that asks nobody to come: sent where the ping it replaces can no longer be changed."""
    DETAILS = "details"
    STILL_WITH_YOU = "still_with_you"
    NOBODY_TOOK_IT = "nobody_took_it"
    TOO_OLD_TO_ALERT = "too_old_to_ring"
    ALERTS_CHANGED = "alerts_changed"
    """Something slowed or stopped a ladder: those who were alerted for it, and the reporter, hear of it."""
    TAKEN_OVER = "taken_over"
    """To whoever had it: a Champion has taken it over."""
    TAKEN = "taken"
    """Somebody has it: whoever reported it hears so."""
    DEALT_WITH = "dealt_with"
    """It is closed: whoever reported it hears so, with the line that was written for them."""
    BREACH_DEADLINE = "breach_deadline"
    LADO_DEADLINE = "lado_deadline"
    """The working day in which the LADO is told of an allegation is nearly over, or is."""
    FILE_REFUSED = "file_refused"
    QUESTION = "reporter_question"
    """Whoever handles it asks its reporter something."""
    ANSWERED = "reporter_answered"
    """And the reporter has answered: whoever asked, and whoever has it, hears so."""
    ACTION_LOST = "action_lost"
    """Whoever was to do something about it may not know of it any more: it is somebody else's to give out."""

    PING_BY_MAIL = "ping_by_mail"
    """The same alert by e-mail, to whom Teams has not told it."""
    UNTAKEN_BY_MAIL = "untaken_by_mail"
    """By e-mail, that nobody has taken it: after the last step, to all who were told of it and the Champions."""

    @property
    def by_mail(self) -> bool:
        """What says so in its name."""
        return self in {IncidentPurpose.PING_BY_MAIL, IncidentPurpose.UNTAKEN_BY_MAIL}

    @property
    def alerts(self) -> bool:
        """Only a ping does."""
        return self is IncidentPurpose.PING

    @property
    def calls_for_help(self) -> bool:
        """A ping, and that nobody came, by either road."""
        return self.by_mail or self in {
            IncidentPurpose.PING,
            IncidentPurpose.NOBODY_TOOK_IT,
            IncidentPurpose.TOO_OLD_TO_ALERT,
        }

    @property
    def when_sent_again(self) -> Purpose:
        """A ping that is sent once more only to be true must not be taken for one that alerts."""
        return IncidentPurpose.STANDING if self.alerts else self
