"""Sentences of the visits page."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "title": "走访",
    "purpose": "这里记走访：去了谁家、谁去的、说了什么、有什么诉求。一次写下，日记、台账和统计都用它。",
    "first": "记第一次走访",
    "new": "记走访",
    "search": "查户主、走访人或内容",
    # list
    "list.household": "走访户",
    "list.visitors": "走访人",
    "list.and_others": "{name}等{count}人",
    # filters
    "filter.month": "月份",
    "filter.month_of": "{year}年{month}月",
    "filter.year_of": "{year}年全年",
    "filter.visitor": "走访人",
    "filter.group": "村民组",
    "filter.method": "方式",
    # form
    "group.more": "走访对象是某个人、不在册的户",
    "field.households": "走访户（可选几户）",
    "field.household": "走访户",
    "field.households_hint": "户主或家里人的姓名、拼音首字母、户号",
    "field.households_help": "同一次去了几家就选几家，每家各存一条记录。",
    "field.nobody": "请选择走访户；如果走访的是某个人，请在下面“走访对象”里选。",
    "field.one_only": "一条走访记录只对应一户。要多记一户，请按 Ctrl+N 另记一次。",
    "field.needs_of": "{name}的诉求",
    "home": "{name}家",
    "same": "同上次",
    "same.tip": "照上次填走访人、陪同、方式和地点（F7）",
    "same.none": "还没有走访记录，没有“上次”可照。",
    "same.done": "已照上次填好走访人、陪同、方式和地点。",
    "to_matter": "诉求转事项",
    "to_matter.tip": "把这一户的诉求转成工作手册里的事项（Ctrl+M）",
    "to_matter.none": "先记下这次走访，再转事项。",
    "to_matter.done": "诉求已转成事项，记入工作手册",
    "reflection.hint": "{question}（请用自己的话写）",
    "print": "打印日记页",
    "print.none": "请先在左边选一次走访，再打印它的民情日记。",
    # below
    "trip": "同次走访",
    "trip.none": "这次只走访了这一户。",
    "trip.needs": "有诉求",
    "matters": "相关事项",
    "matters.none": "还没有转成事项。",
}

say = speaker(WORDS)
