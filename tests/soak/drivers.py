"""What `make soak` runs in turns: each driver takes a seed, gives counts, and raises on any loss.

Add a driver by one line in DRIVERS. It is called in a process without threads, so it may fork; it
must leave nothing open behind and take no longer than about ten seconds.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

from tests.exchange.desk_histories import desk_history
from tests.exchange.world_histories import history
from tests.faults.after_restore import sign_in_cut_off
from tests.faults.lives import life
from tests.faults.migrating import migration_cut_off
from tests.faults.revealing import used_and_cut_off
from tests.faults.set_up import set_up_cut_off
from tests.faults.striking import WAYS, strike_some
from tests.faults.taking import given_cut_off, taken_cut_off
from tests.faults.write_paths import PATHS
from tests.fuzz.driving import guided, mutations

Driver = Callable[[int], Counter[str]]


def struck(seed: int) -> Counter[str]:
    """One write path on a disk that fails in one way, at a dozen of its calls."""
    dice = random.Random(seed)
    return strike_some(dice.choice(list(PATHS)), dice.choice(list(WAYS)), 12, seed)


# name → (how often among the others, the driver)
DRIVERS: dict[str, tuple[int, Driver]] = {
    "lives": (4, life),
    "set-up": (1, set_up_cut_off),
    "migration": (1, migration_cut_off),
    "sign-in after a restore": (1, sign_in_cut_off),
    "secrets": (1, used_and_cut_off),
    "struck": (3, struck),
    "fuzz": (3, mutations),
    "fuzz-guided": (1, guided),
    "exchange": (12, history),
    "exchanging desks": (4, desk_history),
    "take-in": (4, taken_cut_off),
    "hand-over": (1, given_cut_off),
}
