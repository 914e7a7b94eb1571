"""Matters that may be one theme: suggested by what their texts share, decided by a person (row 82)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app import records
from app.desk import Desk
from app.matters.themes import merge
from db import alike_queries
from db.alike_queries import words_of

ALIKE = 0.3  # from this share on two texts are suggested as one theme
_MOST_CANDIDATES = 1500
_KEYS = 6  # so many of a text's rarest words lead to what it is compared with


@dataclass(frozen=True)
class Alike:
    """A matter that resembles another; `share`: 0 to 1, 1 for the same words."""

    id: str
    share: float


@dataclass(frozen=True)
class Suggestion:
    """Matters that may be one theme: the one collected first, and what resembles it, most alike first."""

    theme: str
    others: tuple[Alike, ...]


def share(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """How much of what two texts say they share, rare words counting more; the same either way round."""
    both = sum(weights.get(word, 0.0) for word in one & other)
    all_in_all = sum(weights.get(word, 0.0) for word in one) + sum(weights.get(word, 0.0) for word in other)
    return 2 * both / all_in_all if all_in_all else 0.0


def like(desk: Desk, matter_id: str, most: int = 20, least: float = ALIKE) -> list[Alike]:
    """The matters most like this one, over all villages here: for a theme, and for duplicates on a desk."""
    database = desk.store.database
    own = alike_queries.texts(database, [matter_id])
    if matter_id not in own:
        return []
    words = words_of(*own[matter_id])
    found = alike_queries.candidates(database, words, _MOST_CANDIDATES)
    others = {key: words_of(*pair) for key, pair in alike_queries.texts(database, found).items()}
    others.pop(matter_id, None)
    weights = alike_queries.weights(database, {*words, *(word for each in others.values() for word in each)})
    shares = (Alike(key, share(words, each, weights)) for key, each in others.items())
    ranked = sorted((each for each in shares if each.share >= least), key=lambda each: (-each.share, each.id))
    return ranked[:most]


def suggestions(
    desk: Desk,
    ids: Sequence[str],
    least: float = ALIKE,
    progress: Callable[[int, int], object] | None = None,
) -> list[Suggestion]:
    """Groups among these matters that may be one theme each, the largest first.

    What is merged already is not offered again. A theme may lead a group, its sources stay as they are.
    `progress` hears (done, all); raise in it to stop.
    """
    said = alike_queries.texts(desk.store.database, ids)
    words = {key: words_of(*pair) for key, pair in said.items()}
    weights = alike_queries.weights(desk.store.database, {word for each in words.values() for word in each})
    merged = _merged(desk, words)
    leaders: dict[str, list[str]] = defaultdict(list)  # rare word → leaders that have it
    groups: dict[str, list[Alike]] = {}
    for done, (key, own) in enumerate(words.items(), 1):
        if progress is not None and done % 200 == 0:
            progress(done, len(words))
        if key in merged:
            continue
        rarest = sorted(own, key=lambda word: (-weights.get(word, 0.0), word))[: _KEYS * 2]
        near = {leader for word in rarest for leader in leaders.get(word, ())}
        best = max(((share(own, words[each], weights), each) for each in sorted(near)), default=(0.0, ""))
        if best[0] >= least:
            groups[best[1]].append(Alike(key, best[0]))
            continue
        groups[key] = []
        for word in rarest:
            leaders[word].append(key)
    found = (
        Suggestion(theme, tuple(sorted(others, key=lambda each: (-each.share, each.id))))
        for theme, others in groups.items()
        if others
    )
    return sorted(found, key=lambda each: (-len(each.others), each.theme))


def _merged(desk: Desk, ids: Iterable[str]) -> set[str]:
    """Those of these matters that belong to a theme already."""
    return {key for key, matter in records.by_ids(desk, "matter", ids).items() if matter["theme"]}


def accept(desk: Desk, suggestion: Suggestion, chosen: Sequence[str] | None = None) -> None:
    """Merge what a person chose of a suggestion (everything when None) into its theme: one intention.

    Raises MatterProblem as `merge` does.
    """
    offered = [each.id for each in suggestion.others]
    merge(desk, [each for each in offered if chosen is None or each in chosen], suggestion.theme)
