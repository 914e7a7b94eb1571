"""Breaking text into lines by Chinese rules (避头尾, GB/T 15834) and the widths of a font."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What may not begin a line, and what may not end one.
NOT_AT_START = "。，、；：？！”’）》〉】〕］｝」』…—·～％‰℃,.;:?!)]}%＞°′″"
NOT_AT_END = "“‘（《〈【〔［｛「『([{＜￥$№"
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef\u0300-\u036f"
_START, _END = re.escape(NOT_AT_START), re.escape(NOT_AT_END)
# One unit that stays together: openers, a Latin word, a run of dashes or dots, or one character; closers.
_UNIT = re.compile(
    rf"[{_END}]*(?:[0-9A-Za-z\u00c0-\u024f+#@&*/\\_'\"=<>~^|.,:;%!?()\[\]-]+|—+|…+|[^\s])?"
    rf"[{_START}{_VARIANTS}]*[ \u3000]*"
)
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


def clean(text: str) -> str:
    """`text` as it can be printed: line ends as \\n, tabs as spaces, control characters gone."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    return _INVISIBLE.sub("", text).strip("\n")


def width_of(text: str, widths: Mapping[str, int]) -> int:
    """How wide the text is in thousandths of the type size."""
    return sum(map(widths.__getitem__, text))


def wrap(text: str, room: int, widths: Mapping[str, int]) -> tuple[str, ...]:
    """The lines of `text`, none wider than `room` (thousandths of the type size).

    Only a single character wider than the room may stand out of it. Joined again, the lines
    hold every character of the text but the spaces at which it was broken.
    """
    if "\n" not in text and sum(map(widths.__getitem__, text)) <= room:
        return (text,)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if sum(map(widths.__getitem__, paragraph)) <= room:
            lines.append(paragraph)
        else:
            _wrap_paragraph(paragraph, room, widths, lines)
    return tuple(lines)


def _wrap_paragraph(paragraph: str, room: int, widths: Mapping[str, int], lines: list[str]) -> None:
    line, used = "", 0
    for unit in _UNIT.findall(paragraph):
        if not unit:
            continue
        width = sum(map(widths.__getitem__, unit))
        if used + width <= room:
            line += unit
            used += width
            continue
        bare = unit.rstrip(" \u3000")
        needed = sum(map(widths.__getitem__, bare)) if bare != unit else width
        if used + needed <= room:
            line, used = line + unit, room
            continue
        if line.strip(" \u3000"):
            lines.append(line.rstrip(" \u3000"))
        line, used = (unit, width) if needed <= room else _cut(unit, room, widths, lines)
    if line.strip(" \u3000"):
        lines.append(line.rstrip(" \u3000"))


def _cut(unit: str, room: int, widths: Mapping[str, int], lines: list[str]) -> tuple[str, int]:
    """Break a unit that is wider than a line, after a hyphen if it has one; the rest begins the next."""
    line, used = "", 0
    for character in unit:
        width = widths[character]
        if line and used + width > room:
            # A number with hyphens breaks best after one: 2025-/0232.
            end = line.rfind("-") + 1 or len(line)
            lines.append(line[:end])
            line = line[end:]
            used = sum(map(widths.__getitem__, line))
        line += character
        used += width
    return line, used
