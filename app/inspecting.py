"""The full look at the database file after sign-in, in small steps that keep nobody waiting."""

from __future__ import annotations

from app.desk import Desk
from app.faults import faults_as_problems
from app.problems import Problem
from db import self_check_queries as queries
from db.pages import PageCipher, broken_pages, page_count, salt_of

LAST = "check.last"
PAGES_AT_ONCE = 2000  # 8 MB: some 20 ms


def is_due(desk: Desk) -> bool:
    """Once a day, and after the program before this one was cut off."""
    return desk.store.was_cut_off or desk.settings.get(LAST) != desk.today().isoformat()


class Inspection:
    """One look at everything. Call `step` until it says there is no more to do; each is short."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._path = desk.store.path
        self._next = 1
        self._cipher: PageCipher | None = None
        # A page can be whole and still the wrong one only where writing was cut off.
        self._tables = queries.tables(desk.store.database) if desk.store.was_cut_off else []

    def step(self) -> bool:
        """Look at some more; whether more is left. For the database worker. Raises Problem damaged."""
        with faults_as_problems(self._desk.home):
            try:
                more = self._pages() if self._next else self._one_table()
            except OSError:
                raise Problem("disk_error") from None
        if not more:
            self._desk.store.was_cut_off = False
            with faults_as_problems(self._desk.home):
                self._desk.settings.set(LAST, self._desk.today().isoformat())
        return more

    def _pages(self) -> bool:
        if self._cipher is None:
            self._cipher = PageCipher(self._desk.store.data_key, salt_of(self._path))
        if any(broken_pages(self._path, self._cipher, self._next, PAGES_AT_ONCE)):
            raise Problem("damaged")
        self._next += PAGES_AT_ONCE
        if self._next > page_count(self._path):
            self._next = 0
        return bool(self._next or self._tables)

    def _one_table(self) -> bool:
        if not queries.is_sound(self._desk.store.database, self._tables.pop()):
            raise Problem("damaged")
        return bool(self._tables)


def inspect(desk: Desk) -> None:
    """All steps at once, for the command line and tests. Raises Problem damaged."""
    inspection = Inspection(desk)
    while inspection.step():
        pass
