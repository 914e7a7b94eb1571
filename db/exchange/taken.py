"""What a take-in did, for the report and the pages."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.exchange.forks import Fork
from db.exchange.siblings import Outcome


@dataclass
class Taken:
    """What a take-in did. `rolled_back`: a peer knew more of this machine than it did itself."""

    action: int
    forks: list[Fork] = field(default_factory=list)
    rolled_back: bool = False
    outcomes: dict[str, Outcome] = field(default_factory=dict)  # by bucket name
    freed: int = 0  # records that had waited for what came now

    def touched(self) -> dict[str, set[str]]:
        """Kind → ids, for the pages that show them."""
        found: dict[str, set[str]] = {}
        for outcome in self.outcomes.values():
            for kind, ids in outcome.touched.items():
                found.setdefault(kind, set()).update(ids)
        return found
