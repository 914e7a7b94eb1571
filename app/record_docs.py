"""docs/records.md: every record kind and field in words, written from the descriptions themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.codes import Codes, assembled
from app.kinds import KINDS, Field, FieldType, Kind, Sensitivity
from db.files import write_whole

TYPES = {
    FieldType.TEXT: "文字",
    FieldType.LONG_TEXT: "长文字",
    FieldType.DATE: "日期",
    FieldType.INTEGER: "整数",
    FieldType.NUMBER: "数",
    FieldType.MONEY: "金额（分）",
    FieldType.BOOLEAN: "是否（0/1）",
    FieldType.CODE: "选项",
    FieldType.REFERENCE: "指向",
    FieldType.REFERENCES: "指向多个",
    FieldType.JSON: "定义（JSON）",
}
SENSITIVITIES = {Sensitivity.PLAIN: "", Sensitivity.PERSONAL: "个人信息", Sensitivity.SENSITIVE: "敏感信息"}
HEAD = """# 记录种类

本页由程序按记录的描述生成（`make docs`），请勿手改。
命令行里用英文名（`lianxin add visit`），表格和台账里用中文名。
每条记录另有编号 `id`、所属单位 `office` 和全部修改历史；删除的记录进回收站。
"""
TABLE = "| 字段 | 名称 | 类型 | 必填 | 保护 | 说明 |\n|---|---|---|---|---|---|"
# Longer lists are named, not spelt out: national standards run to hundreds of codes.
SPELT_OUT = 12


def _type(field: Field) -> str:
    name = TYPES[field.type]
    if field.targets:
        return f"{name} {'、'.join(KINDS[target].label for target in field.targets)}"
    if field.type in (FieldType.TEXT, FieldType.LONG_TEXT):
        return f"{name}，至多 {field.length_limit} 字"
    return f"{name} `{field.codes}`" if field.codes else name


def _remarks(field: Field) -> Iterator[str]:
    if field.derived:
        yield "程序自动填"
    if not field.leaves_office:
        yield "不出本单位"
    if field.searched:
        yield "可全文查找"
    if field.default not in (None, ""):
        yield f"默认 `{field.default}`"
    if field.synonyms:
        yield f"表格中也写作：{'、'.join(field.synonyms)}"
    if field.hint:
        yield field.hint


def _row(field: Field) -> str:
    cells = (
        f"`{field.name}`",
        field.label,
        _type(field),
        "是" if field.required else "",
        SENSITIVITIES[field.sensitivity],
        "；".join(_remarks(field)),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _kind(kind: Kind) -> Iterator[str]:
    yield f"\n## {kind.label} `{kind.name}`\n"
    if kind.append_only:
        yield "只能追加，不能修改；写错了再记一条“更正”。\n"
    yield TABLE
    yield from map(_row, kind.fields)


def _code_lists(codes: Codes) -> Iterator[str]:
    yield "\n# 代码表\n"
    yield "单位可以在“设置”里增加、改名或停用选项；代码本身不变。\n"
    yield "| 代码表 | 名称 | 选项 |\n|---|---|---|"
    for name in sorted(codes.lists):
        options = codes.options(name)
        shown = "、".join(f"{label} `{code}`" for code, label in options[:SPELT_OUT])
        rest = f" 等 {len(options)} 项" if len(options) > SPELT_OUT else ""
        yield f"| `{name}` | {codes.names[name]} | {shown}{rest} |"


def rendered(kinds: Iterable[Kind] = tuple(KINDS.values()), codes: Codes | None = None) -> str:
    """The whole page as Markdown, the same for the same descriptions."""
    lines = [HEAD.rstrip("\n")]
    for kind in kinds:
        lines.extend(_kind(kind))
    lines.extend(_code_lists(codes or assembled()))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    write_whole(Path(sys.argv[1]), rendered().encode())
