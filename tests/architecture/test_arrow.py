"""The arrow ui → app → db stands, without cycles, side doors or a network."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture import arrow
from tests.architecture.sources import ROOMS, ROOT, Source, read

PROJECT = read(*ROOMS)

RULES = [
    arrow.against_the_arrow,
    arrow.libraries_outside_their_room,
    arrow.light_local_imports,
    arrow.network_imports,
]

BAD = [
    (arrow.against_the_arrow, "app/x.py", "from ui import theme"),
    (arrow.against_the_arrow, "db/x.py", "import app.visits"),
    (arrow.against_the_arrow, "ui/x.py", "from db.fields import Kind"),
    (arrow.against_the_arrow, "app/x.py", "from . import visits"),
    (arrow.against_the_arrow, "app/x.py", "from tests.factories import person"),
    (arrow.libraries_outside_their_room, "app/x.py", "from PySide6.QtCore import QObject"),
    (arrow.libraries_outside_their_room, "app/x.py", "import sqlite3"),
    (arrow.libraries_outside_their_room, "ui/x.py", "from sqlcipher3 import dbapi2"),
    (arrow.light_local_imports, "app/x.py", "def f():\n    import json"),
    (arrow.light_local_imports, "ui/x.py", "def f():\n    from PySide6 import QtSvg"),
    (arrow.light_local_imports, "ui/x.py", "def f():\n    importlib.import_module('app.visits')"),
    (arrow.network_imports, "app/x.py", "import urllib.request"),
    (arrow.network_imports, "ui/x.py", "from PySide6.QtNetwork import QTcpSocket"),
    (arrow.network_imports, "ui/x.py", "from PySide6 import QtNetwork"),
]

GOOD = [
    (arrow.against_the_arrow, "ui/x.py", "from app.visits import add"),
    (arrow.light_local_imports, "app/x.py", "def f():\n    import openpyxl"),
    (arrow.light_local_imports, "ui/x.py", "def f():\n    from PySide6 import QtPdf"),
    (arrow.network_imports, "ui/x.py", "from PySide6.QtNetwork import QLocalServer, QLocalSocket"),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps_the_rule(rule):
    assert list(rule(PROJECT)) == []


@pytest.mark.parametrize(("rule", "path", "text"), BAD)
def test_the_rule_finds_an_offence(rule, path, text):
    assert len(list(rule([Source(path, text)]))) == 1


@pytest.mark.parametrize(("rule", "path", "text"), GOOD)
def test_the_rule_lets_good_files_pass(rule, path, text):
    assert list(rule([Source(path, text)])) == []


def test_no_module_imports_itself_in_a_circle():
    assert arrow.cycles(arrow.graph(PROJECT)) == []


def test_a_circle_is_found_through_a_submodule():
    files = [
        Source("app/a.py", "from app import b"),
        Source("app/b.py", "import app.c"),
        Source("app/c.py", "from app.a import thing"),
        Source("app/d.py", "import app.a"),
    ]
    assert arrow.cycles(arrow.graph(files)) == [["app.a", "app.b", "app.c"]]


def test_pages_never_import_pages():
    assert list(arrow.pages_importing_pages(PROJECT)) == []


def test_a_page_that_imports_a_page_is_found():
    files = [
        Source("ui/pages/visits.py", "from ui.pages import base, matters\nclass VisitsPage(base.Page): ..."),
        Source("ui/pages/matters.py", "from ui.pages.base import Page\nclass MattersPage(Page): ..."),
        Source("ui/pages/base.py", "class Page: ..."),
    ]
    assert list(arrow.pages_importing_pages(files)) == ["ui.pages.visits imports ui.pages.matters"]


@pytest.mark.parametrize("module", ["ui.launch", "app.__main__", "ui.program"])
def test_starting_loads_no_heavy_library(module):
    """Start-up is paid at every start, a heavy library only when it is needed."""
    probe = f"import sys, {module}; print(*(name for name in {arrow.HEAVY!r} if name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ran.stderr, ran.stdout.split()) == ("", [])


def test_the_command_line_loads_no_qt():
    probe = "import sys, ui.launch, app.__main__; print('PySide6' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ran.stderr, ran.stdout.strip()) == ("", "False")
