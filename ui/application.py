"""The Qt application: its fonts, look, Chinese words of Qt itself, and the last-resort hook."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui import theme
from ui.collecting import Collector
from ui.icons import icon
from ui.resources import resource
from ui.text import say

FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
FALLBACKS = (
    "Noto Sans SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
)


def make_application(arguments: list[str]) -> QApplication:
    """The one application of this process, dressed."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QApplication.setApplicationName("lianxin")
    QApplication.setApplicationDisplayName(say("program"))
    QApplication.setDesktopFileName("lianxin")
    application = QApplication(arguments)
    Collector(application)
    dress(application)
    return application


def dress(application: QApplication) -> None:
    """Give the application the program's fonts, colours and style sheet."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    missing = QTranslator(application)
    if missing.load(str(resource("qt_words.qm"))):  # “文件夹” in a list of files, made from qt_words.ts
        application.installTranslator(missing)
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setFont(_font())
    application.setPalette(theme.palette())
    application.setStyleSheet(theme.style_sheet())
    application.setWindowIcon(icon("household", "accent"))


def _font() -> QFont:
    """Noto Sans SC from resources/fonts; digits of one width, so that columns of numbers align."""
    for name in FONT_FILES:
        path = resource(f"fonts/{name}")
        if path.exists():
            QFontDatabase.addApplicationFont(str(path))
    font = QFont()
    font.setFamilies(list(FALLBACKS))
    font.setPixelSize(theme.TEXT)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class LastResort(QObject):
    """Catches what nobody caught: notes it whole, and apologises once at a time.

    Qt carries on after an exception in a slot; the clerk must hear of it once, not in a storm.
    """

    caught = Signal()

    def __init__(self, note: Callable[[BaseException], object], apologise: Callable[[], None]) -> None:
        super().__init__()
        self._note = note
        self._apologise = apologise
        self._is_apologising = False
        self.caught.connect(self._say, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Stand at sys.excepthook."""
        sys.excepthook = self.catch

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Note the error; apologise on the window thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._note(error)
        if not self._is_apologising:
            self._is_apologising = True
            self.caught.emit()

    def _say(self) -> None:
        self._apologise()
        self._is_apologising = False
