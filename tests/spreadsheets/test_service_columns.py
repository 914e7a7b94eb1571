"""Workbooks of errands, petitions and disputes: their columns are known, and their title says their type."""

from __future__ import annotations

import pytest

from app.codes import assembled
from app.spreadsheets.guessing import as_mapping, guess
from app.spreadsheets.headers import find_header
from app.spreadsheets.targets import meaning, targets

CODES = assembled()


def test_the_import_of_matters_offers_the_type_and_what_belongs_to_it():
    assert {
        "matter.type", "matter.service", "matter.signed", "matter.reception", "matter.petition",
        "matter.receiver", "matter.dispute", "matter.risk", "matter.other_party",
        "matter.guarantor", "matter.plan",
    } <= targets("matter").keys()  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("事项类型", "type"), ("代办业务", "service"), ("代办人", "responsible"),
        ("办理部门", "organization"),
        ("受理日期", "opened"), ("申请人签收", "signed"), ("来访人", "raised_by"),
        ("信访事由", "description"),
        ("接访领导", "receiver"), ("接访方式", "reception"), ("次别", "petition"), ("包案领导", "guarantor"),
        ("风险等级", "risk"), ("纠纷类型", "dispute"), ("对方当事人", "other_party"), ("化解方案", "plan"),
        ("建议内容", "description"), ("办理时限", "deadline"), ("接访日期", "opened"),
        ("化解结果", "feedback"),
    ],
)  # fmt: skip
def test_the_headings_of_the_registers_are_known(heading: str, target: str):
    assert meaning("matter", heading) == f"matter.{target}"


@pytest.mark.parametrize(
    ("title", "type"),
    [
        ("柿子村信访台账", "信访"), ("2025年代办事项登记簿", "全程代办"),
        ("矛盾纠纷排查化解台账", "矛盾纠纷"),
        ("意见建议采纳情况表", "意见建议"), ("问题清单", "群众问题"),
        ("群众意见建议和问题清单", ""), ("柿子村台账", ""),
    ],
)  # fmt: skip
def test_the_title_says_what_type_the_matters_are_of(title: str, type: str):
    rows = [[title, "", ""], ["受理日期", "姓名", "事由"], ["2025-03-01", "张三", "低保"]]
    header = find_header("matter", rows, [], 3)
    mapping = as_mapping("matter", guess("matter", header, rows[2:], CODES), header, CODES)
    assert dict(mapping.fixed).get("matter.type", "") == type


def test_a_column_of_types_is_worth_more_than_the_title():
    rows = [["信访台账", "", ""], ["日期", "事项类型", "事由"], ["2025-03-01", "纠纷", "争水"]]
    header = find_header("matter", rows, [], 3)
    mapping = as_mapping("matter", guess("matter", header, rows[2:], CODES), header, CODES)
    assert (mapping.target("事项类型"), dict(mapping.fixed)) == ("matter.type", {})
    assert CODES.code("matter_type", "纠纷") == "dispute"
