"""Files written whole or not at all: beside their place, flushed, renamed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.errors import StoreFault

DATABASE_FILE = "lianxin.db"
_FAULTS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "not_writable",
    errno.EPERM: "not_writable",
    errno.EROFS: "not_writable",
    errno.ENOTDIR: "not_writable",
    errno.EEXIST: "not_writable",  # something else has the name of what is to be made
    errno.ENOENT: "not_writable",
    errno.EISDIR: "not_writable",
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


class Disk:
    """The steps of putting a file in its place. Tests stand in a disk that fails at one of them."""

    def write(self, path: Path, contents: bytes) -> None:
        """Make the file and wait until the disk has it."""
        with path.open("wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())

    def copy(self, source: Path, place: Path) -> None:
        """Copy a file of any size and wait until the disk has it."""
        with source.open("rb") as given, place.open("wb") as file:
            shutil.copyfileobj(given, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())

    def make_folder(self, folder: Path) -> None:
        """Make a folder, and those above it, that may be there."""
        folder.mkdir(parents=True, exist_ok=True)

    def remove_folder(self, folder: Path) -> None:
        """Take away a folder that may be there, with all that is in it."""
        if folder.exists():
            shutil.rmtree(folder)

    def replace(self, part: Path, place: Path) -> None:
        """Give `part` the name `place`, at once and whole."""
        os.replace(part, place)

    def remove(self, path: Path) -> None:
        """Take away a file that may be there."""
        path.unlink(missing_ok=True)

    def flush_folder(self, folder: Path) -> None:
        """Make a rename durable. Windows needs and offers no such step."""
        if os.name == "posix":  # pragma: no branch
            number = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)


DISK = Disk()


def write_whole(path: Path, contents: bytes, disk: Disk = DISK) -> None:
    """Put `contents` at `path`: the old file stays until the new one is on the disk.

    Raises StoreFault: disk_full, not_writable, disk_error.
    """
    part = path.with_name(path.name + ".part")
    with disk_faults_told(path):
        try:
            disk.write(part, contents)
            disk.replace(part, path)
        except BaseException:
            with suppress(OSError):  # what failed first is what counts
                disk.remove(part)
            raise
        disk.flush_folder(path.parent)
