"""The sentences and words of the ledgers that a clerk reads, keyed by code."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "no_such_ledger": "没有叫“{name}”的台账。现有：{names}。",
    "ledger_exists": "已有叫“{name}”的台账，请换一个名字。",
    "not_a_period": (
        "“{period}”不是期间。请写成 2026-11（月）、2026-Q4（季）、2026（年）或 2026-11-01..2026-11-30。"
    ),
    "bad_definition": "台账“{name}”的定义有误：{what}。请按提示修改后再保存。",
    "bad_definition_file": "台账样式文件“{file}”读不出来。请重新安装程序，或删掉这个文件。",
    "no_public_edition": "“{name}”涉及敏感信息，没有公示版。请打印内部版。",
    "personal_number_in_public": (
        "公示版没有生成，这些地方写着不能公示的内容：{places}。"
        "请打开这些记录，把号码或孩子的姓名删掉或改写（例如写“已留电话”），再做公示版；内部版不受影响。"
    ),
    "export_needs_review": (
        "“{name}”里有个人信息，存成文件要审核员或管理员来做，请他们登录后再存。"
        "您可以直接打印在纸上；有公示版的，也可以存公示版。"
    ),
    "sensitive_needs_review": (
        "“{name}”写着大家的健康和困难状况，要审核员或管理员登录后才能看和打印。您录入的内容不受影响。"
    ),
    "unknown_file_type": "只能打印成 .pdf 或 .xlsx 文件，不能是“{suffix}”。请改一下文件名。",
    "not_writable": "文件“{file}”写不进去。请换一个文件夹；如果它正在 WPS 或 Excel 里打开，请先关闭。",
    "disk_full": "磁盘已满，“{file}”没有保存，原来的文件没有动。请清出一些空间后再试。",
    "disk_error": "读写磁盘出错，“{file}”没有保存，原来的文件没有动。请换一个位置再试。",
    "not_of_matters": "“{name}”不是按事项出的单子，不能用 --matter。请改用 --id 指定记录，或去掉它。",
    "not_ranked": "只给村、乡镇和责任单位排名，不给人、也不给类别排名。请改 --by。",
    "not_of_months": "办理情况按月统计，不能按“{period}”出。请填月份、季度或年份，如 2026-11。",
    "fonts_missing": "程序自带的字体“{file}”不见了。请重新安装程序。",
}

WARNINGS: dict[str, str] = {
    "missing_glyph": (
        "“{record}”的“{label}”里有 {count} 个字（{chars}）所有字体都没有，印成了“〓”，请手工补写。"
    ),
    "too_wide": "“{name}”的栏目总宽 {total} 毫米，超过纸宽 {room} 毫米，已按比例缩小。",
    "not_published": "“{name}”：{sentence}",
    "nothing_in_period": "“{name}”在{period}没有记录，印出的是空表。",
}

# What is wrong with a definition: fills {what} of "bad_definition".
FAULTS: dict[str, str] = {
    "not_a_group": "“{key}”的写法不对",
    "unknown_key": "不认识“{key}”",
    "wrong_value": "“{key}”不能是 {value}",
    "absent": "缺“{keys}”",
    "not_allowed": "“{key}”不能是“{value}”，可用的有：{allowed}",
    "unknown_kind": "没有“{kind}”这种记录",
    "no_columns": "至少要有一栏",
    "no_form": "至少要有一行",
    "column_width": "栏宽要在 3 到 400 毫米之间",
    "row_size": "行高或字号不合适",
    "form_height": "每行高度要在 4 到 150 毫米之间",
    "blank_rows": "空行最多 200 行",
    "too_many": "栏目、清单或格子超过 {limit} 个",
    "form_span": "每行各格相加要等于 12 或 24",
    "path": "没有“{path}”这一项",
}

WORDS: dict[str, str] = {
    "adopted_done": "采纳",
    "adopted_partly": "部分采纳",
    "adopted_impossible": "未采纳",
    "signed": "已签收",
    "page": "第 {page} 页 共 {pages} 页",
    "total": "合计",
    "office": "填报单位（盖章）：{office}",
    "filled": "填报日期：{day}",
    "unit": "单位：{unit}",
    "day": "{year}年{month}月{day}日",
    "month": "{year}年{month}月",
    "quarter": "{year}年第{quarter}季度",
    "week": "{year}年第{week}周，{days}",
    "year": "{year}年",
    "span": "{first}至{last}",
    "public": "（公示版）",
    "file_public": "公示版",
    "minor": "（未成年人）",
    "yes": "是",
    "no": "否",
    "continued": "（续）",
    "nobody": "未写明",
    "theme_elsewhere": "（上级归并的主题）",
    "week_office": "村（单位）",
    "themes_count": "原始意见 {opinions} 条，归并为 {themes} 条",
    "book_holder": "填写人：{name}",
    "book_period": "期　间：{period}",
    "book_office": "单　位：{office}",
    "book_count": "共 {count} 件",
    "book_lacks": "{name}缺 {count} 件",
    "book_lacks_nothing": "无",
    "book_review": "讲评",
    "list_mark": "、",
    "taken": "{name}，{period}，{edition}，{rows} 条，{target}",
    "edition_inner": "内部版",
    "edition_public": "公示版",
    "target_pdf": "存为 PDF",
    "target_xlsx": "存为表格",
    "target_paper": "打印在纸上",
    "found": "{place}里有{what}",
    "found_row": "{part}第{number}行“{record}”的“{label}”",
    "found_form": "第{number}份“{record}”的“{label}”",
    "found_part": "“{label}”",
    "found_in_heading": "台账的标题、栏目名或说明",
    "found_more": "；另有 {count} 处",
    "found_id_number": "身份证号",
    "found_phone": "电话号码",
    "found_account": "银行卡号或账号",
    "found_child": "不满14岁孩子的姓名",
}

# What stands on the papers of a matter: 交办单, 督办单, 一哨一清单, 研判记录, and as a mark in the lists.
PAPERS: dict[str, str] = {
    "limit": "{day}（{days}个工作日）",
    "no_limit": "没有定时限",
    "overdue": "已超期{days}天（{worked}个工作日）",
    "ahead": "未超期，还有{days}天（{worked}个工作日）",
    "finished": "没有超期",
    "confirmed": "研究意见：{text}",
    "ordered": "交办要求：{text}",
    "no_progress": "还没有办理记录。",
    "sorted.direct": "直办快结",
    "sorted.village": "村办",
    "sorted.own": "本级办理",
    "sorted.whistle": "吹哨办理",
    "sorted.escalated": "上报",
    "sorted.explained": "解释疏导",
    "sorted.explained_why": "解释疏导（{reason}）",
    "sorted.elsewhere": "转其他渠道",
    "mark": "解释疏导：{kind}",
    "day_by_hand": "　　　　年　　月　　日",
    "received": "{day} 签收",
    "in_time": "否",
    "not_due": "未到时限",
    "excused": "免办",
    "concluded": "已闭环：{count} 个单位办结 {done} 个、免办 {excused} 个，最后 {last}。事项现在“{state}”。",
    "why.nothing_chosen": "请先选中一件或几件事项。",
    "why.0": "选中的事项还没有派发，没有交办单可印。请先记“派发”。",
    "why.1": "选中的事项没有派发或吹哨后还没办结的，不用督办。",
    "why.2": "选中的事项没有吹过哨，没有一哨一清单。",
    "why.3": "请先选中一件或几件事项。",
    "not_concluded": "未闭环：{count} 个单位中还有 {waiting} 个没有办结。事项现在“{state}”。",
}

# The sheet of supervision: its name, columns and lists.
SUPERVISION: dict[str, str] = {
    "name": "办理情况统计表",
    "title": "{office}群众问题办理情况统计表（{period}）",
    "table_name": "办理情况统计表（{by}）",
    "table_title": "{office}群众问题办理情况（{by}，{period}）",
    "picture_title": "{office}{name}（{period}）",
    "picture_closing": "销号用时",
    "picture_accepting": "受理用时",
    "picture_trend": "逐月趋势",
    "picture_kinds": "问题类别",
    "ranking_name": "{rate}排名（{by}）",
    "ranking_title": "{office}{rate}排名（{by}，{period}）",
    "signatures": "单位负责人（签字）、审核人、填表人（签字）",
    "unit": "件",
    "nothing": "未填写",
    "no_township": "所属乡镇不明",
    "report": "一、总体情况",
    "report_columns": "序号、项目、单位、当月数、累计数、上年结转",
    "section": "{number}、{label}",
    "numbers": "一二三四五六七八九十",
    "by_township": "按乡镇",
    "by_village": "按村（单位）",
    "by_organization": "按责任单位",
    "by_category": "按问题类别",
    "by_responsible": "按责任人",
    "by_kind": "按个性共性",
    "by_type": "按事项类型",
    "by_channel": "按来源渠道",
    "township": "乡镇（街道）",
    "village": "村（单位）",
    "organization": "责任单位",
    "responsible": "责任人",
    "category": "问题类别",
    "kind": "个性共性",
    "type": "事项类型",
    "channel": "来源渠道",
    "column_opened": "收集",
    "column_accepted": "受理",
    "column_direct": "直办",
    "column_escalated": "上报",
    "column_done": "办结",
    "column_closed": "销号",
    "column_returned": "退回",
    "column_due": "到期应办",
    "column_on_time": "按时办结",
    "column_late": "超期办结",
    "column_overdue": "超期未办",
    "column_evaluated": "群众评价",
    "column_dissatisfied": "不满意",
    "column_missed": "超期",
    "rate_on_time": "按时办结率",
    "rate_pleased": "满意率",
    "rate_direct": "直办率",
    "rate_escalated": "上报率",
    "rate_responded": "报到及时率",
    "part_on_time": "按时办结",
    "part_pleased": "满意和基本满意",
    "part_direct": "直办",
    "part_escalated": "上报",
    "part_responded": "按时报到",
    "whole_on_time": "到期应办",
    "whole_pleased": "作出评价",
    "whole_direct": "收集",
    "whole_escalated": "收集",
    "whole_responded": "到时应报到",
    "mean": "平均天数",
    "mean_tip": "从收集到销号平均 {mean} 天，共 {number} 件；正中间那一件在 {band}",
    "of": "{part}/{whole}",
    "rank": "名次",
    "unranked": "不排名",
    "unranked_note": "不足{least}件，不排名",
    "tied": "并列",
    "notes": "备注",
    "month": "月份",
    "month_first": "{year}年{month}月",
    "month_next": "{month}月",
    "trend": "逐月趋势",
    "kinds": "{places}的问题类别",
    "kinds_village": "各村（单位）",
    "kinds_township": "各乡镇",
    "kinds_own": "本单位",
    "closing": "销号用时（从收集到销号）",
    "accepting": "受理用时（从收集到受理）",
    "others": "其余{count}个",
    "other_kinds": "其余类别",
    "chart_shortened": "只画前{count}个，全部数字见表",
    "band": "用时",
    "band_first": "{bound}天以内",
    "band_next": "{least}–{bound}天",
    "band_last": "超过{bound}天",
    "count": "件数",
    "share": "占比",
    "duration_note": "共{number}件，平均{mean}天，{median}",
    "median_exact": "中位数{days}天",
    "median_beyond": "中位数超过{days}天",
    "median_band": "中位数在{band}",
    "duration_none": "没有可算用时的事项",
    "span_same": "{first}",
    "span_year": "{first}至{month}月",
    "span": "{first}至{last}",
    "chart_title": "{name}（{period}）",
}


def word(code: str, **facts: object) -> str:
    """The word or phrase of that code, filled with the facts. Raises KeyError."""
    return WORDS[code].format(**facts)


def paper_word(code: str, **facts: object) -> str:
    """What a matter's paper says under that code, filled with the facts. Raises KeyError."""
    return PAPERS[code].format(**facts)


def fault(code: str, **facts: object) -> str:
    """What is wrong with a definition. Raises KeyError."""
    return FAULTS[code].format(**facts)


def warning(code: str, **facts: object) -> str:
    """The warning of that code, filled with the facts. Raises KeyError."""
    return WARNINGS[code].format(**facts)


# The list of those that have not handed in a week's list.
WEEK_REMINDER: dict[str, str] = {
    "name": "周清单催交名单",
    "title": "{week}问题清单催交名单",
    "count": "应交 {total} 个，未交 {missing} 个",
    "index": "序号",
    "office": "单位",
    "last": "最近一次上交",
    "note": "催交情况",
    "sign": "签收",
    "last.words": "{week}（{day}）",
    "never": "近 {weeks} 周没有交过",
    "nobody": "都已交齐",
    "handled": "经办人（签字）",
    "checked": "审核人（签字）",
}
