"""The named values of the look, and the style sheet made from them."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette

from ui.resources import resource

COLOURS: dict[str, str] = {
    "paper": "#FAF8F5",
    "surface": "#FFFFFF",
    "line": "#E3DED6",
    "ink": "#1F2328",
    "quiet": "#5B6168",
    "accent": "#A61C1C",
    "good": "#2E7D32",
    "warning": "#8A5A00",
    "danger": "#B42318",
    # Made from the ones above: an input's edge needs 3:1 on white, which `line` has not.
    "edge": "#948C82",
    "accent_deep": "#8A1616",
    "accent_soft": "#F7EAE7",
    "paper_deep": "#F2EEE8",
    "handle": "#C9C2B8",
}

# Sizes in pixels.
TEXT, SMALL, HEADING, SUBHEADING = 15, 13, 20, 17
SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5 = 4, 8, 12, 16, 24
ROW, TARGET, RAIL = 36, 34, 104


def colour(name: str) -> QColor:
    """The named colour. Raises KeyError for a name the theme does not have."""
    return QColor(COLOURS[name])


def style_sheet() -> str:
    """The application's style sheet: resources/theme.qss with every $name filled in."""
    sizes = {
        "text": TEXT,
        "small": SMALL,
        "heading": HEADING,
        "subheading": SUBHEADING,
        "row": ROW,
        "target": TARGET,
        "rail": RAIL,
    }
    values = {
        **COLOURS,
        **{name: f"{size}px" for name, size in sizes.items()},
        "icons": resource("icons").as_posix(),
    }
    return Template(resource("theme.qss").read_text(encoding="utf-8")).substitute(values)


def palette() -> QPalette:
    """The colours that widgets paint themselves with where the style sheet says nothing."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: "paper",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "paper",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "surface",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.PlaceholderText: "quiet",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.ToolTipText: "ink",
    }
    for role, name in roles.items():
        made.setColor(role, colour(name))
    return made
