"""The sentences of matters that a clerk reads, keyed by problem code."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "unknown_act": "没有“{act}”这个办理动作。现在可以：{possible}。",
    "not_possible": "现在不能“{act}”：这件事项处于“{state}”。现在可以：{possible}。",
    "parts_open": "吹哨的单位还没有全部办结：{parts}。请先记下它们的办结或免办，再办结这件事项。",
    "report_first": "直办的事项要先向村党支部“报备”，才能销号。",
    "not_your_turn": "这件事项现在由{holder}办理，本单位不能“{act}”。现在可以：{possible}。",
    "needs_review": "“{act}”要由审核人员（书记）来做。请让审核人员登录后再办。",
    "void_needs_review": "作废一条经过要由审核人员（书记）来做。您可以只写更正说明，不选“作废”。",
    "act_needs": "“{act}”还缺：{fields}。请补上后再保存。",
    "not_a_result": "“{act}”的结果不能是“{result}”。可以填：{possible}。",
    "no_such_part": "没有向这个单位吹过哨，或它已经办结。请先“吹哨”，或从一哨一清单里选择单位。",
    "already_called": "这一哨已经叫过这个单位了。请换一个单位，或另吹一哨。",
    "no_such_event": "要更正的那一条经过不属于这件事项。请从办理经过里选择。",
    "cannot_void": "这一条后面还有以它为前提的经过，不能直接作废。请先作废后面的，或只写更正说明。",
    "theme_itself": "事项不能归并到它自己。请选择另一件事项。",
    "theme_merged": "“{theme}”已经归并到别的事项。请归并到那件主题事项。",
    "theme_has_sources": "“{matter}”下面已归并了别的事项，不能再归并出去。请先把它们拆开。",
    "not_a_week": "“{week}”不是一周。请写成“2026-W47”这样：年份，再是第几周。",
    "not_merged": "这件事项没有归并到别的事项，不用拆开。",
}

HOLDERS: dict[str, str] = {
    "origin": "收集单位",
    "township": "镇（街道）",
    "county": "县（市、区）",
    "upper": "上级",
}

FIELDS: dict[str, str] = {
    "date": "日期",
    "organization": "单位",
    "deadline": "时限",
    "text": "情况说明",
    "result": "结果",
    "event": "要更正的经过",
}

NOTHING_POSSIBLE = "（暂无）"

# The weekly list, keyed by what is said of it.
WEEKLY: dict[str, str] = {
    "week": "{year}年第{number}周",
    "title": "问题清单（{week}）",
    "summary": "{week}：新增 {added} 件，推进 {progressed} 件（本周有进展 {moved} 件），销号 {closed} 件。",
}

# Supervision: the lines of the month report by measure, and the words around the numbers.
SUPERVISION: dict[str, dict[str, str]] = {
    "lines": {
        "opened": "收集问题",
        "direct": "其中：直办快结",
        "escalated": "其中：上报上级",
        "done": "办结",
        "closed": "销号",
        "closed_carried": "其中：往年问题销号",
        "returned": "退回",
        "due": "到期应办",
        "on_time": "按时办结",
        "late": "超期办结",
        "overdue": "超期未办结",
        "evaluated": "群众评价",
        "satisfied": "满意",
        "basically": "基本满意",
        "dissatisfied": "不满意",
    },
    "words": {
        "opened": "收集",
        "direct": "直办快结",
        "escalated": "上报",
        "done": "办结",
        "closed": "销号",
        "overdue": "超期未办结",
        "evaluated": "已评价",
        "open": "未销号",
        "carried": "上年结转",
        "no_rate": "暂无",
        "day": "{year}年{month}月{day}日",
        "so_far": (
            "截至{day}，上年结转 {carried} 件，今年共收集群众问题 {opened} 件，其中直办快结 {direct} 件"
            "（直办率 {direct_rate}）、上报上级 {escalated} 件（上报率 {escalated_rate}）；"
            "办结 {done} 件，销号 {closed} 件，按时办结率 {on_time_rate}；"
            "群众评价 {evaluated} 件，满意率 {pleased_rate}；"
            "现有 {open} 件未销号，今年到期的问题中超期未办结 {overdue} 件。"
        ),
    },
}
