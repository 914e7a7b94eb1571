"""What packages lie on a stick, told by their first bytes and never by their names; and fetching one."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.exchange.container import BLOCK, MAGIC, PACKAGE_BYTES, Header, read_header
from app.exchange.delivering import PART_SUFFIX
from app.exchange.disks import DISK, Disk, Progress, silent
from app.exchange.parts import MAGIC as PART_MAGIC
from app.exchange.parts import Part, read_part
from app.exchange.problems import ExchangeProblem

_NOT_OURS = frozenset({"system volume information", "$recycle.bin", "lost+found"})


@dataclass(frozen=True)
class Bounds:
    """How far to look: folders deep, entries and packages in all, seconds."""

    depth: int = 4
    entries: int = 20_000
    packages: int = 2_000
    seconds: float = 5.0


BOUNDS = Bounds()


@dataclass(frozen=True)
class Found:
    """One package on a stick. `paths`: its file, or its parts in their order.

    `header` is None when it cannot be read; then `problem` says why. `missing`: the number of the
    first part that is not there, or 0.
    """

    paths: tuple[Path, ...]
    header: Header | None
    problem: ExchangeProblem | None = None
    missing: int = 0

    @property
    def name(self) -> str:
        """The file's name, for the clerk only."""
        return self.paths[0].name


@dataclass(frozen=True)
class Search:
    """What was found; `whole` is False when the bounds ended the search."""

    found: tuple[Found, ...]
    whole: bool


def find_packages(
    folder: Path,
    bounds: Bounds = BOUNDS,
    disk: Disk = DISK,
    seconds: Callable[[], float] = time.monotonic,
) -> Search:
    """The packages in a folder and below it. Links are not followed, `.part` files are nobody's.

    Packages come in the order of their paths; a folder that cannot be read is passed over.
    """
    walk = _Walk(bounds, seconds)
    whole: list[Found] = []
    parts: dict[str, dict[int, tuple[Part, Path]]] = {}
    for path in walk.files(folder):
        found = _candidate(path, disk)
        if isinstance(found, Part):
            parts.setdefault(found.package, {}).setdefault(found.number, (found, path))
        elif found is not None:
            whole.append(found)
        if len(whole) + len(parts) >= bounds.packages:
            walk.ended_early = True
            break
    whole += [_joined(each, disk) for each in parts.values()]
    return Search(tuple(sorted(whole, key=lambda each: each.paths)), not walk.ended_early)


def find_files(paths: Iterable[Path], disk: Disk = DISK) -> tuple[Found, ...]:
    """These files, which a person chose by name: one that is no package is told, not passed over.

    Parts are joined with the other parts that lie in their folder.
    """
    found: dict[tuple[Path, ...], Found] = {}
    for path in paths:
        candidate = _candidate(path, disk)
        if isinstance(candidate, Part):
            every = find_packages(path.parent, Bounds(depth=0), disk).found
            each = next((one for one in every if path in one.paths), None)
        else:
            each = candidate
        if each is None:
            try:
                each = Found((path,), read_header(path, disk))
            except ExchangeProblem as problem:
                each = Found((path,), None, problem)
        found[each.paths] = each
    return tuple(found.values())


def fetch(found: Found, local: Path, disk: Disk = DISK, progress: Progress = silent) -> Path:
    """Copy a package from the stick to the file `local`, its parts joined. Verify only that copy.

    `progress` may raise to stop; then and on any fault `local` is not there. Raises ExchangeProblem
    part_missing, no_such_package, too_large, copy_failed, and what makes `found.problem`.
    """
    if found.problem is not None:
        raise found.problem
    if found.missing:
        raise missing_part(found, disk)
    try:
        with _local_file(local, disk) as file:
            for piece in _bytes_of(found, disk, progress):
                try:
                    file.write(piece)
                except OSError:
                    raise ExchangeProblem("copy_failed") from None
    except BaseException:
        with suppress(OSError):
            disk.remove(local)
        raise
    return local


def missing_part(found: Found, disk: Disk = DISK) -> ExchangeProblem:
    """Why a package of several files is not whole."""
    part = read_part(found.paths[0], disk)
    return ExchangeProblem("part_missing", count=part.count if part else 0, missing=found.missing)


def _candidate(path: Path, disk: Disk) -> Found | Part | None:
    try:
        with disk.open(path) as file:
            magic = file.read(len(MAGIC))
        if magic == PART_MAGIC:
            return read_part(path, disk)
        if magic != MAGIC:
            return None
        return Found((path,), read_header(path, disk))
    except ExchangeProblem as problem:
        return Found((path,), None, problem)
    except OSError:
        return None


def _joined(parts: dict[int, tuple[Part, Path]], disk: Disk) -> Found:
    """The package that parts make. The first one begins with the package's header."""
    first = parts[min(parts)][0]
    paths = tuple(parts[number][1] for number in sorted(parts))
    missing = next((number for number in range(1, first.count + 1) if number not in parts), 0)
    if missing:
        return Found(paths, None, None, missing)
    try:
        return Found(paths, read_header(paths[0], disk, parts[1][0].size))
    except ExchangeProblem as problem:
        return Found(paths, None, problem)


@contextmanager
def _local_file(local: Path, disk: Disk) -> Iterator[BinaryIO]:
    try:
        file = disk.create(local)
    except OSError:
        raise ExchangeProblem("copy_failed") from None
    with file:
        yield file


def _bytes_of(found: Found, disk: Disk, progress: Progress) -> Iterator[bytes]:
    """The package's bytes in their order. Raises ExchangeProblem no_such_package, too_large, damaged."""
    total = found.header.file_bytes if found.header else 0
    done = 0
    for path in found.paths:
        try:
            part = read_part(path, disk)
            if part is not None and part.start != done:
                raise ExchangeProblem("damaged", name=path.name)
            with disk.open(path) as file:
                file.seek(part.size if part else 0)
                while piece := file.read(BLOCK):
                    done += len(piece)
                    if done > PACKAGE_BYTES:
                        raise ExchangeProblem("too_large", name=path.name)
                    yield piece
                    progress(min(done, total), total)
        except OSError:
            raise ExchangeProblem("no_such_package", name=path.name) from None


class _Walk:
    """Goes through folders within bounds, by name, so that the result is always the same."""

    def __init__(self, bounds: Bounds, seconds: Callable[[], float]) -> None:
        self._bounds = bounds
        self._seconds = seconds
        self._until = seconds() + bounds.seconds
        self._left = bounds.entries
        self.ended_early = False

    def files(self, folder: Path, depth: int = 0) -> Iterator[Path]:
        """The plain files, those of a folder before those of the folders in it."""
        below: list[Path] = []
        for entry in self._entries(folder):
            if entry.name.lower() in _NOT_OURS or entry.name.lower().endswith(PART_SUFFIX):
                continue
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    below.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    yield Path(entry.path)
        if depth < self._bounds.depth:
            for each in below:
                yield from self.files(each, depth + 1)
        elif below:
            self.ended_early = True

    def _entries(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as scan:
                taken = list(itertools.islice(scan, self._left + 1))
        except OSError:
            return
        for entry in sorted(taken, key=lambda each: each.name):
            if self._left <= 0 or self._seconds() > self._until:
                self.ended_early = True
                return
            self._left -= 1
            yield entry
