"""Hints for the author alone: copies of a text, impossible days; nothing is written, nobody else is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import honesty, records, visits
from app.honesty import about_day, about_text, own_hints
from app.matters import merge
from app.offices import OpenOffice
from app.visits import Stop, Trip
from tests.app.village_desk import add_household, add_matter, add_person, open_village

LONG = "老人说去年冬天水管冻裂了三次，自己爬上屋顶缠布条，我听了心里不是滋味，回来就找了水利站。"
OTHER = "孩子想去镇上读初中，家里商量着谁去陪读，我把住校补助的办法一条一条讲给他们听了。"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def sits(desk: OpenOffice, name: str, role: str = "entry") -> None:
    desk.operator = replace(desk.operator, name=name, role=role)


def visit(desk: OpenOffice, day: str, head: str = "", **values: object) -> str:
    home = add_household(desk, head) if head else None
    given = {"content": "看望", "method": "home", **values}
    return records.add(desk, "visit", {"date": day, "household": home, **given})


def everything(desk: OpenOffice) -> list[tuple[object, ...]]:
    """Every row of every table of the file."""
    database = desk.store.database
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [(name, *row) for name in sorted(names) for row in database.execute(f'SELECT * FROM "{name}"')]


def test_a_copy_is_told_with_day_and_home_of_the_other(desk: OpenOffice):
    first = visit(desk, "2026-11-03", "李大山", reflection=LONG)
    later = visit(desk, "2026-11-05", "王小芳", reflection=LONG.replace("三次", "两次"))
    (hint,) = own_hints(desk)
    assert (hint.kind, hint.id, hint.field, hint.other) == ("visit", later, "reflection", first)
    assert hint.words == "这篇和11月3日在李大山家写的几乎一样，要不要写点这一家的实情？"


def test_a_text_just_finished_is_told_before_it_is_kept(desk: OpenOffice):
    visit(desk, "2025-12-30", "李大山", content=LONG)
    values = {"date": "2026-11-05", "content": LONG}
    hint = about_text(desk, "visit", None, "content", values)
    assert hint is not None and "2025年12月30日在李大山家" in hint.words
    assert about_text(desk, "visit", None, "content", {**values, "content": OTHER}) is None


def test_of_many_copies_each_later_one_is_told_once(desk: OpenOffice):
    for day in range(1, 8):
        visit(desk, f"2026-11-0{day}", f"李{day}", content=LONG)
    found = own_hints(desk)
    assert len(found) == 6
    assert {each.day for each in found} == {f"2026-11-0{day}" for day in range(2, 8)}
    assert all("11月1日" in each.words for each in found)


def test_reflections_are_compared_across_visits_and_matters(desk: OpenOffice):
    visit(desk, "2026-11-01", "李大山", reflection=LONG)
    matter = add_matter(desk, reflection=LONG)
    (hint,) = own_hints(desk)
    assert (hint.kind, hint.id, hint.other_kind) == ("matter", matter, "visit")


@pytest.mark.parametrize(
    "text", ["一切都好，没有困难。", "了解家庭近期生产生活情况，宣传医保缴费政策，暂无诉求"]
)
def test_short_texts_and_offered_phrases_tell_nothing(desk: OpenOffice, text: str):
    for day in ("2026-11-03", "2026-11-04"):
        visit(desk, day, content=text)
    assert own_hints(desk) == []


def test_one_errand_and_one_result_may_be_told_in_the_same_words(desk: OpenOffice):
    source = visit(desk, "2026-11-02", needs="修路", reflection=LONG)
    matter = visits.need_to_matter(desk, source, {"reflection": LONG})
    one, other = add_matter(desk, feedback=OTHER), add_matter(desk, feedback=OTHER)
    assert [each.field for each in own_hints(desk)] == ["feedback"]
    merge(desk, [other], one)
    assert own_hints(desk) == []
    values = records.get(desk, "matter", matter).values
    assert about_text(desk, "matter", matter, "reflection", values) is None


def test_nobody_else_is_told_not_even_who_reviews_or_administers(desk: OpenOffice):
    sits(desk, "刘小兰")
    first = visit(desk, "2026-11-03", "李大山", content=LONG)
    later = visit(desk, "2026-11-04", "王小芳", content=LONG)
    assert [each.id for each in own_hints(desk)] == [later]
    for name, role in (("赵书记", "review"), ("王芳", "admin"), ("周强", "entry")):
        sits(desk, name, role)
        values = records.get(desk, "visit", later).values
        assert own_hints(desk) == []
        assert about_text(desk, "visit", later, "content", values) is None
        assert about_text(desk, "visit", None, "content", {**values, "date": "2026-11-06"}) is None
        assert about_day(desk, first, {**values, "date": "2027-01-01"}) == []


def test_the_member_whose_book_it_is_is_the_author_too(desk: OpenOffice):
    member = add_person(desk, "李建国")
    for _ in range(2):
        add_matter(desk, recorder=member, feedback=LONG)
    sits(desk, "李建国")
    assert len(own_hints(desk)) == 1
    sits(desk, "周强", "review")
    assert own_hints(desk) == []


def test_who_takes_in_a_table_of_others_has_not_written_them(desk: OpenOffice):
    rows = [{"date": f"2026-11-0{day}", "content": LONG} for day in (3, 4)]
    with desk.write("import.visit") as writer:
        for row in rows:
            writer.add("visit", row)
    assert own_hints(desk) == []


def test_looking_writes_nothing_and_leaves_no_trace(desk: OpenOffice):
    visit(desk, "2026-11-03", "李大山", content=LONG, reflection=OTHER)
    later = visit(desk, "2026-12-24", "王小芳", content=LONG, reflection=OTHER)
    before, changes = everything(desk), desk.store.connection.total_changes
    values = records.get(desk, "visit", later).values
    assert len(own_hints(desk)) == 3
    assert about_text(desk, "visit", later, "content", values) and about_day(desk, later, values)
    assert everything(desk) == before
    assert desk.store.connection.total_changes == changes


def test_days_that_cannot_be_are_asked_about(desk: OpenOffice):
    records.change(desk, "organization", desk.office.id, {"founded": "1998-05-01"})
    child = add_person(desk, "小宝", birth="2026-06-01")
    worker = add_person(desk, "王小军")
    records.add(desk, "tag", {"owner": worker, "tag": "migrant", "start": "2026-03-01", "end": "2026-10-31"})
    asked = (("2026-12-01", None), ("2026-05-01", child), ("2026-08-01", worker), ("2026-11-01", worker))
    found = [
        "".join(each.words for each in about_day(desk, None, {"date": day, "method": "home", "person": who}))
        for day, who in asked
    ]
    assert [words[:9] for words in found] == [
        "走访日期写的是12",
        "5月1日那天小宝还",
        "登记着王小军那段时",
        "",
    ]
    (told,) = about_day(desk, None, {"date": "1990-01-01", "method": "home"})
    assert "那时柿子坪村还没有成立（1998年5月1日成立）" in told.words


def test_seeing_somebody_after_the_death_was_registered_is_asked_about(desk: OpenOffice):
    elder = add_person(desk, "张大爷")
    records.change(desk, "person", elder, {"status": "dead"})
    before, after = (
        about_day(desk, None, {"date": day, "method": "home", "person": elder})
        for day in ("2026-11-19", "2026-11-20")
    )
    assert before == after == []
    (told,) = (
        own_hints(desk)
        or about_day(desk, None, {"date": "2026-11-21", "method": "home", "person": elder})[1:]
    )
    assert "张大爷在11月20日登记了去世" in told.words


def test_more_homes_than_a_day_holds_are_told_once(desk: OpenOffice):
    member = add_person(desk, "王芳")
    homes = [add_household(desk, f"户{number}", number=str(number)) for number in range(31)]
    stops = tuple(Stop(home, f"第{number}户") for number, home in enumerate(homes))
    visits.record_trip(desk, Trip("2026-11-05", stops, (member,)))
    (told,) = own_hints(desk)
    assert told.words.startswith("11月5日这一天写了31户入户走访")
    values = {"date": "2026-11-06", "method": "home", "visitors": [member], "household": homes}
    assert len(about_day(desk, None, values)) == 1
    assert about_day(desk, None, {**values, "household": homes[:30]}) == []


@pytest.mark.parametrize(("homes", "told"), [(2, 0), (3, 1), (5, 1)])
def test_one_text_for_all_homes_of_a_trip_is_told_once(desk: OpenOffice, homes: int, told: int):
    stops = tuple(Stop(add_household(desk, f"户{number}"), LONG) for number in range(homes))
    visits.record_trip(desk, Trip("2026-11-05", stops))
    found = own_hints(desk)
    assert len(found) == told
    assert all(f"11月5日这一趟的{homes}户写的是同一篇" in each.words for each in found)


def test_one_visitor_in_two_places_on_one_day_is_asked_about(desk: OpenOffice):
    member = add_person(desk, "王芳")
    visit(desk, "2026-11-05", "李大山", visitors=[member], place="柿子坪")
    second = visit(desk, "2026-11-05", "王小芳", visitors=[member], place="大湾村")
    visit(desk, "2026-11-05", "赵小兰", visitors=[member], place="大湾村三组")
    assert len(own_hints(desk)) == 1
    assert honesty.is_own(desk, "visit", second)
