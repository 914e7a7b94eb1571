"""What an operator did, in words: the names of intentions in history, undo and the audit log."""

from __future__ import annotations

from app.kinds import KINDS

_VERBS = {
    "add": "新增",
    "change": "修改",
    "remove": "删除",
    "restore": "恢复",
    "act": "办理",
    "merge": "合并",
    "issue": "发放",
}
_WHOLE = {
    "weekly.hand_in": "上交问题清单",
    "weekly.remind": "打印周清单催交名单",
    "theme.merge": "归并意见",
    "theme.split": "拆开归并",
    "matter.collect": "快速登记事项",
    "codes.calendar": "填写放假安排",
    "codes.term": "改办理时限",
    "matter.sign": "记下签收",
    "ledger.unmasked": "显示完整证号",
    "ledger.sensitive": "看写有困难状况的台账",
    "ledger.save": "存台账文件",
    "ledger.print": "打印台账",
    "ledger.print_month": "打印本月台账",
    "import.rejected": "存未导入的行",
    "attachment.save": "存出附件",
    "show.whole": "显示完整证号",
    "operator.add": "添加操作员",
    "operator.disable": "停用操作员",
    "operator.enable": "恢复操作员",
    "operator.role": "改操作员身份",
    "operator.password": "更改密码",
    "sign_in": "登录",
    "sign_in.recovered": "用恢复码登录",
    "sign_in.unlocked": "解锁",
    "sign_in.failed": "输错密码",
    "settings.lock": "改锁定时间",
    "unmask": "显示隐藏内容",
    "unmask.screen": "全部显示一会儿",
    "unmask.filter": "按隐藏的栏目筛选",
    "audit.read": "查看操作日志",
    "audit.export": "导出操作日志",
    "audit.print": "打印操作日志",
    "operator.recovery_code": "更换恢复码",
    "self_test": "自检",
    "redact": "依法删除",
    "redact.backups": "删除旧备份",
    "bin.empty": "清空回收站",
    "repoint": "改指到合并后的记录",
    "distinction.add": "记下不是同一个",
    "undo": "撤销",
    "redo": "重做",
    "clock.trust": "确认电脑时间没错",
    "office.create": "首次设置",
    "origin.restored": "来历：恢复了备份",
    "origin.moved": "来历：换了电脑",
    "origin.copied": "来历：这是复制的一份",
    "office.change": "更改单位信息",
    "office.adopt": "入网换用单位身份",
    "exchange.give": "交出数据包",
    "exchange.request": "写入网申请",
    "exchange.admit": "批准入网",
    "exchange.join": "入网",
    "exchange.begin_anew": "复制的电脑换用新身份",
    "exchange.is_the_first": "确认是原来的电脑",
    "exchange.retire": "停用下级电脑",
    "exchange.revoke": "注销下级电脑",
    "exchange.let_go": "下级单位划出",
    "exchange.new_key": "更换本单位钥匙",
    "exchange.take_new_key": "采用上级新钥匙",
    "exchange.refuse": "不要隔离的记录",
    "exchange.let_in": "放进隔离的记录",
    "exchange.report": "打印导入报告",
    "exchange.remind": "打印催报名单",
    "exchange.take": "导入数据包",
    "exchange.out_of_scope": "挡住越权的数据",
    "exchange.let_in_package": "放进已注销电脑的数据包",
    "exchange.refuse_package": "不要已注销电脑的数据包",
    "exchange.assert": "以本级为准重新下发",
    "exchange.move": "户迁往别的村",
    "exchange.define": "定义下发给下级",
    "conflict.resolve": "处理不一致",
    "office.recover": "用备份恢复",
    "backup.folder": "更改备份文件夹",
    "salvage": "从损坏的文件找回",
    "visit.trip": "记走访",
    "matter.from_visit": "诉求转事项",
    "matter.assign": "交办事项",
    "matter.sweep": "举一反三",
    "project.found": "成立攻关组",
    "matter.act_many": "成批办理",
    "matter.finish_at_once": "直办快结",
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
