"""Definitions: read, checked and kept as plain data."""

from __future__ import annotations

import json

import pytest

from app.ledgers.catalogue import check_paths, shipped
from app.ledgers.definitions import plain_definition, read_definition, with_name
from app.ledgers.problems import LedgerProblem

BASE = {
    "name": "表",
    "title": "{office}表",
    "source": "visit",
    "columns": [{"label": "日期", "path": "date"}],
}
FORM = {"layout": "pages", "form": [{"cells": [{"path": "date", "label": "日期"}]}]}


def test_the_shipped_ledgers_are_all_there():
    names = {"走访台账", "民情日记", "工作手册", "问题清单", "结对帮扶台账", "帮扶慰问发放表"}
    names |= {"户籍花名册", "困难群众名册", "党员名册", "走访统计表", "连心卡"}
    assert names <= set(shipped())


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_definition_survives_being_kept_as_json(name):
    definition = shipped()[name]
    assert read_definition(json.loads(json.dumps(plain_definition(definition)))) == definition


def test_a_copy_remembers_what_it_was_made_from():
    copy = with_name(shipped()["走访台账"], "我的走访表")
    assert (copy.name, copy.based_on) == ("我的走访表", "走访台账")
    assert with_name(copy, "又一张").based_on == "走访台账"


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"colour": "red"}, "colour"),
        ({"columns": 3}, "columns"),
        ({"columns": [3]}, "Column"),
        ({"columns": [{"label": "日期"}]}, "path"),
        ({"columns": []}, "一栏"),
        ({"columns": [{"label": "日期", "path": "date", "width": "x"}]}, "width"),
        ({"columns": [{"label": "日期", "path": "date", "width": 1}]}, "栏宽"),
        ({"columns": [{"label": "日期", "path": "date", "align": "up"}]}, "align"),
        ({"columns": [{"label": "日期", "path": "date"}] * 101}, "100"),
        ({"layout": "round"}, "layout"),
        ({"layout": "pages"}, "一行"),
        ({"source": "ghost"}, "ghost"),
        ({"row_height": 1}, "行高"),
        ({"blank_rows": 1000}, "空行"),
        ({"blank_rows": True}, "blank_rows"),
        ({"editions": ["secret"]}, "secret"),
        ({"where": [{"path": "date", "op": "sounds like"}]}, "sounds like"),
        ({"where": [{"path": "date", "op": "in", "value": "x"}]}, "date"),
        ({"where": [{"path": "date", "op": "<", "value": {"a": 1}}]}, "date"),
        ({"where": [{"path": "date", "op": "like", "value": 3}]}, "date"),
        ({"where": [{"path": "date", "op": "empty", "value": 3}]}, "date"),
        ({**FORM, "form": [{"cells": [{"path": "date", "span": 5}]}]}, "12"),
        ({**FORM, "form": [{"cells": [{"path": "date", "label": "日", "label_span": 12}]}]}, "12"),
        ({**FORM, "form": [{"height": 900, "cells": [{"path": "date"}]}]}, "毫米"),
    ],
)
def test_a_wrong_definition_is_refused_with_what_is_wrong(change, part):
    with pytest.raises(LedgerProblem) as told:
        read_definition({**BASE, **change})
    assert told.value.code == "bad_definition"
    assert part in told.value.sentence


@pytest.mark.parametrize(
    "path", ["ghost", "household.ghost", "$ghost", "date.day", "$subject.name", "visitors.$ghost"]
)
def test_a_path_that_leads_nowhere_is_refused(path):
    definition = read_definition({**BASE, "columns": [{"label": "栏", "path": path}]})
    with pytest.raises(LedgerProblem):
        check_paths(definition)


def test_statistics_take_only_their_own_columns():
    definition = read_definition({**BASE, "layout": "statistics"})
    with pytest.raises(LedgerProblem):
        check_paths(definition)
