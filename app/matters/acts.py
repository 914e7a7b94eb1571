"""The words of a matter's way: acts, states, whose turn it is, and what an act must bring."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """What may be done to a matter (code list matter_act)."""

    ACCEPT = "accept"
    DIRECT = "direct"
    ANALYSE = "analyse"
    EXPLAIN = "explain"
    HANDLE = "handle"
    ESCALATE = "escalate"
    CONFIRM = "confirm"
    DISPATCH = "dispatch"
    RECEIVE = "receive"
    WHISTLE = "whistle"
    RESPOND = "respond"
    EXCUSE = "excuse"
    FINISH = "finish"
    REPORT_BRANCH = "report_branch"
    FEED_BACK = "feed_back"
    EVALUATE = "evaluate"
    CLOSE = "close"
    RETURN = "return"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    CORRECT = "correct"


class State(StrEnum):
    """Where a matter stands (code list matter_state)."""

    COLLECTED = "collected"
    ACCEPTED = "accepted"
    DIRECT = "direct"
    ANALYSED = "analysed"
    VILLAGE = "village"
    EXPLAINED = "explained"
    RETURNED = "returned"
    ESCALATED = "escalated"
    COUNTY = "county"
    CONFIRMED = "confirmed"
    DISPATCHED = "dispatched"
    DEPARTMENT = "department"
    RETURNED_UPPER = "returned_upper"
    WHISTLED = "whistled"
    FINISHED = "finished"
    FED_BACK = "fed_back"
    EVALUATED = "evaluated"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Holder(StrEnum):
    """Whose turn it is: the office that collected the matter, or one above it."""

    ORIGIN = "origin"
    TOWNSHIP = "township"
    COUNTY = "county"
    UPPER = "upper"  # a township or county that collected the matter itself and confirmed it


class PartState(StrEnum):
    """Where one organization stands with a whistle (domain row 64: 响应、报到、处置、办结)."""

    CALLED = "called"
    RECEIVED = "received"
    RESPONDED = "responded"
    HANDLING = "handling"
    FINISHED = "finished"
    EXCUSED = "excused"


class Why(StrEnum):
    """Why an event could not be fitted into the matter's way."""

    NOT_POSSIBLE = "not_possible"  # the state did not allow it: a concurrent step
    UNKNOWN_ACT = "unknown_act"  # written by a newer program
    NO_RESULT = "no_result"  # an evaluation that says nothing
    NO_PART = "no_part"  # speaks of a whistle nobody blew
    CIRCULAR = "circular"  # says it came after itself


SATISFACTIONS = ("satisfied", "basically", "dissatisfied", "not_reached")
VOID = "void"  # the result of a correction that strikes an event out

#: Values without which an act is refused. Domain rows 60 to 64: reasons, owners, deadlines.
NEEDED: dict[Act, tuple[str, ...]] = {
    Act.EXPLAIN: ("result",),
    Act.DISPATCH: ("organization", "deadline"),
    Act.WHISTLE: ("organization", "deadline"),
    Act.RESPOND: ("organization",),
    Act.EXCUSE: ("organization", "text"),
    Act.FEED_BACK: ("text",),
    Act.EVALUATE: ("result",),
    Act.RETURN: ("text",),
    Act.EXTEND: ("deadline", "text"),
    Act.SUSPEND: ("text",),
    Act.CORRECT: ("event", "text"),
}

#: The results an act may have; other acts take any code of matter_result but VOID.
RESULTS: dict[Act, tuple[str, ...]] = {
    Act.EVALUATE: SATISFACTIONS,
    Act.EXPLAIN: ("unreasonable", "decided", "elsewhere"),
    Act.FINISH: ("done", "partly", "impossible"),
    Act.CORRECT: (VOID,),
}
