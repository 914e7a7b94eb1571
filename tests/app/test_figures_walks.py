"""Figures equal a count of what was written, whatever was done, undone, thrown away and taken back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import records
from app.matters import NEEDED, RESULTS, Act, act, events_of, merge, possible, state_of, states, unmerge
from app.matters.acts import VOID
from app.matters.recording import voidable
from app.matters.supervision import Trace, carried, figures, ids_behind, month_report, open_at
from app.offices import OpenOffice
from app.problems import Problem
from app.records import Query
from tests.app.village_desk import add_matter, add_organization, add_person, open_village
from tests.journey.counting import COUNTED, Facts, by_value, counted, fold, open_after
from tests.journey.living import Done

TODAY = "2026-11-20"
SPANS = (("2026-11", "2026-11"), ("2026-01", "2026-12"), ("2025-01", "2026-12"))
OPENED = ("2025-12-30", "2026-01-05", "2026-10-31", "2026-11-01", "2026-11-20")
WAYS = ("act",) * 9 + ("undo", "undo", "redo", "remove", "restore", "change", "theme", "void", "add")


class Walk:
    """One office at which anything happens that a window allows."""

    def __init__(self, desk: OpenOffice, draw: Any) -> None:
        self.desk, self.draw = desk, draw
        self.units = [add_organization(desk), add_organization(desk, "镇供电所")]
        self.person = add_person(desk)
        self.ids: list[str] = []
        for _ in range(3):
            self.add()

    def add(self) -> None:
        values = {"opened": self.draw(st.sampled_from(OPENED)), "deadline": self.draw(some_day())}
        values["category"] = self.draw(st.sampled_from(("road", "water", None)))
        self.ids.append(add_matter(self.desk, **{k: v for k, v in values.items() if v}))

    def step(self) -> None:
        matter = self.draw(st.sampled_from(self.ids))
        way = self.draw(st.sampled_from(WAYS))
        if way == "add":
            self.add()
            return
        try:
            getattr(self, way)(matter)
        except Problem as problem:  # undone already, in the bin, a chain of themes: said so, nothing written
            assert problem.sentence.endswith("。")

    def act(self, matter: str) -> None:
        if records.get(self.desk, "matter", matter).deleted:
            return
        now = state_of(self.desk, matter)
        offered: list[Any] = [(None, each) for each in possible(self.desk, now) if each is not Act.CORRECT]
        offered += [(part, each) for part in now.parts for each in possible(self.desk, now, part)]
        if not offered:
            return
        part, wanted = self.draw(st.sampled_from(offered))
        values: dict[str, Any] = {"date": self.draw(some_day()) or TODAY, "text": "情况"}
        if "deadline" in NEEDED.get(wanted, ()) or self.draw(st.booleans()):
            values["deadline"] = self.draw(some_day()) or "2026-12-01"
        if wanted in (Act.EVALUATE, Act.EXPLAIN):
            values["result"] = self.draw(st.sampled_from(RESULTS[wanted]))
        if part is not None:
            values |= {"organization": part.organization, "whistle": part.whistle}
        elif "organization" in NEEDED.get(wanted, ()):
            values |= {"organization": self.draw(st.sampled_from(self.units)), "responsible": self.person}
        act(self.desk, matter, wanted.value, values)

    def undo(self, _: str) -> None:
        self.desk.undo()

    def redo(self, _: str) -> None:
        self.desk.redo()

    def remove(self, matter: str) -> None:
        records.remove(self.desk, "matter", matter)

    def restore(self, _: str) -> None:
        thrown = [each.id for each in records.find(self.desk, Query("matter", deleted=True))]
        if thrown:
            records.restore(self.desk, "matter", self.draw(st.sampled_from(thrown)))

    def change(self, matter: str) -> None:
        values = {"opened": self.draw(st.sampled_from(OPENED)), "deadline": self.draw(some_day()) or None}
        records.change(self.desk, "matter", matter, {**values, "category": "housing"})

    def theme(self, matter: str) -> None:
        other = self.draw(st.sampled_from(self.ids))
        if records.get(self.desk, "matter", matter)["theme"]:
            unmerge(self.desk, matter)
        else:
            merge(self.desk, [matter], other)

    def void(self, matter: str) -> None:
        able = voidable(events_of(self.desk, [matter])[matter])
        if able and not records.get(self.desk, "matter", matter)["theme"]:
            strike = {"event": self.draw(st.sampled_from(able)), "result": VOID, "text": "点错了"}
            act(self.desk, matter, "correct", strike)


def some_day() -> st.SearchStrategy[str]:
    return st.sampled_from(
        ("", "2025-12-31", "2026-01-01", "2026-11-10", "2026-11-19", "2026-11-20", "2026-11-30")
    )


def written(desk: OpenOffice) -> list[Facts]:
    """What each matter that is not in the bin says of itself, read event by event."""
    found = []
    live = records.find(desk, Query("matter"))
    for matter, now in zip(live, states(desk, [each.id for each in live]).values(), strict=True):
        facts = Facts(
            matter.id, matter.office, matter["opened"], matter["category"] or "", matter["kind"] or "",
            matter["channel"] or "", matter["deadline"] or "",
        )  # fmt: skip
        for event in now.taken:
            part = 0 if event.whistle and event.act != "whistle" else -1
            fold(
                facts,
                Done(
                    matter.id, "", event.date, event.act, event.result, event.deadline, event.organization,
                    event.responsible, part,
                ),
            )  # fmt: skip
        found.append(facts)
    return found


def assert_counted(desk: OpenOffice) -> None:
    facts = written(desk)
    for first, last in SPANS:
        for by in ("", "organization", "responsible", "category"):
            told, wanted = figures(desk, first, last, by), by_value(facts, by)
            for value in told.keys() | wanted.keys():
                right = counted(wanted.get(value, ()), first, last, TODAY)
                for measure in COUNTED:
                    number = told[value][measure] if value in told else 0
                    assert number == len(right.get(measure, ())), (first, by, value, measure)
                    traced = ids_behind(desk, Trace(measure, first, last, by, value)) if by != "" else None
                    assert traced is None or set(traced) == right.get(measure, set())
    for month in ("2025-12", "2026-10", "2026-11"):
        assert open_at(desk, month).get("", 0) == len(open_after(facts, month))
    assert carried(desk, "2026").get("", 0) == len(open_after(facts, "2025-12"))


@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_figures_equal_a_count_by_brute_force_after_any_work(data: st.DataObject):
    with tempfile.TemporaryDirectory() as folder:
        desk = open_village(Path(folder))
        walk = Walk(desk, data.draw)
        for _ in range(data.draw(st.integers(0, 40))):
            walk.step()
        assert_counted(desk)
        desk.close()


@given(data=st.data())
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
def test_undoing_everything_leaves_no_figure_behind(data: st.DataObject):
    with tempfile.TemporaryDirectory() as folder:
        desk = open_village(Path(folder))
        before = month_report(desk, "2026-11")
        walk = Walk(desk, data.draw)
        for _ in range(data.draw(st.integers(0, 12))):
            walk.act(data.draw(st.sampled_from(walk.ids)))
        while True:
            try:
                desk.undo()
            except Problem as problem:
                assert problem.code == "nothing_to_undo"
                break
        assert month_report(desk, "2026-11") == before
        assert desk.store.connection.execute("SELECT count(*) FROM standing_count").fetchone() == (0,)
        desk.close()
