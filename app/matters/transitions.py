"""The transition table of a matter: which act is possible in which state, and where it leads.

Source: domain.md A.2 (state machine from seed C2) and rows 54 to 66.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.matters.acts import Act, Holder, PartState, State


class Turn(Enum):
    """A target that depends on the matter's own past."""

    STAY = "stay"
    REWORK = "rework"  # back to those who finished it
    RESUME = "resume"  # back to what was suspended
    DOWN = "down"  # one level down: county to township, township to where it was collected
    EVALUATED = "evaluated"  # onward, or back to work when the person is not satisfied


@dataclass(frozen=True)
class Step:
    """Where an act leads. `holder` None: whose turn it is does not change."""

    to: State | Turn
    holder: Holder | None = None


STAY = Step(Turn.STAY)
HOME = Holder.ORIGIN

_WORK = {Act.EXTEND: STAY, Act.SUSPEND: Step(State.SUSPENDED)}
_UP = {Act.ESCALATE: Step(State.ESCALATED, Holder.TOWNSHIP)}
_SORTED = {
    Act.EXPLAIN: Step(State.EXPLAINED, HOME),
    Act.HANDLE: Step(State.VILLAGE),
    **_UP,
    # a township that collected the matter confirms it without handing it up to itself
    Act.CONFIRM: Step(State.CONFIRMED, Holder.UPPER),
}
_WHISTLE = {Act.WHISTLE: Step(State.WHISTLED)}
_REPORT = {Act.REPORT_BRANCH: STAY}

TABLE: dict[State, dict[Act, Step]] = {
    State.COLLECTED: {Act.ACCEPT: Step(State.ACCEPTED), Act.DIRECT: Step(State.DIRECT)},
    State.ACCEPTED: {
        Act.DIRECT: Step(State.DIRECT),
        Act.ANALYSE: Step(State.ANALYSED),
        **_SORTED,
        **_WORK,
    },
    State.DIRECT: {
        Act.HANDLE: STAY,
        Act.FINISH: Step(State.FINISHED),
        Act.ANALYSE: Step(State.ANALYSED),
        **_REPORT,
        **_WORK,
    },
    State.ANALYSED: {Act.ANALYSE: STAY, **_SORTED, **_WHISTLE, **_WORK},
    State.VILLAGE: {
        **_SORTED,
        Act.ANALYSE: Step(State.ANALYSED),
        Act.HANDLE: STAY,
        Act.FINISH: Step(State.FINISHED),
        **_WHISTLE,
        **_WORK,
    },
    State.EXPLAINED: {
        Act.ANALYSE: Step(State.ANALYSED),
        Act.FEED_BACK: Step(State.FED_BACK),
        Act.CLOSE: Step(State.CLOSED),
        **_UP,
    },
    State.RETURNED: {Act.ANALYSE: Step(State.ANALYSED), **_SORTED, **_WHISTLE, **_WORK},
    State.ESCALATED: {
        Act.CONFIRM: Step(State.CONFIRMED),
        Act.EXPLAIN: Step(State.EXPLAINED, HOME),
        Act.ESCALATE: Step(State.COUNTY, Holder.COUNTY),
        Act.RETURN: Step(Turn.DOWN),
        **_WORK,
    },
    State.COUNTY: {
        Act.CONFIRM: Step(State.CONFIRMED),
        Act.EXPLAIN: Step(State.EXPLAINED, HOME),
        Act.RETURN: Step(Turn.DOWN),
        **_WORK,
    },
    State.CONFIRMED: {
        Act.DISPATCH: Step(State.DISPATCHED),
        Act.HANDLE: Step(State.DEPARTMENT),
        Act.EXPLAIN: Step(State.EXPLAINED, HOME),
        Act.ESCALATE: Step(State.COUNTY, Holder.COUNTY),
        Act.RETURN: Step(Turn.DOWN),
        **_WHISTLE,
        **_WORK,
    },
    State.DISPATCHED: {
        Act.RECEIVE: Step(State.DEPARTMENT),
        Act.HANDLE: Step(State.DEPARTMENT),
        Act.DISPATCH: STAY,
        Act.RETURN: Step(State.CONFIRMED),
        **_WHISTLE,
        **_WORK,
    },
    State.DEPARTMENT: {
        Act.HANDLE: STAY,
        Act.FINISH: Step(State.FINISHED, HOME),
        Act.DISPATCH: Step(State.DISPATCHED),
        Act.RETURN: Step(State.CONFIRMED),
        **_WHISTLE,
        **_WORK,
    },
    State.RETURNED_UPPER: {
        Act.DISPATCH: Step(State.DISPATCHED),
        Act.HANDLE: Step(State.DEPARTMENT),
        Act.EXPLAIN: Step(State.EXPLAINED, HOME),
        Act.ESCALATE: Step(State.COUNTY, Holder.COUNTY),
        Act.RETURN: Step(Turn.DOWN),
        **_WHISTLE,
        **_WORK,
    },
    State.WHISTLED: {Act.WHISTLE: STAY, Act.HANDLE: STAY, Act.FINISH: Step(State.FINISHED, HOME), **_WORK},
    State.FINISHED: {Act.FEED_BACK: Step(State.FED_BACK), Act.RETURN: Step(Turn.REWORK), **_REPORT},
    State.FED_BACK: {
        Act.FEED_BACK: STAY,
        Act.EVALUATE: Step(Turn.EVALUATED),
        Act.RETURN: Step(Turn.REWORK),
        **_REPORT,
    },
    State.EVALUATED: {Act.CLOSE: Step(State.CLOSED), Act.RETURN: Step(Turn.REWORK), **_REPORT},
    State.SUSPENDED: {Act.RESUME: Step(Turn.RESUME)},
    State.CLOSED: {},
}

PART_TABLE: dict[PartState, dict[Act, PartState]] = {
    PartState.CALLED: {
        Act.RECEIVE: PartState.RECEIVED,
        Act.RESPOND: PartState.RESPONDED,
        Act.EXCUSE: PartState.EXCUSED,
    },
    PartState.RECEIVED: {Act.RESPOND: PartState.RESPONDED, Act.EXCUSE: PartState.EXCUSED},
    PartState.RESPONDED: {
        Act.HANDLE: PartState.HANDLING,
        Act.FINISH: PartState.FINISHED,
        Act.EXCUSE: PartState.EXCUSED,
    },
    PartState.HANDLING: {
        Act.HANDLE: PartState.HANDLING,
        Act.FINISH: PartState.FINISHED,
        Act.EXCUSE: PartState.EXCUSED,
    },
    PartState.FINISHED: {},
    PartState.EXCUSED: {},
}

#: Working states that a finished theme settles for every matter merged into it (domain row 82).
SETTLED_BY_THEME = frozenset(
    {
        State.ACCEPTED,
        State.DIRECT,
        State.ANALYSED,
        State.VILLAGE,
        State.ESCALATED,
        State.COUNTY,
        State.CONFIRMED,
        State.DISPATCHED,
        State.DEPARTMENT,
    }
)
