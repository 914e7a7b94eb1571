"""Sentences of the pane of a matter's whistles, and of the field that calls several units."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "heading": "一哨一清单：{number}（{day}吹哨）",
    "column.name": "单位",
    "column.deadline": "应到",
    "column.responded": "报到",
    "column.handling": "处置",
    "column.end": "办结",
    "unnamed": "（没有写明的单位）",
    "no_deadline": "没定",
    "added": "（{day}加叫）",
    "waiting": "还没到",
    "received": "{day}签收",
    "in_time": "{day}\n按时",
    "late": "{day}\n{words}",
    "none": "—",
    "finished": "{day}办结",
    "excused": "{day}免办：{why}",
    "act": "{name}：{act}",
    "act.tip": "给“{name}”记一笔“{act}”。按 Tab 走到这里，按回车打开。",
    "day": "{month}月{day}日",
    "full_day": "{year}年{month}月{day}日",
    "own": "各单位应到时限（空着就按下面的时限）",
    "own.hint": "同下面的时限",
    "own.of": "{name}应到时限",
}

say = speaker(WORDS)
