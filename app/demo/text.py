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
    "exchange.offices": "建好{township}和另外两个村，共 {count} 个村",
    "exchange.joined": "{count} 个村办好入网：申请、核对码、批复",
    "exchange.given": "{village}交出 {count} 条（{size} KB），读回核对无误",
    "exchange.taken": "{township}收下 {packages} 个数据包，新增 {count} 条",
    "exchange.conflict": "    两边填得不一样：{label}（{values}）",
    "exchange.decided": "镇里定下 {count} 处不一致",
    "exchange.answered": "镇里回给 {count} 个村的数据包，各村收下 {taken} 个",
    "timed": "{line}　用时 {seconds:.1f} 秒",
}

OFFICE_NAME = "柿子坪村"
OFFICE_CODE = "500110103203"
ROSTER_FILE = "柿子坪村人口花名册.xlsx"
TOWNSHIP = ("大石镇", "500110103000")
NEIGHBOURS = (("桃花村", "500110103204"), ("清溪村", "500110103205"))
