"""An office begins to define for others: the bucket of its definitions is opened."""

from __future__ import annotations

from db.exchange import vectors
from db.placing import define_for_others
from db.store import Store


def open_definitions(store: Store, name: str, kinds: frozenset[str], operator: str) -> None:
    """Make the bucket, and move what is defined already into it; once."""
    if name in vectors.buckets(store.connection):
        return
    with store.write("exchange.define", operator) as (writer, _):
        define_for_others(writer.connection, vectors.bucket_number(writer.connection, name), kinds)
