"""Whom earlier rows of a sheet have named already, kept as numbers so that 100,000 people stay small."""

from __future__ import annotations

from app.id_numbers import IdNumber, IdState, known_digits

_ROW_BITS, _DAY_BITS, _HASH_BITS = 21, 27, 32
_TELLING = 14  # digits of area and birth
_ROW, _DAY, _HASH = (1 << _ROW_BITS) - 1, (1 << _DAY_BITS) - 1, (1 << _HASH_BITS) - 1


def packed(row: int, number: IdNumber | None, birth: str) -> int:
    """Row, day of birth and ID number in one integer; what is not known for certain is zero in it."""
    birth = birth or (number.birth if number is not None else "")
    day = int(birth.replace("-", "")) if len(birth) == 10 else 0
    whole = number is not None and number.state is not IdState.DAMAGED
    mark = (hash(number.text) & _HASH) | 1 if number is not None and whole else 0
    return mark << (_ROW_BITS + _DAY_BITS) | day << _ROW_BITS | row


def row_of(person: int) -> int:
    """The row in a packed person."""
    return person & _ROW


def may_be_one(one: int, other: int) -> bool:
    """Whether neither ID number nor birth tells two packed people apart."""
    for shift, bits in ((_ROW_BITS, _DAY), (_ROW_BITS + _DAY_BITS, _HASH)):
        first, second = one >> shift & bits, other >> shift & bits
        if first and second and first != second:
            return False
    return True


class Seen:
    """People of one sheet by ID number, by household and name, by name and birth."""

    def __init__(self) -> None:
        self._by_id: dict[int, int] = {}
        self._by_home: dict[int, int] = {}
        self._by_birth: dict[int, int] = {}
        self._by_beginning: dict[int, int] = {}

    def same_id(self, row: int, number: IdNumber | None, name: str) -> tuple[int, bool]:
        """The earlier row with this ID number (0: none) and whether it has this name too."""
        if number is None or number.state is IdState.DAMAGED:
            return 0, False
        mark = hash(name) & _HASH
        first = self._by_id.setdefault(hash(number.text), mark << _ROW_BITS | row)
        if row_of(first) == row:
            return 0, False
        return row_of(first), first >> _ROW_BITS == mark

    def same_beginning(self, row: int, number: IdNumber | None, name: str) -> int:
        """The earlier row with this name whose ID number begins likewise, one of the two damaged; or 0.

        Area and birth must be known of both: fewer digits many people share.
        """
        if number is None or number.state is IdState.OTHER:
            return 0
        damaged = number.state is IdState.DAMAGED
        beginning = (known_digits(number.text) if damaged else number.text)[:_TELLING]
        if len(beginning) < _TELLING:
            return 0
        key = hash((name, beginning))
        first = self._by_beginning.setdefault(key, row << 1 | damaged)
        if first >> 1 == row:
            return 0
        if damaged:
            self._by_beginning[key] = first | 1
        return first >> 1 if damaged or first & 1 else 0

    def same_in_home(self, home: int, name: str, person: int) -> int:
        """The packed person of this name in a household, or 0 and this one is the first."""
        first = self._by_home.setdefault(hash((home, name)), person)
        return 0 if first is person or first == person else first

    def same_birth(self, row: int, name: str, birth: str) -> int:
        """The earlier row with this name and full birth date, or 0."""
        if len(birth) != 10:
            return 0
        first = self._by_birth.setdefault(hash((name, birth)), row)
        return 0 if first == row else first
