"""What people of the made-up village ask for: drawn from presets/demo/matters.toml."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from app.presets import preset
from app.records import Record


@dataclass(frozen=True)
class Trouble:
    """One problem with its way to an end, in words."""

    category: str
    text: str
    words: str
    cause: str
    work: tuple[str, ...]
    done: str
    told: str
    department: str = ""  # who does it when the village cannot
    direct: bool = False
    explain: bool = False
    county: bool = False

    @property
    def need(self) -> str:
        """How the visit notes it: the person's own words and what they come to."""
        return f"“{self.words}”{self.text}"


class Troubles:
    """Draws problems that fit a household."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._shipped: dict[str, Any] = preset("demo/matters")

    def draw(self, household: Record | None) -> Trouble:
        """A problem of that household, or of nobody known."""
        described = self._chance.choice(self._shipped["problem"])
        words = {
            **{name: self._chance.choice(choices) for name, choices in self._shipped["words"].items()},
            "head": household["head"] if household else "一位村民",
            "group": (household["group"] if household else None) or "柿子坪组",
            "count": str(self._chance.randint(3, 18)),
            "metres": str(self._chance.randrange(80, 900, 20)),
            "kilos": str(self._chance.randrange(300, 4000, 50)),
            "helper": self._chance.choice(("组长", "老党员", "联户党员", "水管员", "村里的电工")),
        }
        return Trouble(
            described["category"],
            described["text"].format_map(words),
            described["words"].format_map(words),
            described["cause"].format_map(words),
            tuple(step.format_map(words) for step in described["work"]),
            described["done"].format_map(words),
            described["told"].format_map(words),
            described.get("dept", "") if described.get("upper") else "",
            described.get("direct", False),
            described.get("explain", False),
            described.get("county", False),
        )

    def reflection(self) -> str:
        """What the made-up recorder thought when it was done."""
        return str(self._chance.choice(self._shipped["reflection"]["lines"]))

    def line(self, event: str) -> str:
        """What is noted at an act that is the same for every problem."""
        return str(self._chance.choice(self._shipped["events"][event]))
