"""Putting a finished package on a stick: written aside, flushed, read back, renamed."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.exchange.container import BLOCK, read_header
from app.exchange.disks import DISK, Disk, Progress, silent
from app.exchange.names import SUFFIX, numbered
from app.exchange.parts import PART_BYTES, planned, read_part
from app.exchange.problems import ExchangeProblem

PART_SUFFIX = ".part"
_MOST_NAMES = 1000
_SLACK_BYTES = 64 << 10
_FAULTS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "stick_full"),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), "stick_protected"),
}


@dataclass(frozen=True)
class _Stretch:
    """What one file on the stick gets: some bytes of its own, then a stretch of the package."""

    place: Path
    front: bytes
    start: int
    size: int


def deliver(
    source: Path,
    folder: Path,
    name: str,
    *,
    disk: Disk = DISK,
    progress: Progress = silent,
    limit: int = PART_BYTES,
) -> tuple[Path, ...]:
    """Copy the package `source` into `folder` on a stick under `name`; the files it became.

    More than one file only when it is larger than `limit`. A file of another package that has the
    name keeps it; the same package from before is replaced. `progress` counts writing and reading
    back, and may raise to stop; then and on any fault no file of ours stays, as far as the stick
    still obeys. Raises ExchangeProblem stick_full, stick_protected, stick_gone, stick_lies,
    copy_failed.
    """
    header = read_header(source)
    total = header.file_bytes
    told = _Told(progress, 2 * total)
    with _faults():
        if disk.free_bytes(folder) < total + _SLACK_BYTES:
            raise ExchangeProblem("stick_full")
        stretches = list(_stretches(folder, name, header.package, total, limit, disk))
    parts = [each.place.with_name(each.place.name + PART_SUFFIX) for each in stretches]
    try:
        for part, stretch in zip(parts, stretches, strict=True):
            digest = _written(source, part, stretch, disk, told)
            if _read_back(part, disk, told) != digest:
                raise ExchangeProblem("stick_lies")
        with _faults():
            for part, stretch in zip(parts, stretches, strict=True):
                disk.replace(part, stretch.place)
            disk.flush_folder(folder)
    except BaseException:
        for part in parts:
            with suppress(OSError):  # what failed first is what counts
                disk.remove(part)
        raise
    return tuple(each.place for each in stretches)


def _stretches(
    folder: Path, name: str, package: str, total: int, limit: int, disk: Disk
) -> Iterator[_Stretch]:
    if total <= limit:
        yield _Stretch(_place(folder, name, package, disk), b"", 0, total)
        return
    for part in planned(package, total, limit):
        own = f"{name.removesuffix(SUFFIX)} {part.number}-{part.count}{SUFFIX}"
        place = _place(folder, own, package, disk)
        yield _Stretch(place, part.front, part.start, part.content_bytes)


def _place(folder: Path, name: str, package: str, disk: Disk) -> Path:
    """The first name that is free, or that this very package has already."""
    for number in range(1, _MOST_NAMES):
        place = folder / numbered(name, number)
        if not place.exists() or _is_of(place, package, disk):
            return place
    raise ExchangeProblem("stick_full")


def _is_of(place: Path, package: str, disk: Disk) -> bool:
    try:
        part = read_part(place, disk)
        return (part or read_header(place, disk)).package == package
    except ExchangeProblem as problem:
        if problem.code == "no_such_package":  # the stick went while we looked
            raise ExchangeProblem("stick_gone") from None
        return False


def _written(source: Path, part: Path, stretch: _Stretch, disk: Disk, told: _Told) -> bytes:
    """Write one file whole and wait until the stick says that it has it; its hash."""
    digest = hashlib.sha256()
    with _opened_source(source) as original:
        original.seek(stretch.start)
        with _faults():
            file = disk.create(part)
        try:
            for piece in _pieces(original, stretch):
                digest.update(piece)
                with _faults():
                    file.write(piece)
                told.more(len(piece))
            with _faults():
                disk.flush(file)
                disk.forget(file)
                file.close()
        except BaseException:
            with suppress(OSError):
                file.close()
            raise
    return digest.digest()


def _pieces(original: BinaryIO, stretch: _Stretch) -> Iterator[bytes]:
    if stretch.front:
        yield stretch.front
    left = stretch.size
    while left:
        try:
            piece = original.read(min(BLOCK, left))
        except OSError:
            raise ExchangeProblem("copy_failed") from None
        if not piece:
            raise ExchangeProblem("copy_failed")
        left -= len(piece)
        yield piece


def _read_back(part: Path, disk: Disk, told: _Told) -> bytes:
    digest = hashlib.sha256()
    with _faults(), disk.open(part) as file:
        while piece := file.read(BLOCK):
            digest.update(piece)
            told.more(len(piece))
    return digest.digest()


@contextmanager
def _opened_source(source: Path) -> Iterator[BinaryIO]:
    try:
        file = source.open("rb")
    except OSError:
        raise ExchangeProblem("copy_failed") from None
    with file:
        yield file


@contextmanager
def _faults() -> Iterator[None]:
    """Turns what a stick can do into the sentence for it."""
    try:
        yield
    except OSError as error:
        raise ExchangeProblem(_FAULTS.get(error.errno or 0, "stick_gone")) from None


class _Told:
    """Adds up what is done and passes it on."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def more(self, count: int) -> None:
        """So many bytes more. Raises what the progress raises."""
        self._done = min(self._done + count, self._total)
        self._progress(self._done, self._total)
