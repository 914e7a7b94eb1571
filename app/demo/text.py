"""What the demo says while it works, keyed by step."""

from __future__ import annotations

LINES: dict[str, str] = {
    "office": "建好台账：{name}，操作员 {operator}（密码 {password}）",
    "invented": "编好示例村：{households} 户 {people} 人（种子 {seed}，人名地名都是编的）",
    "roster": "写出镇里发来那样的花名册：{file}（{damaged} 个坏证号，{short} 个 15 位证号）",
    "imported": (
        "导入花名册：读 {read} 行，跳过标题合计等 {skipped} 行，"
        "新增 {households} 户 {people} 人，修复 {repaired} 行，退回 {rejected} 行"
    ),
    "rejected": "    第 {rows} 行：{cause}",
    "year": (
        "记下 {months} 个月：走访 {visits} 次，事项 {matters} 件（经过 {events} 条），"
        "结对 {pairings} 对，帮扶 {aid} 笔，标签 {tags} 个，组织 {organizations} 个"
    ),
    "printed": "打印 {month} 的全套台账：{count} 个文件，在 {folder}",
    "done": "共用 {seconds:.1f} 秒。数据在 {home}",
    "timed": "{line}　用时 {seconds:.1f} 秒",
}

OFFICE_NAME = "柿子坪村"
OFFICE_CODE = "500110103203"
ROSTER_FILE = "柿子坪村人口花名册.xlsx"
