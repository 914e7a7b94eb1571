"""Fills the sample database that each released format leaves behind: -m tests.tools.make_sample FOLDER.

Run once for a new format, before its release; what is there is never made again.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import datetime
from pathlib import Path

from db import local
from db.keys import Cost, KeyFile, new_data_key, write_key_file
from db.reversal import reverse
from db.store import DATABASE_FILE, Store, create
from tests.factories import RARE_NAMES, RARE_TEXT, make_household, make_person, make_visit, one_of_each

OPERATOR, PASSWORD = "王芳", "样例库的密码"
NOW = datetime(2026, 11, 20, 9, 0)
TABLES_LEFT_OUT = ("sqlite_", "_sqlite_", "find_", "text_")


def fill(store: Store) -> None:
    """Every kind, rare characters, changes, removals, something undone, and this machine's own tables."""
    store.office = "0192f0c1-0000-7000-8000-000000000001"
    with store.write("sample.add", OPERATOR) as (writer, _):
        ids = one_of_each(writer.add)
        people = writer.add_many(
            "person", [make_person(name=name, x_别名=name, notes=RARE_TEXT) for name in RARE_NAMES]
        )
        homes = writer.add_many(
            "household", [make_household(head=name, number=str(n)) for n, name in enumerate(RARE_NAMES)]
        )
        writer.add(
            "visit", make_visit(household=homes[0], visitors=people[:3], content=RARE_TEXT, reflection=None)
        )
        writer.store_content("cd" * 32, bytes(range(256)))
    with store.write("sample.change", OPERATOR) as (writer, _):
        writer.change("person", ids["person"], {"name": "张桂华", "phone": None, "x_别名": "桂华"})
        writer.remove("person", people[0])
        writer.remove("household", homes[1])
        writer.restore("household", homes[1])
        writer.change("household", homes[2], {"merged_into": homes[3]})
        writer.remove("household", homes[2])
    with store.write("sample.change", OPERATOR) as (writer, written):
        writer.change("household", homes[0], {"head": "𠮷𠮷"})
    reverse(store, written.action, OPERATOR, "undo")
    local.set_setting(
        store, "office", {"id": store.office, "name": "柿子坪村", "code": "500110103203", "level": "village"}
    )
    local.set_operator(store, "1", OPERATOR, "admin", NOW, disabled=False)
    local.add_audit(store, NOW, OPERATOR, "sample", "")
    local.keep_draft(store, "visit", OPERATOR, NOW, {"content": RARE_TEXT})


def digests(store: Store) -> dict[str, dict[str, object]]:
    """Table → its columns of today and a hash over all its cells."""
    connection = store.connection
    names = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
    ]
    found: dict[str, dict[str, object]] = {}
    for name in names:
        if not name.startswith(TABLES_LEFT_OUT):
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            found[name] = {"columns": columns, "sha256": digest(store, name, columns)}
    return found


def digest(store: Store, table: str, columns: list[str]) -> str:
    """A hash over these columns of all rows of a table."""
    listed = ", ".join(f'"{each}"' for each in columns)
    rows = store.connection.execute(f'SELECT {listed} FROM "{table}" ORDER BY {listed}')
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def make(folder: Path) -> None:
    """The database, its key file, the password and the digests. Raises FileExistsError."""
    folder.mkdir(parents=True)
    key = new_data_key()
    store = create(folder / DATABASE_FILE, key, lambda: NOW)
    fill(store)
    write_key_file(folder, KeyFile().with_wrap(OPERATOR, PASSWORD, key, Cost(1, 64, 1)))
    (folder / "password.txt").write_text(f"{OPERATOR}\n{PASSWORD}\n", "utf-8")
    told = json.dumps(digests(store), ensure_ascii=False, indent=1)
    (folder / "digests.json").write_text(told + "\n", "utf-8")
    store.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
