"""Files written whole or not at all: beside their place, flushed, renamed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import StoreFault

_FAULTS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "not_writable",
    errno.EPERM: "not_writable",
    errno.EROFS: "not_writable",
    errno.ENOTDIR: "not_writable",
    errno.ENOENT: "not_writable",
    errno.EIO: "disk_error",
}


@contextmanager
def disk_faults_told(path: Path) -> Iterator[None]:
    """Turns what a disk can do to a write into StoreFault. Other errors pass."""
    try:
        yield
    except OSError as error:
        code = _FAULTS.get(error.errno or 0, "disk_error")
        raise StoreFault(code, str(path)) from None


def write_whole(path: Path, contents: bytes) -> None:
    """Put `contents` at `path`: the old file stays until the new one is on the disk."""
    part = path.with_name(path.name + ".part")
    with disk_faults_told(path):
        try:
            with part.open("wb") as file:
                file.write(contents)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make a rename durable. Windows needs and offers no such step."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
