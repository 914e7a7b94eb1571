"""The sign-in stands before the desk is loaded; what is loaded behind it is there when it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ui.loading import Later, Loading

ROOT = Path(__file__).resolve().parents[2]
DESK = ("ui.sitting", "ui.workspace", "app.desk", "app.offices", "sqlcipher3", "sqlite_utils", "argon2")


def test_the_sign_in_loads_neither_the_desk_nor_the_database():
    probe = f"import sys, ui.opening; print(*(name for name in {DESK!r} if name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ran.stderr, ran.stdout.split()) == ("", [])


def test_a_module_is_loaded_when_something_of_it_is_asked_for():
    assert Later("ui.loading").Loading is Loading


def test_what_was_begun_is_there_after_waiting():
    loading = Loading()
    loading.begin(["sched"])
    loading.begin(["nturl2path", "sched"])
    loading.wait()
    assert {"sched", "nturl2path"} <= sys.modules.keys()


def test_waiting_for_nothing_is_done_at_once():
    Loading().wait()
