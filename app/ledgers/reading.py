"""Following field paths from many records at once: one query per kind, never one per row."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.kinds import KINDS, Field, FieldType, Sensitivity
from app.ledgers.line_breaking import clean
from app.ledgers.periods import Period
from app.ledgers.sources import Source
from app.ledgers.text import word
from app.masking import mask, under_14
from db.records import Query, Record, Where

Value = str | int | float | datetime.date | None
Rows = Sequence[Record | None]

# What a reference shows when the path stops at it.
TITLE_FIELDS = {"household": "head", "matter": "description", "visit": "content", "activity": "topic"}
_REFERENCES = (FieldType.REFERENCE, FieldType.REFERENCES)
_INNER_MASKS = frozenset({"id_number", "phone"})


@dataclass(frozen=True)
class Cells:
    """One column: what is printed, what a workbook stores, and what conditions compare."""

    texts: list[str]
    values: list[Value]
    raw: list[Any]


def text_cells(texts: list[str]) -> Cells:
    """A column of plain texts; an empty one is no value."""
    return Cells(texts, [text or None for text in texts], [text or None for text in texts])


@dataclass(frozen=True)
class Formula:
    """A computed value: for these records, one of each. `names`: its texts are people's names.

    `leads_to`: the kinds of the records that its values are, for a row of a page that comes once for each.
    """

    compute: Callable[[Reading, Rows, str], Cells]
    sensitivity: Sensitivity = Sensitivity.PLAIN
    names: bool = False
    leads_to: tuple[str, ...] = ()


@dataclass
class Reading:
    """One ledger being read. `public` masks names too; `shown`: the masks that are lifted, though not
    from the numbers of children where `only_grown`."""

    source: Source
    period: Period
    formulas: dict[str, Formula]
    public: bool = False
    shown: frozenset[str] = frozenset()
    only_grown: bool = False
    kept: dict[str, Any] = field(default_factory=dict)  # what formulas worked out once
    _known: dict[str, dict[str, Record]] = field(default_factory=dict)
    _asked: dict[str, set[str]] = field(default_factory=dict)

    def by_ids(self, kind: str, ids: Iterable[str]) -> dict[str, Record]:
        """All records of the kind known by now, those of `ids` among them if they exist."""
        known = self._known.setdefault(kind, {})
        asked = self._asked.setdefault(kind, set())
        wanted = set(ids) - asked
        if wanted:
            known.update(self.source.by_ids(kind, wanted))
            asked |= wanted
        return known

    def remember(self, records: Sequence[Record]) -> None:
        """Records that were read already need not be asked for again."""
        for record in records:
            self._known.setdefault(record.kind, {})[record.id] = record
            self._asked.setdefault(record.kind, set()).add(record.id)

    def follow(self, rows: Rows, name: str) -> list[list[Record]]:
        """The records that the field `name` of each row points at."""
        ids = [_ids(row[name]) if row is not None else () for row in rows]
        kinds = {row.kind for row in rows if row is not None and KINDS[row.kind].has(name)}
        targets = dict.fromkeys(t for kind in sorted(kinds) for t in KINDS[kind].field(name).targets)
        found: dict[str, Record] = {}
        open_ids = {identity for each in ids for identity in each}
        for target in targets:
            known = self.by_ids(target, open_ids)
            found.update({identity: known[identity] for identity in open_ids if identity in known})
            open_ids = open_ids - found.keys()
        return [[found[identity] for identity in each if identity in found] for each in ids]

    def lines(self, rows: Rows, path: str) -> list[list[Record]]:
        """The records that each row leads to by a path: a field that refers, or a formula of records."""
        if path.startswith("$"):
            return [list(each or ()) for each in self.cells(rows, path).raw]
        return self.follow(rows, path)

    def cells(self, rows: Rows, path: str) -> Cells:
        """The column that `path` names for these rows."""
        head, _, rest = path.partition(".")
        if head.startswith("$"):
            name, _, argument = head.partition(":")
            return self.formulas[name].compute(self, rows, argument)
        if rest:
            return self._joined(self.follow(rows, head), rest)
        if self._is_reference(rows, head):
            shown = self._joined(self.follow(rows, head), "$title")
            # People are told apart by id: two of them may have one name.
            return Cells(shown.texts, shown.values, [row and (row[head] or None) for row in rows])
        return self._fields(rows, head)

    def _is_reference(self, rows: Rows, name: str) -> bool:
        row = next((row for row in rows if row is not None and KINDS[row.kind].has(name)), None)
        return row is not None and KINDS[row.kind].field(name).type in _REFERENCES

    def _joined(self, groups: list[list[Record]], path: str) -> Cells:
        flat = [record for group in groups for record in group]
        inner = self.cells(flat, path)
        if len(flat) == len(groups) and all(len(group) == 1 for group in groups):
            return inner
        texts, values, raw, at = [], [], [], 0
        for group in groups:
            part = slice(at, at + len(group))
            at = part.stop
            texts.append(word("list_mark").join(filter(None, inner.texts[part])))
            values.append(inner.values[part.start] if len(group) == 1 else texts[-1] or None)
            raw.append(inner.raw[part.start] if len(group) == 1 else inner.raw[part] or None)
        return Cells(texts, values, raw)

    def _fields(self, rows: Rows, name: str) -> Cells:
        texts: list[str] = []
        values: list[Value] = []
        raw = [None if row is None else row[name] for row in rows]
        shown: dict[str, Callable[[Any], tuple[str, Value]]] = {}
        children = self._children(rows, name) if self.public else frozenset()
        for row, stored in zip(rows, raw, strict=True):
            if row is None or stored is None:
                texts.append("")
                values.append(None)
                continue
            show = shown.get(row.kind) or shown.setdefault(row.kind, self._showing(row.kind, name))
            text, value = show(stored)
            if self.public and row.kind == "person" and self.minor(row):
                text = value = word("minor") if name == "name" else ""
            elif row.id in children:
                text = value = word("minor")
            elif self.only_grown and row.kind == "person" and self._is_lifted(name) and self.minor(row):
                text = value = mask(text, KINDS["person"].field(name).mask)
            texts.append(text)
            values.append(value)
        return Cells(texts, values, raw)

    def _is_lifted(self, name: str) -> bool:
        return KINDS["person"].has(name) and KINDS["person"].field(name).mask in _INNER_MASKS & self.shown

    @property
    def minors_on(self) -> datetime.date:
        """The day on which nobody may be under 14: the end of the period, never one that is still to come."""
        return min(self.period.last, self.source.today)

    def minor(self, person: Record) -> bool:
        """Whether the person was under 14 at the end of the period, or is today."""
        return under_14(person["birth"], self.minors_on)

    def _children(self, rows: Rows, name: str) -> frozenset[str]:
        """Ids of the rows whose written-down name (户主, 反映人) is that of a child."""
        written = [row for row in rows if row is not None and self._holds_name(row.kind, name)]
        key = f"children.{name}"
        known: dict[str, bool] = self.kept.setdefault(key, {})
        unread = [row for row in written if row.id not in known]
        if unread:
            names = sorted({row[name] for row in unread if row[name]})
            people: dict[str, list[Record]] = {}
            for person in self.source.find(Query("person", where=(Where("name", "in", names),))):
                people.setdefault(person["name"], []).append(person)
            for row in unread:
                home = row.id if row.kind == "household" else row["household"]
                alike = people.get(row[name] or "", [])
                alike = [each for each in alike if home and each["household"] == home] or alike
                known[row.id] = bool(alike) and all(self.minor(each) for each in alike)
        return frozenset(row.id for row in written if known[row.id])

    def _holds_name(self, kind: str, name: str) -> bool:
        return kind != "person" and KINDS[kind].has(name) and KINDS[kind].field(name).mask == "name"

    def _showing(self, kind: str, name: str) -> Callable[[Any], tuple[str, Value]]:
        """How a value of that field is printed and stored."""
        if not KINDS[kind].has(name):
            return _plain_text
        described = KINDS[kind].field(name)
        if described.type is FieldType.CODE:
            label = self.source.label
            return lambda code: ((text := label(described.codes, code)), text)
        if described.type in _SHOWN:
            return _SHOWN[described.type]
        how = self.mask_of(described)
        return (lambda text: ((masked := mask(clean(text), how)), masked)) if how else _plain_text

    def mask_of(self, described: Field) -> str:
        """How the field is masked in this edition; "" for not at all."""
        if self.public:
            return described.mask
        return described.mask if described.mask in _INNER_MASKS - self.shown else ""

    def publishable(self, kinds: Iterable[str], path: str) -> bool:
        """Whether a column of that path may stand in the public edition.

        A township's own fields say nothing of how sensitive they are: they stay inside.
        """
        head, _, rest = path.partition(".")
        if head == "$title":
            return all(self.publishable((kind,), title_field(kind)) for kind in kinds)
        if head.startswith("$"):
            formula = self.formulas[head.partition(":")[0]]
            return formula.sensitivity is Sensitivity.PLAIN or formula.names
        described = [KINDS[kind].field(head) for kind in kinds if KINDS[kind].has(head)]
        targets = dict.fromkeys(target for each in described for target in each.targets)
        if targets:
            return self.publishable(targets, rest or "$title")
        return bool(described) and all(
            each.sensitivity is Sensitivity.PLAIN or each.mask == "name" for each in described
        )


def kinds_led_to(formulas: Mapping[str, Formula], kinds: Iterable[str], path: str) -> tuple[str, ...]:
    """The kinds of the records to which a path leads: a formula's own, or the targets of its fields."""
    for part in path.split("."):
        if part.startswith("$"):
            return formulas[part].leads_to if part in formulas else ()
        fields = [KINDS[kind].field(part) for kind in kinds if kind in KINDS and KINDS[kind].has(part)]
        kinds = tuple(dict.fromkeys(target for each in fields for target in each.targets))
    return tuple(kinds)


def title_field(kind: str) -> str:
    """The field that names a record of that kind to people."""
    return TITLE_FIELDS.get(kind) or KINDS[kind].title[0]


def _ids(stored: Any) -> Sequence[str]:
    if not stored:
        return ()
    return [stored] if isinstance(stored, str) else stored


def _plain_text(stored: Any) -> tuple[str, Value]:
    text = clean(str(stored))
    return text, text


def _date(stored: Any) -> tuple[str, Value]:
    text = str(stored)
    return text, as_day(text) or text


def as_day(text: str) -> datetime.date | None:
    """The day of a full date "YYYY-MM-DD"; None for a month or a year alone."""
    try:
        return datetime.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _money(stored: Any) -> tuple[str, Value]:
    fen = int(stored)
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}", fen / 100


def _integer(stored: Any) -> tuple[str, Value]:
    return str(stored), stored


def _number(stored: Any) -> tuple[str, Value]:
    return f"{stored:.12g}", stored


def _boolean(stored: Any) -> tuple[str, Value]:
    text = word("yes") if stored else word("no")
    return text, text


def _nothing(_stored: Any) -> tuple[str, Value]:
    return "", None


_SHOWN: dict[FieldType, Callable[[Any], tuple[str, Value]]] = {
    FieldType.DATE: _date,
    FieldType.MONEY: _money,
    FieldType.INTEGER: _integer,
    FieldType.NUMBER: _number,
    FieldType.BOOLEAN: _boolean,
    FieldType.JSON: _nothing,
}
