"""The sentences of visits and pairings that a clerk reads, keyed by problem code."""

from __future__ import annotations

VISITS: dict[str, str] = {
    "no_stop": "请至少选择一户再记录走访。",
    "household_twice": "同一次走访里“{household}”选了两次，请去掉一个。",
    "no_needs": "这次走访没有写“诉求与建议”。请先写下群众的诉求，再转为事项。",
    "already_matter": "这次走访已经转成了事项，可在“相关事项”里打开。",
    "no_phrases_here": "心得体会要由走访人自己写，不能设置现成短语。",
}

PAIRINGS: dict[str, str] = {
    "helper_kind": "“{kind}”的帮扶方应当是{allowed}，现在选的是{chosen}。请重新选择。",
    "helped_kind": "“{kind}”的被帮扶方应当是{allowed}，现在选的是{chosen}。请重新选择。",
    "same_side": "帮扶方和被帮扶方不能是同一个。请重新选择。",
    "not_found": "没有找到所选的人、户或单位。请重新选择。",
    "already_paired": "这两方已有同类结对，还没有结束。请先结束原来的，或直接修改它。",
    "already_ended": "这个结对已于 {end} 结束。如要继续，请新建结对。",
    "end_before_start": "结束日期早于结对日期 {start}。请检查日期。",
    "card_taken": "连心卡号 {number} 已经用过。请换一个号，或按“自动编号”。",
}

SIDES: dict[str, str] = {"person": "人", "household": "户", "organization": "单位（组织）"}
