"""From names in a sheet to records of the register: households, people, organizations, helpers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.kinds import KINDS, Field, FieldType
from app.records import Record
from app.spreadsheets.cells import name_text
from app.spreadsheets.existing import ByValue, Existing
from app.spreadsheets.households import group_key
from app.spreadsheets.rows import CleanRow
from app.spreadsheets.targets import SUBJECTS

_NAMED_BY = {"person": "name", "household": "head", "organization": "name"}
_SEPARATORS = str.maketrans("，,;；/\\\n\t\u3000", "、、、、、、、、、")


def reference_fields(kind: str) -> list[Field]:
    """The fields of a kind that name people, households or organizations."""
    return [
        each
        for each in KINDS[kind].fields
        if each.type in (FieldType.REFERENCE, FieldType.REFERENCES) and set(each.targets) & set(_NAMED_BY)
    ]


def split_names(text: str) -> list[str]:
    """The names in one cell: 张三、李四; also those set apart by spaces when each could be a name."""
    parts = [name_text(each) for each in text.translate(_SEPARATORS).split("、")]
    return list(dict.fromkeys(each for each in parts if each))


class References:
    """Finds the records that one chunk of rows names. What is missing or unclear is the row's fault."""

    def __init__(self, kind: str, existing: Existing, headings: dict[str, str]) -> None:
        self._kind = kind
        self._existing = existing
        self._headings = headings  # target → heading, to see whether a column speaks of heads
        self._fields = reference_fields(kind)
        self._found: dict[str, ByValue] = {}
        self._by_id_number: ByValue = {}
        self._homes: dict[str, Record] = {}
        self.own: ByValue = {}  # records of this kind that earlier rows of the sheet added

    def fetch(self, rows: Sequence[CleanRow]) -> None:
        """Ask the register for every name in the chunk."""
        wanted: dict[str, set[str]] = {}
        for field in self._fields:
            names = {name for row in rows for name in self._names(row, field)}
            for target in field.targets:
                if target in _NAMED_BY:
                    wanted.setdefault(target, set()).update(names)
        self._found = {
            kind: self._existing.with_values(kind, _NAMED_BY[kind], names) for kind, names in wanted.items()
        }
        numbers = [row.records.get("lookup", {}).get("id_number") for row in rows]
        self._by_id_number = self._existing.with_values("person", "id_number", numbers)
        people = [
            each for found in (self._found.get("person", {}), self._by_id_number) for each in _all(found)
        ]
        self._homes = self._existing.by_ids("household", (each["household"] for each in people))

    def resolve(self, row: CleanRow) -> dict[str, Any]:
        """The row's values with ids in the place of names; faults go to the row's notes."""
        values = dict(row.records[self._kind])
        for field in self._fields:
            text = values.pop(field.name, None)
            if text is None:
                continue
            if field.type is FieldType.REFERENCES:
                values.update(self._several(row, field, str(text), values))
            elif found := self._one(row, field, str(text)):
                values[field.name] = found.id
        return values

    def _names(self, row: CleanRow, field: Field) -> list[str]:
        text = row.records[self._kind].get(field.name)
        if text is None:
            return []
        return split_names(str(text)) if field.type is FieldType.REFERENCES else [str(text)]

    def _several(self, row: CleanRow, field: Field, text: str, values: dict[str, Any]) -> dict[str, Any]:
        """Visitors in the register become references, others companions: township people visit too."""
        known, strangers = [], []
        for name in split_names(text):
            people = self._found.get("person", {}).get(name, [])
            if len(people) == 1:
                known.append(people[0].id)
            elif people:
                self._unclear(row, "person_ambiguous", name, people)
            else:
                strangers.append(name)
                row.notes.repair("unknown_visitor", value=name)
        result: dict[str, Any] = {field.name: known} if known else {}
        if strangers:
            result["companions"] = "、".join(filter(None, [values.get("companions"), *strangers]))
        return result

    def _one(self, row: CleanRow, field: Field, name: str) -> Record | None:
        is_subject = field.name in SUBJECTS.get(self._kind, ())
        targets = [each for each in field.targets if each in _NAMED_BY]
        if is_subject and (person := self._by_number(row, name)):
            return self._as_target(person, targets)
        candidates: list[Record] = []
        for target in self._in_order(field, targets):
            named = list(self._found.get(target, {}).get(name, ()))
            if not named and target == self._kind:
                named = self.own.get(name, [])
            fitting = [each for each in named if self._fits(row, each)] if is_subject else named
            if len(fitting) == 1:
                return fitting[0]
            candidates = candidates or fitting or named
        only = targets[0] if len(targets) == 1 else "party"
        if candidates:
            self._unclear(row, f"{only}_ambiguous", name, candidates)
        else:
            row.notes.fault(f"{only}_unknown", value=name[:50])
        return None

    def _in_order(self, field: Field, targets: list[str]) -> Iterable[str]:
        """A column 户主姓名 means households first, even where people could stand too."""
        heading = self._headings.get(f"{self._kind}.{field.name}", "")
        if "户" in heading and "household" in targets:
            return ["household", *(each for each in targets if each != "household")]
        return targets

    def _by_number(self, row: CleanRow, name: str) -> Record | None:
        number = row.records.get("lookup", {}).get("id_number")
        people = self._by_id_number.get(number or "", [])
        named = [each for each in people if each["name"] == name] or people
        return named[0] if named else None

    def _as_target(self, person: Record, targets: list[str]) -> Record | None:
        if "person" in targets:
            return person
        return self._homes.get(person["household"] or "") if "household" in targets else None

    def _fits(self, row: CleanRow, record: Record) -> bool:
        """Whether group and house number of the row do not speak against a record."""
        said = row.records.get("lookup", {})
        home = self._homes.get(record["household"] or "") if record.kind == "person" else record
        if home is None or home.kind != "household":
            return True
        group, number = said.get("group"), said.get("number")
        return (not group or not home["group"] or group_key(group) == group_key(home["group"])) and (
            not number or not home["number"] or str(number) == home["number"]
        )

    def _unclear(self, row: CleanRow, code: str, name: str, candidates: Sequence[Record]) -> None:
        places = "、".join(self._place(each) for each in candidates[:4])
        row.notes.fault(code, value=name[:50], count=len(candidates), places=places)

    def _place(self, record: Record) -> str:
        if record.kind == "person":
            home = self._homes.get(record["household"] or "")
            return self._existing.title(home) if home else record["birth"] or record["name"]
        return self._existing.title(record)


def _all(found: ByValue) -> list[Record]:
    return [record for each in found.values() for record in each]
