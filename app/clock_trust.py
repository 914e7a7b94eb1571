"""Whether this desk's clock can be right, and what an operator says who knows that it is."""

from __future__ import annotations

from datetime import datetime

from app.clock import BUILT, LASTS, Clock, Watch
from app.settings import Settings
from db.clock_marks import latest_time, newest_number
from db.store import Store

TRUSTED = "clock.trusted_after"  # the number of the last action whose time counts no longer


def watch_of(store: Store, clock: Clock) -> Watch:
    """The clock of a desk, with what its database knows of the time."""
    after = int(Settings(store).get(TRUSTED, 0))
    found = latest_time(store, after, (BUILT + LASTS).isoformat())
    try:
        return Watch(clock, datetime.fromisoformat(found) if found else None)
    except ValueError:
        return Watch(clock)


def trust(store: Store, watch: Watch) -> None:
    """The present time is right: what was written under a clock that was ahead counts no longer."""
    Settings(store).set(TRUSTED, newest_number(store))
    watch.trust()
