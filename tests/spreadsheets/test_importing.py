"""The import as a whole: dry run, stopping, changed files, faults, size."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from app.desk import Operator
from app.problems import Problem
from app.spreadsheets.analysing import analyse, samples
from app.spreadsheets.faults import SpreadsheetProblem
from app.spreadsheets.importing import CHUNK, apply, import_file, plan
from app.spreadsheets.mappings import Mapping
from app.spreadsheets.rejects import save_rejected
from app.spreadsheets.text import REASONS, REPAIRS
from tests.app.village_desk import open_village
from tests.architecture.sources import ROOT, read
from tests.spreadsheets.offices import bring, counts
from tests.spreadsheets.sheets import write_csv, write_xlsx

ROWS = [["户主姓名", "姓名", "与户主关系", "出生日期"]] + [
    [f"王{n}" if n % 4 == 0 else None, f"王{n}", "其他", "6月1日" if n % 50 == 0 else "1990-01-01"]
    for n in range(2 * CHUNK + 300)
]


@pytest.fixture
def desk(tmp_path):
    opened = open_village(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def path(tmp_path):
    return write_xlsx(tmp_path / "花名册.xlsx", ROWS)


def test_a_dry_run_promises_what_the_import_does_and_writes_nothing(desk, path):
    planned = plan(desk, path, analyse(desk, path, "person").mapping)
    assert counts(desk) == {"household": 0, "person": 0, "tag": 0}
    done = apply(desk, planned)
    assert (done.added, done.rejected, done.accepted) == (
        planned.report.added,
        planned.report.rejected,
        planned.report.accepted,
    )
    assert counts(desk)["person"] == done.added["person"] == 2 * CHUNK + 300 - 46
    assert json.loads(json.dumps(done.as_json(), ensure_ascii=False))["written"] is True


def test_progress_counts_up_to_the_last_row(desk, path):
    seen = []
    import_file(desk, path, "person", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(ROWS), len(ROWS))
    assert len(seen) >= 4


def test_stopping_leaves_nothing_behind(desk, path):
    planned = plan(desk, path, analyse(desk, path, "person").mapping)
    answers = iter([False, True])
    with pytest.raises(SpreadsheetProblem) as told:
        apply(desk, planned, stopped=lambda: next(answers))
    assert told.value.code == "stopped"
    assert counts(desk) == {"household": 0, "person": 0, "tag": 0}
    assert apply(desk, planned).written


def test_a_file_that_changed_after_the_preview_is_not_imported(desk, path):
    planned = plan(desk, path, analyse(desk, path, "person").mapping)
    write_xlsx(path, ROWS[:10])
    with pytest.raises(SpreadsheetProblem) as told:
        apply(desk, planned)
    assert told.value.code == "file_changed"


def test_a_fault_in_the_middle_writes_nothing(desk, path):
    def breaks(done: int, total: int) -> None:
        if done > CHUNK + 10:
            raise OSError("the stick is gone")

    planned = plan(desk, path, analyse(desk, path, "person").mapping)
    with pytest.raises(OSError, match="stick"):
        apply(desk, planned, progress=breaks)
    assert counts(desk) == {"household": 0, "person": 0, "tag": 0}


def test_a_folder_that_does_not_exist_takes_no_rejected_rows(desk, path, tmp_path):
    report = import_file(desk, path, "person", dry_run=True)
    with pytest.raises(Problem) as told:
        save_rejected(desk, report, tmp_path / "没有" / "a.xlsx")
    assert told.value.code == "not_writable"
    assert save_rejected(desk, report, tmp_path / "拒收.xlsx") == 46
    assert not list(tmp_path.glob("*.part"))


def test_nothing_rejected_is_nothing_to_save(desk, tmp_path):
    report = import_file(desk, write_xlsx(tmp_path / "a.xlsx", [["姓名"], ["张三"]]), "person")
    with pytest.raises(SpreadsheetProblem) as told:
        save_rejected(desk, report, tmp_path / "b.xlsx")
    assert told.value.code == "nothing_rejected"


def test_columns_that_no_field_takes_are_told(desk, tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["序号", "姓名", "养猪头数"], [1, "张三", 5]])
    report = import_file(desk, path, "person")
    assert report.ignored == ("养猪头数",)
    assert report.lines()[-1] == "没有导入的列：养猪头数"


def test_a_corrected_mapping_is_used_and_remembered(desk, tmp_path):
    rows = [["甲", "乙"], ["张三", "王桂花"]]
    path = write_csv(tmp_path / "a.csv", rows)
    first = analyse(desk, path, "person", header_rows=(1, 1))
    mapping = first.mapping.with_target("甲", "person.work_unit").with_target("乙", "person.name")
    assert samples(desk, path, mapping)[0].shown == {"person.name": "王桂花", "person.work_unit": "张三"}
    apply(desk, plan(desk, path, mapping))
    again = analyse(desk, path, "person", header_rows=(1, 1))
    assert again.from_memory
    assert dict(again.mapping.columns) == {"甲": "person.work_unit", "乙": "person.name"}


@pytest.mark.parametrize(
    ("rows", "kind", "code"),
    [([[]], "person", "empty_sheet"), ([["姓名"], ["张三"]], "ledger", "not_importable")],
)
def test_what_cannot_be_analysed_says_why(desk, tmp_path, rows, kind, code):
    with pytest.raises(SpreadsheetProblem) as told:
        analyse(desk, write_xlsx(tmp_path / "a.xlsx", rows), kind)
    assert told.value.code == code
    assert "{" not in told.value.sentence


def test_an_unmapped_sheet_is_not_read(desk, path):
    with pytest.raises(SpreadsheetProblem):
        plan(desk, path, Mapping("person"))


def test_every_reason_and_repair_is_given_somewhere():
    texts = "".join(each.text for each in read("app") if "text.py" not in each.path)
    built = {"household_ambiguous", "household_unknown", "party_unknown", "party_ambiguous",
             "organization_ambiguous", "person_unknown"}  # fmt: skip
    assert [code for code in (*REASONS, *REPAIRS) if f'"{code}"' not in texts and code not in built] == []


SIZE = """
import sys
from pathlib import Path
from app.spreadsheets.importing import plan
from app.spreadsheets.analysing import analyse
from tests.app.village_desk import open_village
folder = Path(sys.argv[1])
desk = open_village(folder)
path = folder / "big.csv"
plan(desk, path, analyse(desk, path, "person").mapping)
# Not ru_maxrss: Linux hands the peak of the process that started this one down to it.
status = Path("/proc/self/status").read_text()
print(next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024)
"""


def test_fifty_thousand_rows_stay_small_in_memory(tmp_path):
    names = [
        f"{a}{b}{c}" for a in "王李张刘陈" for b in "伟芳娜敏静丽强磊军洋" for c in "勇艳杰娟涛明超秀霞平"
    ]
    rows = [
        [names[n // 4 % 500], names[n % 499], "其他", f"19{n % 90 + 10}-01-01", "三组"] for n in range(50_000)
    ]
    write_csv(tmp_path / "big.csv", [["户主姓名", "姓名", "与户主关系", "出生日期", "村民组"], *rows])
    ran = subprocess.run(
        [sys.executable, "-c", SIZE, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert ran.stderr == ""
    assert int(ran.stdout) < 300


def test_the_refused_rows_are_noted_and_saved_by_who_may(desk, tmp_path):
    report = bring(desk, tmp_path, [["户主姓名", "姓名", "出生日期"], ["张桂花", "张桂花", "不是日子"]])
    desk.operator = Operator("e", "小周", "entry")
    with pytest.raises(SpreadsheetProblem) as told:
        save_rejected(desk, report, tmp_path / "拒收.xlsx")
    assert told.value.code == "rejects_need_review" and not (tmp_path / "拒收.xlsx").exists()
    desk.operator = Operator("r", "老陈", "review")
    assert save_rejected(desk, report, tmp_path / "拒收.xlsx") == 1
    noted = desk.store.connection.execute("SELECT act, detail FROM audit").fetchall()
    assert ("import.rejected", "人，1 行，存为表格") in [tuple(row) for row in noted]
