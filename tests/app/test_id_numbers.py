"""ID numbers: GB 11643, and what spreadsheets do to them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.id_numbers import (
    IdState,
    check_character,
    known_digits,
    may_be_same,
    parse,
    propose_repair,
    upgraded,
)

births = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))
areas = st.integers(110000, 659999).map(str)
sequences = st.integers(0, 999).map("{:03d}".format)


def made_up(area: str, birth: datetime.date, sequence: str) -> str:
    """A number that adds up."""
    seventeen = f"{area}{birth:%Y%m%d}{sequence}"
    return seventeen + check_character(seventeen)


numbers = st.builds(made_up, areas, births, sequences)


@pytest.mark.parametrize(
    ("typed", "text", "state", "birth", "sex"),
    [
        ("11010519491231002X", "11010519491231002X", IdState.OK, "1949-12-31", "2"),
        ("11010519491231002x", "11010519491231002X", IdState.OK, "1949-12-31", "2"),
        ("１１０１０５１９４９１２３１００２ｘ", "11010519491231002X", IdState.OK, "1949-12-31", "2"),
        (" 110105 19491231 002X ", "11010519491231002X", IdState.OK, "1949-12-31", "2"),
        ("110105194912310021", "110105194912310021", IdState.FAILED, "1949-12-31", "2"),
        ("110105194913310021", "110105194913310021", IdState.FAILED, "", ""),
        ("110105491231002", "11010519491231002X", IdState.OK, "1949-12-31", "2"),
        (110105491231002.0, "11010519491231002X", IdState.OK, "1949-12-31", "2"),
        ("500110196503120000", "500110196503120000", IdState.DAMAGED, "1965-03-12", ""),
        (500110196503120123.0, "500110196503120000", IdState.DAMAGED, "1965-03-12", ""),
        ("5.0011E+17", "5.0011E+17", IdState.DAMAGED, "", ""),
        ("5.00110196503120E17", "5.00110196503120E17", IdState.DAMAGED, "1965-03-12", ""),
        ("E12345678", "E12345678", IdState.OTHER, "", ""),
        ("军字第0012号", "军字第0012号", IdState.OTHER, "", ""),
        (123.0, "123", IdState.OTHER, "", ""),
    ],
)
def test_a_number_is_read_as_it_stands(typed, text, state, birth, sex):
    found = parse(typed)
    assert found is not None
    assert (found.text, found.state, found.birth, found.sex) == (text, state, birth, sex)


@pytest.mark.parametrize("typed", ["", "  ", None, True])
def test_nothing_is_no_number(typed):
    assert parse(typed) is None


@given(numbers)
def test_a_number_that_adds_up_is_right_and_tells_birth_and_sex(number):
    found = parse(number)
    assert found is not None
    assert (found.state, found.text, found.area) == (IdState.OK, number, number[:6])
    assert found.birth.replace("-", "") == number[6:14]
    assert found.sex == ("1" if int(number[16]) % 2 else "2")


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(number, place, shift):
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    found = parse(wrong)
    assert found is not None
    assert found.state in (IdState.FAILED, IdState.DAMAGED)


@given(numbers.filter(lambda number: number[:-1].isdecimal() and number[-1] != "X"))
def test_a_number_stored_as_a_float_is_damaged_and_stays_so(number):
    found = parse(float(number[:15] + "000"))
    assert found is not None
    assert found.state is IdState.DAMAGED
    assert known_digits(found.text) == number[:15]
    again = parse(found.text)
    assert again is not None
    assert again.state is IdState.DAMAGED
    assert may_be_same(found.text, number)


@given(numbers.filter(lambda number: number[6:8] == "19"))
def test_fifteen_digits_are_upgraded_to_the_same_person(number):
    fifteen = number[:6] + number[8:17]
    assert upgraded(fifteen) == number
    found = parse(fifteen)
    assert found is not None
    assert (found.text, found.upgraded) == (number, True)


@given(st.one_of(st.text(max_size=24), st.floats(), st.integers()))
def test_anything_may_stand_in_the_cell(value):
    found = parse(value)
    if found is not None:
        again = parse(found.text)
        assert again is not None
        assert again.text == found.text
        assert again.state is found.state


@pytest.mark.parametrize(
    ("typed", "birth", "sex", "pattern", "reason", "certain"),
    [
        (500110196503120000.0, "", "", "500110196503120???", "last_digits_lost", False),
        (500110196503120000.0, "1965-03-12", "1", "500110196503120???", "last_digits_lost", False),
        (500110196503120000.0, "1966-03-12", "", "500110196503120???", "birth_differs", False),
        ("5.00110E+17", "1965-03-12", "", "50011019650312????", "birth_from_row", False),
        ("5.001101E+17", "1965-03-12", "", "50011019650312????", "birth_from_row", False),
        ("5.00110E+17", "", "", "500110????????????", "digits_lost", False),
        ("5.00110E+17", "1965-03", "", "500110????????????", "digits_lost", False),
        ("11O105l9491231002X", "1949-12-31", "2", "11010519491231002X", "letters_for_digits", True),
        ("11010519491231002", "1949-12-31", "2", "11010519491231002X", "check_character_missing", False),
    ],
)
def test_a_repair_says_only_what_is_known(typed, birth, sex, pattern, reason, certain):
    number = parse(typed)
    assert number is not None
    repair = propose_repair(number, birth, sex)
    assert repair is not None
    assert (repair.pattern, repair.reason, repair.certain) == (pattern, reason, certain)
    assert repair.complete == ("?" not in pattern)


@pytest.mark.parametrize(
    ("typed", "birth"),
    [
        ("11010519491231002X", ""),
        ("5.0E+17", "1965-03-12"),
        ("110105194912310021", ""),
        ("1101051949123100", ""),
    ],
)
def test_nothing_is_proposed_where_nothing_follows(typed, birth):
    number = parse(typed)
    assert number is not None
    assert propose_repair(number, birth) is None


@given(numbers, births, st.sampled_from(["", "1", "2"]))
def test_a_repair_never_makes_up_a_digit(number, birth, sex):
    """Whatever the row says, each digit comes from the number or from the row's birth date."""
    damaged = parse(float(number[:15] + "000"))
    assert damaged is not None
    repair = propose_repair(damaged, birth.isoformat(), sex)
    assert repair is not None
    assert repair.pattern == number[:15] + "???"
    assert not repair.certain


def test_different_people_are_not_the_same():
    assert not may_be_same("11010519491231002X", "110105194912310038")
    assert may_be_same("", "11010519491231002X")
    assert may_be_same("500110196503120000", "500110196503120111")
