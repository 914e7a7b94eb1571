"""Makes the golden packages that each released format leaves behind: -m tests.tools.make_packages FOLDER.

Run once for a new format, before its release; what is there is never made again. A village's packages
in the order in which they are taken in, the keys of the township that can read them, and what it holds
afterwards.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app import attachments, records
from app.desk import Desk, Office
from app.exchange import incoming
from app.offices import open_office
from db.kinds import KINDS
from db.schema import quoted
from tests.exchange.offices import NOW, PASSWORD, carry, join, pack, township, village
from tests.exchange.rewriting import rewritten
from tests.factories import RARE_NAMES, RARE_TEXT, make_household, make_person, one_of_each

KEPT = ("exchange.keys", "exchange.roster", "exchange.below")
NEWER_KIND, NEWER_FIELD = "flag_of_2030", "shoe_size"


def make(folder: Path) -> None:
    """The packages, `township.json` and `digests.json`. Raises FileExistsError."""
    folder.mkdir(parents=True)
    work = Path(tempfile.mkdtemp(prefix="lianxin-golden-"))
    low, high = village(work), township(work)
    join(low, high)
    for number, path in enumerate(_written(low, high), 1):
        shutil.copy(path, folder / f"{number}.lxp")
    told = {key: high.settings.get(key) for key in KEPT}
    (folder / "township.json").write_text(_json({"office": asdict(high.office), **told}), "utf-8")
    low.close()
    high.close()
    with closing(reader(work / "reader", folder)) as desk:
        for path in packages_in(folder):
            incoming.take(desk, path)
        (folder / "digests.json").write_text(_json(digests(desk)), "utf-8")
    shutil.rmtree(work)


def packages_in(folder: Path) -> list[Path]:
    """The packages of a format, in their order."""
    return sorted(folder.glob("*.lxp"), key=lambda path: int(path.stem))


def reader(home: Path, folder: Path) -> Desk:
    """A township of today's program with the keys and the roster of then."""
    told = json.loads((folder / "township.json").read_text("utf-8"))
    desk = township(home)
    for key in KEPT:
        desk.settings.set(key, told[key])
    desk.settings.set("office", asdict(Office(**told["office"])))
    desk.close()
    return open_office(desk.home, "王芳", PASSWORD, lambda: NOW)


def _written(low: Desk, high: Desk) -> list[Path]:
    """What a year may hold: every kind, rare characters, changes, removals, a conflict, a newer program's."""
    with low.store.write("sample.add", "王芳") as (writer, _):
        ids = one_of_each(writer.add)
        homes = writer.add_many("household", [make_household(head=name) for name in RARE_NAMES])
        people = writer.add_many(
            "person", [make_person(name=name, x_别名=name, notes=RARE_TEXT) for name in RARE_NAMES]
        )
    photo = low.home / "photo.bin"
    photo.write_bytes(hashlib.sha256(b"photo").digest() * 3000)
    attachments.attach(low, "household", homes[0], photo)
    first = pack(low, high)
    incoming.take(high, first)
    records.change(low, "person", ids["person"], {"name": "张桂华", "phone": None, "x_别名": "桂华"})
    records.remove(low, "person", people[0])
    records.change(low, "person", people[1], {"phone": "13800002222"})
    records.change(high, "person", people[1], {"phone": "13800003333"})
    records.change(high, "person", people[2], {"notes": "镇里补充"})
    carry(high, low)
    second = pack(low, high, is_full=True)
    tag = records.add(low, "tag", {"owner": people[1], "tag": "party_member"})
    added = records.add(low, "person", make_person(name="新来的人"))

    def newer(manifest: dict[str, Any], frames: list[dict[str, Any]]) -> None:
        for frame in (each for each in frames if each["t"] == "rows"):
            ids = [row[0] for row in frame["rows"]]
            if tag in ids:
                frame["kind"] = NEWER_KIND
            if added in ids:
                frame["fields"].append(NEWER_FIELD)
                for row in frame["rows"]:
                    if row[2] >= 0:
                        row.insert(-1, 42 if row[0] == added else None)

    return [first, second, rewritten(pack(low, high, is_full=True), low, high, newer)]


def digests(desk: Desk, told: dict[str, Any] | None = None) -> dict[str, Any]:
    """Kind → its columns and a hash over all its cells; siblings, what is kept raw, contents, vectors.

    `told`: digests of then, whose columns are taken.
    """
    run = desk.store.connection.execute
    found: dict[str, Any] = {}
    for name in KINDS if told is None else [each for each in told if each in KINDS]:
        columns = told[name]["columns"] if told else ["deleted", "extra", *KINDS[name].names]
        listed = ", ".join(map(quoted, columns))
        rows = run(f"SELECT id, {listed} FROM {quoted(name)} WHERE bucket != 1 ORDER BY id").fetchall()
        found[name] = {"columns": columns, "rows": len(rows), "sha256": _hash(rows)}
    for what, sql in _BESIDE.items():
        rows = run(sql).fetchall()
        found[what] = {"rows": len(rows), "sha256": _hash(rows)}
    return found


_BESIDE = {
    "siblings": "SELECT s.kind, s.field, w.node, w.epoch, s.seq, s.value FROM sibling s JOIN writer w "
    "ON w.number = s.writer ORDER BY 1, 2, 3, 4, 5",
    "raw": "SELECT r.kind, r.id, r.field, w.node, w.epoch, r.seq, r.value FROM raw_cell r JOIN writer w "
    "ON w.number = r.writer ORDER BY 1, 2, 3, 4, 5, 6",
    "contents": "SELECT sha256, length(bytes) FROM content ORDER BY 1",
    "vectors": "SELECT b.name, w.node, w.epoch, t.seq FROM tally t JOIN writer w ON w.number = t.writer "
    "JOIN bucket b ON b.number = t.bucket WHERE t.seq > 0 AND b.number != 1 ORDER BY 1, 2, 3",
}


def _hash(rows: list[Any]) -> str:
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    make(Path(sys.argv[1]))
