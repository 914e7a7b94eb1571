"""Made-up names, ID numbers and phone numbers."""

from __future__ import annotations

import datetime
import random
from typing import Any

from app.id_numbers import check_character
from app.presets import preset

RARE_ONE_IN = 45  # how often a given name takes a character that few fonts have
_CENTURIES_OF_NAMES = ((1962, "old"), (1992, "middle"), (9999, "young"))


class Names:
    """Draws names and numbers that no two people share."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words: dict[str, Any] = preset("demo/names")
        self._places = preset("demo/places")
        self._surnames = [surname for surname, _ in self._words["surnames"]]
        self._surname_weights = [weight for _, weight in self._words["surnames"]]
        self._sequences: dict[tuple[str, str], set[int]] = {}
        self._phones: set[int] = set()

    def surname(self) -> str:
        """A family name; once in a while one beyond the Basic Multilingual Plane."""
        if self._chance.random() < 0.004:
            return str(self._chance.choice(self._words["rare"]["surnames"]))
        return str(self._chance.choices(self._surnames, self._surname_weights)[0])

    def given(self, sex: str, born: int) -> str:
        """One or two characters that fit the sex ("1" or "2") and the year of birth."""
        age = next(name for limit, name in _CENTURIES_OF_NAMES if born < limit)
        characters = self._words["men" if sex == "1" else "women"][age]
        name = "".join(self._chance.sample(characters, 2 if self._chance.random() < 0.8 else 1))
        if name[-1] in "小子":
            name = name[::-1]
        if self._chance.randrange(RARE_ONE_IN) == 0:
            name = name[:-1] + self._chance.choice(self._words["rare"]["given"])
        return name

    def minority(self, sex: str) -> tuple[str, str]:
        """(a name with ·, the ethnic code)."""
        fitting = [each for each in self._words["minority"]["names"] if each["sex"] == sex]
        chosen = self._chance.choice(fitting)
        first, second = self._chance.choice(chosen["first"]), self._chance.choice(chosen["second"])
        return f"{first}·{second}", str(chosen["ethnic"])

    def ethnic(self) -> str:
        """An ethnic code (GB/T 3304) in the village's proportions."""
        codes = [code for code, _ in self._words["minority"]["ethnic"]]
        weights = [weight for _, weight in self._words["minority"]["ethnic"]]
        return str(self._chance.choices(codes, weights)[0])

    def id_number(self, birth: datetime.date, sex: str) -> str:
        """A number whose check character is right (GB 11643), of nobody."""
        taken = self._sequences.setdefault((birth.isoformat(), sex), set())
        odd = 1 if sex == "1" else 0
        sequence = self._chance.randrange(400) * 2 + odd
        while sequence in taken:
            sequence = self._chance.randrange(400) * 2 + odd
        taken.add(sequence)
        first = f"{self._places['county_code']}{birth:%Y%m%d}{sequence:03d}"
        return first + check_character(first)

    def phone(self) -> str:
        """Eleven digits from a range nobody is reached under."""
        number = self._chance.randrange(10_000)
        while number in self._phones:
            number = self._chance.randrange(10_000)
        self._phones.add(number)
        return f"1990000{number:04d}"


def birthday(chance: random.Random, on: datetime.date, age: int) -> datetime.date:
    """A day of birth that makes someone `age` full years old on that day."""
    last = datetime.date(on.year - age, on.month, min(on.day, 28))
    return last - datetime.timedelta(days=chance.randrange(364))
