"""Impossible days of a visit, as pure facts: any visit is answered, a possible one is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.honest_days import AT_HOME, MOST_HOMES_A_DAY, Around, Known, doubts
from app.honesty_text import HINTS

TODAY = "2026-11-20"
DAYS = st.dates().map(str) | st.sampled_from(["", "2026", "2026-11", "2026-11-05", "昨天"])
VISITS = st.fixed_dictionaries(
    {"date": DAYS | st.none(), "method": st.sampled_from([*sorted(AT_HOME), "phone", None])},
    optional={
        "visitors": st.lists(st.sampled_from("abc"), max_size=3) | st.none(),
        "household": st.sampled_from(["h1", "h2", None]), "person": st.sampled_from(["p1", None]),
        "place": st.text(max_size=4) | st.none(), "trip": st.sampled_from(["t1", "t2", "", None]),
    },
)  # fmt: skip
PEOPLE = st.builds(
    Known, st.text(max_size=5), DAYS, DAYS, st.lists(st.tuples(DAYS, DAYS), max_size=3).map(tuple)
)
AROUND = st.builds(
    Around, st.dates().map(str), st.text(max_size=5), DAYS, PEOPLE | st.none(), st.lists(VISITS, max_size=4)
)


@given(VISITS, AROUND)
def test_any_visit_is_answered_with_sentences_that_exist(visit, around):
    for each in doubts(visit, around):
        assert HINTS[each.code].format(**each.said)


@given(VISITS)
def test_a_visit_of_the_past_that_nothing_contradicts_is_left_alone(visit):
    found = list(doubts(visit, Around(TODAY)))
    assert all(each.code == "future" for each in found)
    assert bool(found) == (len(visit["date"] or "") == 10 and visit["date"] > TODAY)


@pytest.mark.parametrize(
    ("day", "known", "code"),
    [
        ("2026-05-31", Known("小宝", birth="2026-06-01"), "before_birth"),
        ("2026-06-01", Known("小宝", birth="2026-06-01"), ""),
        ("2026-06-02", Known("小宝", birth="2026-06"), ""),
        ("2026-11-02", Known("张大爷", died="2026-11-01"), "after_death"),
        ("2026-11-01", Known("张大爷", died="2026-11-01"), ""),
        ("2026-05-01", Known("小军", away=(("2026-03-01", "2026-05-01"),)), "away"),
        ("2026-05-02", Known("小军", away=(("2026-03-01", "2026-05-01"),)), ""),
        ("2026-05-02", Known("小军", away=(("2026-03-01", ""),)), "away"),
        ("2026-05-02", Known("小军", away=(("", ""),)), ""),
    ],
)
def test_what_the_register_says_of_the_person(day, known, code):
    found = doubts({"date": day, "method": "home"}, Around(TODAY, person=known))
    assert "".join(each.code for each in found) == code


def test_a_call_to_somebody_away_is_quite_possible():
    away = Known("小军", away=(("2026-03-01", ""),))
    assert not list(doubts({"date": "2026-05-02", "method": "phone"}, Around(TODAY, person=away)))


@pytest.mark.parametrize(("homes", "told"), [(MOST_HOMES_A_DAY, 0), (MOST_HOMES_A_DAY + 1, 1)])
def test_homes_of_one_visitor_on_one_day_are_counted_once_each(homes, told):
    day = "2026-11-05"
    visits = [
        {"date": day, "method": "home", "visitors": ["a"], "household": f"h{number}"}
        for number in range(homes)
    ]
    found = list(doubts(visits[0], Around(TODAY, visits=[*visits[1:], *visits[1:5]])))
    assert len(found) == told


def test_homes_of_another_visitor_do_not_count():
    day = "2026-11-05"
    others = [
        {"date": day, "method": "home", "visitors": [who], "household": f"{who}{number}"}
        for who in "ab" for number in range(20)
    ]  # fmt: skip
    assert not list(doubts({"date": day, "method": "home", "visitors": ["a"]}, Around(TODAY, visits=others)))


@pytest.mark.parametrize(
    ("one", "other", "same_trip", "told"),
    [
        ("柿子坪", "大湾村", False, 1),
        ("柿子坪", "大湾村", True, 0),
        ("大湾村", "大湾村三组", False, 0),
        ("柿子坪", "", False, 0),
        ("柿子 坪", "柿子坪", False, 0),
    ],
)
def test_two_places_on_one_day(one, other, same_trip, told):
    shared = {"date": "2026-11-05", "method": "home", "visitors": ["a"]}
    here = {**shared, "place": one, "trip": "t1", "household": "h1"}
    there = {**shared, "place": other, "trip": "t1" if same_trip else "t2", "household": "h2"}
    assert len(list(doubts(here, Around(TODAY, visits=[there])))) == told
