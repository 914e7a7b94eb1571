"""Which matters more than one writer wrote steps of: only there can two steps be unaware of each other."""

from __future__ import annotations

from db.kinds import KINDS
from db.store import Store


def written_by_several(store: Store, limit: int) -> list[str]:
    """Ids of such matters, those with the newest steps first."""
    sql = (
        "SELECT e.matter FROM matter_event e JOIN row_stamp s ON s.kind = ? AND s.row = e.row "
        'WHERE e."deleted" = 0 GROUP BY e.matter HAVING count(DISTINCT s.writer) > 1 '
        "ORDER BY max(e.row) DESC LIMIT ?"
    )
    rows = store.connection.execute(sql, (KINDS["matter_event"].number, limit))
    return [matter for (matter,) in rows]


def offices_of(store: Store, kind_name: str, ids: str) -> dict[str, str]:
    """Record id → the office whose PC made it. `ids`: a JSON list; "" for a PC not known by now."""
    kind = KINDS[kind_name]
    sql = (
        f"SELECT t.id, w.office FROM {kind.name} t JOIN row_stamp s ON s.kind = ? AND s.row = t.row "
        "JOIN writer w ON w.number = s.writer WHERE t.id IN (SELECT value FROM json_each(?))"
    )
    return dict(store.connection.execute(sql, (kind.number, ids)))
