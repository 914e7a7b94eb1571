"""The wall clock as a value: for display and for dates offered in forms, never for order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

Clock = Callable[[], datetime]

BUILT = datetime(2026, 11, 1)  # when this release was made: no right clock shows an earlier time
LASTS = timedelta(days=20 * 365)  # nobody works with a release that long
SLACK = timedelta(days=1)  # a clock set right by some hours, or to another zone, is no matter
EARLY, LATE, BACK = "early", "late", "back"


def wall_clock() -> datetime:
    """The computer's local time; it may be wrong."""
    return datetime.now()


class Watch:
    """The wall clock of a desk, and whether it can be right.

    `latest`: the latest time at which something is known to have been written.
    """

    def __init__(self, clock: Clock, latest: datetime | None = None) -> None:
        self._clock = clock
        self.latest = latest

    def now(self) -> datetime:
        """The wall clock."""
        return self._clock()

    def saw(self) -> None:
        """Something is being written now: no later time may lie before this one."""
        now = self._clock()
        if not self._impossible(now) and (self.latest is None or now > self.latest):
            self.latest = now

    def trust(self) -> None:
        """The operator says that the present time is right, whatever was written before."""
        self.latest = None

    def doubt(self) -> str:
        """Why the present time cannot be right: early, late, back (before what was written); "" if it can."""
        now = self._clock()
        if found := self._impossible(now):
            return found
        return BACK if self.latest is not None and now < self.latest - SLACK else ""

    @staticmethod
    def _impossible(now: datetime) -> str:
        if now < BUILT:
            return EARLY
        return LATE if now > BUILT + LASTS else ""
