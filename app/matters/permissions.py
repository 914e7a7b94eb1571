"""Who may do what: the acts of a standing that this level and this role may take."""

from __future__ import annotations

from app.matters.acts import Act, Holder
from app.matters.standings import Part, Standing
from app.rights import has

LEVELS = ("village", "township", "county")
_RANK = {level: rank for rank, level in enumerate(LEVELS)}
_HOLDER_RANK = {Holder.TOWNSHIP: 1, Holder.COUNTY: 2}

#: What the reviewer (书记) decides, not the one who types (design 5: roles).
REVIEWED = frozenset({Act.CONFIRM, Act.SUSPEND, Act.CLOSE})


def is_turn_of(standing: Standing, level: str, on_paper: bool = False) -> bool:
    """Whether an office of that level holds the matter now.

    `on_paper`: the offices above have no program of their own, so this office writes down
    what they answered on paper.
    """
    if standing.holder is Holder.ORIGIN:
        return True
    if standing.holder is Holder.UPPER:
        return level != "village"
    needed = _HOLDER_RANK[standing.holder]
    return _RANK[level] == needed or (on_paper and _RANK[level] < needed)


def fits_level(standing: Standing, act: Act, level: str, on_paper: bool = False) -> bool:
    """Whether the act is one for an office of that level, given whose turn it is."""
    if act is Act.CORRECT:
        return True
    if not is_turn_of(standing, level, on_paper):
        return False
    if standing.holder is Holder.ORIGIN:
        if act is Act.CONFIRM:
            return level != "village"
        if act is Act.ESCALATE:
            return level == "village"
    return not (act is Act.ESCALATE and level == "county")


def fits_role(act: Act, role: str) -> bool:
    """Whether an operator of that role may take the act."""
    return act not in REVIEWED or has(role, "matter.close")


def may_strike_out(role: str) -> bool:
    """Whether an operator of that role may strike an event out; a note of correction anyone may write."""
    return has(role, "matter.close")


def allowed(
    standing: Standing, level: str, role: str, *, on_paper: bool = False, part: Part | None = None
) -> tuple[Act, ...]:
    """The acts that may be offered now, in the order of Act; with `part`, those on that part.

    level: village, township, county; role: entry, review, admin. Exactly these acts are
    accepted by `recording.act`, and no others.
    """
    possible = standing.acts if part is None else part.acts
    return tuple(
        act for act in possible if fits_level(standing, act, level, on_paper) and fits_role(act, role)
    )
