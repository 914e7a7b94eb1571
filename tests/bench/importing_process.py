"""Run in a process of its own: reads or imports one workbook; tells seconds, rows and peak memory.

Usage: python -m tests.bench.importing_process calamine FILE | import FILE HOME
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from python_calamine import CalamineWorkbook

from app.spreadsheets.importing import import_file
from tests.bench.offices import opened


def read(path: Path) -> int:
    """The peer: every cell of the sheet through calamine, nothing done with it."""
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    return sum(1 for row in sheet.iter_rows() if row)


def take_in(path: Path, home: Path) -> int:
    """The whole way: analysis, dry run, then one transaction."""
    desk = opened(home)
    report = import_file(desk, path, "person")
    desk.close()
    return report.read


def peak_megabytes() -> float:
    """The most memory this process held. Not ru_maxrss, which Linux hands down from the starting process."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024 / 1e6


def main() -> int:
    """Measure what the first word asks for."""
    what, path = sys.argv[1], Path(sys.argv[2])
    begin = time.perf_counter()
    rows = read(path) if what == "calamine" else take_in(path, Path(sys.argv[3]))
    took = time.perf_counter() - begin
    print(json.dumps({"rows": rows, "seconds": took, "megabytes": peak_megabytes()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
