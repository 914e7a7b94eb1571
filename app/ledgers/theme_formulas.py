"""What a ledger computes of themes: which one a matter belongs to, its words, and how many became one."""

from __future__ import annotations

from collections import Counter

from app.kinds import Sensitivity
from app.ledgers.matter_formulas import standings
from app.ledgers.reading import Cells, Formula, Reading, Rows, Value
from app.ledgers.text import word
from app.matters import Act
from app.matters.themes import WORDED
from db.records import Query, Record, Where


def office(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """The office whose record it is; in a township's list the village."""
    known = reading.by_ids("organization", {row.office for row in rows if row is not None and row.office})
    names = [str(known[row.office]["name"] or "") if row and row.office in known else "" for row in rows]
    return Cells(names, [name or None for name in names], [name or None for name in names])


def _themes(reading: Reading, rows: Rows) -> list[str]:
    """Per row the theme it counts under: its own for a source, itself for a theme that somebody raised."""
    leading: dict[str, bool] = reading.kept.setdefault("themes", {})
    unread = [row.id for row in rows if row is not None and not row["theme"] and row.id not in leading]
    if unread:
        leading.update(dict.fromkeys(unread, False))
        where = (Where("theme", "in", unread),)
        leading.update({each["theme"]: True for each in reading.source.find(Query("matter", where=where))})
    return ["" if row is None else _counts_under(row, leading) for row in rows]


def _counts_under(row: Record, leading: dict[str, bool]) -> str:
    if row["theme"]:
        return str(row["theme"])
    return row.id if leading.get(row.id) and not row[WORDED] else ""


def theme(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """The theme's words; conditions and groups go by the theme itself, so that two alike stay two."""
    ids = _themes(reading, rows)
    known = reading.by_ids("matter", {each for each in ids if each})
    matters = [known.get(each) for each in ids]
    told = reading.cells(matters, "description").texts
    lost = word("theme_elsewhere")
    words = [text if not each or each in known else lost for each, text in zip(ids, told, strict=True)]
    return Cells(words, [each or None for each in words], [each or None for each in ids])


def opinions(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """How many of these rows count under one theme, said once: on the theme's first row."""
    ids = _themes(reading, rows)
    counts = Counter(ids)
    return _first_only(ids, {each: counts[each] for each in counts})


def as_one(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """1 on a theme's first row: added up, how many themes all of it became."""
    ids = _themes(reading, rows)
    return _first_only(ids, dict.fromkeys(ids, 1))


def _first_only(ids: list[str], numbers: dict[str, int]) -> Cells:
    firsts = {each: at for at, each in reversed(list(enumerate(ids))) if each}
    values: list[Value] = [numbers[each] if firsts.get(each) == at else None for at, each in enumerate(ids)]
    texts = ["" if each is None else str(each) for each in values]
    return Cells(texts, values, [numbers[each] if each else 0 for each in ids])


def said(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """What the person said, word for word; where that was not written down, the description."""
    own, told = reading.cells(rows, "original_words"), reading.cells(rows, "description")
    texts = [first or second for first, second in zip(own.texts, told.texts, strict=True)]
    return Cells(texts, [each or None for each in texts], [each or None for each in texts])


def fed_back(reading: Reading, rows: Rows, _argument: str) -> Cells:
    """When the person was told last, and how they judged it."""
    texts = []
    for each in standings(reading, rows):
        day = max((event.date for event in each.taken if event.act == Act.FEED_BACK), default="")
        texts.append(" ".join(filter(None, (day, reading.source.label("matter_result", each.satisfaction)))))
    return Cells(texts, [each or None for each in texts], [each or None for each in texts])


THEME_FORMULAS: dict[str, Formula] = {
    "$office": Formula(office),
    "$theme": Formula(theme, Sensitivity.PERSONAL),
    "$opinions": Formula(opinions),
    "$as_one": Formula(as_one),
    "$said": Formula(said, Sensitivity.PERSONAL),
    "$fed_back": Formula(fed_back),
}
