"""A start without a screen ends with a sentence, not with Qt's abort."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.screens import can_show


@pytest.mark.parametrize(
    ("environment", "system", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":7"}, "linux", True),
        ({"DISPLAY": ":7.0", "QT_QPA_PLATFORM": "xcb"}, "linux", True),
        ({"DISPLAY": ":99"}, "linux", False),
        ({"DISPLAY": "far.example:0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}, "linux", False),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "win32", True),
    ],
)
def test_a_screen_is_told_from_none(
    tmp_path: Path, environment: dict[str, str], system: str, shown: bool
) -> None:
    (tmp_path / "X7").touch()
    assert can_show(environment, tmp_path, system) is shown
