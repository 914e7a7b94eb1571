"""What an operator did, in words: the names of intentions in history, undo and the audit log."""

from __future__ import annotations

from app.kinds import KINDS

_VERBS = {
    "add": "新增",
    "change": "修改",
    "remove": "删除",
    "restore": "恢复",
    "act": "办理",
    "issue": "发放",
}
_WHOLE = {
    "ledger.unmasked": "显示完整证号",
    "show.whole": "显示完整证号",
    "operator.add": "添加操作员",
    "operator.disable": "停用操作员",
    "operator.password": "更改密码",
    "operator.recovery_code": "更换恢复码",
    "self_test": "自检",
    "undo": "撤销",
    "redo": "重做",
    "office.create": "首次设置",
    "office.change": "更改单位信息",
    "visit.trip": "记走访",
    "matter.from_visit": "诉求转事项",
    "import": "导入表格",
    "demo": "演示数据",
}


def intention_label(intention: str) -> str:
    """visit.add → 新增走访; import.person → 导入表格（人）."""
    if intention in _WHOLE:
        return _WHOLE[intention]
    first, _, second = intention.partition(".")
    if first in _WHOLE:
        return f"{_WHOLE[first]}（{KINDS[second].label}）" if second in KINDS else _WHOLE[first]
    if first in KINDS and second in _VERBS:
        return f"{_VERBS[second]}{KINDS[first].label}"
    return intention
