"""Numbers and money as clerks type them, read into the record's form."""

from __future__ import annotations

import re
import unicodedata

PLAIN = re.compile(r"^-?\d+(\.\d*)?$")
MONEY = re.compile(r"^(-?)(\d+)(?:\.(\d{1,2}))?$")
LARGEST = 10**15


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return "".join(text.split()).replace(",", "").replace("，", "").removesuffix("元")


def typed_money(text: str) -> int | None:
    """The amount in fen that "1,200.5" or "1200.50元" means; None when it is none or too large."""
    found = MONEY.match(_plain(text))
    if not found:
        return None
    fen = int(found[2]) * 100 + int((found[3] or "").ljust(2, "0"))
    if fen >= LARGEST:
        return None
    return -fen if found[1] else fen


def shown_money(fen: int) -> str:
    """Fen as yuan with two decimals: 120050 is "1200.50"."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def typed_integer(text: str) -> int | None:
    """The whole number typed; None when it is none."""
    plain = _plain(text)
    return int(plain) if re.fullmatch(r"-?\d{1,15}", plain) else None


def typed_number(text: str) -> float | None:
    """The number typed; None when it is none."""
    plain = _plain(text)
    return float(plain) if PLAIN.match(plain) and len(plain) <= 18 else None


def shown_number(value: float) -> str:
    """A number without needless zeros: 3.0 is "3", 13.5 is "13.5"."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
