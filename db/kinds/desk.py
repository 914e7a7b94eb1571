"""What the desk itself needs and shares: attachments, ledger definitions, code lists."""

from __future__ import annotations

from db.fields import Field, FieldType, Kind, Sensitivity

T = FieldType
OWNERS = (
    "household", "person", "visit", "matter", "matter_event", "pairing", "aid",
    "activity", "project", "document", "organization",
)

ATTACHMENT = Kind(
    "attachment",
    "附件",
    number=21,
    title=("name",),
    fields=(
        Field("owner", "所属记录", T.REFERENCE, required=True, targets=OWNERS, indexed=True),
        Field("name", "文件名", required=True, sensitivity=Sensitivity.PERSONAL, mask="text"),
        Field("sha256", "内容摘要", required=True, indexed=True, max_length=64, derived=True),
        Field("size", "字节数", T.INTEGER, required=True, derived=True),
        Field("media_type", "类型", max_length=100, derived=True),
        Field("original", "是原件", T.BOOLEAN, default=0, derived=True),
    ),
)

LEDGER = Kind(
    "ledger",
    "台账定义",
    number=22,
    title=("name",),
    fields=(
        Field("name", "台账名称", required=True),
        Field("definition", "定义", T.JSON, required=True),
        Field("based_on", "依据的样式", max_length=60),
    ),
)

CODE_LIST = Kind(
    "code_list",
    "代码表",
    number=23,
    title=("name",),
    fields=(
        Field("name", "代码表", required=True, max_length=60, indexed=True),
        Field("label", "名称", required=True),
    ),
)

CODE = Kind(
    "code",
    "代码",
    number=24,
    title=("label",),
    fields=(
        Field("list", "代码表", required=True, max_length=60, indexed=True, hint="代码表的英文名"),
        Field("code", "代码", required=True, max_length=40),
        Field("label", "名称", required=True),
        Field("position", "顺序", T.INTEGER),
        Field("hidden", "停用", T.BOOLEAN, default=0),
    ),
)

KINDS = (ATTACHMENT, LEDGER, CODE_LIST, CODE)
