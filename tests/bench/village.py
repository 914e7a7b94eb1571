"""Made-up records by the hundred thousand, the same every time, quick to make."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from app.id_numbers import check_character

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅建国文志永福海东晓红小雪思雨"
SYLLABLES = ("wang", "li", "zhang", "liu", "chen", "yang", "huang", "zhao", "wu", "zhou", "xu", "sun", "ma")
CONTENTS = (
    "入户了解家庭收入和老人身体情况，宣传医保缴费政策。",
    "反映门前排水沟堵塞，下雨天积水，希望尽快清淤。",
    "询问孩子上学路远的问题，商量拼车接送办法。",
    "查看危房改造进度，提醒注意用电用火安全。",
    "介绍镇上扶贫车间招工信息，愿意去试工。",
)


def people(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Person values with valid-looking numbers; three in four share a household of four."""
    made = random.Random(seed)
    for at in range(count):
        birth = f"{made.randint(1935, 2020)}-{made.randint(1, 12):02}-{made.randint(1, 28):02}"
        seventeen = f"5001{10 + at // 1000 % 80:02}{birth.replace('-', '')}{at % 1000:03}"
        yield {
            "name": made.choice(SURNAMES) + "".join(made.choices(GIVEN, k=made.randint(1, 2))),
            "pinyin": " ".join(made.choices(SYLLABLES, k=3)),
            "sex": made.choice("12"),
            "id_number": seventeen + check_character(seventeen),
            "birth": birth,
            "phone": f"13{made.randint(0, 999_999_999):09}",
            "relation": "01" if at % 4 == 0 else "90",
            "status": "resident",
        }


def households(count: int, seed: int = 2) -> Iterator[dict[str, Any]]:
    """Household values in numbered groups."""
    made = random.Random(seed)
    for at in range(count):
        name = made.choice(SURNAMES) + "".join(made.choices(GIVEN, k=2))
        yield {"number": str(at + 1), "head": name, "group": f"{at % 12 + 1}组", "type": "ordinary"}


def visits(count: int, household_ids: list[str], seed: int = 3) -> Iterator[dict[str, Any]]:
    """Visit values over ten years, each to one of the households."""
    made = random.Random(seed)
    for at in range(count):
        yield {
            "date": f"{2017 + at % 10}-{made.randint(1, 12):02}-{made.randint(1, 28):02}",
            "household": household_ids[made.randrange(len(household_ids))] if household_ids else None,
            "method": "home",
            "place": "家中",
            "content": made.choice(CONTENTS) + f"第{at}次",
            "needs": made.choice(CONTENTS) if at % 3 == 0 else None,
        }
