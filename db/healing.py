"""A readable copy of a damaged file: broken pages made empty, those of the schema taken from a backup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from db.files import DISK, Disk
from db.pages import EMPTY_LEAF, PAGE_BYTES, USABLE_BYTES, PageCipher, page_count, salt_of

_SAMPLE = 64  # so many pages are tried to tell which salt is the file's
_INTERIOR = 0x05
_HEADER = 100  # the first page begins with the header of the file
_IN_LOG_MODE = b"\x02\x02"


def heal(
    damaged: Path, healed: Path, key: bytes, salts: Sequence[bytes], sound: Path, disk: Disk = DISK
) -> int:
    """Copy `damaged` to `healed`, every broken page replaced; how many there were.

    `sound` is a backup of the same database: the pages of the schema lie where they lay then. `salts`
    are what the file's salt may have been; the first that fits a page of it counts. Raises OSError;
    ValueError when no page of the file can be told whole.
    """
    cipher = _fitting(damaged, key, [salt_of(damaged), *salts])
    spare = _agreeing(schema_pages(sound, key), damaged, cipher)
    disk.copy(damaged, healed)
    broken = 0
    with healed.open("r+b") as file:
        total = max(page_count(damaged), _counted(damaged, cipher))
        for number in range(1, total + 1):
            file.seek((number - 1) * PAGE_BYTES)
            stored = file.read(PAGE_BYTES)
            if stored and any(stored) and cipher.is_whole(number, stored):
                continue
            broken += 1
            page = spare.get(number, EMPTY_LEAF)
            page = _first(page, total) if number == 1 else page
            file.seek((number - 1) * PAGE_BYTES)
            file.write(cipher.sealed(number, page))
    return broken


def _fitting(damaged: Path, key: bytes, salts: Sequence[bytes]) -> PageCipher:
    with damaged.open("rb") as file:
        pages = [file.read(PAGE_BYTES) for _ in range(_SAMPLE)]
    for salt in salts:
        cipher = PageCipher(key, salt)
        if any(any(page) and cipher.is_whole(number, page) for number, page in enumerate(pages, 1) if page):
            return cipher
    raise ValueError("no page of the file is whole")


def _agreeing(spare: dict[int, bytes], damaged: Path, cipher: PageCipher) -> dict[int, bytes]:
    """The backup's pages of the schema, if the damaged file still keeps its own at the same places.

    A file that was packed after the backup does not; then only the first page is of use.
    """
    same = other = 0
    with damaged.open("rb") as file:
        for number in spare.keys() - {1}:
            file.seek((number - 1) * PAGE_BYTES)
            stored = file.read(PAGE_BYTES)
            if any(stored) and cipher.is_whole(number, stored):
                is_same = cipher.opened(number, stored) == spare[number]
                same, other = same + is_same, other + (not is_same)
    return spare if same >= other else {1: spare[1]}


def _counted(damaged: Path, cipher: PageCipher) -> int:
    """How many pages the file had by its own header, should its end be missing."""
    with damaged.open("rb") as file:
        first = file.read(PAGE_BYTES)
    return int.from_bytes(cipher.opened(1, first)[28:32], "big") if cipher.is_whole(1, first) else 0


def _first(page: bytes, total: int) -> bytes:
    """A backup's first page for a file of so many pages that is written through a log."""
    made = bytearray(page)
    made[18:20] = _IN_LOG_MODE
    made[28:32] = total.to_bytes(4, "big")
    made[32:40] = bytes(8)  # no free pages: those of the backup may be in use
    return bytes(made)


def schema_pages(sound: Path, key: bytes) -> dict[int, bytes]:
    """The pages that hold the schema, in the clear, by number: the tree that begins at page 1.

    Raises OSError; ValueError when one of them is broken.
    """
    cipher = PageCipher(key, salt_of(sound))
    found: dict[int, bytes] = {}
    with sound.open("rb") as file:

        def read(number: int) -> bytes:
            file.seek((number - 1) * PAGE_BYTES)
            stored = file.read(PAGE_BYTES)
            if not cipher.is_whole(number, stored):
                raise ValueError(f"page {number} is broken")
            found[number] = cipher.opened(number, stored)
            return found[number]

        waiting = [1]
        while waiting:
            number = waiting.pop()
            if number in found:
                raise ValueError(f"page {number} is reached twice")
            page = read(number)
            start = _HEADER if number == 1 else 0
            if page[start] == _INTERIOR:
                waiting.extend(_children(page, start))
                continue
            for following in _overflows(page, start):
                while following:
                    following = int.from_bytes(read(following)[:4], "big")
    return found


def _cells(page: bytes, start: int, header: int) -> Iterator[int]:
    """Where the cells of a b-tree page begin."""
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    for index in range(count):
        at = start + header + 2 * index
        yield int.from_bytes(page[at : at + 2], "big")


def _children(page: bytes, start: int) -> Iterator[int]:
    """The pages below an interior page of a table."""
    for cell in _cells(page, start, 12):
        yield int.from_bytes(page[cell : cell + 4], "big")
    yield int.from_bytes(page[start + 8 : start + 12], "big")


def _overflows(page: bytes, start: int) -> Iterator[int]:
    """The first overflow page of each long row of a table's leaf (SQLite file format, 1.6)."""
    for cell in _cells(page, start, 8):
        payload, at = _variable_number(page, cell)
        _, at = _variable_number(page, at)
        if payload > USABLE_BYTES - 35:
            least = (USABLE_BYTES - 12) * 32 // 255 - 23
            here = least + (payload - least) % (USABLE_BYTES - 4)
            at += here if here <= USABLE_BYTES - 35 else least
            yield int.from_bytes(page[at : at + 4], "big")


def _variable_number(page: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for count in range(9):
        byte = page[at + count]
        if count == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + count + 1
    raise AssertionError("unreachable")
