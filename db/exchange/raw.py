"""What a newer program sent and this one does not know: kept as it came, and passed on (exchange 9).

A record of an unknown kind, or an unknown field of a known one, is cells: (kind, id, field) with a
set of siblings each. The cell with the empty field is the record's making. After an upgrade the
cells that have become known go in as if they came now.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from db.exchange.mapping import Context
from db.exchange.siblings import Coming, Dot, Sibling, merged
from db.kinds import KINDS


def keep_unknown(
    connection: Any, context: Context, kind: str, unknown: list[str], rows: Iterable[Coming]
) -> int:
    """Keep the fields `unknown` of rows, or rows of an unknown kind whole. The number of rows kept."""
    kept = 0
    for each in rows:
        cells: dict[str, dict[Dot, Any]] = {}
        if kind not in KINDS and each.made:
            cells[""] = {each.made: None}
        for name in unknown:
            found = {dot: sibling.value for dot, sibling in each.of(name).items()}
            if any(value is not None for value in found.values()) or name in each.columns:
                cells[name] = found
        for name, found in cells.items():
            merge_cell(connection, context, (kind, each.id, name), each.office, found)
        kept += bool(cells)
    return kept


def merge_cell(
    connection: Any, context: Context, cell: tuple[str, str, str], office: str, values: dict[Dot, Any]
) -> None:
    """Merge the siblings of one cell as any column's."""
    where = "kind = ? AND id = ? AND field = ? AND bucket = ?"
    rows = connection.execute(
        f"SELECT writer, seq, value FROM raw_cell WHERE {where}", (*cell, context.bucket)
    ).fetchall()
    here = {(writer, seq): Sibling(value, 0) for writer, seq, value in rows}
    there = {dot: Sibling(_text(value), 0) for dot, value in values.items()}
    kept = merged(here, there, context)
    if kept.keys() == here.keys():
        return
    connection.execute(f"DELETE FROM raw_cell WHERE {where}", (*cell, context.bucket))
    connection.executemany(
        "INSERT INTO raw_cell (kind, id, field, bucket, writer, seq, office, value) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(*cell, context.bucket, *dot, office, each.value) for dot, each in kept.items()],
    )


def take_cells(connection: Any, context: Context, rows: list[list[Any]]) -> int:
    """Merge a frame of cells that another office passed on; the number of records they are of."""
    cells: dict[tuple[str, str, str], tuple[str, dict[Dot, Any]]] = {}
    for kind, identity, name, index, seq, office, value in rows:
        found = cells.setdefault((kind, identity, name), (office, {}))[1]
        found[context.places[index].dot(seq)] = value
    for cell, (office, values) in cells.items():
        merge_cell(connection, context, cell, office, values)
    return len({cell[:2] for cell in cells})


def become_known(connection: Any, bucket: int) -> list[tuple[str, Coming]]:
    """Take out the cells of a bucket that this program knows by now: (kind, record), to be merged."""
    found: dict[tuple[str, str], Coming] = {}
    rows = connection.execute(
        "SELECT kind, id, field, writer, seq, office, value FROM raw_cell WHERE bucket = ? "
        "ORDER BY kind, id, field",
        (bucket,),
    ).fetchall()
    for kind, identity, name, writer, seq, office, value in rows:
        if kind not in KINDS or not (name in ("", "deleted", "extra") or KINDS[kind].has(name)):
            continue
        each = found.setdefault((kind, identity), Coming(identity, office, None, 0, {}, {}))
        if name == "":
            found[kind, identity] = each._replace(made=(writer, seq))
        else:
            each.columns.setdefault(name, {})[writer, seq] = Sibling(json.loads(value), 0)
        connection.execute(
            "DELETE FROM raw_cell WHERE kind = ? AND id = ? AND field = ? "
            "AND bucket = ? AND writer = ? AND seq = ?",
            (kind, identity, name, bucket, writer, seq),
        )
    return [(kind, each) for (kind, _), each in found.items()]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
