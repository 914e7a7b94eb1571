"""The one window: the entrance, the workspace, or the lock over it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.curtain import Curtain
from ui.enter_key import EnterKey
from ui.text import say

if TYPE_CHECKING:  # the entrance is shown before the workspace is loaded
    from ui.workspace import Workspace

WIDTH, HEIGHT = 1280, 720


class MainWindow(QMainWindow):
    """Shows one of: an entrance (first start, sign-in), the workspace, the lock over the workspace.

    `may_close` is asked before the window closes; `left` is called when it goes to the background.
    """

    def __init__(self, may_close: Callable[[], bool]) -> None:
        super().__init__()
        self._may_close = may_close
        self._stack = QStackedWidget()
        self._stack.setObjectName("window")
        self.workspace: Workspace | None = None
        self._over: QWidget | None = None
        self._page: QWidget | None = None  # what holds it in the stack
        self.setCentralWidget(self._stack)
        self.setWindowTitle(say("program"))
        self.resize(QSize(WIDTH, HEIGHT).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(900, 560)
        self._enter_key = EnterKey(self)
        self._curtain = Curtain(self)

    def show_entrance(self, entrance: QWidget) -> None:
        """Show what comes before the workspace; a workspace that was there goes away."""
        self._curtain.end_dialogs()
        self._drop_workspace()
        self._put_over(entrance)
        self.setWindowTitle(say("program"))

    def show_workspace(self, workspace: Workspace) -> None:
        """Show a signed-in desk."""
        self._drop_workspace()
        self.workspace = workspace
        self._stack.addWidget(workspace)
        self.uncover()
        self._show_name(workspace.context.desk.office.name)
        workspace.top.renamed.connect(self._show_name)

    def _show_name(self, office: str) -> None:
        self.setWindowTitle(f"{office} · {say('program')}")

    def cover(self, lock: QWidget) -> None:
        """Stand the lock over the workspace and every dialog; their forms stay as they are."""
        page = QWidget()  # stays where it is when the lock has to stand over a dialog
        page.setObjectName("lock")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(lock)
        self._put_over(lock, page)
        self._curtain.draw(lock)

    def over_the_lock(self) -> AbstractContextManager[None]:
        """While it lasts, a question may be asked over the lock."""
        return self._curtain.held_back()

    def uncover(self) -> None:
        """Show the workspace again."""
        self._curtain.open()
        self._drop_over()
        if self.workspace is not None:
            self._stack.setCurrentWidget(self.workspace)

    @property
    def over(self) -> QWidget | None:
        """The entrance or lock that is shown; None when the workspace is."""
        return self._over

    @property
    def is_locked(self) -> bool:
        """Whether a lock stands over the workspace."""
        return self.workspace is not None and self._over is not None

    def come_to_front(self) -> None:
        """Show the window over all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            event.accept()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        went = event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow()
        if went and self.workspace is not None and not self.is_locked:
            self.workspace.step_aside()

    def _put_over(self, widget: QWidget, page: QWidget | None = None) -> None:
        """Show `widget`, by itself or inside `page`, instead of what stands over the workspace."""
        self._curtain.open()
        self._drop_over()
        self._over, self._page = widget, page or widget
        self._stack.addWidget(self._page)
        self._stack.setCurrentWidget(self._page)

    def _drop_over(self) -> None:
        if self._over is not None and self._page is not None:
            self._stack.removeWidget(self._page)
            self._over.deleteLater()
            self._page.deleteLater()
            self._over = self._page = None

    def _drop_workspace(self) -> None:
        if self.workspace is not None:
            self._stack.removeWidget(self.workspace)
            self.workspace.deleteLater()
            self.workspace = None
