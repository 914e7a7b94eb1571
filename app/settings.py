"""Settings of this machine: small JSON values that no package carries."""

from __future__ import annotations

from typing import Any

from app.faults import faults_as_problems
from db import local
from db.store import Store


class Settings:
    """What this desk remembers for itself: remembered mappings, phrases, the last choices."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under `key`. Raises Problem when the disk or the file says no."""
        with faults_as_problems(self._store.path.parent):
            return local.setting(self._store, key, default)

    def set(self, key: str, value: Any) -> None:
        """Keep a JSON value. Raises Problem when the disk says no."""
        with faults_as_problems(self._store.path.parent):
            local.set_setting(self._store, key, value)
