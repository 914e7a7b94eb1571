"""集中攻关: founding a group on a matter, its milestones, what is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import records
from app.matters import task_groups
from app.matters.recording import MatterProblem
from app.offices import OpenOffice
from tests.app.village_desk import add_matter, add_organization, add_person, open_village


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    made = open_village(tmp_path, "township")
    yield made
    made.close()


def founded(desk: OpenOffice) -> str:
    """A group with three steps: one finished, one late, one to come."""
    leader, member = add_person(desk, "陈志远"), add_person(desk, "李建国")
    station = add_organization(desk)
    matter = add_matter(desk, category="water")
    steps = [("2026-11-05", "勘测"), ("2026-11-15", "备料"), ("2026-12-10", "通水")]
    planned = [{"date": day, "text": text, "owner": member} for day, text in steps]
    values = {"owner": leader, "members": [member], "units": [station], "milestones": planned}
    group = task_groups.found(desk, matter, values)
    task_groups.finish_milestone(desk, task_groups.group(desk, group).milestones[0].id, "2026-11-06")
    return group


def test_a_group_is_founded_with_its_people_units_and_steps_in_one_action(desk):
    one = task_groups.group(desk, founded(desk))
    assert (one.record["name"], one.record["type"], one.record["start"]) == (
        "饮水水利集中攻关组", "task_force", "2026-11-20",
    )  # fmt: skip
    assert (one.owner, one.members, one.units) == ("陈志远", ("李建国",), ("镇水利站",))
    assert [(each.date, each.text, each.owner) for each in one.milestones] == [
        ("2026-11-05", "勘测", "李建国"), ("2026-11-15", "备料", "李建国"), ("2026-12-10", "通水", "李建国"),
    ]  # fmt: skip
    desk.undo()  # the finished step
    desk.undo()
    assert task_groups.groups(desk) == []


def test_a_step_of_a_month_is_not_late_while_the_month_lasts(desk):
    group = task_groups.found(desk, add_matter(desk), {})
    for month in ("2026-11", "2026-10"):
        task_groups.add_milestone(desk, group, {"date": month, "text": month})
    assert [each.milestone.text for each in task_groups.late_milestones(desk)] == ["2026-10"]


def test_a_step_is_late_from_the_day_after_its_date_until_it_is_finished(desk):
    one = task_groups.group(desk, founded(desk))
    assert [(each.finished, each.late_days) for each in one.milestones] == [
        ("2026-11-06", 0),
        ("", 5),
        ("", 0),
    ]
    assert task_groups.told(one) == "节点完成 1/3，超期 1 个"
    assert [(each.group.id, each.milestone.text) for each in task_groups.late_milestones(desk)] == [
        (one.record.id, "备料")
    ]
    task_groups.finish_milestone(desk, one.milestones[1].id)
    assert task_groups.late_milestones(desk) == []
    task_groups.finish_milestone(desk, one.milestones[1].id, None)
    assert len(task_groups.late_milestones(desk)) == 1


def test_a_group_is_done_when_every_step_is_finished(desk):
    group = founded(desk)
    for each in task_groups.group(desk, group).milestones:
        task_groups.finish_milestone(desk, each.id)
    one = task_groups.group(desk, group)
    assert (one.is_done, task_groups.told(one)) == (True, "3 个节点都已完成")
    task_groups.add_milestone(desk, group, {"date": "2026-12-20", "text": "回访"})
    assert not task_groups.group(desk, group).is_done


def test_a_step_without_date_or_text_is_refused(desk):
    group = founded(desk)
    for wrong, field in (({"text": "验收"}, "date"), ({"date": "2026-12-20"}, "text")):
        with pytest.raises(MatterProblem) as refused:
            task_groups.add_milestone(desk, group, wrong)
        assert (refused.value.code, refused.value.details["field"]) == ("milestone_needs", field)


def test_another_project_is_no_task_group_and_its_steps_are_nobodys_reminder(desk):
    road = records.add(desk, "project", {"name": "改路", "type": "road"})
    records.add(desk, "milestone", {"project": road, "date": "2026-01-01", "text": "开工"})
    with pytest.raises(MatterProblem) as refused:
        task_groups.group(desk, road)
    assert refused.value.code == "not_a_task_group"
    assert (task_groups.groups(desk), task_groups.late_milestones(desk)) == ([], [])


def test_the_groups_on_a_matter_are_found_by_it_and_a_removed_one_is_not(desk):
    group = founded(desk)
    matter = records.get(desk, "project", group)["matter"]
    assert [each.record.id for each in task_groups.groups_on(desk, matter)] == [group]
    assert task_groups.groups_on(desk, add_matter(desk)) == []
    records.remove(desk, "project", group)
    assert (task_groups.groups_on(desk, matter), task_groups.late_milestones(desk)) == ([], [])


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_step_is_late_by_the_days_between_its_date_and_today(planned, today):
    assert task_groups.late_days(planned.isoformat(), "", today) == max((today - planned).days, 0)
    assert task_groups.late_days(planned.isoformat(), planned.isoformat(), today) == 0


def test_a_month_is_late_when_it_has_ended():
    assert task_groups.late_days("2026-11", "", date(2026, 11, 30)) == 0
    assert task_groups.late_days("2026-11", "", date(2026, 12, 1)) == 1
