"""Meetings, projects, duties, points, surveys, documents: pages come with later issues."""

from __future__ import annotations

from db.fields import WORKED, Field, FieldType, Kind, Sensitivity

T, P, S = FieldType, Sensitivity.PERSONAL, Sensitivity.SENSITIVE

ACTIVITY = Kind(
    "activity",
    "活动",
    number=11,
    title=("date", "topic"),
    date_field="date",
    fields=(
        Field("type", "活动类型", T.CODE, required=True, codes="activity_type", indexed=True),
        Field("date", "日期", T.DATE, years=WORKED, required=True, indexed=True),
        Field("place", "地点"),
        Field("organization", "组织", T.REFERENCE, targets=("organization",), indexed=True),
        Field("host", "主持人", T.REFERENCE, targets=("person",)),
        Field("recorder", "记录人", T.REFERENCE, targets=("person",)),
        Field("topic", "议题", required=True, searched=True),
        Field("content", "内容", T.LONG_TEXT, searched=True),
        Field("resolution", "决议", T.LONG_TEXT, searched=True),
    ),
)

ATTENDANCE = Kind(
    "attendance",
    "出勤",
    number=12,
    title=("status",),
    fields=(
        Field("activity", "活动", T.REFERENCE, required=True, targets=("activity",), indexed=True),
        Field("person", "人员", T.REFERENCE, required=True, targets=("person",), indexed=True),
        Field("status", "出勤", T.CODE, required=True, codes="attendance_status"),
        Field("reason", "缺席原因"),
    ),
)

PROJECT = Kind(
    "project",
    "项目",
    number=13,
    title=("name",),
    date_field="start",
    fields=(
        Field("name", "项目名称", required=True),
        Field("type", "项目类别", T.CODE, codes="project_type", indexed=True),
        Field("start", "开工日期", T.DATE),
        Field("end", "完工日期", T.DATE),
        Field("unit", "计量单位", max_length=20),
        Field("planned", "计划量", T.NUMBER),
        Field("done", "完成量", T.NUMBER),
        Field("funds", "资金", T.MONEY),
        Field("beneficiaries", "受益情况"),
        Field("owner", "责任人", T.REFERENCE, targets=("person",)),
        Field("organization", "实施单位", T.REFERENCE, targets=("organization",)),
        Field("notes", "备注", T.LONG_TEXT),
        Field("matter", "攻关事项", T.REFERENCE, targets=("matter",), indexed=True),
        Field("members", "攻关组成员", T.REFERENCES, targets=("person",)),
        Field("units", "参加单位", T.REFERENCES, targets=("organization",)),
    ),
)

MILESTONE = Kind(
    "milestone",
    "项目进度",
    number=14,
    title=("date", "text"),
    date_field="date",
    fields=(
        Field("project", "项目", T.REFERENCE, required=True, targets=("project",), indexed=True),
        Field("date", "日期", T.DATE, years=WORKED, required=True, indexed=True),
        Field("quantity", "完成量", T.NUMBER),
        Field("text", "进展", T.LONG_TEXT, required=True, searched=True),
        Field("finished", "完成日期", T.DATE, years=WORKED, hint="空着是还没完成"),
        Field("owner", "责任人", T.REFERENCE, targets=("person",)),
    ),
)

DUTY = Kind(
    "duty",
    "任务要求",
    number=15,
    title=("name",),
    date_field="start",
    fields=(
        Field("name", "任务", required=True),
        Field("who", "适用对象", T.JSON, required=True),
        Field("what", "计什么", T.JSON, required=True),
        Field("minimum", "最低次数", T.INTEGER, required=True),
        Field("period", "周期", T.CODE, required=True, codes="period"),
        Field("start", "起", T.DATE),
        Field("end", "止", T.DATE),
        Field("source", "来源文件"),
    ),
)

SCORE_ITEM = Kind(
    "score_item",
    "积分项目",
    number=16,
    title=("name",),
    fields=(
        Field("name", "积分项目", required=True),
        Field("type", "基本或加分", T.CODE, codes="score_type"),
        Field("points", "分值", T.NUMBER, required=True),
        Field("cap", "上限", T.NUMBER),
        Field("period", "周期", T.CODE, codes="period"),
    ),
)

SCORE_ENTRY = Kind(
    "score_entry",
    "积分记录",
    number=17,
    title=("date", "points"),
    date_field="date",
    fields=(
        Field("person", "人员", T.REFERENCE, required=True, targets=("person",), indexed=True),
        Field("item", "积分项目", T.REFERENCE, required=True, targets=("score_item",), indexed=True),
        Field("date", "日期", T.DATE, years=WORKED, required=True, indexed=True),
        Field("points", "得分", T.NUMBER, required=True),
        Field("evidence", "依据", T.LONG_TEXT),
    ),
)

SURVEY = Kind(
    "survey",
    "评议测评",
    number=18,
    title=("subject",),
    date_field="date",
    fields=(
        Field("subject", "评议内容", required=True),
        Field("date", "日期", T.DATE, years=WORKED, required=True, indexed=True),
        Field("sent", "发出", T.INTEGER),
        Field("returned", "回收", T.INTEGER),
        Field("notes", "分析", T.LONG_TEXT),
    ),
)

BALLOT = Kind(
    "ballot",
    "评议计票",
    number=19,
    title=("choice", "votes"),
    fields=(
        Field("survey", "评议", T.REFERENCE, required=True, targets=("survey",), indexed=True),
        Field("about", "评议对象", T.REFERENCE, targets=("person", "organization")),
        Field("choice", "选项", T.CODE, required=True, codes="satisfaction"),
        Field("votes", "票数", T.INTEGER, required=True),
    ),
)

DOCUMENT = Kind(
    "document",
    "材料",
    number=20,
    title=("title",),
    date_field="date",
    fields=(
        Field("type", "材料类型", T.CODE, required=True, codes="document_type", indexed=True),
        Field("number", "文号期号", max_length=60),
        Field("title", "标题", required=True, searched=True),
        Field("date", "日期", T.DATE, years=WORKED, required=True, indexed=True),
        Field("text", "正文", T.LONG_TEXT, searched=True),
        Field("published", "公开起", T.DATE),
        Field("withdrawn", "公开止", T.DATE),
        Field("retention", "保管期限", T.CODE, codes="retention"),
    ),
)

REVIEW = Kind(
    "review",
    "讲评",
    number=28,
    title=("date", "grade"),
    date_field="date",
    fields=(
        Field("member", "被评人", T.REFERENCE, required=True, targets=("person",), indexed=True, hint="手册是谁的"),
        Field("date", "讲评日期", T.DATE, years=WORKED, required=True, indexed=True),
        Field("first", "手册起", T.DATE),
        Field("last", "手册止", T.DATE),
        Field("grade", "等级", T.CODE, required=True, codes="review_grade"),
        Field("remark", "讲评意见", T.LONG_TEXT, sensitivity=P, mask="text"),
        Field("reviewer", "讲评人", T.REFERENCE, targets=("person",)),
        Field("shown", "集中展示", T.BOOLEAN, default=0),
    ),
)

KINDS = (
    ACTIVITY, ATTENDANCE, PROJECT, MILESTONE, DUTY, SCORE_ITEM, SCORE_ENTRY, SURVEY, BALLOT, DOCUMENT,
    REVIEW,
)
