"""The words of the archive for an inspection."""

from __future__ import annotations

INSPECTION_HELP = ("**inspection**", "one archive of what an inspector asks for, without anything about a pupil")

SENTENCES: dict[str, str] = {
    "inspection.not_yours": (
        "The archive for an inspection is for the Headteacher, the Champions and the chair of governors, so nothing "
        "was made."
    ),
    "inspection.under_way": "I am putting the archive together. It comes below in a moment.",
    "inspection.offered": (
        "I have offered you the file **{file}** in this chat. Open **contents.pdf** in it first. The record notes that "
        "you had it made, and when."
    ),
}

TIMELINE: dict[str, str] = {
    "inspection_built": "{by} had the archive for an inspection made",
    "inspection_taken": "{by} took the archive for an inspection",
}

ARCHIVE = "Online safety: archive for an inspection"
WHAT_IT_HOLDS = (
    "The Acceptable Use Policy with who signed when, training, drills, reviews of the log, filtering and monitoring, "
    "duties, and the released reports to governors. Nothing of a report and nothing about a pupil."
)
TAKING_IS_RECORDED = "It names staff. The record notes who has it made, and when."
TAKEN_BEFORE = "Made before"
BUILD = "Build the archive"

# In the archive.
AS_OF = "As of {at}"
NOTHING_YET = "Nothing yet."
SEE_MANIFEST = "The file manifest.csv has the hash of each file."
RECORD = "The record"
RECORD_SAYS = (
    "Everything that is done is written into a chain, in which each entry carries the hash of the one before. It was "
    "followed from its first entry to its last for this archive."
)
NO_ENTRY = "There is no entry yet."
CHAIN_HOLDS = "The chain holds."
CHAIN_BROKEN = "The chain does not hold. These entries do not follow the one before: {at}"
HEAD = "Its head: {head}"
SIGNED_BY, NOT_SIGNED = "Signature of the head (Ed25519): {signature}", "The head is not signed: the school has no key."
FILE_COLUMNS = ("File", "Size")
MANIFEST_COLUMNS = ("File", "Bytes", "SHA-256")
