"""The test vectors of records: -m tests.tools.make_record_vectors tests/vectors, after make_vectors.

Three packages of a village and its township, the keys to read them, and what a reader holds afterwards.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app import records
from app.desk import Desk
from app.exchange import crypto, incoming, ties
from app.exchange.buckets import records_of
from app.exchange.container import read_header
from db.exchange.outgoing import shared_fields
from db.exchange.parcel import acknowledgement
from db.kinds import KINDS
from db.schema import quoted
from tests.exchange.offices import join, pack, township, village
from tests.factories import make_household, make_person

NAMES = ("records-1.lxp", "records-2.lxp", "records-3.lxp")


def add_records(folder: Path) -> None:
    """Write the packages; add their keys and what they hold to keys.json and expected.json."""
    work = Path(tempfile.mkdtemp(prefix="lianxin-vectors-"))
    keys, expected = (
        json.loads((folder / name).read_text("utf-8")) for name in ("keys.json", "expected.json")
    )
    with closing(village(work)) as low, closing(township(work)) as high:
        join(low, high)
        paths = _written(low, high)
        for name, path in zip(NAMES, paths, strict=True):
            shutil.copy(path, folder / name)
            header = {key: value for key, value in asdict(read_header(path)).items() if key != "signed"}
            expected[name] = {"header": header}
        keys["records village"] = crypto.keys_to_json(ties.own_keys(low))
        keys["records township"] = crypto.keys_to_json(ties.own_keys(high))
        expected["records"] = held(high, records_of(low.office.id))
    for name, value in (("keys.json", keys), ("expected.json", expected)):
        (folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")
    shutil.rmtree(work)


def _written(low: Desk, high: Desk) -> list[Path]:
    home = records.add(low, "household", make_household(head="张桂花"))
    people = [
        records.add(low, "person", make_person(household=home, name=name, phone="13800001111"))
        for name in ("张桂花", "王𠮷芳", "李建国")
    ]
    records.change(low, "person", people[0], {"notes": "第一次改", "private_notes": "不出村"})
    first = pack(low, high)
    incoming.take(high, first)
    records.change(high, "person", people[0], {"phone": "13800003333"})
    records.change(high, "person", people[1], {"work_unit": "镇合作社"})
    records.remove(high, "person", people[2])
    second = pack(high, low)
    records.change(low, "person", people[0], {"phone": "13800002222"})
    records.change(low, "person", people[2], {"notes": "九月搬回", "id_number": "110101199003071233"})
    incoming.take(low, second)
    records.change(low, "person", people[1], {"work_unit": "村合作社"})
    records.add(low, "tag", {"owner": people[1], "tag": "party_member"})
    third = pack(low, high)
    incoming.take(high, third)
    return [first, second, third]


def held(desk: Desk, bucket: str) -> dict[str, Any]:
    """Vector, values shown and siblings of a bucket, as a reader in another language would list them."""
    run = desk.store.connection.execute
    shown, siblings = [], []
    for kind in KINDS.values():
        fields = ("deleted", "extra", *shared_fields(kind))
        listed = ", ".join(f"t.{quoted(name)}" for name in fields)
        rows = run(
            f"SELECT t.row, t.id, {listed} FROM {quoted(kind.name)} t JOIN bucket b ON b.number = t.bucket "
            "WHERE b.name = ? ORDER BY t.id",
            (bucket,),
        ).fetchall()
        for row, identity, *values in rows:
            told = {name: value for name, value in zip(fields, values, strict=True) if value is not None}
            shown.append([kind.name, identity, told])
            sql = "SELECT field, value FROM sibling WHERE kind = ? AND row = ? ORDER BY field, value"
            columns: dict[str, list[Any]] = {}
            for name, value in run(sql, (kind.number, row)):
                columns.setdefault(name, []).append(value)
            siblings += [[kind.name, identity, name, found] for name, found in columns.items()]
    vector = acknowledgement(desk.store, [bucket])[bucket]
    return {"bucket": bucket, "vector": vector, "shown": shown, "siblings": siblings}


if __name__ == "__main__":
    add_records(Path(sys.argv[1]))
