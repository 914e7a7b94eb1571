"""Finding the header of a sheet under its title rows, also when it is merged over two or three rows."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.spreadsheets.reading import Cell, Merge
from app.spreadsheets.targets import IGNORED, meaning, normal_heading
from app.spreadsheets.text import LABELS

LOOKED_AT = 30  # rows in which a header is looked for
MAXIMUM_HEIGHT = 3
_LONG_DIGITS = re.compile(r"[0-9０-９]{5,}")


@dataclass(frozen=True)
class Header:
    """Where the header is (rows from 1, both included; 0, 0: the sheet has none) and what it says."""

    first: int
    last: int
    headings: tuple[str, ...]  # one per column, all different
    titles: frozenset[str] = frozenset()  # texts of the rows above, which pages may repeat
    words: frozenset[str] = frozenset()  # every text in the header, which pages may repeat too

    @property
    def found(self) -> bool:
        """Whether the sheet has a header."""
        return self.last > 0


def find_header(
    kind: str,
    top: Sequence[Sequence[Cell]],
    merges: Sequence[Merge],
    width: int,
    rows: tuple[int, int] = (0, 0),
) -> Header:
    """The header among the first rows of a sheet; `rows` is where the clerk says it is.

    The block of one to three rows wins whose combined headings name the most fields of `kind`.
    """
    filled = _filled(top, merges, width)
    if rows != (0, 0):
        return _header(kind, filled, rows[0] - 1, min(rows[1], len(filled)), width)
    # A narrow list may have one known heading; in a wide sheet one is chance.
    best_score, best = 0.8 if width <= 3 else 1.5, (0, 0)
    for first in range(len(filled)):
        for last in range(first + 1, min(first + MAXIMUM_HEIGHT, len(filled)) + 1):
            if not _cuts_a_merge(first, last, merges):
                score = _score(kind, filled[first:last], width)
                if score > best_score:
                    best_score, best = score, (first, last)
    return _header(kind, filled, *best, width)


def combined(kind: str, block: Sequence[Sequence[str]], column: int) -> str:
    """One column's heading from its rows: the longest lower part that names a field, else all parts."""
    parts: list[str] = []
    for row in block:
        if row[column] and row[column] not in parts[-1:]:
            parts.append(row[column])
    for start in range(len(parts)):
        if meaning(kind, joined := "".join(parts[start:])):
            return joined
    if len(parts) > 1 and meaning(kind, parts[0]):
        return parts[0] if _is_unit(parts[-1]) else "".join(parts)
    return "".join(parts)


def _is_unit(text: str) -> bool:
    return len(text) <= 4 and text[:1] in "(（"


def _filled(top: Sequence[Sequence[Cell]], merges: Sequence[Merge], width: int) -> list[list[str]]:
    """The first rows as texts, each merged range filled with its text, so that every column has its path."""
    texts = [[_text(cell) for cell in row] + [""] * (width - len(row)) for row in top[:LOOKED_AT]]
    for first, left, last, right in merges:
        if first >= len(texts) or left >= width:
            continue
        text = texts[first][left]
        for row in texts[first : last + 1]:
            for column in range(left, min(right + 1, width)):
                row[column] = row[column] or text
    return texts


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return "".join(cell.split())
    if isinstance(cell, (float, int, datetime.date, datetime.time, datetime.timedelta)) and cell != "":
        return f"\0{cell}"  # never a heading
    return ""


def _cuts_a_merge(first: int, last: int, merges: Sequence[Merge]) -> bool:
    return any(top < last <= bottom or top < first <= bottom for top, _, bottom, _ in merges)


def _score(kind: str, block: Sequence[Sequence[str]], width: int) -> float:
    block = _spread(block)
    meant: set[str] = set()
    score = 0.0
    for column in range(width):
        if any(_is_content(row[column]) for row in block):
            score -= 2
            continue
        heading = combined(kind, block, column)
        target = meaning(kind, heading)
        if target and target not in meant:
            score += 0.5 if target == IGNORED else 1
            meant.add(target)
        elif not target and heading:
            # A name under a known heading is the first row of people, not a heading.
            score -= 1 if any(meaning(kind, row[column]) for row in block[:-1]) else 0.1
    return score - 0.3 * (len(block) - 1) - 2 * sum(_is_title(row) for row in block)


def _is_title(row: Sequence[str]) -> bool:
    """One text over the whole width says what the sheet is, not what a column is."""
    texts = {each for each in row if each}
    return len(texts) <= 1 and (sum(map(bool, row)) > 2 or len(texts) == 0 or len(min(texts)) > 6)


def _is_content(text: str) -> bool:
    return text.startswith("\0") or bool(_LONG_DIGITS.search(text))


def _spread(block: Sequence[Sequence[str]]) -> list[list[str]]:
    """Formats that do not tell merges leave blanks to the right of a group's text: fill them."""
    rows = [list(row) for row in block]
    for upper, lower in itertools.pairwise(rows):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column] and upper[column - 1] and lower[column - 1]:
                upper[column] = upper[column - 1]
    return rows


def _header(kind: str, filled: Sequence[Sequence[str]], first: int, last: int, width: int) -> Header:
    block = _spread(filled[first:last])
    headings: list[str] = []
    for column in range(width):
        heading = combined(kind, block, column).replace("\0", "") if block else ""
        headings.append(heading or LABELS["column"].format(number=column + 1))
    titles = {text for row in filled[:first] for text in row if text and not text.startswith("\0")}
    if not block:
        return Header(0, 0, tuple(headings))
    words = frozenset(normal_heading(text) for row in block for text in row if text)
    above = frozenset(map(normal_heading, titles))
    return Header(first + 1, last, tuple(_distinct(headings)), above, words)


def _distinct(headings: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    named = []
    for heading in headings:
        key = normal_heading(heading, keep_parentheses=True)
        seen[key] = seen.get(key, 0) + 1
        named.append(heading if seen[key] == 1 else f"{heading}#{seen[key]}")
    return named
