"""Words about backups and restoring: why one was made, what was done, what to do next."""

from __future__ import annotations

REASONS: dict[str, str] = {
    "manual": "手动备份",
    "timer": "定时备份",
    "closing": "退出时备份",
    "import": "导入前备份",
    "assert": "以本级为准前备份",
    "take": "收取数据包前备份",
    "take-in": "收取数据包前备份",
    "migration": "升级前备份",
    "stick": "备份到 U 盘",
}

STICK_FOLDER = "连心台账备份"  # where on a stick the backups go

RESTORED: dict[str, str] = {
    "sign_in": "已恢复。请用备份那天的密码登录；忘了就用那天有效的恢复码。",
    "aside": "原来的文件没有删，移到了“{folder}”。确认一切都好以前，请不要动它。",
    "salvaged": "从损坏的文件里找回了备份以后新增的 {added} 条、改过的 {changed} 条记录，草稿 {drafts} 份。",
    "lost": "还有 {lost} 条新增的记录读不出来，要照纸质材料补录。",
    "unreadable": "损坏的文件里什么也读不出来。备份以后记的，要照纸质材料补录。",
    "look_through": "请翻看最近几天的走访和事项，缺的照笔记本补上。",
    "hand_in": "下次交换数据时照常把数据包交给上级，上级会把这里缺的补回来。",
}

# What the self check found, keyed by finding.
CHECKS: dict[str, str] = {
    "database_good": "数据库结构完好，逐页核对过 {pages} 页。",
    "database_bad": "数据库有损坏。请不要继续录入，马上按“用备份恢复”，损坏前记的会尽量找回。",
    "pages_bad": "数据库有 {count} 页损坏。请不要继续录入，马上按“用备份恢复”，损坏前记的会尽量找回。",
    "batches_good": "每次保存的记号前后相接，没有缺少或改动。",
    "batches_bad": "保存的记号前后接不上，可能有人改过数据库文件。请保留现状，交给技术人员查看。",
}
