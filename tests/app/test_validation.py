"""What may be stored: trimming, dates, codes, lengths, references; what is derived for a person."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codes import CodeChange, assembled
from app.kinds import KINDS
from app.problems import Problem
from app.validation import checked

CODES = assembled()


def stored(kind: str, partial: bool = False, **values: Any) -> dict[str, Any]:
    return checked(KINDS[kind], values, CODES, partial=partial)


def refused(kind: str, **values: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        stored(kind, **values)
    assert caught.value.sentence
    return caught.value


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026.11.5", "2026-11-05"),
        ("2026年11月5日", "2026-11-05"),
        ("20261105", "2026-11-05"),
        ("2026/11", "2026-11"),
        ("2026", "2026"),
    ],
)
def test_dates_take_their_normal_form(typed: str, kept: str) -> None:
    assert stored("visit", date=typed, content="看望")["date"] == kept


@pytest.mark.parametrize(
    "typed",
    ["2026-13-01", "2026-02-30", "昨天", "1026-01-01", "1900-01-01", "2099-12-31", "2026-1-1-1", "９９"],
)
def test_what_is_no_date_is_refused_by_name(typed: str) -> None:
    assert refused("visit", date=typed, content="看望").details["field"] == "date"


def test_someone_born_in_1900_and_a_tag_until_2099_are_plausible() -> None:
    assert stored("person", name="李四", birth="1900-01-01")["birth"] == "1900-01-01"
    assert stored("tag", owner="0" * 36, tag="低保", end="2099-12-31")["end"] == "2099-12-31"


def test_a_name_of_200_characters_is_refused_with_the_limit() -> None:
    problem = refused("person", name="张" * 200)
    assert problem.code == "too_long"
    assert "50" in problem.sentence


def test_lengths_count_characters_not_code_units() -> None:
    assert stored("person", name="𠮷" * 50)["name"] == "𠮷" * 50


def test_a_required_field_must_be_there_when_adding_but_may_be_left_out_of_a_change() -> None:
    assert refused("person", sex="男").details["field"] == "name"
    assert stored("person", partial=True, sex="男") == {"sex": "1"}


def test_codes_are_taken_by_label_and_by_synonym() -> None:
    assert stored("person", name="李四", relation="儿子", political="党员") == (
        stored("person", name="李四", relation="20", political="01")
    )


def test_an_unknown_field_is_named_in_the_refusal() -> None:
    assert refused("person", name="李四", religion="无").code == "unknown_field"


def test_the_fields_of_a_township_itself_pass() -> None:
    assert stored("person", name="李四", x_shoe="42")["x_shoe"] == "42"


def test_an_end_before_its_start_is_refused() -> None:
    owner = "0" * 36
    assert (
        refused("tag", owner=owner, tag="党员", start="2026-05-01", end="2026-04").code == "end_before_start"
    )
    assert stored("tag", owner=owner, tag="党员", start="2026-05-01", end="2026-05")["end"] == "2026-05"


def test_a_persons_birth_and_sex_follow_from_the_number_and_pinyin_from_the_name() -> None:
    person = stored("person", name="曾小燕", id_number="11010519491231002X")
    assert person["birth"] == "1949-12-31"
    assert person["sex"] == "2"
    assert person["id_state"] == "ok"
    assert person["pinyin"] == "zeng xiao yan"


def test_what_was_typed_is_not_overruled_by_the_number() -> None:
    person = stored(
        "person", name="曾小燕", id_number="11010519491231002X", birth="1949-11", pinyin="Zeng  Yan"
    )
    assert person["birth"] == "1949-11"
    assert person["pinyin"] == "zeng yan"


def test_a_number_that_fails_its_check_is_kept_and_marked() -> None:
    person = stored("person", name="曾小燕", id_number="110105194912310021")
    assert person["id_number"] == "110105194912310021"
    assert person["id_state"] == "failed"


def test_a_lone_surrogate_and_a_nul_do_not_reach_the_store() -> None:
    assert stored("person", name="李\x00四\ud800")["name"] == "李四?"


@given(
    st.dictionaries(st.sampled_from(KINDS["person"].names), st.text(max_size=60) | st.integers() | st.none())
)
def test_any_values_are_stored_or_refused_with_a_sentence(values: dict[str, Any]) -> None:
    try:
        ready = stored("person", **values)
    except Problem as problem:
        assert problem.sentence
    else:
        assert stored("person", **ready) == ready


def test_a_changed_code_list_shows_its_new_label_and_keeps_the_code() -> None:
    codes = assembled(
        [CodeChange("tag", "hardship", "相对困难群众", 1), CodeChange("tag", "orphan", "孤儿", None, True)]
    )
    assert codes.options("tag")[0] == ("hardship", "相对困难群众")
    assert ("orphan", "孤儿") not in codes.options("tag")
    assert codes.label("tag", "orphan") == "孤儿"
    assert codes.code("tag", "相对困难群众") == "hardship"
