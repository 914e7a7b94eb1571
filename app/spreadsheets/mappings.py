"""What each column of a sheet is: as a value, as a file, and remembered for the next file of that shape."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from app.faults import faults_as_problems
from app.kinds import KINDS
from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.targets import IGNORED, known_kind, normal_heading, targets
from app.spreadsheets.text import LABELS
from db.files import write_whole

MAXIMUM_FILE = 256 * 1024
# Columns that a saved workbook of rejected rows adds; they do not change a sheet's shape.
ADDED_HEADINGS = frozenset(
    normal_heading(LABELS[each]) for each in ("row_number", "reason", "household_head")
)


@dataclass(frozen=True)
class Mapping:
    """Heading → target of one kind of sheet. Frozen; the preview makes changed copies.

    `columns` holds (heading, target) in the sheet's order, target "" where the column is left out.
    `fixed` holds (target, text) for what no column says but is the same in every row.
    `header_rows` is (first, last) from 1 where the clerk pointed at the header, else (0, 0): look for it.
    """

    kind: str
    columns: tuple[tuple[str, str], ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    header_rows: tuple[int, int] = (0, 0)

    def target(self, heading: str) -> str:
        """The target of a heading, "" when it is left out."""
        wanted = normal_heading(heading, keep_parentheses=True)
        for known, target in self.columns:
            if normal_heading(known, keep_parentheses=True) == wanted:
                return target
        return ""

    def with_target(self, heading: str, target: str) -> Mapping:
        """A copy in which the heading stands for `target` ("": left out), and no other column does."""
        columns = [
            (known, "" if target and meant == target else meant)
            for known, meant in self.columns
            if known != heading
        ]
        return replace(self, columns=(*columns, (heading, target)))

    def with_fixed(self, target: str, text: str) -> Mapping:
        """A copy in which every row has `text` for `target`; "" takes that back."""
        others = tuple(each for each in self.fixed if each[0] != target)
        return replace(self, fixed=(*others, (target, text)) if text else others)

    @property
    def used(self) -> frozenset[str]:
        """The targets that have a column or a fixed text."""
        return frozenset(target for _, target in self.columns if target) | {name for name, _ in self.fixed}

    def missing(self) -> list[str]:
        """Labels of required targets that nothing fills; a person's name may come from the head column."""
        used = self.used
        lacking = [each for each in targets(self.kind).values() if each.required and each.name not in used]
        if self.kind == "person" and "household.head" in used:
            lacking = [each for each in lacking if each.name != "person.name"]
        return [each.label for each in lacking if each.field.default is None]

    def check(self) -> None:
        """Raises SpreadsheetProblem: mapping_unknown_field, nothing_mapped, required_unmapped."""
        known = targets(self.kind)
        for target in self.used:
            if target not in known:
                raise SpreadsheetProblem("mapping_unknown_field", target=target[:60])
        if not any(target for _, target in self.columns):
            raise SpreadsheetProblem("nothing_mapped")
        if lacking := self.missing():
            raise SpreadsheetProblem("required_unmapped", labels="、".join(lacking))


class MappingStore(Protocol):
    """Where mappings are remembered; desk.settings is one."""

    def get(self, key: str, default: Any = None) -> Any:
        """The text kept under `key`."""

    def set(self, key: str, value: Any) -> None:
        """Keep a text."""


def signature(kind: str, headings: Iterable[str]) -> str:
    """The key of a sheet's shape: its kind and its headings in order."""
    plain = [normal_heading(each, keep_parentheses=True) for each in headings]
    shape = "\n".join([kind, *(each for each in plain if each and each not in ADDED_HEADINGS)])
    return "spreadsheet.mapping." + hashlib.sha256(shape.encode()).hexdigest()[:24]


def remember(store: MappingStore, mapping: Mapping, headings: Sequence[str]) -> None:
    """Keep the mapping for the next file with these headings."""
    store.set(signature(mapping.kind, headings), to_toml(replace(mapping, header_rows=(0, 0))))


def remembered(store: MappingStore, kind: str, headings: Sequence[str]) -> Mapping | None:
    """The mapping last used for these headings, or None."""
    text = store.get(signature(kind, headings))
    if not isinstance(text, str):
        return None
    try:
        return from_toml(text, kind)
    except SpreadsheetProblem:
        # What an older program kept may name fields that are gone; guessing anew is right then.
        return None


def completed(mapping: Mapping, headings: Iterable[str]) -> Mapping:
    """With the head column that a saved workbook of rejected rows adds, where the sheet had none."""
    added = LABELS["household_head"]
    if mapping.kind == "person" and "household.head" not in mapping.used and added in headings:
        return mapping.with_target(added, "household.head")
    return mapping


def to_toml(mapping: Mapping) -> str:
    """The mapping as a file that a clerk can read and change."""
    lines = [f"kind = {_quoted(mapping.kind)}"]
    if mapping.header_rows != (0, 0):
        lines.append(f"header_rows = [{mapping.header_rows[0]}, {mapping.header_rows[1]}]")
    lines += ["", "[columns]", *(f"{_quoted(head)} = {_quoted(target)}" for head, target in mapping.columns)]
    if mapping.fixed:
        lines += ["", "[fixed]", *(f"{_quoted(name)} = {_quoted(text)}" for name, text in mapping.fixed)]
    return "\n".join(lines) + "\n"


def from_toml(text: str, kind: str = "", name: str = "") -> Mapping:
    """The mapping of a file's text. Raises SpreadsheetProblem: mapping_unreadable, mapping_other_kind, …"""
    try:
        read = tomllib.loads(text)
        columns = {str(head): str(target) for head, target in read.get("columns", {}).items()}
        fixed = {str(target): str(value) for target, value in read.get("fixed", {}).items()}
        first, last = (int(each) for each in read.get("header_rows", (0, 0)))
        theirs = str(read.get("kind", kind))
    except (AttributeError, TypeError, ValueError, RecursionError) as fault:
        raise SpreadsheetProblem("mapping_unreadable", name=name) from fault
    known_kind(theirs)
    if kind and theirs != kind:
        raise SpreadsheetProblem(
            "mapping_other_kind", theirs=KINDS[theirs].label, ours=KINDS[known_kind(kind).name].label
        )
    plain = tuple((head, "" if target == IGNORED else target) for head, target in columns.items())
    mapping = Mapping(theirs, plain, tuple(fixed.items()), (first, last))
    for target in mapping.used:
        if target not in targets(theirs):
            raise SpreadsheetProblem("mapping_unknown_field", target=target[:60])
    return mapping


def load(path: Path, kind: str = "") -> Mapping:
    """The mapping in a file. Raises SpreadsheetProblem."""
    try:
        with path.open("rb") as file:
            text = file.read(MAXIMUM_FILE).decode("utf-8-sig")
    except FileNotFoundError as fault:
        raise SpreadsheetProblem("no_such_file", name=path.name) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise SpreadsheetProblem("mapping_unreadable", name=path.name) from fault
    return from_toml(text, kind, path.name)


def save(mapping: Mapping, path: Path) -> None:
    """Write the mapping where `load` reads it. Raises Problem: not_writable, disk_full, …"""
    with faults_as_problems(path.parent):
        write_whole(path, to_toml(mapping).encode())


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    plain = (f"\\u{ord(each):04X}" if ord(each) < 32 or ord(each) == 127 else each for each in escaped)
    return '"' + "".join(plain) + '"'
