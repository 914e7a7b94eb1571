"""A field's description gives its column and its limit."""

from __future__ import annotations

import pytest

from db.fields import Field, FieldType


@pytest.mark.parametrize(
    ("field", "limit"),
    [
        (Field("a", "甲"), 200),
        (Field("a", "甲", FieldType.LONG_TEXT), 20_000),
        (Field("a", "甲", max_length=50), 50),
    ],
)
def test_a_text_has_a_limit(field: Field, limit: int) -> None:
    assert field.length_limit == limit


@pytest.mark.parametrize(
    ("type_", "column"),
    [
        (FieldType.MONEY, "INTEGER"),
        (FieldType.NUMBER, "REAL"),
        (FieldType.DATE, "TEXT"),
        (FieldType.JSON, "TEXT"),
    ],
)
def test_a_type_has_its_column(type_: FieldType, column: str) -> None:
    assert Field("a", "甲", type_).sql_type == column
