"""Case 42: the packages of every release are taken in by today's program, and give what they gave then."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from app import records
from app.exchange import deciding, giving, incoming
from app.records import Query, Where
from tests.architecture.sources import ROOT
from tests.exchange.rewriting import opened
from tests.tools.make_packages import NEWER_FIELD, NEWER_KIND, digests, packages_in, reader

FORMATS = sorted((ROOT / "tests/samples/packages").glob("format_*"))


@pytest.mark.parametrize("folder", FORMATS, ids=lambda folder: folder.name)
def test_case_42_the_golden_packages_of_a_format_give_the_recorded_digests(folder: Path, tmp_path: Path):
    told = json.loads((folder / "digests.json").read_text("utf-8"))
    with closing(reader(tmp_path, folder)) as desk:
        for path in packages_in(folder):
            assert incoming.take(desk, path).state == "taken"
        found = digests(desk, told)
    assert found == told


@pytest.mark.parametrize("folder", FORMATS, ids=lambda folder: folder.name)
def test_case_42_what_the_golden_packages_say_is_seen_by_a_clerk(folder: Path, tmp_path: Path):
    with closing(reader(tmp_path, folder)) as desk:
        for path in packages_in(folder):
            incoming.take(desk, path)
        assert deciding.count(desk) == 1
        query = Query("person", where=(Where("name", "=", "张桂华"),))
        (changed,) = records.find(desk, query)
        assert (changed["phone"], changed["x_别名"]) == (None, "桂华")
        kept = {row[0] for row in desk.store.connection.execute("SELECT kind || field FROM raw_cell")}
        assert {NEWER_KIND, f"person{NEWER_FIELD}"} <= kept


def test_case_37_what_a_newer_program_sent_goes_on_as_it_came(tmp_path: Path):
    folder = FORMATS[-1]
    with closing(reader(tmp_path, folder)) as desk:
        for path in packages_in(folder):
            incoming.take(desk, path)
        village = json.loads((folder / "township.json").read_text("utf-8"))["exchange.below"]
        given = giving.pack(desk, next(iter(village)), is_full=True)
        _, frames = opened(given.path, desk)
        cells = [row for frame in frames if frame["t"] == "raw" for row in frame["rows"]]
        assert {(row[0], row[2], row[6]) for row in cells} >= {("person", NEWER_FIELD, 42)}
