"""A take-in and a hand-over that are killed at a disk call: not begun, or done whole with its receipt."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections import Counter
from contextlib import closing
from functools import cache
from pathlib import Path

from app import attachments, backups, records
from app.exchange import giving, incoming, trips
from app.exchange.payloads import VEILED
from app.exchange.receiving import STAGING
from app.offices import OpenOffice, open_office
from db.backup import opens
from db.exchange import packages
from tests.exchange.desk_states import digest_of
from tests.exchange.offices import NOW, PASSWORD, join, pack, township, village
from tests.factories import make_household, make_person
from tests.faults import traced
from tests.faults.lives import Lost, in_another_process, workplace
from tests.faults.traced import Fault

TAKER, GIVER, PACKAGE, STICK, TOLD = "大石镇", "柿子村", "package.lxp", "stick", "told.json"
HOMES = 90
CUTS = 6  # in one run of the soak


def taken_cut_off(seed: int) -> Counter[str]:
    """A take-in killed at some of its disk calls. Raises Lost."""
    dice = random.Random(seed)
    last = calls_of("take")
    return sum((cut_off_taking(dice.randint(1, last)) for _ in range(CUTS)), Counter())


def given_cut_off(seed: int) -> Counter[str]:
    """A hand-over onto a stick killed at some of its disk calls. Raises Lost."""
    dice = random.Random(seed)
    last = calls_of("give")
    return sum((cut_off_giving(dice.randint(1, last)) for _ in range(CUTS)), Counter())


@cache
def template() -> Path:
    """A village's package, and its township before it came; what both hold is told beside them."""
    folder = Path(tempfile.mkdtemp(prefix="lianxin-taking-"))
    in_another_process(lambda: _make_template(folder))
    return folder


@cache
def calls_of(act: str) -> int:
    """How many disk calls an act has that nothing cuts off."""
    with workplace(0, "template of") as place:
        folder = Path(shutil.copytree(template(), place / "desks"))
        return traced.run(
            lambda: {"take": _take, "give": _give}[act](folder), Fault(0), from_start=False
        ).calls


def cut_off_taking(call: int) -> Counter[str]:
    """One take-in killed at that disk call, what the next start finds, and the same take-in again."""
    with workplace(call, "take-in, call") as place:
        folder = Path(shutil.copytree(template(), place / "desks"))
        ended = traced.run(lambda: _take(folder), Fault(call), from_start=False)
        found = json.loads(traced.asked(lambda: json.dumps(_looked_at(folder)).encode()))
        if ended.code == traced.CRASHED:
            raise Lost(f"take-in, call {call}: the program crashed by itself")
        if found["wrong"]:
            raise Lost(f"take-in, call {call}: {found['wrong']}")
    return Counter({"kills": int(ended.code is None), f"found {found['was']}": 1})


def cut_off_giving(call: int) -> Counter[str]:
    """One hand-over killed at that disk call: the stick holds a whole package or none, and the next goes."""
    with workplace(call, "hand-over, call") as place:
        folder = Path(shutil.copytree(template(), place / "desks"))
        ended = traced.run(lambda: _give(folder), Fault(call), from_start=False)
        wrong = json.loads(traced.asked(lambda: json.dumps(_stick_looked_at(folder)).encode()))
        if ended.code == traced.CRASHED:
            raise Lost(f"hand-over, call {call}: the program crashed by itself")
        if wrong:
            raise Lost(f"hand-over, call {call}: {wrong}")
    return Counter(kills=int(ended.code is None))


def _make_template(folder: Path) -> None:
    low, high = village(folder), township(folder)
    join(low, high)
    photo = folder / "photo.bin"
    photo.write_bytes(random.Random(4).randbytes(90_000))
    for number in range(HOMES):
        home = records.add(low, "household", make_household(head=f"户{number}", number=str(number)))
        person = records.add(low, "person", make_person(household=home, name=f"人{number}"))
    attachments.attach(low, "household", home, photo)
    incoming.take(high, pack(low, high))
    incoming.take(low, pack(high, low))
    for number in range(HOMES):
        records.add(low, "visit", {"date": "2026-11-02", "household": home, "content": f"第{number}次"})
    records.change(low, "person", person, {"phone": "13800002222"})
    records.change(high, "person", person, {"phone": "13800003333"})
    shutil.copy(pack(low, high), folder / PACKAGE)
    (folder / STICK).mkdir()
    told = {"before": digest_of(high)}
    low.close()
    high.close()
    whole = Path(shutil.copytree(folder / TAKER, folder / "whole"))
    with closing(_opened(whole)) as desk:
        incoming.take(desk, folder / PACKAGE)
        told["after"] = digest_of(desk)
    shutil.rmtree(whole)
    (folder / TOLD).write_text(json.dumps(told), "utf-8")


def _opened(home: Path) -> OpenOffice:
    return open_office(home, "王芳", PASSWORD, lambda: NOW)


def _take(folder: Path) -> int:
    desk = _opened(folder / TAKER)
    with traced.counted():
        incoming.take(desk, folder / PACKAGE)
    return 0


def _give(folder: Path) -> int:
    desk = _opened(folder / GIVER)
    with traced.counted():
        trips.give_to(desk, folder / STICK, trips.peers_of(desk))
    return 0


def _looked_at(folder: Path) -> dict[str, object]:
    """What the next start finds: before, after, or something wrong; then the take-in again."""
    told = json.loads((folder / TOLD).read_text("utf-8"))
    wrong = []
    with closing(_opened(folder / TAKER)) as desk:
        digest = digest_of(desk)
        receipts = [each for each in packages.listing(desk.store, "in") if each.state == "taken"]
        was = {(told["before"], 1): "before", (told["after"], 2): "after"}.get((digest, len(receipts)), "")
        if not was:
            wrong.append(f"half taken in, with {len(receipts)} receipts")
        report = incoming.take(desk, folder / PACKAGE)
        if report.state != ("already" if was == "after" else "taken"):
            wrong.append(f"the second take-in: {report.state} {report.alarm}")
        if digest_of(desk) != told["after"]:
            wrong.append("the second take-in did not lead where it should")
        wrong += _left_over(desk)
    return {"was": was, "wrong": wrong}


def _left_over(desk: OpenOffice) -> list[str]:
    """Files that nobody explains once the next take-in went through."""
    left = [each.name for each in (desk.home / STAGING).glob(f"*{VEILED}")]
    left += [str(each) for each in desk.home.rglob("*.part*")]
    for copy in backups.listed(desk):
        if not opens(copy.place, desk.store.data_key):
            left.append(f"a backup that does not open: {copy.place.name}")
    return left


def _stick_looked_at(folder: Path) -> list[str]:
    """A package on the stick is whole; the next hand-over goes through and is taken in."""
    wrong = []
    with closing(_opened(folder / GIVER)) as low, closing(_opened(folder / TAKER)) as high:
        for item in trips.look(high, folder / STICK):
            if item.standing != trips.NEW:
                wrong.append(f"on the stick: {item.standing} {item.sentence}")
            incoming.examine(high, item.found.paths[0])
        done = trips.give_to(low, folder / STICK, trips.peers_of(low))
        trip = trips.take_from(high, trips.look(high, folder / STICK))
        told = json.loads((folder / TOLD).read_text("utf-8"))
        if trip.refused or len(done.given) != 1 or digest_of(high) != told["after"]:
            wrong.append(f"the next hand-over: {trip.refused}")
        given = packages.listing(low.store, "out")
        kept = {path.stem for path in (low.home / giving.OUTBOX).glob("*.lxp")}
        if not {each.id for each in given[: giving.KEPT_COPIES]} <= kept:
            wrong.append("a package counts as given, and its copy is gone")
    return wrong
