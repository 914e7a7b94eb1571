"""What a newer program sent and this one does not know: kept as it came, and passed on (exchange 9).

A record of an unknown kind, or an unknown field of a known one, is cells: (kind, id, field) with a
set of siblings each. The cell with the empty field is the record's making. After an upgrade the
cells that have become known go in as if they came now.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from db.exchange.mapping import Context
from db.exchange.siblings import Coming, Dot, Sibling, merged
from db.kinds import KINDS

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}|")
_ID = re.compile(r"[0-9A-Za-z._:-]{1,64}")


def has_any(connection: Any) -> bool:
    """Whether anything of a newer program is kept here."""
    return connection.execute("SELECT 1 FROM raw_cell LIMIT 1").fetchone() is not None


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
    kind, identity, name = cell
    if not (kind and _NAME.fullmatch(kind) and _NAME.fullmatch(name) and _ID.fullmatch(identity)):
        return  # no program of this protocol writes such names
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


def take_cells(
    connection: Any, context: Context, rows: list[list[Any]]
) -> tuple[int, list[tuple[str, Coming]]]:
    """Merge a frame of cells that another office passed on.

    Gives the number of records they are of, and what this program knows, for the caller to merge.
    """
    cells: dict[tuple[str, str, str], tuple[str, dict[Dot, Any]]] = {}
    for kind, identity, name, index, seq, office, value in rows:
        found = cells.setdefault((kind, identity, name), (office, {}))[1]
        found[context.places[index].dot(seq)] = value
    known: dict[tuple[str, str], Coming] = {}
    for cell, (office, values) in cells.items():
        if not is_known(cell[0], cell[2]):
            merge_cell(connection, context, cell, office, values)
            continue
        each = known.setdefault(cell[:2], Coming(cell[1], office, None, 0, {}, {}))
        if cell[2] == "":
            known[cell[:2]] = each._replace(made=min(values))
        else:
            each.columns[cell[2]] = {dot: Sibling(value, 0) for dot, value in values.items()}
    return len({cell[:2] for cell in cells}), [(kind, each) for (kind, _), each in known.items()]


def is_known(kind: str, name: str) -> bool:
    """Whether this program has a place for a cell."""
    return kind in KINDS and (name in ("", "deleted", "extra") or KINDS[kind].has(name))


def become_known(connection: Any) -> list[tuple[int, str, Coming]]:
    """Take out the cells that this program knows by now: (bucket, kind, record), to be merged."""
    found: dict[tuple[int, str, str], Coming] = {}
    names = connection.execute("SELECT DISTINCT kind, field FROM raw_cell ORDER BY kind, field").fetchall()
    for kind, name in names:
        if not is_known(kind, name):
            continue
        rows = connection.execute(
            "DELETE FROM raw_cell WHERE kind = ? AND field = ? "
            "RETURNING bucket, id, writer, seq, office, value",
            (kind, name),
        ).fetchall()
        for bucket, identity, writer, seq, office, value in rows:
            key = (bucket, kind, identity)
            each = found.setdefault(key, Coming(identity, office, None, 0, {}, {}))
            if name == "":
                found[key] = each._replace(made=(writer, seq))
            else:
                each.columns.setdefault(name, {})[writer, seq] = Sibling(_value(value), 0)
    return [(bucket, kind, each) for (bucket, kind, _), each in found.items()]


def _value(text: str | None) -> Any:
    return None if text is None else json.loads(text)  # a redaction leaves nothing


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
