"""The sentences of the program's own test, keyed by step."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "good": "  好    {step}（{milliseconds} 毫秒）",
    "bad": "  不好  {step}：{reason}",
    "passed": "自检通过，可以使用。",
    "failed": "自检没有通过。请把以上文字和 lianxin.log 交给技术人员，先不要用它记台账。",
}

STEPS: dict[str, str] = {
    "create": "建一个临时台账，加密保存",
    "write": "写入一户、一人、一次走访",
    "find": "按姓名和文字查找",
    "print_pdf": "打印走访台账为 PDF",
    "print_xlsx": "打印走访台账为 XLSX",
    "reopen": "关闭后用密码再打开，记录都在",
    "back_up": "备份并验证",
    "window": "打开窗口，显示字体、图标和打印预览",
}

REASONS: dict[str, str] = {
    "not_found": "查不到刚写入的记录",
    "not_printed": "印出的文件不对",
    "not_kept": "再打开后少了记录",
    "no_backup": "备份没有写成",
    "window": "窗口没有画出来",
    "font": "程序自带的字体没有装上",
    "icons": "图标画不出来",
    "preview": "打印预览打不开",
    "fault": "程序出错 {fault}",
}
