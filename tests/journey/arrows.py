"""The way of a matter told a second time: every arrow of the tables, who may walk it, where it leads."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from app.matters.acts import RESULTS, Act, Holder, PartState, State
from app.matters.transitions import PART_TABLE, SETTLED_BY_THEME, TABLE, Turn

Arrow = tuple[str, str, str]  # from, act, to; "part …" for a department's part, "theme …" under a theme

#: Arrows that the tables draw and no matter can take, each with its reason.
UNREACHABLE: dict[Arrow, str] = {
    ("escalated", "return", "returned_upper"): "what was handed up to the township is not at the county",
    ("county", "return", "returned"): "the county gives back to the township, never past it",
}
_DONE = (PartState.FINISHED, PartState.EXCUSED)
_LEVELS = ("village", "township", "county")
_CHOICES = {
    Act.EVALUATE: RESULTS[Act.EVALUATE],
    Act.EXPLAIN: RESULTS[Act.EXPLAIN],
    Act.FINISH: RESULTS[Act.FINISH],
}


@dataclass(frozen=True)
class Move:
    """One thing that a desk may do. `part`: which of the called departments answers, -1 for none."""

    act: Act
    result: str = ""
    part: int = -1


@dataclass(frozen=True)
class Spot:
    """Where a matter is, with what of its past decides where it may go."""

    origin: str  # the level of the office that collected it
    state: State = State.COLLECTED
    holder: Holder = Holder.ORIGIN
    kept: tuple[State, Holder] | None = None  # what was suspended
    worked: tuple[State, Holder] = (State.VILLAGE, Holder.ORIGIN)  # who finished it
    direct: bool = False
    reported: bool = False
    parts: tuple[PartState, ...] = ()

    @property
    def turn(self) -> str:
        """The level whose desk goes on with it."""
        if self.holder is Holder.TOWNSHIP:
            return "township"
        return "county" if self.holder is Holder.COUNTY else self.origin


def arrows_drawn() -> set[Arrow]:
    """Every arrow of both tables, with both ends of every Turn."""
    back = ("returned", "returned_upper")
    may_stand_still = [state.value for state, acts in TABLE.items() if Act.SUSPEND in acts]
    found: set[Arrow] = set()
    for state, acts in TABLE.items():
        for act, step in acts.items():
            ends = {
                Turn.STAY: (state.value,),
                Turn.REWORK: back,
                Turn.DOWN: back,
                Turn.EVALUATED: ("evaluated", *back),
                Turn.RESUME: tuple(may_stand_still),
            }
            to = ends[step.to] if isinstance(step.to, Turn) else (step.to.value,)
            found |= {(state.value, act.value, end) for end in to}
    for part, answers in PART_TABLE.items():
        found |= {(f"part {part.value}", act.value, to.value) for act, to in answers.items()}
    return found | {(f"theme {state.value}", "feed_back", "fed_back") for state in SETTLED_BY_THEME}


def _may(spot: Spot, act: Act) -> bool:
    """What the rows of the domain say beyond the table."""
    own = spot.holder is Holder.ORIGIN
    if act is Act.FINISH:
        return all(each in _DONE for each in spot.parts)
    if act is Act.CLOSE:
        return spot.reported or not spot.direct
    if act is Act.REPORT_BRANCH:
        return spot.direct and not spot.reported
    if act is Act.CONFIRM:
        return not own or spot.origin != "village"
    if act is Act.ESCALATE:
        return spot.origin == "village" if own else spot.turn != "county"
    return True


def moves(spot: Spot) -> Iterator[Move]:
    """What the desk whose turn it is may do; a whistle calls one department more."""
    for act in TABLE[spot.state]:
        if _may(spot, act):
            yield from (Move(act, result) for result in _CHOICES.get(act, ("",)))
    if spot.state is State.WHISTLED:
        for at, part in enumerate(spot.parts):
            yield from (Move(act, part=at) for act in PART_TABLE[part])


def after(spot: Spot, move: Move, called: int = 1) -> Spot:
    """Where the move leads. `called`: how many departments a whistle calls."""
    act = move.act
    if move.part >= 0:
        parts = list(spot.parts)
        parts[move.part] = PART_TABLE[parts[move.part]][act]
        return replace(spot, parts=tuple(parts))
    if act not in TABLE[spot.state]:  # only under a theme that was finished
        return replace(spot, state=State.FED_BACK, holder=Holder.ORIGIN)
    noted = _noted(spot, act, called)
    step = TABLE[spot.state][act]
    if isinstance(step.to, State):
        return replace(noted, state=step.to, holder=step.holder or spot.holder)
    if step.to is Turn.STAY:
        return noted
    if step.to is Turn.RESUME:
        assert spot.kept is not None
        return replace(noted, state=spot.kept[0], holder=spot.kept[1], kept=None)
    if step.to is Turn.DOWN and spot.holder is Holder.COUNTY:
        return replace(noted, state=State.RETURNED_UPPER, holder=Holder.TOWNSHIP)
    if step.to is Turn.DOWN:
        return replace(noted, state=State.RETURNED, holder=Holder.ORIGIN)
    if step.to is Turn.EVALUATED and move.result != "dissatisfied":
        return replace(noted, state=State.EVALUATED)
    holder = spot.worked[1]
    state = State.RETURNED if holder is Holder.ORIGIN else State.RETURNED_UPPER
    return replace(noted, state=state, holder=holder, direct=False, reported=False)


def _noted(spot: Spot, act: Act, called: int) -> Spot:
    here = (spot.state, spot.holder)
    if act is Act.DIRECT:
        return replace(spot, direct=True)
    if act is Act.ANALYSE:
        return replace(spot, direct=False)
    if act is Act.REPORT_BRANCH:
        return replace(spot, reported=True)
    if act is Act.FINISH:
        return replace(spot, worked=here)
    if act is Act.SUSPEND:
        return replace(spot, kept=here)
    if act is Act.WHISTLE:
        return replace(spot, parts=(*spot.parts, *[PartState.CALLED] * called))
    return spot


def arrow_of(spot: Spot, move: Move) -> Arrow:
    """The arrow that a move walks."""
    reached = after(spot, move)
    if move.part >= 0:
        return f"part {spot.parts[move.part].value}", move.act.value, reached.parts[move.part].value
    under = "" if move.act in TABLE[spot.state] else "theme "
    return f"{under}{spot.state.value}", move.act.value, reached.state.value


def _key(spot: Spot) -> Spot:
    """The spot without what no longer decides anything."""
    return replace(spot, parts=tuple(sorted(each for each in spot.parts if each not in _DONE)))


@cache
def shortest() -> dict[Arrow, tuple[str, tuple[Move, ...]]]:
    """Each arrow that can be reached → (the level that collects, the fewest moves, the arrow's the last)."""
    found: dict[Arrow, tuple[str, tuple[Move, ...]]] = {}
    for level in _LEVELS:
        waiting: deque[tuple[Spot, tuple[Move, ...]]] = deque([(Spot(level), ())])
        seen = {Spot(level)}
        while waiting:
            spot, way = waiting.popleft()
            for move in moves(spot):
                if move.act is Act.WHISTLE and len(spot.parts) > 1:
                    continue
                found.setdefault(arrow_of(spot, move), (level, (*way, move)))
                key = _key(after(spot, move))
                if key not in seen:
                    seen.add(key)
                    waiting.append((after(spot, move), (*way, move)))
    return found


def way_home(spot: Spot) -> tuple[Move, ...]:
    """The fewest moves from here to the end, the person satisfied."""
    waiting: deque[tuple[Spot, tuple[Move, ...]]] = deque([(spot, ())])
    seen = {_key(spot)}
    while waiting:
        here, way = waiting.popleft()
        if here.state is State.CLOSED:
            return way
        for move in moves(here):
            if move.act is Act.WHISTLE:
                continue
            there = after(here, move)
            if _key(there) not in seen:
                seen.add(_key(there))
                waiting.append((there, (*way, move)))
    raise AssertionError(f"no way home from {spot}")
