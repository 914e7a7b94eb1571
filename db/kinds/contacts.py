"""What the office does with people: visits, matters and their events, pairings, aid."""

from __future__ import annotations

from db.fields import WORKED, Field, FieldType, Kind, Sensitivity

T, P, S = FieldType, Sensitivity.PERSONAL, Sensitivity.SENSITIVE

VISIT = Kind(
    "visit",
    "走访",
    number=6,
    title=("date", "content"),
    date_field="date",
    fields=(
        Field("date", "走访日期", T.DATE, years=WORKED, required=True, indexed=True, synonyms=("走访时间", "日期", "时间", "入户时间")),
        Field("household", "走访户", T.REFERENCE, targets=("household",), indexed=True, synonyms=("户主姓名", "户主", "走访对象", "农户姓名")),
        Field("person", "走访对象", T.REFERENCE, targets=("person",), indexed=True, synonyms=("对象姓名", "被走访人")),
        Field("trip", "同次走访", derived=True, indexed=True, max_length=36),
        Field("visitors", "走访人", T.REFERENCES, targets=("person",), synonyms=("走访人员", "走访干部", "入户干部")),
        Field("companions", "陪同人员", max_length=200, synonyms=("陪同",)),
        Field("method", "走访方式", T.CODE, codes="visit_method", default="home", synonyms=("方式", "联系方式", "下基层方式")),
        Field("place", "地点", synonyms=("走访地点",)),
        Field("content", "走访内容", T.LONG_TEXT, required=True, searched=True, sensitivity=P, mask="text", synonyms=("内容", "走访情况", "谈话内容", "了解情况")),
        Field("needs", "诉求与建议", T.LONG_TEXT, searched=True, sensitivity=P, mask="text", synonyms=("诉求", "存在问题", "反映问题", "意见建议", "群众诉求", "实际困难")),
        Field("reflection", "心得体会", T.LONG_TEXT, searched=True, hint="请用自己的话写", synonyms=("心得", "体会", "感悟")),
        Field("next_step", "后续工作", T.LONG_TEXT, searched=True, sensitivity=P, mask="text", synonyms=("后续工作计划", "下步打算", "下一步工作", "处理情况", "解决情况")),
    ),
)

MATTER = Kind(
    "matter",
    "事项",
    number=7,
    title=("description",),
    date_field="opened",
    fields=(
        Field("number", "编号", max_length=40, indexed=True, synonyms=("事项编号", "问题编号")),
        Field("opened", "收集日期", T.DATE, years=WORKED, required=True, indexed=True, synonyms=("反映时间", "登记日期", "受理日期", "日期")),
        Field("visit", "来源走访", T.REFERENCE, targets=("visit",), indexed=True),
        Field("household", "所在户", T.REFERENCE, targets=("household",), indexed=True, synonyms=("户主", "户主姓名")),
        Field("person", "反映人", T.REFERENCE, targets=("person",), indexed=True),
        Field("raised_by", "反映人姓名", sensitivity=P, mask="name", max_length=50, hint="不在册的人写在这里", synonyms=("反映人", "提出人", "诉求人", "诉求反映人", "来访人")),
        Field("channel", "来源渠道", T.CODE, codes="channel", default="visit", synonyms=("来源", "渠道", "问题来源")),
        Field("category", "问题类别", T.CODE, codes="matter_category", indexed=True, synonyms=("类别", "问题归类", "类型")),
        Field("kind", "个性共性", T.CODE, codes="matter_kind", synonyms=("性质",)),
        Field("description", "问题描述", T.LONG_TEXT, required=True, searched=True, sensitivity=P, mask="text", synonyms=("问题简述", "问题表述", "反映内容", "诉求内容", "事由", "问题")),
        Field("original_words", "群众原话", T.LONG_TEXT, searched=True, sensitivity=P, mask="text"),
        Field("urgency", "紧急程度", T.CODE, codes="urgency", default="normal"),
        Field("deadline", "办理时限", T.DATE, indexed=True, synonyms=("完成时限", "时限", "办结时限")),
        Field("organization", "责任单位", T.REFERENCE, targets=("organization",), synonyms=("责任部门", "承办单位")),
        Field("responsible", "责任人", T.REFERENCE, targets=("person",), synonyms=("承办人", "办理人")),
        Field("recorder", "填写人", T.REFERENCE, targets=("person",), indexed=True, hint="手册归谁", synonyms=("记录人", "收集人")),
        Field("standard", "工作标准", synonyms=("办理标准", "目标标准")),
        Field("feedback", "结果反馈", T.LONG_TEXT, searched=True, synonyms=("反馈情况", "反馈")),
        Field("reflection", "心得体会", T.LONG_TEXT, searched=True, hint="请用自己的话写", synonyms=("心得", "体会")),
        Field("theme", "归并到", T.REFERENCE, targets=("matter",), indexed=True),
        Field("notes", "备注", T.LONG_TEXT),
        Field("type", "事项类型", T.CODE, codes="matter_type", default="problem", indexed=True),
        Field("swept_from", "起因事项", T.REFERENCE, targets=("matter",), indexed=True, hint="举一反三从哪件事来"),
        Field("found", "排查发现件数", T.INTEGER),
        Field("solved", "已解决件数", T.INTEGER),
        Field("station", "受理站点", T.REFERENCE, targets=("organization",)),
        Field("service", "代办业务", T.CODE, codes="errand_service", synonyms=("业务类型", "代办项目")),
        Field("signed", "已签收", T.BOOLEAN),
        Field("reception", "接访方式", T.CODE, codes="petition_reception", synonyms=("信访方式",)),
        Field("petition", "信访次别", T.CODE, codes="petition_turn"),
        Field("receiver", "接访人", T.REFERENCE, targets=("person",), synonyms=("接访领导",)),
        Field("dispute", "纠纷类别", T.CODE, codes="dispute_type"),
        Field("other_party", "对方当事人", sensitivity=P, mask="name", max_length=100, synonyms=("另一方当事人",)),
        Field("risk", "风险等级", T.CODE, codes="risk_level"),
        Field("guarantor", "包案人", T.REFERENCE, targets=("person",), synonyms=("包案领导",)),
        Field("plan", "化解方案", T.LONG_TEXT, sensitivity=P, mask="text", synonyms=("稳控化解方案",)),
    ),
)

MATTER_EVENT = Kind(
    "matter_event",
    "事项经过",
    number=8,
    title=("act", "date"),
    date_field="date",
    append_only=True,
    fields=(
        Field("matter", "事项", T.REFERENCE, required=True, targets=("matter",), indexed=True),
        Field("act", "办理动作", T.CODE, required=True, codes="matter_act", indexed=True),
        Field("date", "日期", T.DATE, years=WORKED, required=True, indexed=True),
        Field("by", "经办人", T.REFERENCE, targets=("person",)),
        Field("organization", "单位", T.REFERENCE, targets=("organization",)),
        Field("text", "情况", T.LONG_TEXT, searched=True, sensitivity=P, mask="text"),
        Field("deadline", "时限", T.DATE),
        Field("result", "结果", T.CODE, codes="matter_result"),
        Field("after", "前序经过", T.REFERENCES, targets=("matter_event",), derived=True),
        Field("whistle", "哨号", derived=True, max_length=40),
        Field("cause", "产生原因", T.LONG_TEXT, sensitivity=P, mask="text"),
        Field("remedy", "解决办法", T.LONG_TEXT, sensitivity=P, mask="text"),
        Field("responsible", "责任人", T.REFERENCE, targets=("person",)),
        Field("person_named", "责任人姓名", max_length=50, sensitivity=P, mask="name", hint="不在册的人写在这里"),
        Field("standard", "工作标准", T.LONG_TEXT),
    ),
)

PAIRING = Kind(
    "pairing",
    "结对",
    number=9,
    title=("kind", "card_number"),
    date_field="start",
    fields=(
        Field("kind", "结对类型", T.CODE, required=True, codes="pairing_kind", indexed=True, synonyms=("类型", "结对类别", "帮扶类型")),
        Field("helper", "帮扶方", T.REFERENCE, required=True, targets=("person", "organization"), indexed=True, synonyms=("帮扶人", "帮扶责任人", "结对党员", "联系人", "结对干部", "党员干部姓名")),
        Field("helped", "被帮扶方", T.REFERENCE, required=True, targets=("person", "household", "organization"), indexed=True, synonyms=("帮扶对象", "结对对象", "结对户", "被帮扶人", "结对对象姓名")),
        Field("start", "结对日期", T.DATE, indexed=True, synonyms=("结对时间", "开始时间")),
        Field("end", "结束日期", T.DATE, indexed=True, synonyms=("结束时间",)),
        Field("card_number", "连心卡号", max_length=40, synonyms=("卡号", "结对号")),
        Field("card_issued", "发卡日期", T.DATE, years=WORKED, synonyms=("发放日期",)),
        Field("plan", "帮扶计划", T.LONG_TEXT, searched=True, synonyms=("帮扶措施", "结对包户工作内容", "计划")),
        Field("notes", "备注", T.LONG_TEXT),
    ),
)

AID = Kind(
    "aid",
    "帮扶记录",
    number=10,
    title=("date", "content"),
    date_field="date",
    fields=(
        Field("date", "日期", T.DATE, years=WORKED, required=True, indexed=True, synonyms=("发放日期", "帮扶日期", "慰问日期", "时间")),
        Field("pairing", "结对", T.REFERENCE, targets=("pairing",), indexed=True),
        Field("fund", "资金来源", max_length=100, synonyms=("来源", "经费来源", "基金")),
        Field("recipient", "受助人", T.REFERENCE, targets=("person", "household"), indexed=True, synonyms=("姓名", "发放对象", "慰问对象", "领取人")),
        Field("form", "帮扶形式", T.CODE, required=True, codes="aid_form", indexed=True, synonyms=("形式", "帮扶方式", "类型")),
        Field("content", "内容", T.LONG_TEXT, searched=True, synonyms=("帮扶内容", "慰问内容", "物资名称", "事由")),
        Field("amount", "金额", T.MONEY, synonyms=("金额元", "慰问金", "发放金额", "金额(元)")),
        Field("quantity", "数量", T.NUMBER),
        Field("unit", "单位", max_length=20, synonyms=("计量单位",)),
        Field("handler", "经办人", T.REFERENCE, targets=("person",)),
        Field("signed", "已签领", T.BOOLEAN, default=0, synonyms=("签领", "签收", "是否签领")),
        Field("notes", "备注", T.LONG_TEXT),
    ),
)

KINDS = (VISIT, MATTER, MATTER_EVENT, PAIRING, AID)
