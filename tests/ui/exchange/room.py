"""A township and its village in one test: both on the worker, and a folder that plays the stick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app import records
from app.desk import Desk
from app.exchange import giving, incoming, trips
from app.exchange.drives import Drive
from app.matters import act
from tests.exchange.offices import joined_pair
from tests.factories import make_household, make_person
from ui.pages.exchange import ExchangePage

FREE = 28 << 30
Settle = Callable[[], None]


class FakeSticks:
    """Says which sticks are plugged in."""

    def __init__(self) -> None:
        self.drives: list[Drive] = []

    def __call__(self) -> list[Drive]:
        return list(self.drives)

    def plug(self, folder: Path, label: str = "村里的U盘", *, writable: bool = True) -> None:
        """A stick comes."""
        folder.mkdir(exist_ok=True)
        self.drives.append(Drive(folder, label, "exfat", FREE, writable, True))

    def pull(self) -> None:
        """All sticks go."""
        self.drives.clear()


@dataclass
class Room:
    """`low`: the village; `high`: the township, whose window is open; `person`: known to both."""

    low: Desk
    high: Desk
    stick: Path
    person: str


def furnish(folder: Path) -> Room:
    """For the worker: a joined pair with one villager at both, and a stick with nothing on it."""
    low, high = joined_pair(folder)
    home = records.add(low, "household", make_household(head="张桂花"))
    person = records.add(low, "person", make_person(household=home, name="张桂花", phone="13800001111"))
    stick = folder / "stick"
    stick.mkdir()
    hand_over(low, high, stick)
    for each in stick.iterdir():
        each.unlink()
    return Room(low, high, stick, person)


def hand_over(giver: Desk, taker: Desk, stick: Path) -> None:
    """For the worker: one office gives onto the stick, the other takes from it."""
    trips.give_to(giver, stick, [taker.office.id])
    trips.take_from(taker, trips.look(taker, stick))


def put_on(giver: Desk, taker: Desk, stick: Path) -> None:
    """For the worker: one office gives onto the stick."""
    trips.give_to(giver, stick, [taker.office.id])


def quarrel(room: Room, village: str = "13800002222", township: str = "13800003333") -> None:
    """For the worker: both change the villager's phone; the village's package lies on the stick."""
    records.change(room.low, "person", room.person, {"phone": village})
    records.change(room.high, "person", room.person, {"phone": township})
    put_on(room.low, room.high, room.stick)


def quarrel_much(room: Room, count: int) -> None:
    """For the worker: both change the notes of so many households before they hear of each other."""
    with room.low.write("import.household") as writer:
        ids = [writer.add("household", make_household(head=f"户{n}")) for n in range(count)]
    incoming.take(room.high, giving.pack(room.low, room.high.office.id).path)
    for desk in (room.low, room.high):
        with desk.write("import.household") as writer:
            for each in ids:
                writer.change("household", each, {"notes": f"{desk.office.name}记的：老人常年在家"})
    incoming.take(room.high, giving.pack(room.low, room.high.office.id).path)


def add_orphan(room: Room) -> None:
    """For the worker: a tag of somebody who never existed lies on the stick, with a good household."""
    with room.low.store.write("tag.add", "王芳") as (writer, _):
        writer.add("tag", {"owner": "01a20000-0000-7000-8000-000000000001", "tag": "party_member"})
    records.add(room.low, "household", make_household(head="李福"))
    put_on(room.low, room.high, room.stick)


def act_apart(room: Room) -> str:
    """For the worker: the village closes a matter while the township goes on with it; the matter's id."""
    for desk in (room.low, room.high):
        desk.settings.set("matters.upper_on_paper", False)
    matter = records.add(room.low, "matter", {"opened": "2026-11-02", "description": "路灯不亮"})
    for step in ("accept", "handle"):
        act(room.low, matter, step, {"text": "情况", "date": "2026-11-03"})
    hand_over(room.low, room.high, room.stick)
    for step, result in (("finish", ""), ("feed_back", ""), ("evaluate", "satisfied"), ("close", "")):
        act(room.low, matter, step, {"text": "已亮", "date": "2026-11-05", "result": result})
    act(room.high, matter, "handle", {"text": "还在修", "date": "2026-11-06"})
    put_on(room.low, room.high, room.stick)
    return matter


def plug(
    page: ExchangePage, sticks: FakeSticks, folder: Path, settle: Settle, *, writable: bool = True
) -> None:
    sticks.plug(folder, writable=writable)
    page.trip.board.sources.poll()
    settle()


def take_in(page: ExchangePage, settle: Settle) -> None:
    """收下并交出, then confirm what is shown."""
    page.trip.board.both.click()
    settle()
    page.trip.preview.buttons["preview.confirm"].click()
    settle()
