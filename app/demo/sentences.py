"""Visits in a clerk's words: put together from the pieces in presets/demo/visits.toml."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping
from typing import Any

from app.demo.villages import Village
from app.presets import preset
from app.records import Record


class Teller:
    """Tells of visits; every sentence filled from what the register knows of the household."""

    def __init__(self, village: Village, chance: random.Random) -> None:
        self._village = village
        self._chance = chance
        self._pieces: dict[str, Any] = preset("demo/visits")

    def words(self, household: Record) -> dict[str, str]:
        """What fills the braces of a sentence about this household."""
        drawn = {name: self._chance.choice(choices) for name, choices in self._pieces["words"].items()}
        return {
            **drawn,
            "head": household["head"],
            "group": household["group"] or "本组",
            "count": str(len(self._village.members[household.id]) or 1),
            "acre": str(self._chance.randint(1, 6)),
            "money": str(self._chance.randrange(300, 6000, 50)),
        }

    def content(self, household: Record, day: datetime.date, *, by_phone: bool) -> str:
        """What was seen and talked about."""
        opening = self._pieces["opening"]["away" if by_phone else "home"]
        lives = self._lives(household)
        topics = self._pieces["topic"][f"m{day.month:02d}"] + self._pieces["topic"]["any"]
        chosen = [
            self._chance.choice(opening),
            *self._chance.sample(lives, min(2, len(lives))),
            self._chance.choice(topics),
        ]
        if not by_phone:
            chosen.append(self._chance.choice(self._pieces["closing"]["any"]))
        words = self.words(household)
        return "".join(self._filled(piece, words, household) for piece in chosen)

    def reflection(self) -> str:
        """What the made-up visitor thought afterwards."""
        parts = self._pieces["reflection"]
        return str(self._chance.choice(parts["first"]) + self._chance.choice(parts["second"]))

    def next_step(self, *, needed: bool) -> str:
        """What is to follow."""
        return str(self._chance.choice(self._pieces["next_step"]["need" if needed else "quiet"]))

    def _lives(self, household: Record) -> list[str]:
        """The pieces that fit who lives there."""
        pieces = self._pieces["life"]
        ages = [self._village.ages.get(person.id, 40) for person in self._village.members[household.id]]
        fitting = list(pieces["ordinary"])
        if self._village.is_hard(household):
            fitting = pieces["hardship"] * 2
        if ages and max(ages) >= 65:
            fitting = fitting + pieces["elder"]
        if any(4 <= age <= 15 for age in ages) and max(ages) >= 50:
            fitting = fitting + pieces["child"]
        return list(dict.fromkeys(fitting))

    def _filled(self, piece: str, words: Mapping[str, str], household: Record) -> str:
        if "{relative}" in piece:  # each sentence about another relative
            words = {**words, "relative": self._chance.choice(self._pieces["words"]["relative"])}
        return piece.format_map(dict(words))
