"""Errands, petitions, disputes, suggestions: their lists are those counted one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app import matters, records
from app.handbook import completeness
from app.matters import services
from app.matters.services import STATUSES, TYPES, Wanted
from app.offices import OpenOffice
from app.records import Query, Record, Where
from tests.app.village_desk import add_household, add_matter, open_village

ALL = Query("matter", order=("-opened",))
WAYS: tuple[tuple[str, ...], ...] = (
    (), ("accept",), ("accept", "explain"), ("accept", "handle"), ("accept", "handle", "finish"),
    ("accept", "handle", "finish", "feed_back", "evaluate"),
    ("accept", "handle", "finish", "feed_back", "evaluate", "close"),
    ("accept", "handle", "finish", "return"),
)  # fmt: skip
GIVEN = {
    "finish": {"result": "done"}, "explain": {"result": "decided", "text": "已说明"},
    "feed_back": {"text": "已告知"}, "evaluate": {"result": "satisfied"}, "return": {"text": "没有办好"},
}  # fmt: skip


def take(desk: OpenOffice, matter: str, *acts: str) -> None:
    for act in acts:
        matters.act(desk, matter, act, GIVEN.get(act, {}))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path_factory.mktemp("services"))
    for number, (type, way) in enumerate((type, way) for type in (*TYPES, "problem") for way in WAYS):
        day = date(2026, 11, 18) - timedelta(days=number * 5 % 90)
        due = (day + timedelta(days=15)).isoformat()
        risk = ("low", "medium", "high", None)[number % 4] if type == "dispute" else None
        matter = add_matter(opened, type=type, opened=day.isoformat(), deadline=due, risk=risk)
        take(opened, matter, *way)
    yield opened
    opened.close()


def by_hand(desk: OpenOffice, wanted: Wanted) -> set[str]:
    today = desk.today()
    soon, long_ago = (today + timedelta(days=7)).isoformat(), (today - timedelta(days=60)).isoformat()

    def fits(matter: Record) -> bool:
        one = matters.state_of(desk, matter.id)
        explained = one.state is matters.State.EXPLAINED
        done, due = one.finished or ("x" if explained else ""), one.deadline or matter["deadline"]
        working = one.open and not done
        return {
            "": True, "open": working, "overdue": working and due < today.isoformat(),
            "due_soon": working and today.isoformat() <= due <= soon,
            "long": working and matter["opened"] < long_ago, "done": bool(done),
            "closed": bool(one.closed), "dissatisfied": one.satisfaction == "dissatisfied",
        }[wanted.status]  # fmt: skip

    found = records.find(desk, Query("matter", where=(Where("type", "=", wanted.type),)))
    return {each.id for each in found if fits(each)}


@pytest.mark.parametrize("status", ["", *STATUSES])
@pytest.mark.parametrize("type", TYPES)
def test_each_list_holds_what_is_counted_one_by_one(desk: OpenOffice, type: str, status: str):
    wanted = Wanted(type, status)
    found = [each.id for each in services.page(desk, wanted, ALL)]
    assert len(found) == len(set(found)) == services.count(desk, wanted, ALL)
    assert set(found) == by_hand(desk, wanted)


@pytest.mark.parametrize("status", ["", "open", "done"])
def test_a_list_is_narrowed_by_fields_of_the_matter_and_of_its_standing_alike(desk: OpenOffice, status: str):
    wanted = Wanted("dispute", status)
    for where in (
        (Where("opened", ">=", "2026-10-01"),),
        (Where("risk", "=", "low"), Where("opened", "<=", "2026-11-01")),
        (Where("risk", "!=", "low"),),
    ):
        query = Query("matter", where=where, order=("-opened",), limit=50)
        found = [each.id for each in services.page(desk, wanted, query)]
        matching = {each.id for each in records.find(desk, Query("matter", where=where))}
        assert set(found) == by_hand(desk, wanted) & matching
        assert services.count(desk, wanted, query) == len(found)


def test_the_conditions_of_the_query_narrow_a_list_and_its_pages_follow_each_other(desk: OpenOffice):
    wanted = Wanted("dispute", "open")
    medium = Query("matter", where=(Where("risk", "=", "medium"),), order=("-opened",))
    assert {each["risk"] for each in services.page(desk, wanted, medium)} == {"medium"}
    whole = [each.id for each in services.page(desk, Wanted("dispute"), ALL)]
    cut = [
        services.page(desk, Wanted("dispute"), Query("matter", order=("-opened",), limit=3, offset=at))
        for at in range(0, len(whole), 3)
    ]
    assert [each.id for page in cut for each in page] == whole


def test_dangerous_disputes_that_are_not_settled_come_first_page_by_page(desk: OpenOffice):
    pages = [
        services.page(desk, Wanted("dispute", by_risk=True), replace(ALL, limit=3, offset=at))
        for at in range(0, len(WAYS) + 1, 3)
    ]
    found = [each for page in pages for each in page]
    done = by_hand(desk, Wanted("dispute", "done"))
    risks = ["high", "medium", "low", None]
    ranks = [(each.id in done, 9 if each.id in done else risks.index(each["risk"])) for each in found]
    assert ranks == sorted(ranks) and len({each.id for each in found}) == len(found) == len(WAYS)


def test_petitions_are_counted_by_how_often_somebody_came(tmp_path: Path):
    desk = open_village(tmp_path)
    for turn in ("first", "first", "again", None):
        add_matter(desk, type="petition", petition=turn)
    add_matter(desk, type="errand")
    assert services.tally(desk, Wanted("petition"), "petition") == {"first": 2, "again": 1, "": 1}
    with pytest.raises(KeyError):
        services.tally(desk, Wanted("petition"), "petition; DROP TABLE matter")
    desk.close()


def test_a_matter_leaves_the_list_when_it_is_deleted_or_changes_its_type(tmp_path: Path):
    desk = open_village(tmp_path)
    one, two = add_matter(desk, type="errand"), add_matter(desk, type="errand")
    records.change(desk, "matter", one, {"type": "petition"})
    assert [each.id for each in services.page(desk, Wanted("errand"), ALL)] == [two]
    records.remove(desk, "matter", two)
    assert services.count(desk, Wanted("errand"), ALL) == 0
    desk.close()


@pytest.mark.parametrize(
    ("type", "asked"), [("problem", True), (None, True), ("inspection", True), ("errand", False)]
)
def test_five_haves_are_asked_of_problems_alone(type: str | None, asked: bool):
    assert services.has_five_haves(Record("matter", "m", {"type": type})) is asked


def test_an_errand_is_complete_without_the_five_and_bears_no_mark():
    found = completeness(Record("matter", "m", {"type": "errand"}), matters.standing(()))
    assert (found.complete, found.asked, found.mark) == (True, False, "")
    assert completeness(Record("matter", "m", {"type": "problem"}), matters.standing(())).missing


@pytest.mark.parametrize(
    ("results", "explained", "outcome"),
    [
        ([], False, ""),
        ([], True, "impossible"),
        (["partly"], True, "partly"),
        (["partly", "done"], False, "done"),
    ],
)
def test_what_became_of_a_suggestion_is_its_last_result(results: list[str], explained: bool, outcome: str):
    assert services.outcome(results, explained) == outcome


def test_an_errand_of_an_old_record_is_known_by_its_category(tmp_path: Path):
    desk = open_village(tmp_path)
    add_household(desk)
    old = add_matter(desk, category="errand")
    records.change(desk, "matter", old, {"type": None})
    assert [each.id for each in services.page(desk, Wanted("errand"), ALL)] == [old]
    desk.close()
