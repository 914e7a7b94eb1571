"""A program that is killed over a half-filled form offers it back at the next start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.offices import SetUp, create_office
from tests.tools.first_steps import PASSWORD
from tests.ui.conftest import NOW
from tests.ui.fakes import FakeMessages
from tests.ui.half_filled import WORDS
from tests.ui.test_shell import CHEAP
from ui.dialogs.sign_in import SignIn
from ui.pages.visits import VisitsPage
from ui.program import Program

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of a closed office."""
    asked = SetUp("village", "柿子村", "", "王芳", PASSWORD)
    create_office(tmp_path / "home", asked, lambda: NOW, CHEAP)[0].close()
    return tmp_path / "home"


def killed_while_typing(home: Path, manner: str) -> None:
    """A process of its own, killed as soon as a draft lies in the database."""
    command = [sys.executable, "-m", "tests.ui.half_filled", str(home), manner]
    with subprocess.Popen(
        command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == "kept\n"
        finally:
            process.kill()


@pytest.mark.parametrize("manner", ["left", "typing"])
def test_a_half_filled_visit_is_offered_after_a_kill(home: Path, manner: str, qtbot: QtBot):
    killed_while_typing(home, manner)
    program, messages = Program(home), FakeMessages()
    program.messages = messages
    program.start()
    qtbot.waitUntil(lambda: isinstance(program.window.over, SignIn))
    program.window.over.signed.emit("王芳", PASSWORD)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: program.context is not None and program.tasks.is_idle, timeout=20_000)
    assert program.context is not None and program.window.workspace is not None
    program.context.navigation.go("visits")
    page = program.window.workspace.page
    assert isinstance(page, VisitsPage)
    page.new()
    qtbot.waitUntil(lambda: page.form.values()["content"] == WORDS, timeout=10_000)
    assert "上次有一份没填完的走访草稿，要接着填吗？" in messages.said
    program.end()
    program.window.deleteLater()
