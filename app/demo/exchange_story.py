"""The demo's second part: three villages and their township exchange packages over a made-up stick."""

from __future__ import annotations

import datetime
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from app import records
from app.clock import Clock, wall_clock
from app.demo.population import add_population, invent
from app.demo.story import Say, Teller
from app.demo.text import NEIGHBOURS, TOWNSHIP
from app.demo.years import make_year
from app.desk import Desk
from app.exchange import deciding, joining, trips
from app.exchange.trips import Trip
from app.offices import SetUp, create_office, open_office
from app.records import Query, Where
from db.keys import Cost


@dataclass(frozen=True)
class Exchanged:
    """What the offices did with each other."""

    township: Path
    stick: Path
    taken: int  # records that the township took in
    conflicts: int
    given: int


def run_exchange(
    folder: Path,
    village: Path,
    *,
    households: int = 60,
    months: int = 3,
    end: datetime.date,
    operator: str = "王芳",
    password: str = "lianxin",
    say: Say = print,
    clock: Clock = wall_clock,
    cost: Cost | None = None,
) -> Exchanged:
    """The office in `village` and two made-up neighbours join a township and exchange; all in `folder`.

    Raises Problem (office_exists, disk_full, …).
    """
    teller = Teller(say)
    stick = folder / "stick"
    stick.mkdir(parents=True, exist_ok=True)
    with ExitStack() as leaving:
        maker = _Maker(folder, operator, password, clock, cost, leaving)
        first = open_office(village, operator, password, clock)
        leaving.callback(first.close)
        upper = maker.office("township", "township", *TOWNSHIP)
        others = [
            maker.office(f"village-{n}", "village", *each) for n, each in enumerate(NEIGHBOURS, start=2)
        ]
        for seed, desk in enumerate(others, start=2):
            add_population(desk, invent(households, seed, end))
            make_year(desk, months, seed, end)
        villages = [first, *others]
        teller.step("exchange.offices", township=upper.office.name, count=len(villages))
        for desk in villages:
            enter(desk, upper, stick)
        teller.step("exchange.joined", count=len(villages))
        taken = _hand_in(villages, upper, stick, teller)
        conflicts = _disagree_and_decide(first, upper, stick, teller)
        given = _answer(villages, upper, stick, teller)
    return Exchanged(folder / "township", stick, taken, conflicts, given)


@dataclass(frozen=True)
class _Maker:
    """Makes the offices of the story, and closes them at its end."""

    folder: Path
    operator: str
    password: str
    clock: Clock
    cost: Cost | None
    leaving: ExitStack

    def office(self, place: str, level: str, name: str, code: str) -> Desk:
        """A new office in a folder of its own."""
        asked = SetUp(level, name, code, self.operator, self.password)
        desk, _ = create_office(self.folder / place, asked, self.clock, self.cost)
        self.leaving.callback(desk.close)
        return desk


def enter(lower: Desk, upper: Desk, stick: Path) -> None:
    """The request up, the digits over the phone, the approval down."""
    asked = joining.request(lower)
    paper = trips.put_paper(lower, asked.path, stick, "request", lower.office.name)
    admitted = joining.admit(upper, paper, asked.digits)
    approval = trips.put_paper(upper, admitted.approval, stick, "approval", lower.office.name)
    joining.join(lower, approval)


def _hand_in(villages: list[Desk], upper: Desk, stick: Path, teller: Teller) -> int:
    for desk in villages:
        given = trips.give_to(desk, stick, [upper.office.id]).given[0][0]
        size = sum(path.stat().st_size for path in stick.glob(f"{desk.office.name}*"))
        teller.step(
            "exchange.given", village=desk.office.name, count=sum(given.counts.values()), size=size // 1024
        )
    trip = trips.take_from(upper, trips.look(upper, stick))
    taken = sum(sum(each.added.values()) for each in trip.reports)
    teller.step("exchange.taken", township=upper.office.name, packages=len(trip.reports), count=taken)
    return taken


def _disagree_and_decide(village: Desk, upper: Desk, stick: Path, teller: Teller) -> int:
    """Both change one phone number before they hear of each other; the township's clerk asks and decides."""
    person = records.find(village, Query("person", (Where("phone", "not_empty"),), limit=1))[0]
    records.change(village, "person", person.id, {"phone": "13800006666"})
    records.change(upper, "person", person.id, {"phone": "13800009999"})
    trips.give_to(village, stick, [upper.office.id])
    trips.take_from(upper, trips.look(upper, stick))
    found = deciding.questions(upper)
    for each in found:
        teller.add(
            "exchange.conflict", label=each.label,
            values="、".join(f"{choice.office} {choice.words}" for choice in each.choices),
        )  # fmt: skip
        deciding.decide(upper, each.kind, each.id, each.field, "13800009999")
    teller.step("exchange.decided", count=len(found))
    return len(found)


def _answer(villages: list[Desk], upper: Desk, stick: Path, teller: Teller) -> int:
    trip = trips.give_to(upper, stick, [desk.office.id for desk in villages])
    back = Trip()
    for desk in villages:
        back.reports += trips.take_from(desk, trips.look(desk, stick)).reports
    teller.step("exchange.answered", count=len(trip.given), taken=len(back.reports))
    return len(trip.given)
