"""Writing a ledger's file whole or not at all: beside its place, flushed, renamed, read back."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Protocol

from app.ledgers.problems import LedgerProblem
from db.files import DISK

_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "not_writable",
    errno.EPERM: "not_writable",
    errno.EROFS: "not_writable",
    errno.EISDIR: "not_writable",
    errno.ENOTDIR: "not_writable",
    errno.ENOENT: "not_writable",
}


class Disk(Protocol):
    """The steps of writing a file; each may raise OSError."""

    def make_folder(self, folder: Path) -> None:
        """Make the folder and those above it."""

    def write(self, path: Path, contents: bytes) -> None:
        """Write and flush down to the disk."""

    def rename(self, path: Path, target: Path) -> None:
        """Put the file in its place, over an older one."""

    def read(self, path: Path) -> bytes:
        """Read the file back."""

    def remove(self, path: Path) -> None:
        """Take away what was begun; nothing there is fine."""


class RealDisk:
    """The disk of this PC."""

    def make_folder(self, folder: Path) -> None:
        """Make the folder and those above it."""
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, path: Path, contents: bytes) -> None:
        """Write and flush down to the disk."""
        with path.open("wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())

    def rename(self, path: Path, target: Path) -> None:
        """Put the file in its place, over an older one, and wait until the disk knows the name."""
        os.replace(path, target)
        DISK.flush_folder(target.parent)

    def read(self, path: Path) -> bytes:
        """Read the file back."""
        return path.read_bytes()

    def remove(self, path: Path) -> None:
        """Take away what was begun; nothing there is fine."""
        path.unlink(missing_ok=True)


REAL_DISK = RealDisk()


def write_file(path: Path, contents: bytes, disk: Disk = REAL_DISK) -> None:
    """Put `contents` at `path`; an older file stays until the new one is whole on the disk.

    Raises LedgerProblem: not_writable, disk_full, disk_error.
    """
    part = path.with_name(path.name + ".part")
    try:
        disk.make_folder(path.parent)
        try:
            disk.write(part, contents)
            if disk.read(part) != contents:
                raise OSError(errno.EIO, "read back differently")
            disk.rename(part, path)
        except OSError:
            disk.remove(part)
            raise
    except OSError as error:
        code = _CODES.get(error.errno or 0, "disk_error")
        raise LedgerProblem(code, file=path.name) from None
