"""The world said no: a code with its facts, and the Chinese sentence that tells what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from app.text import SENTENCES

_CONTROLS = {each: " " for each in (*range(32), 127, 0x85, 0x2028, 0x2029)}


def _on_one_line(detail: object) -> object:
    """What somebody typed, without the signs that would break a sentence in two or hide its end."""
    return detail.translate(_CONTROLS) if isinstance(detail, str) else detail


class Problem(Exception):
    """Something the person at the desk can act on. Each package's subclass brings its sentences.

    `code` keys the sentence, `details` fill it. Never holds another exception's text.
    """

    sentences: ClassVar[Mapping[str, str]] = SENTENCES

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    @property
    def sentence(self) -> str:
        """What happened and what to press now. Raises KeyError for a code without a sentence."""
        told = {name: _on_one_line(each) for name, each in self.details.items()}
        return self.sentences[self.code].format(**told)

    def __str__(self) -> str:
        return self.sentence
