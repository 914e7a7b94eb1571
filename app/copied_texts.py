"""Texts that say nearly the same: of pairs of characters, symmetric, and only where they say enough."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from db.alike_queries import words_of

LEAST_LETTERS = 20  # a shorter text is alike by chance: 一切都好，没有困难
ALMOST = 0.8  # from this share on two texts are told as nearly the same
Key = TypeVar("Key", str, tuple[str, str])
_LETTERS = re.compile(r"[^\W\d_]+")


def letters(text: str | None, phrases: Iterable[str] = ()) -> str:
    """What a text says: letters alone, without numbers, marks and the phrases that the program offers."""
    said = _plain(text or "")
    for phrase in sorted(map(_plain, phrases), key=len, reverse=True):
        if phrase:
            said = said.replace(phrase, "")
    return said


def _plain(text: str) -> str:
    return "".join(_LETTERS.findall(unicodedata.normalize("NFKC", text).casefold()))


def is_telling(said: str) -> bool:
    """Whether `letters` of a text are so many that the same ones elsewhere are no chance."""
    return len(said) >= LEAST_LETTERS


def likeness(one: str, other: str) -> float:
    """0 to 1: how much of two texts' `letters` is the same; 1 for the same letters."""
    if not (is_telling(one) and is_telling(other)):
        return 0.0
    if one == other:
        return 1.0
    return _shared(words_of(one), words_of(other))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """As app.matters.alike.share where every word counts the same: it must not depend on other texts."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def copies(said: Mapping[Key, str]) -> set[tuple[Key, Key]]:
    """The pairs of keys (the smaller first) whose texts are nearly the same.

    `said`: key → its `letters`. Of texts of the very same letters each is paired with the first of them
    alone, so that a hundred copies make a hundred pairs and not five thousand.
    """
    groups: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(said):
        if is_telling(said[key]):
            groups[said[key]].append(key)
    pairs = {(keys[0], other) for keys in groups.values() for other in keys[1:]}
    words = {keys[0]: words_of(text) for text, keys in groups.items()}
    pairs.update(pair for pair in _candidates(words) if _shared(words[pair[0]], words[pair[1]]) >= ALMOST)
    return pairs


def _candidates(words: Mapping[Key, frozenset[str]]) -> set[tuple[Key, Key]]:
    """Every pair that can reach ALMOST: two such texts share one of their rarest words.

    Prefix filtering (Bayardo, Ma, Srikant, WWW 2007): a text that shares less than `needed` of its words
    with another cannot be so alike, so all but needed-1 of them, the rarest first, must meet.
    """
    counted = Counter(word for each in words.values() for word in each)
    holders: dict[str, list[Key]] = defaultdict(list)
    found: set[tuple[Key, Key]] = set()
    for key, own in words.items():
        rarest = sorted(own, key=lambda word: (counted[word], word))
        needed = math.ceil(ALMOST / (2 - ALMOST) * len(own) - 1e-9)
        for word in rarest[: len(own) - needed + 1]:
            found.update((other, key) if other < key else (key, other) for other in holders[word])
            holders[word].append(key)
    return found
