"""Mappings: corrected, kept as a file, remembered for the next sheet of that shape."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.mappings import (
    Mapping,
    from_toml,
    load,
    remember,
    remembered,
    save,
    signature,
    to_toml,
)
from app.spreadsheets.targets import targets

MAPPING = Mapping("person", (("户主", "household.head"), ("姓名", "person.name"), ("养猪", "")))


class Memory:
    """Settings that live in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def get(self, key: str, default: Any = None) -> Any:
        """The value kept under `key`."""
        return self.kept.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Keep a value."""
        self.kept[key] = value


def test_a_mapping_survives_its_file(tmp_path):
    mapping = MAPPING.with_fixed("tag.tag", "低保")
    save(mapping, tmp_path / "map.toml")
    assert load(tmp_path / "map.toml", "person") == mapping


headings = st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=5)


@given(headings, st.sampled_from([*targets("person"), ""]))
def test_any_heading_can_be_written_to_a_file(names, target):
    safe = [name.encode("utf-8", "replace").decode() for name in names]
    mapping = Mapping("person", tuple((name, target) for name in dict.fromkeys(safe)))
    assert from_toml(to_toml(mapping), "person") == mapping


def test_one_target_has_one_column():
    changed = MAPPING.with_target("养猪", "person.name")
    assert changed.target("养猪") == "person.name"
    assert changed.target("姓名") == ""


def test_a_mapping_is_remembered_for_sheets_of_the_same_shape_only():
    memory = Memory()
    remember(memory, MAPPING, ["户主", "姓名", "养猪"])
    assert remembered(memory, "person", [" 户主", "姓 名", "养猪"]) == MAPPING
    assert remembered(memory, "person", ["户主", "姓名"]) is None
    assert remembered(memory, "household", ["户主", "姓名", "养猪"]) is None


def test_the_columns_added_to_rejected_rows_do_not_change_the_shape():
    assert signature("person", ["未导入原因", "原行号", "户主", "姓名", "所属户主"]) == signature(
        "person", ["户主", "姓名"]
    )


def test_a_remembered_mapping_of_an_older_program_is_forgotten():
    memory = Memory()
    remember(memory, MAPPING, ["户主"])
    memory.kept = {key: text.replace("person.name", "person.gone") for key, text in memory.kept.items()}
    assert remembered(memory, "person", ["户主"]) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kind = ", "mapping_unreadable"),
        ("columns = 3", "mapping_unreadable"),
        ("header_rows = [1]", "mapping_unreadable"),
        ('kind = "visit"', "mapping_other_kind"),
        ('kind = "ledger"', "not_importable"),
        ('[columns]\n"姓名" = "person.nickname"', "mapping_unknown_field"),
    ],
)
def test_a_wrong_file_is_told(text, code):
    with pytest.raises(SpreadsheetProblem) as told:
        from_toml(text, "person", "map.toml")
    assert told.value.code == code
    assert "{" not in told.value.sentence


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        (Mapping("person", (("姓名", ""),)), "nothing_mapped"),
        (Mapping("person", (("性别", "person.sex"),)), "required_unmapped"),
        (Mapping("aid", (("姓名", "aid.recipient"), ("日期", "aid.date"))), "required_unmapped"),
    ],
)
def test_what_is_missing_is_told_before_anything_is_read(mapping, code):
    with pytest.raises(SpreadsheetProblem) as told:
        mapping.check()
    assert told.value.code == code


def test_a_head_column_is_enough_for_a_roster():
    Mapping("person", (("户主", "household.head"),)).check()
