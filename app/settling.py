"""What a restore that was cut off left behind: finished or cleared away before anybody signs in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from app.faults import faults_as_problems
from app.problems import Problem
from db import swapping

LOCK_FILE = "lianxin.lock"


@contextmanager
def alone_in(home: Path) -> Iterator[None]:
    """Holds the lock of a data folder whose office is closed. Raises Problem: busy, not_writable."""
    lock = FileLock(home / LOCK_FILE, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise Problem("busy") from None
    except OSError:
        raise Problem("not_writable", folder=str(home)) from None
    try:
        yield
    finally:
        lock.release()


def settle(home: Path) -> None:
    """Finish a decided restore, clear away an undecided one; nothing while another program is at it.

    Raises Problem: disk_full, not_writable, disk_error; then the next start tries again.
    """
    try:
        with alone_in(home), faults_as_problems(home):
            swapping.settle(home)
    except Problem as problem:
        if problem.code != "busy":
            raise
