"""Sentences of the preview of a printed page."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "making": "正在排版…",
    "print": "打印…",
    "save": "存为 PDF…",
    "kinds": "PDF 文件 (*.pdf)",
    "saved": "已存到 {path}",
    "printed": "已送到打印机",
    "refused": "打印机没有接受。请检查打印机是否开着、有没有纸，再按“打印…”。",
    "pages": "共 {count} 页",
}

say = speaker(WORDS)
