"""How the fields of a form are arranged: groups of rows of field names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Rows of fields under a heading ("" for none).

    A row is a tuple of field names side by side; "name:2" takes twice the width of the others.
    A folded group starts closed and opens with a click or the space bar; it opens by itself when
    one of its fields is wrong.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    folded: bool = False


def cell(text: str) -> tuple[str, int]:
    """The field name and its share of the row: "name:2" is ("name", 2)."""
    name, _, share = text.partition(":")
    return name, int(share or 1)
