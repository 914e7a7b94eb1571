"""Reading a sheet row by row through a mapping: cleaned records, carried-down cells, skipped rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.codes import Codes
from app.presets import preset
from app.spreadsheets.cells import Cleaner, cleaner_for, plain_text, tags_cleaner
from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.headers import Header
from app.spreadsheets.identities import reconcile
from app.spreadsheets.mappings import Mapping
from app.spreadsheets.notes import Notes
from app.spreadsheets.reading import Cell, Row, Sheet
from app.spreadsheets.targets import Target, known_kind, normal_heading, targets

HEAD_RELATION = "02"  # 户主 in GB/T 4761
_SECTION = re.compile(
    r"^(第?[一二三四五六七八九十\d]{1,3}|[\u4e00-\u9fff]{1,4})(村民小组|村民组|小组|组|社|屯)$"
)
_COUNT = re.compile(r"^(全村|全组|本页|总)?共计?[:：]?\d+(户|人)")


@dataclass(slots=True)
class CleanRow:
    """One row as it will be imported. `records`: kind → field → value; `cells` as they stood."""

    number: int
    records: dict[str, dict[str, Any]]
    notes: Notes
    cells: Sequence[Cell] = ()
    carried: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One mapped column: where it stands and what cleans it."""

    index: int
    heading: str
    target: Target
    cleaner: Cleaner


def columns_of(header: Header, mapping: Mapping, codes: Codes) -> list[Column]:
    """The mapped columns of a sheet, left to right."""
    known = targets(mapping.kind)
    spills = known_kind(mapping.kind).has("notes")
    found = []
    for index, heading in enumerate(header.headings):
        target = known.get(mapping.target(heading))
        if target is not None:
            cleaner = cleaner_for(target.field, heading, codes, spills=spills)
            if target.name == "tag.tag" and mapping.kind == "person":
                cleaner = tags_cleaner(target.field, codes)
            found.append(Column(index, heading, target, cleaner))
    return found


class RowReader:
    """The rows of one sheet below its header, in order. Read once; `skipped` counts what was left out."""

    def __init__(self, sheet: Sheet, header: Header, mapping: Mapping, codes: Codes) -> None:
        self.columns = columns_of(header, mapping, codes)
        self.skipped = 0
        self._sheet = sheet
        self._header = header
        self._mapping = mapping
        self._kinds = tuple(dict.fromkeys(each.kind for each in targets(mapping.kind).values()))
        self._fixed = _fixed_values(mapping, codes)
        self._carried = [
            each for each in preset("headings")["carried"].get(mapping.kind, ()) if each in mapping.used
        ]
        self._last: dict[str, Any] = {}
        self._section = ""
        self._takes_sections = (
            "household.group" in targets(mapping.kind) and "household.group" not in mapping.used
        )

    def __iter__(self) -> Iterator[CleanRow]:
        if not self.columns:
            raise SpreadsheetProblem("nothing_mapped")
        work = [(each.index, each.target.kind, each.target.field.name, each.cleaner) for each in self.columns]
        for number, cells in self._sheet.rows():
            if number <= self._header.last:
                continue
            if self._skips(cells):
                self.skipped += 1
                continue
            notes = Notes()
            records: dict[str, dict[str, Any]] = {kind: {} for kind in self._kinds}
            width = len(cells)
            for index, kind, name, clean in work:
                if index < width and (cell := cells[index]) != "":
                    value = clean(cell, notes)
                    if value is not None:
                        records[kind][name] = value
            row = CleanRow(number, records, notes, cells)
            self._complete(row)
            yield row

    def _complete(self, row: CleanRow) -> None:
        """Carries cells down, fills in what is fixed, keeps spilled words, asks for what is required."""
        if self._carried:
            self._carry(row)
        for kind, name, value in self._fixed:
            row.records[kind].setdefault(name, value)
        if self._section and not row.records["household"].get("group"):
            row.records["household"]["group"] = self._section
            row.carried["household.group"] = self._section
        own = row.records[self._mapping.kind]
        if row.notes.unit and "unit" in known_kind(self._mapping.kind).names:
            own.setdefault("unit", row.notes.unit)
        if row.notes.spilled:
            own["notes"] = "\n".join(filter(None, [own.get("notes"), *row.notes.spilled]))
        if self._mapping.kind == "person" and "name" not in own and self._names_only_heads:
            own["name"] = row.records["household"].get("head")
            own.setdefault("relation", HEAD_RELATION)
        if self._mapping.kind == "person":
            reconcile(own, row.notes)
        for target in self._required:
            told = any(each.details.get("label") == target.label for each in row.notes.faults)
            if own.get(target.field.name) is None and not told:
                row.notes.fault("missing", label=target.label)

    @cached_property
    def _required(self) -> list[Target]:
        known = targets(self._mapping.kind).values()
        return [each for each in known if each.required and each.field.default is None]

    @cached_property
    def _names_only_heads(self) -> bool:
        return "person.name" not in self._mapping.used

    def _carry(self, row: CleanRow) -> None:
        is_head = row.records.get("person", {}).get("relation") == HEAD_RELATION
        for target in self._carried:
            kind, _, name = target.partition(".")
            value = row.records[kind].get(name)
            if value is not None:
                if target == "household.head" and value != self._last.get(target):
                    # A number belongs to the household above, a group to all that follow.
                    self._last.pop("household.number", None)
                self._last[target] = value
            elif is_head and target in ("household.head", "household.number"):
                self._last.pop("household.number", None)
                if target == "household.head" and (own := row.records["person"].get("name")):
                    row.records[kind][name] = self._last[target] = own
            elif target == "household.head" and self._is_another_number(row):
                continue
            elif (above := self._last.get(target)) is not None:
                row.records[kind][name] = row.carried[target] = above

    def _is_another_number(self, row: CleanRow) -> bool:
        """Whether a list of households gives a row without a head a number of its own."""
        number = row.records["household"].get("number")
        return self._mapping.kind == "household" and number not in (None, self._last.get("household.number"))

    def _skips(self, cells: Row) -> bool:
        """Whether the row is blank, a sum, a signature line, a repeated header or title, a section."""
        first: Cell = ""
        for cell in cells:
            if cell != "" and not (type(cell) is str and cell.isspace()):
                first = cell
                break
        else:
            return True
        width = len(cells)
        if not any(
            cells[each.index] != "" and plain_text(cells[each.index])
            for each in self.columns
            if each.index < width
        ):
            return not self._is_section(cells)
        return type(first) is str and (self._is_furniture(first, cells) or self._is_section(cells))

    def _is_furniture(self, first: str, cells: Row) -> bool:
        plain = normal_heading(first, keep_parentheses=True)
        if _TOTALS.match(plain) or _COUNT.match(plain):
            self._last.clear()
            return True
        texts = [cell.strip() for cell in cells if type(cell) is str and cell.strip()]
        if _SIGNATURE.match(first.strip()):
            signed = sum(bool(_SIGNATURE.match(text)) for text in texts)
            if 2 * signed >= len(texts) or len(texts) <= 2:
                return True
        if plain in self._header.words or normal_heading(first) in self._header.words:
            repeated = sum(normal_heading(text) in self._header.words for text in texts)
            return repeated >= 2 and 2 * repeated > len(texts)
        return len(texts) == 1 and normal_heading(first) in self._header.titles

    def _is_section(self, cells: Row) -> bool:
        """A row that only says "二组" names the group of the rows below it."""
        if not self._takes_sections:
            return False
        texts = {plain_text(cell) for cell in cells if cell != ""} - {""}
        if len(texts) == 1 and _SECTION.match(text := texts.pop()):
            self._section = text
            self._last.clear()
            return True
        return False


def _fixed_values(mapping: Mapping, codes: Codes) -> list[tuple[str, str, Any]]:
    found = []
    for name, text in mapping.fixed:
        target = targets(mapping.kind)[name]
        notes = Notes()
        value = cleaner_for(target.field, "", codes, spills=False)(text, notes)
        if value is None or notes.faults:
            options = "、".join(label for _, label in codes.options(target.field.codes)) or target.label
            raise SpreadsheetProblem("mapping_not_code", label=target.label, value=text[:40], options=options)
        found.append((target.kind, target.field.name, value))
    return found


def _starting_with(words: Sequence[str], after: str) -> re.Pattern[str]:
    return re.compile("^(" + "|".join(re.escape(each) for each in words) + ")" + after)


_TOTALS = _starting_with(preset("headings")["totals"], r"([:：(（\d]|$)")
_SIGNATURE = _starting_with(preset("headings")["signatures"], r"([(（].{0,8}[)）])?\s*([:：]|$)")
