"""Type for print: which file draws a character, how wide it is, and which characters no file has."""

from __future__ import annotations

import io
import lzma
import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from app.ledgers.problems import LedgerProblem
from app.paths import resources

FOLDER = resources() / "fonts"
MISSING = "〓"  # 方头号: printed where every font lacks the character

# What the program ships, per role; the last one has every character of CJK extensions B to F (GB 18030-2022).
SHIPPED = {
    "body": ("NotoSerifSC-Regular.ttf", "HanaMinB.ttf.xz"),
    "head": ("NotoSansSC-Bold.ttf", "NotoSerifSC-Regular.ttf", "HanaMinB.ttf.xz"),
    "kai": ("LianxinKai-Regular.ttf", "NotoSerifSC-Regular.ttf", "HanaMinB.ttf.xz"),
}
# Official faces are used where the PC has them and are never shipped (their licences forbid it).
OFFICIAL = {"body": "simfang.ttf", "head": "simhei.ttf", "kai": "simkai.ttf"}


def system_folders(environment: dict[str, str] | None = None) -> tuple[Path, ...]:
    """Where this PC keeps its fonts: Windows' folder and the usual ones of fontconfig."""
    environment = dict(os.environ) if environment is None else environment
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or ".")
    named = [Path(environment["WINDIR"]) / "Fonts"] if environment.get("WINDIR") else []
    if environment.get("LOCALAPPDATA"):
        named.append(Path(environment["LOCALAPPDATA"]) / "Microsoft" / "Windows" / "Fonts")
    usual = (
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    )
    return tuple(folder for folder in (*named, *usual) if folder.is_dir())


@cache
def find_official(folders: tuple[Path, ...]) -> dict[str, Path]:
    """The official faces found below the folders, by role."""
    wanted = {file: role for role, file in OFFICIAL.items()}
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.[tT][tT][fF]")):
            role = wanted.get(path.name.lower())
            if role:
                found.setdefault(role, path)
    return found


@cache
def load_face(path: Path) -> Any:
    """The reportlab face of a TrueType file, packed (.xz) or not, read once in a process.

    Raises LedgerProblem("fonts_missing").
    """
    # Kept out of start-up: reportlab takes a tenth of a second.
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFace

    try:
        packed = path.read_bytes()
        contents = lzma.decompress(packed) if path.suffix == ".xz" else packed
        return TTFontFace(io.BytesIO(contents))
    except (OSError, lzma.LZMAError, TTFError):
        raise LedgerProblem("fonts_missing", file=path.name) from None


def release_faces() -> None:
    """Let go of the fonts read so far: they hold some 60 MB, and are read again in a tenth of a second."""
    load_face.cache_clear()


class Typeface(dict[str, int]):
    """Character → width in thousandths of the type size, over a chain of font files.

    A lookup that fails asks the files in turn and remembers. `sources` then holds which file
    of the chain draws the character, -1 for none.
    """

    def __init__(self, role: str, chain: Sequence[Path]) -> None:
        super().__init__()
        self.role = role
        self.chain = tuple(chain)
        self.sources: dict[str, int] = {}

    def __missing__(self, character: str) -> int:
        code = ord(character)
        for position, path in enumerate(self.chain):
            width = load_face(path).charWidths.get(code)
            if width is not None:
                self.sources[character] = position
                self[character] = int(width)
                return int(width)
        self.sources[character] = -1
        self[character] = 1000
        return 1000

    def runs(self, text: str) -> list[tuple[int, str]]:
        """The text in stretches that one file of the chain draws; where none does, 〓 instead."""
        found: list[tuple[int, str]] = []
        for character in text:
            self[character]  # looks it up
            source = self.sources[character]
            if source < 0:
                character = MISSING
                self[character]
                source = max(self.sources[character], 0)
            if found and found[-1][0] == source:
                found[-1] = (source, found[-1][1] + character)
            else:
                found.append((source, character))
        return found

    def missing(self, characters: Iterable[str]) -> set[str]:
        """Those of the characters that no file of the chain has."""
        wanted = set(characters) - {"\n"}
        for character in wanted:
            self[character]  # looks it up
        return {character for character in wanted if self.sources[character] < 0}


@cache
def typefaces(folders: tuple[Path, ...] = ()) -> dict[str, Typeface]:
    """The faces by role: "body" (仿宋 or Serif), "head" (黑体 or Sans Bold), "kai" (楷体).

    `folders`: where to look for official faces; none: only what the program ships.
    """
    official = find_official(folders) if folders else {}
    return {
        role: Typeface(
            role, [*([official[role]] if role in official else []), *(FOLDER / file for file in files)]
        )
        for role, files in SHIPPED.items()
    }
