"""Matters that may be one theme: suggested by what their texts share, decided by a person (row 82)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app import records
from app.desk import Desk
from app.matters.stored import renew
from app.matters.themes import merge
from db import alike_queries, standing_queries, theme_queries
from db.alike_queries import words_of
from db.standing_queries import Asked, Term

ALIKE = 0.3  # from this share on one matter is told to be like another
SUGGESTED = 0.2  # from this share on two texts are suggested as one theme, for a person to judge
_MOST_CANDIDATES = 1500
MOST_COMPARED = 3000  # matters looked through at once
APART = "themes.apart"  # setting: groups of matters that are not one thing
MOST_APART = 2000
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


def scope(
    desk: Desk, village: str = "", category: str = "", most: int = MOST_COMPARED
) -> tuple[list[str], int]:
    """The matters among which themes are looked for, newest first, at most `most`; and how many there are.

    Still being worked on and in no theme yet, over all offices here or of one village, of one category.
    """
    renew(desk)
    narrowed = [Term("village", "=", village)] * bool(village) + [Term("category", "=", category)] * bool(
        category
    )
    asked = Asked(
        (Term("phase", "=", "working"), Term("theme", "empty"), *narrowed), "-opened", open_only=True
    )
    database = desk.store.database
    found = standing_queries.page(database, asked, most)
    total = len(found) if len(found) < most else standing_queries.count(database, asked)
    return [each.id for each in found], total


def suggestions(
    desk: Desk,
    ids: Sequence[str],
    least: float = SUGGESTED,
    progress: Callable[[int, int], object] | None = None,
    stop: Callable[[], bool] | None = None,
) -> list[Suggestion]:
    """Groups among these matters that may be one theme each, the largest first.

    What is merged already is not offered again, nor what a person told apart. A theme may lead a group,
    its sources stay as they are; it never stands under another. `progress` hears (done, all); raise in it
    to stop. Where `stop` answers True, what was found until then is given.
    """
    said = alike_queries.texts(desk.store.database, ids)
    words = {key: words_of(*pair) for key, pair in said.items()}
    weights = alike_queries.weights(desk.store.database, {word for each in words.values() for word in each})
    merged, themes = _merged(desk, words), set(theme_queries.of_these(desk.store.database, list(words)))
    grouping = _Grouping(words, weights, least, told_apart(desk))
    ordered = [key for key in words if key in themes] + [key for key in words if key not in themes]
    for done, key in enumerate(ordered, 1):
        if progress is not None and done % 200 == 0:
            progress(done, len(words))
        if stop is not None and stop():
            break
        if key not in merged:
            grouping.place(key, leads=key in themes)
    return grouping.found()


class _Grouping:
    """The groups while one text after the other is put into the one it resembles most, or leads its own."""

    def __init__(
        self,
        words: Mapping[str, frozenset[str]],
        weights: Mapping[str, float],
        least: float,
        apart: Mapping[str, set[str]],
    ) -> None:
        self._words, self._weights, self._least, self._apart = words, weights, least, apart
        self._used = Counter(word for each in words.values() for word in each)
        self._leaders: dict[str, list[str]] = defaultdict(list)  # rare word → leaders that have it
        self._groups: dict[str, list[Alike]] = {}

    def place(self, key: str, leads: bool) -> None:
        """Put a matter where it belongs; `leads`: it is a theme already."""
        own, weights = self._words[key], self._weights
        shared = [word for word in own if self._used[word] > 1]  # the others lead to nobody
        rarest = sorted(shared, key=lambda word: (-weights.get(word, 0.0), word))[: _KEYS * 2]
        if not leads:
            near = {leader for word in rarest for leader in self._leaders.get(word, ())}
            near -= self._apart.get(key, set())
            shares = ((share(own, self._words[each], weights), each) for each in sorted(near))
            best = max(shares, default=(0.0, ""))
            if best[0] >= self._least:
                self._groups[best[1]].append(Alike(key, best[0]))
                return
        self._groups[key] = []
        for word in rarest:
            self._leaders[word].append(key)

    def found(self) -> list[Suggestion]:
        """The groups of more than one, the largest first, in each the most alike first."""
        made = (
            Suggestion(theme, tuple(sorted(others, key=lambda each: (-each.share, each.id))))
            for theme, others in self._groups.items()
            if others
        )
        return sorted(made, key=lambda each: (-len(each.others), each.theme))


def _merged(desk: Desk, ids: Iterable[str]) -> set[str]:
    """Those of these matters that belong to a theme already."""
    return {key for key, matter in records.by_ids(desk, "matter", ids).items() if matter["theme"]}


def tell_apart(desk: Desk, ids: Sequence[str]) -> None:
    """Remember that these matters are not one thing, so that none is offered with another again.

    Kept on this computer, of the last MOST_APART times; it is a person's judgement here, not a fact.
    """
    kept = [*desk.settings.get(APART, []), sorted(set(ids))]
    desk.settings.set(APART, kept[-MOST_APART:])


def told_apart(desk: Desk) -> dict[str, set[str]]:
    """Matter → those of which somebody said here that they are something else."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in desk.settings.get(APART, []):
        for each in group:
            found[each] |= set(group) - {each}
    return found


def forget_apart(desk: Desk) -> int:
    """Offer everything again; how many judgements were forgotten."""
    count = len(desk.settings.get(APART, []))
    desk.settings.set(APART, [])
    return count


def accept(desk: Desk, suggestion: Suggestion, chosen: Sequence[str] | None = None) -> None:
    """Merge what a person chose of a suggestion (everything when None) into its theme: one intention.

    Raises MatterProblem as `merge` does.
    """
    offered = [each.id for each in suggestion.others]
    merge(desk, [each for each in offered if chosen is None or each in chosen], suggestion.theme)
