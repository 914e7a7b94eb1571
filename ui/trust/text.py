"""Sentences of comparing and merging records, of erasing them, and of the recycle bin."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "field": "栏目",
    "compare": "两条记录对照",
    "choose.hint": "左边是先登记的。每一栏点一下要留下的内容（或按 ← →），打 ✓ 的留下；"
    "“≠”是两边不一样的，请核对。",
    "empty": "（空）",
    "same": "相同",
    "differs": "≠ 不同",
    "only": "一边空着",
    # erasing
    "erase": "依法删除",
    "erase.words": "“{title}”的全部内容会从记录、修改历史、查找、附件和以后的备份里永久清除，"
    "交换时也通知别的单位清除。不能撤销，也不能从回收站恢复。走访等记录仍在，只是不再写明是谁。",
    "erase.parts": "一起清除：{parts}",
    "erase.part": "{label} {count} 条",
    "erase.reason": "事由",
    "erase.basis": "依据",
    "erase.basis_hint": "如申请书编号、文件号；不要写姓名",
    "erase.mentions": "下面这些文字里有这个姓名、证号或电话。勾选的，姓名改成“某某”，证号和电话改成“＊＊＊”。"
    "和这个人、这一户有关的已经勾好；没勾的可能是同名的人，请看清再勾。",
    "erase.no_mentions": "别处的文字里没有写到这个人。",
    "erase.mention": "{kind}：{title}（{label}）",
    "erase.mention_past": "{kind}：{title}（{label}以前的内容）",
    "erase.go": "依法删除…",
    "erase.sure": "确实要永久清除“{title}”吗？清除以后谁也找不回来。",
    "erase.yes": "永久清除",
    "erase.done": "已永久清除 {count} 条记录，改写 {texts} 处文字",
    "erase.not_compact": "已经清除。磁盘空间不够，数据文件还没有整理，请清出空间后再清除一次回收站。",
    "erase.backups": "这台电脑上以前的 {count} 份备份里还有这些内容。要删掉这些旧备份吗？"
    "删之前会先做一份新的备份。",
    "erase.backups_detail": "{places}\n\nU 盘和别处的备份请自己找出来处理。",
    "erase.backups_yes": "删掉旧备份",
    "erase.backups_keep": "先留着",
    "erase.backups_done": "已删掉 {count} 份旧备份，新备份已做好",
    # the recycle bin
    "bin.would_go": "清空后，回收站里的 {count} 条记录会永久清除，不能撤销：",
    "bin.would_go_one": "“{title}”会永久清除，不能撤销。",
    "bin.count": "{label} {count} 条",
    "bin.leaning": "还有 {count} 条{live}用到其中的{gone}，清除后那里会显示“（已依法删除）”。",
    "bin.sure": "确实要永久清除吗？清除以后谁也找不回来。",
    "bin.go": "继续…",
    "bin.yes": "永久清除",
}

say = speaker(WORDS)
