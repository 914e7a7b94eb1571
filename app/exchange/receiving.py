"""Opening a package that came: who sent it, is it whole, is it for us, may its sender write that."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.desk import Desk
from app.exchange import documents, payloads, rosters
from app.exchange.buckets import config_of, records_of
from app.exchange.container import Header
from app.exchange.crypto import NodeKeys
from app.exchange.disks import Progress, silent
from app.exchange.documents import Opened, Table
from app.exchange.manifest import Manifest, manifest_from
from app.exchange.payloads import OpenPayload
from app.exchange.problems import ExchangeProblem
from app.exchange.rosters import Entry
from app.exchange.safe_json import Unsafe
from app.exchange.ties import Ties, plain_node, ties
from app.faults import faults_as_problems
from app.kinds import DEFINED_ABOVE
from db.exchange import vectors
from db.exchange.mapping import Heard
from db.exchange.unpacking import OutOfScope

STAGING = "exchange/staging"
ASIDE = "exchange/quarantine"  # packages of revoked PCs, for a person to look into
DELTAS = frozenset({"package", "recovery"})


@dataclass(frozen=True)
class Arrived:
    """A package as its header and manifest tell it, signature and payload verified."""

    path: Path
    header: Header
    manifest: Manifest
    sender: Entry
    ties: Ties

    @property
    def is_from_above(self) -> bool:
        """Whether the office above sent it."""
        membership = self.ties.membership
        return membership is not None and self.sender.member.office.id == membership.upper.office.id


@contextmanager
def opened(
    desk: Desk, path: Path, progress: Progress = silent, *, past_cut_off: bool = False
) -> Iterator[tuple[Arrived, OpenPayload]]:
    """A verified package and its payload. Raises ExchangeProblem for each thing that can be wrong.

    `past_cut_off`: also one that a revoked PC wrote after it, for the person who looks into it.
    """
    held = ties(desk)
    found = _from_known(desk, path, held, progress)
    with found.payload as payload:
        try:
            manifest = manifest_from(payload.manifest)
        except Unsafe:
            raise ExchangeProblem("hostile", name=path.name) from None
        if manifest.office.id != found.sender.member.office.id:
            raise ExchangeProblem("readdressed", name=path.name)
        arrived = Arrived(path, found.header, manifest, found.sender, held)
        if not past_cut_off:
            _check_cut_off(desk, arrived)
        yield arrived, payload


def _from_known(desk: Desk, path: Path, held: Ties, progress: Progress) -> Opened:
    """With our keys; what was sealed for those before them, with these."""
    *newer, oldest = held.all_keys
    for keys in newer:
        try:
            return documents.open_from_known(path, table_of(desk, keys), held.rosters, DELTAS, progress)
        except ExchangeProblem as problem:
            if problem.code not in ("not_for_us", "unknown_sender"):
                raise
    return documents.open_from_known(path, table_of(desk, oldest), held.rosters, DELTAS, progress)


def table_of(desk: Desk, keys: NodeKeys) -> Table:
    """Where files are opened: a staging folder on the local disk, cleared of what a kill left."""
    staging = desk.home / STAGING
    with faults_as_problems(desk.home):
        staging.mkdir(parents=True, exist_ok=True)
        payloads.clear_staging(staging)
    return Table(desk.office.id, keys, staging)


def _check_cut_off(desk: Desk, arrived: Arrived) -> None:
    """Raises ExchangeProblem revoked for what a revoked PC wrote after it; the file is kept aside."""
    own: dict[str, dict[str, int]] = {}
    writers = arrived.manifest.described["writers"]
    for bucket in arrived.manifest.described["buckets"]:
        for place, _, _, seq in bucket["heard"]:
            node, epoch, _ = writers[place] if place < len(writers) else ("", "", "")
            if plain_node(node) == arrived.sender.node:
                own.setdefault(bucket["name"], {})[f"{node}/{epoch}"] = seq
    if rosters.is_beyond_cut_off(arrived.sender, own):
        kept = desk.home / ASIDE / f"{arrived.header.package}.lxp"
        with faults_as_problems(desk.home):
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(arrived.path, kept)
        raise ExchangeProblem("revoked", name=arrived.path.name)


class Rule:
    """What the sender of a package may write: which buckets, whose hands in them, which kinds."""

    def __init__(self, desk: Desk, arrived: Arrived) -> None:
        self._desk = desk
        self._arrived = arrived
        listed = [e for roster in arrived.ties.rosters for e in roster.entries]
        self._offices = {each.node: each.member.office.id for each in listed}
        self._beside = {e.member.office.id for e in listed if e.member.office.level == desk.office.level}
        self.claimed: dict[str, str] = {}

    def __call__(self, name: str, office: str, heard: list[Heard]) -> frozenset[str] | None:
        """The kinds that may be written there, None for all. Raises OutOfScope."""
        held, sender = self._arrived.ties, self._arrived.sender.member.office.id
        if name == config_of(office) and self._arrived.is_from_above and self._is_above(office):
            return DEFINED_ABOVE
        if name != records_of(office):
            raise OutOfScope(name)
        if self._arrived.is_from_above or sender == self._desk.office.id:
            if office != self._desk.office.id and office not in held.below:
                raise OutOfScope(name)
        elif sender not in (office, self._through(office), *held.former.get(office, ())):
            raise OutOfScope(name)
        if not self._arrived.is_from_above:
            self._check_hands(name, office, heard)
        return None

    def _is_above(self, office: str) -> bool:
        return office != self._desk.office.id and office not in self._arrived.ties.below

    def _through(self, office: str) -> str:
        """Through whom an office's records come to us; a new one belongs to who tells of it first."""
        known = self._arrived.ties.below.get(office)
        told = self._arrived.manifest.below.get(office) == office
        if known is None and told and office != self._desk.office.id:
            known = self.claimed[office] = self._arrived.sender.member.office.id
        return known or ""

    def _before(self, office: str) -> tuple[str, ...]:
        """Through whom an office's records came before it moved: what they wrote there is not made up.

        Of one that moved to us it may be any office of our own level that is known here.
        """
        known = self._arrived.ties.former.get(office, ())
        return (*known, *self._beside) if self._arrived.ties.still_below.get(office) == office else known

    def _check_hands(self, name: str, office: str, heard: list[Heard]) -> None:
        """What is new in a bucket must come from its own office's PCs, or go back to ours.

        A PC of another office we know, in a bucket that is not its own, was made up.
        """
        connection = self._desk.store.connection
        numbers = vectors.buckets(connection)
        seen = vectors.vector(connection, numbers[name]) if name in numbers else {}
        for each in heard:
            mark = seen.get(each.name)
            if each.seq <= (mark.seq if mark is not None else 0):
                continue  # nothing new of this writer, or nothing at all in this bucket
            listed = self._offices.get(plain_node(each.name.node))
            ours = listed == self._desk.office.id
            if (
                listed is not None
                and not ours
                and listed not in (office, self._arrived.sender.member.office.id, *self._before(office))
            ):
                raise OutOfScope(name)
