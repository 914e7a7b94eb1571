"""The exchange at a terminal: enrolment, striking, moving, keys; every bad file refused in a sentence."""

from __future__ import annotations

import sqlite3
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.exchange import ties
from app.operators import add_operator
from tests.command_line.conftest import Refused, Terminal
from tests.command_line.exchange_rooms import done, join, pack, record_dump, terminal
from tests.command_line.small_disks import fill, lianxin, mounted
from tests.exchange import papers
from tests.exchange.forging import around, forged, stream


@dataclass
class Rooms:
    """A village that has joined its township, and a stick."""

    low: Terminal
    high: Terminal
    stick: Path
    folder: Path

    def node(self) -> str:
        """The village's PC."""
        return str(done(self.high("exchange", "villages", "--json"))[0]["computers"][0]["node"])

    def papers(self, place: Terminal) -> papers.Desk:
        """The keys of an office, for files that no good program makes."""
        with closing(place.desk()) as desk:
            return papers.Desk(desk.office, ties.own_keys(desk))


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    low = terminal(tmp_path, "village", "柿子村", "500110103203")
    high = terminal(tmp_path, "township", "大石镇", "500110103000")
    stick = tmp_path / "stick"
    join(low, high, stick)
    yield Rooms(low, high, stick, tmp_path)


def test_a_package_goes_up_and_the_list_tells_of_it(rooms: Rooms) -> None:
    rooms.low.add("household", head="张桂花")
    assert "本月未交" in rooms.high("exchange", "villages").out
    done(rooms.high("exchange", "take", pack(rooms.low, "parent", rooms.stick), "--json"))
    (line,) = done(rooms.high("exchange", "villages", "--json"))
    assert (line["name"], line["handed_in"], line["last_number"]) == ("柿子村", True, 1)
    assert done(rooms.high("exchange", "villages", "--missing", "--json")) == []
    assert "没有下级单位" in rooms.low("exchange", "villages").out


def test_an_approval_tells_whose_it_is_before_it_is_taken(rooms: Rooms, tmp_path: Path) -> None:
    new = terminal(tmp_path, "village", "桃花村", "500110103204")
    asked = done(new("exchange", "request", "--to", str(rooms.stick), "--json"))
    admitted = done(rooms.high(
        "exchange", "admit", asked["file"], "--digits", asked["digits"], "--to", str(rooms.stick), "--json"
    ))  # fmt: skip
    read = done(new("exchange", "approval", admitted["files"][0], "--json"))
    assert read["upper"]["name"] == "大石镇"
    assert read["digits"] == done(rooms.high("exchange", "key-digits", "--json"))["digits"]


def test_a_pc_is_retired_by_the_beginning_of_its_id(rooms: Rooms, refused: Refused) -> None:
    node = rooms.node()
    assert "已停用" in rooms.high("exchange", "retire", node[:8]).out
    assert "已停用" in rooms.high("exchange", "villages").out
    for wrong in ("zzzz", node[:2], ""):
        assert "名册里没有这台电脑" in refused(rooms.high("exchange", "retire", wrong))


def test_a_village_that_went_elsewhere_is_let_go(rooms: Rooms, refused: Refused) -> None:
    other = terminal(rooms.folder, "township", "永新镇", "500110104000")
    rooms.low.add("household", head="张桂花")
    asked = done(rooms.low("exchange", "request", "--to", str(rooms.stick), "--json"))
    given = done(other(
        "exchange", "admit", asked["file"], "--digits", asked["digits"], "--to", str(rooms.stick), "--json"
    ))  # fmt: skip
    assert "上级换了钥匙" in refused(rooms.low("exchange", "join", given["files"][0]))
    digits = done(other("exchange", "key-digits", "--json"))["digits"]
    done(rooms.low("exchange", "join", given["files"][0], "--digits", digits, "--json"))
    assert done(rooms.high("exchange", "let-go", "柿子村", "--json"))["office"]
    assert done(rooms.high("exchange", "villages", "--json")) == []
    taken = done(other("exchange", "take", pack(rooms.low, "parent", rooms.stick), "--json"))
    assert taken["added"]["household"] == 1


def test_a_household_moves_to_another_village(rooms: Rooms, refused: Refused) -> None:
    other = terminal(rooms.folder, "village", "桃花村", "500110103204")
    join(other, rooms.high, rooms.stick)
    home = rooms.low.add("household", head="张桂花")
    done(rooms.high("exchange", "take", pack(rooms.low, "parent", rooms.stick), "--json"))
    moved = done(rooms.high("exchange", "move", home, "--office", "桃花村", "--reason", "婚迁", "--json"))
    assert moved["records"] == 1
    assert "已经在“桃花村”" in refused(rooms.high("exchange", "move", home, "--office", "桃花村"))
    assert "没有这个交换单位" in refused(rooms.high("exchange", "move", home, "--office", "不知道"))
    taken = done(other("exchange", "take", pack(rooms.high, "桃花村", rooms.stick), "--json"))
    assert taken["added"]["household"] == 1


def test_a_new_key_is_taken_over_by_its_paper(rooms: Rooms, refused: Refused) -> None:
    paper = done(rooms.high("exchange", "new-key", "--to", str(rooms.stick), "--json"))["file"]
    file = pack(rooms.high, "柿子村", rooms.stick)
    assert "不在名册里" in refused(rooms.low("exchange", "take", file))
    assert "大石镇" in rooms.low("exchange", "take-key", paper).out
    assert done(rooms.low("exchange", "take", file, "--json"))["state"] == "taken"
    assert "换钥文书" in refused(rooms.low("exchange", "take-key", file))


def test_a_second_pc_of_the_village_joins_and_hands_in(rooms: Rooms) -> None:
    second = terminal(rooms.folder / "second", "village", "柿子村", "500110103203")
    office = done(rooms.high("exchange", "villages", "--json"))[0]["office"]
    join(second, rooms.high, rooms.stick, "--office", office)
    second.add("household", head="王秀英")
    taken = done(rooms.high("exchange", "take", pack(second, "parent", rooms.stick), "--json"))
    assert taken["added"]["household"] == 1


def _nothing(rooms: Rooms) -> str:
    return str(rooms.stick / "没有.lxp")


def _folder(rooms: Rooms) -> str:
    return str(rooms.stick)


def _for_another(rooms: Rooms) -> str:
    other = terminal(rooms.folder, "village", "桃花村", "500110103204")
    join(other, rooms.high, rooms.stick)
    return pack(other, "parent", rooms.stick)


def _to_another(rooms: Rooms) -> str:
    return pack(rooms.high, "柿子村", rooms.stick)


def _cut(rooms: Rooms) -> str:
    path = Path(pack(rooms.low, "parent", rooms.stick))
    path.write_bytes(path.read_bytes()[:-7])
    return str(path)


def _flipped(rooms: Rooms) -> str:
    path = Path(pack(rooms.low, "parent", rooms.stick))
    contents = bytearray(path.read_bytes())
    contents[-30] ^= 1
    path.write_bytes(contents)
    return str(path)


def _foreign(rooms: Rooms) -> str:
    low = terminal(rooms.folder / "x", "village", "外县村", "510110103203")
    high = terminal(rooms.folder / "x", "township", "外县镇", "510110103000")
    join(low, high, rooms.stick)
    return pack(low, "parent", rooms.stick)


def _newer(rooms: Rooms) -> str:
    path = rooms.stick / "newer.lxp"
    path.write_bytes(around(rooms.papers(rooms.low), b"x", min_reader=99))
    return str(path)


def _readdressed(rooms: Rooms) -> str:
    """A payload that another PC sealed, with this village's front page around it."""
    path, low, high = rooms.stick / "again.lxp", rooms.papers(rooms.low), rooms.papers(rooms.high)
    path.write_bytes(forged(low, high, stream(high, high)))
    return str(path)


def _revoked(rooms: Rooms) -> str:
    rooms.low.add("household", head="张桂花")
    path = pack(rooms.low, "parent", rooms.stick)
    assert rooms.high("exchange", "revoke", rooms.node()).code == 0
    return path


def _sqlite(rooms: Rooms) -> str:
    path = rooms.stick / "a.lxp"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE t (a)")
        made.commit()
    return str(path)


def _zip(rooms: Rooms) -> str:
    path = rooms.stick / "b.lxp"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a", "b")
    return str(path)


def _request(rooms: Rooms) -> str:
    return str(done(rooms.low("exchange", "request", "--to", str(rooms.stick), "--json"))["file"])


BAD: tuple[tuple[Callable[[Rooms], str], str], ...] = (
    (_nothing, "检查U盘是否插好"),
    (_folder, "请"),
    (_to_another, "本机自己导出的"),
    (_cut, "没拷完就拔了U盘"),
    (_flipped, "已损坏或被改动过"),
    (_foreign, "不在名册里"),
    (_newer, "请先升级程序"),
    (_readdressed, "与封面不一致"),
    (_revoked, "已注销的电脑"),
    (_sqlite, "数据库文件"),
    (_zip, "压缩包"),
    (_request, "请选对文件"),
)


@pytest.mark.parametrize(("make", "words"), BAD, ids=[make.__name__.strip("_") for make, _ in BAD])
def test_a_bad_file_is_refused_in_one_sentence_and_no_record_changes(
    rooms: Rooms, refused: Refused, make: Callable[[Rooms], str], words: str
) -> None:
    path = make(rooms)
    before = record_dump(rooms.high)
    assert words in refused(rooms.high("exchange", "take", path))
    assert record_dump(rooms.high) == before


def test_a_package_for_somebody_else_is_not_opened(rooms: Rooms, refused: Refused) -> None:
    path = pack(rooms.high, "柿子村", rooms.stick)
    other = terminal(rooms.folder, "village", "桃花村", "500110103204")
    join(other, rooms.high, rooms.stick)
    before = record_dump(other)
    assert "不是发给本单位的" in refused(other("exchange", "take", path))
    assert record_dump(other) == before


def test_a_village_takes_nothing_from_another_village(rooms: Rooms, refused: Refused) -> None:
    path = _for_another(rooms)
    assert "不在名册里" in refused(rooms.low("exchange", "take", path))
    done(rooms.low("exchange", "take", pack(rooms.high, "柿子村", rooms.stick), "--json"))
    assert "不是发给本单位的" in refused(rooms.low("exchange", "take", path))


def test_a_request_is_no_approval_and_an_approval_of_others_is_not_ours(
    rooms: Rooms, refused: Refused
) -> None:
    request = _request(rooms)
    assert "请选对文件" in refused(rooms.low("exchange", "join", request))
    other = terminal(rooms.folder, "village", "桃花村", "500110103204")
    assert "不是给本机这次申请的" in refused(other("exchange", "join", request))
    digits = "1111 2222 3333 4444 5555"
    admit = ("exchange", "admit", request, "--to", str(rooms.stick), "--digits")
    assert "核对码对不上" in refused(rooms.high(*admit, digits))
    assert "20 个数字" in refused(rooms.high(*admit, "12"))


def test_a_full_stick_keeps_nothing_half_and_says_so(rooms: Rooms, tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "1m") as is_small:
        place = tmp_path / "small"
        fill(place / "filler", is_small)
        if is_small:
            rest = place / "rest"
            rest.write_bytes(bytes(190_000))
        words = ("exchange", "pack", "--for", "parent", "--to", str(place))
        answer = lianxin(*words, home=rooms.low.home, file_bytes=None if is_small else 1000)
        said = answer.stderr.decode()
        assert answer.returncode == 1 and said.count("\n") == 1, said
        assert "没有写成" in said or "磁盘已满" in said
        assert not list(place.glob("*.lxp*"))


def test_a_write_protected_stick_and_a_folder_that_is_none_are_told(
    rooms: Rooms, refused: Refused, tmp_path: Path
) -> None:
    before = record_dump(rooms.low)
    give = ("exchange", "pack", "--for", "parent", "--to")
    (tmp_path / "file").touch()
    assert "不能写入" in refused(rooms.low(*give, str(tmp_path / "file" / "stick")))
    with mounted(tmp_path / "locked", "1m") as may_mount:
        if may_mount:
            place = str(tmp_path / "locked")
            subprocess.run(["mount", "-o", "remount,ro", place], check=True, capture_output=True)
            assert "写保护" in refused(rooms.low(*give, place))
    assert record_dump(rooms.low) == before


def test_two_answers_to_one_question_are_listed_and_one_is_chosen(rooms: Rooms) -> None:
    home = rooms.low.add("household", head="张桂花", phone="13800001111")
    done(rooms.high("exchange", "take", pack(rooms.low, "parent", rooms.stick), "--json"))
    for place, phone in ((rooms.low, "13800002222"), (rooms.high, "13800003333")):
        assert place("change", "household", home, stdin=f'{{"phone":"{phone}"}}').code == 0
    done(rooms.high("exchange", "take", pack(rooms.low, "parent", rooms.stick), "--json"))
    (found,) = rooms.high("exchange", "conflicts", "--json").lines
    assert (found["id"], found["field"], len(found["choices"])) == (home, "phone", 2)
    chosen = rooms.high("exchange", "resolve", "household", home, "phone", stdin='{"value":"13800002222"}')
    assert chosen.code == 0
    assert "没有要处理的不一致" in rooms.high("exchange", "conflicts").out
    assert "柿子村" in rooms.high("exchange", "state").out


def test_only_an_administrator_strikes_and_changes_keys(rooms: Rooms, refused: Refused) -> None:
    with closing(rooms.high.desk()) as desk:
        add_operator(desk, "李四", "review", "mima1234")
    env = {"LIANXIN_PASSWORD": "mima1234"}
    for words in (("retire", rooms.node()), ("let-go", "柿子村"), ("new-key", "--to", str(rooms.stick))):
        answer = rooms.high("exchange", *words, "--operator", "李四", env=env)
        assert "管理员" in refused(answer)
