"""The search indexes: which keys find a person, which words find a text, and their triggers.

FTS5 splits at white space only for what these functions hand it; the functions run inside the
triggers, so that whatever writes a row keeps the index right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise
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
# What FTS5 keeps of a text, so that what is typed and what is stored lose the same characters:
# letters and numbers, marks of the scripts in use (Latin, Arabic, Tibetan), private use, beyond the BMP.
_LETTERS = r"[^\W\x00-\x7f]+"
_MARKS = (
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f8d-\u0fbc\ue004-\uf8ff\U00010000-\U0010ffff]+"
)
_WORDS = re.compile(f"[0-9a-z]+|(?:{_LETTERS}|{_MARKS})+")
_LONGEST_NAME = 50
_MOST_WORDS = 32  # of a query; a pasted page would overflow FTS5's parser


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _joined(text: str) -> str:
    """The letters and digits of a name or of what was typed for one, without what stands between."""
    return "".join(_WORDS.findall(_plain(text)))


def _spelled(text: str) -> str:
    """Characters beyond the BMP by number: FTS5's tokenizer does not know them all as letters."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return "".join(c if c <= "\uffff" else f"{BEYOND}{ord(c):x}{BEYOND}" for c in text)


def chinese_number(text: str) -> str:
    """三 → 3, 十二 → 12, 二十 → 20; digits stay as they are."""
    if text.isascii():
        return text.lstrip("0") or "0"
    if not set(text) & set("十百"):
        return "".join(str(_NUMERALS.get(c, c)) for c in text)
    hundreds, _, rest = text.rpartition("百")
    tens, _, units = rest.rpartition("十")
    value = _NUMERALS.get(hundreds, 1) * 100 if "百" in text else 0
    value += _NUMERALS.get(tens, 1) * 10 if "十" in rest else 0
    return str(value + _NUMERALS.get(units, 0))


def _endings_of(text: str) -> Iterator[str]:
    whole = _joined(text)[:_LONGEST_NAME]
    for start in range(len(whole)):
        yield _spelled(whole[start:])


def _digits_keys(number: str | None) -> Iterator[str]:
    kept = _joined(number or "")
    if kept:
        yield _spelled(kept)
        yield ENDING + _spelled(kept[::-1][:8])


def person_keys(name: str | None, pinyin: str | None, id_number: str | None, phone: str | None) -> str:
    """The keys that find a person: every ending of the name and of its pinyin, number endings."""
    keys: list[str] = list(_endings_of(name or ""))
    syllables = [each for each in map(_joined, (pinyin or "").split()) if each]
    for start in range(min(len(syllables), _LONGEST_NAME)):
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
    place = _PLACE.match("".join(_plain(text).split()))
    if place:
        group, house = place.group(1) or place.group(3), place.group(2) or place.group(4) or ""
        return f'"{PLACE}{chinese_number(group)}\ue003{house.lstrip("0")}" *'
    kept = _joined(text)[:_LONGEST_NAME]
    if not kept:
        return ""
    queries = [f'"{_spelled(kept)}" *']
    if 3 <= len(kept) <= 8 and kept[:-1].isdigit():
        queries.append(f'"{ENDING}{_spelled(kept[::-1])}" *')
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
                words.extend(map("".join, pairwise(run)))
                words.append(run[-1])
            else:
                words.extend(_spelled(run[at : at + 2]) for at in range(len(run)))
    return " ".join(words)


def _single(run: str) -> bool:
    """Whether a run is one character that no alphabet spells words with: it stands in too many texts."""
    return len(run) == 1 and not run.isascii()


def text_query(text: str) -> str:
    """What to MATCH for a free-text search: every run as a phrase, all of them required.

    Characters that stand alone are asked of the index only where nothing else was typed: see `beside`.
    """
    runs = _WORDS.findall(_plain(text))[:_MOST_WORDS]
    phrases = []
    for run in [each for each in runs if not _single(each)] or runs:
        if run.isascii() or len(run) == 1:
            phrases.append(f'"{_spelled(run)}" *')
        else:
            pairs = (_spelled(run[at : at + 2]) for at in range(len(run) - 1))
            phrases.append(f'"{" ".join(pairs)}"')
    return " AND ".join(phrases)


def beside(text: str) -> list[str]:
    """The characters that `text_query` left out: what it finds must hold them too (lx_holds)."""
    runs = _WORDS.findall(_plain(text))[:_MOST_WORDS]
    alone = [run for run in runs if _single(run)]
    return list(dict.fromkeys(alone)) if len(alone) < len(runs) else []


def holds(characters: str, *texts: str | None) -> int:
    """Whether each of these characters stands in one of the texts."""
    joined = _plain(" ".join(text for text in texts if text))
    return int(all(each in joined for each in characters))


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
    "lx_holds": (-1, holds),
}


def indexes() -> Iterator[tuple[str, str, str, str, tuple[str, ...]]]:
    """(kind, index table, its column, the function, the columns it reads)."""
    yield "person", "find_person", "keys", "lx_person_keys", ("name", "pinyin", "id_number", "phone")
    yield (
        "household",
        "find_household",
        "keys",
        "lx_household_keys",
        ("head", "number", "group", "phone", "address"),
    )
    for kind in KINDS.values():
        if kind.searched:
            yield kind.name, f"text_{kind.name}", "words", "lx_words", kind.searched


def triggers() -> dict[str, tuple[str, str]]:
    """Index table → the triggers that keep it in step with its kind's table."""
    made = {}
    for kind, index, column, function, read in indexes():
        arguments = ", ".join(f"NEW.{quoted(name)}" for name in read)
        changed = " OR ".join(f"OLD.{quoted(n)} IS NOT NEW.{quoted(n)}" for n in read)
        columns = ", ".join(quoted(name) for name in read)
        fill = f"INSERT INTO {index} (rowid, {column}) VALUES (NEW.row, {function}({arguments}))"
        made[index] = (
            f"CREATE TRIGGER {index}_insert AFTER INSERT ON {quoted(kind)} BEGIN {fill}; END",
            f"CREATE TRIGGER {index}_update AFTER UPDATE OF {columns} ON {quoted(kind)} "
            f"WHEN {changed} BEGIN DELETE FROM {index} WHERE rowid = OLD.row; {fill}; END",
        )
    return made


def refill_statements(wanted: Collection[str]) -> Iterator[str]:
    """Statements that rebuild the wanted index tables from their kinds' tables."""
    for kind, index, column, function, read in indexes():
        if index in wanted:
            arguments = ", ".join(quoted(name) for name in read)
            yield f"DELETE FROM {index}"
            yield (
                f"INSERT INTO {index} (rowid, {column}) "
                f"SELECT row, {function}({arguments}) FROM {quoted(kind)}"
            )
