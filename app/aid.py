"""Aid: money, goods and help given under a pairing or a fund, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app import records
from app.desk import Desk
from app.records import Query, Record, Where


@dataclass(frozen=True)
class AidTotals:
    """What a number of aid entries add up to. Money in fen; goods as {(content, unit): quantity}."""

    count: int = 0
    amount_fen: int = 0
    signed: int = 0
    recipients: int = 0
    by_form: Mapping[str, int] = field(default_factory=dict)  # form → number of entries
    amount_by_form_fen: Mapping[str, int] = field(default_factory=dict)
    goods: Mapping[tuple[str, str], float] = field(default_factory=dict)


def give(desk: Desk, values: Mapping[str, Any]) -> str:
    """Write down one aid entry. Under a pairing, the recipient is the one helped unless named."""
    entry = dict(values)
    if entry.get("pairing") and not entry.get("recipient"):
        helped = records.get(desk, "pairing", entry["pairing"])["helped"]
        if records.by_ids(desk, "person", [helped]) or records.by_ids(desk, "household", [helped]):
            entry["recipient"] = helped
    return records.add(desk, "aid", entry, intention="aid.add")


def sign(desk: Desk, ids: Iterable[str], signed: bool = True) -> None:
    """Mark entries as signed for by the recipient (签领), or not: one intention."""
    with desk.write("aid.change") as w:
        for entry in ids:
            w.change("aid", entry, {"signed": int(signed)})


def add_up(entries: Iterable[Record]) -> AidTotals:
    """The totals of these entries."""
    count = amount = signed = 0
    recipients: set[str] = set()
    by_form: dict[str, int] = {}
    money: dict[str, int] = {}
    goods: dict[tuple[str, str], float] = {}
    for entry in entries:
        count += 1
        fen, form = entry["amount"] or 0, entry["form"]
        amount += fen
        signed += bool(entry["signed"])
        if entry["recipient"]:
            recipients.add(entry["recipient"])
        by_form[form] = by_form.get(form, 0) + 1
        if fen:
            money[form] = money.get(form, 0) + fen
        if entry["quantity"]:
            key = (entry["content"] or "", entry["unit"] or "")
            goods[key] = goods.get(key, 0) + entry["quantity"]
    return AidTotals(count, amount, signed, len(recipients), by_form, money, goods)


def totals(desk: Desk, start: str, end: str, where: tuple[Where, ...] = ()) -> AidTotals:
    """What was given from start to end, both days included."""
    period = (Where("date", ">=", start), Where("date", "<=", end), *where)
    return add_up(records.find(desk, Query("aid", where=period)))


def totals_by_pairing(desk: Desk, pairings: Iterable[str]) -> dict[str, AidTotals]:
    """What was given under each of these pairings, every id present; one query."""
    entries: dict[str, list[Record]] = {pairing: [] for pairing in pairings}
    for entry in records.find(desk, Query("aid", where=(Where("pairing", "in", list(entries)),))):
        entries[entry["pairing"]].append(entry)
    return {pairing: add_up(given) for pairing, given in entries.items()}
