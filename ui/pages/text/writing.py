"""Sentences of the fields for writing."""

from __future__ import annotations

from ui.text import speaker

WORDS: dict[str, str] = {
    "phrases": "常用语",
    "phrases.tip": "从常用语里选一句插入（F4）",
    "phrases.none": "还没有常用语。可在“设置”里添加。",
    "phrases.separator": "；",
}

say = speaker(WORDS)
