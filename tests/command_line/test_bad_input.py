"""What the world does to an office: one clear sentence, exit 1, nothing lost, nothing half written."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import pytest
import xlwt

from db.keys import KEY_FILE
from db.store import DATABASE_FILE
from tests.command_line.conftest import Refused, Terminal
from tests.command_line.small_disks import Ran, fill, lianxin, mounted

MANY = "\n".join(json.dumps({"head": f"户{n}", "notes": "长" * 500}) for n in range(4000)).encode()


@pytest.fixture
def settled(village: Terminal) -> Terminal:
    """A village with one household."""
    village.add("household", head="张桂花")
    return village


def heads(terminal: Terminal) -> list[str]:
    """The heads of the households that are there."""
    answer = terminal("show", "household", "--json")
    assert answer.code == 0, answer.err
    return [each["head"] for each in answer.lines]


def test_a_wrong_password(settled: Terminal, refused: Refused) -> None:
    wrong = {"LIANXIN_PASSWORD": "lianxin2"}
    sentence = refused(settled("add", "household", stdin='{"head":"李"}', env=wrong))
    assert "密码不对" in sentence and heads(settled) == ["张桂花"]


def test_an_unknown_operator(settled: Terminal, refused: Refused) -> None:
    assert "赵六" in refused(settled("check", "--operator", "赵六"))


def test_no_office(empty: Terminal, refused: Refused) -> None:
    assert "首次设置" in refused(empty("show", "household"))
    assert not empty.home.exists()


@pytest.mark.parametrize("length", [0, 1, 5000, -4096])
def test_a_cut_database(settled: Terminal, refused: Refused, length: int) -> None:
    database = settled.home / DATABASE_FILE
    cut = database.read_bytes()[:length]
    database.write_bytes(cut)
    assert "损坏" in refused(settled("show", "household"))
    assert database.read_bytes() == cut


@pytest.mark.parametrize("seed", range(6))
def test_a_database_with_pages_overwritten(settled: Terminal, refused: Refused, seed: int) -> None:
    database = settled.home / DATABASE_FILE
    contents = bytearray(database.read_bytes())
    chance = random.Random(seed)
    for page in chance.sample(range(len(contents) // 4096), len(contents) // 8192):
        contents[page * 4096 : page * 4096 + 4096] = chance.randbytes(4096)
    database.write_bytes(contents)
    for words in (("show", "household"), ("find", "张桂花"), ("add", "household")):
        assert "损坏" in refused(settled(*words, stdin='{"head":"李"}'))
    assert database.read_bytes() == contents


def test_a_damaged_page_is_found_by_the_check(settled: Terminal) -> None:
    database = settled.home / DATABASE_FILE
    contents = bytearray(database.read_bytes())
    contents[-2048:-2000] = bytes(48)
    database.write_bytes(contents)
    answer = settled("check")
    assert answer.code == 1 and "损坏" in answer.out + answer.err and "Error" not in answer.err


@pytest.mark.parametrize(
    "contents", [b"", b"{}", b"\xff\xfe", b'{"wraps":[{"name":"\xe7\x8e\x8b"}]}'], ids=range(4)
)
def test_a_damaged_key_file(settled: Terminal, refused: Refused, contents: bytes) -> None:
    whole = (settled.home / KEY_FILE).read_bytes()
    (settled.home / KEY_FILE).write_bytes(contents)
    assert "钥匙文件" in refused(settled("show", "household"))
    (settled.home / KEY_FILE).write_bytes(whole)
    assert heads(settled) == ["张桂花"]


@pytest.mark.parametrize(("name", "said"), [(KEY_FILE, "钥匙文件"), (DATABASE_FILE, "数据库文件")])
def test_half_an_office(settled: Terminal, refused: Refused, name: str, said: str) -> None:
    (settled.home / name).rename(settled.home / "aside")
    assert said in refused(settled("show", "household"))
    again = ("setup", "--level", "village", "--name", "村", "--operator", "王芳")
    assert "已经有台账" in refused(settled(*again))
    (settled.home / "aside").rename(settled.home / name)
    assert heads(settled) == ["张桂花"]


@pytest.mark.parametrize("place", ["file/office", "file"])
def test_a_folder_that_cannot_be_written(tmp_path: Path, refused: Refused, place: str) -> None:
    (tmp_path / "file").write_text("")
    terminal = Terminal(tmp_path / place, {"LIANXIN_PASSWORD": "lianxin1"})
    answer = terminal("setup", "--level", "village", "--name", "村", "--operator", "王芳")
    assert "不能写入" in refused(answer)
    assert (tmp_path / "file").read_text() == ""


def test_a_backup_folder_that_cannot_be_written(settled: Terminal, refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "不能写入" in refused(settled("backup", "--to", str(tmp_path / "file")))


def _said_full(ran: Ran) -> None:
    sentence = ran.stderr.decode("utf-8")
    assert (ran.returncode, ran.stdout, sentence.count("\n")) == (1, b"", 1), sentence
    assert "没有保存" in sentence


def test_a_full_disk_in_the_middle_of_a_save(settled: Terminal) -> None:
    size = (settled.home / DATABASE_FILE).stat().st_size
    _said_full(lianxin("add", "household", home=settled.home, stdin=MANY, file_bytes=size + 300_000))
    assert heads(settled) == ["张桂花"]
    assert settled("check").code == 0


def test_a_small_disk_that_fills_up_while_saving_and_backing_up(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "4m") as small:
        home = tmp_path / "disk" / "office"
        terminal = Terminal(home, {"LIANXIN_PASSWORD": "lianxin1"})
        assert terminal("setup", "--level", "village", "--name", "村", "--operator", "王芳").code == 0
        terminal.add("household", head="张桂花")
        before = {each.name for each in home.iterdir()}
        limit = None if small else (home / DATABASE_FILE).stat().st_size + 100_000
        _said_full(lianxin("add", "household", home=home, stdin=MANY, file_bytes=limit))
        fill(home.parent / "ballast", small)
        _said_full(lianxin("backup", "--to", str(home / "copies"), home=home, file_bytes=limit and 9000))
        (home.parent / "ballast").unlink()
        assert list((home / "copies").glob("*")) == []
        assert heads(terminal) == ["张桂花"]
        assert {each.name for each in home.iterdir() if each.is_file()} == before


def test_a_full_disk_while_setting_up_leaves_no_half_office(tmp_path: Path) -> None:
    home = tmp_path / "office"
    words = ("setup", "--level", "village", "--name", "村", "--operator", "王芳")
    _said_full(lianxin(*words, home=home, file_bytes=100_000))
    assert [each.name for each in home.iterdir()] == ["lianxin.lock"]
    assert lianxin(*words, home=home).returncode == 0


def test_a_second_start_on_the_same_folder(settled: Terminal, refused: Refused) -> None:
    desk = settled.desk()
    assert "连心台账" in refused(settled("add", "household", stdin='{"head":"李"}'))
    desk.close()
    assert heads(settled) == ["张桂花"]


def _zip(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "<xml/>")
    return made.getvalue()


def _workbook(*rows: tuple[str, ...]) -> bytes:
    made = io.BytesIO()
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            sheet.write(row, column, text)
    book.save(made)
    return made.getvalue()


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
WORKBOOKS = {
    "nothing.xlsx": b"",
    "noise.xlsx": random.Random(1).randbytes(5000),
    "cut.xlsx": _zip("xl/workbook.xml")[:60],
    "letter.xlsx": _zip("word/document.xml"),
    "locked.xlsx": _OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000),
    "cut.xls": _OLE + bytes(600),
    "page.xls": b"<html><table><tr><td>1</td></tr></table></html>",
    "paper.pdf": b"%PDF-1.4\n\0\0",
    "prices.xls": _workbook(("品名", "单价"), ("大米", "3")),
    "prices.csv": "品名,单价\n大米,3\n".encode("gb18030"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_that_cannot_be_taken(
    settled: Terminal, refused: Refused, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(WORKBOOKS[name])
    refused(settled("import", str(tmp_path / name), "--kind", "person"))
    assert heads(settled) == ["张桂花"]
    assert settled("show", "person", "--json").out == ""


@pytest.mark.parametrize("words", [("absent.xlsx",), (".",), ("a.csv", "--map", "absent.toml")])
def test_an_import_of_what_is_not_there(
    settled: Terminal, refused: Refused, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "a.csv").write_text("户主\n李建国\n", "utf-8")
    there = [each if each.startswith("--") else str(tmp_path / each) for each in words]
    refused(settled("import", *there, "--kind", "household"))
    assert heads(settled) == ["张桂花"]


@pytest.mark.parametrize(
    "text", ["[columns", "columns = 3", '[columns]\n"姓名" = "shoe.size"', "\0"], ids=range(4)
)
def test_a_broken_map(settled: Terminal, refused: Refused, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text("户主\n李建国\n", "utf-8")
    (tmp_path / "map.toml").write_text(text, "utf-8")
    words = ("import", str(tmp_path / "a.csv"), "--kind", "household", "--map", str(tmp_path / "map.toml"))
    refused(settled(*words))
    assert heads(settled) == ["张桂花"]


def test_a_kind_that_no_sheet_holds(settled: Terminal, refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("户主\n李建国\n", "utf-8")
    assert "不能从表格导入" in refused(settled("import", str(tmp_path / "a.csv"), "--kind", "attachment"))


def test_a_name_of_200_characters(settled: Terminal, refused: Refused) -> None:
    sentence = refused(settled("add", "person", stdin=json.dumps({"name": "张" * 200})))
    assert "最多 50 个字" in sentence and "200" in sentence
    assert settled("show", "person", "--json").out == ""


def test_a_name_of_200_characters_in_a_sheet_keeps_no_good_row_out(settled: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"户主,村民组\n李建国,一组\n{'张' * 200},一组\n", "utf-8")
    answer = settled("import", str(tmp_path / "a.csv"), "--kind", "household", "--json")
    assert (answer.code, answer.json["added"]) == (0, {"household": 1})
    assert [each["row"] for each in answer.json["rejected"]] == [3]
    assert heads(settled) == ["张桂花", "李建国"]


@pytest.mark.parametrize(
    "date", ["1849-12-31", "2200-01-01", "0000-01-01", "99999-01-01", "2026-02-30", "1900-02-29"]
)
def test_a_date_that_cannot_be(settled: Terminal, refused: Refused, date: str) -> None:
    line = json.dumps({"date": date, "content": "看望"})
    assert "走访日期" in refused(settled("add", "visit", stdin=line))
    assert settled("show", "visit", "--json").out == ""


@pytest.mark.parametrize("date", ["1900-01-01", "2099-12-31"])
def test_a_visit_in_1900_or_2099_is_refused_with_what_to_check(
    settled: Terminal, refused: Refused, date: str
) -> None:
    line = json.dumps({"date": date, "content": "看望"})
    assert "电脑时间" in refused(settled("add", "visit", stdin=line))
    assert settled("show", "visit", "--json").out == ""


@pytest.mark.parametrize("date", ["1949-10-01", "2089-12-31"])
def test_a_date_far_away_is_kept_and_counted(settled: Terminal, date: str) -> None:
    visit = settled.add("visit", date=date, content="看望")
    assert settled("show", "visit", visit, "--json").json["date"] == date
    counted = settled("report", "month", "--period", date[:7], "--json", "--ids")
    lines = {each["label"]: each for each in counted.lines}
    assert lines["走访人次"]["month_ids"] == [visit]


@pytest.mark.parametrize("period", ["2026-13", "0000-01", "11", "", "9999-12-31..2026-01-01"])
def test_a_period_that_is_none(settled: Terminal, refused: Refused, period: str) -> None:
    assert "不是期间" in refused(settled("report", "month", "--period", period))


@pytest.mark.parametrize(
    ("name", "file", "said"),
    [
        ("没有这个", "a.pdf", "没有叫"),
        ("走访台账", "a.doc", ".doc"),
        ("走访台账", "file/a.pdf", "没有保存"),
        ("民情日记", "a.pdf", "公示版"),
    ],
)
def test_a_ledger_that_cannot_be_printed(
    settled: Terminal, refused: Refused, tmp_path: Path, name: str, file: str, said: str
) -> None:
    words = ("ledger", "print", name, "--period", "2026-11", "--to", str(tmp_path / "out" / file))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "file").write_text("")
    assert said in refused(settled(*words, "--edition", "public" if said == "公示版" else "inner"))
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["file"]
