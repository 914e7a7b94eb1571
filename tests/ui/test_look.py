"""The look: contrast, icons, named values, glyphs."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.icons import icon, pixmap
from ui.places import places
from ui.resources import resource

WORDS_ON = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "paper_deep"), ("ink", "accent_soft"), ("quiet", "paper"),
    ("quiet", "surface"), ("quiet", "paper_deep"), ("accent", "surface"), ("accent", "paper"),
    ("danger", "surface"),
    ("good", "surface"), ("warning", "surface"), ("warning", "accent_soft"), ("surface", "accent"),
    ("surface", "accent_deep"),
]  # fmt: skip
ICONS = sorted(path.stem for path in resource("icons").glob("*.svg"))


def luminance(colour: QColor) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lights = sorted((luminance(theme.colour(one)), luminance(theme.colour(other))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


@pytest.mark.parametrize(("words", "ground"), WORDS_ON)
def test_words_stand_out_from_their_ground(words, ground):
    assert contrast(words, ground) >= 4.5


def test_the_edge_of_an_input_stands_out():
    assert contrast("edge", "surface") >= 3


def test_the_style_sheet_leaves_no_name_unfilled_and_names_no_colour_of_its_own():
    text = resource("theme.qss").read_text(encoding="utf-8")
    assert "$" not in theme.style_sheet()
    assert re.findall(r"#[0-9A-Fa-f]{6}\b", text) == []


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_a_line_drawing_of_24_by_24(name):
    drawing = ElementTree.parse(resource(f"icons/{name}.svg")).getroot()
    assert (drawing.get("width"), drawing.get("height"), drawing.get("fill")) == ("24", "24", "none")


def test_an_icon_is_drawn_in_the_colour_asked_for():
    picture = pixmap("add", "accent", 24).toImage()
    assert picture.pixelColor(12, 12).name().upper() == theme.COLOURS["accent"]


def test_every_place_has_an_icon_that_exists():
    assert [place.icon for place in places() if place.icon not in ICONS] == []
    assert not icon(places()[0].icon).isNull()


def test_the_font_has_chinese_and_its_digits_have_one_width():
    font = QApplication.font()
    metrics = QFontMetrics(font)
    assert QFontInfo(font).family() == "Noto Sans SC"
    assert all(metrics.inFontUcs4(ord(character)) for character in "连心台账·，。，“”①")
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1
