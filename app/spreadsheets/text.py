"""The sentences of spreadsheet import that a clerk reads, keyed by code."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "no_such_file": "找不到文件“{name}”。请检查U盘是否插好、文件是否改了名。",
    "unreadable": "打不开“{name}”，文件可能已损坏。请用 WPS 或 Excel 打开它，另存为 .xlsx 后再导入。",
    "no_permission": "没有权限读“{name}”，或文件正被别的程序占用。请关闭 WPS 或 Excel 中的这个文件后再试。",
    "password": "“{name}”设了打开密码。请用 WPS 或 Excel 打开，去掉密码另存后再导入。",
    "wrong_kind": "“{name}”不是表格文件。可以导入 .xlsx、.xls、.ods、.csv；别的格式请先另存为 .xlsx。",
    "web_page": "“{name}”其实是网页格式的表。请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入。",
    "too_big": "“{name}”有 {size} 兆，超过 {limit} 兆。请删去图片和多余的工作表，或拆成几个文件再导入。",
    "expands": "“{name}”解开后太大，不像正常的表格，没有打开。请另存为 .xlsx 或 .csv 后再试。",
    "too_many_rows": "“{name}”里写到了第 {rows} 行，最多 {limit} 行。请删去远处的零散内容，或拆成几个文件。",
    "too_many_columns": "“{name}”有 {columns} 列，最多 {limit} 列。请删去右边多余的列后再导入。",
    "too_wide_and_long": "“{name}”铺得太开（{rows} 行 × {columns} 列）。"
    "请删去边角的零散内容，或拆成几个文件后再导入。",
    "too_full": "“{name}”里的内容太多，一次读不下。请拆成几个文件（每个几万行），再分别导入。",
    "no_such_sheet": "“{name}”里没有叫“{sheet}”的工作表。有这些：{sheets}。",
    "no_sheet": "“{name}”里没有可以读的工作表。",
    "empty_sheet": "工作表“{sheet}”是空的。请换一张工作表。",
    "unknown_encoding": "看不懂“{name}”的文字编码。请用记事本另存为 UTF-8，或用 WPS 另存为 .xlsx 后再导入。",
    "not_importable": "“{kind}”不能从表格导入。可以导入：{kinds}。",
    "mapping_unreadable": "对照文件“{name}”的格式不对。请照导入页保存的对照文件改。",
    "mapping_unknown_field": "对照里的“{target}”不是可以导入的栏目。",
    "mapping_other_kind": "这份对照是给“{theirs}”用的，现在导入的是“{ours}”。",
    "mapping_not_code": "对照里给“{label}”定的“{value}”不在选项里。可用：{options}。",
    "other_kind": "这张表看起来是“{seems}”，不是“{asked}”，没有导入。请改用 --kind {name}；"
    "确实要导入“{asked}”，请用 --map 指明每一列。",
    "nothing_mapped": "没有一列对上栏目。请先指明哪一列是什么。",
    "required_unmapped": "还没有指明哪一列是“{labels}”。请在对照里补上。",
    "file_changed": "“{name}”在预览之后又改过。请重新打开预览后再导入。",
    "stopped": "已停止，没有写入任何记录。",
    "rejects_need_review": "未导入的行里有个人信息，另存成文件要审核员或管理员来做。"
    "您可以照这里列出的行号，在原来的表里改好后再导入。",
    "nothing_rejected": "没有未导入的行，不用另存。",
}

# Why a row did not go in. Keyed by cause; the report groups by cause.
REASONS: dict[str, str] = {
    "missing": "缺“{label}”",
    "too_long": "“{label}”有 {length} 个字，最多 {limit} 个字",
    "no_year": "“{label}”写的是“{value}”，没有年份",
    "not_a_date": "“{label}”写的“{value}”不是有效日期",
    "date_out_of_range": "“{label}”的年份不对：{value}",
    "two_digit_year": "“{label}”写的“{value}”，年份要写四位",
    "not_a_code": "“{label}”没有“{value}”这个选项",
    "not_a_number": "“{label}”要填数字，写的是“{value}”",
    "not_money": "“{label}”要填金额，写的是“{value}”",
    "negative_money": "“{label}”不能是负数：{value}",
    "no_household": "不知道是哪一户：前面没有户主行，这一行也没写户主",
    "no_one": "没写走访的是哪一户、哪个人",
    "household_unknown": "名册里没有户主“{value}”，请先导入户籍花名册，或核对姓名",
    "person_unknown": "名册里没有“{value}”这个人，请先登记，或核对姓名",
    "organization_unknown": "没有登记叫“{value}”的组织，请先登记，或核对名称",
    "party_unknown": "名册里没有叫“{value}”的人、户或组织，请先登记，或核对名称",
    "household_ambiguous": "有 {count} 户户主都叫“{value}”（{places}），请加上村民组或户号",
    "person_ambiguous": "有 {count} 个人都叫“{value}”（{places}），请加上身份证号",
    "organization_ambiguous": "有 {count} 个组织都叫“{value}”，请写全称",
    "party_ambiguous": "叫“{value}”的不止一个（{places}），请加上身份证号或村民组",
    "refused": "{sentence}",
}

# What was put right, or is doubtful, in a row that did go in.
REPAIRS: dict[str, str] = {
    "id_upgraded": "15 位身份证号升为 18 位：{value} → {result}",
    "id_cleaned": "身份证号去掉了空格、全角字：{value} → {result}",
    "id_corrected": "身份证号里的字母换成了数字：{value} → {result}",
    "id_failed": "身份证号 {value} 校验不符，照原样存，请核对",
    "id_failed_hint": "身份证号 {value} 校验不符，照原样存；可能是 {result}：{reason}",
    "id_damaged": "身份证号被表格软件改坏了，可信的是 {result}：{reason}",
    "id_lost": "身份证号被表格软件改成了 {value}，原来的号码已经丢了，请照身份证重填",
    "id_other": "“{value}”不是居民身份证号，按其他证件存",
    "birth_from_id": "出生日期“{value}”按身份证号改为 {result}",
    "sex_differs": "性别“{value}”与身份证号不符，请核对",
    "month_unclear": "“{label}”的 {value} 分不清是 1 月还是 10 月，只记年份 {result}",
    "date_from_number": "“{label}”是数字 {value}，按日期读作 {result}",
    "number_cleaned": "“{label}”去掉了空格和多余符号：{value} → {result}",
    "phone_damaged": "“{label}”写的“{value}”不像电话号码，请核对",
    "money_units": "“{label}”里的“{value}”读作 {result} 元",
    "quantity_units": "“{label}”里的“{value}”读作 {result}",
    "code_to_notes": "“{label}”没有“{value}”这个选项，已写进备注",
    "signed_by_name": "“{label}”里写着“{value}”，算作已签领",
    "error_cell": "“{label}”的单元格是错误值 {value}，当作空白",
    "private_character": "“{label}”里有造字“{value}”，请核对并改成正式的字",
    "unknown_visitor": "“{value}”不在册，已写进陪同人员",
    "tag_unknown": "类别“{value}”不在标签里，已写进备注",
    "last_digits_lost": "前 {known} 位可信，最后几位被表格软件丢掉了，请照身份证补全",
    "digits_lost": "只剩前 {known} 位，其余被表格软件丢掉了，请照身份证补全",
    "birth_differs": "前 {known} 位可信，但其中的出生日期与表里不符，请照身份证核对",
    "birth_from_row": "前 6 位可信，出生日期取自本行，最后 4 位请照身份证补全",
    "letters_for_digits": "把误写成字母的数字改回来，校验就对了",
    "check_character_missing": "少了一位；如果漏的是最后一位，应是这个号码，请照身份证核对",
}

# Why two people may be one.
DUPLICATES: dict[str, str] = {
    "same_id": "身份证号相同",
    "same_beginning": "同名，身份证号没改坏的部分相同",
    "same_name_birth": "姓名和出生日期相同",
    "same_name_household": "同一户里同名",
}

LABELS: dict[str, str] = {
    "column": "第{number}列",
    "row_number": "原行号",
    "reason": "未导入原因",
    "household_head": "所属户主",
    "rejects_noted": "{kind}，{count} 行，存为表格",
    "sheet_rejected": "未导入的行",
    "lookup.id_number": "对象身份证号",
    "lookup.group": "对象村民组",
    "lookup.number": "对象户号",
    "household": "户：{label}",
    "tag": "标签：{label}",
    "reasons_joined": "；",
    "note_line": "{label}：{value}",
}

REPORT: dict[str, str] = {
    "summary": "共读 {read} 行：收入 {accepted} 行，整理 {repaired} 行；已有 {already}，拒收 {rejected}。",
    "added": "新增{label} {count} 条",
    "differences": "与已有记录不同 {count} 处，没有改动，请逐条核对",
    "duplicates": "疑似重复 {count} 对，没有合并，请核对",
    "warnings": "需要核对 {count} 行",
    "ignored": "没有导入的列：{columns}",
    "cause": "{reason}（{count} 行：{rows}）",
    "cause_many": "同样的问题有 {count} 行：{rows}。如第 {first} 行：{reason}",
}
