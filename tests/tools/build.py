"""`make build`: freezes the program, weighs it, and tries it where nothing else is installed."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "dist" / "lianxin"
PROGRAM = FOLDER / ("lianxin.exe" if os.name == "nt" else "lianxin")
GOAL_MB = 90
STARTS = 5


def clean_environment(home: Path) -> dict[str, str]:
    """What `env -i` leaves, plus a home to write in. Windows cannot start without two of its own."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8"}


def weigh() -> tuple[float, float]:
    """Megabytes of the folder, and of the same compressed as .tar.xz."""
    plain = sum(path.stat().st_size for path in FOLDER.rglob("*") if not path.is_symlink())
    packed = FOLDER.with_suffix(".tar.xz")
    with tarfile.open(packed, "w:xz", preset=6) as archive:
        archive.add(FOLDER, arcname=FOLDER.name)
    return plain / 1e6, packed.stat().st_size / 1e6


def started(command: Sequence[str], environment: dict[str, str]) -> float:
    """Median seconds from start to end of a command that ends as soon as its window is painted."""
    times = []
    for _ in range(STARTS):
        begin = time.perf_counter()
        subprocess.run(command, env=environment, check=True, timeout=120, capture_output=True)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def self_test(environment: dict[str, str]) -> int:
    """Run the frozen program's own test; its exit code."""
    return subprocess.run([str(PROGRAM), "--self-test"], env=environment, timeout=300).returncode


def main() -> int:
    """Freeze, weigh, test, time. 0 when the frozen program passes its own test."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    freeze = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "build.spec"]
    subprocess.run(freeze, cwd=ROOT, check=True)
    plain, packed = weigh()
    print(f"文件夹 {plain:.0f} MB，压缩后 {packed:.1f} MB（目标 ≤ {GOAL_MB} MB）", flush=True)
    with tempfile.TemporaryDirectory() as home:
        environment = clean_environment(Path(home))
        print("在干净的环境里自检：", flush=True)
        code = self_test(environment)
        if code:
            return code
        until = ["--home", home, "--until-shown"]
        frozen = started([str(PROGRAM), *until], environment)
        plainly = started(
            [sys.executable, "-m", "ui.launch", *until], {**environment, "PYTHONPATH": str(ROOT)}
        )
    print(
        f"启动到窗口画出：打包后 {frozen:.2f} 秒，未打包 {plainly:.2f} 秒，"
        f"比值 {frozen / plainly:.2f}（目标 ≤ 2）"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
