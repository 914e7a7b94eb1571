"""A clerk at work who may be cut off at any instruction: says each thing that is saved, one line each.

Run as a process of its own: -m tests.db.killed FOLDER WORK RUN, killed by tests/db/test_kills.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from db import local
from db import store as stores
from db.keys import read_key_file, write_key_file
from db.reversal import reverse
from db.store import DATABASE_FILE, Store
from tests.db.stores import KEY, add, now, opened
from tests.db.test_keys import CHEAP
from tests.db.test_migrations import later, rebuild, widen
from tests.factories import make_household

BATCH = 15


def say(word: object) -> None:
    """One line, at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _import(store: Store, mark: str) -> int:
    with store.write("import", "王芳") as (writer, written):
        writer.add_many("household", [make_household(notes=mark, number=str(n)) for n in range(BATCH)])
    return written.action


def work(folder: Path, run: str) -> None:
    """Adds, changes, imports, undoes, sets, backs up and writes keys, for ever."""
    store = opened(folder)
    first = add(store, "household", make_household(head=f"{run}-first"))
    say("ready")
    for number in range(100_000):
        mark = f"{run}-{number}"
        add(store, "household", make_household(head=mark))
        say(f"add {mark}")
        with store.write("change", "王芳") as (writer, _):
            writer.change("household", first, {"notes": mark, "address": mark})
        say(f"change {mark}")
        action = _import(store, mark)
        say(f"import {mark}")
        reverse(store, action, "王芳", "undo")
        say(f"undo {mark}")
        local.set_setting(store, "mark", [mark] * 500)
        say(f"setting {mark}")
        write_key_file(folder, read_key_file(folder).with_wrap("李强", mark, KEY, CHEAP))
        say(f"keys {mark}")
        if number % 4 == 0:
            say(f"backup {store.back_up(folder / 'backups', 'manual').name}")


def create(folder: Path, run: str) -> None:
    """Makes a new store."""
    say("ready")
    stores.create(folder / run / DATABASE_FILE, KEY, now)
    say("created")


def migrate(folder: Path, run: str) -> None:
    """Opens a store with a later program."""
    say("ready")
    steps = later(("0002_widen", widen), ("0003_rebuild", rebuild))
    stores.open_store(folder / run / DATABASE_FILE, KEY, now, steps)
    say("migrated")


WORKS: dict[str, Callable[[Path, str], None]] = {"work": work, "create": create, "migrate": migrate}

if __name__ == "__main__":
    WORKS[sys.argv[2]](Path(sys.argv[1]), sys.argv[3])
