"""Whole jobs from the command line: demo, import, ledgers, the month report, backup, check."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.command_line.conftest import Refused, Terminal


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A small made-up roster, one row of which has no name."""
    place = tmp_path / "花名册.csv"
    rows = ("户主姓名,姓名,与户主关系,村民组", "张桂花,张桂花,户主,一组", ",李建国,配偶,一组", ",,子,一组")
    place.write_text("\n".join(rows), "gb18030")
    return place


def test_a_dry_run_writes_nothing(village: Terminal, roster: Path) -> None:
    answer = village("import", str(roster), "--kind", "person", "--dry-run", "--json")
    assert (answer.code, answer.json["written"], answer.json["added"]["person"]) == (0, False, 2)
    assert village("show", "person", "--json").out == ""


def test_an_import_reports_and_a_second_one_adds_nothing(village: Terminal, roster: Path) -> None:
    first = village("import", str(roster), "--kind", "person")
    assert first.code == 0 and "共读" in first.out
    second = village("import", str(roster), "--kind", "person", "--json")
    assert (second.code, second.json["added"]) == (0, {})
    assert [each["name"] for each in village("show", "person", "--json").lines] == ["张桂花", "李建国"]


def test_a_map_says_which_column_is_what(village: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("当家人,片区\n张桂花,三组\n", "utf-8")
    lines = ('kind = "household"', "header_rows = [1, 1]", "[columns]")
    columns = ('"当家人" = "household.head"', '"片区" = "household.group"')
    (tmp_path / "map.toml").write_text("\n".join((*lines, *columns)), "utf-8")
    words = ("import", str(tmp_path / "a.csv"), "--kind", "household", "--map", str(tmp_path / "map.toml"))
    answer = village(*words)
    assert answer.code == 0, answer.err
    [home] = village("show", "household", "--json").lines
    assert (home["head"], home["group"]) == ("张桂花", "三组")


def test_the_demo_is_the_same_for_the_same_seed(empty: Terminal, tmp_path: Path) -> None:
    other = Terminal(tmp_path / "other", empty.environment)
    words = ("demo", "--households", "20", "--months", "2", "--seed", "7", "--json")
    first, second = empty(*words), other(*words)
    assert first.code == 0 and first.json["counts"] == second.json["counts"]
    names = [[each["name"] for each in place("show", "person", "--json").lines] for place in (empty, other)]
    assert names[0] == names[1]


def test_the_month_report_equals_a_hand_count(village: Terminal) -> None:
    home = village.add("household", head="张桂花")
    dates = ["2026-01-31", "2026-11-01", "2026-11-30", "2025-12-31", "2026-12-01"]
    visits = {date: village.add("visit", date=date, household=home, content="看望") for date in dates}
    answer = village("report", "month", "--period", "2026-11", "--ids", "--json")
    line = next(each for each in answer.lines if each["label"] == "走访人次")
    assert (line["month"], line["cumulative"]) == (2, 3)
    assert set(line["month_ids"]) == {visits["2026-11-01"], visits["2026-11-30"]}
    told = village("report", "month", "--period", "2026-11")
    assert "走访人次\t次\t2\t3" in told.out and visits["2026-11-01"] not in told.out


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_a_ledger_is_printed_into_a_file(village: Terminal, tmp_path: Path, suffix: str) -> None:
    village.add("visit", date="2026-11-05", content="看望")
    place = tmp_path / f"走访{suffix}"
    answer = village("ledger", "print", "走访台账", "--period", "2026-11", "--to", str(place), "--json")
    assert (answer.code, answer.json["pages"], answer.json["records"]) == (0, 1, 1)
    assert place.read_bytes()[:4] in (b"%PDF", b"PK\x03\x04")


def test_the_months_set_is_printed_in_one_go(village: Terminal, tmp_path: Path) -> None:
    answer = village("ledger", "month", "--period", "2026-11", "--to", str(tmp_path / "set"), "--json")
    files = [Path(each["file"]) for each in answer.lines]
    assert answer.code == 0 and len(files) >= 14
    assert sorted(files) == sorted((tmp_path / "set").iterdir())


def test_the_list_names_every_ledger_once(village: Terminal) -> None:
    names = [each["name"] for each in village("ledger", "list", "--json").lines]
    assert "走访台账" in names and len(names) == len(set(names)) >= 10


def test_a_backup_opens_and_the_check_says_so(village: Terminal, refused: Refused) -> None:
    answer = village("backup", "--to", str(village.home / "backups"), "--json")
    made = Path(answer.json["file"])
    assert answer.code == 0 and made.exists()
    checked = village("check", "--json")
    assert (checked.code, checked.json["good"]) == (0, True)
    assert made.name in checked.out
    made.write_bytes(made.read_bytes()[:5000])
    again = village("check")
    assert again.code == 1 and made.name in again.out and "1 处" in again.err


def test_the_check_finds_a_line_taken_out_of_the_audit_log(village: Terminal) -> None:
    desk = village.desk()
    for number in range(3):
        desk.audit("trial", str(number))
    desk.store.database.execute("DELETE FROM audit WHERE detail = '1'")
    desk.close()
    answer = village("check", "--json")
    assert answer.code == 1
    assert [each["what"] for each in answer.json["findings"] if not each["good"]] == ["audit"]


@pytest.mark.parametrize("damage", ["UPDATE content SET bytes = x'00'", "DELETE FROM content"])
def test_the_check_finds_attachments_that_are_not_whole(village: Terminal, damage: str) -> None:
    home = village.add("household", head="张桂花")
    desk = village.desk()
    digest = hashlib.sha256(b"made up").hexdigest()
    with desk.write("attachment.add") as writer:
        writer.store_content(digest, b"made up")
        writer.add("attachment", {"owner": home, "name": "a.pdf", "sha256": digest, "size": 7})
    desk.close()
    assert village("check").code == 0
    desk = village.desk()
    desk.store.database.execute(damage)
    desk.close()
    answer = village("check", "--json")
    assert [each["what"] for each in answer.json["findings"] if not each["good"]] == ["attachments"]


def test_checking_leaves_no_files_beside_the_backups(village: Terminal) -> None:
    village("backup", "--to", str(village.home / "backups"))
    before = sorted((village.home / "backups").iterdir())
    village("check")
    assert sorted((village.home / "backups").iterdir()) == before


def test_a_public_set_leaves_out_what_must_not_be_shown_and_says_which_row(village, tmp_path):
    content = {
        "type": "lecture",
        "date": "2026-11-05",
        "topic": "院坝会",
        "content": "请打 138 0013 8000 报名",
    }
    village.add("activity", **content)
    columns = [{"label": "序号", "path": "$index"}, {"label": "内容", "path": "content"}]
    made = {
        "name": "活动台账",
        "title": "活动台账",
        "source": "activity",
        "columns": columns,
        "monthly": True,
    }
    village.add("ledger", name="活动台账", definition=made)
    folder, words = tmp_path / "set", ("ledger", "month", "--period", "2026-11", "--edition", "public")
    answer = village(*words, "--to", str(folder))
    assert answer.code == 1 and answer.err.count("\n") == 1
    assert "“活动台账”" in answer.err and "第1行“院坝会”的“内容”里有电话号码" in answer.err
    names = {each.name for each in folder.iterdir()}
    assert "走访台账_2026-11_公示版.xlsx" in names and not any("活动台账" in each for each in names)
    one = village(
        "ledger",
        "print",
        "活动台账",
        "--period",
        "2026-11",
        "--edition",
        "public",
        "--to",
        str(folder / "a.xlsx"),
    )
    assert one.code == 1 and "第1行" in one.err and not (folder / "a.xlsx").exists()
