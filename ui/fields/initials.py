"""Pinyin of short Chinese words, so that a choice can be typed by its first letters."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """The first letters of the text's syllables: "入户走访" is "rhzf". Other characters stay."""
    import pypinyin  # heavy: loaded on the first Latin letter typed into a choice

    syllables = pypinyin.lazy_pinyin(text, style=pypinyin.Style.FIRST_LETTER)
    return "".join(each[:1] if len(each) > 1 and not each.isascii() else each for each in syllables).lower()


@lru_cache(maxsize=4096)
def spelling(text: str) -> str:
    """The text's syllables without tones, joined: "入户走访" is "ruhuzoufang"."""
    import pypinyin  # heavy, as above

    return "".join(pypinyin.lazy_pinyin(text)).lower()


def matches(typed: str, label: str) -> bool:
    """Whether what is typed means this label: a part of it, its initials or its pinyin."""
    typed = "".join(typed.split()).lower()
    if typed in label.lower():
        return True
    if not typed.isascii() or not typed.isalnum():
        return False
    return typed in initials(label) or spelling(label).startswith(typed)
