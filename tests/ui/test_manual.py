"""The manual says what is true of the window: its links, its chapters, and every button it names."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui
from app.kinds import KINDS
from app.offices import SetUp, create_office
from app.operators import ROLES
from app.paths import manual
from app.presets import preset
from db.keys import Cost
from tests.ui.conftest import NOW
from tests.ui.fakes import FakeMessages
from ui.dialogs.manual import Manual
from ui.dialogs.sign_in import SignIn
from ui.places import places
from ui.program import Program

PAGES = sorted(manual().glob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
QUOTED = re.compile(r"「([^」]+)」")
FIELD = re.compile(r"\\{\w+\\}")
CHINESE = re.compile("[\u4e00-\u9fff]")
TWO_SCREENS = 2 * 680  # pixels of text beside a window of 768
MOST_BYTES = 200_000
PASSWORD = "shizi-2026"
CHEAP = Cost(passes=1, memory_kib=8, lanes=1)


def named(path: Path) -> str:
    return path.stem


def shown_words() -> list[str]:
    """Every sentence of the window, the labels of fields, and the words of the matter's acts."""
    found = [each for field in KINDS.values() for each in (field.label, *(f.label for f in field.fields))]
    found += [label for _, label in preset("codes")["matter_act"]["codes"]]
    found += ROLES.values()
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        if "text" in module.name.split("."):
            found += getattr(importlib.import_module(module.name), "WORDS", {}).values()
    return found


def as_pattern(words: str) -> str:
    """The words as they may be quoted: any fact in place of {fact}, with or without the ellipsis.

    Words that are hardly more than facts would fit nearly every quotation; they fit none.
    """
    escaped = re.escape(words.removesuffix("…"))
    if FIELD.search(escaped) and len(CHINESE.findall(FIELD.sub("", escaped))) < 2:
        return "(?!)"
    return FIELD.sub(".+", escaped) + "…?"


@pytest.fixture(scope="module")
def allowed() -> re.Pattern[str]:
    """What the manual may quote."""
    return re.compile("|".join(f"(?:{as_pattern(each)})" for each in dict.fromkeys(shown_words())))


@pytest.fixture
def reader(qtbot: QtBot) -> Manual:
    """The manual, shown."""
    made = Manual(None)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_and_picture_of_the_manual_exists(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [each for each in targets if not (page.parent / each).resolve().is_file()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_word_in_corner_brackets_stands_somewhere_in_the_window(
    page: Path, allowed: re.Pattern[str]
) -> None:
    quoted = QUOTED.findall(page.read_text(encoding="utf-8"))
    assert [each for each in quoted if not allowed.fullmatch(each)] == []


def test_the_index_leads_to_every_other_chapter() -> None:
    index, *others = PAGES
    assert LINK.findall(index.read_text(encoding="utf-8")) == [each.name for each in others]


@pytest.mark.parametrize("place", dict.fromkeys(each.name for each in places()))
def test_every_place_of_the_window_has_its_own_chapter(reader: Manual, place: str) -> None:
    reader.show_place(place)
    assert place in Path(reader.reader.source().toLocalFile()).stem.split("-")
    assert reader.pages.currentItem().text() in reader.reader.toPlainText()


@pytest.fixture
def at_desk(tmp_path: Path, qtbot: QtBot, messages: FakeMessages) -> Iterator[Program]:
    """The program, signed in."""
    home = tmp_path / "home"
    create_office(home, SetUp("village", "柿子村", "", "王芳", PASSWORD), lambda: NOW, CHEAP)[0].close()
    program = Program(home, lambda desk: None)
    program.messages = messages
    program.start()
    program.window.show()
    qtbot.waitUntil(lambda: isinstance(program.window.over, SignIn))
    entrance = program.window.over
    assert isinstance(entrance, SignIn)
    entrance.signed.emit("王芳", PASSWORD)
    qtbot.waitUntil(lambda: program.context is not None and program.tasks.is_idle, timeout=10_000)
    yield program
    program.end()
    program.window.deleteLater()


def test_f1_opens_the_chapter_of_the_place_where_the_clerk_is(at_desk: Program, qtbot: QtBot) -> None:
    assert at_desk.context is not None and at_desk.window.workspace is not None
    at_desk.context.navigation.go("pairings")
    qtbot.keyClick(at_desk.window.workspace.page, Qt.Key.Key_F1)
    opened = at_desk.window.findChild(Manual)
    assert opened is not None
    assert opened.reader.source().fileName() == "07-pairings.md"


@pytest.mark.parametrize("row", range(1, len(PAGES)), ids=[each.stem for each in PAGES[1:]])
def test_a_chapter_is_read_on_two_screens_without_scrolling_sideways(reader: Manual, row: int) -> None:
    reader.pages.setCurrentRow(row)
    QApplication.processEvents()
    assert reader.reader.document().size().height() <= TWO_SCREENS
    assert reader.reader.horizontalScrollBar().maximum() == 0


def test_the_manual_and_its_pictures_are_small_enough_to_ship() -> None:
    pictures = list((manual().parent / "pictures").glob("*.png"))
    assert pictures
    assert [each.name for each in pictures if each.stat().st_size > MOST_BYTES] == []
