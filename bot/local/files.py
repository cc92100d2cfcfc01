"""The people's OneDrive, as far as the bot sees it: files that they attach, and files that it puts there. In memory."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from urllib.parse import quote

from aiohttp import web

RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
MAX_FILE_BYTES = 50 * 1024 * 1024


@dataclass(slots=True)
class StoredFile:
    """A file, or the place that a person has allowed the bot to put one."""

    id: str
    name: str
    content: bytearray = field(default_factory=bytearray)
    whole: bool = False


class LocalFiles:
    """Every file by its id."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}

    def add(self, name: str, content: bytes) -> StoredFile:
        """Keep a file that is whole."""
        file = self.expect(name)
        file.content.extend(content)
        file.whole = True
        return file

    def expect(self, name: str) -> StoredFile:
        """Keep a place for a file that the bot will put there."""
        file = StoredFile(str(uuid.uuid4()), name)
        self._files[file.id] = file
        return file

    def get(self, id: str) -> StoredFile | None:
        """The file or place of that id."""
        return self._files.get(id)

    def newest(self, name: str) -> StoredFile:
        """The newest whole file of that name. Raises KeyError when there is none."""
        for file in reversed(self._files.values()):
            if file.name == name and file.whole:
                return file
        raise KeyError(name)


def receive(file: StoredFile, content: bytes, content_range: str) -> web.Response:
    """Take one piece of an upload as OneDrive does: 202 while there is more to come, 201 when the file is whole."""
    found = RANGE.fullmatch(content_range)
    if not found:
        return web.json_response({"error": {"code": "invalidRequest", "message": "Content-Range"}}, status=400)
    first, last, total = (int(part) for part in found.groups())
    if first != len(file.content) or last - first + 1 != len(content) or total > MAX_FILE_BYTES:
        return web.json_response({"error": {"code": "invalidRange", "message": content_range}}, status=416)
    file.content.extend(content)
    file.whole = len(file.content) == total
    if not file.whole:
        return web.json_response({"nextExpectedRanges": [f"{len(file.content)}-"]}, status=202)
    return web.json_response({"id": file.id, "name": file.name, "size": total}, status=201)


def send(file: StoredFile) -> web.Response:
    """The file, always to be saved and never shown: it may be anything."""
    disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return web.Response(body=bytes(file.content), content_type="application/octet-stream", headers=headers)
