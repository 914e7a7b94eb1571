"""The upper office's view of those below: who has handed in, what waits, where something is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.desk import Desk, Office
from app.exchange.buckets import records_of
from app.exchange.rosters import ACTIVE, Entry
from app.exchange.ties import Peer, Ties, ties
from app.version import VERSION
from db.exchange import inbox, packages, parking, pending
from db.exchange.packages import Package
from db.exchange.vectors import Vector

SHORT = 8  # characters by which people tell one node from another
MISSING = 50  # numbers listed


@dataclass(frozen=True)
class Below:
    """One office below. `missing`: numbers of packages that never came (a later one held their records).

    `handed_in`: whether a package came in the wall clock's month. `waiting`: records to be given to it,
    `unconfirmed`: given, and it has not said that it has them. `program`: the version it ran when it
    made its last package; `is_old`: older than ours. `has_pc`: False where every PC was struck.
    """

    office: str
    name: str
    last_number: int
    last_at: str
    handed_in: bool
    missing: tuple[int, ...]
    waiting: int
    unconfirmed: int
    conflicts: int
    parked: int
    program: str
    is_old: bool
    alarm: str
    has_pc: bool = True


@dataclass(frozen=True)
class Computer:
    """One PC of an office below. `status`: active, retired, revoked; `last_at`: of its last package."""

    node: str
    office: str
    status: str
    last_number: int
    last_at: str
    program: str

    @property
    def short(self) -> str:
        """The beginning of its id, by which people tell it from others."""
        return self.node[:SHORT]


def below(desk: Desk) -> list[Below]:
    """Every office below, those that have not handed in this month first. Quick: counts, no packages."""
    held = ties(desk)
    look = _Look(desk, held)
    found = [look.at(peer.office, peer) for peer in held.members]
    in_use = {each.office for each in found}
    for office in _struck(held):
        if office.id not in in_use:
            found.append(look.at(office, None))
    return sorted(found, key=lambda each: (each.handed_in, each.name))


def computers(desk: Desk, office: str) -> list[Computer]:
    """The PCs that an office below has or had, those in use first."""
    roster = ties(desk).roster
    if roster is None:
        return []
    last: dict[str, Package] = {}
    for package in packages.listing(desk.store, "in", office, limit=2000):
        last.setdefault(package.node, package)
    listed = [_computer(each, last.get(each.node)) for each in roster.of_office(office)]
    return sorted(listed, key=lambda each: (each.status != ACTIVE, each.last_at), reverse=False)


def not_handed_in(desk: Desk) -> list[Below]:
    """Those to be reminded this month."""
    return [each for each in below(desk) if not each.handed_in]


def _computer(entry: Entry, last: Package | None) -> Computer:
    return Computer(
        entry.node, entry.member.office.id, entry.status, last.number if last else 0,
        last.at if last else "", str(last.report.get("program", "")) if last else "",
    )  # fmt: skip


def _struck(held: Ties) -> Sequence[Office]:
    """The offices all of whose PCs were struck; those that went to another upper office are not ours."""
    entries = held.roster.entries if held.roster else ()
    offices = {each.member.office.id: each.member.office for each in entries}
    return [each for each in offices.values() if each.id not in (held.office.id, *held.gone)]


class _Look:
    """What is read once for all offices below."""

    def __init__(self, desk: Desk, held: Ties) -> None:
        self._held = held
        self._month = f"{desk.today():%Y-%m}"
        self._conflicts = inbox.count_by_bucket(desk.store)
        self._parked = parking.count_by_bucket(desk.store.connection)
        self._taken = packages.last_by_office(desk.store, "in")
        self._numbers = packages.numbers_by_node(desk.store)
        self._pending = pending.Pending(desk.store)
        self._acks = pending.acknowledgements(desk.store)
        self._told = pending.told_by_packages(desk.store)

    def at(self, office: Office, peer: Peer | None) -> Below:
        """One office's line."""
        last, bucket = self._taken.get(office.id), records_of(office.id)
        program = str(last.report.get("program", "")) if last else ""
        waiting, unconfirmed = self._lacks(peer) if peer else (0, 0)
        return Below(
            office.id,
            office.name,
            last.number if last else 0,
            last.at if last else "",
            bool(last and last.at.startswith(self._month)),
            self._missing(office.id),
            waiting,
            unconfirmed,
            self._conflicts.get(bucket, 0),
            self._parked.get(bucket, 0),
            program,
            bool(program) and _version(program) < _version(VERSION),
            str(last.report.get("alarm", "")) if last else "",
            peer is not None,
        )

    def _missing(self, office: str) -> tuple[int, ...]:
        """Each PC counts its own packages."""
        gaps: set[int] = set()
        nodes = self._numbers.get(office, {})
        first = min((came[0] for came in nodes.values()), default=1)
        for came in nodes.values():
            begins = 1 if came[0] == first else came[0]  # a later PC may go on counting where another was
            gaps |= set(range(begins, came[-1])) - set(came)
        return tuple(sorted(gaps))[:MISSING]

    def _lacks(self, peer: Peer) -> tuple[int, int]:
        """(records that no package carried yet, records given and not confirmed)."""
        acks: list[Mapping[str, Vector]] = [self._acks.get(each.node, {}) for each in peer.nodes]
        told = self._told.get(peer.office.id, {})
        lacking = fresh = 0
        for bucket, _ in self._held.buckets_for(peer):
            missing = self._pending.beyond(bucket, [each.get(bucket, {}) for each in acks])
            lacking += missing
            fresh += min(missing, self._pending.beyond(bucket, [told.get(bucket, {})])) if missing else 0
        return fresh, lacking - fresh


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())
