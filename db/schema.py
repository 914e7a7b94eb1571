"""What the tables must look like after all migrations; generates the derived objects' names."""

from __future__ import annotations

from db.fields import FieldType, Kind
from db.kinds import KINDS

# Columns that every shared table has besides the fields of its kind.
TECHNICAL = {
    "row": "INTEGER PRIMARY KEY",
    "id": "TEXT NOT NULL UNIQUE",
    "bucket": "INTEGER NOT NULL DEFAULT 1",
    "office": "TEXT NOT NULL DEFAULT ''",
    "deleted": "INTEGER NOT NULL DEFAULT 0",
    "extra": "TEXT",
}


def quoted(name: str) -> str:
    """An SQL identifier; field names such as "group" and "end" are reserved words."""
    return f'"{name}"'


def captured_columns(kind: Kind) -> tuple[str, ...]:
    """The columns whose changes are stamped: existence, the fields, a township's own fields."""
    return ("deleted", *kind.names, "extra")


def expected_columns(kind: Kind) -> dict[str, str]:
    """Column name → declared type of a kind's table, as PRAGMA table_info reports it."""
    columns = {name: declared.split()[0] for name, declared in TECHNICAL.items()}
    columns.update({each.name: each.sql_type for each in kind.fields})
    return columns


def create_table(kind: Kind) -> str:
    """The DDL of a kind's table; used to write migrations, which keep their own frozen copy."""
    technical = [f"{quoted(name)} {declared}" for name, declared in TECHNICAL.items()]
    fields = [f"{quoted(each.name)} {each.sql_type}" for each in kind.fields]
    return f"CREATE TABLE {quoted(kind.name)} ({', '.join(technical + fields)})"


def create_indexes(kind: Kind) -> list[str]:
    """One index per indexed field, and two for the plain list in the order of its date and of making.

    Each begins with "deleted", by which every list asks, so that lists are counted and turned over
    in the index alone; what is looked up by reference or code comes in the order of its date.
    """
    table, date = quoted(kind.name), f", {quoted(kind.date_field)}" if kind.date_field else ""
    made = []
    for each in kind.fields:
        if each.indexed and each.name != kind.date_field:
            dated = date if each.type in (FieldType.REFERENCE, FieldType.CODE) else ""
            columns = f'"deleted", {quoted(each.name)}{dated}'
            made.append(f'CREATE INDEX "by_{kind.name}_{each.name}" ON {table} ({columns})')
    if date:
        made.append(f'CREATE INDEX "by_{kind.name}_listed" ON {table} ("deleted"{date})')
    made.append(f'CREATE INDEX "by_{kind.name}_made" ON {table} ("deleted")')
    return made


def kind_by_number(number: int) -> Kind:
    """The kind with that number in stamps and history. Raises KeyError."""
    return _BY_NUMBER[number]


_BY_NUMBER = {kind.number: kind for kind in KINDS.values()}
