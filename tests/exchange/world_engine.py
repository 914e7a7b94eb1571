"""The engine under the oracle: what the application adds to db.exchange, and where mutations reach in."""

from __future__ import annotations

from typing import Any

from db import high_water
from db.exchange import peers
from db.store import Store

ALLOWED = frozenset({"person", "household"})


class Engine:
    """The protocol as it is kept."""

    is_chained = True  # its heads are hashes that a self-check can follow

    def note_ack(self, store: Store, node: str, office: str, acks: dict[str, Any]) -> None:
        """The newest acknowledgement replaces the one before."""
        peers.note_ack(store, node, office, acks)

    def restored(self, store: Store) -> None:
        """A restore through the program, or one that the side file shows: a new epoch."""
        high_water.begin_epoch(store)

    def opened(self, store: Store, described: dict[str, Any]) -> dict[str, Any]:
        """A package as the reader understands it."""
        return described

    def kinds(self, office: str) -> frozenset[str] | None:
        """What a sender may hand in; T and K may all."""
        return ALLOWED if office in ("a", "b") else None

    def took(self, store: Store) -> None:
        """After a take-in: nothing is left to do."""

    def wrote(self, store: Store) -> None:
        """After a write: nothing is left to do."""
