"""Matters: a problem's whole way from a doorstep to 销号, read from append-only events."""

from __future__ import annotations

from app.matters.acts import NEEDED, RESULTS, Act, Holder, PartState, State, Why
from app.matters.events import Event, event_of
from app.matters.lists import Line, ThreeLists, sort_into_lists, three_lists
from app.matters.permissions import allowed, may_strike_out
from app.matters.recording import (
    MatterProblem,
    act,
    events_of,
    possible,
    state_of,
    states,
    voidable,
    whistle,
)
from app.matters.standings import Dispute, Part, Standing, standing
from app.matters.themes import merge, sources, unmerge

__all__ = [
    "NEEDED",
    "RESULTS",
    "Act",
    "Dispute",
    "Event",
    "Holder",
    "Line",
    "MatterProblem",
    "Part",
    "PartState",
    "Standing",
    "State",
    "ThreeLists",
    "Why",
    "act",
    "allowed",
    "event_of",
    "events_of",
    "may_strike_out",
    "merge",
    "possible",
    "sort_into_lists",
    "sources",
    "standing",
    "state_of",
    "states",
    "three_lists",
    "unmerge",
    "voidable",
    "whistle",
]
