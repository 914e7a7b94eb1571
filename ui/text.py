"""The sentences and words of the shell that a clerk reads, keyed by code."""

from __future__ import annotations

from collections.abc import Callable, Mapping

WORDS: dict[str, str] = {
    "program": "连心台账",
    # places
    "place.workbench": "工作台",
    "place.visits": "走访",
    "place.handbook": "工作手册",
    "place.pairings": "结对帮扶",
    "place.register": "户与人",
    "place.ledgers": "台账",
    "place.settings": "设置",
    # buttons
    "ok": "知道了",
    "yes": "是",
    "no": "否",
    "cancel": "取消",
    "close": "关闭",
    "delete": "删除",
    "restore": "恢复",
    "new": "新增",
    "print": "打印",
    "history": "修改历史",
    "undo": "撤销",
    "lock": "锁定",
    "help": "帮助",
    "find": "查找",
    "choose": "选择",
    "clear": "清除",
    "stop": "停止",
    "dialog.done": "完成",
    "more": "更多",
    "less": "收起",
    # fields
    "field.required": "请填写“{label}”。",
    "field.not_a_date": "日期看不懂：{text}。请写成 2026.11.5 或 20261105 这样。",
    "field.not_a_number": "要填数字，现在是：{text}。",
    "field.not_an_integer": "要填整数，现在是：{text}。",
    "field.not_money": "要填金额（元，最多两位小数），现在是：{text}。",
    "field.not_a_choice": "没有“{text}”这个选项。请从列表中选，或清空。",
    "field.not_found": "没有找到“{text}”。请换一个说法，或从列表中选。",
    "field.too_long": "最多 {limit} 个字，现在有 {length} 个字。请缩短。",
    "field.accessible_required": "{label}，必填",
    "field.calendar": "打开日历选择{label}（按↓键）",
    "field.options": "打开{label}的选项（按↓键）",
    "field.clear_one": "去掉{title}",
    "field.yuan": "元",
    "field.date_hint": "如 2026.11.5",
    "field.reference_hint": "姓名、拼音首字母、证号末几位或户号",
    "field.organization_hint": "输入名称中的几个字",
    "field.choice_hint": "输入汉字或拼音首字母",
    "field.finding": "正在查找…",
    "field.nothing_found": "没有找到",
    "field.unnamed": "（已删除的记录）",
    # forms
    "form.keeping": "正在保存…",
    "form.kept": "已保存",
    "form.kept_at": "已保存 {time}",
    "form.draft": "草稿已留底，离开或按 Ctrl+S 时保存",
    "form.wrong": "有 {count} 处要改，改好后自动保存",
    "form.untouched": "填好后自动保存，不用按保存",
    "form.choose": "在左边选一条{kind}记录，或按 Ctrl+N 新增。",
    "form.new": "新增{kind}",
    "form.leave_wrong": "“{label}”还没填对：{why}",
    "form.leave_question": "现在离开，填好的内容会留作草稿，下次打开时再接着填。",
    "form.stay": "继续填写",
    "form.leave": "留作草稿并离开",
    "form.draft_found": "上次有一份没填完的{kind}草稿，要接着填吗？",
    "form.draft_take": "接着填",
    "form.draft_drop": "不要了",
    "form.lost_field": "“{label}”：{sentence}",
    # lists
    "list.search": "在列表中查找",
    "list.count": "共 {count} 条",
    "list.none_found": "没有符合条件的记录。请放宽条件，或清除筛选。",
    "list.clear_filters": "清除筛选",
    "list.loading": "…",
    "list.all": "全部",
    "filter.this_month": "本月",
    "filter.last_month": "上月",
    "filter.this_quarter": "本季",
    "filter.this_year": "今年",
    "filter.last_year": "去年",
    # find box
    "find.name": "全局查找",
    "find.hint": "查找人、户、组织和记录内容（Ctrl+F）",
    # history and recycle bin
    "history.at": "时间",
    "history.operator": "操作员",
    "history.action": "做了什么",
    "history.field": "哪一栏",
    "history.before": "原来",
    "history.after": "改为",
    "history.hint": "选中一行，可把那一栏改回“原来”的内容。",
    "history.put_back": "改回原来的内容",
    "history.was_put_back": "已改回原来的内容",
    # line
    "line.deleted": "已删除",
    "line.restored": "已恢复",
    "line.added": "已保存",
    "line.undone": "已撤销：{what}",
    "line.redone": "已重做：{what}",
    "line.working": "正在处理…",
    "confirm.delete_this": "删除这条记录？删除后可以撤销，也可以到回收站恢复。",
    "confirm.delete": "删除“{title}”？删除后可以撤销，也可以到回收站恢复。",
    "empty.organization.purpose": "这里登记村里的支部、网格、村民组和结对单位。走访、任职、结对都会用到它们。",
    "empty.organization.first": "登记第一个组织",
}


def speaker(words: Mapping[str, str]) -> Callable[..., str]:
    """A function say(code, **facts) over one package's words; looked up when called."""

    def say(code: str, **facts: object) -> str:
        return words[code].format(**facts) if facts else words[code]

    return say


say = speaker(WORDS)
