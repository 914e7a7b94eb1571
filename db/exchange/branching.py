"""Giving what a writer wrote beyond a seq to a branch, everywhere a dot stands (exchange 6b)."""

from __future__ import annotations

import json
from typing import Any

from db.exchange import vectors
from db.exchange.mapping import Context, Place
from db.exchange.siblings import Sibling, shown
from db.schema import kind_by_number, quoted

_DOTTED = ("row_stamp", "column_stamp", "sibling", "history", "raw_cell")


def move(connection: Any, bucket: int, writer: int, after: int, branch: int) -> None:
    """Give what stands here of `writer` beyond `after` to the branch, which counts from one."""
    _move_actions(connection, bucket, writer, after, branch)
    for table in _DOTTED:
        connection.execute(
            f"UPDATE {table} SET writer = ?, seq = seq - ? WHERE bucket = ? AND writer = ? AND seq > ?",
            (branch, after, bucket, writer, after),
        )
    connection.execute(
        "UPDATE batch SET writer = ?, last_seq = last_seq - ?, first_seq = first_seq - ? "
        "WHERE bucket = ? AND writer = ? AND last_seq > ?",
        (branch, after, after, bucket, writer, after),
    )
    seq = vectors.tallies(connection, bucket).get(writer, 0)
    vectors.raise_tally(connection, bucket, branch, seq - after)
    connection.execute("UPDATE tally SET seq = ? WHERE bucket = ? AND writer = ?", (after, bucket, writer))
    _move_parked(connection, bucket, Place([(0, writer), (after, branch)], seq))


def _move_actions(connection: Any, bucket: int, writer: int, after: int, branch: int) -> None:
    """Who did it goes along; this machine's own actions have no writer and stay."""
    connection.execute(
        "UPDATE OR IGNORE action SET writer = ? WHERE writer = ? AND number IN ("
        "SELECT action FROM history WHERE bucket = ? AND writer = ? AND seq > ? "
        "UNION SELECT action FROM row_stamp WHERE bucket = ? AND writer = ? AND seq > ?)",
        (branch, writer, *(bucket, writer, after) * 2),
    )


def _move_parked(connection: Any, bucket: int, place: Place) -> None:
    def moved(writer: int, seq: int) -> tuple[int, int]:
        return place.dot(seq) if writer == place.writer else (writer, seq)

    sql = "SELECT number, record FROM parked WHERE bucket = ? AND settled IS NULL"
    for number, text in connection.execute(sql, (bucket,)).fetchall():
        record = json.loads(text)
        if record["made"]:
            record["made"] = moved(*record["made"])
        for found in record["columns"].values():
            for each in found:
                each[:2] = moved(each[0], each[1])
        there = {int(writer): seq for writer, seq in record.get("there", {}).items()}
        record["there"] = {w: s for each, seq in there.items() for w, s in _reach(place, each, seq)}
        connection.execute("UPDATE parked SET record = ? WHERE number = ?", (json.dumps(record), number))


def _reach(place: Place, writer: int, seq: int) -> list[tuple[int, int]]:
    return list(place.reach(seq)) if writer == place.writer else [(writer, seq)]


def show_anew(connection: Any, context: Context) -> None:
    """After a renaming: which value a column in conflict shows goes by the writers' names."""
    columns = connection.execute(
        "SELECT DISTINCT kind, row, field FROM sibling WHERE bucket = ?", (context.bucket,)
    ).fetchall()
    for column in columns:
        rows = connection.execute(
            "SELECT writer, seq, action, value FROM sibling WHERE kind = ? AND row = ? AND field = ?", column
        )
        found = {(writer, seq): Sibling(value, action or 0) for writer, seq, action, value in rows}
        winner = shown(column[2], found, context)
        connection.execute(
            "UPDATE column_stamp SET writer = ?, seq = ? WHERE kind = ? AND row = ? AND field = ?",
            (*winner, *column),
        )
        name = quoted(column[2])
        connection.execute(
            f"UPDATE {quoted(kind_by_number(column[0]).name)} SET {name} = ?1 "
            f"WHERE row = ?2 AND {name} IS NOT ?1",
            (found[winner].value, column[1]),
        )
