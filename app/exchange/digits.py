"""The twenty digits that two people read to each other over the phone."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

from app.exchange import safe_json
from app.exchange.crypto import NodePublic, public_to_json
from app.exchange.problems import ExchangeProblem

COUNT, GROUP = 20, 4
# What people put between groups.
_BETWEEN = " \t\u3000-—－,，.。、"


def digits_of(context: str, value: object) -> str:
    """Five groups of four digits: 66 bits of SHA-256 over context and value, the same on every screen."""
    named = context.encode() + bytes(1) + safe_json.canonical(value)
    number = int.from_bytes(hashlib.sha256(b"lianxin digits\x00" + named).digest(), "big") % 10**COUNT
    plain = f"{number:0{COUNT}d}"
    return " ".join(plain[start : start + GROUP] for start in range(0, COUNT, GROUP))


def key_digits(public: NodePublic) -> str:
    """The digits of an office's key: the same for every document that it signs."""
    return digits_of("key", public_to_json(public))


def check_digits(typed: str, expected: str) -> None:
    """Raises ExchangeProblem not_twenty_digits or digits_differ. Full-width digits and any grouping do."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign not in _BETWEEN)
    if len(plain) != COUNT or not (plain.isascii() and plain.isdigit()):
        raise ExchangeProblem("not_twenty_digits")
    if not hmac.compare_digest(plain, expected.replace(" ", "")):
        raise ExchangeProblem("digits_differ")
