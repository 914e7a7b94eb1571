"""Dates in cells: every spelling that clerks and spreadsheets use, never a guessed part."""

from __future__ import annotations

import datetime
import re

from app.dates import EARLIEST, LATEST, normal_date
from app.spreadsheets.notes import Notes
from app.spreadsheets.reading import Cell

_EPOCH = datetime.date(1899, 12, 30)  # day 0 of the spreadsheets' count from March 1900 on
_FIRST_SERIAL, _LAST_SERIAL = 2_200, 110_000  # 1906 to 2201: below lie years, above nothing real
_ISO_LENGTH = 10
_TIME = re.compile(r"[T\s]\d{1,2}[:：时]\d{2}.*$")
_NO_YEAR = re.compile(r"^\d{1,2}[月./-]\d{1,2}[日号]?$|^\d{1,2}月$")
_TWO_DIGITS = re.compile(r"^[\"'’]?\d{2}[年./-]\d{1,2}([月./-](\d{1,2}[日号]?)?)?$")
_MARKS = {
    ord(each): replacement
    for each, replacement in (
        ("．", "."), ("。", "."), ("，", "."), (",", "."), ("、", "."), ("－", "-"), ("—", "-"), ("–", "-"),
        ("／", "/"), ("\\", "/"), ("号", "日"), ("〇", "0"),
    )
}  # fmt: skip
_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
_BLANK = re.compile(r"\s+")
_OPEN_END = frozenset({"至今", "长期", "永久", "现在", "不详", "未知"})
EMPTY_DATES = frozenset(
    ["", *["无", "/", "\\", "—", "－", "-", "--", "——", "空", "暂无", "没有", "N/A", "#N/A", "0"]]
)


def iso_date(cell: Cell, notes: Notes, label: str) -> str | None:
    """ "YYYY-MM-DD", or "YYYY-MM", "YYYY" where the cell says no more; None with a fault in `notes`."""
    if isinstance(cell, datetime.datetime):
        return _in_range(cell.date().isoformat(), notes, label)
    if isinstance(cell, datetime.date):
        return _in_range(cell.isoformat(), notes, label)
    if isinstance(cell, str):
        return _from_text(cell, notes, label)
    if isinstance(cell, (bool, datetime.time, datetime.timedelta)):
        notes.fault("not_a_date", label=label, value=str(cell))
        return None
    return _from_number(float(cell), notes, label)


def _from_text(cell: str, notes: Notes, label: str) -> str | None:
    text = cell.strip()
    if len(text) == _ISO_LENGTH and text[4] == "-" and (found := normal_date(text)):
        return _in_range(found, notes, label)
    if text in EMPTY_DATES or text in _OPEN_END:
        return None
    plain = _BLANK.sub("", _TIME.sub("", text).translate(_WIDTH).translate(_MARKS)).strip("'\"‘’.")
    found = normal_date(plain) or _six_digits(plain)
    if found:
        return _in_range(found, notes, label)
    if plain.isdecimal() and len(plain) == 5:
        return _from_number(float(plain), notes, label)
    code = "not_a_date"
    if _NO_YEAR.match(plain):
        code = "no_year"
    elif _TWO_DIGITS.match(plain):
        code = "two_digit_year"
    notes.fault(code, label=label, value=text[:30])
    return None


def _six_digits(text: str) -> str | None:
    """196503 is March 1965."""
    if len(text) == 6 and text.isdecimal() and EARLIEST <= int(text[:4]) <= LATEST:
        return normal_date(f"{text[:4]}-{text[4:]}")
    return None


def _from_number(value: float, notes: Notes, label: str) -> str | None:
    if value == 0:
        return None
    found = ""
    if value.is_integer():
        digits = str(int(value))
        if len(digits) == 8:
            found = normal_date(digits) or ""
        elif len(digits) == 6 and (six := _six_digits(digits)):
            found = six
        elif len(digits) == 4 and EARLIEST <= value <= LATEST:
            found = digits
    elif EARLIEST <= value <= LATEST + 1:
        found = _year_point_month(value, notes, label)
        if found:
            return found
    if not found and _FIRST_SERIAL < value < _LAST_SERIAL:
        found = (_EPOCH + datetime.timedelta(days=int(value))).isoformat()
        notes.repair("date_from_number", label=label, value=f"{value:g}", result=found)
    if not found:
        notes.fault("not_a_date", label=label, value=f"{value:.15g}")
        return None
    return _in_range(found, notes, label)


def _year_point_month(value: float, notes: Notes, label: str) -> str:
    """A year and month that a spreadsheet took for a number: 1965.03, 1965.12; 1965.1 says too little."""
    text = f"{value:.6f}".rstrip("0")
    year, _, month = text.partition(".")
    if month == "1":
        # 1965.10 and 1965.1 are the same number.
        notes.repair("month_unclear", label=label, value=text, result=year)
        return year
    return normal_date(f"{year}-{month}") or "" if len(month) <= 2 else ""


def _in_range(iso: str, notes: Notes, label: str) -> str | None:
    if EARLIEST <= int(iso[:4]) <= LATEST:
        return iso
    notes.fault("date_out_of_range", label=label, value=iso)
    return None
