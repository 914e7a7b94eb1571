"""What is fed with bytes from anywhere. Each target holds to one promise: an answer or a Problem.

`fuzz_one(target, data)` raises AssertionError or whatever else came out for a broken promise: a crash, more
than five seconds of work, a file outside the folder, a formula in a cell that came from text.
"""

from __future__ import annotations

import atexit
import json
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from app import attachments, codes, drafts, pictures, records, search
from app.command_line.json_input import objects, one_object, plain_values
from app.file_names import LONGEST, safe_name
from app.kinds import KINDS
from app.ledgers import catalogue, printing
from app.ledgers.definitions import read_definition
from app.offices import OpenOffice
from app.personal_numbers import personal_number
from app.problems import Problem
from app.spreadsheets import analysing, importing, mappings, reading
from app.spreadsheets.rejects import save_rejected
from db import backup, keys
from db.errors import StoreFault
from tests.app.village_desk import add_household, open_village
from tests.fuzz import workbooks

SECONDS = 5.0
PICTURE_EDGE = 64
_FORMULA = re.compile(rb"<(\w+:)?f[\s>/]")


class Yard:
    """One office for all examples of a process, and an empty folder beside it for each of them."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fuzz"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.desk: OpenOffice = open_village(self.folder)
        self.home = add_household(self.desk)
        self.work = self.folder / "work"
        self.outside = self.listed()

    def listed(self) -> set[Path]:
        """Every file beside the work folder that is no part of the office's own house-keeping."""
        own = (self.work, self.desk.home)
        return {each for each in self.folder.rglob("*") if not any(each.is_relative_to(o) for o in own)}

    def emptied(self) -> Path:
        """The work folder without anything in it."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        return self.work


@cache
def yard() -> Yard:
    """This process's office, made at the first example."""
    return Yard()


def fuzz_one(target: str, data: bytes) -> bool:
    """Feed one target; whether it took the bytes (False: it refused them). Raises for a broken promise."""
    begin = time.process_time()
    try:
        TARGETS[target](data)
    except (Problem, StoreFault) as refusal:
        if isinstance(refusal, Problem):
            assert refusal.sentence
        return False
    finally:
        taken = time.process_time() - begin
        assert taken < SECONDS, f"{taken:.1f} s of work"
        assert yard().listed() == yard().outside, "a file outside the folder"
    return True


def spreadsheet(data: bytes) -> None:
    """A workbook or CSV: looked at, planned as a roster, its refused rows saved."""
    folder = yard().emptied()
    path = folder / "sheet"
    path.write_bytes(workbooks.made_of(data))
    _import(path, folder, "person")


def visits_sheet(data: bytes) -> None:
    """The same bytes as a sheet of visits."""
    folder = yard().emptied()
    path = folder / "sheet"
    path.write_bytes(workbooks.made_of(data))
    _import(path, folder, "visit")


def _import(path: Path, folder: Path, kind: str) -> None:
    desk = yard().desk
    for info in reading.sheets(path)[:3]:
        seen = analysing.analyse(desk, path, kind, info.name)
        planned = importing.plan(desk, path, seen.mapping, info.name)
        assert planned.report.lines() and json.dumps(planned.report.as_json())
        if planned.report.rejected:
            save_rejected(desk, planned.report, folder / "rejected.xlsx")
            assert_no_formula(folder / "rejected.xlsx")
    assert {each.name for each in folder.iterdir()} <= {"sheet", "rejected.xlsx"}


def assert_no_formula(path: Path) -> None:
    """No sheet of the workbook holds a formula, nor a link that a text made."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert not _FORMULA.search(archive.read(name)), "a formula from text"
            assert "externalLink" not in name and "vbaProject" not in name


def printed(data: bytes) -> None:
    """A text in a record comes out of every ledger's workbook as a text."""
    text, desk = data.decode("utf-8", "replace"), yard().desk
    with desk.write("office.change") as writer:
        values = {"date": "2026-11-05", "household": yard().home, "visitors": [], "content": text or "空"}
        visit = writer.add("visit", {**values, "companions": text[:60] or None})
    try:
        path = yard().emptied() / "ledger.xlsx"
        printing.print_ledger(desk, "走访台账", "2026-11", path, ids=[visit])
        assert_no_formula(path)
    finally:
        records.remove(desk, "visit", visit)


def mapping(data: bytes) -> None:
    """A mapping that somebody wrote as TOML."""
    path = yard().emptied() / "map.toml"
    path.write_bytes(data)
    read = mappings.load(path, "person")
    assert mappings.from_toml(mappings.to_toml(read)).used == read.used


def definition(data: bytes) -> None:
    """A ledger that a township sends, printed with the records that are there."""
    raw = _plain(data)
    read = read_definition(raw if isinstance(raw, dict) else {"name": "空"})
    catalogue.check_paths(read)
    for edition in read.editions:
        printing.model_of(yard().desk, read, "2026-11", edition)


def code_list(data: bytes) -> None:
    """Code lists that a township sends, and what is looked up in them."""
    raw = _plain(data)
    rows = [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []
    desk = yard().desk
    with desk.write("office.change") as writer:
        added = [writer.add("code", row) for row in rows[:5]]
    try:
        for name in desk.codes.lists:
            assert isinstance(desk.codes.options(name), list)
        assert codes.assembled().label("tag", data[:9].decode("utf-8", "replace")) is not None
    finally:
        if added:
            with desk.write("office.change") as writer:
                for each in added:
                    writer.remove("code", each)


def picture(data: bytes) -> None:
    """A picture, shrunk and shown; nothing of the camera stays in it."""
    made = pictures.shrunk(data)
    assert made.startswith(b"\xff\xd8") and b"Exif\0" not in made[:4096] and b"http://ns.adobe" not in made
    assert pictures.thumbnail(data, PICTURE_EDGE).startswith(b"\x89PNG")


def attachment(data: bytes) -> None:
    """A file of any content under any name: the name is the first line. Kept, and written out again."""
    name, _, contents = data.partition(b"\n")
    folder, desk = yard().emptied(), yard().desk
    told = name.decode("utf-8", "surrogateescape")
    safe = safe_name(told, "附件")
    assert 0 < len(safe) <= LONGEST + 20 and len(safe.encode()) <= 255
    assert not set(safe) & set('/\\:*?"<>|\0\u202e') and safe not in (".", "..") and safe == safe.rstrip(" .")
    path = folder / safe
    path.write_bytes(contents)
    kept = attachments.attach(desk, "household", yard().home, path)
    try:
        written = attachments.save_as(desk, kept, folder)
        assert written.parent == folder
    finally:
        attachments.remove(desk, kept)


def json_lines(data: bytes) -> None:
    """What the command line reads from its input."""
    for number, values in objects(BytesIO(data)):
        assert number and _storable(plain_values(KINDS["person"], values))


def json_object(data: bytes) -> None:
    """One object, and a record of it."""
    values = plain_values(KINDS["person"], one_object(BytesIO(data)))
    desk = yard().desk
    identity = records.add(desk, "person", values)
    json.dumps(dict(records.get(desk, "person", identity).values), ensure_ascii=False).encode()
    records.remove(desk, "person", identity)


def search_words(data: bytes) -> None:
    """Any words looked for everywhere."""
    text, desk = data.decode("utf-8", "surrogatepass" if data.isascii() else "replace"), yard().desk
    search.find_people(desk, text, kinds=("person", "household", "organization"))
    search.search_text(desk, text)
    personal_number(text)


def key_file(data: bytes) -> None:
    """A key file, and the key file of a backup, tried with a password."""
    folder = yard().emptied()
    (folder / keys.KEY_FILE).write_bytes(data)
    read = keys.read_key_file(folder)
    for name in read.operators[:1]:
        wrap = dict(read.wraps)[name]
        if wrap["memory_kib"] * wrap["passes"] <= 65536 * 4:
            read.unwrap(name, "lianxin1")
    backup.copies(folder)


def draft(data: bytes) -> None:
    """A draft, and one whose contents were spoilt in the database."""
    raw, desk = _plain(data), yard().desk
    drafts.keep(
        desk, "person/new", drafts.Draft(raw if isinstance(raw, dict) else {"name": data.decode("latin-1")})
    )
    assert drafts.find(desk, "person/new") is not None
    for spoilt in (data, data.decode("utf-8", "replace")):
        with desk.store.local_write() as connection:
            connection.execute("UPDATE draft SET contents = ?", (spoilt,))
        found = drafts.find(desk, "person/new")
        assert found is None or isinstance(found.words, str)
        if found is not None:
            found.outdated({"name": "张三"})
        drafts.waiting(desk)


def _plain(data: bytes) -> Any:
    """The JSON in the bytes, or nothing."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _storable(values: Mapping[str, Any]) -> bool:
    json.dumps(values, ensure_ascii=False).encode()
    return True


TARGETS: dict[str, Callable[[bytes], None]] = {
    "spreadsheet": spreadsheet,
    "visits_sheet": visits_sheet,
    "printed": printed,
    "mapping": mapping,
    "definition": definition,
    "code_list": code_list,
    "picture": picture,
    "attachment": attachment,
    "json_lines": json_lines,
    "json_object": json_object,
    "search_words": search_words,
    "key_file": key_file,
    "draft": draft,
}
