"""The commands of themes: what may be one, merging, the list, telling everyone, splitting."""

from __future__ import annotations

from pathlib import Path

from tests.command_line.conftest import Refused, Terminal

LAMPS = ("村口路灯不亮，晚上走路看不见", "村口的路灯坏了不亮，晚上看不见路", "路灯不亮，晚上村口看不见")


def said(village: Terminal) -> list[str]:
    return [
        village.add("matter", opened=f"2026-11-0{day}", description=text, original_words=text)
        for day, text in enumerate(LAMPS, 1)
    ]


def act(village: Terminal, matter: str, *names: str) -> None:
    for name in names:
        assert village("act", matter, name, stdin='{"text": "换好了"}').code == 0


def test_suggestions_are_told_and_nothing_is_merged(village: Terminal):
    first, *others = said(village)
    answer = village("themes", "suggest", "--json")
    (group,) = answer.lines
    assert (group["theme"], {each["id"] for each in group["others"]}) == (first, set(others))
    assert "只是推荐，没有归并" in village("themes", "suggest").out
    assert village("themes", "list", "--json").lines == []


def test_from_merging_to_everyone_being_told(village: Terminal, tmp_path: Path):
    first, second, third = said(village)
    for each in (first, second, third):
        act(village, each, "accept")
    merged = village("themes", "merge", second, third, "--into", first, "--json").json
    assert merged == {"theme": first, "sources": [second, third]}
    act(village, first, "handle", "finish")
    told = village("themes", "feed-back", first, "--text", "路灯换好了", "--json").json
    assert set(told["told"]) == {second, third} and told["refused"] == []
    file = tmp_path / "归并.pdf"
    listed = village("themes", "list", "--to", str(file))
    assert "原始意见 3 条，归并为 1 条" in listed.out and file.stat().st_size > 1000


def test_a_theme_is_worded_anew_and_comes_apart_whole(village: Terminal):
    found = said(village)
    theme = village("themes", "merge", *found, "--new", "全村路灯", "--json").json["theme"]
    assert "全村路灯：3 条来源" in village("themes", "list").out
    assert set(village("themes", "split", theme, "--json").json["split"]) == set(found)
    assert "归并为 0 条" in village("themes", "list").out


def test_one_source_is_taken_out(village: Terminal):
    first, second, third = said(village)
    village("themes", "merge", second, third, "--into", first)
    assert village("themes", "split", third, "--json").json == {"split": [third]}


def test_telling_before_the_end_is_refused_in_words(village: Terminal, refused: Refused):
    first, second, _ = said(village)
    village("themes", "merge", second, "--into", first)
    assert "还没有办结" in refused(village("themes", "feed-back", first))
    assert "请写明归并成什么主题" in refused(village("themes", "merge", second))
