"""The command line: the same use cases as the window, for scripts and for the keyboard."""

from __future__ import annotations

from app.command_line.running import run

__all__ = ["run"]
