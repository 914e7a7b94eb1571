"""Figures of supervision equal a count of every matter by hand; each number leads back to its matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.matters import act, supervision
from app.matters.measures import DIMENSIONS, MEASURES, RATES, UNIONS, Trace
from app.matters.stored import renew
from app.matters.supervision import figures, ids_behind
from app.offices import OpenOffice
from db import standing_rows
from db.standing_rows import StoredStanding
from tests.app.village_desk import add_matter, add_organization, open_village

TODAY = "2026-11-20"  # as the desk's clock says
_EMPTY: tuple[Any, ...] = (
    "", "v1", "village", "origin", "working", 1, *[None] * 13, 0, 0, 0, *[None] * 9
)  # fmt: skip
EMPTY = StoredStanding(*_EMPTY)
SOME_DAY = st.one_of(
    st.dates(date(2025, 10, 1), date(2026, 12, 31)).map(str),
    st.sampled_from(("2026-01-01", "2026-11-20", "2026-11", "2026", "2025")),
)
DAY = st.none() | SOME_DAY
DATED = ("deadline", "done", "closed", "direct", "escalated", "returned", "evaluated", "accepted")


def row_with(days: list[str | None], opened: str, **values: str | None) -> StoredStanding:
    return replace(EMPTY, **dict(zip(DATED, days, strict=True)), opened=opened, **values)  # type: ignore[arg-type]


ROW = st.builds(
    row_with,
    st.lists(DAY, min_size=len(DATED), max_size=len(DATED)),
    SOME_DAY,
    phase=st.sampled_from(("working", "suspended", "closed", "judge")),
    satisfaction=st.sampled_from((None, "satisfied", "basically", "dissatisfied", "not_reached")),
    village=st.sampled_from(("v1", "v2")),
    category=st.sampled_from((None, "road", "water")),
    organization=st.sampled_from((None, "d1")),
    type=st.sampled_from(("problem", "petition")),
)
# The days that each band of time takes in, written out once more.
TOOK = {
    "close_3": (0, 3), "close_7": (4, 7), "close_15": (8, 15), "close_30": (16, 30), "close_60": (31, 60),
    "close_more": (61, 9999), "accept_1": (0, 1), "accept_3": (2, 3), "accept_7": (4, 7),
    "accept_more": (8, 9999), "close_known": (0, 9999), "accept_known": (0, 9999),
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    renew(opened)
    yield opened
    opened.close()


def within(day: str | None, first: str, last: str) -> bool:
    """By hand: whether a day counts in these months; a year alone only where January and more is asked."""
    if not day:
        return False
    if len(day) == 4:
        begins = first[5:] == "01" and last > first
        return (f"{day}-01" > first or (begins and f"{day}-01" >= first)) and f"{day}-01" <= last
    return first <= day[:7] <= last


def took(row: StoredStanding, measure: str) -> int | None:
    """By hand: days from collecting to striking off or accepting, None where a day is not told."""
    begin, end = row.opened or "", (row.closed if measure.startswith("close_") else row.accepted) or ""
    if len(begin) < 10 or len(end) < 10:
        return None
    return max((date.fromisoformat(end) - date.fromisoformat(begin)).days, 0)


def by_hand(row: StoredStanding, measure: str, first: str, last: str) -> bool:
    """Whether a matter is counted, said once more in other words."""
    if measure in TOOK:
        days, (least, most) = took(row, measure), TOOK[measure]
        counted = row.closed if measure.startswith("close_") else row.opened
        return within(counted, first, last) and days is not None and least <= days <= most
    if measure in UNIONS:
        return any(by_hand(row, each, first, last) for each in UNIONS[measure])
    undone = bool(row.deadline) and not row.done
    day = {"due": row.deadline, "done": row.done, "closed": row.closed, "returned": row.returned}
    day |= dict.fromkeys(("opened", "direct", "escalated", "accepted"), row.opened)
    day |= dict.fromkeys(("on_time", "late", "paused", "ahead", "overdue"), row.deadline)
    day |= dict.fromkeys(
        ("evaluated", "satisfied", "basically", "dissatisfied", "not_reached"), row.evaluated
    )
    holds = {
        "direct": bool(row.direct),
        "escalated": bool(row.escalated),
        "accepted": bool(row.accepted),
        "on_time": bool(row.done and row.deadline and not row.done > row.deadline),
        "late": bool(row.done and row.deadline and row.deadline < row.done),
        "paused": undone and row.phase == "suspended",
        "ahead": undone and row.phase != "suspended" and (row.deadline or "") >= TODAY,
        "overdue": undone and row.phase != "suspended" and (row.deadline or "") < TODAY,
        "closed_carried": bool(row.closed) and (row.opened or "")[:4] < (row.closed or "")[:4],
        **{
            each: row.satisfaction == each
            for each in ("satisfied", "basically", "dissatisfied", "not_reached")
        },
    }
    return within(day.get(measure, row.closed), first, last) and holds.get(measure, True)


def put(desk: OpenOffice, rows: list[StoredStanding]) -> list[StoredStanding]:
    """These and no others stand at the desk."""
    numbered = [replace(row, id=f"m{at}") for at, row in enumerate(rows)]
    with desk.store.local_write() as connection:
        old = [each for (each,) in connection.execute("SELECT id FROM standing").fetchall()]
        standing_rows.keep(connection, list({*old, *(row.id for row in numbered)}), numbered)
    return numbered


SPANS = (("2026-11", "2026-11"), ("2026-01", "2026-11"), ("2026-01", "2026-01"), ("2025-10", "2026-12"))


@given(rows=st.lists(ROW, max_size=12), span=st.sampled_from(SPANS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_equals_a_count_by_hand_and_leads_to_its_matters(desk, rows, span):
    stored = put(desk, rows)
    measures = [name for name in (*MEASURES, *UNIONS) if name not in ("open", "carried")]
    for by in ("", *DIMENSIONS):
        found = figures(desk, span[0], span[1], by)
        for value in {getattr(row, by) or "" if by else "" for row in stored}:
            of_value = [row for row in stored if not by or (getattr(row, by) or "") == value]
            alone = figures(desk, span[0], span[1], by, value).get(value)
            assert (alone.counts if alone else None) == (found[value].counts if value in found else None)
            for measure in measures:
                wanted = {row.id for row in of_value if by_hand(row, measure, *span)}
                counted = found[value][measure] if value in found else 0
                assert counted == len(wanted), (by, value, measure)
                trace = Trace(measure, span[0], span[1], by, value)
                assert set(ids_behind(desk, trace)) == wanted, trace


@given(rows=st.lists(ROW, max_size=12), limit=st.integers(1, 5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_pages_of_a_number_are_its_matters_in_order(desk, rows, limit):
    put(desk, rows)
    for measure in ("opened", "missed", "close_known", "pleased_whole", "accept_known"):
        trace = Trace(measure, "2025-10", "2026-12")
        whole, found = ids_behind(desk, trace), list[str]()
        while page := supervision.page_behind(desk, trace, limit, len(found)):
            assert len(page) <= limit
            found += page
        assert (found, supervision.count_behind(desk, trace)) == (whole, len(whole))


@given(rows=st.lists(ROW, max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_carried_over_and_what_is_open_equal_a_count_by_hand(desk, rows):
    stored = put(desk, rows)
    old = {r.id for r in stored if (r.opened or "") < "2026" and not (r.closed and r.closed < "2026")}
    still = {
        r.id
        for r in stored
        if (r.opened or "")[:7] <= "2026-06" and not (r.closed and r.closed[:7] <= "2026-06")
    }
    assert supervision.carried(desk, "2026").get("", 0) == len(old)
    assert supervision.open_at(desk, "2026-06").get("", 0) == len(still)
    assert set(ids_behind(desk, Trace("carried", "2026-01", "2026-06"))) == old
    assert set(ids_behind(desk, Trace("open", "2026-01", "2026-06"))) == still


@given(rows=st.lists(ROW, max_size=14), span=st.sampled_from(SPANS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_how_long_things_took_equals_a_count_by_hand(desk, rows, span):
    stored = put(desk, rows)
    closing = supervision.closing(desk, *span)
    days = sorted(each for row in stored if by_hand(row, "close_known", *span)
                  and (each := took(row, "close_known")) is not None)  # fmt: skip
    assert (closing.number, closing.days) == (len(days), sum(days))
    assert closing.exact == (min(days[(len(days) - 1) // 2], 367) if days else None)
    if days and closing.median_band is not None and closing.exact is not None:
        least = (0, *(bound + 1 for bound in closing.bounds))[closing.median_band]
        assert closing.exact >= least
    waited = [took(row, "accept_known") or 0 for row in stored if by_hand(row, "accept_known", *span)]
    accepting = figures(desk, *span).get("", supervision.Figures({})).accepting
    assert (accepting.number, accepting.days) == (len(waited), sum(waited))


@given(rows=st.lists(ROW, max_size=10))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_months_of_a_trend_are_the_figures_of_each_month(desk, rows):
    put(desk, rows)
    for month, told in supervision.trend(desk, "2026-12", 15):
        alone = figures(desk, month, month).get("", supervision.Figures({}))
        names = [each for each in (*MEASURES, *UNIONS) if each not in ("open", "carried")]
        assert {each: told[each] for each in names} == {each: alone[each] for each in names}


@given(first=st.lists(ROW, max_size=8), second=st.lists(ROW, max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_that_change_leave_nothing_of_the_old_in_the_counters(desk, first, second):
    put(desk, first)
    put(desk, second)
    kept = desk.store.connection.execute("SELECT count(*) FROM standing_count").fetchone()[0]
    put(desk, [])
    assert desk.store.connection.execute("SELECT count(*) FROM standing_count").fetchone()[0] == 0
    put(desk, second)
    assert desk.store.connection.execute("SELECT count(*) FROM standing_count").fetchone()[0] == kept


def take(desk: OpenOffice, matter: str, *steps: str) -> None:
    for step in steps:
        name, _, result = step.partition(":")
        act(desk, matter, name, {"text": "情况", "result": result})


def a_month_of_work(desk: OpenOffice) -> dict[str, str]:
    found = {
        "pleased": add_matter(desk, deadline="2026-11-25", category="road"),
        "late": add_matter(desk, deadline="2026-11-10", category="road"),
        "overdue": add_matter(desk, deadline="2026-11-15", organization=add_organization(desk)),
        "up": add_matter(desk, opened="2025-12-20"),
        "direct": add_matter(desk),
    }
    take(desk, found["pleased"], "accept", "handle", "finish", "feed_back", "evaluate:satisfied", "close")
    take(desk, found["late"], "accept", "handle", "finish", "feed_back", "evaluate:dissatisfied")
    take(desk, found["late"], "analyse", "handle", "finish")
    take(desk, found["up"], "accept", "analyse", "escalate")
    take(desk, found["direct"], "direct", "finish", "report_branch")
    return found


def test_the_rates_are_those_of_a_hand_count(desk: OpenOffice):
    a_month_of_work(desk)
    found = figures(desk, "2026-11", "2026-11")[""]
    rates = {name: (getattr(found, name).part, getattr(found, name).whole) for name in RATES}
    assert rates == {"on_time": (1, 3), "pleased": (1, 2), "direct": (1, 4), "escalated": (0, 4)}
    assert found.on_time.percent == 33.3


def test_the_month_report_tells_month_year_and_what_was_carried_over(desk: OpenOffice):
    matters = a_month_of_work(desk)
    lines = {line.measure: line for line in supervision.month_report(desk, "2026-11")}
    assert (lines["opened"].month.number, lines["opened"].cumulative.number) == (4, 4)
    assert (lines["overdue"].month.number, lines["open"].cumulative.number) == (1, 4)
    old = lines["open"].carried
    assert old is not None and ids_behind(desk, old.trace) == [matters["up"]]
    assert all(
        len(ids_behind(desk, each.trace)) == each.number
        for line in lines.values()
        for each in (line.month, line.cumulative, line.carried)
        if each is not None
    )


def test_so_far_is_said_in_words_whose_numbers_lead_to_matters(desk: OpenOffice):
    a_month_of_work(desk)
    said = supervision.so_far(desk)
    assert said.text == (
        "截至2026年11月20日，上年结转 1 件，今年共收集群众问题 4 件，其中直办快结 1 件（直办率 25%）、"
        "上报上级 0 件（上报率 0%）；办结 3 件，销号 1 件，按时办结率 33.3%；群众评价 2 件，满意率 50%；"
        "现有 4 件未销号，今年到期的问题中超期未办结 1 件。"
    )
    assert all(len(ids_behind(desk, each.trace)) == each.number for each in said.numbers)


def test_the_pieces_of_so_far_are_its_text_and_each_number_among_them_is_that_of_the_table(desk: OpenOffice):
    a_month_of_work(desk)
    said = supervision.so_far(desk)
    assert "".join(each.text for each in said.pieces) == said.text
    found = figures(desk, "2026-01", "2026-11")[""]
    told = {each.trace.measure: each.text for each in said.pieces if each.trace}
    counted = {name for name in told if name in MEASURES and name not in ("open", "carried")}
    assert {name: int(told[name]) for name in counted} == {name: found[name] for name in counted}
    rates = {name: f"{found.rate(name).percent:g}%" for name in RATES}
    assert {name: told[f"{name}_whole"] for name in RATES} == rates


def test_an_empty_office_has_no_rates_but_words(desk: OpenOffice):
    assert "按时办结率 暂无" in supervision.so_far(desk).text


def test_trends_and_kinds_by_village_are_the_same_numbers(desk: OpenOffice):
    a_month_of_work(desk)
    months = supervision.by_month(desk, "2025-12", "2026-11")
    assert {month: each["opened"] for month, each in months.items()} == {"2025-12": 1, "2026-11": 4}
    village = desk.office.id
    assert supervision.kinds_by_village(desk, "2026-01", "2026-11") == {
        (village, "road"): 2,
        (village, ""): 2,
    }
