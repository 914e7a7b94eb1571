"""Drawing the marks of a chart with the ledgers' own embedded type, in colours.

reportlab has charts of its own. They bring a second typesetting (platypus) along, which would not fit
into what the frozen program may weigh, and their type lacks the chain of faces for rare characters.
"""

from __future__ import annotations

from app.ledgers.charts import Area, Chart, Mark, Stroke, Words
from app.ledgers.fonts import FOLDER, Typeface
from app.ledgers.page_model import Sheet
from app.ledgers.pen import Embedding, Pen

ROLE = "chart"


def _colour(text: str) -> str:
    return " ".join(f"{int(text[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))


class ChartPen(Pen):
    """A pen with colours. Areas and strokes lie under the words, in the order of the marks."""

    def __init__(self, sheet: Sheet, embedding: Embedding) -> None:
        super().__init__(sheet, embedding)
        self._shapes: list[str] = []

    def draw(self, chart: Chart, x: float, y: float) -> None:
        """Put the chart with its upper left corner at x, y (from the top)."""
        for mark in chart.marks:
            self._put(mark, x, y)

    def _put(self, mark: Mark, x: float, y: float) -> None:
        if isinstance(mark, Area):
            self._area(mark, x + mark.x, self._height - y - mark.y - mark.height)
        elif isinstance(mark, Stroke):
            self._stroke(mark, x, self._height - y)
        else:
            self._words(mark, x + mark.x, y + mark.y)

    def _area(self, area: Area, x: float, low: float) -> None:
        place = f"{x:.2f} {low:.2f} {area.width:.2f} {area.height:.2f} re"
        if area.edge:
            edge = f"0.6 w {_colour(area.edge)} RG"
            self._shapes.append(f"{_colour(area.fill)} rg {edge} {place} B")
        else:
            self._shapes.append(f"{_colour(area.fill)} rg {place} f")

    def _stroke(self, stroke: Stroke, x: float, top: float) -> None:
        dash = " ".join(f"{each:g}" for each in stroke.dash)
        (first_x, first_y), *rest = stroke.points
        path = " ".join(f"{x + each:.2f} {top - below:.2f} l" for each, below in rest)
        self._shapes.append(
            f"{_colour(stroke.colour)} RG {stroke.width:g} w [{dash}] 0 d "
            f"{x + first_x:.2f} {top - first_y:.2f} m {path} S [] 0 d"
        )

    def _words(self, words: Words, x: float, middle: float) -> None:
        face = self._embedding.faces["head" if words.bold else ROLE]
        self._texts.append(f"{_colour(words.colour)} rg")
        place = (x, 0.0, middle)  # no width: aligned at the very point
        self.lines(face, words.size, place, (words.text,), 0, words.align)
        self._texts.append("0 g")

    def operators(self, dash: str = "[] 0") -> str:
        """As of a pen, the shapes below."""
        shapes = f"q {' '.join(self._shapes)} Q\n" if self._shapes else ""
        return shapes + super().operators(dash)


def chart_faces(faces: dict[str, Typeface]) -> dict[str, Typeface]:
    """The faces with one for charts: upright and evenly thick, which small type needs."""
    chain = (FOLDER / "NotoSansSC-Regular.ttf", *faces["body"].chain)
    return {**faces, ROLE: Typeface(ROLE, tuple(dict.fromkeys(chain)))}
