"""What the exchange page says in sentences made of several facts."""

from __future__ import annotations

from collections.abc import Mapping

from app.exchange.giving import Waiting
from app.exchange.incoming import Report
from ui.exchange.text import say

LISTS = ("added", "changed", "conflicts", "parked", "parallel")
GIB, MIB = 1 << 30, 1 << 20


def peer_words(each: Waiting, year: int) -> str:
    """还有 17 条没交给大石镇，上次交 11月19日 第13次；…"""
    count, unconfirmed = sum(each.counts.values()), sum(each.unconfirmed.values())
    first = say("peer.waiting", count=count, name=each.name) if count else say("peer.nothing", name=each.name)
    parts = [first]
    if each.last_given is None:
        parts.append(say("peer.never"))
    else:
        parts.append(say("peer.given", day=day(each.last_given.at, year), number=each.last_given.number))
    told = [say("peer.comma").join(parts)]
    if each.received is not None:
        told.append(say("peer.received", day=day(each.received.at, year), number=each.received.number))
    elif each.last_given is not None:
        told.append(say("peer.no_word"))
    if unconfirmed:
        told.append(say("peer.unconfirmed", count=unconfirmed))
    if each.owes_receipt:
        told.append(say("peer.receipt"))
    return say("peer.stop").join(told) + say("peer.stop")


def day(at: str, year: int) -> str:
    """2026-11-19T09:00 → 11月19日; with the year when it is another one. What is no date stays."""
    parts = at[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return at[:10]
    facts = dict(zip(("year", "month", "day"), map(int, parts), strict=True))
    return say("day" if facts["year"] == year else "day.year", **facts)


def size_words(count: int) -> str:
    """28.4 GB, 512 MB."""
    return say("size.gb", size=count / GIB) if count >= GIB else say("size.mb", size=count / MIB)


def counted(report: Report) -> dict[str, int]:
    """How many records of each list a package has."""
    return {
        "added": sum(report.added.values()),
        "changed": sum(report.changed.values()),
        "conflicts": len(report.conflicts),
        "parked": len(report.parked),
        "parallel": len(report.parallel),
    }


def count_words(counts: Mapping[str, int]) -> str:
    """新增 12，修改 5; what is none is left out."""
    told = [say(f"count.{how}", count=count) for how, count in counts.items() if count]
    return say("count.comma").join(told) or say("count.none")


def summed(reports: list[Report]) -> dict[str, int]:
    """The counts of several packages together."""
    found = dict.fromkeys(LISTS, 0)
    for report in reports:
        for how, count in counted(report).items():
            found[how] += count
    return found
