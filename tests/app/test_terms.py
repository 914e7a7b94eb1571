"""Terms of errands, petitions and the like: written, read, sent by the township, counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codes import assembled
from app.matters import terms
from app.matters.terms import Term
from app.offices import OpenOffice
from app.problems import Problem
from app.workdays import calendar_of
from tests.app.village_desk import open_village
from tests.exchange.offices import carry, joined_pair

CODES = assembled()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    yield opened
    opened.close()


@given(count=st.integers(1, terms.MOST), working=st.booleans())
def test_a_term_is_read_as_it_is_written(count: int, working: bool):
    assert terms.read_term(Term(count, working).words) == Term(count, working)


@pytest.mark.parametrize("text", ["", "十五天", "0日", "1001日", "15", "-3日", "15个工作日内"])
def test_what_is_no_term_is_refused(text: str):
    with pytest.raises(Problem, match="没有看懂时限"):
        terms.read_term(text)


@given(st.text(max_size=20))
def test_reading_a_term_gives_one_or_a_problem(text: str):
    try:
        assert 1 <= terms.read_term(text).count <= terms.MOST
    except Problem as problem:
        assert problem.code == "not_a_term"


def test_the_service_has_its_own_term_or_that_of_the_type():
    assert terms.term_of(CODES, "errand", "allowance") == Term(30)
    assert terms.term_of(CODES, "errand", "medical") == Term(15)
    assert terms.term_of(CODES, "petition", None) == Term(60, working=False)
    assert terms.term_of(CODES, "problem", None) is None


def test_a_deadline_says_how_it_was_counted():
    due = terms.due(CODES, "errand", None, "2026-11-20")
    assert due is not None
    assert (due.day, due.words) == (date(2026, 12, 11), "15个工作日，到2026年12月11日（跳过周末6天）")
    later = terms.due(CODES, "errand", None, "2026-12-25")
    assert later is not None and later.warning.startswith("2027年的放假和调休安排还没有收到")
    petition = terms.due(CODES, "petition", None, "2026-11-20")
    assert petition is not None and petition.words == "60日，到2027年1月19日"


@pytest.mark.parametrize("start", [None, "", "2026", "2026-11", "2026-13-40"])
def test_without_a_whole_day_there_is_no_deadline(start: str | None):
    assert terms.due(CODES, "errand", None, start) is None


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        ("2026-11-27", "还有 5 个工作日"), ("2026-11-20", "今天到期"), ("2026-11-18", "超 2 个工作日"),
        ("2026", ""), (None, ""),
    ],
)  # fmt: skip
def test_the_working_days_left_are_told(deadline: str | None, words: str):
    assert terms.left_words(calendar_of(CODES), date(2026, 11, 20), deadline) == words


def test_a_term_is_changed_cleared_and_undone(desk: OpenOffice):
    terms.set_term(desk, "errand.medical", "5 个工作日")
    assert terms.term_of(desk.codes, "errand", "medical") == Term(5)
    terms.set_term(desk, "errand.medical", "")
    assert terms.term_of(desk.codes, "errand", "medical") == Term(15)
    terms.set_term(desk, "errand.allowance", "")
    assert terms.term_of(desk.codes, "errand", "allowance") == Term(15)
    assert desk.undo() == "codes.term"
    assert terms.term_of(desk.codes, "errand", "allowance") == Term(30)


def test_the_table_names_every_type_and_service(desk: OpenOffice):
    rows = {each.key: each for each in terms.table(desk.codes)}
    assert rows["errand"].term == "15个工作日"
    assert (rows["errand.medical"].label, rows["errand.medical"].term) == ("全程代办：医保", "")
    assert {"petition", "dispute", "suggestion"} <= rows.keys()


def test_the_terms_of_the_township_hold_in_the_village(tmp_path: Path):
    low, high = joined_pair(tmp_path)
    terms.set_term(low, "errand", "10个工作日")
    terms.set_term(high, "errand", "7个工作日")
    carry(low, high)
    carry(high, low)
    assert terms.term_of(low.codes, "errand") == terms.term_of(high.codes, "errand") == Term(7)
    with pytest.raises(Problem, match="别的单位定的"):
        terms.set_term(low, "errand", "20个工作日")
    for desk in (low, high):
        desk.close()
