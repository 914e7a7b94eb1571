"""Facts about records themselves: what was erased by law, what looks alike and is not the same."""

from __future__ import annotations

from db.fields import Field, FieldType, Kind

T = FieldType

REDACTION = Kind(
    "redaction",
    "依法删除",
    number=25,
    title=("date", "reason"),
    date_field="date",
    append_only=True,
    fields=(
        # No reference: the fact may come to an office before the record it is about, or without it.
        Field("about", "记录编号", required=True, derived=True, indexed=True, max_length=64),
        Field("kind", "记录种类", required=True, derived=True, max_length=40),
        Field("fields", "栏目", derived=True, hint="空着是整条记录；写了栏目，只清这些栏目以前的值"),
        Field("date", "日期", T.DATE, derived=True, indexed=True),
        Field("reason", "事由", T.CODE, required=True, codes="redaction_reason", derived=True),
        Field("basis", "依据", T.LONG_TEXT, derived=True),
        Field("approved_by", "批准人", derived=True, max_length=50),
    ),
)

DISTINCTION = Kind(
    "distinction",
    "不是同一个",
    number=26,
    title=("note",),
    fields=(
        Field("one", "一个", T.REFERENCE, required=True, targets=("person", "household"), derived=True, indexed=True),
        Field("other", "另一个", T.REFERENCE, required=True, targets=("person", "household"), derived=True, indexed=True),
        Field("note", "说明", T.LONG_TEXT),
    ),
)

MOVE = Kind(
    "move",
    "迁出",
    number=27,
    title=("date", "to_name"),
    date_field="date",
    append_only=True,
    fields=(
        # No reference: the records are gone from the office that reads this.
        Field("about", "户编号", required=True, derived=True, indexed=True, max_length=64),
        Field("records", "一同迁出的记录", T.JSON, required=True, derived=True),
        Field("to_office", "迁入单位编号", required=True, derived=True, max_length=64),
        Field("to_name", "迁入单位", derived=True, max_length=50),
        Field("date", "日期", T.DATE, required=True, derived=True),
        Field("reason", "事由", derived=True),
    ),
)

KINDS = (REDACTION, DISTINCTION, MOVE)
