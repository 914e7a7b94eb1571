"""The sentences of app that a clerk reads, keyed by problem code."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "wrong_password": "密码不对。请检查大小写和中英文输入法后再试；忘记密码可用打印的恢复码登录。",
    "wrong_recovery_code": "恢复码不对。请对照打印的恢复码逐组核对后再试。",
    "no_such_operator": "没有叫“{name}”的操作员。请从列表中选择，或请管理员添加。",
    "too_soon": "密码连着输错了几次。请等 {seconds} 秒后再试；忘记密码请找管理员重设，或用打印的恢复码。",
    "damaged": "数据库文件已损坏，程序没有改动它。请按“用备份恢复”，损坏的文件会留着，能读的会尽量找回。",
    "wrong_key": "打不开数据库：它与钥匙文件不配套，或开头已损坏。请按“用备份恢复”，不要重新设置。",
    "damaged_keys": "钥匙文件 keys.json 已损坏，程序没有改动它。请按“用备份恢复”，不要重新设置。",
    "keys_missing": "文件夹“{folder}”里缺钥匙文件 {file}，数据库还在。请按“用备份恢复”，不要重新设置。",
    "database_missing": "文件夹“{folder}”里缺数据库文件 {file}。请按“用备份恢复”，不要重新设置。",
    "not_writable": "文件夹“{folder}”不能写入。请换一个文件夹，或请管理员开放写入权限后再试。",
    "disk_full": "磁盘已满，这次没有保存，您输入的内容还在。请清出一些空间后再保存。",
    "disk_error": "读写磁盘出错，这次没有保存。请检查磁盘后再试；"
    "如仍出错，请马上备份到 U 盘，再请技术人员看这块盘。",
    "busy": "这个数据文件夹正被另一个连心台账窗口使用。请切换到那个窗口，或先关闭它再打开。",
    "on_stick": "文件夹“{folder}”在 U 盘或移动硬盘上，一拔就会坏数据，不能直接在上面使用。"
    "请把整个文件夹拷到电脑自己的硬盘，再从那里打开；要带走数据，请用备份。",
    "on_network": "文件夹“{folder}”在网络共享上，断网会坏数据，不能直接在上面使用。"
    "请把整个文件夹拷到电脑自己的硬盘，再从那里打开。",
    "backup_missing": "没有找到备份文件“{file}”。请检查 U 盘是否插好，或换一份备份。",
    "backup_wrong_key": "备份“{file}”打不开：不是这个单位的，或与旁边的钥匙文件不配套。请换一份备份。",
    "backup_damaged": "备份“{file}”已损坏或不是连心台账的备份，没有用它。请换一份备份。",
    "backup_damaged_keys": "备份旁边的钥匙文件“{keys}”已损坏，没有用它。请换一份备份。",
    "backup_keys_missing": "备份“{file}”旁边缺同名的钥匙文件“{keys}”。"
    "请把两个文件放在一起再试，或换一份备份。",
    "backup_of_another": "这份备份是“{office}”的，不是“{own}”的，没有用它。请换一份备份。",
    "is_alive": "这里的台账是好的，不用这样恢复。请先用管理员账号登录，再到设置的“备份与检查”里恢复。",
    "second_folder_inside": "不能选数据文件夹“{folder}”里面的文件夹，电脑坏了会一起丢。"
    "请选 U 盘、移动硬盘或另一块盘。",
    "no_backup_disk_full": "上次没有备份成：“{folder}”所在的盘满了。请清出空间，或换一个备份文件夹。",
    "no_backup_not_writable": "上次没有备份成：“{folder}”不能写入。请检查 U 盘是否插好，或换一个备份文件夹。",
    "no_backup_disk_error": "上次没有备份成：“{folder}”读写出错。请换一个 U 盘或备份文件夹。",
    "no_backup_damaged": "上次没有备份成：数据库有损坏。请到设置的“备份与检查”按“检查数据”。",
    "no_backup_busy": "上次没有备份成：数据库正忙。请到设置的“备份与检查”按“立即备份”。",
    "newer_format": "这份数据由更新版本的连心台账写成。请先升级程序，再打开它；数据没有改动。",
    "no_office": "文件夹“{folder}”里还没有台账。请先运行首次设置（lianxin setup）。",
    "office_exists": "文件夹“{folder}”里已经有台账了。请换一个空文件夹。",
    "unknown_kind": "没有“{kind}”这种记录。可用的有：{kinds}。",
    "unknown_field": "“{kind}”没有“{field}”这一栏。可用的有：{fields}。",
    "no_such_record": "没有找到编号为 {id} 的{kind}。请核对编号，或到回收站看看。",
    "required": "请填写“{label}”。",
    "too_long": "“{label}”最多 {limit} 个字，现在有 {length} 个字。请缩短后再保存。",
    "not_a_date": "“{label}”不是有效日期：{value}。请写成 2026-11-05 这样。",
    "date_out_of_range": "“{label}”的年份不对：{value}。请写 {first} 年到 {last} 年之间的日期；"
    "如果电脑时间不对，请先改正电脑时间。",
    "not_a_number": "“{label}”要填数字，现在是：{value}。",
    "not_a_code": "“{label}”没有“{value}”这个选项。请从列表中选择。",
    "not_a_reference": "“{label}”指向的记录不存在。请重新选择。",
    "not_json": "“{label}”的内容格式不对，请检查后再填。",
    "append_only": "“{kind}”只能追加，不能改。请再记一条“更正”。",
    "end_before_start": "“{end}”早于“{start}”。请检查日期。",
    "nothing_to_undo": "没有可以撤销的操作。",
    "office_unknown": "还没有这个单位的资料，不能给它交办。请先收一次它的数据包，再试。",
    "no_such_action": "没有第 {number} 次操作。请到“修改历史”里核对。",
    "not_your_action": "这是“{operator}”做的操作，只能由本人撤销。",
    "not_undoable": "这次操作不能撤销。",
    "already_undone": "这次操作已经撤销过了。",
    "later_work": "其中 {count} 条后来又改过，或已有新的记录用到它们。可以保留这些，只撤销其余的。",
    "erased": "这条记录已依法删除，不能再改，也不能恢复。",
    "is_merged": "这条记录已并入另一条，不能单独恢复。请到“疑似重复”的“已合并”里按“拆开”。",
    "redaction_only": "依法删除要由管理员在记录上按“依法删除”来做，不能直接写入。",
    "merge_only": "“并入”不能直接填写。请到“疑似重复”里合并。",
    "same_record": "这是同一条记录，不用合并。",
    "already_merged": "“{title}”已经合并或删除了，不能再合并。请刷新后再看。",
    "not_merged": "这条记录没有并入别的记录，不用拆开。",
    "merged_elsewhere": "这是别的单位合并的，请由那个单位拆开。",
    "not_compared": "“{kind}”不查重复。只有户和人可以合并。",
    "not_erasable": "“{kind}”不能单独依法删除。请在它所属的人、户或记录上做。",
    "bin_is_empty": "回收站里没有可以清除的记录。",
    "cannot_put_back": "这一行没有可以改回的旧值。",
    "id_taken": "编号 {id} 已经用过。请去掉编号，由程序编号。",
    "changed_since": "这条记录后来又改过，不能直接撤销。请打开“修改历史”，选择要恢复的值。",
    "weak_password": "密码太短。请至少用 6 个字符。",
    "operator_exists": "已有叫“{name}”的操作员，请换一个名字。",
    "only_admin": "只有管理员才能这样做。请用管理员账号登录。",
    "defined_above": "这份“{kind}”是别的单位定的，这里不能改。需要改请联系定它的单位，或另外新建一份。",
    "only_review": "这要审核员或管理员来做。请他们登录后再做，或把这份材料交给他们。",
    "only_review_sensitive": "健康、困难状况和未满 14 周岁人员的内容，要审核员或管理员才能显示。",
    "cannot_demote_self": "不能改自己的身份。请用另一个管理员账号登录后再改。",
    "not_disabled": "“{name}”没有停用，不用恢复。",
    "not_a_role": "没有“{role}”这种身份。可选：录入员、审核、管理员。",
    "cannot_disable_self": "不能停用正在使用的账号。请用另一个管理员账号登录后再停用。",
    "unreadable_picture": "这不是能打开的图片。请选择 JPG、PNG、BMP 或 WEBP 图片。",
    "picture_too_large": "图片的点数太多，没有打开。请先用看图软件缩小后再添加。",
    "empty_file": "文件“{name}”是空的，没有添加。请检查是否拷贝完整。",
    "program_file": "“{name}”是程序文件，为安全起见没有添加。请改用 PDF、图片、Word 或表格。",
    "attachment_lost": "附件“{name}”的内容不在这台电脑上或已损坏。请从备份里找回，或重新添加。",
    "cannot_own": "“{kind}”不能带附件。请添加到户、人、走访、事项等记录上。",
    "file_too_large": "文件“{name}”有 {size}，超过 {limit} 的限制。请压缩后再添加。",
    "unreadable_file": "读不了文件“{name}”。请检查 U 盘是否插好、文件是否还在。",
    "not_an_own_day": "这几天不是本单位加的，不能删。要改成上班，请按“加上班日”。",
    "told_above": "{year}年的放假安排由上级下发，本单位不用再加。如有出入，请联系上级改。",
    "not_a_term": "没有看懂时限“{text}”。请写成“15个工作日”或“60日”，1 到 1000 之间。",
    "too_many_days": "工作日天数太多，最多 {limit} 天。请检查是否多打了数字。",
    "unexpected": "程序出了意外，已记入日志，您的数据没有丢失。请重试；"
    "如再出现，请把日志文件（在数据文件夹里的 log）交给技术人员。",
}

# Working days, keyed by what is said of them.
WORKDAYS: dict[str, str] = {
    "unknown_year": "{years}年的放假和调休安排还没有收到，时限按周一到周五计算。收到后请再核对一次时限。",
    "rest": "放假",
    "work": "调休上班",
}

# The calendar of a year, keyed by what is written.
CALENDAR: dict[str, str] = {
    "weekday": "周{name}",
    "weekend": "周末",
    "day": "{month}月{day}日（{weekday}）",
    "of_year": "{year}年{words}",
    "to_day": "{day}日（{weekday}）",
    "to_month": "{month}月{day}日（{weekday}）",
    "span": "{first}至{last}",
    "leapt": "{name}{count}天",
    "leaping": "跳过{parts}",
    "counted": "{days}上班算在内",
    "rest_line": "{name}：{span}放假，共{count}天。",
    "work_line": "{name}：{days}上班。",
    "no_such_day": "没有“{words}”这一天，没有读入。",
    "wrong_weekday": "{day}写的是{said}，应是{real}，请核对年份。",
    "too_long": "从{first}到{last}不像一次放假，只读入了第一天。",
    "both": "{day}又放假又上班，按后写的算。",
    "wrong_count": "{span}写的是共{said}天，数出来是{real}天。",
    "source_announced": "国务院通知",
    "source_above": "上级下发",
    "source_own": "本单位加的",
    "rest": "放假",
    "work": "上班",
    "unknown": "{year}年还没有放假安排，先按周一到周五算。",
    "figures": "{year}年：工作日 {worked} 天，放假 {rest} 天，调休上班 {made_up} 天。",
    "above": "{year}年的安排由上级下发，以上级的为准。",
}

# Terms of errands, petitions and the like, keyed by what is said of them.
TERMS: dict[str, str] = {
    "working": "{count}个工作日",
    "days": "{count}日",
    "due": "{term}，到{day}",
    "due_leaping": "{term}，到{day}（{leapt}）",
    "left": "还有 {count} 个工作日",
    "over": "超 {count} 个工作日",
    "today": "今天到期",
    "others": "其他业务",
}

# What the self check found, keyed by finding.
CHECKS: dict[str, str] = {
    "audit_good": "操作日志完整，没有缺行或改动。",
    "audit_bad": "操作日志缺行、被改过或读不出来。请保留现状，交给管理员查看。",
    "attachments_good": "附件完好，共 {count} 份内容。",
    "attachments_damaged": "{count} 份附件的内容与登记的不一致。请从备份里找回。",
    "attachments_absent": "{count} 个附件的内容不在这台电脑上。请从备份里找回。",
    "attachments_unreadable": "附件读不出来。请马上按“用备份恢复”，能读的会尽量找回。",
    "backups_none": "本机还没有备份。请尽快备份一次。",
    "backups_good": "{count} 份备份能打开，最近一份是 {latest}。",
    "backup_damaged": "备份 {file} 打不开或已损坏，不能用来恢复。请另做一份备份。",
}

# The audit log, for the page and the workbook made of it.
AUDIT: dict[str, str] = {
    "title": "操作日志",
    "number": "序号",
    "at": "时间",
    "operator": "操作员",
    "act": "做了什么",
    "detail": "说明",
    "times": "{count} 次",
    "minutes": "{count} 分钟（0 为不自动锁定）",
    "about": "{kind}“{title}”",
    "looked_at": "{kind}“{title}”：{fields}",
    "whole": "日志完整：没有缺行，也没有被改过。",
    "broken": "日志从第 {number} 行起缺行或被改过。请保留现状，"
    "把数据文件夹整个拷贝一份，交上级或技术人员查看。",
}

SEARCH = {"id_ending": "证号尾号 {ending}"}
