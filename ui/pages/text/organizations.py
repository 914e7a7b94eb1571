"""Sentences of the organizations page."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "title": "组织机构",
    "purpose": "这里登记支部、网格、村民组和结对单位。走访、任职、结对都会用到它们。",
    "first": "登记第一个组织",
    "type": "类型",
    "group.main": "",
    "group.more": "成立与撤并、备注",
}

say = speaker(WORDS)
