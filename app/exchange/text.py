"""The sentences of exchange that a clerk reads, keyed by code."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # The file.
    "no_such_package": "读不到文件“{name}”。请检查U盘是否插好、文件是否还在，再试一次。",
    "not_a_package": "“{name}”不是连心台账的数据包，没有打开。请让对方在“数据交换”里重新导出。",
    "sqlite_file": "“{name}”其实是一个数据库文件，不是数据包，没有打开。请让对方在“数据交换”里重新导出。",
    "zip_file": "“{name}”其实是压缩包或办公文档，不是数据包，没有打开。若数据包在里面，请先解压再导入。",
    "truncated": "数据包“{name}”不完整，可能没拷完就拔了U盘。没有导入任何内容，请让对方重新导出。",
    "damaged": "数据包“{name}”已损坏或被改动过。没有导入任何内容，请让对方重新导出，最好换一个U盘。",
    "newer": "数据包“{name}”由更新版本的程序制作，本机读不了。请先升级程序再导入；数据没有改动。",
    "unknown_suite": "数据包“{name}”用的加密方式本机没有（{suite}）。请先升级程序再导入；数据没有改动。",
    "wrong_document": "“{name}”不是{wanted}。请选对文件再试。",
    "too_large": "数据包“{name}”超出了允许的大小，没有打开。请让对方分几次导出。",
    "hostile": "数据包“{name}”的内容不合规定，可能是故意做坏的，没有导入任何内容。请联系对方核实。",
    # Whose it is.
    "unknown_sender": "“{name}”的发出单位不在名册里，没有导入。请核对来源；新单位要先办“入网”。",
    "own_package": "“{name}”是本机自己导出的数据包，不用导入。请选对方给的文件。",
    "not_for_us": "“{name}”不是发给本单位的，没有打开。请把U盘交给该收的单位。",
    "readdressed": "“{name}”里写的发出单位与封面不一致，可能被人转装过，没有导入。请联系对方核实。",
    "revoked": "“{name}”出自已注销的电脑，并且在注销之后制作，没有导入，原样留在本机备查。"
    "请与对方核实；确实是对方写的，请让对方的新电脑重新入网后补录。",
    "suite_too_low": "“{name}”的加密方式低于上级规定的最低要求，没有导入。请让对方升级程序后重新导出。",
    # Enrolment.
    "not_twenty_digits": "核对码是 20 个数字，分 5 组、每组 4 个。请看对方屏幕重新输入。",
    "digits_differ": "核对码对不上，没有办理。请在电话里逐组再念一遍；仍对不上，说明文件被换过，请重做申请。",
    "roster_damaged": "上级的名册验不出真伪，没有采用。请让上级重新导出。",
    "suite_pinned": "新名册要求的加密方式比原来的低，没有采用。请联系上级核实。",
    "nothing_asked": "本机没有等批复的入网申请。请先写一份入网申请。",
    "not_our_approval": "这份批复不是给本机这次申请的，没有办理。请选本机申请对应的批复。",
    "approval_damaged": "这份批复验不出真伪，没有办理。请让上级重新导出批复。",
    "upper_key_changed": "上级换了钥匙，或有人冒充上级，没有办理。请打电话问上级，输入上级钥匙的核对码再办。",
    "not_a_successor": "这份换钥文书不是原上级签发的，没有采用。请打电话向上级核实。",
    "not_in_use": "上级的名册里没有把本机列为在用，没有办理。请联系上级。",
    "not_our_level": "“{office}”不归本单位审批，没有办理。村向镇申请，镇向县申请。",
    "node_clash": "名册里这台电脑的钥匙已注销，或同一编号另有钥匙，没有办理。请让对方重新生成申请。",
    "node_not_listed": "名册里没有这台电脑，没有办理。请刷新名册后再试。",
    # Giving and taking.
    "not_enrolled": "本机还没有入网，不能交换数据。请先在“数据交换”里办“入网”。",
    "must_reenrol": "本机的数据是从另一台电脑复制来的，不能用那台的身份交换。请到“数据交换”里重新办“入网”。",
    "same_person": "要两个人同意：请让另一位审核员或管理员输入自己的密码。",
    "second_reviews": "第二个人要是本机在用的审核员或管理员。请换一位。",
    "decide_first": "“{office}”的资料里还有 {count} 处不一致没有定。请先在收件箱里处理完，再以本级为准。",
    "not_a_peer": "没有这个交换单位。请在“数据交换”的列表里选择。",
    "missing_before": "“{name}”缺少前面的数据包，没有导入任何内容。请把本机的数据包给对方导入一次，"
    "对方再导出时会自动补齐。",
    "not_its_household": "这一户不是“{office}”的，没有迁。请重新选一户。",
    "already_there": "这一户已经在“{office}”，不用再迁。",
    "not_in_conflict": "这一处已经定好了，不用再选。",
    "not_parked": "隔离区里已没有这条记录。请刷新后再看。",
    "no_such_entry": "交换记录里没有这个数据包。请刷新后再看。",
    "still_waits": "这条记录还缺它所属的记录，暂时放不进来。等对方下次交来就会自动补上。",
    # The stick.
    "stick_full": "U盘空间不够，没有写成；本机已留底。请清出空间或换一个U盘再导出。",
    "stick_protected": "U盘写保护或不能写入，没有写成；本机已留底。请打开U盘的写入开关，或换一个U盘。",
    "stick_gone": "U盘在写的过程中断开了，没有写成；本机已留底。请重新插好U盘再导出。",
    "stick_lies": "写完再读回来对不上，这个U盘不可靠，没有写成；本机已留底。请换一个U盘。",
    "copy_failed": "数据包没能存到本机硬盘上。请检查硬盘空间后再试。",
    "part_missing": "数据包共 {count} 个文件，缺第 {missing} 个。请把同一批拷全，放在一个文件夹里再导入。",
    "stopped": "已停止，没有留下半截文件。需要时可以再导出一次。",
}

# What a document is called, by its kind.
DOCUMENTS: dict[str, str] = {
    "request": "入网申请",
    "approval": "入网批复",
    "package": "数据包",
    "receipt": "回执",
    "roster": "名册",
    "succession": "换钥文书",
    "recovery": "恢复包",
}

# Why a record waits in quarantine, by the code that the engine gives it.
REASONS: dict[str, str] = {
    "scope": "对方无权写这一类记录",
    "other_bucket": "这条记录归别的单位，不该由对方来改",
    "unreadable": "内容不合规定，本机读不了",
    "orphan": "它所属的记录还没到，到了会自动放进来",
    "revoked": "出自已注销的电脑",
    "moved": "这条记录已迁到别的单位",
}
OTHER_REASON = "原因不明，可能出自更新版本的程序"

# What is out of the ordinary in a package that was taken in, and what to do.
ALARMS: dict[str, str] = {
    "forked": "同一台电脑的数据出现了两份，各记各的：可能有人整个复制过电脑，或恢复了旧的备份。"
    "两份都已留下，没有丢。请打电话问清是哪台电脑；复制出来的那台要到“数据交换”重新入网。",
    "rolled_back": "对方手里有本机自己记过、现在却没有的记录：本机恢复过旧的备份。"
    "那些记录已随这次取回。请抽看几条，没有别的要做。",
    "differs": "收下以后，两边的核对码还是不一样。已收下的没有问题，但可能还差一些："
    "请让对方勾选“交一份全的”再交一次；仍是这样，请联系技术人员。",
    "out_of_scope": "其中有 {count} 部分不归对方写，没有收，其余的已收下。请联系对方核实。",
}

# The printed report of what came in.
REPORT: dict[str, str] = {
    "name": "导入报告",
    "title": "{office}第{number}次数据包导入报告",
    "made": "对方制作：{at}（对方电脑时间）",
    "summary": "概况",
    "added": "新增的记录",
    "changed": "修改的记录",
    "conflicts": "两边不一致，等人来定",
    "parallel": "各改各的，已合并",
    "parked": "隔离区",
    "index": "序号",
    "how": "怎么样",
    "kind": "类别",
    "record": "记录",
    "field": "栏目",
    "reason": "原因",
    "count.added": "新增",
    "count.changed": "修改",
    "count.conflicts": "不一致",
    "count.parked": "隔离",
    "note": "备注",
    "alarm": "提醒",
    "more": "……另有 {count} 条，不再列出",
    "nothing": "没有新内容",
    "unnamed": "（名称未存）",
    "handled": "经手人（签字）",
    "checked": "负责人（签字）",
    "kept": "保留或删除",
    "extra": "补充栏",
}

# The list of those who have not handed in this month.
REMINDER: dict[str, str] = {
    "name": "催报名单",
    "title": "{year}年{month}月未交数据的单位名单",
    "index": "序号",
    "office": "单位",
    "last": "最近一次交来",
    "note": "要说的事",
    "sign": "催办记录",
    "never": "没有交过",
    "last.words": "{day} 第{number}次",
    "count": "共 {total} 个单位，未交 {missing} 个",
    "waiting": "有 {count} 条待取",
    "old": "程序版本旧（{program}）",
    "no_pc": "没有在用的电脑",
    "nobody": "（本月都已交）",
    "comma": "；",
    "handled": "经办人（签字）",
    "checked": "负责人（签字）",
}
