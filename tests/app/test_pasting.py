"""Pasted text becomes matters: a line or a paragraph each, names taken off, the words left as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import records
from app.matters import MatterProblem, state_of
from app.matters.acts import State
from app.matters.collecting import Said, collect, registered
from app.matters.pasting import is_by_paragraph, pieces
from app.offices import OpenOffice
from app.problems import Problem
from app.records import Query
from tests.app.village_desk import add_household, add_person, open_village

CHAT = """张桂花 2026/11/20 10:32
村口的路灯又不亮了，
晚上走路看不见！

李建国:
三组水压小
王芳 昨天 09:10
收到"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


def test_each_line_is_one_matter_and_blank_lines_are_none():
    assert [each.words for each in pieces("路灯不亮\n\n  水压小 \r\n")] == ["路灯不亮", "水压小"]


def test_each_paragraph_is_one_matter_where_lines_belong_together():
    text = "路灯不亮，\n晚上看不见\n\n水压小"
    assert is_by_paragraph(text) and not is_by_paragraph("路灯\n\n水压")
    assert [each.words for each in pieces(text, by_paragraph=True)] == ["路灯不亮，\n晚上看不见", "水压小"]


def test_a_chat_is_cut_by_who_spoke_and_small_talk_is_marked():
    found = [(each.raised_by, each.words, each.is_chat) for each in pieces(CHAT)]
    assert found == [
        ("张桂花", "村口的路灯又不亮了，\n晚上走路看不见！", False),
        ("李建国", "三组水压小", False),
        ("王芳", "收到", True),
    ]


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        ("张桂花：路灯不亮", "张桂花", "路灯不亮"),
        ("建议：修一条路", "", "建议：修一条路"),
        ("时间：明天", "", "时间：明天"),
        ("买买提·吐尔逊:水压小", "买买提·吐尔逊", "水压小"),
        ("三组路灯不亮已经一个多月了：没人修", "", "三组路灯不亮已经一个多月了：没人修"),
    ],
)
def test_a_name_before_a_colon_is_who_said_it_and_a_heading_is_not(line: str, name: str, words: str):
    (piece,) = pieces(line)
    assert (piece.raised_by, piece.words) == (name, words)


def test_a_number_before_it_stays_in_the_words_and_leaves_the_summary():
    first, second = pieces("1、路灯不亮\n（2）水压  小")
    assert (first.words, first.summary) == ("1、路灯不亮", "路灯不亮")
    assert second.summary == "水压 小"


@given(st.text(max_size=300))
def test_whatever_is_pasted_the_words_stand_in_it_verbatim(text: str):
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for by_paragraph in (False, True):
        found = pieces(text, by_paragraph)
        assert all(each.words and each.words in plain for each in found)


def test_all_of_it_is_one_step_with_the_words_kept_and_the_summary_reworded(desk: OpenOffice):
    said = [Said("灯坏了！！", "路灯不亮", "张桂花"), Said("水小", "", "路人甲")]
    ids = collect(desk, said, {"channel": "wechat", "opened": "2026-11-19", "recorder": None})
    first, second = (records.get(desk, "matter", each) for each in ids)
    assert (first["original_words"], first["description"], first["raised_by"]) == (
        "灯坏了！！",
        "路灯不亮",
        "张桂花",
    )
    assert (second["description"], second["channel"], second["opened"]) == ("水小", "wechat", "2026-11-19")
    assert desk.undo() == "matter.collect"
    assert records.count(desk, Query("matter")) == 0


def test_who_alone_has_the_name_is_linked_with_the_household(desk: OpenOffice):
    home = add_household(desk)
    person = add_person(desk, "张桂花", household=home)
    add_person(desk, "李建国")
    add_person(desk, "李建国")
    assert registered(desk, ["张桂花", "李建国", "", "路人"]).keys() == {"张桂花"}
    (matter,) = collect(desk, [Said("灯坏了", "", "张桂花")], {"channel": "phone"})
    found = records.get(desk, "matter", matter)
    assert (found["person"], found["household"], found["raised_by"]) == (person, home, None)


def test_they_may_be_accepted_at_once(desk: OpenOffice):
    ids = collect(desk, [Said("灯坏了", ""), Said("水小", "")], {"channel": "box"}, accepting=True)
    assert {state_of(desk, each).state for each in ids} == {State.ACCEPTED}


def test_nothing_or_too_much_is_refused_and_a_wrong_value_writes_nothing(desk: OpenOffice):
    with pytest.raises(MatterProblem, match="还没有粘贴内容"):
        collect(desk, [], {})
    with pytest.raises(MatterProblem, match="一次最多登记 200 件，现在有 201 件"):
        collect(desk, [Said("灯", "")] * 201, {})
    with pytest.raises(Problem):
        collect(desk, [Said("灯", ""), Said("水", "", "名" * 60)], {})
    assert records.count(desk, Query("matter")) == 0
