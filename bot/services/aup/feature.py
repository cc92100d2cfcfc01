"""The Acceptable Use Policy and training as the services of a school have them."""

from __future__ import annotations

from datetime import timedelta

from bot.policy.aup import AupPurpose
from bot.policy.aup.campaigns import Ask, Campaign
from bot.policy.aup.reminders import AUP_TOPIC
from bot.services.aup.briefing import AupLines
from bot.services.aup.services import AupServices
from bot.services.aup.topic import Draw
from bot.services.engine.remote_due import DueKind
from bot.services.feature import JobSpec, ServicePart, TopicSpec
from bot.services.files.offers import Offers

AUP: ServicePart[Draw] = ServicePart(
    topic=TopicSpec(
        name=AUP_TOPIC,
        purposes=AupPurpose,
        make=lambda wiring, draw: wiring.services.get(AupServices).topic(draw),
    ),
    provides={
        AupServices: lambda services: AupServices.of(services.context, services.get(Offers)),
        AupLines: lambda services: AupLines(services.context),
    },
    jobs=(
        JobSpec(
            lambda wiring: wiring.services.get(AupServices).campaigns(),
            due=(DueKind(Campaign),),
            # What one person has still to sign wakes nobody: of a version that was replaced within its window it stays
            # due for ever. Reminders that another process left are found by looking again.
            can_wait=(Ask,),
            look_again=timedelta(minutes=10),
        ),
    ),
)
