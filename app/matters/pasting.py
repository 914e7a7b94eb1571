"""What is pasted from a chat, a talk or a letter box, cut into what one person said each; words untouched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.matters.text import PASTED

MOST = 200  # matters from one paste
_LONGEST_NAME = 12
_DATE = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.月]\d{1,2}日?|昨天|前天|星期[一二三四五六日天])"
_TIME = r"(?:(?:上午|下午|早上|晚上|凌晨|中午)\s?)?\d{1,2}:\d{2}(?::\d{2})?"
# 张桂花 2026/11/20 10:32 · 张桂花 10:32 · 张桂花: — the line over a message copied from a chat
_HEAD = re.compile(
    rf"(?P<name>\S[^:：]{{0,{_LONGEST_NAME - 1}}}?)(?:\s+(?:{_DATE}\s*)?{_TIME}\s*|\s*[:：]\s*)"
)
# 张桂花：路灯不亮 — a name of two to four characters before what was said
_INLINE = re.compile(r"(?P<name>[\u3400-\u9fff·]{2,8})[:：](?P<words>.*\S.*)", re.DOTALL)
_NUMBERED = re.compile(r"\s*(?:[（(]?\d{1,3}[)）、.．]|[一二三四五六七八九十]{1,3}、|[-•·*])\s*")


@dataclass(frozen=True)
class Piece:
    """What one person said, verbatim but for blanks around it; `raised_by` "" when no name stands over it.

    `is_chat`: nothing but 收到, 好的 and the like, which is not a matter.
    """

    words: str
    raised_by: str = ""
    is_chat: bool = False

    @property
    def summary(self) -> str:
        """The words as one line, without a number before them: a first 问题描述."""
        return " ".join(_NUMBERED.sub("", self.words, count=1).split())


def is_by_paragraph(text: str) -> bool:
    """Whether blank lines seem to part what was said, so that lines belong together."""
    blocks = [block for block in re.split(r"\n\s*\n", text.strip()) if block.strip()]
    return len(blocks) > 1 and any("\n" in block.strip() for block in blocks)


def pieces(text: str, by_paragraph: bool = False) -> list[Piece]:
    """What was said, in order: a line each, or a paragraph each; names over or before it taken off.

    Under a line that is a name with a time or a colon, as chats copy it, all lines belong to that name
    until the next such line.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if any(_HEAD.fullmatch(line.strip()) for line in lines):
        return _of_chat(lines)
    blocks = re.split(r"\n\s*\n", "\n".join(lines)) if by_paragraph else lines
    return [_piece(block.strip()) for block in blocks if block.strip()]


def _of_chat(lines: list[str]) -> list[Piece]:
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        head = _HEAD.fullmatch(line.strip())
        if head:
            found.append((head["name"].strip(), []))
        elif found and found[-1][0]:
            found[-1][1].append(line)
        elif line.strip():
            found.append(("", [line]))
    said = ((name, "\n".join(block).strip()) for name, block in found)
    return [_named(name, words) if name else _piece(words) for name, words in said if words]


def _piece(words: str) -> Piece:
    inline = _INLINE.fullmatch(words)
    if inline and inline["name"] not in PASTED["not_names"]:
        return _named(inline["name"], inline["words"].strip())
    return _named("", words)


def _named(name: str, words: str) -> Piece:
    bare = re.sub(r"[\s。.!！~～，,]+", "", words)
    return Piece(words, name, bare in PASTED["chat"] or bool(re.fullmatch(r"(?:\[[^\]]{1,8}\])+", bare)))
