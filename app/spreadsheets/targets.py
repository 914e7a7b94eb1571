"""What the columns of a sheet can be: the fields of a kind, and under which headings they are known."""

from __future__ import annotations

import re
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from functools import cache

from app.kinds import KINDS, Field, FieldType, Kind
from app.presets import preset
from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.text import LABELS

IMPORTABLE = (
    "person", "household", "visit", "matter", "pairing", "aid", "organization", "tag", "post",
    "activity", "project", "document",
)  # fmt: skip
IGNORED = "ignored"
# The one a row is about, found by name; these columns tell people of one name apart.
SUBJECTS = {
    "visit": ("household", "person"),
    "matter": ("household", "person"),
    "pairing": ("helped",),
    "aid": ("recipient",),
    "tag": ("owner",),
    "post": ("person",),
}
_RESOLVABLE = {"person", "household", "organization"}
_LOOKUPS = {
    "lookup.id_number": ("person", "id_number"),
    "lookup.group": ("household", "group"),
    "lookup.number": ("household", "number"),
}
_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
_PARENTHESES = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[\s\u200b\ufeff*:;,。、.·_\-]+")


@dataclass(frozen=True)
class Target:
    """One thing a column can be: `name` is "kind.field" or "lookup.field"."""

    name: str
    kind: str
    field: Field
    label: str
    required: bool = False

    @property
    def lookup(self) -> bool:
        """Whether the column only helps to find the record that a row is about."""
        return self.name.startswith("lookup.")


def known_kind(name: str) -> Kind:
    """The kind to import. Raises SpreadsheetProblem not_importable."""
    if name not in IMPORTABLE:
        labels = "、".join(f"{each}（{KINDS[each].label}）" for each in IMPORTABLE)
        raise SpreadsheetProblem("not_importable", kind=name[:40], kinds=labels)
    return KINDS[name]


def normal_heading(text: str, keep_parentheses: bool = False) -> str:
    """A heading without width, blanks, marks and remarks in parentheses: how headings are compared."""
    plain = text.translate(_WIDTH)
    if not keep_parentheses:
        plain = _PARENTHESES.sub("", plain) or plain
    return _MARKS.sub("", plain).lower()


@cache
def targets(kind: str) -> AbstractMapping[str, Target]:
    """Everything a sheet of this kind can hold, by target name, the kind's own fields first."""
    known_kind(kind)
    found = _of_kind(kind, "")
    if kind == "person":
        found |= _of_kind("household", LABELS["household"])
        for field in KINDS["tag"].fields:
            if field.name != "owner":
                shown = LABELS["tag"].format(label=field.label)
                found[f"tag.{field.name}"] = Target(f"tag.{field.name}", "tag", field, shown)
    if kind in SUBJECTS:
        for name, (of, field_name) in _LOOKUPS.items():
            found[name] = Target(name, "lookup", KINDS[of].field(field_name), LABELS[name])
    return found


@cache
def vocabulary(kind: str) -> AbstractMapping[str, str]:
    """Normal heading → target name or IGNORED; the first meaning of a heading counts."""
    words: dict[str, str] = {}
    for target, headings in preset("headings")["headings"].get(kind, {}).items():
        for heading in headings:
            words.setdefault(normal_heading(heading, keep_parentheses=True), target)
            words.setdefault(normal_heading(heading), target)
    for target in targets(kind).values():
        for heading in (target.field.label, *target.field.synonyms):
            words.setdefault(normal_heading(heading), target.name)
    for heading in preset("headings")["ignored"]:
        words.setdefault(normal_heading(heading), IGNORED)
    return words


def meaning(kind: str, heading: str) -> str:
    """The target a heading names exactly, IGNORED, or ""."""
    words = vocabulary(kind)
    return words.get(normal_heading(heading, keep_parentheses=True)) or words.get(normal_heading(heading), "")


def resembled(kind: str, heading: str) -> str:
    """The target whose longest known heading is part of this one, or ""; IGNORED never."""
    plain = normal_heading(heading)
    best, target = 1, ""
    for word, name in vocabulary(kind).items():
        if len(word) > best and word in plain and name != IGNORED:
            best, target = len(word), name
    return target


def _of_kind(name: str, label: str) -> dict[str, Target]:
    kind = KINDS[name]
    found = {}
    for field in kind.fields:
        # A roster's household comes from its household columns.
        if _can_stand_in_a_cell(field) and f"{name}.{field.name}" != "person.household":
            shown = label.format(label=field.label) if label else field.label
            required = field.required and not label
            found[f"{name}.{field.name}"] = Target(f"{name}.{field.name}", name, field, shown, required)
    return found


def _can_stand_in_a_cell(field: Field) -> bool:
    if field.derived or field.type is FieldType.JSON:
        return False
    if field.type in (FieldType.REFERENCE, FieldType.REFERENCES):
        return bool(_RESOLVABLE & set(field.targets))
    return True
