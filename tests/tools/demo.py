"""`make demo`: the main job on a made-up village, everything it makes in one folder.

The village itself, its messy roster, the import and the year come from app.demo; this adds all
ledgers as PDF and XLSX, pictures of every page, and the open window where there is a screen.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from io import TextIOWrapper
from pathlib import Path

from app.demo import DEFAULT_END, run_casework, run_demo, run_exchange
from app.desk import Desk
from app.ledgers.catalogue import list_ledgers
from app.ledgers.printing import file_name, print_ledger
from app.ledgers.supervision_sheet import print_figures
from app.ledgers.themes_sheet import print_themes
from app.ledgers.weekly_sheet import print_week
from app.matters.weekly import week_of

ROOT = Path(__file__).resolve().parents[2]
SIGN_IN = "登录：操作员 王芳，密码 lianxin"
CASEWORK = ("matter", "matter_event", "project")  # what the sheets of a township are about
SUFFIXES = (".pdf", ".xlsx")
THEMES = "意见归并表"  # of whatever months its sources are
PRINTED_OTHERWISE = (THEMES, "问题清单周报")  # the themes as one sheet, the lists week by week
MADE = ("office", "ledgers", "pictures", "exchange")


def print_all(desk: Desk, period: str, folder: Path) -> list[Path]:
    """Every ledger of the office, those of the month and the registers, each edition as PDF and XLSX."""
    written: list[Path] = []
    for entry in list_ledgers(desk):
        made = entry.definition
        for edition in made.editions:
            names = [file_name(made, period, suffix, edition) for suffix in (".pdf", ".xlsx")]
            files = [print_ledger(desk, made, period, folder / name, edition) for name in names]
            written.extend(file.path for file in files)
            print(f"    {files[0].path.stem}：{len(files[0].ids)} 条，{files[0].pages} 页", flush=True)
            for warning in files[0].warnings:
                print(f"        {warning}")
    return written


def print_sheets(desk: Desk, period: str, folder: Path) -> list[Path]:
    """The papers of casework: every sheet about matters, the month report, the four weeks' lists."""
    last = week_of(DEFAULT_END)
    weeks = [last.before().before().before(), last.before().before(), last.before(), last]
    written = [print_figures(desk, period, folder / f"月报_{period}{each}").path for each in SUFFIXES]
    for week in weeks:
        written += [print_week(desk, week, folder / f"周清单_{week.code}{each}").path for each in SUFFIXES]
    written += [print_themes(desk, folder / f"{THEMES}{each}").path for each in SUFFIXES]
    for entry in list_ledgers(desk):
        made = entry.definition
        if made.source not in CASEWORK or made.name in PRINTED_OTHERWISE:
            continue
        names = [file_name(made, period, suffix, "inner") for suffix in SUFFIXES]
        files = [print_ledger(desk, made, period, folder / name) for name in names]
        written.extend(file.path for file in files)
        print(f"    {files[0].path.stem}：{len(files[0].ids)} 条，{files[0].pages} 页", flush=True)
    return written


def emptied(folder: Path) -> Path:
    """The folder without what an earlier demo made in it; other files stay."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in MADE:
        shutil.rmtree(folder / name, ignore_errors=True)
    return folder


def has_display() -> bool:
    """Whether a window can be shown to somebody."""
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(named) or sys.platform in ("win32", "darwin")


def take_pictures(tour: str, *given: object) -> None:
    """A tour's pictures, in a process of its own: on a virtual screen where there is one, else on none."""
    command = [sys.executable, "-m", f"tests.tools.{tour}", *map(str, given)]
    virtual = shutil.which("xvfb-run")
    if virtual and not has_display():
        size = "-screen 0 1366x768x24"
        subprocess.run([virtual, "-a", "-s", size, *command], check=True, cwd=ROOT)
    else:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(command, check=True, cwd=ROOT, env=environment)


def main() -> int:
    """Carry the demo out; 0 when everything was made."""
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--to", type=Path, default=ROOT / "demo")
    asked = parser.parse_args()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # in step with what the picture process says
    folder = emptied(asked.to)
    told = run_demo(folder, print_month=print_all)
    run_exchange(folder / "exchange", told.home, end=DEFAULT_END)
    run_casework(folder / "exchange", told.home, end=DEFAULT_END, print_sheets=print_sheets)
    start = time.perf_counter()
    take_pictures("pictures", "--home", told.home, "--to", folder / "pictures")
    take_pictures("casework_scenes", "--demo", folder, "--to", folder / "pictures" / "casework")
    print(f"拍下每一页，用时 {time.perf_counter() - start:.1f} 秒")
    print(f"打印的台账在 {folder / 'ledgers'}，{len(told.printed)} 个文件；{SIGN_IN}")
    if has_display():
        print("打开窗口……", flush=True)
        return subprocess.run([sys.executable, "-m", "ui", "--home", str(told.home)], cwd=ROOT).returncode
    print("这里没有屏幕，不打开窗口；有屏幕时用 make run ARGS='--home " + str(told.home) + "' 打开。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
