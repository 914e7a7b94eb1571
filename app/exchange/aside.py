"""Whole packages kept aside: a revoked PC wrote them after it was struck; a person decides (case 46)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.desk import Desk
from app.exchange import incoming
from app.exchange.incoming import Report
from app.exchange.problems import ExchangeProblem
from app.exchange.receiving import ASIDE, opened
from app.faults import faults_as_problems
from app.rights import require


@dataclass(frozen=True)
class Aside:
    """One kept package: whose, the how manieth, made when (by that PC's clock), how many records.

    `office` is "" for a file that cannot be read any more.
    """

    package: str
    office: str
    number: int
    at: str
    records: int


def kept_packages(desk: Desk) -> list[Aside]:
    """What was kept, by package."""
    return [_told(desk, path) for path in sorted((desk.home / ASIDE).glob("*.lxp"))]


def let_in(desk: Desk, package: str) -> Report:
    """Take a kept package in after all, as any other: backup, one transaction, receipt.

    Raises Problem only_admin, ExchangeProblem no_such_package and what `incoming.take` raises.
    """
    require(desk, "enrol")
    path = _path(desk, package)
    report = incoming.take(desk, path, past_cut_off=True)
    desk.audit("exchange.let_in_package", package)
    _drop(desk, path)
    return report


def refuse(desk: Desk, package: str) -> None:
    """Do away with a kept package. Raises Problem only_admin, ExchangeProblem no_such_package."""
    require(desk, "enrol")
    path = _path(desk, package)
    desk.audit("exchange.refuse_package", package)
    _drop(desk, path)


def _path(desk: Desk, package: str) -> Path:
    for path in (desk.home / ASIDE).glob("*.lxp"):
        if path.stem == package:
            return path
    raise ExchangeProblem("no_such_package", name=package[:36])


def _drop(desk: Desk, path: Path) -> None:
    with faults_as_problems(desk.home):
        path.unlink(missing_ok=True)


def _told(desk: Desk, path: Path) -> Aside:
    try:
        with opened(desk, path, past_cut_off=True) as (arrived, _):
            made = arrived.manifest
            return Aside(path.stem, made.office.name, made.number, made.at, sum(made.counts.values()))
    except ExchangeProblem:
        return Aside(path.stem, "", 0, "", 0)
