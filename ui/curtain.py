"""The curtain over everything but the window itself while the desk is locked: dialogs, lists, previews.

A hidden dialog would end and lose what was typed in it, so each is covered where it stands. An open
modal dialog takes all keys; then the lock stands in a dialog of its own, over the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.text import say

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
LOCK_WIDTH, LOCK_HEIGHT = 560, 460


class _Veil(QWidget):
    """An opaque sheet over one dialog, as large as that."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("lock")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("sign.locked"))
        self._over = over
        over.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ChildAdded):
            self._fit()
        return False

    def _fit(self) -> None:
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()


class _LockDialog(QDialog):
    """The lock over open dialogs: no key and no button closes it but the right password."""

    def __init__(self, window: QWidget, lock: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(say("program"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.resize(LOCK_WIDTH, LOCK_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(lock)
        lock.show()

    def reject(self) -> None:
        """Esc does nothing here."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


class Curtain(QObject):
    """Draws itself over every open window but `window`, and over those that open meanwhile."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._veils: list[_Veil] = []
        self._lock: QWidget | None = None
        self._is_held = False
        self._dialog: _LockDialog | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._look_soon)

    def draw(self, lock: QWidget) -> None:
        """Cover everything. `lock` stands in the window; it is taken over open dialogs where need be."""
        self._lock = lock
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        self._look()

    def open(self) -> None:
        """Take it away."""
        self._lock = None
        if self._dialog is not None:
            self._dialog.hide()
            self._dialog.deleteLater()
            self._dialog = None
        for veil in self._veils:
            if isValid(veil):
                veil.hide()
                veil.deleteLater()
        self._veils.clear()

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Let one question be asked over the lock."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
            self._look_soon()

    def end_dialogs(self) -> None:
        """Give up every open dialog: who opened it has left. Their forms have kept their drafts."""
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog) and each.isVisible() and each is not self._dialog:
                each.done(QDialog.DialogCode.Rejected)

    def _look_soon(self) -> None:
        """Not at once: the focus also moves while a window is being taken down."""
        if self._lock is not None and not self._is_held:
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        """Cover every window that is open now. Whatever opens meanwhile takes the keys, and is noticed."""
        if self._lock is None or self._is_held:
            return
        seen = [self._cover(each) for each in QApplication.topLevelWidgets() if each.isVisible()]
        if any(seen):
            self._come_over()

    def _cover(self, top: QWidget) -> bool:
        """Whether the window is a dialog that was not covered yet."""
        if top in (self._window, self._dialog) or top.findChild(_Veil, "", DIRECT) is not None:
            return False
        if isinstance(top, QDialog):
            self._veils = [each for each in self._veils if isValid(each)]  # some dialogs ended meanwhile
            self._veils.append(_Veil(top))
            return True
        else:  # a list under a field, a tip: nothing waits for its answer
            top.hide()
        return False

    def _come_over(self) -> None:
        """Have the lock reached by the keys, over whatever modal dialog was opened last."""
        if self._lock is None:
            return
        if self._dialog is None:
            modal = QApplication.activeModalWidget()
            if modal is None or modal is self._window:
                return
            self._dialog = _LockDialog(self._window, self._lock)
            self._dialog.show()
        elif QApplication.activeModalWidget() is not self._dialog:
            self._dialog.hide()  # shown anew it is the newest of the modal ones, which gets the keys
            self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        self._lock.setFocus()
