"""Run in a process of its own: the peer of start and memory, a PySide6 window with one label."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from tests.bench.painting import FirstPaint, tell


def main() -> int:
    """Show the window, tell, end."""
    application = QApplication(sys.argv)
    window = QMainWindow()
    window.setCentralWidget(QLabel("空窗口"))
    window.resize(1366, 768)

    def painted() -> None:
        tell()
        application.quit()

    FirstPaint(window, painted)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
