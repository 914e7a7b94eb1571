"""A made-up township in November 2026 with a matter for each paper: dispatched, whistled, explained."""

from __future__ import annotations

import datetime
from typing import Any

from tests.ledgers.fake_office import FakeOffice

CALLED = ("roads", "water", "power")


def casework() -> FakeOffice:
    """Four matters: d1 dispatched and late, w1 whistled for, x1 explained, a1 analysed only."""
    office = FakeOffice(datetime.date(2026, 11, 30))
    office.office_name = "荫子镇"
    for identity, name in (("town", "荫子镇党群连心办公室"), ("roads", "镇交通管理站"),
                           ("water", "镇水利服务中心"), ("power", "镇供电所")):  # fmt: skip
        office.add("organization", identity, name=name, type="department")
    office.add("person", "chief", name="陈国强", sex="1", birth="1979-02-11")
    office.add("person", "teller", name="张桂花", birth="1958-06-04", phone="13800005678")
    _dispatched(office)
    _whistled(office)
    _explained(office)
    matter(office, "a1", description="村口照明不足，群众夜间出行不便。", category="power")
    step(office, "a1", "accept", "2026-11-18")
    step(office, "a1", "analyse", "2026-11-19", cause="原有路灯电池老化，五盏不亮。",
         remedy="更换电池，增设太阳能路灯三盏，纳入公益项目。", deadline="2026-12-10")  # fmt: skip
    return office


def matter(office: FakeOffice, identity: str, **values: Any) -> None:
    """A matter collected on 2026-11-02."""
    usual = {
        "number": f"2026-{identity}", "opened": "2026-11-02", "channel": "visit", "category": "road",
        "urgency": "soon", "person": "teller",
    }  # fmt: skip
    office.add("matter", identity, **{**usual, **values})


def step(office: FakeOffice, of: str, act: str, date: str, **values: Any) -> str:
    """One step of a matter after all its steps so far; its id."""
    known = [identity for identity in office.ids("matter_event") if identity.startswith(f"{of}-")]
    identity = f"{of}-{len(known):03d}"
    return office.add(
        "matter_event", identity, matter=of, act=act, date=date, **{"after": known[-1:], **values}
    )


def _dispatched(office: FakeOffice) -> None:
    matter(
        office, "d1", description="三组入户路约200米年久失修，雨天积水难行，老人看病、孩子上学都要绕行。",
        original_words="“一下雨我就不敢出门，摔过两回了，你们说修说了几年。”",
    )  # fmt: skip
    step(office, "d1", "accept", "2026-11-02")
    step(office, "d1", "escalate", "2026-11-03", text="超出村级能力")
    step(office, "d1", "confirm", "2026-11-04", organization="town", text="镇党委会研究，列入年内民生实事。")
    step(office, "d1", "dispatch", "2026-11-05", organization="roads", deadline="2026-11-20",
         text="请现场勘测后拿出方案，雨季前先排水。", responsible="chief",
         standard="路面硬化不少于3.5米宽，排水通畅，群众签字认可。")  # fmt: skip
    step(office, "d1", "receive", "2026-11-06", organization="roads")
    step(office, "d1", "handle", "2026-11-12", organization="roads", text="已现场勘测，测得积水点三处。")


def _whistled(office: FakeOffice) -> None:
    matter(
        office, "w1", description="集镇排水管、电杆、路面相互影响，一处施工三处返工。", urgency="urgent",
        deadline="2026-12-15",
    )  # fmt: skip
    step(office, "w1", "accept", "2026-11-05")
    step(office, "w1", "handle", "2026-11-06", text="查看现场")
    for called, deadline in zip(CALLED, ("2026-11-12", "2026-11-12", "2026-11-20"), strict=True):
        step(office, "w1", "whistle", "2026-11-10", organization=called, whistle="镇1", deadline=deadline,
             text="请到现场会商")  # fmt: skip
    of = {"whistle": "镇1"}
    step(office, "w1", "receive", "2026-11-10", organization="roads", **of)
    step(office, "w1", "respond", "2026-11-11", organization="roads", **of)
    step(office, "w1", "handle", "2026-11-13", organization="roads", text="拆除旧路面，留出管位。", **of)
    step(office, "w1", "finish", "2026-11-18", organization="roads", result="done", text="路面恢复", **of)
    step(office, "w1", "excuse", "2026-11-12", organization="power", text="电杆不在施工范围", **of)


def _explained(office: FakeOffice) -> None:
    matter(office, "x1", description="要求把承包地全部改成宅基地。", category="land")
    step(office, "x1", "accept", "2026-11-03")
    step(office, "x1", "analyse", "2026-11-06", text="不符合土地管理规定")
    step(office, "x1", "explain", "2026-11-07", result="unreasonable", text="已当面讲清政策，本人表示理解。")
    step(office, "x1", "feed_back", "2026-11-08", text="上门告知")
