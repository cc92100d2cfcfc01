"""What the roles are called when people read of them (R1 to R10)."""

from __future__ import annotations

ROLE_WORDS: dict[str, str] = {
    "headteacher": "Headteacher",
    "dsl": "Designated Safeguarding Lead",
    "deputy_dsl": "Deputy Safeguarding Lead",
    "champion": "Online Safety Champion",
    "computing_coordinator": "Computing Coordinator",
    "business_manager": "School Business Manager",
    "technician": "ICT technician",
    "senior_leader": "Senior leader",
    "chair_of_governors": "Chair of Governors",
    "staff": "Staff",
}
