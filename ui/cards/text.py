"""Sentences of the household's and the person's card."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "household": "户",
    "person": "人",
    "members": "家庭成员",
    "members.none": "还没有登记家庭成员。",
    "member.add": "添加成员",
    "tags": "标签",
    "tags.none": "没有标签。党员、低保、留守儿童等在这里登记起止日期。",
    "tag.add": "加标签",
    "visits": "走访",
    "visits.none": "还没有走访记录。",
    "visit.add": "记走访",
    "matters": "事项",
    "matters.none": "没有反映过问题。",
    "pairings": "结对",
    "pairings.none": "没有结对帮扶。",
    "aid": "帮扶慰问",
    "aid.none": "没有帮扶慰问记录。",
    "posts": "岗位任职",
    "posts.none": "没有任职。",
    "post.add": "加任职",
    "to.household": "看全家",
    "from": "{start} 起",
    "until": "至 {end}",
    "years": "{age} 岁",
    "ended": "已结束",
    "group.identity": "身份",
    "group.party": "党员信息",
    "group.more": "工作与备注",
    "head.of": "{head}家",
    "id.failed": "身份证号校验不符，请与证件核对。号码已照原样保存，不影响使用。",
    "id.damaged": "这个身份证号在表格里损坏过（末尾数字丢失），请照证件补正。",
    "id.other": "不是 18 位居民身份证号，按其他证件保存。",
    "duplicate.id_number": "身份证号与“{name}”相同，可能是同一个人。{place}",
    "duplicate.name_and_birth": "姓名和出生日期与“{name}”相同，可能是同一个人。{place}",
    "duplicate.name_and_household": "这一户里已有同名的“{name}”，可能重复登记。",
    "duplicate.head_and_place": "同一门牌已登记过“{name}”家，可能是同一户。",
    "duplicate.head_and_phone": "户主和电话与“{name}”家相同，可能是同一户。",
    "alike.home": "那一位在{place}家。",
    "alike.open": "看一看",
    "alike.apart": "不是同一个",
    "alike.was_apart": "已记下不是同一个，以后不再提醒",
    "erase": "依法删除",
}

say = speaker(WORDS)
