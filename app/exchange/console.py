"""The upper office's view of those below: who has handed in, what waits, where something is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.exchange import giving
from app.exchange.buckets import records_of
from app.version import VERSION
from db.exchange import inbox, packages, parking


@dataclass(frozen=True)
class Below:
    """One office below. `missing`: numbers of packages that never came (a later one held their records).

    `handed_in`: whether a package came in the wall clock's month. `waiting`: records to be given to it.
    `program`: the version it ran when it made its last package; `is_old`: older than ours.
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


def below(desk: Desk) -> list[Below]:
    """Every office below, those that have not handed in this month first."""
    conflicts = inbox.count_by_bucket(desk.store)
    parked = parking.count_by_bucket(desk.store.connection)
    numbers = packages.numbers_taken(desk.store)
    month = f"{desk.today():%Y-%m}"
    found = []
    for each in giving.waiting(desk):
        if each.is_upper:
            continue
        last, bucket = each.last_taken, records_of(each.office)
        came = numbers.get(each.office, [])
        program = str(last.report.get("program", "")) if last else ""
        found.append(
            Below(
                each.office,
                each.name,
                max(came, default=0),
                last.at if last else "",
                bool(last and last.at.startswith(month)),
                tuple(sorted(set(range(1, max(came, default=0))) - set(came)))[:50],
                sum(each.counts.values()),
                sum(each.unconfirmed.values()),
                conflicts.get(bucket, 0),
                parked.get(bucket, 0),
                program,
                bool(program) and _version(program) < _version(VERSION),
                str(last.report.get("alarm", "")) if last else "",
            )
        )
    return sorted(found, key=lambda each: (each.handed_in, each.name))


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())
