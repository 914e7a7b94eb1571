"""What the honest-work hints say to the author: a friend looking over the shoulder, never a reproach."""

from __future__ import annotations

HINTS: dict[str, str] = {
    "copy.household": "这篇和{day}在{name}家写的几乎一样，要不要写点这一家的实情？",
    "copy.person": "这篇和{day}写{name}的那篇几乎一样，要不要写点这一位的实情？",
    "copy.matter": "这篇和{day}“{name}”那件写的几乎一样，要不要写点这件事的实情？",
    "copy.plain": "这篇和{day}写的那篇几乎一样，要不要写点这一次的实情？",
    "copy.trip": "{day}这一趟的{count}户写的是同一篇，要不要给各家补一句各家的实情？",
    "future": "走访日期写的是{day}，这一天还没到，是不是写错了？",
    "before_office": "走访日期写的是{day}，那时{name}还没有成立（{since}成立），是不是写早了？",
    "before_birth": "{day}那天{name}还没有出生（{since}出生），日期或走访对象是不是选错了？",
    "after_death": "{name}在{since}登记了去世，{day}见到的是不是家里别的人？",
    "away": "登记着{name}那段时间在外务工，{day}见到的是本人，还是家里人？",
    "too_many": "{day}这一天写了{count}户入户走访，一天怕走不过来，是不是几天的合在一起写了？",
    "two_places": "{day}这一天同时写着在“{name}”和“{other}”入户，日期或地点是不是写错了一个？",
}
DAY = "{month}月{day}日"
YEAR_DAY = "{year}年{month}月{day}日"
