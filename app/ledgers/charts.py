"""Charts before they are drawn: areas, strokes and words in points from the top left. Pure geometry.

Said by length and place first; by colour only again: light and dark areas, dashes and signs tell the
series apart on grey paper too. The table of the same numbers always stands beside a chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# The values of the window's theme (ui/theme.py), which a test holds these to.
INK, QUIET, LINE, SURFACE = "#1F2328", "#5B6168", "#E3DED6", "#FFFFFF"
ACCENT, GOOD, PALE, EDGE = "#A61C1C", "#2E7D32", "#C9C2B8", "#948C82"
SMALL, TEXT, TITLE = 9.0, 10.5, 13.0
TOP, GAP = 46.0, 8.0  # room for the title and what the signs mean; between parts
LONGEST_NAME = 9  # characters
LEAST_FULL = 5  # what a cell holds at least to be of the full colour
Point = tuple[float, float]


@dataclass(frozen=True)
class Area:
    """A filled rectangle. `of`: what it stands for, (series, label) or (row, column)."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    of: tuple[str, str] = ("", "")
    edge: str = ""


@dataclass(frozen=True)
class Stroke:
    """A line through points; `dash` in points."""

    points: tuple[Point, ...]
    colour: str = LINE
    width: float = 0.7
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Words:
    """A line of text; `y` is the middle of its height, `x` its start, middle or end as `align` says."""

    x: float
    y: float
    text: str
    size: float = SMALL
    align: str = "left"
    colour: str = INK
    bold: bool = False


Mark = Area | Stroke | Words


@dataclass(frozen=True)
class Chart:
    """A picture of numbers. `name`: its title, also for those who cannot see it."""

    name: str
    width: float
    height: float
    marks: tuple[Mark, ...]

    @property
    def areas(self) -> tuple[Area, ...]:
        """The bars or cells."""
        return tuple(each for each in self.marks if isinstance(each, Area) and each.of != ("", ""))

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written in it, in the order of drawing."""
        return tuple(each.text for each in self.marks if isinstance(each, Words))


@dataclass(frozen=True)
class Series:
    """Numbers of one sort, one for each label of the axis."""

    name: str
    values: tuple[int, ...]


def steps(most: int) -> list[int]:
    """Round marks of an axis from 0 to at least `most`, whole numbers, no more than seven."""
    step = next(
        power * each
        for power in (10**exponent for exponent in range(12))
        for each in (1, 2, 5)
        if power * each * 5 >= max(most, 1)
    )
    return list(range(0, max(most, 1) + step, step))


def short(name: str, most: int = LONGEST_NAME) -> str:
    """The name, cut where there is no room."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def tint(share: float) -> str:
    """From white to the accent; `share` 0…1."""
    whole = min(max(share, 0.0), 1.0) ** 0.8
    parts = (int(ACCENT[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * whole):02X}" for part in parts)


def _wide(text: str, size: float) -> float:
    """About how wide a text is: Chinese characters are square, digits a good half."""
    return sum(size if ord(each) > 0x2E80 else size * 0.56 for each in text)


def _title(name: str, note: str, width: float) -> list[Mark]:
    marks: list[Mark] = [Words(0, 10, name, TITLE, bold=True)]
    if note and _wide(name, TITLE) + _wide(note, TEXT) + 3 * GAP <= width:
        marks.append(Words(width, 10, note, TEXT, "right", QUIET))
    elif note:
        marks.append(Words(0, 28, note, TEXT, colour=QUIET))
    return marks


def _axis(most: int, left: float, width: float, top: float, foot: float) -> tuple[list[Mark], float]:
    """The lines across with their numbers, and points per unit."""
    marked = steps(most)
    unit = (foot - top) / marked[-1]
    marks: list[Mark] = []
    for each in marked:
        y = foot - each * unit
        marks.append(Stroke(((left, y), (width, y)), EDGE if each == 0 else LINE))
        marks.append(Words(left - 5, y, str(each), SMALL, "right", QUIET))
    return marks, unit


def months_chart(
    name: str, labels: Sequence[str], bars: Sequence[Series], line: Series, size: Point, note: str = ""
) -> Chart:
    """Two bars and a line of signs per month. `labels`: one per month; `line`: what should be low."""
    width, height = size
    left, foot = 34.0, height - 20
    marks = _title(name, note, width)
    most = max((*(value for each in (*bars, line) for value in each.values), 1))
    across, unit = _axis(most, left, width, TOP, foot)
    marks += [*_key(bars, line, left), *across]
    room = (width - left) / max(len(labels), 1)
    each_wide = min(room * 0.36, 26.0)
    has_room = room >= 34
    for at, label in enumerate(labels):
        middle = left + room * (at + 0.5)
        for number, series in enumerate(bars):
            value = series.values[at]
            x = middle + (number - len(bars) / 2) * each_wide
            top = foot - value * unit
            fill, edge = ((PALE, EDGE), (GOOD, ""))[number % 2]
            marks.append(Area(x + 0.5, top, each_wide - 1, value * unit, fill, (series.name, label), edge))
            if value and has_room:
                marks.append(Words(x + each_wide / 2, top - 6, str(value), 8.0, "center", QUIET))
        marks.append(Words(middle, foot + 10, label, SMALL, "center"))
    places = [(left + room * (at + 0.5), foot - value * unit) for at, value in enumerate(line.values)]
    if len(places) > 1:
        marks.append(Stroke(tuple(places), ACCENT, 1.6, (4, 2)))
    for (x, y), label in zip(places, labels, strict=True):
        marks.append(Area(x - 3, y - 3, 6, 6, ACCENT, (line.name, label)))
    return Chart(name, width, height, tuple(marks))


def _key(bars: Sequence[Series], line: Series, left: float) -> list[Mark]:
    """What the areas and the line mean."""
    x, y = left, 30.0
    marks: list[Mark] = []
    for number, series in enumerate(bars):
        fill, edge = ((PALE, EDGE), (GOOD, ""))[number % 2]
        marks += [Area(x, y - 5, 10, 10, fill, edge=edge), Words(x + 14, y, series.name, TEXT)]
        x += 14 + _wide(series.name, TEXT) + 22
    marks += [Stroke(((x, y), (x + 22, y)), ACCENT, 1.6, (4, 2)), Area(x + 8, y - 3, 6, 6, ACCENT)]
    return [*marks, Words(x + 27, y, line.name, TEXT)]


def bands_chart(
    name: str, labels: Sequence[str], values: Sequence[int], size: Point, note: str = ""
) -> Chart:
    """One bar for each band, its number and share over it. All the bars together are the whole."""
    width, height = size
    left, foot, whole = 34.0, height - 22, sum(values)
    marks = _title(name, note, width)
    across, unit = _axis(max((*values, 1)), left, width, TOP, foot)
    marks += across
    room = (width - left) / max(len(labels), 1)
    for at, (label, value) in enumerate(zip(labels, values, strict=True)):
        middle, top = left + room * (at + 0.5), foot - value * unit
        bar = min(room * 0.6, 70.0)
        marks.append(Area(middle - bar / 2, top, bar, value * unit, QUIET, (name, label)))
        share = f"（{value * 100 / whole:.0f}%）" if whole else ""
        marks.append(Words(middle, top - 8, f"{value}{share}", TEXT, "center"))
        marks.append(Words(middle, foot + 11, label, TEXT, "center"))
    return Chart(name, width, height, tuple(marks))


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart: how long (0…1 of the longest), and what is written at its end."""

    label: str
    share: float
    words: str


def lines_chart(name: str, bars: Sequence[Bar], size: Point, note: str = "") -> Chart:
    """Bars lying under each other, the whole width standing for a share of 1."""
    width, height = size
    top = 30.0
    marks = _title(name, note, width)
    names = [short(each.label) for each in bars]
    left = max((_wide(each, TEXT) for each in names), default=0.0) + GAP
    right = max((_wide(each.words, TEXT) for each in bars), default=0.0) + GAP
    pitch = min((height - top) / max(len(bars), 1), 26.0)
    room = max(width - left - right, 40.0)
    marks.append(Stroke(((left, top), (left, top + pitch * len(bars))), EDGE))
    for at, (bar, label) in enumerate(zip(bars, names, strict=True)):
        middle, long = top + pitch * (at + 0.5), room * min(max(bar.share, 0.0), 1.0)
        marks.append(Words(left - 6, middle, label, min(TEXT, pitch * 0.7), "right"))
        marks.append(Area(left, middle - pitch * 0.32, long, pitch * 0.64, GOOD, (name, bar.label)))
        marks.append(Words(left + long + 6, middle, bar.words, min(TEXT, pitch * 0.7), "left", QUIET))
    return Chart(name, width, height, tuple(marks))


def heat_chart(
    name: str, rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[int]], size: Point,
    total: str, note: str = "",
) -> Chart:  # fmt: skip
    """A table whose cells are the darker the more they hold, sums at the right and at the foot."""
    width, height = size
    top, names = 30.0, [short(each) for each in rows]
    left = max((_wide(each, TEXT) for each in (*names, total)), default=0.0) + GAP
    room, pitch = (width - left) / (len(columns) + 1), min((height - top) / (len(rows) + 2), 26.0)
    fit, most = min(TEXT, pitch * 0.6), max((value for row in values for value in row), default=0)
    marks = _title(name, note, width)
    for at, label in enumerate((*columns, total)):
        fitting = max(2, int(room / TEXT))
        marks.append(
            Words(left + room * (at + 0.5), top + pitch / 2, short(label, fitting), SMALL, "center", QUIET)
        )
    sums = [sum(row[at] for row in values) for at in range(len(columns))]
    for row, (label, numbers) in enumerate(zip((*names, total), (*values, sums), strict=True)):
        y = top + pitch * (row + 1)
        is_foot = row == len(rows)
        marks.append(Words(left - 6, y + pitch / 2, label, fit, "right", bold=is_foot))
        for at, value in enumerate(numbers):
            share = 0.0 if is_foot else value / max(most, LEAST_FULL)
            if not is_foot:
                of = (rows[row], columns[at])
                marks.append(Area(left + room * at + 1, y + 1, room - 2, pitch - 2, tint(share), of, LINE))
            colour = SURFACE if share > 0.62 else INK if value else EDGE
            marks.append(
                Words(left + room * (at + 0.5), y + pitch / 2, str(value), fit, "center", colour, is_foot)
            )
        across = left + room * (len(columns) + 0.5)
        marks.append(Words(across, y + pitch / 2, str(sum(numbers)), fit, "center", bold=True))
    return Chart(name, width, height, tuple(marks))
