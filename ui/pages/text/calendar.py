"""Sentences of the calendar of working days in the settings, and of its small windows."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "year": "年份",
    "year_of": "{year}年",
    "before": "上一年",
    "after": "下一年",
    "table": "放假和调休上班的日子",
    "day": "日子",
    "days": "天数",
    "count": "{count} 天",
    "what": "放假或上班",
    "name": "名称",
    "source": "从哪里来",
    "unknown": "{year}年还没有放假安排，先按周一到周五算。国务院通知出来后，请按“粘贴放假通知”。",
    "add_rest": "加放假日…",
    "add_work": "加上班日…",
    "remove": "删去这一条",
    "remove.only_own": "只能删本单位加的",
    "remove.question": "删去“{name}”{span}？以后的时限按没有这一条来算，已经定下的时限不变。",
    "removed": "已删去",
    "paste": "粘贴放假通知…",
    "terms": "办理时限…",
    "only_review": "日历和时限要审核员或管理员才能改。请他们登录后再改。",
    "above": "{year}年的安排由上级下发，本单位不用再加",
    "saved": "已记下 {count} 天",
    "nothing_new": "这些日子原来就是这样记的，没有改动",
    # a day of one's own
    "add.rest": "加放假日",
    "add.work": "加上班日",
    "add.words.rest": "这几天不算工作日，如镇庆、统一休假。",
    "add.words.work": "这几天虽是周末或放假，也算工作日。",
    "add.first": "从哪一天",
    "add.last": "到哪一天（只有一天就空着）",
    "add.name": "名称",
    "add.name.rest": "放假",
    "add.name.work": "加班",
    "add.keep": "加上",
    "add.needs_day": "请写哪一天，如 2027-01-04。",
    "add.wrong_end": "后一天早于前一天，请改一下。",
    "add.too_long": "一次最多 31 天。请检查日期。",
    # the notice
    "notice": "粘贴放假通知",
    "notice.words": "把国务院办公厅通知里的放假安排整段粘贴在下面，看看读得对不对，再按“记下来”。",
    "notice.hint": "一、元旦：1月1日（周五）至3日（周日）放假，共3天。……",
    "notice.year": "没写年份时，算作",
    "notice.found": "读懂了：放假 {rest} 天，调休上班 {work} 天（{years}年）",
    "notice.nothing": "还没有读到放假或上班的日子。请粘贴“1月1日至3日放假，共3天。1月4日上班。”这样的句子。",
    "notice.list": "读懂的日子",
    "notice.keep": "记下来",
    "notice.doubts": "请核对：",
    # terms
    "terms.title": "办理时限",
    "terms.words": "记代办、信访、纠纷、建议时，先按这里算出时限，记的人可以改。"
    "写“15个工作日”或“60日”；代办业务空着的，按“全程代办”一行。镇里改了，各村跟着改。",
    "terms.what": "事项",
    "terms.term": "时限",
    "terms.by_type": "（按全程代办）",
    "terms.none": "（没有定）",
    "terms.source": "说明",
    "terms.change": "改时限",
    "terms.question": "“{label}”的时限（写“15个工作日”或“60日”；清空就按上一级）：",
    "terms.above": "上级下发，以上级的为准",
    "terms.saved": "已改",
}

say = speaker(WORDS)
