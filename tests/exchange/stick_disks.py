"""Disks made by hand: in memory, pulled out in the midst of it, full, lying."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import Any, BinaryIO

from app.exchange.disks import Disk


class MemoryDisk(Disk):
    """Files that are only bytes: for thousands of damaged copies in a second."""

    def __init__(self, **files: bytes) -> None:
        self.files: dict[str, bytes] = dict(files)

    def create(self, path: Path) -> BinaryIO:
        return _Kept(self.files, path.name)

    def open(self, path: Path) -> BinaryIO:
        if path.name not in self.files:
            raise FileNotFoundError(errno.ENOENT, "gone")
        return io.BytesIO(self.files[path.name])

    def flush(self, file: BinaryIO) -> None:
        file.flush()

    def replace(self, part: Path, place: Path) -> None:
        self.files[place.name] = self.files.pop(part.name)

    def remove(self, path: Path) -> None:
        self.files.pop(path.name, None)


class _Kept(io.BytesIO):
    """Keeps what was written when it is closed."""

    def __init__(self, files: dict[str, bytes], name: str) -> None:
        super().__init__()
        self._files, self._name = files, name
        files[name] = b""

    def close(self) -> None:
        if not self.closed:
            self._files[self._name] = self.getvalue()
        super().close()


class PulledDisk(Disk):
    """Obeys for so many bytes and steps, then everything fails with `error`, for ever or only once."""

    def __init__(self, after: int, error: int = errno.EIO, once: bool = False) -> None:
        self.left = after
        self.error = error
        self.once = once
        self.spent = 0

    def use(self, cost: int, allowed: int | None = None) -> int:
        """Spend; how many bytes of a write still arrive. Raises when nothing is left."""
        self.spent += cost
        if self.left < cost:
            arriving, self.left = max(self.left, 0), 1 << 60 if self.once else -1
            if allowed is None or not arriving:
                raise OSError(self.error, os.strerror(self.error))
            return arriving
        self.left -= cost
        return cost

    def create(self, path: Path) -> BinaryIO:
        self.use(1)
        return _PulledFile(self, super().create(path))  # type: ignore[return-value]

    def flush(self, file: BinaryIO) -> None:
        self.use(1)
        file.flush()

    def forget(self, file: BinaryIO) -> None:
        self.use(1)

    def open(self, path: Path) -> BinaryIO:
        self.use(1)
        return super().open(path)

    def replace(self, part: Path, place: Path) -> None:
        self.use(1)
        super().replace(part, place)

    def remove(self, path: Path) -> None:
        self.use(1)
        super().remove(path)

    def flush_folder(self, folder: Path) -> None:
        self.use(1)


class _PulledFile:
    """A file on such a disk; the write at which it is pulled arrives in part."""

    def __init__(self, disk: PulledDisk, file: BinaryIO) -> None:
        self._disk, self._file = disk, file

    def write(self, piece: bytes) -> int:
        arriving = self._disk.use(len(piece), len(piece))
        self._file.write(piece[:arriving])
        if arriving < len(piece):
            raise OSError(self._disk.error, os.strerror(self._disk.error))
        return arriving

    def __enter__(self) -> _PulledFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()
        self._disk.use(1)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class LyingDisk(Disk):
    """Says yes to everything and keeps the file without its middle, as worn-out sticks do."""

    def flush(self, file: BinaryIO) -> None:
        size = file.seek(0, 2)
        file.seek(size // 2)
        file.write(b"\x00" * 16)
        file.flush()


class SmallStick(Disk):
    """A stick with so much room."""

    def __init__(self, room: int) -> None:
        self.room = room

    def free_bytes(self, folder: Path) -> int:
        return self.room
