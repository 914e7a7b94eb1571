"""Where two texts part: what they share, and what each writes between."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

LEAST_SHARED = 2  # characters; less in common says nothing to a reader
SHORT = 24  # numbers, names, dates: one stretch is clearer than the digits they happen to share
LONGEST = 4000  # beyond this only the ends are compared


@dataclass(frozen=True)
class Stretch:
    """What stands in both, and after it what the first and the second write each."""

    same: str
    one: str
    other: str


def difference(one: str, other: str) -> list[Stretch]:
    """The texts as stretches; the last one may have nothing different. Hardly anything in common: one
    stretch of all.
    """
    if max(len(one), len(other)) > SHORT and max(len(one), len(other)) <= LONGEST:
        found = _stretches(one, other)
    else:
        found = _ends(one, other)
    return found if sum(len(each.same) for each in found) >= LEAST_SHARED else [Stretch("", one, other)]


def _ends(one: str, other: str) -> list[Stretch]:
    shortest = min(len(one), len(other))
    head = 0
    while head < shortest and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shortest - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    parted = Stretch(one[:head], one[head : len(one) - tail], other[head : len(other) - tail])
    return [parted, Stretch(one[len(one) - tail :], "", "")] if tail else [parted]


def _stretches(one: str, other: str) -> list[Stretch]:
    found, at, beside = [], 0, 0
    same = ""
    for match in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        is_last = match.a == len(one) and match.b == len(other)
        if match.size < LEAST_SHARED and not is_last:
            continue
        if one[at : match.a] or other[beside : match.b]:
            found.append(Stretch(same, one[at : match.a], other[beside : match.b]))
            same = ""
        same += one[match.a : match.a + match.size]
        at, beside = match.a + match.size, match.b + match.size
    return [*found, Stretch(same, "", "")] if same else found
