"""A wrong clock stops nothing and orders nothing (exchange 11); it is only doubted, in words."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import drafts, matters, records
from app.clock import BACK, EARLY, LATE, Watch
from app.drafts import Draft
from app.history import history
from app.offices import OpenOffice, create_office, open_office
from app.problems import Problem
from app.records import Query
from app.today import today
from db.backup import listing
from db.keys import read_key_file
from tests.app.stations import ASKED, Computer
from tests.app.village_desk import CHEAP, NOW, add_household, add_matter

WRONG = [datetime(2000, 1, 1, 0, 0), datetime(2099, 12, 31, 23, 59), NOW - timedelta(days=3), NOW]
TIMES = st.lists(
    st.sampled_from(WRONG) | st.datetimes(datetime(1980, 1, 1), datetime(2199, 12, 31)),
    min_size=2,
    max_size=6,
)


class Hands:
    """A clock whose hands a test turns."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def at(folder: Path, clock: Callable[[], datetime]) -> OpenOffice:
    """The office of a folder, made when there is none, under that clock."""
    station = Computer(folder).station
    if not (folder / "office").exists():
        return create_office(folder / "office", ASKED, clock, CHEAP, station)[0]
    return open_office(folder / "office", "王芳", "lianxin1", clock, station)


@given(TIMES)
@settings(max_examples=8)
def test_history_and_undo_go_by_what_was_done_last_whatever_the_clock_says(times: list[datetime]):
    with tempfile.TemporaryDirectory() as folder:
        hands = Hands(times[0])
        desk = at(Path(folder), hands)
        id = add_household(desk, "户主0")
        for count, now in enumerate(times[1:], 1):
            hands.now = now
            records.change(desk, "household", id, {"head": f"户主{count}"})
        last = len(times) - 1
        heads = [change.after for change in history(desk, "household", id) if change.field == "head"]
        assert heads == [f"户主{count}" for count in range(last, 0, -1)]
        desk.undo()
        assert records.get(desk, "household", id)["head"] == f"户主{last - 1}"
        desk.redo()
        assert records.get(desk, "household", id)["head"] == f"户主{last}"
        desk.close()


@given(TIMES)
@settings(max_examples=4)
def test_sessions_backups_and_drafts_keep_their_order_under_any_clock(times: list[datetime]):
    with tempfile.TemporaryDirectory() as folder:
        made: list[str] = []
        for count, now in enumerate(times):
            desk = at(Path(folder), Hands(now))
            assert desk.origin.found == ""
            drafts.keep(desk, f"visits/{count}", Draft({"content": "x"}, words=f"第{count}份"))
            made.append(desk.back_up().name)
            assert list(drafts.waiting(desk)) == [f"第{each}份" for each in range(count + 1)]
            assert today(desk) is not None
            desk.close()
        newest_first = [path.name for path in listing(Path(folder) / "office" / "backups")]
        kept = [name for name in reversed(made) if name in newest_first]
        assert newest_first[0] == made[-1]
        assert [name for name in newest_first if name in kept] == kept


@given(TIMES)
@settings(max_examples=4)
def test_a_matter_stands_where_its_acts_brought_it_under_any_clock(times: list[datetime]):
    def state(clock: Hands, steps: list[datetime]) -> object:
        with tempfile.TemporaryDirectory() as folder:
            desk = at(Path(folder), clock)
            matter = add_matter(desk)
            for step, act in zip(steps, ("accept", "handle"), strict=False):
                clock.now = step
                matters.act(desk, matter, act, {"date": "2026-11-03", "text": "到现场看过"})
            found = matters.states(desk, [matter])[matter].state
            desk.close()
            return found

    assert state(Hands(times[0]), times[:2]) == state(Hands(), [NOW, NOW])


@pytest.mark.parametrize("now", [datetime(2000, 1, 1), datetime(2099, 12, 31, 23, 59)])
def test_an_office_made_and_signed_in_under_a_wrong_clock_works(tmp_path: Path, now: datetime):
    desk = at(tmp_path, lambda: now)
    add_household(desk)
    desk.close()
    assert read_key_file(tmp_path / "office").operators == ["王芳"]
    again = at(tmp_path, lambda: NOW)
    assert records.count(again, Query("household")) == 1
    assert again.watch.doubt() == ""
    again.close()


def test_a_date_that_a_clock_in_2099_offers_is_refused_with_what_to_do(tmp_path: Path):
    desk = at(tmp_path, lambda: datetime(2099, 12, 31))
    with pytest.raises(Problem) as refused:
        records.add(desk, "visit", {"date": desk.today().isoformat(), "content": "x"})
    desk.close()
    assert "改正电脑时间" in refused.value.sentence


@pytest.mark.parametrize(
    ("now", "latest", "doubt"),
    [
        (datetime(2000, 1, 1), None, EARLY),
        (datetime(2099, 12, 31), None, LATE),
        (NOW, None, ""),
        (NOW, NOW + timedelta(hours=23), ""),
        (NOW, NOW + timedelta(days=2), BACK),
        (NOW + timedelta(days=3000), NOW, ""),
    ],
)
def test_when_a_clock_is_doubted(now: datetime, latest: datetime | None, doubt: str):
    assert Watch(lambda: now, latest).doubt() == doubt


def test_a_clock_that_jumps_back_in_the_middle_of_a_session_is_doubted(tmp_path: Path):
    hands = Hands()
    desk = at(tmp_path, hands)
    add_household(desk)
    hands.now = NOW - timedelta(days=3)
    assert desk.watch.doubt() == BACK
    add_household(desk, "李建国")
    assert desk.watch.doubt() == BACK
    desk.close()
    again = at(tmp_path, hands)
    assert (again.watch.doubt(), again.watch.latest) == (BACK, NOW)
    assert (today(again).clock_doubt, today(again).clock_latest) == (BACK, NOW)
    again.close()


def test_a_clock_that_was_far_ahead_once_is_forgotten(tmp_path: Path):
    desk = at(tmp_path, lambda: datetime(2099, 1, 1))
    add_household(desk)
    desk.close()
    again = at(tmp_path, lambda: NOW)
    assert again.watch.doubt() == ""
    again.close()


def test_an_operator_who_knows_better_is_believed_and_it_is_in_the_audit_log(tmp_path: Path):
    desk = at(tmp_path, lambda: NOW + timedelta(days=400))
    add_household(desk)
    desk.close()
    hands = Hands()
    again = at(tmp_path, hands)
    assert again.watch.doubt() == BACK
    again.trust_clock()
    assert again.watch.doubt() == ""
    again.close()
    later = at(tmp_path, hands)
    assert later.watch.doubt() == ""
    later.close()
