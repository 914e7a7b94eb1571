"""Valid records of every kind, made up, to be changed where a test needs something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Values = dict[str, Any]

# Names that break programs: private characters, beyond the BMP, dots, Tibetan, Latin, very long.
RARE_NAMES = (
    "𠮷田䶮", "买买提·吐尔逊", "王\ue863", "㛃𫖯", "བཀྲ་ཤིས", "龘靐齉", "鿭鿫", "Åsa O'Neil",
    "阿不都热合曼·阿布都克力木·托合提玉苏甫",
)  # fmt: skip
RARE_TEXT = (
    "𠮷家要求修路，“第一条”：①排水沟；②路灯\n（㛃𫖯同意）😀 <b>&amp;</b> '; DROP TABLE visit;-- \t=1+1"
)


def make_organization(**changes: Any) -> Values:
    """A village's party branch."""
    return {
        "name": "柿子坪村党支部",
        "type": "village",
        "code": "500110103203",
        "founded": "1995-07",
        **changes,
    }


def make_household(**changes: Any) -> Values:
    """A household of the third group."""
    base = {
        "number": "12",
        "head": "张桂花",
        "group": "三组",
        "address": "柿子坪村三组12号",
        "phone": "13800000012",
    }
    return {**base, "type": "ordinary", "notes": "独居", **changes}


def make_person(**changes: Any) -> Values:
    """A villager with an identity number that adds up."""
    base = {
        "name": "张桂花", "pinyin": "zhang gui hua", "relation": "02", "sex": "2",
        "id_number": "500110196203041228", "birth": "1962-03-04", "ethnic": "01",
        "phone": "13800000012", "health": "healthy", "status": "present",
    }  # fmt: skip
    return {**base, **changes}


def make_tag(owner: str, **changes: Any) -> Values:
    """A tag of a person or household."""
    return {"owner": owner, "tag": "party_member", "start": "2001-07-01", "basis": "支部名册", **changes}


def make_post(person: str, **changes: Any) -> Values:
    """A post in the village committee."""
    return {"person": person, "post": "村党支部书记", "kind": "committee", "start": "2021-03-01", **changes}


def make_visit(**changes: Any) -> Values:
    """A visit at home."""
    base = {"date": "2026-11-05", "method": "home", "place": "家中", "content": "了解低保发放情况，身体尚好"}
    return {**base, "needs": "希望修通组公路", "next_step": "报镇水利站", **changes}


def make_matter(**changes: Any) -> Values:
    """A matter collected on a visit."""
    base = {
        "number": "2026-0001",
        "opened": "2026-11-05",
        "channel": "visit",
        "category": "road",
        "kind": "individual",
    }
    return {**base, "description": "三组路灯不亮", "urgency": "normal", "deadline": "2026-12-05", **changes}


def make_matter_event(matter: str, **changes: Any) -> Values:
    """The acceptance of a matter."""
    return {"matter": matter, "act": "accept", "date": "2026-11-06", "text": "村委会受理", **changes}


def make_pairing(helper: str, helped: str, **changes: Any) -> Values:
    """A pairing of a party member with a household."""
    base = {"kind": "five_hardship", "helper": helper, "helped": helped, "start": "2026-01-01"}
    return {**base, "card_number": "LX-001", "plan": "每月走访一次", **changes}


def make_aid(**changes: Any) -> Values:
    """A gift of money."""
    return {
        "date": "2026-02-10",
        "form": "money",
        "content": "春节慰问",
        "amount": 50000,
        "signed": 1,
        **changes,
    }


def make_activity(**changes: Any) -> Values:
    """A meeting of all members."""
    return {
        "type": "members",
        "date": "2026-11-01",
        "topic": "学习《条例》",
        "content": "通读全文",
        **changes,
    }


def make_attendance(activity: str, person: str, **changes: Any) -> Values:
    """Somebody who was there."""
    return {"activity": activity, "person": person, "status": "present", **changes}


def make_project(**changes: Any) -> Values:
    """A road."""
    base = {
        "name": "三组公路硬化",
        "type": "road",
        "start": "2026-03-01",
        "unit": "公里",
        "planned": 1.5,
        "done": 0.5,
    }
    return {**base, "funds": 32000000, **changes}


def make_milestone(project: str, **changes: Any) -> Values:
    """A step of a project."""
    return {"project": project, "date": "2026-05-01", "quantity": 0.5, "text": "完成路基", **changes}


def make_duty(**changes: Any) -> Values:
    """Every party member visits once a month."""
    base = {"name": "每月走访", "who": {"tag": "party_member"}, "what": {"kind": "visit"}, "minimum": 1}
    return {**base, "period": "month", **changes}


def make_score_item(**changes: Any) -> Values:
    """Points for a visit."""
    return {"name": "按时走访", "type": "basic", "points": 2.0, "cap": 10.0, "period": "month", **changes}


def make_score_entry(person: str, item: str, **changes: Any) -> Values:
    """Points that somebody earned."""
    return {
        "person": person,
        "item": item,
        "date": "2026-11-05",
        "points": 2.0,
        "evidence": "走访记录",
        **changes,
    }


def make_survey(**changes: Any) -> Values:
    """An opinion poll."""
    return {"subject": "村两委工作", "date": "2026-10-01", "sent": 100, "returned": 98, **changes}


def make_ballot(survey: str, **changes: Any) -> Values:
    """One line of its count."""
    return {"survey": survey, "choice": "satisfied", "votes": 90, **changes}


def make_document(**changes: Any) -> Values:
    """A bulletin."""
    base = {"type": "bulletin", "number": "第3期", "title": "连心走访简报", "date": "2026-11-10"}
    return {**base, "text": "本月走访120户。", "retention": "ten", **changes}


def make_attachment(owner: str, **changes: Any) -> Values:
    """A picture's description."""
    base = {"owner": owner, "name": "门前路.jpg", "sha256": "ab" * 32, "size": 12345}
    return {**base, "media_type": "image/jpeg", "original": 0, **changes}


def make_ledger(**changes: Any) -> Values:
    """A ledger definition."""
    return {"name": "走访台账", "definition": {"kind": "visit", "columns": ["date", "content"]}, **changes}


def make_code_list(**changes: Any) -> Values:
    """A code list of a township's own."""
    return {"name": "own_list", "label": "本镇分类", **changes}


def make_code(**changes: Any) -> Values:
    """A code of it."""
    return {"list": "own_list", "code": "first", "label": "第一类", "position": 1, "hidden": 0, **changes}


def make_redaction(about: str, **changes: Any) -> Values:
    """That a person's texts of an earlier day are to be forgotten."""
    base = {"about": about, "kind": "person", "fields": "notes", "date": "2026-11-05"}
    return {**base, "reason": "request", "basis": "本人申请", "approved_by": "王芳", **changes}


def make_distinction(one: str, other: str, **changes: Any) -> Values:
    """Two that look alike and are not the same."""
    return {"one": one, "other": other, "note": "不是同一个", **changes}


def make_move(about: str, **changes: Any) -> Values:
    """That a household went to another village."""
    other = "0192f0c1-0000-7000-8000-000000000002"
    base = {"about": about, "records": {"household": [about]}, "to_office": other}
    return {**base, "to_name": "桃花村", "date": "2026-11-05", "reason": "婚迁", **changes}


def make_review(member: str, **changes: Any) -> Values:
    """What was said of a member's handbook of a month."""
    base = {"member": member, "date": "2026-11-05", "first": "2026-10-01", "last": "2026-10-31"}
    return {**base, "grade": "good", "remark": "记录及时，体会要再写实些", "shown": 0, **changes}


_NEEDS: dict[str, tuple[str, ...]] = {
    "tag": ("person",), "post": ("person",), "matter_event": ("matter",), "pairing": ("person", "household"),
    "attendance": ("activity", "person"), "milestone": ("project",), "score_entry": ("person", "score_item"),
    "ballot": ("survey",), "attachment": ("visit",), "redaction": ("person",),
    "distinction": ("person", "household"), "move": ("household",), "review": ("person",),
}  # fmt: skip
_MAKERS: dict[str, Callable[..., Values]] = {
    name.removeprefix("make_"): made for name, made in list(globals().items()) if name.startswith("make_")
}


def one_of_each(add: Callable[[str, Values], str]) -> dict[str, str]:
    """Adds one record of every kind through `add`, what is referred to first; kind → id."""
    ids: dict[str, str] = {}
    for kind in sorted(_MAKERS, key=lambda name: name in _NEEDS):
        ids[kind] = add(kind, _MAKERS[kind](*(ids[each] for each in _NEEDS.get(kind, ()))))
    return ids
