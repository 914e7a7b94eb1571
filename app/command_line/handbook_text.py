"""What the commands of the handbook say, and their help."""

from __future__ import annotations

HELP: dict[str, str] = {
    "handbook": "工作手册：各人的手册写全了没有，整本打印，讲评。",
    "list": "一段时间里各人的手册：页数、五有齐全、还缺什么、讲评等级；按姓名排，不是排名。",
    "branch": "只看这个党支部（组织的编号）。",
    "incomplete": "一个人的手册里五有不全的各页。",
    "print": "一个人的整本手册：封面、各页、讲评，.pdf 或 .xlsx。",
    "review": "写讲评（审核员、管理员）：从标准输入读 JSON，grade 等级、remark 意见、shown 集中展示。",
}
WORDS: dict[str, str] = {
    "line": "{name}\t{member}\t共 {pages} 页\t五有齐全 {complete} 页\t{lacks}\t{grade}",
    "lacks": "缺{name} {count}",
    "lacks_nothing": "不缺",
    "not_reviewed": "未讲评",
    "page": "{matter}\t{mark}",
    "reviewed": "已讲评：{grade}（{id}）",
}


def told(code: str, **facts: object) -> str:
    """The sentence under that code, filled with the facts. Raises KeyError."""
    return WORDS[code].format(**facts)
