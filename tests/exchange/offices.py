"""Offices that really exchange: made in temporary folders, joined, carrying files to each other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.desk import Desk
from app.exchange import giving, incoming, joining
from app.exchange.incoming import Report
from app.offices import OpenOffice, SetUp, create_office
from db.keys import Cost

CHEAP = Cost(1, 1024, 1)
PASSWORD = "mima1234"
NOW = datetime(2026, 11, 20, 9, 0)
SIGNS = ("sign-a", "sign-b", "sign-c")


def make_office(
    folder: Path, level: str, name: str, code: str, clock: Callable[[], datetime] = lambda: NOW
) -> OpenOffice:
    """A new office with an administrator 王芳."""
    return create_office(folder / name, SetUp(level, name, code, "王芳", PASSWORD), clock=clock, cost=CHEAP)[
        0
    ]


def village(folder: Path, name: str = "柿子村", code: str = "500110103203") -> OpenOffice:
    """A village that belongs to nobody yet."""
    return make_office(folder, "village", name, code)


def township(folder: Path, name: str = "大石镇") -> OpenOffice:
    """A township that nobody belongs to yet."""
    return make_office(folder, "township", name, "500110103000")


def county(folder: Path) -> OpenOffice:
    """A county."""
    return make_office(folder, "county", "綦江区", "500110000000")


def join(lower: Desk, upper: Desk, signs: tuple[str, ...] = SIGNS) -> Report:
    """The lower office asks, the upper one admits, both exchange what the other lacks; the first take-in."""
    asked = joining.request(lower, signs)
    admitted = joining.admit(upper, asked.path, asked.digits)
    joining.join(lower, admitted.approval)
    return incoming.take(lower, admitted.records.path)


def carry(giver: Desk, taker: Desk, *, is_full: bool = False) -> Report:
    """One package from one office to another."""
    return incoming.take(taker, pack(giver, taker, is_full=is_full))


def pack(giver: Desk, taker: Desk, *, is_full: bool = False) -> Path:
    """The file of a package from one office to another."""
    return giving.pack(giver, taker.office.id, is_full=is_full).path


def joined_pair(folder: Path) -> tuple[OpenOffice, OpenOffice]:
    """A village and its township."""
    lower, upper = village(folder), township(folder)
    join(lower, upper)
    return lower, upper
