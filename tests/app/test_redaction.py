"""Erasing by law and emptying the bin: shown first, done everywhere, only by an administrator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import duplicates, history, records, redaction, register, search
from app.offices import OpenOffice
from app.problems import Problem
from db import local
from tests.app.village_desk import add_household, add_matter, add_person, open_village

NUMBER = "11010519491231002X"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenOffice]:
    """An open village."""
    made = open_village(tmp_path)
    yield made
    made.close()


def a_life(desk: OpenOffice) -> tuple[str, str]:
    """A person with a tag, and a visit that names her: both ids."""
    home = add_household(desk, "欧阳秋水")
    person = add_person(desk, "欧阳秋水", id_number=NUMBER, household=home)
    register.set_tags(desk, person, ["low_income"], "2026-11-20")
    text = {"date": "2026-11-02", "household": home, "content": f"欧阳秋水（{NUMBER}）想修路"}
    return person, records.add(desk, "visit", text)


def test_the_plan_shows_what_would_go_and_what_names_her(desk: OpenOffice) -> None:
    person, _ = a_life(desk)
    desk.back_up()
    found = redaction.plan(desk, "person", person)
    assert (found.title, found.parts, len(found.backups)) == ("欧阳秋水", {"tag": 1}, 1)
    assert {(each.kind, each.label) for each in found.mentions} == {
        ("household", "户主"),
        ("visit", "走访内容"),
    }
    assert not records.get(desk, "person", person).deleted


def test_who_is_called_the_same_is_left_alone(desk: OpenOffice) -> None:
    person, visit = a_life(desk)
    add_person(desk, "欧阳秋水")
    add_household(desk, "欧阳秋水", number="9")
    other = add_matter(desk, description="欧阳秋水反映路灯不亮")
    found = redaction.plan(desk, "person", person).mentions
    assert {each.id: each.is_sure for each in found if each.kind in ("visit", "matter")} == {
        visit: True,
        other: False,
    }
    assert [each.kind for each in found if each.label in ("姓名", "户主")] == ["household"]


def test_a_person_is_erased_with_the_texts_that_were_chosen(desk: OpenOffice) -> None:
    person, visit = a_life(desk)
    chosen = [each for each in redaction.plan(desk, "person", person).mentions if each.kind == "visit"]
    done = redaction.redact(desk, "person", person, "request", "申请书第3号", mentions=chosen)
    assert (done.records, done.texts, done.compact) == (2, 1, True)
    assert records.title(desk, records.get(desk, "person", person)) == "（已依法删除）"
    assert records.get(desk, "visit", visit)["content"] == "某某（＊＊＊）想修路"
    assert all("欧阳" not in each.before for each in history.history(desk, "visit", visit))
    assert [hit.kind for hit in search.find_people(desk, "欧阳秋水")] == ["household"]


def test_an_erasure_is_in_the_audit_log_without_a_name(desk: OpenOffice) -> None:
    person, _ = a_life(desk)
    redaction.redact(desk, "person", person, "law")
    _, operator, act, detail = local.audit_lines(desk.store)[0]
    assert (operator, act, detail) == ("王芳", "redact", f"person {person} law")


def test_an_erasure_is_not_undone_and_not_restored(desk: OpenOffice) -> None:
    person, _ = a_life(desk)
    redaction.redact(desk, "person", person, "law")
    assert desk.undo() == "visit.add"
    assert records.get(desk, "person", person)["name"] is None
    with pytest.raises(Problem, match="依法删除"):
        records.restore(desk, "person", person)
    with pytest.raises(Problem, match="依法删除"):
        records.change(desk, "person", person, {"name": "欧阳秋水"})
    with pytest.raises(Problem, match="依法删除"):
        redaction.plan(desk, "person", person)


def test_earlier_actions_are_undone_without_bringing_her_back(desk: OpenOffice) -> None:
    person = add_person(desk, "欧阳秋水")
    records.change(desk, "person", person, {"phone": "13800138000"})
    records.remove(desk, "person", person)
    redaction.redact(desk, "person", person, "law")
    assert [desk.undo() for _ in range(3)] == ["person.remove", "person.change", "person.add"]
    found = records.get(desk, "person", person)
    assert (found.deleted, found["name"], found["phone"]) == (True, None, None)


@pytest.mark.parametrize("role", ["entry", "review"])
def test_only_an_administrator_erases(desk: OpenOffice, role: str) -> None:
    person, _ = a_life(desk)
    records.remove(desk, "person", person)
    desk.operator = replace(desk.operator, role=role)
    for refused in (
        lambda: redaction.plan(desk, "person", person),
        lambda: redaction.redact(desk, "person", person, "law"),
        lambda: redaction.empty_bin(desk),
        lambda: redaction.delete_backups(desk, []),
    ):
        with pytest.raises(Problem, match="管理员"):
            refused()
    assert records.get(desk, "person", person)["name"] == "欧阳秋水"


def test_a_redaction_is_not_written_past_the_act(desk: OpenOffice) -> None:
    with pytest.raises(Problem, match="依法删除"):
        records.add(desk, "redaction", {"about": "x", "kind": "person", "reason": "law"})


def test_the_emptied_bin_is_empty_and_says_what_leaned_on_it(desk: OpenOffice) -> None:
    home = add_household(desk)
    person = add_person(desk, household=home)
    add_matter(desk, person=person)
    records.remove(desk, "person", person)
    found = redaction.bin_contents(desk)
    assert (found.counts, found.leaning) == ({"person": 1}, (("matter", "person", 1),))
    assert redaction.empty_bin(desk).records == 1
    assert history.recycle_bin(desk) == []
    assert redaction.bin_contents(desk).total == 0
    with pytest.raises(Problem, match="没有可以清除"):
        redaction.empty_bin(desk)


def test_one_record_of_the_bin_is_erased_and_the_others_stay(desk: OpenOffice) -> None:
    one, other = add_person(desk, "甲某"), add_person(desk, "乙某")
    for each in (one, other):
        records.remove(desk, "person", each)
    redaction.empty_bin(desk, {"person": [one]})
    assert [each.id for each in history.recycle_bin(desk)] == [other]


def test_what_was_merged_is_not_in_the_bin(desk: OpenOffice) -> None:
    one, two = add_person(desk, "甲某"), add_person(desk, "甲某")
    duplicates.merge(desk, "person", one, two)
    assert history.recycle_bin(desk) == []
    with pytest.raises(Problem, match="没有可以清除"):
        redaction.empty_bin(desk)


def test_old_backups_are_named_and_deleted_after_a_new_one_is_made(desk: OpenOffice, tmp_path: Path) -> None:
    person, _ = a_life(desk)
    old = desk.back_up()
    done = redaction.redact(desk, "person", person, "law")
    assert done.backups == (old,)
    elsewhere = tmp_path / "notes.db"
    elsewhere.write_bytes(b"not a backup")
    assert redaction.delete_backups(desk, [*done.backups, elsewhere]) == 1
    assert elsewhere.exists() and not old.exists()
    assert len(redaction.backups_holding(desk)) == 1
