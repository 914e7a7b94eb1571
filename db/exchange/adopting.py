"""This database becomes another one's: a new PC takes the name of an office, or a copy a name of its own."""

from __future__ import annotations

import uuid

from db.connection import faults_told
from db.exchange import vectors
from db.kinds import KINDS
from db.schema import quoted
from db.store import Store, new_writer


def take_office(store: Store, bucket_name: str, office: str, before: str) -> None:
    """This PC belongs to an office that exists: its first bucket, writers and records are that office's.

    `before`: the office's id that it had given itself. No package has carried it yet, so nothing is
    stamped. Raises StoreFault; then nothing happened.
    """
    with store.local_write() as connection:
        connection.execute("UPDATE capture SET capturing = 0 WHERE one = 1")
        connection.execute("UPDATE bucket SET name = ? WHERE number = 1", (bucket_name,))
        connection.execute(
            "UPDATE writer SET office = ? WHERE node = (SELECT w.node FROM writer w JOIN capture c "
            "ON c.writer = w.number)",
            (office,),
        )
        for kind in KINDS.values():
            sql = f"UPDATE {quoted(kind.name)} SET office = ? WHERE office = ? AND bucket = 1"
            connection.execute(sql, (office, before))
        connection.execute("UPDATE capture SET capturing = 1 WHERE one = 1")


def take_new_node(store: Store) -> str:
    """From now on this database writes as a node that nobody has met; its id.

    What was written stays with the node that wrote it. Raises StoreFault.
    """
    node = str(uuid.uuid4())
    with faults_told(), store.local_write() as connection:
        new_writer(store.database, node)
        vectors.name_own(connection, store.office)
    return node
