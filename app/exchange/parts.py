"""A package in several files, where one file may not be as large: FAT32 stops at 4 GiB.

magic 8 | format 1 | length 4, big-endian | header, canonical JSON | a stretch of the package
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.exchange import safe_json
from app.exchange.disks import DISK, Disk
from app.exchange.problems import ExchangeProblem

MAGIC = b"\x89LXS\r\n\x1a\n"
FORMAT = 1
PART_BYTES = 3900 << 20
MOST = 64


@dataclass(frozen=True)
class Part:
    """One file of several. `number` from 1 to `count`; `start`: where its bytes lie in the package."""

    package: str
    number: int
    count: int
    start: int
    content_bytes: int
    size: int = 0

    @property
    def front(self) -> bytes:
        """What stands before the stretch."""
        fields = {
            "content_bytes": self.content_bytes,
            "count": self.count,
            "number": self.number,
            "package": self.package,
            "start": self.start,
        }
        raw = safe_json.canonical(fields)
        return MAGIC + bytes([FORMAT]) + len(raw).to_bytes(4, "big") + raw


def planned(package: str, total: int, limit: int = PART_BYTES) -> Iterator[Part]:
    """How a package of so many bytes is cut."""
    count = -(-total // limit)
    for number in range(count):
        start = number * limit
        yield Part(package, number + 1, count, start, min(limit, total - start))


def read_part(path: Path, disk: Disk = DISK) -> Part | None:
    """The part in a file; None when it is none. Raises ExchangeProblem damaged, truncated, OSError."""
    with disk.open(path) as file:
        start = file.read(len(MAGIC) + 5)
        if not start.startswith(MAGIC) or len(start) < len(MAGIC) + 5:
            return None
        length = int.from_bytes(start[-4:], "big")
        raw = file.read(min(length, safe_json.HEADER.size))
        size = file.seek(0, 2)
    try:
        fields = safe_json.parse_object(raw, safe_json.HEADER)
        part = Part(
            safe_json.text_of(fields, "package", 32),
            safe_json.count_of(fields, "number"),
            safe_json.count_of(fields, "count"),
            safe_json.count_of(fields, "start"),
            safe_json.count_of(fields, "content_bytes"),
            len(start) + length,
        )
    except safe_json.Unsafe:
        raise ExchangeProblem("damaged", name=path.name) from None
    if start[len(MAGIC)] != FORMAT or not 1 <= part.number <= part.count <= MOST:
        raise ExchangeProblem("damaged", name=path.name)
    if size != part.size + part.content_bytes:
        raise ExchangeProblem("truncated", name=path.name)
    return part
