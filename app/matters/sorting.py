"""How a matter was sorted (domain row 60), read from its standing: who takes it, or why it was explained."""

from __future__ import annotations

from enum import StrEnum

from app.matters.acts import Act, Holder
from app.matters.events import Event
from app.matters.standings import Standing, standing

_SENT_BACK = frozenset({Act.ANALYSE, Act.HANDLE, Act.ESCALATE, Act.RETURN, Act.FINISH, Act.DISPATCH})


class Sorting(StrEnum):
    """What the analysis came to."""

    DIRECT = "direct"  # 直办快结
    VILLAGE = "village"  # 村能办
    OWN = "own"  # a township or county does what it collected and confirmed itself
    WHISTLE = "whistle"  # 本级吹哨
    ESCALATED = "escalated"  # 职责外, 上报
    EXPLAINED = "explained"  # 诉求不合理, 已有明确意见
    ELSEWHERE = "elsewhere"  # 转其他渠道


_BY_ACT = {
    Act.DIRECT: Sorting.DIRECT,
    Act.HANDLE: Sorting.VILLAGE,
    Act.WHISTLE: Sorting.WHISTLE,
    Act.ESCALATE: Sorting.ESCALATED,
    Act.EXPLAIN: Sorting.EXPLAINED,
}


def explanation(current: Standing) -> Event | None:
    """The step by which the matter was explained, if nothing was done about it since."""
    found: Event | None = None
    for event in current.taken:
        if event.act == Act.EXPLAIN:
            found = event
        elif event.act in _SENT_BACK or (event.act == Act.EVALUATE and event.result == "dissatisfied"):
            found = None
    return found


def sorting(current: Standing) -> Sorting | None:
    """What the last sorting came to; None before any. What departments did afterwards sorts nothing."""
    taken = current.taken
    for position in range(len(taken) - 1, -1, -1):
        event = taken[position]
        if event.act not in _BY_ACT or (event.whistle and event.act != Act.WHISTLE):
            continue
        found = _BY_ACT[Act(event.act)]
        if found is Sorting.EXPLAINED:
            return Sorting.ELSEWHERE if event.result == "elsewhere" else found
        holder = standing(taken[:position]).holder
        if found is Sorting.ESCALATED or holder is Holder.ORIGIN:
            return found
        if holder is Holder.UPPER:
            return Sorting.OWN if found is Sorting.VILLAGE else found
    return None
