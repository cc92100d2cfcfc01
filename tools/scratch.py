"""Where tests put their temporary files: in memory where there is room, since they sync to a disk at every record.

What a sync is for, a machine that goes down, no test can try.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - Linux's own place for files in memory, in which a folder of ours is made
NEEDED_BYTES = 6 * 1024**3
"""For two PostgreSQLs with their logs, and what a test in hand keeps."""


@contextmanager
def scratch_folder(memory: Path = MEMORY, needed: int = NEEDED_BYTES) -> Iterator[Mapping[str, str]]:
    """The environment variable by which temporary files lie there while the block runs. None where it has no room,
    where no program in it may be run, or where somebody has said where else."""
    if "TMPDIR" in os.environ or not _serves(memory, needed):
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="tests-", dir=memory, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # who runs the server, where tests are run by root, comes through it
        yield {"TMPDIR": folder}


def _serves(memory: Path, needed: int) -> bool:
    if not memory.is_dir() or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(memory).free >= needed
