"""Where two texts part: what they share at both ends, and what stands between."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_SHARED = 2  # characters; less in common says nothing to a reader


@dataclass(frozen=True)
class Difference:
    """`head` and `tail` stand in both; `one` and `other` only in the first and the second."""

    head: str
    one: str
    other: str
    tail: str


def difference(one: str, other: str) -> Difference:
    """The shortest stretch in which they differ; hardly anything in common counts as nothing."""
    shortest = min(len(one), len(other))
    head = 0
    while head < shortest and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < shortest - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    if head + tail < LEAST_SHARED:
        head = tail = 0
    return Difference(
        one[:head], one[head : len(one) - tail], other[head : len(other) - tail], one[len(one) - tail :]
    )
