"""Citizen ID numbers (GB 11643): checking, reading birth and sex, and damage done by spreadsheets."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum
from operator import mul
from typing import NamedTuple

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
_ZEROS = ord("0") * sum(WEIGHTS)
EXACT_DIGITS = 15  # a spreadsheet number keeps no more
UNKNOWN = "?"

# Full-width digits and X; the look-alikes of X that keyboards and scans produce.
_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
_LOOKALIKES_OF_X = {ord(each): "X" for each in "xｘＸ×✕✖ХхΧχ＊*"}
_BLANKS = dict.fromkeys(map(ord, " \t\r\n\v\f\u00a0\u3000\u200b\ufeff-－'’‘"))
_TRANSLATION = {**_WIDTH, **_LOOKALIKES_OF_X, **_BLANKS}
_LETTERS_FOR_DIGITS = str.maketrans("OQLI|", "00111")


class IdState(Enum):
    """How far an ID number can be trusted; the values are codes of the list id_state."""

    OK = "ok"  # eighteen characters, real birth date, check character right
    FAILED = "failed"  # looks like a citizen ID number, but something in it is wrong
    DAMAGED = "damaged"  # a spreadsheet turned it into a number and lost its last digits
    OTHER = "other"  # another kind of document


class IdNumber(NamedTuple):
    """One ID number as read. Nothing in it is guessed."""

    text: str  # normalised; of a damaged number the known digits with the zeros it was seen with
    state: IdState
    birth: str = ""  # "YYYY-MM-DD", only where the eight digits are known and a real date
    sex: str = ""  # "1" or "2" (GB/T 2261.1), only where the sequence digit is known
    upgraded: bool = False  # came as fifteen digits

    @property
    def area(self) -> str:
        """The six digits of the area, or "" when they are not known."""
        return self.text[:6] if self.state in (IdState.OK, IdState.FAILED) or self.birth else ""


@dataclass(frozen=True)
class Repair:
    """A proposal for a damaged or wrong number: known characters, `?` for each unknown one."""

    pattern: str
    reason: str  # a key of app.spreadsheets.text.REPAIRS
    certain: bool = False  # every character follows from what is known

    @property
    def complete(self) -> bool:
        """Whether no character is unknown."""
        return UNKNOWN not in self.pattern


def check_character(first_seventeen: str) -> str:
    """The eighteenth character that GB 11643 gives to seventeen digits. Raises ValueError."""
    if len(first_seventeen) != 17:
        raise ValueError(first_seventeen)
    # Over bytes: a roster of 100,000 people asks this 200,000 times.
    total = sum(map(mul, first_seventeen.encode("ascii"), WEIGHTS)) - _ZEROS
    return CHECK_CHARACTERS[total % 11]


def parse(value: object) -> IdNumber | None:
    """Read an ID number from a cell or a form; None when there is nothing in it.

    Takes text with spaces, full-width digits and small x; fifteen digits are upgraded; floats and
    integers of spreadsheets are recognised as damaged. A wrong number is a state, never an error.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return _from_number(float(value))
    text = str(value)
    if not (len(text) == 18 and text.isascii() and text.isalnum()):
        text = text.translate(_TRANSLATION)
    text = text.upper()
    if not text:
        return None
    if len(text) == 18 and text[:17].isdecimal() and text.isascii():
        return _from_eighteen(text)
    if len(text) == 15 and text.isdecimal() and text.isascii():
        return _from_fifteen(text)
    return _from_odd_text(text)


def upgraded(fifteen: str) -> str:
    """Eighteen characters for an ID number of fifteen digits (born in the 1900s). Raises ValueError."""
    if len(fifteen) != 15:
        raise ValueError(fifteen)
    seventeen = fifteen[:6] + "19" + fifteen[6:]
    return seventeen + check_character(seventeen)


def propose_repair(number: IdNumber, birth: str = "", sex: str = "") -> Repair | None:
    """What is known of a damaged or failed number, from itself and from the row's birth and sex.

    `birth` is "YYYY-MM-DD" or "", `sex` a code of GB/T 2261.1 or "". Never makes up a digit: what
    does not follow stays `?`. None when there is nothing to propose.
    """
    if number.state is IdState.DAMAGED:
        return _repair_damaged(number.text, birth)
    if number.state is IdState.FAILED or number.state is IdState.OTHER:
        return _repair_wrong(number.text, birth, sex)
    return None


def known_digits(text: str) -> str:
    """The leading digits of a damaged number that the spreadsheet did not lose.

    "500110196503120000" gives fifteen digits, "5.0011E+17" gives "50011".
    """
    if "E" in text:
        mantissa = text.split("E", 1)[0].replace(".", "")
        return mantissa[:EXACT_DIGITS]
    return text[:EXACT_DIGITS]


def may_be_same(one: str, other: str) -> bool:
    """Whether two ID numbers can belong to one person: equal, or a damaged one begins like the other."""
    if not one or not other or one == other:
        return True
    first, second = parse(one), parse(other)
    if first is None or second is None:
        return True
    shorter = min(
        len(known_digits(each.text)) if each.state is IdState.DAMAGED else 18 for each in (first, second)
    )
    return shorter < 18 and _plain(first)[:shorter] == _plain(second)[:shorter]


def _plain(number: IdNumber) -> str:
    return known_digits(number.text) if number.state is IdState.DAMAGED else number.text


def _from_eighteen(text: str) -> IdNumber:
    birth = _real_date(text[6:14])
    right = bool(birth) and check_character(text[:17]) == text[17]
    sex = "1" if int(text[16]) % 2 else "2"
    if right:
        return IdNumber(text, IdState.OK, birth, sex)
    if text.endswith("000") and birth:
        return IdNumber(text, IdState.DAMAGED, birth)
    return IdNumber(text, IdState.FAILED, birth, sex if birth else "")


def _from_fifteen(text: str) -> IdNumber:
    long = upgraded(text)
    birth = _real_date(long[6:14])
    if not birth:
        return IdNumber(text, IdState.FAILED)
    return IdNumber(long, IdState.OK, birth, "1" if int(text[14]) % 2 else "2", upgraded=True)


def _from_number(value: float) -> IdNumber:
    if not (0 <= value < 1e19) or value != int(value):
        return _from_odd_text(repr(value).upper().translate(_TRANSLATION))
    digits = str(int(value))
    if len(digits) == 15:
        return _from_fifteen(digits)
    if len(digits) != 18:
        return _from_odd_text(digits)
    # A spreadsheet number holds fifteen digits; its shortest spelling shows them, the rest is rounding.
    typed = repr(value).partition("e")[0].replace(".", "").ljust(18, "0")
    kept = typed[:EXACT_DIGITS] + "000"
    birth = _real_date(kept[6:14])
    if check_character(kept[:17]) == kept[17]:
        # One in eleven passes the check by chance; as text it would then look like a right number.
        kept = f"{kept[0]}.{kept[1:EXACT_DIGITS]}E+17"
    return IdNumber(kept, IdState.DAMAGED, birth)


def _from_odd_text(text: str) -> IdNumber:
    mantissa, letter, exponent = text.partition("E")
    if letter and exponent.removeprefix("+").isdecimal() and exponent.isascii():
        figures = mantissa.replace(".", "", 1)
        if figures.isdecimal() and mantissa[1:2] in (".", "") and int(exponent.removeprefix("+")) == 17:
            known = figures[:EXACT_DIGITS]
            birth = _real_date(known[6:14]) if len(known) >= 14 else ""
            return IdNumber(text, IdState.DAMAGED, birth)
    head, _point, tail = text.partition(".")
    if head.isdecimal() and len(head) in (15, 18) and tail and not tail.strip("0"):
        return _from_number(float(head)) if len(head) == 18 else _from_fifteen(head)
    repaired = text.translate(_LETTERS_FOR_DIGITS)
    looks_wrong = len(text) in (15, 17, 18, 19) and sum(map(str.isdecimal, repaired)) >= len(text) - 2
    return IdNumber(text, IdState.FAILED if looks_wrong and text.isascii() else IdState.OTHER)


def _repair_damaged(text: str, birth: str) -> Repair | None:
    known = known_digits(text)
    if len(known) < 6:
        return None
    days = birth.replace("-", "") if len(birth) == 10 else ""
    if len(known) >= 14 and _real_date(known[6:14]):
        reason = "birth_differs" if days and days != known[6:14] else "last_digits_lost"
        return Repair(known.ljust(18, UNKNOWN), reason)
    if not days or not days.startswith(known[6:14]):
        return Repair(known.ljust(18, UNKNOWN), "digits_lost")
    return Repair((known[:6] + days).ljust(18, UNKNOWN), "birth_from_row")


def _repair_wrong(text: str, birth: str, sex: str) -> Repair | None:
    swapped = text.translate(_LETTERS_FOR_DIGITS)
    if swapped != text:
        found = parse(swapped)
        if found is not None and found.state is IdState.OK and _agrees(found, birth, sex):
            return Repair(found.text, "letters_for_digits", certain=True)
    digits = text if text.isascii() and text.isdecimal() else ""
    if len(digits) == 17 and len(birth) == 10 and digits[6:14] == birth.replace("-", ""):
        return Repair(digits + check_character(digits), "check_character_missing")
    return None


def _agrees(number: IdNumber, birth: str, sex: str) -> bool:
    return (len(birth) != 10 or birth == number.birth) and (sex not in ("1", "2") or sex == number.sex)


def _real_date(digits: str) -> str:
    """ "YYYY-MM-DD" of eight digits that are a date from 1850 on, else ""."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    if not (1850 <= year <= 2199):
        return ""
    try:
        datetime.date(year, month, day)
    except ValueError:
        return ""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
