"""What the bot reads of an activity, as one table. Whatever is not in it is dropped before anything parses the rest.

Teams, its clients and a school's proxies send fields that are of no use here, sometimes of the wrong type or with the
year 1 for a time. A field that nobody reads must never stop an alert, and a field that is read has a sound meaning
whatever stands in it. To read one more field of an activity, add its row: without one nobody ever sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Meaning = Callable[[object], object]
"""What a field's value means; None where it means nothing, which counts as if the field were missing."""

MOST_ROWS = 200
"""Rows of a list that are read: a message has ten attachments at most, and a chat that the bot joins some members."""


def _text(value: object) -> object:
    return value if type(value) is str else None


def _id(value: object) -> object:
    """An id, which a client may have written as a number."""
    return str(value) if type(value) is int else _text(value)


def _kind_of_chat(value: object) -> object:
    """A kind that is no text is none that we know: such a chat is not private."""
    return value if type(value) is str else ""


def _flag(value: object) -> object:
    """Set, unless it says plainly that it is not: what it guards stays closed."""
    return value is not False


def _map(value: object) -> object:
    """A whole object, which is read further in: what a press or a form carries."""
    return value if type(value) is dict else None


def _object(fields: Mapping[str, Meaning]) -> Meaning:
    rows = tuple(fields.items())

    def read(value: object) -> object:
        if type(value) is not dict:
            return None
        kept = {}
        for name, meaning in rows:
            found = value.get(name)
            if found is not None:
                known = meaning(found)
                if known is not None:
                    kept[name] = known
        return kept

    return read


def _list(row: Meaning) -> Meaning:
    def read(value: object) -> object:
        if type(value) is not list:
            return None
        return [known for each in value[:MOST_ROWS] if (known := row(each)) is not None]

    return read


_of_attachment = _object(
    {
        "downloadUrl": _text,
        "originalMessageContent": _text,
        "originalMessageSender": _object({"user": _object({"id": _text, "displayName": _text})}),
    }
)


def _content(value: object) -> object:
    """An attachment's content: the words of an HTML one, the address of a file, a message that is passed on."""
    return value if type(value) is str else _of_attachment(value)


_account = _object({"id": _id, "name": _text, "role": _text, "aadObjectId": _text})

FIELDS: Mapping[str, Meaning] = {
    "type": _text,
    "id": _id,
    "channelId": _text,
    "serviceUrl": _text,
    "from": _account,
    "recipient": _account,
    "conversation": _object({"id": _id, "conversationType": _kind_of_chat, "isGroup": _flag}),
    "channelData": _object({"tenant": _object({"id": _text})}),
    "name": _text,
    "action": _text,
    "text": _text,
    "replyToId": _id,
    "value": _map,
    "membersAdded": _list(_account),
    "attachments": _list(
        _object({"contentType": _text, "contentUrl": _text, "name": _text, "content": _content}),
    ),
    "entities": _list(_object({"type": _text, "text": _text, "mentioned": _account})),
}
"""Every field of an activity that the bot reads, and what may stand in it (Bot Framework schema, "Activity")."""

_read = _object(FIELDS)


def read_fields(body: Mapping[str, object]) -> dict[str, object]:
    """An activity with the fields of the table alone, each of the type that its reader expects."""
    kept = _read(body)
    return kept if isinstance(kept, dict) else {}
