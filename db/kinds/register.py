"""The register: organizations, households, people, their tags and posts."""

from __future__ import annotations

from db.fields import Field, FieldType, Kind, Sensitivity

T, P, S = FieldType, Sensitivity.PERSONAL, Sensitivity.SENSITIVE

ORGANIZATION = Kind(
    "organization",
    "组织",
    number=1,
    title=("name",),
    date_field="founded",
    fields=(
        Field("name", "组织名称", required=True, indexed=True, synonyms=("单位名称", "党组织名称", "名称", "单位")),
        Field("type", "类型", T.CODE, codes="organization_type", synonyms=("组织类型", "单位类型")),
        Field("code", "统计代码", max_length=12, synonyms=("区划代码", "单位代码")),
        Field("parent", "上级组织", T.REFERENCE, targets=("organization",), indexed=True),
        Field("founded", "成立日期", T.DATE, synonyms=("成立时间",)),
        Field("ended", "撤并日期", T.DATE, synonyms=("撤销日期",)),
        Field("contact", "联系人", sensitivity=P, mask="name", max_length=50),
        Field("phone", "联系电话", sensitivity=P, mask="phone", max_length=30, synonyms=("电话",)),
        Field("notes", "备注", T.LONG_TEXT),
    ),
)

HOUSEHOLD = Kind(
    "household",
    "户",
    number=2,
    title=("head", "group", "number"),
    fields=(
        Field("number", "户号", sensitivity=P, mask="address", indexed=True, max_length=30, synonyms=("户编号", "家庭编号", "门牌号", "门牌号码", "户口本号", "户口簿号", "编号")),
        Field("head", "户主", required=True, sensitivity=P, mask="name", max_length=50, indexed=True, synonyms=("户主姓名", "户主名", "家长", "户名", "所属户主")),
        Field("group", "村民组", indexed=True, max_length=30, synonyms=("组别", "村民小组", "小组", "组", "社", "居民小组", "自然村", "屯", "网格", "所属网格")),
        Field("address", "住址", sensitivity=P, mask="address", synonyms=("家庭住址", "详细地址", "地址", "居住地址", "户籍地址", "家庭地址", "现住址")),
        Field("phone", "联系电话", sensitivity=P, mask="phone", max_length=30, synonyms=("户主电话", "家庭电话", "户联系电话")),
        Field("type", "户类型", T.CODE, codes="household_type", sensitivity=S, indexed=True, synonyms=("家庭类型", "户别", "农户属性", "农户类型", "贫困户属性", "户属性")),
        Field("notes", "备注", T.LONG_TEXT, synonyms=("户备注", "说明")),
        Field("merged_into", "并入", T.REFERENCE, targets=("household",), derived=True),
    ),
)

PERSON = Kind(
    "person",
    "人",
    number=3,
    title=("name",),
    date_field="birth",
    fields=(
        Field("household", "所在户", T.REFERENCE, targets=("household",), indexed=True),
        Field("name", "姓名", required=True, sensitivity=P, mask="name", max_length=50, indexed=True, synonyms=("名字", "家庭成员", "成员姓名", "家庭成员姓名", "人员姓名", "党员姓名")),
        Field("pinyin", "拼音", max_length=200, hint="多音字可改，如 zeng", synonyms=("姓名拼音",)),
        Field("relation", "与户主关系", T.CODE, codes="relation", synonyms=("关系", "家庭关系", "与户主的关系", "同户主关系", "成员关系", "称谓", "与户主称谓")),
        Field("sex", "性别", T.CODE, codes="sex"),
        Field("id_number", "身份证号", sensitivity=P, mask="id_number", indexed=True, group="identity", max_length=30, synonyms=("身份证号码", "公民身份号码", "公民身份证号", "公民身份证号码", "证件号", "证件号码", "身份证", "身份号码", "居民身份证号")),
        Field("id_state", "证号状态", T.CODE, codes="id_state", derived=True, group="identity"),
        Field("birth", "出生日期", T.DATE, years=(1850, 2089), sensitivity=P, indexed=True, synonyms=("出生年月", "出生年月日", "生日", "出生时间", "出生")),
        Field("ethnic", "民族", T.CODE, codes="ethnic", default="01"),
        Field("education", "文化程度", T.CODE, codes="education", synonyms=("学历", "文化", "受教育程度")),
        Field("political", "政治面貌", T.CODE, codes="political", synonyms=("党派", "面貌")),
        Field("phone", "电话", sensitivity=P, mask="phone", indexed=True, max_length=30, synonyms=("联系电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "本人电话")),
        Field("labour", "劳动能力", T.CODE, codes="labour", synonyms=("劳动力", "劳动技能", "劳动力状况")),
        Field("health", "健康状况", T.CODE, codes="health", sensitivity=S, mask="text", synonyms=("健康", "身体状况", "健康情况")),
        Field("status", "在册情况", T.CODE, codes="person_status", default="present", indexed=True, synonyms=("人员状态", "户籍状态", "是否在家")),
        Field("work_unit", "工作单位", synonyms=("单位", "务工地点", "工作地点", "从业单位")),
        Field("job", "职务", max_length=50, synonyms=("职业", "岗位", "职务职级", "从业情况")),
        Field("party_branch", "所在党支部", T.REFERENCE, targets=("organization",), synonyms=("党支部", "所在支部", "所属党支部")),
        Field("party_joined", "入党时间", T.DATE, years=(1921, 2089), synonyms=("入党日期", "入党年月")),
        Field("party_confirmed", "转正时间", T.DATE, years=(1921, 2089), synonyms=("转正日期",)),
        Field("notes", "备注", T.LONG_TEXT, synonyms=("情况说明", "说明")),
        Field("private_notes", "本村内部备注", T.LONG_TEXT, sensitivity=P, mask="text", leaves_office=False, hint="只留在本机，不随数据包上交"),
        Field("merged_into", "并入", T.REFERENCE, targets=("person",), derived=True),
    ),
)

TAG = Kind(
    "tag",
    "标签",
    number=4,
    title=("tag",),
    date_field="start",
    fields=(
        Field("owner", "人或户", T.REFERENCE, required=True, targets=("person", "household"), indexed=True),
        Field("tag", "标签", T.CODE, required=True, codes="tag", sensitivity=S, indexed=True, synonyms=("人员类别", "类别", "特殊人群", "困难类别", "救助类别")),
        Field("start", "起", T.DATE, synonyms=("认定时间", "起始日期")),
        Field("end", "止", T.DATE, synonyms=("终止日期",)),
        Field("basis", "依据", sensitivity=S, mask="text", synonyms=("认定依据", "困难情况", "困难原因", "致贫原因")),
    ),
)

POST = Kind(
    "post",
    "岗位任职",
    number=5,
    title=("post",),
    date_field="start",
    fields=(
        Field("person", "人员", T.REFERENCE, required=True, targets=("person",), indexed=True),
        Field("organization", "组织", T.REFERENCE, targets=("organization",), indexed=True),
        Field("post", "岗位", required=True, max_length=50, synonyms=("职务", "岗位名称")),
        Field("kind", "岗位类别", T.CODE, codes="post_kind"),
        Field("start", "任职日期", T.DATE, synonyms=("任职时间", "起")),
        Field("end", "离任日期", T.DATE, synonyms=("离任时间", "止")),
        Field("notes", "备注", T.LONG_TEXT),
    ),
)

KINDS = (ORGANIZATION, HOUSEHOLD, PERSON, TAG, POST)
