"""What is a file among all that comes as an attachment, and what is none."""

from __future__ import annotations

import json

import pytest

from bot.policy.incidents.evidence import SentFile
from bot.teams.attachments import files_of
from bot.teams.parsed_activity import parse_activity
from tests.teams.edge import Json, recorded

SERVICE = "https://smba.trafficmanager.net/emea/"
PICTURE = "https://smba.trafficmanager.net/emea/v3/attachments/0-weu-d8-x/views/original"
DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
MICROSOFT = "application/vnd.microsoft."

FILES: list[tuple[Json, SentFile]] = [
    (
        {"contentType": DOWNLOAD, "name": "a.png", "content": {"downloadUrl": "https://x.sharepoint.com/a"}},
        SentFile(name="a.png", source="https://x.sharepoint.com/a"),
    ),
    ({"contentType": DOWNLOAD.upper(), "name": None, "content": None}, SentFile(name="file", source="")),
    ({"contentType": DOWNLOAD, "content": {"downloadUrl": 5}}, SentFile(name="file", source="")),
    ({"contentType": "image/*", "contentUrl": PICTURE}, SentFile(name="picture", source=PICTURE, pasted=True)),
    ({"contentType": "image/png", "contentUrl": PICTURE}, SentFile(name="picture", source=PICTURE, pasted=True)),
]
NO_FILES: list[object] = [
    {"contentType": "text/html", "content": "<p>words</p>"},
    {"contentType": "text/html", "content": "<p>words</p>", "contentUrl": "https://elsewhere.example/a"},
    {"contentType": "text/plain", "content": "words"},
    {"contentType": None, "contentUrl": PICTURE},
    {"contentType": 5},
    {"contentType": ""},
    {},
    None,
    "image/png",
    *(
        {"contentType": f"{MICROSOFT}{kind}", "content": {"title": "BBC News"}, "contentUrl": "https://bbc.co.uk/a"}
        for kind in (
            "card.thumbnail",
            "card.hero",
            "card.adaptive",
            "card.codesnippet",
            "card.announcement",
            "card.fluidEmbedCard",
            "teams.card.o365connector",
            "teams.card.file.info",
            "teams.file.download.info.more",
            "a.kind.of.next.year",
        )
    ),
    {"contentType": "messageReference", "content": json.dumps({"messagePreview": "words"})},
    {"contentType": "forwardedMessageReference", "content": "{}"},
    {"contentType": "reference", "contentUrl": "https://x.sharepoint.com/a"},
    {"contentType": "meetingReference"},
    {"contentType": "application/pdf", "contentUrl": PICTURE},
    {"contentType": "image/png", "contentUrl": "https://elsewhere.example/preview.png"},
    {"contentType": "image/png", "contentUrl": "https://eu-api.asm.skype.com/v1/objects/0-x/views/imgo"},
    {"contentType": "image/png", "contentUrl": "https://smba.trafficmanager.net/emea/v3/conversations/x"},
    {"contentType": "image/png", "contentUrl": "https://smba.infra.gcc.teams.microsoft.com/v3/attachments/x"},
    {"contentType": "image/png", "contentUrl": None},
    {"contentType": "image/png", "content": {"downloadUrl": "https://x.sharepoint.com/a"}},
]


def files(*attachments: object) -> tuple[SentFile, ...]:
    """The files of a message with these attachments."""
    body = recorded("message.personal") | {"serviceUrl": SERVICE, "attachments": list(attachments)}
    return files_of(parse_activity(json.dumps(body).encode()).activity())


@pytest.mark.parametrize(("attachment", "file"), FILES)
def test_files(attachment: Json, file: SentFile) -> None:
    """What Teams itself calls a file, and a picture at the address of Teams' own attachments."""
    assert files(attachment) == (file,)


@pytest.mark.parametrize("attachment", NO_FILES)
def test_what_is_no_file(attachment: object) -> None:
    """Cards of any kind, previews, quoted messages, code, components: nobody has sent a file."""
    assert files(attachment) == ()


def test_a_file_among_other_things() -> None:
    """It is found, and it alone."""
    assert files(*NO_FILES, FILES[0][0], *NO_FILES) == (FILES[0][1],)
