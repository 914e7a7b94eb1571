"""One go with a stick: what is new on it comes in, then what the others lack goes onto it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.desk import Desk
from app.exchange import giving, trips
from app.exchange.giving import Waiting
from app.exchange.problems import ExchangeProblem
from app.exchange.ties import ties
from app.exchange.trips import NEW, OWN, TAKEN, Item, Trip
from app.problems import Problem

# What is at work, how much is done, of how much; it may raise ExchangeProblem("stopped").
Told = Callable[[str, int, int], None]
GONE = frozenset({"stick_gone", "stick_full", "stick_protected", "stick_lies"})  # no use to go on writing


@dataclass
class Round:
    """What came of it. `failed`: offices that got no package, with the sentence why."""

    trip: Trip = field(default_factory=Trip)
    failed: list[tuple[str, str]] = field(default_factory=list)
    is_stopped: bool = False

    @property
    def is_written(self) -> bool:
        """Whether something was put on the stick and read back."""
        return bool(self.trip.given)


@dataclass(frozen=True)
class Board:
    """Where the exchange stands. `waiting`: one entry per office with which we exchange."""

    waiting: tuple[Waiting, ...]
    is_enrolled: bool


def board(desk: Desk) -> Board:
    """With whom this office exchanges, and what waits for each."""
    held = ties(desk)
    is_enrolled = held.keys is not None and (held.membership is not None or held.roster is not None)
    return Board(tuple(giving.waiting(desk)) if is_enrolled else (), is_enrolled)


def receivers(waiting: Sequence[Waiting], items: Sequence[Item]) -> list[str]:
    """For whom this stick will be: the office above if it lacks anything, and whoever's packages lie on
    it; a stick without any goes to all that lack something.
    """
    seen = {each.office_id for each in items if each.standing in (NEW, TAKEN)}
    new = {each.office_id for each in items if each.standing == NEW}
    owed = [each for each in waiting if each.is_owed or each.office in new]
    if not seen:
        return [each.office for each in owed if not _is_on(each, items)]
    return [each.office for each in owed if each.is_upper or each.office in seen]


def _is_on(waiting: Waiting, items: Sequence[Item]) -> bool:
    """Whether the newest package for that office lies on the stick, and nothing was written since."""
    if waiting.counts or waiting.last_given is None:
        return False
    own = {each.found.header.package for each in items if each.standing == OWN and each.found.header}
    return waiting.last_given.id in own


def examine(desk: Desk, items: list[Item], told: Told) -> Round:
    """What taking in would do; nothing is changed."""
    done = Round()
    _unless_stopped(done, lambda: trips.examine_from(desk, items, told, done.trip))
    return done


def take(desk: Desk, items: list[Item], told: Told) -> Round:
    """Take in what is new. What was taken in before a stop stays."""
    done = Round()
    _unless_stopped(done, lambda: trips.take_from(desk, items, told, done.trip))
    return done


def give(
    desk: Desk,
    folder: Path,
    offices: Sequence[str],
    told: Told,
    done: Round | None = None,
    *,
    is_full: bool = False,
) -> Round:
    """A package for each office onto the stick; one that fails does not hold up the others.

    `done`: the round so far. A stick that takes no more ends it: the rest would fail as well.
    """
    done = done or Round()
    names = ties(desk).names
    for office in offices:
        if done.is_stopped:
            break
        try:
            trips.give_to(desk, folder, [office], done.trip, told, is_full=is_full)
        except Problem as problem:
            if problem.code == "stopped":
                done.is_stopped = True
            else:
                done.failed.append((names.get(office, ""), problem.sentence))
                if problem.code in GONE:
                    break
    return done


def stop() -> None:
    """For who reports progress: end the work at this place. Raises ExchangeProblem stopped."""
    raise ExchangeProblem("stopped")


def _unless_stopped(done: Round, act: Callable[[], object]) -> None:
    try:
        act()
    except ExchangeProblem as problem:
        if problem.code != "stopped":
            raise
        done.is_stopped = True
