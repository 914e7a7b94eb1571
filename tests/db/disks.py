"""Disks that fail: one made by hand for single files, a small real one for the database."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

from db.files import Disk
from db.store import Store


class FailingDisk(Disk):
    """Fails at the step of that number (from 0), with that error; half of a file gets written."""

    def __init__(self, at: int, error: int = errno.ENOSPC, removing_fails: bool = False) -> None:
        self.left = at
        self.error = error
        self.removing_fails = removing_fails
        self.steps: list[str] = []

    def _step(self, name: str) -> None:
        self.steps.append(name)
        if self.left == 0:
            self.left = -1
            raise OSError(self.error, os.strerror(self.error))
        self.left -= 1

    def write(self, path: Path, contents: bytes) -> None:
        path.write_bytes(contents[: len(contents) // 2])
        self._step("write")
        super().write(path, contents)

    def copy(self, source: Path, place: Path) -> None:
        with source.open("rb") as given, place.open("wb") as half:
            half.write(given.read(source.stat().st_size // 2))
        self._step("copy")
        super().copy(source, place)

    def make_folder(self, folder: Path) -> None:
        self._step("make_folder")
        super().make_folder(folder)

    def remove_folder(self, folder: Path) -> None:
        self._step("remove_folder")
        super().remove_folder(folder)

    def replace(self, part: Path, place: Path) -> None:
        self._step("replace")
        super().replace(part, place)

    def remove(self, path: Path) -> None:
        if self.removing_fails:
            raise OSError(errno.EIO, "gone")
        super().remove(path)

    def flush_folder(self, folder: Path) -> None:
        self._step("flush_folder")
        super().flush_folder(folder)


class SmallDisk:
    """A folder with room for so many bytes: a mounted tmpfs, or where that is not allowed, a page limit."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        self.size = size
        self.mounted = False

    def __enter__(self) -> SmallDisk:
        self.folder.mkdir()
        self.mounted = self._mount(f"size={self.size}")
        return self

    def __exit__(self, *_: object) -> None:
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=True)

    def resize(self, size: int) -> None:
        """Give the disk another size, also below what it holds."""
        self.size = size
        if self.mounted:
            assert self._mount(f"remount,size={size}")

    def protect(self) -> bool:
        """Let nothing be written any more, as a stick with its switch set; whether that could be done."""
        return self.mounted and self._mount("remount,ro")

    def limit(self, store: Store, pages: int) -> None:
        """Leave the database that many pages more, where the disk itself cannot be made small."""
        if self.mounted:
            used = sum(path.stat().st_blocks * 512 for path in self.folder.rglob("*") if path.is_file())
            self.resize(max(used + pages * 4096, 4096))
        else:
            (count,) = store.connection.execute("PRAGMA page_count").fetchone()
            store.connection.execute(f"PRAGMA max_page_count = {count + pages}")

    def unlimit(self, store: Store) -> None:
        """Make room again."""
        self.resize(64 << 20)
        store.connection.execute("PRAGMA max_page_count = 4294967294")

    def _mount(self, options: str) -> bool:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.folder)]
        try:
            return subprocess.run(command, capture_output=True).returncode == 0
        except OSError:
            return False
