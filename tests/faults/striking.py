"""The disk fails at the n-th call of a write path: a sentence, nothing half written, and then it works."""

from __future__ import annotations

import errno
import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from app.offices import open_office
from app.problems import Problem
from app.settling import settle
from app.unlocking import unlock
from db import local
from db.connection import connect
from db.keys import read_key_file
from db.store import DATABASE_FILE, Store
from tests.db.stores import everything, faults_in
from tests.faults import traced
from tests.faults.clerk import CLERK, HOME, now
from tests.faults.examiner import is_whole
from tests.faults.lives import Lost, template, workplace
from tests.faults.traced import Fault
from tests.faults.write_paths import PASSWORD, PATHS, Place

# Ways in which a disk fails: one call that goes wrong, a disk that stays full, one that is gone or protected.
WAYS: dict[str, tuple[int, bool]] = {
    "one error": (errno.EIO, False),
    "full": (errno.ENOSPC, True),
    "full once": (errno.ENOSPC, False),
    "pulled out": (errno.EIO, True),
    "protected": (errno.EROFS, True),
}
_VOLATILE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|-[0-9a-f]{6}-\d{4,}|\d{8}-\d{6}|[0-9a-f]{32,64}|lianxin-life-[\w-]+"
)
_NOT_COMPARED = ("derived", "origin.", "sign_in", "backup", "spreadsheet.mapping")
_OUTCOME = "outcome.json"
_HALF = (".part", ".new", "-journal", ".setup")
_GIVEN = {"roster.xlsx", "rejected.xlsx", "合同.txt", _OUTCOME, "states", "journal.jsonl"}


def strike(name: str, way: str, at: int) -> tuple[int, dict[str, Any]]:
    """The act `name` with the disk failing at its `at`-th call (0: never): calls counted, what came of it.

    Raises Lost when something is wrong that needs no comparing.
    """
    error, lasting = WAYS[way]
    with workplace(at, "call") as place:
        folder = Path(shutil.copytree(template(), place / "village"))
        ended = traced.run(lambda: _attempt(name, folder), Fault(at, error, lasting), from_start=False)
        if ended.code != 0:
            raise Lost(
                f"{name}, {way} at call {at}: the program ended with {ended.code}, no sentence was said"
            )
        outcome: dict[str, Any] = json.loads((folder / _OUTCOME).read_text("utf-8"))
    return ended.calls, outcome


def judged(name: str, way: str, at: int, outcome: dict[str, Any], good: dict[str, Any]) -> list[str]:
    """What is wrong with an outcome. `good`: the outcome where no disk failed."""
    wrong = list(outcome["faults"])
    before, meant = good["before"], good["after"]
    if outcome["after"] not in (before, meant):
        wrong.append(
            f"half done: {_difference(outcome['after'], meant)} | {_difference(outcome['after'], before)}"
        )
    if outcome["said"] is None and outcome["after"] != meant:
        wrong.append("reported as done and is not")
    if outcome["said"] is not None and not _is_sentence(outcome["said"]):
        wrong.append(f"said: {outcome['said']}")
    if outcome["again"] is not None:
        wrong.append(f"the second try failed: {outcome['again']}")
    elif outcome["final"] != meant:
        wrong.append(f"the second try did not do it: {_difference(outcome['final'], meant)}")
    return [f"{name}, {way} at call {at}: {each}" for each in wrong]


def points(calls: int, most: int, dice: random.Random) -> Iterator[int]:
    """At which calls to fail: all of them, or `most`, among these the first and the last ones."""
    if calls <= most:
        yield from range(1, calls + 1)
        return
    ends = most // 3
    middle = dice.sample(range(ends + 1, calls - ends + 1), most - 2 * ends)
    yield from sorted({*range(1, ends + 1), *middle, *range(calls - ends + 1, calls + 1)})


def strike_some(name: str, way: str, most: int = 24, seed: int = 1) -> Counter[str]:
    """The act with the disk failing at each of its calls, or at `most` of them. Raises Lost."""
    counts: Counter[str] = Counter()
    calls, good = strike(name, way, 0)
    assert good["said"] is None and calls > 0, (name, good["said"], calls)
    wrong = []
    for at in points(calls, most, random.Random(seed)):
        _, outcome = strike(name, way, at)
        wrong += judged(name, way, at, outcome, good)
        counts["faults"] += 1
        counts["refused"] += outcome["said"] is not None
        counts["refused and done"] += (
            outcome["said"] is not None and outcome["after"] == good["after"] != good["before"]
        )
    if wrong:
        raise Lost("\n  ".join([f"{len(wrong)} of {counts['faults']}:", *wrong]))
    return counts


def _attempt(name: str, folder: Path) -> int:
    place = Place(open_office(folder / HOME, CLERK, PASSWORD, now), folder)
    key = place.desk.store.data_key
    act = PATHS[name](place)
    outcome: dict[str, Any] = {"before": _state(folder, key), "said": None, "again": None}
    try:
        with traced.counted():
            act()
    except Problem as problem:
        outcome["said"] = problem.sentence
    outcome["after"] = outcome["final"] = _state(folder, key)
    outcome["faults"] = _faults(folder, key)
    if outcome["said"] is not None and outcome["after"] == outcome["before"]:
        try:
            act()
        except Problem as problem:
            outcome["again"] = problem.sentence
        outcome["final"] = _state(folder, key)
        outcome["faults"] += _faults(folder, key) + _left_over(folder)
    (folder / _OUTCOME).write_text(json.dumps(outcome, ensure_ascii=False), "utf-8")
    return 0


def _state(folder: Path, key: bytes) -> dict[str, Any]:
    """Everything that an act can change, without what differs from run to run."""
    settle(folder / HOME)  # a restore that was decided is finished by whatever starts next
    with closing(_store(folder, key)) as store:
        records = sorted(_plain([each.kind, each.deleted, each.values]) for each in everything(store))
        settings = store.connection.execute("SELECT key, value FROM setting ORDER BY key").fetchall()
        people = [(name, role, disabled) for _, name, role, disabled in local.operators(store)]
    kept = [_plain(list(each)) for each in settings if not each[0].startswith(_NOT_COMPARED)]
    files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    shown = [each for each in files if each.parts[0] not in {HOME, *_GIVEN} and not _is_half(each)]
    aside = ("-wal", "-shm", ".lock", ".open", ".keys.json")  # what no clerk takes for a result
    return {
        "records": records,
        "settings": kept,
        "operators": [list(each) for each in people],
        "signing in": [name for name, _, _ in people if read_key_file(folder / HOME).has(name)],
        "files": sorted({_plain(str(each)) for each in shown if not each.name.endswith(aside)}),
    }


def _faults(folder: Path, key: bytes) -> list[str]:
    with closing(_store(folder, key)) as store:
        wrong = faults_in(store) + ([] if local.audit_intact(store) else ["the audit chain"])
    try:
        unlock(folder / HOME, CLERK, PASSWORD)
    except Problem as problem:
        wrong.append(f"signing in: {problem.sentence}")
    torn = [
        path.name for path in folder.rglob("*") if path.suffix in (".pdf", ".xlsx") and not is_whole(path)
    ]
    return wrong + [f"torn: {name}" for name in torn]


def _left_over(folder: Path) -> list[str]:
    """Half files that are still there after the second try."""
    return [f"left over: {path.relative_to(folder)}" for path in folder.rglob("*") if _is_half(path)]


def _is_half(path: Path) -> bool:
    return any(part.endswith(_HALF) or ".part" in part for part in path.parts)


def _store(folder: Path, key: bytes) -> Store:
    path = folder / HOME / DATABASE_FILE
    return Store(connect(path, key), path, key, now)


def _plain(value: Any) -> str:
    return _VOLATILE.sub("*", json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))


def _is_sentence(text: str) -> bool:
    """Chinese, ended, and no word of a library."""
    return text.endswith(("。", "）")) and "Error" not in text and bool(re.search("[\u4e00-\u9fff]{4}", text))


def _difference(found: dict[str, Any], meant: dict[str, Any]) -> str:
    parts = []
    for key in meant:
        if found[key] != meant[key]:
            more = [each for each in found[key] if each not in meant[key]]
            less = [each for each in meant[key] if each not in found[key]]
            parts.append(f"{key} +{str(more)[:300]} -{str(less)[:300]}")
    return "; ".join(parts)
