"""The search indexes: which keys find a person, which words find a text, and their triggers.

FTS5 splits at white space only for what these functions hand it; the functions run inside the
triggers, so that whatever writes a row keeps the index right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from db.kinds import KINDS
from db.schema import quoted

# Private-use marks keep the kinds of key apart: no name or pinyin begins with them.
ENDING = "\ue000"  # followed by the last digits, reversed
BEYOND = "\ue001"  # followed by the code point of a character outside the BMP, in hex
PLACE = "\ue002"  # followed by group and house number, as in 3-12

_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_GROUP = re.compile(r"第?([一二三四五六七八九十百\d]+)(?:村民)?小?(?:组|社|队|屯|网格)")
_PLACE = re.compile(_GROUP.pattern + r"-?(\d*)号?$|^(\d+)-(\d+)$")
_WORDS = re.compile(r"[0-9a-z]+|[^\x00-\x7f\s\u3000-\u303f\uff00-\uffef\u2000-\u206f\u00b7]+")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _spelled(text: str) -> str:
    """Characters beyond the BMP by number: FTS5's tokenizer does not know them all as letters."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return "".join(c if c <= "\uffff" else f"{BEYOND}{ord(c):x}{BEYOND}" for c in text)


def chinese_number(text: str) -> str:
    """三 → 3, 十二 → 12, 二十 → 20; digits stay as they are."""
    if text.isascii():
        return text.lstrip("0") or "0"
    if "十" not in text:
        return "".join(str(_NUMERALS.get(c, c)) for c in text)
    tens, _, units = text.partition("十")
    return str(_NUMERALS.get(tens, 1) * 10 + _NUMERALS.get(units, 0))


def _endings_of(text: str) -> Iterator[str]:
    letters = [part for part in re.split(r"[\s·•.]+", _plain(text)) if part]
    whole = "".join(letters)
    for start in range(min(len(whole), 12)):
        yield _spelled(whole[start:])


def _digits_keys(number: str | None) -> Iterator[str]:
    kept = "".join(c for c in _plain(number or "") if c.isalnum())
    if kept:
        yield kept
        yield ENDING + kept[::-1][:8]


def person_keys(name: str | None, pinyin: str | None, id_number: str | None, phone: str | None) -> str:
    """The keys that find a person: every ending of the name and of its pinyin, number endings."""
    keys: list[str] = list(_endings_of(name or ""))
    syllables = (pinyin or "").lower().split()
    for start in range(min(len(syllables), 8)):
        keys.append("".join(syllables[start:]))
        keys.append("".join(each[0] for each in syllables[start:]))
    keys.extend(_digits_keys(id_number))
    keys.extend(_digits_keys(phone))
    return " ".join(dict.fromkeys(keys))


def place_key(group: str | None, number: str | None) -> str:
    """三组 + 12 → a key that "三组12" and "3-12" find; empty without a numbered group."""
    found = _GROUP.search(_plain(group or ""))
    if not found:
        return ""
    house = "".join(c for c in _plain(number or "") if c.isdigit())
    return f"{PLACE}{chinese_number(found.group(1))}\ue003{house.lstrip('0')}"


def household_keys(
    head: str | None, number: str | None, group: str | None, phone: str | None, address: str | None
) -> str:
    """The keys that find a household: its head's name, number, group with number, phone."""
    keys = list(_endings_of(head or ""))
    keys.extend(_digits_keys(number))
    keys.extend(_digits_keys(phone))
    keys.append(place_key(group, number))
    if group:
        keys.append(_spelled("".join(_plain(group).split())))
    keys.extend(_spelled(run) for run in _WORDS.findall(_plain(address or "")))
    return " ".join(dict.fromkeys(key for key in keys if key))


def key_query(text: str) -> str:
    """What to MATCH for what a person typed; empty when nothing can be searched."""
    typed = "".join(_plain(text).replace("·", "").split())
    place = _PLACE.match(typed)
    if place:
        group, house = place.group(1) or place.group(3), place.group(2) or place.group(4) or ""
        return f'"{PLACE}{chinese_number(group)}\ue003{house.lstrip("0")}" *'
    kept = "".join(c for c in typed if c.isalnum() or c > "\uffff")
    if not kept:
        return ""
    queries = [f'"{_spelled(kept)}" *']
    if len(kept) >= 3 and kept[:-1].isdigit():
        queries.append(f'"{ENDING}{kept[::-1][:8]}" *')
    return " OR ".join(queries)


def text_words(*texts: str | None) -> str:
    """Overlapping pairs of characters of each Chinese run, whole words of the rest."""
    words: list[str] = []
    for text in texts:
        if not text:
            continue
        for run in _WORDS.findall(_plain(text)):
            if run.isascii() or len(run) == 1:
                words.append(_spelled(run))
            elif max(run) <= "\uffff":
                words.extend(map("".join, zip(run, run[1:], strict=False)))
                words.append(run[-1])
            else:
                words.extend(_spelled(run[at : at + 2]) for at in range(len(run)))
    return " ".join(words)


def text_query(text: str) -> str:
    """What to MATCH for a free-text search: every run as a phrase, all of them required."""
    phrases = []
    for run in _WORDS.findall(_plain(text)):
        if run.isascii() or len(run) == 1:
            phrases.append(f'"{_spelled(run)}" *')
        else:
            pairs = (_spelled(run[at : at + 2]) for at in range(len(run) - 1))
            phrases.append(f'"{" ".join(pairs)}"')
    return " AND ".join(phrases)


_COUNTED = re.compile(r"[一二三四五六七八九十]+|\d+")


@lru_cache(maxsize=4096)
def counted(text: str | None) -> str:
    """A text to sort by in which every number counts: 二组 before 十组, 12-3 before 12-10."""
    return _COUNTED.sub(lambda found: chinese_number(found.group()).zfill(6), _plain(text or ""))


FUNCTIONS: dict[str, tuple[int, Any]] = {
    "lx_person_keys": (4, person_keys),
    "lx_household_keys": (5, household_keys),
    "lx_words": (-1, text_words),
    "lx_counted": (1, counted),
}


def _indexes() -> Iterator[tuple[str, str, str, str, tuple[str, ...]]]:
    """(kind, index table, its column, the function, the columns it reads)."""
    yield "person", "find_person", "keys", "lx_person_keys", ("name", "pinyin", "id_number", "phone")
    yield (
        "household", "find_household", "keys", "lx_household_keys",
        ("head", "number", "group", "phone", "address"),
    )
    for kind in KINDS.values():
        if kind.searched:
            yield kind.name, f"text_{kind.name}", "words", "lx_words", kind.searched


def triggers() -> Iterator[str]:
    """The triggers that keep every search index in step with its table."""
    for kind, index, column, function, read in _indexes():
        arguments = ", ".join(f"NEW.{quoted(name)}" for name in read)
        changed = " OR ".join(f"OLD.{quoted(n)} IS NOT NEW.{quoted(n)}" for n in read)
        columns = ", ".join(quoted(name) for name in read)
        fill = f"INSERT INTO {index} (rowid, {column}) VALUES (NEW.row, {function}({arguments}))"
        yield f"CREATE TRIGGER {index}_insert AFTER INSERT ON {quoted(kind)} BEGIN {fill}; END"
        yield (
            f"CREATE TRIGGER {index}_update AFTER UPDATE OF {columns} ON {quoted(kind)} "
            f"WHEN {changed} BEGIN DELETE FROM {index} WHERE rowid = OLD.row; {fill}; END"
        )


def refill_statements() -> Iterator[str]:
    """Statements that rebuild every index from its table, after a change of the key functions."""
    for kind, index, column, function, read in _indexes():
        arguments = ", ".join(quoted(name) for name in read)
        yield f"DELETE FROM {index}"
        yield f"INSERT INTO {index} (rowid, {column}) SELECT row, {function}({arguments}) FROM {quoted(kind)}"
