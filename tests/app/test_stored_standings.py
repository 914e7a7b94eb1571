"""Stored standings are what the events give, whatever was written, and in whatever order it came."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import records
from app.matters import Act, act, merge, possible, state_of, unmerge, whistle
from app.matters.acts import NEEDED, RESULTS
from app.matters.desk_lists import LISTS, Wanted, count, page
from app.matters.stored import keep_current, renew, rows_of, stored, waiting
from app.offices import OpenOffice
from db import standing_rows
from tests.app.matter_walks import any_events
from tests.app.village_desk import add_matter, add_organization, open_village


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    opened = open_village(tmp_path)
    renew(opened)
    yield opened
    opened.close()


def take(desk: OpenOffice, matter: str, *steps: str) -> None:
    for step in steps:
        name, _, result = step.partition(":")
        act(desk, matter, name, {"text": "情况", "result": result})


def all_matters(desk: OpenOffice) -> list[str]:
    return [each.id for each in records.find(desk, records.Query("matter"))]


def assert_as_computed(desk: OpenOffice) -> None:
    """Rows, and the counters that follow from them, are what a fresh reckoning gives."""
    rows = {row.id: row for row in rows_of(desk, all_matters(desk))}
    assert stored(desk, list(rows)) == rows
    assert desk.store.connection.execute("SELECT count(*) FROM standing").fetchone()[0] == len(rows)
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for row in rows.values():
        counted.update(standing_rows.counted(row))
    found = desk.store.connection.execute(
        "SELECT dimension, month, measure, value, count FROM standing_count"
    )
    assert {tuple(key): much for *key, much in found if much} == dict(counted)


def test_an_act_keeps_its_matter_current_in_the_same_write(desk: OpenOffice):
    matter = add_matter(desk)
    take(desk, matter, "accept", "handle")
    assert waiting(desk) == 0
    row = stored(desk, [matter])[matter]
    assert (row.state, row.phase, row.village) == ("village", "working", desk.office.id)


def test_an_undone_act_is_undone_in_the_row_too(desk: OpenOffice):
    matter = add_matter(desk)
    take(desk, matter, "accept", "handle")
    desk.undo()
    assert stored(desk, [matter])[matter].state == "accepted"
    assert_as_computed(desk)


def test_a_removed_matter_stands_on_no_list_and_comes_back(desk: OpenOffice):
    matter = add_matter(desk)
    records.remove(desk, "matter", matter)
    assert (stored(desk, [matter]), count(desk, Wanted("open"))) == ({}, 0)
    records.restore(desk, "matter", matter)
    assert [each.matter.id for each in page(desk, Wanted("open"))] == [matter]


def test_what_a_theme_finished_waits_for_feedback_in_each_source(desk: OpenOffice):
    theme, source = add_matter(desk), add_matter(desk)
    take(desk, source, "accept")
    merge(desk, [source], theme)
    assert stored(desk, [source])[source].phase == "merged"
    take(desk, theme, "accept", "handle", "finish")
    assert stored(desk, [source])[source].phase == "feedback"
    unmerge(desk, source)
    assert stored(desk, [source])[source].phase == "working"
    assert_as_computed(desk)


def test_what_belonged_to_a_theme_that_was_thrown_away_is_work_again(desk: OpenOffice):
    theme, source = add_matter(desk), add_matter(desk)
    take(desk, source, "accept")
    merge(desk, [source], theme)
    records.remove(desk, "matter", theme)
    assert [each.matter.id for each in page(desk, Wanted("to_sort"))] == [source]
    records.restore(desk, "matter", theme)
    assert stored(desk, [source])[source].phase == "merged"
    assert_as_computed(desk)


def test_the_parts_of_a_whistle_are_kept_and_lead_to_the_called_organization(desk: OpenOffice):
    water, power = add_organization(desk), add_organization(desk, "镇供电所")
    matter = add_matter(desk, deadline="2026-12-10")
    take(desk, matter, "accept", "handle")
    whistle(desk, matter, [water, power], {"deadline": "2026-11-18"})
    act(desk, matter, "respond", {"organization": power, "date": "2026-11-19"})
    row = stored(desk, [matter])[matter]
    assert row.nearest == "2026-11-18"
    assert {part.organization: part.state for part in row.parts} == {water: "called", power: "responded"}
    assert count(desk, Wanted("overdue", called=water)) == 1
    assert count(desk, Wanted("whistled", called=add_organization(desk, "镇卫生院"))) == 0


def test_a_matter_explained_and_then_judged_badly_is_not_done(desk: OpenOffice):
    matter = add_matter(desk)
    take(desk, matter, "accept", "explain:decided")
    assert stored(desk, [matter])[matter].done == "2026-11-20"
    take(desk, matter, "feed_back", "evaluate:dissatisfied")
    row = stored(desk, [matter])[matter]
    assert (row.done, row.satisfaction, row.rounds) == (None, "dissatisfied", 1)


def test_rows_of_an_older_reckoning_are_worked_out_anew(desk: OpenOffice):
    matter = add_matter(desk)
    with desk.store.local_write() as connection:
        connection.execute("UPDATE standing SET state = 'closed'")
        connection.execute("UPDATE setting SET value = '\"0\"' WHERE key = 'standings'")
    assert waiting(desk) == 1
    assert stored(desk, [matter])[matter].state == "collected"
    assert_as_computed(desk)


def test_work_that_is_stopped_goes_on_where_it_was(desk: OpenOffice):
    desk.store.before_commit = None
    ids = {add_matter(desk) for _ in range(3)}
    with pytest.raises(InterruptedError):
        renew(desk, stop_at_once)
    assert renew(desk) == 0
    assert stored(desk, list(ids)).keys() == ids


def stop_at_once(done: int) -> None:
    raise InterruptedError(done)


def test_every_list_of_a_desk_can_be_asked_with_everything_that_narrows_it(desk: OpenOffice):
    matter = add_matter(desk, category="road", organization=add_organization(desk))
    take(desk, matter, "accept")
    wanted = {name: Wanted(name, village=desk.office.id, since="2026-01-01", words="路灯") for name in LISTS}
    assert {name for name, each in wanted.items() if count(desk, each)} == {
        "to_sort",
        "working",
        "open",
        "all",
    }
    assert count(desk, Wanted("open", words="没有这样的话")) == 0


def values_for(wanted: Act, draw: Any) -> dict[str, Any]:
    values = {"date": f"2026-{draw(st.integers(10, 11))}-{draw(st.integers(10, 20))}"}
    if "text" in NEEDED.get(wanted, ()):
        values["text"] = "情况"
    if "deadline" in NEEDED.get(wanted, ()) or draw(st.booleans()):
        values["deadline"] = f"2026-11-{draw(st.integers(10, 28))}"
    if wanted in (Act.EVALUATE, Act.EXPLAIN):
        values["result"] = draw(st.sampled_from(RESULTS[wanted]))
    return values


@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rows_and_counters_equal_a_fresh_reckoning_after_any_work(data: st.DataObject):
    with tempfile.TemporaryDirectory() as folder:
        desk = open_village(Path(folder))
        renew(desk)
        water = add_organization(desk)
        ids = [add_matter(desk, category=each, deadline="2026-11-25") for each in ("road", "water", None)]
        for _ in range(data.draw(st.integers(1, 14))):
            work_once(desk, data.draw(st.sampled_from(ids)), ids, water, data.draw)
        assert_as_computed(desk)
        desk.close()


def work_once(desk: OpenOffice, matter: str, ids: list[str], water: str, draw: Any) -> None:
    way = draw(st.sampled_from(("act", "act", "act", "act", "undo", "theme", "remove", "change")))
    deleted = records.get(desk, "matter", matter).deleted
    themes = {each: records.get(desk, "matter", each)["theme"] for each in ids}
    if way == "undo":
        desk.undo()
        return
    if way == "remove" or deleted:
        (records.restore if deleted else records.remove)(desk, "matter", matter)
    elif way == "change":
        records.change(desk, "matter", matter, {"category": "power", "opened": "2025-02-03"})
    elif way == "theme":
        free = [each for each in ids if each != matter and not themes[each]]
        if free and matter not in themes.values():
            merge(desk, [matter], free[0])
    else:
        current = state_of(desk, matter)
        offered = [each for each in possible(desk, current) if each is not Act.CORRECT]
        if offered:
            wanted = draw(st.sampled_from(offered))
            values = values_for(wanted, draw)
            if "organization" in NEEDED.get(wanted, ()):
                values["organization"] = water
            if wanted is Act.WHISTLE and current.parts:
                return
            act(desk, matter, wanted.value, values)


@given(events=any_events(), data=st.data())
@settings(max_examples=15, deadline=None)
def test_any_order_of_arrival_gives_the_same_row(events: list[Any], data: st.DataObject):
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for turn, arrived in enumerate((events, data.draw(st.permutations(events)))):
            (Path(folder) / str(turn)).mkdir()
            desk = open_village(Path(folder) / str(turn))
            renew(desk)
            with desk.store.write("matter.add", "李") as (writer, _):
                writer.add("matter", {"id": "m", "opened": "2026-11-01", "description": "路"})
            for event in arrived:
                with desk.store.write("matter.act", "李") as (writer, _):
                    writer.add("matter_event", {**vars(event), "after": list(event.after), "matter": "m"})
            row = stored(desk, ["m"])["m"]
            found.append({**vars(row), "village": ""})
            assert_as_computed(desk)
            desk.close()
    assert found[0] == found[1]


def test_without_the_hook_the_first_reader_works_out_what_is_due(desk: OpenOffice):
    desk.store.before_commit = None
    matter = add_matter(desk)
    assert waiting(desk) == 1
    assert count(desk, Wanted("to_sort")) == 1
    keep_current(desk)
    take(desk, matter, "accept")
    assert waiting(desk) == 0
