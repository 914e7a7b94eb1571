"""Made-up households: who lives together, how old they are, how they are related."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Member:
    """One member before names are given. `relation`: GB/T 4761; `line`: whose surname they bear.

    line "head": the head's family; "wife": one who married in; "away": the head's family, works away.
    """

    relation: str
    sex: str
    age: int
    line: str = "head"
    away: bool = False


Family = list[Member]


def _couple(chance: random.Random, age: int) -> Family:
    head_is_man = chance.random() < 0.9
    return [
        Member("02", "1" if head_is_man else "2", age),
        Member(
            "12" if head_is_man else "11", "2" if head_is_man else "1", age - chance.randint(-2, 5), "wife"
        ),
    ]


def _children(chance: random.Random, parent_age: int, count: int) -> Family:
    """Children in the order of birth; the first son is the eldest son, and so on."""
    ages = sorted((parent_age - chance.randint(21, 33) for _ in range(count)), reverse=True)
    ages = [age for age in ages if age >= 0]
    sexes = [chance.choice("12") for _ in ages]
    members = []
    for at, (age, sex) in enumerate(zip(ages, sexes, strict=True)):
        before = sexes[:at].count(sex)
        alone = sexes.count(sex) == 1
        base = 20 if sex == "1" else 30
        relation = str(base + (1 if alone and len(ages) == 1 else 2 + before))
        members.append(Member(relation, sex, age, away=age >= 19 and chance.random() < 0.55))
    return members


def old_alone(chance: random.Random) -> Family:
    """One old person."""
    return [Member("02", chance.choice("112"), chance.randint(62, 91))]


def old_couple(chance: random.Random) -> Family:
    """An old couple whose children left the register."""
    return _couple(chance, chance.randint(60, 84))


def couple(chance: random.Random) -> Family:
    """A couple without children at home."""
    return _couple(chance, chance.randint(28, 60))


def parents_and_children(chance: random.Random) -> Family:
    """A couple with their children."""
    age = chance.randint(29, 58)
    return _couple(chance, age) + _children(chance, age, chance.choice((1, 1, 2, 2, 2, 3)))


def three_generations(chance: random.Random) -> Family:
    """A couple, children, and the head's father or mother or both."""
    family = parents_and_children(chance)
    age = family[0].age + chance.randint(22, 30)
    parents = [("51", "1", "head"), ("52", "2", "wife")]
    if age > 88 or chance.random() < 0.5:
        parents = [chance.choice(parents)]
    return family + [Member(relation, sex, min(age, 96), line) for relation, sex, line in parents]


def left_behind(chance: random.Random) -> Family:
    """Grandparents with grandchildren whose parents work far away."""
    age = chance.randint(54, 72)
    family = _couple(chance, age)
    son_age = age - chance.randint(22, 27)
    family.append(Member("21", "1", son_age, away=True))
    if chance.random() < 0.75:
        family.append(Member("38", "2", son_age - chance.randint(-1, 4), "wife", away=True))
    for _ in range(chance.choice((1, 1, 2))):
        sex = chance.choice("12")
        child_age = min(max(son_age - chance.randint(21, 28), 2), 15)
        family.append(Member("41" if sex == "1" else "42", sex, child_age))
    return family


def single(chance: random.Random) -> Family:
    """One grown-up."""
    return [Member("02", "1", chance.randint(24, 60), away=chance.random() < 0.5)]


def one_parent(chance: random.Random) -> Family:
    """A mother or father with children."""
    age = chance.randint(32, 54)
    head = Member("02", chance.choice("12"), age)
    return [head, *_children(chance, age, chance.choice((1, 1, 2)))]


SHAPES: list[tuple[Callable[[random.Random], Family], int]] = [
    (old_alone, 15),
    (old_couple, 18),
    (couple, 10),
    (parents_and_children, 30),
    (three_generations, 7),
    (left_behind, 7),
    (single, 8),
    (one_parent, 5),
]


def family(chance: random.Random) -> Family:
    """One household in the proportions of a mountain village: the head first."""
    shapes = [shape for shape, _ in SHAPES]
    return chance.choices(shapes, [weight for _, weight in SHAPES])[0](chance)
