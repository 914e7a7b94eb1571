"""A bar of widgets that goes on to a second line when the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.fields.flow import FlowLayout


class FlowBar(QWidget):
    """The widgets side by side, on as many lines as they need."""

    def __init__(self, widgets: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = FlowLayout(theme.SPACE_2)
        self.setLayout(layout)
        for each in widgets:
            layout.addWidget(each)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # The height follows from the width: without this the bar asks for a line for each of its widgets.
        self.setMinimumHeight(1)
