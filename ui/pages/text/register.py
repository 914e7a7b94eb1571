"""Sentences of the register page."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "title": "户与人",
    "households": "按户",
    "people": "按人",
    "duplicates": "查重复",
    "import": "导入表格",
    "new.household": "新增户",
    "new.person": "新增人",
    "purpose.household": "这里登记全村的户和人。可以把原来的 Excel 花名册导进来，也可以一户一户登记。",
    "first.household": "登记第一户",
    "purpose.person": "这里列出全村的人。先登记户，再在户里添加成员；也可以直接登记外来人员和驻村干部。",
    "first.person": "登记第一个人",
    "choose": "在左边选一户或一个人，右边显示整张卡片。",
    "type": "户类型",
    "tag": "标签",
    "political": "政治面貌",
    "status": "在册情况",
    "members": "人口",
    "age": "年龄",
    "household": "所在户",
    "search": "姓名、拼音首字母、证号末几位、三组12",
    "last_visit": "最近走访",
}

say = speaker(WORDS)
