"""A set-up that is cut off: an office that can be signed in to, or none and set-up is offered again."""

from __future__ import annotations

import json
import random
from collections import Counter
from contextlib import closing
from pathlib import Path

from app.entrance import exists, operator_names
from app.offices import SetUp, create_office, open_office
from app.problems import Problem
from tests.app.village_desk import CHEAP
from tests.db.stores import faults_in
from tests.faults import traced
from tests.faults.clerk import HOME, now
from tests.faults.lives import Lost, in_another_process, template, workplace
from tests.faults.traced import Fault

ASKED = SetUp("village", "石榴村", "500110103204", "赵六", "mima1234")
_MOST_CALLS = 620  # a whole set-up has a few hundred


def set_up_cut_off(seed: int) -> Counter[str]:
    """One set-up killed at a call of its own. Raises Lost."""
    dice = random.Random(seed)
    template()  # everything is loaded before the first child
    with workplace(seed) as folder:
        home, at = folder / HOME, dice.randint(1, _MOST_CALLS)
        ended = traced.run(lambda: _make(home), Fault(at))
        wrong = json.loads(traced.asked(lambda: json.dumps(_looked_at(home, ended.code == 0)).encode()))
        if wrong:
            raise Lost(f"set-up killed at call {ended.calls}: {wrong}")
        in_another_process(lambda: _again(home))
    return Counter(kills=int(ended.code is None))


def _make(home: Path) -> int:
    create_office(home, ASKED, now, CHEAP)[0].close()
    return 0


def _looked_at(home: Path, reported: bool) -> list[str]:
    if not exists(home):
        return ["reported and not there"] if reported else []
    try:
        if operator_names(home) != [ASKED.operator]:
            return [f"operators {operator_names(home)}"]
        with closing(open_office(home, ASKED.operator, ASKED.password, now)) as desk:
            return faults_in(desk.store)
    except Problem as problem:
        return [problem.sentence]


def _again(home: Path) -> None:
    """What was cut off can be begun again; what is there is not made twice."""
    try:
        create_office(home, ASKED, now, CHEAP)[0].close()
    except Problem as problem:
        if problem.code != "office_exists":
            raise
    left = [path.name for path in home.iterdir() if path.name.startswith(".setup")]
    if left:
        raise Lost(f"left over: {left}")
