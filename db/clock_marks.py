"""What the newest actions say of the time: the only use of their clock beyond display."""

from __future__ import annotations

from db.connection import faults_told
from db.store import Store

LOOKED_AT = 500  # of the newest actions; a clock once set wrong is forgotten after so many


def latest_time(store: Store, after: int, before: str) -> str:
    """The latest time among the newest actions numbered above `after`, none from `before` on; "" for none.

    Raises StoreFault.
    """
    sql = (
        "SELECT max(at) FROM (SELECT at FROM action WHERE number > ? ORDER BY number DESC LIMIT ?) "
        "WHERE at < ?"
    )
    with faults_told():
        found = store.connection.execute(sql, (after, LOOKED_AT, before)).fetchone()
    return str(found[0] or "")


def newest_number(store: Store) -> int:
    """The number of the newest action; 0 when there is none. Raises StoreFault."""
    with faults_told():
        return int(store.connection.execute("SELECT coalesce(max(number), 0) FROM action").fetchone()[0])
