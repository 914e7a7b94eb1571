"""The pen that puts lines of text, rules and frames on a page as content stream operators."""

from __future__ import annotations

from app.ledgers.fonts import Typeface, load_face
from app.ledgers.line_breaking import width_of
from app.ledgers.page_model import Lines, Sheet
from app.ledgers.pdf_fonts import EmbeddedFace

RULE = 0.5  # points
RED = "0.706 0.137 0.094"  # the window's colour of what is wrong, #B42318
# From the middle of a Chinese character down to the base line, in parts of the type size.
MIDDLE_TO_BASE = 0.38
PRODUCER = "连心台账"
Place = tuple[float, float, float]  # x, width, middle from the top
_SHIFT = {"left": 0.0, "center": 0.5, "right": 1.0}


class Embedding(dict[tuple[str, int], EmbeddedFace]):
    """(role, place in its chain) → the face as embedded; roles share a file where their chains do."""

    def __init__(self, faces: dict[str, Typeface]) -> None:
        super().__init__()
        self.faces = faces

    def __missing__(self, key: tuple[str, int]) -> EmbeddedFace:
        role, place = key
        face = load_face(self.faces[role].chain[place])
        known = {id(each.face): each for each in self.values()}
        self[key] = known.get(id(face)) or EmbeddedFace(face, f"L{len(known) + 1}")
        return self[key]


class Pen:
    """One page as content stream operators, gathered and handed over at its end."""

    def __init__(self, sheet: Sheet, embedding: Embedding) -> None:
        self._height = sheet.height
        self._embedding = embedding
        self._texts: list[str] = []
        self._rules: list[str] = []
        self._font = ("", 0.0)

    def red_lines(
        self, face: Typeface, size: float, place: Place, lines: Lines, leading: float, align: str
    ) -> None:
        """As `lines`, in red."""
        self._texts.append(f"{RED} rg")
        self.lines(face, size, place, lines, leading, align)
        self._texts.append("0 g")

    def lines(
        self, face: Typeface, size: float, place: Place, lines: Lines, leading: float, align: str
    ) -> None:
        """Lines under each other in (x, width, middle of the whole from the top)."""
        x, width, middle = place
        y = self._height - middle - size * MIDDLE_TO_BASE + (len(lines) - 1) * leading / 2
        shift = _SHIFT[align]
        for line in lines:
            at = x + (width - width_of(line, face) * size / 1000) * shift if shift else x
            self._text(face, size, at, y, line)
            y -= leading

    def _text(self, face: Typeface, size: float, x: float, y: float, text: str) -> None:
        main = self._embedding[face.role, 0]
        self._set_font(main, size)
        try:
            self._texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{main.encoded(text)}> Tj")
        except KeyError:  # a character that only another face has
            self._texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            for place, run in face.runs(text):
                embedded = self._embedding[face.role, place]
                self._set_font(embedded, size)
                self._texts.append(f"<{embedded.encoded(run)}> Tj")

    def _set_font(self, embedded: EmbeddedFace, size: float) -> None:
        if self._font != (embedded.name, size):
            self._font = (embedded.name, size)
            self._texts.append(f"/{embedded.name} {size:g} Tf")

    def horizontal(self, x: float, end: float, y: float) -> None:
        """A rule from x to end."""
        y = self._height - y
        self._rules.append(f"{x:.2f} {y:.2f} m {end:.2f} {y:.2f} l")

    def vertical(self, x: float, y: float, end: float) -> None:
        """A rule from y down to end."""
        self._rules.append(f"{x:.2f} {self._height - y:.2f} m {x:.2f} {self._height - end:.2f} l")

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        """A frame."""
        self._rules.append(f"{x:.2f} {self._height - y - height:.2f} {width:.2f} {height:.2f} re")

    def operators(self, dash: str = "[] 0") -> str:
        """Everything gathered: rules first, then text."""
        rules = f"q {RULE} w {dash} d {' '.join(self._rules)} S Q" if self._rules else ""
        texts = " ".join(("BT", *self._texts, "ET")) if self._texts else ""
        return f"{rules}\n{texts}"
