"""Taking in: a preview that leaves no trace, then a backup and one transaction with its receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app import backups, duplicates, records
from app.desk import Desk
from app.exchange import enrolments, ourselves, ties
from app.exchange.disks import Progress, silent
from app.exchange.payloads import OpenPayload
from app.exchange.problems import ExchangeProblem
from app.exchange.receiving import Arrived, Rule, opened
from app.faults import faults_as_problems
from app.rights import require
from db.exchange import inbox, packages, parcel, parking, peers, vectors
from db.exchange.forks import MissingBefore
from db.exchange.packages import Package
from db.exchange.siblings import Outcome
from db.exchange.taking import Taking, taking_in
from db.exchange.unpacking import Malformed, Unpacking

LISTED = 2000
TITLED = 300
KEPT_IDS = 100  # per kind, in the register of packages
LARGEST_CONTENT = 64 << 20


@dataclass(frozen=True)
class Report:
    """What a package does, or did. `added`, `changed`: kind → count; lists hold up to LISTED each.

    `state`: "new" in a preview, "taken", "already". `alarm`: forked, rolled_back, differs or "".
    """

    package: str
    office: str
    office_name: str
    number: int
    at: str
    state: str
    added: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    conflicts: tuple[tuple[str, str, str], ...] = ()  # kind, id, field
    parallel: tuple[tuple[str, str], ...] = ()  # kind, id
    parked: tuple[tuple[str, str, str], ...] = ()  # kind, id, reason
    ids: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)  # added, changed → kind → ids
    freed: int = 0
    out_of_scope: tuple[str, ...] = ()
    contents: int = 0
    alarm: str = ""
    program: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)  # id → title, of the first TITLED per list


def examine(desk: Desk, path: Path, progress: Progress = silent) -> Report:
    """What taking this package in would do; nothing is changed. Raises Problem, ExchangeProblem."""
    require(desk, "exchange")
    with faults_as_problems(desk.home), opened(desk, path, progress) as (arrived, payload):
        if done := _already(desk, arrived):
            return done
        return _merged(desk, arrived, payload, progress, rehearsal=True)


def take(
    desk: Desk,
    path: Path,
    progress: Progress = silent,
    *,
    is_backed_up: bool = False,
    past_cut_off: bool = False,
) -> Report:
    """Take a package in: backup, one transaction with the receipt; then other windows are told.

    `is_backed_up`: a package before it in the same go was, which serves for this one too.
    `past_cut_off`: a person looked into what a revoked PC wrote, and wants it in.
    Raises Problem, ExchangeProblem: missing_before (the sender must go back), and for each thing
    that can be wrong with a file; then no record was changed.
    """
    require(desk, "exchange")
    opening = opened(desk, path, progress, past_cut_off=past_cut_off)
    with faults_as_problems(desk.home), opening as (arrived, payload):
        if done := _already(desk, arrived):
            return done
        if not is_backed_up:
            backups.before(desk, "take")
        try:
            report = _merged(desk, arrived, payload, progress, rehearsal=False)
        except MissingPart as missing:
            _note_ack(desk, arrived)
            for bucket in missing.buckets:
                peers.distrust(desk.store, arrived.sender.node, bucket, missing.writers)
            raise
        duplicates.repoint(desk)  # records that refer to one which was merged here meanwhile
        if arrived.is_from_above:
            ourselves.stand_again(desk)
    desk.audit("exchange.take", f"{report.office} {report.number}")
    if report.out_of_scope:
        desk.audit("exchange.out_of_scope", f"{report.office} {' '.join(report.out_of_scope)}")
    return report


class MissingPart(ExchangeProblem):
    """The package builds on what this desk does not have; the sender will go back by itself."""

    def __init__(self, name: str, missing: MissingBefore, buckets: list[str]) -> None:
        super().__init__("missing_before", name=name)
        self.writers = missing.writers
        self.buckets = buckets


def _already(desk: Desk, arrived: Arrived) -> Report | None:
    found = packages.find(desk.store, arrived.header.package)
    if found is None or found.direction != "in" or found.state != "taken":
        return None
    return Report(
        found.id, found.office, arrived.manifest.office.name, found.number, arrived.manifest.at, "already"
    )


def _merged(
    desk: Desk, arrived: Arrived, payload: OpenPayload, progress: Progress, *, rehearsal: bool
) -> Report:
    name, package = arrived.path.name, arrived.header.package
    rule = Rule(desk, arrived)
    total = sum(arrived.manifest.counts.values())
    assert desk.codes  # read before a rehearsal, so that what it brings is not remembered
    # The store must see what was wrong as it is: a sender that knows more of us than we do ends our epoch.
    with (
        _told(name, arrived),
        taking_in(desk.store, desk.now(), desk.operator.name, package, rehearsal=rehearsal) as taking,
    ):
        unpacking = Unpacking(taking, arrived.manifest.described, rule)
        for frame in payload.records():
            unpacking.frame(frame)
            progress(min(unpacking.rows, total), total)
        unpacking.finish()
        contents = _keep_contents(desk, taking, payload)
        report = _report(desk, arrived, taking, unpacking, contents, "new" if rehearsal else "taken")
        _enter(desk, taking, unpacking, report, arrived)
        if not rehearsal:
            ties.keep_below(desk, rule.claimed)
            if any(fork.own for fork in taking.taken.forks):  # two PCs write as this one
                desk.settings.set(ties.REENROL, True)
            _after(desk, arrived, report)
    if not rehearsal:
        desk.announce(taking.taken.touched(), "exchange.take")
    return report


@contextmanager
def _told(name: str, arrived: Arrived) -> Iterator[None]:
    """What the store refuses, as the sentence for it."""
    try:
        yield
    except MissingBefore as missing:
        buckets = [each["name"] for each in arrived.manifest.described["buckets"]]
        raise MissingPart(name, missing, buckets) from None
    except Malformed:
        raise ExchangeProblem("hostile", name=name) from None


def _report(
    desk: Desk, arrived: Arrived, taking: Taking, unpacking: Unpacking, contents: int, state: str
) -> Report:
    outcomes = list(taking.taken.outcomes.values())
    manifest = arrived.manifest
    return Report(
        arrived.header.package, manifest.office.id, arrived.sender.member.office.name, manifest.number,
        manifest.at, state,
        _summed(each.added for each in outcomes),
        _summed(each.changed for each in outcomes),
        tuple(found for each in outcomes for found in each.conflicts)[:LISTED],
        tuple(found for each in outcomes for found in each.parallel)[:LISTED],
        tuple(found for each in outcomes for found in each.parked)[:LISTED],
        {
            "added": _joined(each.added_ids for each in outcomes),
            "changed": _joined(each.changed_ids for each in outcomes),
        },
        taking.taken.freed, tuple(unpacking.out_of_scope), contents,
        _alarm(desk, arrived, taking), manifest.program, _titles(desk, outcomes),
    )  # fmt: skip


def _titles(desk: Desk, outcomes: list[Outcome]) -> dict[str, str]:
    """How the records are called, while they stand here: those of a rehearsal are gone after it."""
    wanted: dict[str, list[str]] = {}
    for each in outcomes:
        for listed in (each.added_ids, each.changed_ids):
            for kind, ids in listed.items():
                wanted.setdefault(kind, []).extend(ids[:TITLED])
        for kind, identity, *_ in (*each.conflicts[:TITLED], *each.parallel[:TITLED]):
            wanted.setdefault(kind, []).append(identity)
    found: dict[str, str] = {}
    for kind, ids in wanted.items():
        found.update(records.titles(desk, kind, ids))
    return found


def _alarm(desk: Desk, arrived: Arrived, taking: Taking) -> str:
    if any(fork.own for fork in taking.taken.forks) or taking.taken.forks:
        return "forked"
    if taking.taken.rolled_back:
        return "rolled_back"
    return "" if _digests_agree(desk, arrived) else "differs"


def _digests_agree(desk: Desk, arrived: Arrived) -> bool:
    """Where both have seen the same, both must hold the same (exchange 10); parked records aside."""
    connection = desk.store.connection
    numbers = vectors.buckets(connection)
    if parking.count(desk.store.connection):
        return True
    for each in arrived.manifest.described["buckets"]:
        number = numbers.get(each["name"])
        if number is None:
            continue
        heard = {
            tuple(arrived.manifest.described["writers"][place][:2]): seq for place, _, _, seq in each["heard"]
        }
        mine = {tuple(name): mark.seq for name, mark in vectors.vector(connection, number).items()}
        if heard == mine and not parcel.has_raw(connection, number):
            digest = vectors.stamp_digest(connection, number, parcel.PRIVATE)
            if digest != each["digest"]:
                return False
    return True


def _enter(desk: Desk, taking: Taking, unpacking: Unpacking, report: Report, arrived: Arrived) -> None:
    """The receipt, in the same transaction."""
    package = Package(
        report.package, "in", arrived.sender.node, report.office, desk.now().isoformat(timespec="seconds"),
        report.number, "taken",
        {
            "added": dict(report.added), "changed": dict(report.changed), "made": report.at,
            "conflicts": list(report.conflicts), "parallel": list(report.parallel),
            "parked": list(report.parked), "program": report.program, "alarm": report.alarm,
            "out_of_scope": list(report.out_of_scope), "contents": report.contents, "freed": report.freed,
            "ids": {how: {kind: ids[:KEPT_IDS] for kind, ids in each.items()}
                    for how, each in report.ids.items()},
        },
    )  # fmt: skip
    vector = packages.vector_of(unpacking.contexts)
    packages.note(taking.connection, package, taking.taken.action, vector)


def _after(desk: Desk, arrived: Arrived, report: Report) -> None:
    """What the sender said besides its records: its acknowledgement, its wants, its roster.

    In the same transaction: a package that counts as taken is never read again.
    """
    _note_ack(desk, arrived)
    peers.trust(desk.store, arrived.sender.node)
    peers.note_wanted(desk.store, arrived.sender.node, report.office, arrived.manifest.wants)
    held = arrived.ties.membership
    if arrived.is_from_above and held is not None:
        with suppress(ExchangeProblem):
            ties.keep_membership(desk, enrolments.refreshed(held, arrived.manifest.raw))
        ties.keep_higher(desk, list(arrived.manifest.above))
    else:
        ties.keep_released(desk, report.office, arrived.manifest.below)


def _note_ack(desk: Desk, arrived: Arrived) -> None:
    """The newest word of the sender for what it has of ours, even if its package could not go in."""
    peers.note_ack(
        desk.store, arrived.sender.node, arrived.sender.member.office.id, arrived.manifest.acknowledged
    )


def _keep_contents(desk: Desk, taking: Taking, payload: OpenPayload) -> int:
    kept = 0
    for each in payload.attachments():
        if each.size > LARGEST_CONTENT:
            for _ in each.pieces:
                pass
            continue
        contents = b"".join(each.pieces)
        kept += taking.keep_content(each.sha256, contents)
    return kept


def _summed(counted: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in counted:
        for kind, count in each.items():
            found[kind] = found.get(kind, 0) + count
    return found


def _joined(listed: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in listed:
        for kind, ids in each.items():
            found.setdefault(kind, []).extend(ids[: LISTED - len(found.get(kind, []))])
    return found


def waiting_conflicts(desk: Desk) -> int:
    """How many columns wait in the inbox."""
    return inbox.count(desk.store)
