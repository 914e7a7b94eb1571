"""A fresh process looks at an office after a cut: whole, complete, nothing half done, nothing asked."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app import origin, search
from app.command_line import run
from app.command_line.surroundings import Surroundings
from app.desk import Desk
from app.offices import open_office
from app.operators import accounts
from app.problems import Problem
from app.unlocking import unlock
from db import search_index
from db.kinds import KINDS
from db.schema import quoted
from db.store import Store
from tests.db.stores import faults_in
from tests.faults.clerk import CLERK, COPIES, DRAFT, FIRST, HOME, JOURNAL, OUT, now
from tests.faults.promises import Journal, Promised

_MARK = re.compile("[甲乙丙丁戊己庚辛壬癸]{6}")
_MARKED = {"household": "head", "person": "name", "visit": "content", "attachment": "name"}


def examine(folder: Path) -> tuple[list[str], Promised]:
    """What is wrong, empty when nothing is; and which of the possible states stands."""
    possible = Journal(folder / JOURNAL).possible()
    home = folder / HOME
    try:
        password = next(each.operators[CLERK] for _, each in possible if _opens(home, CLERK, each))
        desk = open_office(home, CLERK, password, now)
    except (Problem, StopIteration) as refused:
        return [f"does not open: {refused!r}"], possible[-1][1]
    with closing(desk):
        wrong = [] if origin.question(desk) is None else ["a question is asked"]
        wrong += [*faults_in(desk.store), *_faults_of_the_file(desk.store), *_faults_of_search(desk)]
        tried = [(_missing(desk, folder, promised), promised) for _, promised in possible]
    wrong += _said_by_check(home, password)
    missing, standing = min(tried, key=lambda each: len(each[0]))
    if missing:
        acts = [act for act, _ in possible]
        wrong += [f"{act}: {each}" for act, (faults, _) in zip(acts, tried, strict=True) for each in faults]
    return wrong, standing


def examined(folder: Path) -> bytes:
    """`examine` for another process: JSON."""
    wrong, standing = examine(folder)
    return json.dumps([wrong, asdict(standing)]).encode()


def _opens(home: Path, name: str, promised: Promised) -> bool:
    try:
        unlock(home, name, promised.operators[name])
    except Problem:
        return False
    return True


def _faults_of_the_file(store: Store) -> list[str]:
    """SQLite's own check of every page and index, SQLCipher's of every page's seal, the references."""
    asked = ("PRAGMA integrity_check", "PRAGMA cipher_integrity_check", "PRAGMA foreign_key_check")
    said = [str(row) for sql in asked for row in store.connection.execute(sql).fetchall()]
    return [each for each in said if each != "('ok',)"]


def _faults_of_search(desk: Desk) -> list[str]:
    """Index tables that do not hold what filling them anew would give."""
    connection = desk.store.connection
    connection.execute("PRAGMA temp_store = MEMORY")
    wrong = []
    for kind, index, column, function, read in search_index.indexes():
        (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        connection.execute(made.replace(f"TABLE {index}", "TABLE temp.anew", 1))
        arguments = ", ".join(quoted(name) for name in read)
        connection.execute(
            f"INSERT INTO temp.anew (rowid, {column}) SELECT row, {function}({arguments}) FROM {quoted(kind)}"
        )
        connection.execute(f"CREATE VIRTUAL TABLE temp.kept_words USING fts5vocab(main, {index}, instance)")
        connection.execute("CREATE VIRTUAL TABLE temp.anew_words USING fts5vocab(temp, anew, instance)")
        kept, anew = (
            set(connection.execute(f"SELECT term, doc FROM temp.{name}"))
            for name in ("kept_words", "anew_words")
        )
        if kept != anew:
            wrong.append(f"{index}: {len(anew - kept)} missing, {len(kept - anew)} too many")
        for name in ("kept_words", "anew_words", "anew"):
            connection.execute(f"DROP TABLE temp.{name}")
    return wrong


def _said_by_check(home: Path, password: str) -> list[str]:
    """What `lianxin check` says, if it is not content."""
    out, err = io.StringIO(), io.StringIO()
    around = Surroundings(io.BytesIO(), out, err, {"LIANXIN_PASSWORD": password}, now, lambda _: "", None)
    code = run(["--home", str(home), "--operator", CLERK, "check"], around)
    return [] if code == 0 else [f"check: {out.getvalue()}{err.getvalue()}"]


def _missing(desk: Desk, folder: Path, promised: Promised) -> list[str]:
    """Where the office differs from what was promised."""
    parts = {
        "records": (_groups(desk.store), _promised_groups(promised)),
        "change": (_first(desk.store), {(promised.changed, promised.changed)}),
        "setting": (_kept(desk, "own"), {promised.setting} if promised.setting else set()),
        "draft": (_kept(desk, DRAFT), {promised.draft} if promised.draft else set()),
        "operators": ({each.name for each in accounts(desk)}, set(promised.operators)),
        "passwords": (
            {n for n in promised.operators if _opens(folder / HOME, n, promised)},
            {*promised.operators},
        ),
        "files": (set(promised.files) - {path.name for path in (folder / OUT).glob("*")}, set()),
        "copies": (set(promised.backups) - {path.name for path in (folder / COPIES).glob("*")}, set()),
        "whole files": ({path.name for path in (folder / OUT).glob("*") if not is_whole(path)}, set()),
        "found": (_not_found(desk, promised), set()),
    }
    return [f"{name}: {found} instead of {meant}" for name, (found, meant) in parts.items() if found != meant]


def _groups(store: Store) -> dict[tuple[str, str, str], int]:
    """(mark, kind, there or binned or merged) → how many records."""
    found: Counter[tuple[str, str, str]] = Counter()
    for kind, field in _MARKED.items():
        merged = "merged_into" if KINDS[kind].has("merged_into") else "NULL"
        rows = store.connection.execute(f'SELECT "{field}", deleted, {merged} FROM "{kind}"')
        for text, deleted, into in rows:
            if mark := _MARK.search(text or ""):
                found[mark.group(), kind, "merged" if into else "binned" if deleted else "there"] += 1
    return dict(found)


def _promised_groups(promised: Promised) -> dict[tuple[str, str, str], int]:
    meant: Counter[tuple[str, str, str]] = Counter()
    for mark, kinds in promised.groups.items():
        for kind, count in kinds.items():
            meant[mark, kind, "binned" if mark in promised.binned else "there"] += count
    for mark in promised.merged:
        meant[mark, "person", "there"] -= 1
        meant[mark, "person", "merged"] += 1
    return dict(meant)


def _first(store: Store) -> set[Any]:
    sql = "SELECT coalesce(notes, ''), coalesce(address, '') FROM household WHERE head = ?"
    return {tuple(row) for row in store.connection.execute(sql, (FIRST,))}


def _kept(desk: Desk, key: str) -> set[str]:
    """The marks in a setting."""
    return set(_MARK.findall(json.dumps(desk.settings.get(key), ensure_ascii=False)))


def _not_found(desk: Desk, promised: Promised) -> set[str]:
    """Marks that the search does not find where it should."""
    wanted = {
        mark for mark, kinds in promised.groups.items() if "person" in kinds and mark not in promised.binned
    }
    return {mark for mark in wanted if not search.find_people(desk, mark, limit=1)}


def is_whole(path: Path) -> bool:
    """Whether a printed file can be shown; one still growing bears another ending."""
    if path.suffix == ".pdf":
        contents = path.read_bytes()
        return contents.startswith(b"%PDF-") and contents.rstrip().endswith(b"%%EOF")
    if path.suffix == ".xlsx":
        try:
            with zipfile.ZipFile(path) as book:
                return book.testzip() is None
        except zipfile.BadZipFile:
            return False
    return path.suffix == ".part"
