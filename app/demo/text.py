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
    "casework.county": "建好{county}，{township}办好入网，三个村的台账到了县里",
    "casework.collected": (
        "三个村收集群众问题 {count} 件：直办快结 {direct}，村里办理 {village}，解释疏导 {explained}，"
        "上报镇里 {escalated}，待分拣 {waiting}"
    ),
    "casework.served": (
        "    另有全程代办 {errand} 件、信访 {petition} 件、矛盾纠纷 {dispute} 件、意见建议 {suggestion} 件"
    ),
    "casework.week": "{week}问题清单：{count} 个村交了",
    "casework.note": "    {village}，{text}",
    "casework.not_in": "    还没有交：{villages}",
    "casework.decided": (
        "{township}研究：确认 {confirmed} 件，派发 {dispatched} 件（责任人、时限、标准都写明），"
        "退回 {returned} 件，上报县里 {up} 件"
    ),
    "casework.whistle": "    吹哨一件，召集 {names}；{late}超期报到",
    "casework.theme": "    {count} 条意见归并为一个主题，原话都留着",
    "casework.sweep": "    举一反三：{told}",
    "casework.judged": (
        "办结 {done} 件，群众评价：满意 {satisfied}、基本满意 {basically}、"
        "不满意 {dissatisfied}（退回重办），销号 {closed} 件"
    ),
    "casework.batch": "    本周又上报 {count} 件，镇里、县里的“待确认”“待派发”都有事做",
    "casework.so_far": "    {text}",
    "casework.printed": "打印镇里的单子、清单和月报：{count} 个文件，在 {folder}",
    "timed": "{line}　用时 {seconds:.1f} 秒",
}

OFFICE_NAME = "柿子坪村"
OFFICE_CODE = "500110103203"
ROSTER_FILE = "柿子坪村人口花名册.xlsx"
TOWNSHIP = ("大石镇", "500110103000")
COUNTY = ("云岭县", "500110000000")
NEIGHBOURS = (("桃花村", "500110103204"), ("清溪村", "500110103205"))

# The month of casework: people of the township, and what is said that no shipped problem says.
OFFICERS = ("周明德", "罗晓芸", "蒲建军", "冉秀华", "谭永红", "向志强")
THEME = (
    ("几个村的高处用水户水压不足，傍晚断水，要求整修主管和高位水池。", "一到煮饭就没得水，天天去井里挑。"),
    ("水压不足，傍晚高处的住户断水，请求整修主管。", "早上有一股股，晚上龙头干起，娃儿洗脸都等半夜。"),
)
STANDARD = "问题解决到位，群众认可，留存办理前后照片"
JOINT = "按分工到现场联合处置"
THEME_WORK = "沿主管查漏，更换破损管段，清洗三处高位水池"
THEME_DONE = "主管整修完，三个村高处水压正常"
THEME_TOLD = "镇里已整修主管、清洗水池，傍晚供水正常；以后水压再低，请直接打水利站电话。"
SWEPT = "逐户看了一遍，能当场解决的当场解决"
GROUP = ("联合踏勘，定下方案", "落实资金和施工队", "完工验收，逐户回访")
