"""Who did what at other offices: noted when something of it is kept here, and only then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from db.exchange.mapping import Context
from db.exchange.siblings import Dot

# A sender tells an action again at the latest after so many others (db.exchange.outgoing.REMEMBERED).
_REMEMBERED = 120_000
Words = tuple[str, str, str]


class Actions:
    """The actions of one bucket of one package."""

    def __init__(self, connection: Any, context: Context) -> None:
        self._connection = connection
        self._context = context
        self._heard: dict[tuple[int, int], Words] = {}
        self._numbers: dict[tuple[int, int], int] = {}

    def hear(self, rows: Iterable[list[Any]]) -> None:
        """Keep in mind what a frame of actions tells: [writer, number, at, operator, intention]."""
        for index, number, at, operator, intention in rows:
            for _, writer in self._context.places[index].segments:
                self._heard[writer, number] = (str(at), str(operator), str(intention))
        while len(self._heard) > _REMEMBERED:
            del self._heard[next(iter(self._heard))]

    def number(self, dot: Dot, action: int) -> int:
        """The number here of the action that set a dot; 0: not known.

        `action`: negative for its number at the office where it happened, else its number here.
        """
        if action >= 0:
            return action
        key = (dot[0], -action)
        if key not in self._numbers:
            if len(self._numbers) > _REMEMBERED:
                self._numbers.clear()
            self._numbers[key] = self._noted(*key)
        return self._numbers[key]

    def _noted(self, writer: int, origin: int) -> int:
        sql = "SELECT number FROM action WHERE writer = ? AND origin = ?"
        found = self._connection.execute(sql, (writer, origin)).fetchone()
        if found is not None:
            return int(found[0])
        words = self._heard.get((writer, origin))
        if words is None:
            return 0
        sql = "INSERT INTO action (at, operator, intention, writer, origin) VALUES (?, ?, ?, ?, ?)"
        return int(self._connection.execute(sql, (*words, writer, origin)).lastrowid)
