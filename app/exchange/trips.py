"""A stick comes: what lies on it, take in what is ours, put on it what the others lack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.desk import Desk
from app.exchange import container, finding, giving, incoming, payloads, rosters
from app.exchange.delivering import deliver
from app.exchange.disks import Progress, silent
from app.exchange.finding import Found
from app.exchange.giving import Given
from app.exchange.incoming import Report
from app.exchange.names import document_name, package_name
from app.exchange.problems import ExchangeProblem
from app.exchange.receiving import DELTAS
from app.exchange.ties import Ties, ties
from app.faults import faults_as_problems
from app.problems import Problem
from db.exchange import packages

INBOX = "exchange/in"
# What a file on a stick is to this office.
NEW, TAKEN, OWN, PAPER, OTHERS, BROKEN = "new", "taken", "own", "paper", "others", "broken"


@dataclass(frozen=True)
class Item:
    """One file on a stick. `standing`: new, taken, own, paper (of enrolment), others, broken."""

    found: Found
    standing: str
    office: str = ""
    number: int = 0
    at: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    kind: str = ""
    sentence: str = ""


@dataclass
class Trip:
    """What one go with a stick did."""

    reports: list[Report] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)  # file name, sentence
    given: list[tuple[Given, tuple[Path, ...]]] = field(default_factory=list)


def look(desk: Desk, folder: Path) -> list[Item]:
    """What lies on a stick, ours first; quick: contents are verified when they are taken in."""
    held = ties(desk)
    items = [_item(desk, held, each) for each in finding.find_packages(folder).found]
    order = (NEW, PAPER, TAKEN, OWN, BROKEN, OTHERS)
    return sorted(items, key=lambda each: (order.index(each.standing), each.office, -each.number))


def fetched(desk: Desk, found: Found, progress: Progress = silent) -> Path:
    """The file copied from the stick to the local disk: only that copy is opened."""
    folder = desk.home / INBOX
    with faults_as_problems(desk.home):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink(missing_ok=True)
    return finding.fetch(found, folder / "package.lxp", progress=progress)


def take_from(
    desk: Desk, items: list[Item], progress: Callable[[str, int, int], None] = lambda *_: None
) -> Trip:
    """Take in everything new, oldest number first; one that is refused does not hold up the others.

    `progress`: what is at work, how much is done, of how much; it may raise to stop.
    """
    trip = Trip()
    for item in sorted(items, key=lambda each: (each.office, each.number)):
        if item.standing != NEW:
            continue

        def told(done: int, total: int, name: str = item.found.name) -> None:
            progress(name, done, total)

        try:
            trip.reports.append(incoming.take(desk, fetched(desk, item.found, told), told))
        except Problem as problem:
            if problem.code == "stopped":
                raise
            trip.refused.append((item.found.name, problem.sentence))
    return trip


def give_to(
    desk: Desk,
    folder: Path,
    offices: list[str],
    trip: Trip | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
    *,
    is_full: bool = False,
) -> Trip:
    """A package for each of these offices onto a stick, read back before it counts.

    Raises Problem, ExchangeProblem stick_full, stick_protected, stick_gone, stick_lies.
    """
    done = trip or Trip()
    for office in offices:
        given = giving.pack(desk, office, is_full=is_full)

        def told(count: int, total: int, name: str = given.name) -> None:
            progress(name, count, total)

        done.given.append((given, put(desk, given, folder, told)))
    return done


def put(desk: Desk, given: Given, folder: Path, progress: Progress = silent) -> tuple[Path, ...]:
    """A package that was made onto a stick under a name that people can tell apart."""
    discreet = bool(desk.settings.get("exchange.discreet_names", False))
    name = package_name(desk.office.name, given.name, f"{desk.today():%Y-%m}", given.number, discreet)
    return deliver(given.path, folder, name, progress=progress)


def put_paper(desk: Desk, path: Path, folder: Path, kind: str, office: str) -> Path:
    """A paper of enrolment onto a stick. `kind`: request, approval, succession."""
    name = document_name(kind, office, desk.today().isoformat())
    return deliver(path, folder, name)[0]


def peers_of(desk: Desk) -> list[str]:
    """The offices to which this one gives, the upper one first."""
    held = ties(desk)
    return [*([held.upper.office.id] if held.upper else []), *(each.office.id for each in held.members)]


def _item(desk: Desk, held: Ties, found: Found) -> Item:
    header = found.header
    if header is None:
        return Item(found, BROKEN, sentence=found.problem.sentence if found.problem else "")
    if header.kind not in DELTAS:
        return Item(found, PAPER, kind=header.kind)
    if held.keys is not None and header.sender == held.keys.public.key_id:
        return Item(found, OWN, kind=header.kind)
    try:
        entry = rosters.known_sender(held.rosters, header.sender, found.name)
        container.verify_front(header, entry.member.public, found.name)
        manifest = payloads.glance(found.paths[0], header, held.needed_keys())
        if manifest is None or manifest.get("recipient") != desk.office.id:
            return Item(found, OTHERS, entry.member.office.name, kind=header.kind)
        return _ours(desk, found, entry.member.office.name, manifest)
    except ExchangeProblem as problem:
        standing = OTHERS if problem.code in ("unknown_sender", "not_enrolled") else BROKEN
        return Item(found, standing, kind=header.kind, sentence=problem.sentence)


def _ours(desk: Desk, found: Found, office: str, manifest: dict[str, object]) -> Item:
    package = found.header.package if found.header else ""
    known = packages.find(desk.store, package)
    standing = TAKEN if known is not None and known.state == "taken" else NEW
    number, at, counts = manifest.get("number"), manifest.get("at"), manifest.get("counts")
    if not isinstance(number, int) or not isinstance(at, str) or not isinstance(counts, dict):
        raise ExchangeProblem("hostile", name=found.name)
    return Item(found, standing, office, number, at[:10], dict(counts), kind="package")
