"""Packages as files to measure: sealed for a township, verified, decrypted and read again."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.exchange.container import Sheet, read_header, verify, write_package
from app.exchange.payloads import OpenPayload, open_payload
from db.exchange.parcel import Wanted, parcel_for
from db.exchange.taking import taking_in
from db.exchange.unpacking import Unpacking
from db.exchange.vectors import Vector
from db.store import Store, new_id
from tests.exchange.papers import TOWNSHIP, VILLAGE, desk

GIVER, TAKER = desk(VILLAGE, 1), desk(TOWNSHIP, 2)
Known = dict[str, Vector]


def sealed(giver: Store, buckets: dict[str, str], path: Path, known: Known | None = None) -> Path:
    """A package of these buckets (name → office) for a reader that knows so much already."""
    wanted = [Wanted(name, office, (known or {}).get(name, {})) for name, office in buckets.items()]
    recipients = [each.keys.public.age_recipient for each in (GIVER, TAKER)]
    with parcel_for(giver, wanted) as parcel:
        manifest = {"recipient": TOWNSHIP.id, **parcel.description()}
        frames = (json.dumps(f, ensure_ascii=False, separators=(",", ":")).encode() for f in parcel.frames())
        sheet = Sheet("package", secrets.token_hex(16))
        write_package(path, sheet, manifest, frames, keys=GIVER.keys, recipients=recipients)
    return path


@contextmanager
def unsealed(path: Path) -> Iterator[OpenPayload]:
    """The package verified and decrypted."""
    header = read_header(path)
    verify(path, header, GIVER.keys.public)
    with open_payload(path, header, TAKER.keys, path.parent, addressee=TOWNSHIP.id) as payload:
        yield payload


def take(store: Store, path: Path) -> None:
    """From the file to the commit."""
    with unsealed(path) as payload, taking_in(store, store._now(), "李强", new_id()) as under_way:
        unpacking = Unpacking(under_way, payload.manifest, lambda *_: None)
        for frame in payload.records():
            unpacking.frame(frame)
        unpacking.finish()


def records_in(path: Path) -> list[Any]:
    """All frames of records."""
    with unsealed(path) as payload:
        return list(payload.records())
