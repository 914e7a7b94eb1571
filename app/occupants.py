"""Who has a data folder open: the account and the computer, for whoever meets its lock."""

from __future__ import annotations

import getpass
import json
import platform
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from app.problems import Problem

OCCUPANT_FILE = "lianxin.open"
MOST_BYTES = 4096


class Occupied(Problem):
    """The folder is open in another program. `who` is "" when that cannot be read."""

    sentences: ClassVar[Mapping[str, str]] = {
        "busy": "这个数据文件夹已经打开了{who}。请切换到那个连心台账窗口，或先关闭它，再做这一步。",
    }


def occupied(home: Path) -> Occupied:
    """The refusal, with who has the folder open."""
    account, computer = "", ""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        with (home / OCCUPANT_FILE).open("rb") as file:
            told = json.loads(file.read(MOST_BYTES))
        account, computer = _plain(told["account"]), _plain(told["computer"])
    who = f"（用户 {account}，电脑 {computer}）" if account and computer else ""
    return Occupied("busy", who=who)


def move_in(home: Path) -> None:
    """Say in the folder who has it open; the lock beside it is what counts."""
    account = ""
    with suppress(OSError, KeyError, ImportError):  # Python's ways of saying that there is no such name
        account = getpass.getuser()
    told = json.dumps({"account": account, "computer": platform.node()}, ensure_ascii=False)
    with suppress(OSError):
        (home / OCCUPANT_FILE).write_text(told, encoding="utf-8", errors="replace")


def move_out(home: Path) -> None:
    """The folder is free again."""
    with suppress(OSError):
        (home / OCCUPANT_FILE).unlink(missing_ok=True)


def _plain(name: object) -> str:
    return "".join(c for c in str(name)[:60] if c.isprintable()).strip()
