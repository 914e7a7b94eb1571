"""The demo's third part: a month of problems from three doorsteps through township and county to 销号."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from app.clock import Clock, wall_clock
from app.demo.casework_month import Month
from app.demo.exchange_story import enter
from app.demo.services_month import TYPES, serve
from app.demo.story import PrintMonth, Say, Teller
from app.demo.text import COUNTY
from app.desk import Desk
from app.exchange import trips
from app.matters import supervision, sweeps
from app.matters.weekly import hand_in, week_of
from app.offices import SetUp, create_office, open_office
from db.keys import Cost

WEEKS = 4


@dataclass(frozen=True)
class Worked:
    """What the month left behind. `ids`: the matters of the story by what they show."""

    township: Path
    county: Path
    villages: tuple[Path, ...]
    ids: dict[str, str]
    matters: int
    closed: int
    printed: tuple[Path, ...]


def run_casework(
    folder: Path,
    village: Path,
    *,
    end: datetime.date,
    print_sheets: PrintMonth | None = None,
    operator: str = "王芳",
    password: str = "lianxin",
    say: Say = print,
    clock: Clock = wall_clock,
    cost: Cost | None = None,
) -> Worked:
    """A month on what `run_exchange` left in `folder`, with a county above; `village` is the first of three.

    Raises Problem (no_such_office, disk_full, …).
    """
    teller = Teller(say)
    homes = (village, folder / "village-2", folder / "village-3")
    with ExitStack() as leaving:

        def opened(home: Path) -> Desk:
            desk = open_office(home, operator, password, clock)
            leaving.callback(desk.close)
            return desk

        upper, villages = opened(folder / "township"), [opened(home) for home in homes]
        asked = SetUp("county", *COUNTY, operator, password)
        county, _ = create_office(folder / "county", asked, clock, cost)
        leaving.callback(county.close)
        offices = Offices(villages, upper, county, folder / "stick", teller)
        offices.enter_county()
        month = Month(villages, upper, county)
        _live(offices, month, end)
        printed: list[Path] = []
        if print_sheets is not None:
            printed = list(print_sheets(upper, f"{end:%Y-%m}", folder / "sheets"))
            teller.step("casework.printed", count=len(printed), folder=folder / "sheets")
        closed = sum(month.count("closed", desk) for desk in villages)
        ids, matters = dict(month.shown), len(month.collected)
    return Worked(folder / "township", folder / "county", homes, ids, matters, closed, tuple(printed))


@dataclass(frozen=True)
class Offices:
    """The five offices and the stick that goes round between them."""

    villages: list[Desk]
    upper: Desk
    county: Desk
    stick: Path
    teller: Teller

    def enter_county(self) -> None:
        """The township belongs to the county from now on."""
        enter(self.upper, self.county, self.stick)
        self.teller.step("casework.county", county=self.county.office.name, township=self.upper.office.name)

    def go_up(self) -> None:
        """What the villages have comes to the township, and with its own to the county."""
        for desk in self.villages:
            trips.give_to(desk, self.stick, [self.upper.office.id])
        trips.take_from(self.upper, trips.look(self.upper, self.stick))
        trips.give_to(self.upper, self.stick, [self.county.office.id])
        trips.take_from(self.county, trips.look(self.county, self.stick))

    def go_down(self) -> None:
        """What the county and the township decided comes home."""
        trips.give_to(self.county, self.stick, [self.upper.office.id])
        trips.take_from(self.upper, trips.look(self.upper, self.stick))
        trips.give_to(self.upper, self.stick, [desk.office.id for desk in self.villages])
        for desk in self.villages:
            trips.take_from(desk, trips.look(desk, self.stick))

    def hand_in(self, friday: datetime.date, villages: Sequence[Desk]) -> None:
        """The week's lists of these villages go up."""
        notes = [hand_in(desk, week_of(friday)) for desk in villages]
        self.go_up()
        late = "、".join(desk.office.name for desk in self.villages if desk not in villages)
        self.teller.step("casework.week", week=week_of(friday).label, count=len(notes))
        for desk, note in zip(villages, notes, strict=True):
            self.teller.add("casework.note", village=desk.office.name, text=note.text)
        if late:
            self.teller.add("casework.not_in", villages=late)


def _live(offices: Offices, month: Month, end: datetime.date) -> None:
    """Four weeks, a list at the end of each, the answers on the same stick."""
    teller, villages = offices.teller, offices.villages
    fridays = [week_of(end).last - datetime.timedelta(days=2 + 7 * back) for back in range(WEEKS)][::-1]
    month.collect(fridays[0])
    served = serve(villages, end)
    teller.step("casework.collected", count=len(month.collected), **month.sorted)
    teller.add("casework.served", **{name: served[name] for name in TYPES})
    offices.hand_in(fridays[0], villages)
    month.decide(fridays[1])
    offices.go_up()
    month.decide_at_county(fridays[1])
    teller.step("casework.decided", township=offices.upper.office.name, **month.decided)
    teller.add("casework.whistle", names="、".join(month.called), late=month.called[-1])
    teller.add("casework.theme", count=month.merged)
    offices.go_down()
    month.work_in_villages(fridays[1])
    offices.hand_in(fridays[1], villages)
    month.work_in_departments(fridays[2])
    offices.go_down()
    month.report_sweep(fridays[2])
    offices.hand_in(fridays[2], villages)
    swept = sweeps.sweep(offices.upper, month.shown["sweep"], with_known=False).totals
    teller.add("casework.sweep", told=sweeps.told(offices.upper, swept))
    month.tell_theme(fridays[2])
    offices.go_down()
    month.feed_back(fridays[3])
    batch = month.next_batch(fridays[3])
    offices.hand_in(fridays[3], villages[:2])
    said = {name: sum(month.count(name, desk) for desk in villages) for name in month.JUDGED}
    teller.step("casework.judged", **said)
    month.begin_with(batch, fridays[3])
    offices.go_up()
    teller.add("casework.batch", count=len(batch))
    teller.add("casework.so_far", text=supervision.so_far(offices.upper).text)
    offices.go_down()
