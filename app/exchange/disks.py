"""The steps that exchange takes on a disk; tests stand in disks that fail, lie or are pulled out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from db import files

Progress = Callable[[int, int], None]
"""Told (bytes done, bytes in all) now and then. It may raise, which stops the work without harm."""


def silent(_done: int, _total: int) -> None:
    """A progress that tells nobody."""


class Disk(files.Disk):
    """The real disk. Every method may raise OSError, as sticks do."""

    def create(self, path: Path) -> BinaryIO:
        """A new, empty file to be written and read; an old one of that name is emptied."""
        return path.open("w+b")

    def open(self, path: Path) -> BinaryIO:
        """The file, to be read."""
        return path.open("rb")

    def flush(self, file: BinaryIO) -> None:
        """Wait until the device has what was written (on Windows: FlushFileBuffers)."""
        file.flush()
        os.fsync(file.fileno())

    def forget(self, file: BinaryIO) -> None:
        """Drop what the system remembers of the file, so that reading it asks the device again."""
        if hasattr(os, "posix_fadvise"):  # pragma: no branch
            with suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def flush_folder(self, folder: Path) -> None:
        """Make a rename durable; some file systems of sticks refuse it."""
        with suppress(PermissionError):
            super().flush_folder(folder)

    def free_bytes(self, folder: Path) -> int:
        """How many bytes fit."""
        return shutil.disk_usage(folder).free


DISK = Disk()
