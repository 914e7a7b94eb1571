"""The sample of an old format is opened by today's program, cut off: migrated whole or not at all."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

from db import store as stores
from db.keys import read_key_file
from db.kinds import KINDS
from db.store import DATABASE_FILE
from tests.db.stores import faults_in
from tests.faults import traced
from tests.faults.clerk import now
from tests.faults.lives import Lost, template, workplace
from tests.faults.traced import Fault
from tests.tools.make_sample import digest

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("format_*"))
_MOST_CALLS = 700
_CUTS = 4


def migration_cut_off(seed: int) -> Counter[str]:
    """The oldest sample opened and killed a few times, then opened for good. Raises Lost."""
    dice = random.Random(seed)
    template()
    counts: Counter[str] = Counter()
    with workplace(seed) as place:
        home = Path(shutil.copytree(dice.choice(SAMPLES), place / "home"))
        for _ in range(_CUTS):
            ended = traced.run(lambda: _opened(home), Fault(dice.randint(1, _MOST_CALLS)))
            counts["kills"] += ended.code is None
        wrong = json.loads(traced.asked(lambda: json.dumps(_looked_at(home)).encode()))
        if wrong:
            raise Lost(f"migration: {wrong}")
    return counts


def _key(home: Path) -> bytes:
    operator, password = (home / "password.txt").read_text("utf-8").split()
    key = read_key_file(home).unwrap(operator, password)
    assert key is not None
    return key


def _opened(home: Path) -> int:
    stores.open_store(home / DATABASE_FILE, _key(home), now).close()
    return 0


def _looked_at(home: Path) -> list[str]:
    """Cells that are gone, and faults of the file."""
    told = json.loads((home / "digests.json").read_text("utf-8"))
    with closing(stores.open_store(home / DATABASE_FILE, _key(home), now)) as store:
        wrong = faults_in(store)
        for name in KINDS.keys() & told.keys():
            if digest(store, name, told[name]["columns"]) != told[name]["sha256"]:
                wrong.append(f"{name} is not as it was")
    return wrong + [name for name in os.listdir(home) if name.endswith(".part")]
