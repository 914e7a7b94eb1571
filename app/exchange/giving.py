"""Giving: everything a peer has not acknowledged, in one sealed file that stays here as a copy too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.exchange import container, rosters
from app.exchange.container import Sheet
from app.exchange.frames import Attachment
from app.exchange.manifest import SCHEMA
from app.exchange.problems import ExchangeProblem
from app.exchange.ties import REENROL, Peer, Ties, plain_node, random_bytes, ties
from app.faults import faults_as_problems
from app.rights import require
from app.version import VERSION
from db import local
from db.exchange import packages, peers, vectors
from db.exchange.packages import Package
from db.exchange.parcel import Parcel, Wanted, acknowledgement, parcel_for, vector_in
from db.exchange.vectors import Mark, Vector

KEPT_COPIES = 12  # own packages kept for each peer, whatever was acknowledged
ATTACHMENT_BYTES = 200 << 20  # contents in one package; what is beyond waits for the next
OUTBOX = "exchange/out"


@dataclass(frozen=True)
class Given:
    """A package that was made. `path`: the local copy; `left`: contents that did not fit."""

    path: Path
    office: str
    name: str
    number: int
    counts: dict[str, int]
    is_full: bool
    left: int


@dataclass(frozen=True)
class Waiting:
    """What one peer lacks. `counts`: records by kind that no package carried yet; `unconfirmed`: those
    that were given, and of which the peer has not yet said that it has them. `received`: the newest
    package of ours of which the peer has said that it has all of it; `owes_receipt`: its newest package
    came after ours was given.
    """

    office: str
    name: str
    is_upper: bool
    counts: dict[str, int]
    unconfirmed: dict[str, int]
    last_given: Package | None
    last_taken: Package | None
    received: Package | None = None
    owes_receipt: bool = False

    @property
    def is_owed(self) -> bool:
        """Whether a package for it says anything new: records, or that its own package came."""
        return bool(self.counts or self.unconfirmed) or self.owes_receipt


def waiting(desk: Desk) -> list[Waiting]:
    """What waits to be given, to whom: the upper office first."""
    held = ties(desk)
    given = packages.last_by_office(desk.store, "out")
    taken = packages.last_by_office(desk.store, "in")
    peers_ = (*((held.upper,) if held.upper else ()), *held.members)
    return [_waiting(desk, held, e, given.get(e.office.id), taken.get(e.office.id)) for e in peers_]


def waiting_for_upper(desk: Desk) -> Waiting | None:
    """The same for the office above alone, which a page asks often; None without one."""
    held = ties(desk)
    if held.upper is None:
        return None
    office = held.upper.office.id
    given, taken = (packages.last_by_office(desk.store, each).get(office) for each in ("out", "in"))
    return _waiting(desk, held, held.upper, given, taken)


def _waiting(desk: Desk, held: Ties, peer: Peer, given: Package | None, taken: Package | None) -> Waiting:
    lacking = _counted(desk, _wanted(desk, held, peer, is_full=False))
    told = _told(desk, given)
    fresh = _counted(desk, [Wanted(b, w, told.get(b, {})) for b, w in held.buckets_for(peer)])
    counts = {kind: min(count, lacking[kind]) for kind, count in fresh.items() if kind in lacking}
    rest = {kind: count - counts.get(kind, 0) for kind, count in lacking.items()}
    return Waiting(
        peer.office.id, peer.office.name, peer.is_upper, counts, {k: n for k, n in rest.items() if n},
        given, taken, _received(desk, peer),
        any(each.direction == "in" for each in packages.listing(desk.store, "", peer.office.id, 1)),
    )  # fmt: skip


def _told(desk: Desk, package: Package | None) -> dict[str, Vector]:
    return {name: vector_in(rows) for name, rows in packages.told_in(desk.store, package).items()}


def _received(desk: Desk, peer: Peer) -> Package | None:
    """The newest package given of which every PC of the peer has said that it has all of it."""
    acks = [peers.acknowledged(desk.store, each.node) for each in peer.nodes]
    for package in packages.listing(desk.store, "out", peer.office.id, limit=KEPT_COPIES):
        told = _told(desk, package)
        if acks and told and all(_covers(ack, told) for ack in acks):
            return package
    return None


def _covers(ack: Mapping[str, Vector], told: Mapping[str, Vector]) -> bool:
    return all(
        mark.seq <= (ack.get(bucket, {}).get(writer) or Mark(0, b"")).seq
        for bucket, vector in told.items()
        for writer, mark in vector.items()
    )


def hold(desk: Desk, given: Given) -> None:
    """The package did not reach its stick: it counts as not given; the copy stays here."""
    with desk.store.local_write() as connection:
        packages.hold(connection, given.path.stem)


def _counted(desk: Desk, wanted: list[Wanted]) -> dict[str, int]:
    with parcel_for(desk.store, wanted) as parcel:
        return parcel.counts()


def pack(desk: Desk, office: str, *, is_full: bool = False) -> Given:
    """A package for a peer. `is_full`: all of it, whatever was acknowledged.

    Raises Problem: not_enrolled, not_a_peer, only_review, disk_full, not_writable.
    """
    require(desk, "exchange")
    held = ties(desk)
    if desk.settings.get(REENROL):
        raise ExchangeProblem("must_reenrol")
    keys, peer = held.needed_keys(), held.peer(office)
    identity = random_bytes(16).hex()
    number = packages.next_number(desk.store, office)
    folder = desk.home / OUTBOX
    with faults_as_problems(desk.home):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{identity}.lxp"
        with parcel_for(desk.store, _wanted(desk, held, peer, is_full=is_full)) as parcel:
            contents, left = _contents(desk, parcel, peer)
            manifest = _manifest(desk, held, peer, parcel, number, is_full=is_full)
            counts = parcel.counts()
            told = acknowledgement(desk.store, [name for name, _ in held.buckets_for(peer)])
            container.write_package(
                path,
                Sheet("recovery" if is_full else "package", identity),
                manifest,
                _encoded(parcel.frames()),
                keys=keys,
                recipients=_recipients(held, peer),
                attachments=contents,
            )
        package = Package(
            identity, "out", ",".join(each.node for each in peer.nodes), office,
            desk.now().isoformat(timespec="seconds"), number, "given",
            {"counts": counts, "full": is_full, "left": left},
        )  # fmt: skip
        with desk.store.local_write() as connection:
            packages.note(connection, package, vector=told)
        _forget_old_copies(desk, office)
    desk.audit("exchange.give", f"{office} {number}")
    return Given(path, office, peer.office.name, number, counts, is_full, left)


def _wanted(desk: Desk, held: Ties, peer: Peer, *, is_full: bool) -> list[Wanted]:
    acks = [] if is_full else [peers.acknowledged(desk.store, each.node) for each in peer.nodes]
    return [
        Wanted(bucket, whose, _common([each.get(bucket, {}) for each in acks]))
        for bucket, whose in held.buckets_for(peer)
    ]


def _common(acknowledged: list[Vector]) -> Vector:
    """What all PCs of an office have: of each writer the least."""
    if not acknowledged:
        return {}
    found: Vector = {}
    for writer in set.intersection(*(set(each) for each in acknowledged)):
        marks: list[Mark] = [each[writer] for each in acknowledged]
        found[writer] = min(marks, key=lambda mark: mark.seq)
    return found


def _manifest(
    desk: Desk, held: Ties, peer: Peer, parcel: Parcel, number: int, *, is_full: bool
) -> dict[str, Any]:
    shared = [name for name, _ in held.buckets_for(peer)]
    if peer.is_upper:
        shared += [f"config:{each}" for each in held.above()]
    acks = acknowledgement(desk.store, shared)
    for bucket, writers in peers.distrusted(desk.store, [each.node for each in peer.nodes]).items():
        acks[bucket] = [each for each in acks.get(bucket, []) if (each[0], each[1]) not in writers]
    manifest: dict[str, Any] = {
        "recipient": peer.office.id,
        "office": asdict(desk.office),
        "node": plain_node(vectors.own_writer(desk.store.connection)[1].node),
        "number": number,
        "at": desk.now().isoformat(timespec="seconds"),
        "program": VERSION,
        "schema": SCHEMA,
        "full": is_full,
        "acks": acks,
        "counts": parcel.counts(),
        "wants": peers.missing_contents(desk.store),
        **parcel.description(),
    }
    if peer.is_upper:
        manifest["below"] = held.still_below
    elif held.roster is not None:
        manifest["roster"] = rosters.roster_to_json(held.roster)
        manifest["above"] = list(held.above())
    return manifest


def _recipients(held: Ties, peer: Peer) -> list[str]:
    """The peer's PCs, this PC itself, and the recovery key that the roster names."""
    keys = held.needed_keys()
    recovery = [each.recovery for each in held.rosters if each.recovery]
    return list(dict.fromkeys([*(e.age_recipient for e in peer.nodes), keys.public.age_recipient, *recovery]))


def _contents(desk: Desk, parcel: Parcel, peer: Peer) -> tuple[list[Attachment], int]:
    """The contents that go along, the smallest first; and how many must wait for the next package."""
    sizes = {**peers.wanted(desk.store, [each.node for each in peer.nodes]), **parcel.contents()}
    limit = desk.settings.get("exchange.attachment_bytes", ATTACHMENT_BYTES)
    chosen: list[Attachment] = []
    total = 0
    for sha256, size in sorted(sizes.items(), key=lambda each: each[1]):
        if total + size <= limit or not chosen:  # one at least, else a large one waits for ever
            total += size
            chosen.append(Attachment(sha256, size, _reader(desk, sha256)))
    return chosen, len(sizes) - len(chosen)


def _reader(desk: Desk, sha256: str) -> Any:
    def pieces() -> Iterable[bytes]:
        found = local.content(desk.store, sha256)
        return [found] if found else []

    return pieces


def _encoded(frames: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for frame in frames:
        yield json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode()


def _forget_old_copies(desk: Desk, office: str) -> None:
    given = packages.listing(desk.store, "out", office, limit=1000)
    for each in given[KEPT_COPIES:]:
        (desk.home / OUTBOX / f"{each.id}.lxp").unlink(missing_ok=True)
    for identity in packages.held(desk.store, office):  # what was made since holds all of it
        (desk.home / OUTBOX / f"{identity}.lxp").unlink(missing_ok=True)
