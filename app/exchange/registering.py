"""The register of packages in words: what came and went, and the report of each one once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import records
from app.desk import Desk
from app.exchange.incoming import Report
from app.exchange.problems import ExchangeProblem
from app.exchange.text import ALARMS
from app.exchange.ties import ties
from db.exchange import packages
from db.exchange.packages import Package


@dataclass(frozen=True)
class Entry:
    """One package that came (`is_in`) or left. `counts`: records by what became of them.

    `at`: this computer's clock, "YYYY-MM-DD HH:MM".
    """

    id: str
    is_in: bool
    office: str
    number: int
    at: str
    counts: Mapping[str, int]
    is_full: bool
    alarm: str


@dataclass(frozen=True)
class Parallel:
    """A record that two offices changed in different fields: merged, and told for information."""

    kind: str
    id: str
    title: str
    office: str
    at: str


def entries(desk: Desk, limit: int = 300, office: str = "") -> list[Entry]:
    """The newest packages of both directions, of one office where it is named."""
    names = ties(desk).names
    listed = packages.listing(desk.store, "", office, limit)
    return [_entry(each, names.get(each.office, "")) for each in listed]


def report_of(desk: Desk, identity: str) -> Report:
    """What a package that was taken in did, its records called as they are called now.

    Raises ExchangeProblem no_such_entry.
    """
    found = packages.find(desk.store, identity)
    if found is None or found.direction != "in":
        raise ExchangeProblem("no_such_entry")
    told = found.report
    ids = told.get("ids", {})
    report = Report(
        found.id, found.office, ties(desk).names.get(found.office, ""), found.number,
        str(told.get("made", found.at)), "taken",
        dict(told.get("added", {})), dict(told.get("changed", {})),
        tuple((kind, each, field) for kind, each, field in told.get("conflicts", [])),
        tuple((kind, each) for kind, each in told.get("parallel", [])),
        tuple((kind, each, reason) for kind, each, reason in told.get("parked", [])),
        ids, int(told.get("freed", 0)), tuple(told.get("out_of_scope", [])), int(told.get("contents", 0)),
        str(told.get("alarm", "")), str(told.get("program", "")), _titles(desk, told),
    )  # fmt: skip
    return report


def alarms_of(report: Report) -> list[str]:
    """What is out of the ordinary in it, each in a sentence with what to do."""
    told = [ALARMS[report.alarm]] if report.alarm in ALARMS else []
    if report.out_of_scope:
        told.append(ALARMS["out_of_scope"].format(count=len(report.out_of_scope)))
    return told


def parallels(desk: Desk, limit: int = 200) -> list[Parallel]:
    """Records of the newest packages that were changed on both sides without contradiction."""
    names = ties(desk).names
    listed: dict[tuple[str, str], Package] = {}
    for package in packages.listing(desk.store, "in", limit=60):
        for kind, identity in package.report.get("parallel", []):
            listed.setdefault((kind, identity), package)
    newest = list(listed.items())[:limit]
    wanted: dict[str, list[str]] = {}
    for (kind, identity), _ in newest:
        wanted.setdefault(kind, []).append(identity)
    titles = {kind: records.titles(desk, kind, ids) for kind, ids in wanted.items()}
    return [
        Parallel(kind, identity, titles[kind].get(identity, ""), names.get(p.office, ""), _minute(p.at))
        for (kind, identity), p in newest
    ]


def _entry(package: Package, name: str) -> Entry:
    told = package.report
    is_in = package.direction == "in"
    if is_in:
        counts = {how: sum(told.get(how, {}).values()) for how in ("added", "changed")}
        counts |= {how: len(told.get(how, [])) for how in ("conflicts", "parked")}
    else:
        counts = {"given": sum(told.get("counts", {}).values())}
    return Entry(
        package.id, is_in, name, package.number, _minute(package.at), counts,
        bool(told.get("full")), str(told.get("alarm", "")),
    )  # fmt: skip


def _titles(desk: Desk, told: Mapping[str, Any]) -> dict[str, str]:
    wanted: dict[str, list[str]] = {}
    for each in told.get("ids", {}).values():
        for kind, ids in each.items():
            wanted.setdefault(kind, []).extend(ids)
    for how in ("conflicts", "parallel"):
        for kind, identity, *_ in told.get(how, []):
            wanted.setdefault(kind, []).append(identity)
    found: dict[str, str] = {}
    for kind, ids in wanted.items():
        found.update(records.titles(desk, kind, ids))
    return found


def _minute(at: str) -> str:
    return at.replace("T", " ")[:16]
