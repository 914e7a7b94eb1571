"""Pinyin of names: surnames by their own reading, the rest by the dictionary."""

from __future__ import annotations

import os
from functools import lru_cache

from app.presets import preset


@lru_cache(maxsize=20_000)
def syllables_of(name: str) -> str:
    """Syllables without tones, separated by blanks: 曾国·𠮷 → "zeng guo ji".

    A character the dictionary does not know is left out; the clerk can type the pinyin herself.
    """
    # A dictionary of phrases would cost 40 MB and knows no names.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin  # heavy: its dictionary loads on first use

    letters = "".join(c for c in name if c.isalpha())
    surnames = preset("surnames")["readings"]
    for length in (2, 1):
        reading = surnames.get(letters[:length])
        if reading and len(letters) > length:
            rest = lazy_pinyin(letters[length:], errors="ignore")
            return " ".join([reading, *rest]).lower()
    return " ".join(lazy_pinyin(letters, errors="ignore")).lower()
