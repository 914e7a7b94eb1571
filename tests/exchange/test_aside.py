"""Packages that a revoked PC wrote after it was struck: kept whole until a person decides."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from app import records
from app.desk import Desk
from app.exchange import aside, incoming, joining, ties
from app.exchange.problems import ExchangeProblem
from app.records import Query
from tests.exchange.offices import joined_pair, pack
from tests.factories import make_person


def names(desk: Desk) -> set[str]:
    return {each["name"] for each in records.find(desk, Query("person"))}


def refused(desk: Desk, package: Path) -> str:
    with pytest.raises(ExchangeProblem) as told:
        incoming.take(desk, package)
    return told.value.code


def test_case_46_what_a_revoked_pc_wrote_is_let_in_by_a_person_or_done_away_with(tmp_path: Path):
    low, high = joined_pair(tmp_path)
    with closing(low), closing(high):
        records.add(low, "person", make_person(name="李建国"))
        joining.revoke(high, ties.own_keys(low).public.node)
        assert refused(high, pack(low, high)) == "revoked"
        (kept,) = aside.kept_packages(high)
        assert (kept.office, kept.number) == (low.office.name, 1) and kept.records > 0
        assert aside.let_in(high, kept.package).state == "taken"
        assert (names(high), aside.kept_packages(high)) == ({"李建国"}, [])
        records.add(low, "person", make_person(name="王小明"))
        assert refused(high, pack(low, high)) == "revoked"
        (kept,) = aside.kept_packages(high)
        aside.refuse(high, kept.package)
        assert (names(high), aside.kept_packages(high)) == ({"李建国"}, [])


def test_only_a_kept_package_is_let_in(tmp_path: Path):
    low, high = joined_pair(tmp_path)
    with closing(low), closing(high), pytest.raises(ExchangeProblem) as told:
        aside.let_in(high, "../escape")
    assert told.value.code == "no_such_package"
