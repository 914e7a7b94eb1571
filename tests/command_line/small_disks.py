"""Disks that fill up: a small one mounted where that is allowed, and a limit on the size of files."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.architecture.sources import ROOT

Ran = subprocess.CompletedProcess[bytes]


@contextmanager
def mounted(place: Path, size: str) -> Iterator[bool]:
    """A disk of that size at `place`; False where this user may not mount one."""
    place.mkdir(parents=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)], capture_output=True
    )
    try:
        yield made.returncode == 0
    finally:
        if made.returncode == 0:
            subprocess.run(["umount", str(place)], check=True, capture_output=True)


def fill(place: Path, small: bool) -> None:
    """Leave room on a small disk for the files that an opened database needs, and no more."""
    place.touch()
    if small:
        free = os.statvfs(place.parent)
        place.write_bytes(bytes(max(free.f_bavail * free.f_frsize - 200_000, 0)))


def lianxin(*words: str, home: Path, stdin: bytes = b"", file_bytes: int | None = None) -> Ran:
    """The command line in a process of its own; `file_bytes`: no file may grow beyond them."""

    def limit() -> None:
        if file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    return subprocess.run(
        [sys.executable, "-m", "app", "--home", str(home), *words],
        cwd=ROOT,
        env={**os.environ, "LIANXIN_PASSWORD": "lianxin1"},
        input=stdin,
        capture_output=True,
        timeout=120,
        preexec_fn=limit,
    )
