"""How a list moves its mark by itself: said outright, since Qt would else ask which keys are held down."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel

ONE_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
ONE_MORE_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
