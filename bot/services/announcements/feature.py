"""Announcements as the services of a school have them."""

from __future__ import annotations

from bot.policy.announcements import AnnouncementPurpose
from bot.policy.announcements.announcement import Announcement, AnnouncementState, AnnouncementWork
from bot.policy.announcements.writing import ANNOUNCEMENT_TOPIC
from bot.policy.kit.ended import EndedRecord
from bot.policy.kit.references import ANNOUNCEMENT_PREFIX
from bot.services.announcements.announcements import Announcements
from bot.services.announcements.times import AnnouncementTimes
from bot.services.announcements.topic import AnnouncementTopic, DrawAnnouncement
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, ServicePart, TopicSpec
from bot.services.files.offers import Offers
from bot.services.kit.ended_records import EndedRecords


class EndedAnnouncements(EndedRecords[Announcement]):
    """Announcements that are over. How each person stood with one goes soon after it, by the job."""

    prefix = ANNOUNCEMENT_PREFIX
    kind = Announcement
    states = (AnnouncementState.WITHDRAWN, AnnouncementState.ENDED)

    @property
    def kept_for(self) -> float:
        """As the school keeps them."""
        return self._school.retention.ended_announcements

    def describe(self, record: Announcement) -> EndedRecord:
        """With its title: every Champion may see that."""
        ended_at = record.ended_at or record.sent_at
        return EndedRecord(record, ANNOUNCEMENT_TOPIC, record.sent_at, ended_at, record.present.title)


ANNOUNCEMENTS: ServicePart[DrawAnnouncement] = ServicePart(
    topic=TopicSpec(
        name=ANNOUNCEMENT_TOPIC,
        purposes=AnnouncementPurpose,
        make=lambda wiring, draw: AnnouncementTopic(wiring.context, draw),
    ),
    provides={
        Announcements: lambda services: Announcements(services.context, services.get(Offers)),
        EndedAnnouncements: lambda services: EndedAnnouncements(services.context),
    },
    jobs=(JobSpec(lambda wiring: AnnouncementTimes(wiring.context), due=(DueKind(AnnouncementWork),)),),
)
