"""Numbers in cells: money in fen, quantities with their unit."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from app.spreadsheets.notes import Notes
from app.spreadsheets.reading import Cell

_MONEY = re.compile(
    r"^(?:人民币|RMB|￥|¥|\$)?([+-]?[\d,]*\.?\d+)(万元?|千元?|百元|元整?|块钱?|圆整?)?(?:/[人户月年次])?$",
    re.I,
)
_QUANTITY = re.compile(r"^([+-]?[\d,]*\.?\d+)\s*([^\d\s.,]{0,10})$")
_TIMES = {"万": 10_000, "千": 1_000, "百": 100}
_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94) if 0xFF01 + offset != 0xFFE5}
_EMPTY = frozenset({"", "无", "/", "\\", "—", "-", "--", "——", "空", "暂无", "没有", "N/A", "#N/A"})
_GREATEST = 10**13  # fen: a hundred thousand million yuan is no village's money


def fen(cell: Cell, notes: Notes, label: str, times: int = 1) -> int | None:
    """An amount in fen. `times`: what the heading multiplies with (万元: 10,000)."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        amount: Decimal | None = Decimal(repr(cell)) if abs(cell) < 1e15 else None
        typed = f"{cell:g}"
    else:
        typed = "".join(str(cell).translate(_WIDTH).split())
        if typed in _EMPTY:
            return None
        amount = _amount(typed, notes, label)
    if amount is None:
        notes.fault("not_money", label=label, value=typed[:30])
        return None
    exact = amount * times * 100
    # Sums in spreadsheets carry the crumbs of binary fractions; a real part of a fen is a mistake.
    whole = round(exact)
    if abs(exact - whole) > Decimal("0.001") or abs(whole) > _GREATEST:
        notes.fault("not_money", label=label, value=typed[:30])
        return None
    if whole < 0:
        notes.fault("negative_money", label=label, value=typed[:30])
        return None
    return whole


def _amount(typed: str, notes: Notes, label: str) -> Decimal | None:
    found = _MONEY.match(typed)
    if not found:
        return None
    amount = _decimal(found[1])
    if amount is not None and found[2]:
        amount *= _TIMES.get(found[2][0], 1)
        notes.repair("money_units", label=label, value=typed, result=f"{amount.normalize():f}")
    return amount


def quantity(cell: Cell, notes: Notes, label: str, *, whole: bool) -> float | int | None:
    """A number; the unit written behind it ("2桶") is kept in `notes.unit`."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        number: Decimal | None = Decimal(repr(cell)) if abs(cell) < 1e15 else None
        typed = f"{cell:g}"
    else:
        typed = str(cell).translate(_WIDTH).strip()
        if typed in _EMPTY:
            return None
        found = _QUANTITY.match(typed)
        number = _decimal(found[1]) if found else None
        if found and found[2]:
            notes.unit = found[2]
            notes.repair("quantity_units", label=label, value=typed, result=f"{found[1]} {found[2]}")
    if number is None or (whole and number != int(number)):
        notes.fault("not_a_number", label=label, value=typed[:30])
        return None
    return int(number) if whole else float(number)


def _decimal(digits: str) -> Decimal | None:
    try:
        return Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return None
