"""Sentences of the page of likely duplicates."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "title": "疑似重复",
    "person": "人",
    "household": "户",
    "likely": "待核对",
    "merged": "已合并",
    "list": "疑似重复的一对一对",
    "who": "姓名或户主",
    "reason": "为什么",
    "into": "并入",
    "at": "时间",
    "reason.id_number": "身份证号相同",
    "reason.name_and_birth": "姓名和出生日期相同",
    "reason.name_and_household": "同一户里同名",
    "reason.head_and_place": "户主和门牌相同",
    "reason.head_and_phone": "户主和电话相同",
    "none": "没有疑似重复的{kind}。身份证号相同、姓名和出生日期相同、同一户里同名的，都会列在这里。",
    "none_merged": "没有合并过的{kind}。合并以后在这里可以再拆开。",
    "searching": "正在查找…",
    "choose": "选一对，右边会把两条记录并排对照。",
    "found": "找到 {count} 对。是同一个的合并，不是的点“不是同一个”，以后不再问。",
    "found_merged": "合并过 {count} 次。",
    "one": "先登记：{title}",
    "other": "后登记：{title}",
    "merge": "合并成一条",
    "apart": "不是同一个",
    "open": "打开左边",
    "split": "拆开",
    "confirm": "把两条记录合并成一条？走访、事项、结对等都归到一起，两个编号以后都有效；"
    "可以撤销，也可以以后再拆开。",
    "was_merged": "已合并成一条",
    "was_apart": "已记下不是同一个，以后不再问",
    "was_split": "已拆开，两条记录都恢复了",
    "keep_later": "保留后来的，拆开其余的",
    "may_not": "合并要审核员或管理员来做；您可以先对照，或点“不是同一个”。",
}

say = speaker(WORDS)
