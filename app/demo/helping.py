"""The made-up village's pairings of every kind, and the aid given under them."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import Any

from app import records
from app.demo.villages import Village
from app.desk import Desk
from app.pairings import FIVE
from app.presets import preset
from app.records import Query

_PLANS = (
    "每月至少走访一次，帮助解决生产生活困难。",
    "协助销售农产品，联系务工岗位。",
    "关心身体状况，陪同就医，代办手续。",
    "辅导功课，联系在外的父母，每学期家访两次。",
    "宣传政策，落实医保和养老保险。",
)
#: form, content, quantity and unit of goods, amount in yuan from–to, fund
_AID: tuple[tuple[str, str, float | None, str | None, tuple[int, int], str], ...] = (
    ("condolence", "春节慰问金", None, None, (200, 500), "村集体经济"),
    ("condolence", "大米一袋、菜油一桶", 1, "份", (0, 0), "村集体经济"),
    ("goods", "棉被", 1, "床", (0, 0), "结对单位捐赠"),
    ("goods", "复合肥", 2, "包", (0, 0), "帮扶资金"),
    ("goods", "鸡苗", 20, "只", (0, 0), "帮扶资金"),
    ("study", "开学助学金", None, None, (300, 1000), "结对单位捐赠"),
    ("medical", "住院慰问", None, None, (200, 800), "党内关爱互助金"),
    ("money", "发展生产启动资金", None, None, (500, 2000), "帮扶资金"),
    ("subsidy", "困难党员生活补助", None, None, (300, 600), "党内关爱互助金"),
    ("job", "推荐到扶贫车间上岗", None, None, (0, 0), ""),
    ("skill", "花椒修剪技术指导", None, None, (0, 0), ""),
    ("labour", "帮助抢收玉米", 3, "人次", (0, 0), ""),
    ("information", "提供招工信息", 1, "条", (0, 0), ""),
)


def pair_up(desk: Desk, village: Village, chance: random.Random, start: datetime.date) -> int:
    """Every kind of pairing the village has; each member's contact households. How many."""
    rows = [*_contact_households(village), *_five(village, chance), *_others(desk, village)]
    for row in rows:
        row.setdefault("start", (start + datetime.timedelta(days=chance.randint(0, 25))).isoformat())
        row.setdefault("plan", chance.choice(_PLANS))
    _hand_out_cards(rows)
    for row in chance.sample(rows, len(rows) // 60):
        ended = datetime.date.fromisoformat(row["start"]) + datetime.timedelta(days=chance.randint(60, 200))
        row["end"] = min(ended, village.end).isoformat()
    with desk.write("demo") as w:
        w.add_many("pairing", rows)
    return len(rows)


def give_aid(desk: Desk, village: Village, chance: random.Random, start: datetime.date, count: int) -> int:
    """That many aid entries between start and the village's end, under running pairings. How many."""
    pairings = _pairings_with_need(desk, village)
    if not pairings:
        return 0
    days = (village.end - start).days
    rows = []
    for _ in range(count):
        pairing, recipient, helper = chance.choice(pairings)
        form, content, quantity, unit, (least, most), fund = chance.choice(_AID)
        day = start + datetime.timedelta(days=chance.randint(0, days))
        yuan = chance.randrange(least, most + 1, 100) if most else 0
        rows.append({
            "date": day.isoformat(), "pairing": pairing, "recipient": recipient, "form": form,
            "content": content, "amount": yuan * 100 or None, "quantity": quantity, "unit": unit,
            "fund": fund, "handler": helper, "signed": int(chance.random() < 0.93),
        })  # fmt: skip
    rows.sort(key=lambda row: str(row["date"]))
    with desk.write("demo") as w:
        w.add_many("aid", rows)
    return len(rows)


def _contact_households(village: Village) -> Iterator[dict[str, Any]]:
    """党员联户: the households shared out among members and cadres, neighbours together."""
    helpers = list(dict.fromkeys([*village.cadres, *village.party]))
    if not helpers:
        return
    for at, household in enumerate(village.households):
        place = at * len(helpers) // len(village.households)
        own = {member.id for member in village.members[household.id]}
        helper = next((h for h in (helpers[place:] + helpers) if h not in own), helpers[place])
        village.contacts.setdefault(helper, []).append(household)
        yield {"kind": "contact_household", "helper": helper, "helped": household.id}


def _five(village: Village, chance: random.Random) -> Iterator[dict[str, Any]]:
    """1+5: each cadre some of the five kinds; a few squares stay empty, as they do."""
    free = {kind: list(village.tagged.get(tag, ())) for kind, tag in FIVE.items()}
    for kind in FIVE:
        chance.shuffle(free[kind])
    for cadre in village.cadres:
        for kind in FIVE:
            if free[kind] and chance.random() < 0.85:
                helped = free[kind].pop()
                if helped != cadre:
                    yield {"kind": kind, "helper": cadre, "helped": helped}


def _others(desk: Desk, village: Village) -> Iterator[dict[str, Any]]:
    """One or more of every other kind."""
    places = preset("demo/places")
    of = village.organizations
    partner, second_partner = (of[name] for name in places["partners"])
    here = desk.office.id
    lead = village.cadres[0] if village.cadres else None
    hard = [household for household in village.households if village.is_hard(household)]
    yield {"kind": "branch", "helper": partner, "helped": village.branch}
    yield {"kind": "one_leads_three", "helper": second_partner, "helped": here}
    yield {"kind": "enterprise_village", "helper": of[places["enterprises"][0]], "helped": here}
    yield {"kind": "backing_unit", "helper": partner, "helped": here}
    for person in village.tagged.get("hardship_member", ())[:6]:
        yield {"kind": "scheme_1211", "helper": partner, "helped": person}
        if lead and lead != person:
            yield {"kind": "hardship_member", "helper": lead, "helped": person}
    if lead is None:
        return
    yield {"kind": "contact_point", "helper": lead, "helped": here}
    yield {"kind": "project", "helper": lead, "helped": of[places["enterprises"][1]]}
    for apprentice in village.cadres[3:5]:
        yield {"kind": "mentor", "helper": lead, "helped": apprentice}
    others = [person for person in village.party if person not in village.cadres]
    for helper, household in zip(others, hard, strict=False):
        yield {"kind": "one_helps_one", "helper": helper, "helped": household.id}
    for delegate, household in zip(village.tagged.get("delegate", ()), hard, strict=False):
        yield {"kind": "delegate", "helper": delegate, "helped": household.id}
    students = [p.id for p in village.people if p["job"] == "学生" and village.ages.get(p.id, 0) >= 12]
    for student in students[:5]:
        yield {"kind": "student", "helper": second_partner, "helped": student}
    young = [p.id for p in village.people if p["political"] == "03" and village.ages.get(p.id, 0) >= 18]
    for helper, recruit in zip(village.cadres, young[:3], strict=False):
        yield {"kind": "recruit", "helper": helper, "helped": recruit}


def _hand_out_cards(rows: list[dict[str, Any]]) -> None:
    """Card numbers in the order of the pairings; the day of issue is the day they begin."""
    for number, row in enumerate(rows, 1):
        row["card_number"] = f"{row['start'][:4]}-{number:04d}"
        row["card_issued"] = row["start"]


def _pairings_with_need(desk: Desk, village: Village) -> list[tuple[str, str, str | None]]:
    """(pairing, recipient, helper) where the helped is a person or a household looked after."""
    known = village.names
    hard = {household.id for household in village.households if village.is_hard(household)}
    kinds = (
        "branch",
        "one_leads_three",
        "enterprise_village",
        "backing_unit",
        "contact_point",
        "project",
        "mentor",
    )
    found = []
    for pairing in records.find(desk, Query("pairing", order=("card_number",))):
        person = pairing["helped"] in known
        if pairing["kind"] in kinds or pairing["end"] or not (person or pairing["helped"] in hard):
            continue
        helper = pairing["helper"] if pairing["helper"] in known else None
        found.append((pairing.id, pairing["helped"], helper))
    return found
