"""A made-up office held in memory: the Source that ledgers read in tests, and a few of its records."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.codes import assembled
from app.ledgers.definitions import Condition
from app.ledgers.selecting import meets
from app.workdays import calendar_of
from db.records import Query, Record, Where


class FakeOffice:
    """Answers like the store does, and counts its queries."""

    def __init__(self, today: datetime.date = datetime.date(2026, 11, 30)) -> None:
        self.office_name = "柿子村"
        self.today = today
        self.queries = 0
        self._records: dict[str, dict[str, Record]] = {}
        self._codes = assembled()
        self.calendar = calendar_of(self._codes)

    def add(self, kind: str, identity: str, /, **values: Any) -> str:
        """Put a record in; its id."""
        self._records.setdefault(kind, {})[identity] = Record(kind, identity, values)
        return identity

    def add_all(self, kind: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Put records in, ids made of the kind and a number."""
        for number, row in enumerate(rows, len(self._records.get(kind, {})) + 1):
            self.add(kind, f"{kind}-{number:06d}", **row)

    def place(self, kind: str, identity: str, office: str) -> None:
        """Make the record one of that office."""
        known = self._records[kind]
        known[identity] = replace(known[identity], office=office)

    def ids(self, kind: str) -> list[str]:
        """The ids of all records of a kind, as they were put in."""
        return list(self._records.get(kind, {}))

    def find(self, query: Query) -> list[Record]:
        """The records the query asks for."""
        self.queries += 1
        found = [each for each in self._records.get(query.kind, {}).values() if self._fits(each, query.where)]
        for name in reversed(query.order):
            key = name.lstrip("-")
            found.sort(
                key=lambda each: (each[key] is not None, each[key] or ""), reverse=name.startswith("-")
            )
        return found

    def by_ids(self, kind: str, ids: Iterable[str]) -> dict[str, Record]:
        """Those of the records that exist."""
        self.queries += 1
        known = self._records.get(kind, {})
        return {identity: known[identity] for identity in ids if identity in known}

    def label(self, code_list: str, code: str | None) -> str:
        """The Chinese name of a code."""
        return self._codes.label(code_list, code)

    @staticmethod
    def _fits(record: Record, where: Iterable[Where]) -> bool:
        return all(meets(record[each.field], Condition(each.field, each.op, each.value)) for each in where)


GROUPS = ("一组", "二组", "三组", "十二组")
SURNAMES = "赵钱孙李周吴郑王冯陈"
CONTENTS = (
    "了解家庭基本情况：户主常年在外务工，家中两位老人身体尚好，孙女在镇中心小学读三年级。",
    "宣传医保缴费政策，老人反映“缴费点太远”，已当场用手机代缴。",
    "查看危房改造进度（二期），屋面已封顶，预计12月底前可以入住；提醒注意用电安全。",
    "电话联系。",
)


def village(households: int = 12) -> FakeOffice:
    """A small village in November 2026: households of one to four people, visits, matters, pairings, aid."""
    office = FakeOffice()
    office.add("organization", "o1", name="柿子村党支部", type="branch")
    office.add("organization", "o2", name="镇水利服务中心", type="department")
    office.add(
        "person",
        "cadre",
        name="王芳",
        phone="13800005678",
        work_unit="柿子村村民委员会",
        status="present",
        political="01",
        party_branch="o1",
        party_joined="1998-07-01",
        sex="2",
        birth="1971-03-05",
        ethnic="01",
    )
    for number in range(1, households + 1):
        _add_household(office, number)
    _add_reviews(office)
    return office


def _add_reviews(office: FakeOffice) -> None:
    said = (("2026-11-28", "excellent", "记得及时，写得实在。", 1), ("2026-11-10", "good", None, 0))
    for number, (day, grade, remark, shown) in enumerate(said):
        office.add(
            "review", f"w{number}", member="cadre", date=day, first="2026-11-01", last="2026-11-30",
            grade=grade, remark=remark, reviewer="p1-0", shown=shown,
        )  # fmt: skip


def _add_household(office: FakeOffice, number: int) -> None:
    head = f"{SURNAMES[number % 10]}{'大小'[number % 2]}{'明华强军'[number % 4]}"
    office.add(
        "household",
        f"h{number}",
        number=str(number),
        head=head,
        group=GROUPS[number % 4],
        address=f"柿子村{GROUPS[number % 4]}{number}号",
        phone=f"1390000{number:04d}",
    )
    for member in range(number % 4 + 1):
        relation, birth = ("02", "1962-04-09") if member == 0 else ("20", f"20{10 + member}-06-01")
        office.add(
            "person",
            f"p{number}-{member}",
            household=f"h{number}",
            name=head if member == 0 else head[0] + "小" + "甲乙丙"[member - 1],
            relation=relation,
            sex=str(member % 2 + 1),
            birth=birth,
            ethnic="01",
            status="present",
            id_number=f"50011019620409{number:02d}{member}X",
            phone=f"1370000{number:04d}",
            education="70",
        )
    _add_visit(office, number)
    if number % 3 == 0:
        _add_matter(office, number)
    if number % 4 == 0:
        _add_pairing(office, number)


def _add_visit(office: FakeOffice, number: int) -> None:
    office.add(
        "visit",
        f"v{number}",
        date=f"2026-11-{number % 28 + 1:02d}",
        household=f"h{number}",
        visitors=["cadre"],
        method=("home", "phone", "condolence")[number % 3],
        content=CONTENTS[number % 4],
        place="家中",
        needs="希望修通入户路（约200米）。" if number % 3 == 0 else None,
        reflection="群众的事要跑在前面，答应了的就要办到。" if number % 2 else None,
        next_step="下周再访" if number % 5 == 0 else None,
    )


def _add_pairing(office: FakeOffice, number: int) -> None:
    office.add(
        "tag",
        f"t{number}",
        owner=f"p{number}-0",
        tag="low_income",
        start="2025-01-01",
        basis="长期患病，缺劳力",
    )
    office.add(
        "pairing",
        f"r{number}",
        kind="five_hardship",
        helper="cadre",
        helped=f"p{number}-0",
        start="2026-03-01",
        card_number=f"SZ-{number:03d}",
        card_issued="2026-03-08",
        plan="每月走访一次，帮助申请公益岗位。",
    )
    office.add(
        "aid",
        f"a{number}",
        date="2026-11-11",
        pairing=f"r{number}",
        recipient=f"p{number}-0",
        form="condolence",
        fund="党内关爱互助金",
        content="大米、食用油",
        amount=20050,
        quantity=2.0,
        unit="份",
    )


def _add_matter(office: FakeOffice, number: int) -> None:
    opened = "2026-10-20" if number % 2 else "2026-11-06"
    office.add(
        "matter",
        f"m{number}",
        number=f"2026-{number:03d}",
        opened=opened,
        household=f"h{number}",
        recorder="cadre",
        channel="visit",
        category=("road", "water", "dispute")[number % 3],
        description="入户路雨天积水，老人出行不便，请求硬化。",
        organization="o2",
        responsible="cadre",
        deadline="2026-12-15",
        reflection="修路要先把水引走。",
    )
    office.add(
        "matter_event",
        f"e{number}a",
        matter=f"m{number}",
        act="accept",
        date=opened,
        by="cadre",
        text="当日受理",
    )
    if number % 6 == 0:
        _settle(office, number)


def _settle(office: FakeOffice, number: int) -> None:
    for at, (act, day) in enumerate(
        (("analyse", "07"), ("handle", "08"), ("finish", "15"), ("feed_back", "16"))
    ):
        office.add(
            "matter_event",
            f"e{number}b{at}",
            matter=f"m{number}",
            act=act,
            date=f"2026-11-{day}",
            by="cadre",
            text="已请镇水利服务中心现场查看，铺设排水管40米",
            after=[f"e{number}b{at - 1}" if at else f"e{number}a"],
        )
    office.add(
        "matter_event",
        f"e{number}y",
        matter=f"m{number}",
        act="evaluate",
        date="2026-11-17",
        by="cadre",
        result="satisfied",
        after=[f"e{number}b3"],
    )
    office.add(
        "matter_event",
        f"e{number}z",
        matter=f"m{number}",
        act="close",
        date="2026-11-18",
        by="cadre",
        after=[f"e{number}y"],
    )
