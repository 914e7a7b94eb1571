"""A stick comes: what lies on it, take in what is ours, put on it what the others lack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.desk import Desk, Office
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
    office_id: str = ""


@dataclass
class Trip:
    """What one go with a stick did."""

    reports: list[Report] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)  # file name, sentence
    given: list[tuple[Given, tuple[Path, ...]]] = field(default_factory=list)


def look(desk: Desk, folder: Path) -> list[Item]:
    """What lies on a stick, ours first; quick: contents are verified when they are taken in."""
    return _told(desk, finding.find_packages(folder).found)


def look_at(desk: Desk, paths: Sequence[Path]) -> list[Item]:
    """The same of files and folders that a person chose; a file that is no package is told as broken."""
    folders = [path for path in paths if path.is_dir()]
    found = [each for folder in folders for each in finding.find_packages(folder).found]
    return _told(desk, [*found, *finding.find_files(path for path in paths if path not in folders)])


def _told(desk: Desk, found: Iterable[Found]) -> list[Item]:
    held = ties(desk)
    items = [_item(desk, held, each) for each in found]
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
    desk: Desk,
    items: list[Item],
    progress: Callable[[str, int, int], None] = lambda *_: None,
    trip: Trip | None = None,
) -> Trip:
    """Take in everything new, oldest number first; one that is refused does not hold up the others.

    `progress`: what is at work, how much is done, of how much; it may raise to stop. `trip` is filled
    as the work goes on, for who wants to know what was done before a stop. One backup serves them all.
    """
    trip = trip or Trip()

    def take(path: Path, told: Progress) -> Report:
        is_backed_up = any(each.state == "taken" for each in trip.reports)
        return incoming.take(desk, path, told, is_backed_up=is_backed_up)

    _each_new(desk, items, progress, trip, take)
    return trip


def examine_from(
    desk: Desk,
    items: list[Item],
    progress: Callable[[str, int, int], None] = lambda *_: None,
    trip: Trip | None = None,
) -> Trip:
    """What `take_from` would do, each package by itself; nothing is changed."""
    trip = trip or Trip()
    _each_new(desk, items, progress, trip, lambda path, told: incoming.examine(desk, path, told))
    return trip


def _each_new(
    desk: Desk,
    items: list[Item],
    progress: Callable[[str, int, int], None],
    trip: Trip,
    act: Callable[[Path, Progress], Report],
) -> None:
    for item in sorted(items, key=lambda each: (each.office, each.number)):
        if item.standing != NEW:
            continue

        def told(done: int, total: int, name: str = item.found.name) -> None:
            progress(name, done, total)

        try:
            trip.reports.append(act(fetched(desk, item.found, told), told))
        except Problem as problem:
            if problem.code == "stopped":
                raise
            # A refusal names the copy on the local disk; people know the file on the stick.
            if "name" in problem.details:
                problem.details["name"] = item.found.name
            trip.refused.append((item.found.name, problem.sentence))


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

        try:
            done.given.append((given, put(desk, given, folder, told)))
        except BaseException:
            giving.hold(desk, given)
            raise
    return done


def put(desk: Desk, given: Given, folder: Path, progress: Progress = silent) -> tuple[Path, ...]:
    """A package that was made onto a stick under a name that people can tell apart."""
    discreet = bool(desk.settings.get("exchange.discreet_names", False))
    month = f"{desk.today():%Y-%m}"
    name = package_name(desk.office.name, given.name, month, given.number, discreet, given.is_full)
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
        problem = found.problem or finding.missing_part(found)
        return Item(found, BROKEN, sentence=problem.sentence)
    if header.kind not in DELTAS:
        return Item(found, PAPER, kind=header.kind)
    if held.keys is not None and header.sender in {each.public.key_id for each in held.all_keys}:
        return Item(found, OWN, kind=header.kind)
    try:
        entry = rosters.known_sender(held.rosters, header.sender, found.name)
        container.verify_front(header, entry.member.public, found.name)
        opened = (payloads.glance(found.paths[0], header, keys) for keys in held.all_keys)
        manifest = next((each for each in opened if each is not None), None)
        if manifest is None or manifest.get("recipient") != desk.office.id:
            return Item(found, OTHERS, entry.member.office.name, kind=header.kind)
        return _ours(desk, found, entry.member.office, manifest)
    except ExchangeProblem as problem:
        standing = OTHERS if problem.code in ("unknown_sender", "not_enrolled") else BROKEN
        return Item(found, standing, kind=header.kind, sentence=problem.sentence)


def _ours(desk: Desk, found: Found, office: Office, manifest: dict[str, object]) -> Item:
    package = found.header.package if found.header else ""
    known = packages.find(desk.store, package)
    standing = TAKEN if known is not None and known.state == "taken" else NEW
    number, at, counts = manifest.get("number"), manifest.get("at"), manifest.get("counts")
    if not isinstance(number, int) or not isinstance(at, str) or not isinstance(counts, dict):
        raise ExchangeProblem("hostile", name=found.name)
    return Item(
        found, standing, office.name, number, at[:10], dict(counts), kind="package", office_id=office.id
    )
