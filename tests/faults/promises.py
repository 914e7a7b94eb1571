"""What a clerk at work was promised, written down outside the office before and after each act."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

_DIGITS = "甲乙丙丁戊己庚辛壬癸"


def mark_of(number: int) -> str:
    """Six characters that stand in everything one act writes, and in nothing else."""
    return "".join(_DIGITS[int(digit)] for digit in f"{number:06d}")


@dataclass
class Promised:
    """The state of an office that the program has reported; what an act changes is changed in a copy.

    groups: mark → kind → how many records one act wrote; binned: marks in the recycle bin;
    merged: marks of two people of whom one was merged into the other.
    changed: the mark that the first household's fields hold. files: printed files that were reported.
    """

    groups: dict[str, dict[str, int]] = field(default_factory=dict)
    binned: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    changed: str = ""
    setting: str = ""
    draft: str = ""
    operators: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    backups: dict[str, Any] = field(default_factory=dict)  # name → this, as it was then

    def copy(self) -> Promised:
        """Another of its own."""
        return deepcopy(self)

    def without_copies(self) -> dict[str, Any]:
        """What a backup made now holds: everything but files and backups, which lie outside it."""
        kept = asdict(self)
        del kept["files"], kept["backups"]
        return kept

    def restored(self, name: str) -> Promised:
        """What is promised after that backup was put back."""
        return Promised(
            **deepcopy(self.backups[name]),
            files=list(self.files),
            backups=deepcopy(self.backups),
        )


class Journal:
    """Lines that are on the disk before the act goes on. A line cut off in the middle was not written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, word: str, act: str, promised: Promised) -> None:
        """`word`: about (what is promised if the act gets through) or done (what is promised now)."""
        line = json.dumps({"word": word, "act": act, "promised": asdict(promised)}, ensure_ascii=False)
        number = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(number, f"{line}\n".encode())
            os.fsync(number)
        finally:
            os.close(number)

    def settle(self, promised: Promised) -> None:
        """Begin anew with what was found: which way an act that was cut off went is known now."""
        self.path.unlink(missing_ok=True)
        self.write("done", "settled", promised)

    def lines(self) -> Iterator[tuple[str, str, Promised]]:
        """(word, act, promised) in order; two lines that ran together after a cut are told apart."""
        if not self.path.exists():
            return
        for line in self.path.read_text("utf-8", "replace").splitlines():
            if line.endswith("}}"):
                said = json.loads(line[line.rindex('{"word"') :])
                yield said["word"], said["act"], Promised(**said["promised"])

    def possible(self) -> list[tuple[str, Promised]]:
        """The states that may stand now, each with the act that leads to it: what was reported last,
        and what an act that was cut off would have led to."""
        last: list[tuple[str, Promised]] = []
        for word, act, promised in self.lines():
            last = [(act, promised)] if word == "done" else [*last[:1], (act, promised)]
        return last
