"""Loading parts of the program in a thread of their own, while the clerk types or reads."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from threading import Thread
from typing import Any


class Later:
    """Stands for a module that is loaded when something of it is first asked for."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._module), name)


class Loading:
    """Modules loaded in the order asked for, one thread at a time.

    A module that fails to load fails again, and is told, where it is used.
    """

    def __init__(self) -> None:
        self._thread: Thread | None = None

    def begin(self, modules: Iterable[str]) -> None:
        """Load these after what is being loaded."""
        thread = Thread(target=_load, args=(tuple(modules), self._thread), daemon=True)
        thread.start()
        self._thread = thread  # only now: the worker may be waiting already, and none is joined unstarted

    def wait(self) -> None:
        """Until all that was asked for is there. Not for the window thread while it is in use."""
        if self._thread is not None:
            self._thread.join()


def _load(modules: tuple[str, ...], before: Thread | None) -> None:
    if before is not None:
        before.join()
    for name in modules:
        import_module(name)
