"""The machine behind a request: weak signs, hashed, by which a copied disk is told apart from a new PC."""

from __future__ import annotations

import hashlib
from pathlib import Path

from app.station import Station, this_station


def machine_signs(home: Path, station: Station | None = None) -> tuple[str, ...]:
    """The signs of this computer as a request carries them, each a hash; "" where one cannot be read.

    Every office hashes alike, so that the upper one can compare; no name of a computer or a folder is told.
    """
    parts = (station or this_station()).signs(home).parts
    named = zip(("machine", "host", "folder"), parts, strict=True)
    return tuple(_hashed(name, part) if part else "" for name, part in named)


def _hashed(name: str, sign: str) -> str:
    told = f"lianxin {name}\n{sign}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(told).hexdigest()[:32]
