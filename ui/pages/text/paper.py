"""Sentences of the preview of a printed page."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "making": "正在排版…",
    "print": "打印…",
    "save": "存为 PDF…",
    "kinds": "PDF 文件 (*.pdf)",
    "workbook": "存为 Excel…",
    "kinds.workbook": "Excel 表格 (*.xlsx)",
    "saved": "已存到 {path}",
    "printed": "已送到打印机",
    "refused": "打印机没有接受。请检查打印机是否开着、有没有纸，再按“打印…”。",
    "pages": "共 {count} 页",
    "paper.print": "打印{paper}",
    "paper.heading": "{paper}（{count} 件）",
    "paper.asking": "正在看能不能印…",
    "paper.all": "看一看再打印：选中的 {count} 件，一件一页或一行",
    "paper.some": "选中 {chosen} 件，其中 {count} 件可以印{paper}",
}

say = speaker(WORDS)
