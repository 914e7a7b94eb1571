"""Without the password nothing that the program writes reveals a name, a number, a password or a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.nursery import Nursery
from tests.faults.revealing import PERSONAL, SECRETS, WATCHED, revealed

SEED, TIMES = 1, 30


def test_no_file_reveals_anything_after_use_and_after_a_crash(nursery: Nursery) -> None:
    assert nursery.counted("searches", TIMES, SEED)["searches"] == TIMES + 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("secret", [*PERSONAL.values(), *SECRETS.values()])
def test_the_search_finds_what_lies_open(tmp_path: Path, secret: str, encoding: str) -> None:
    (tmp_path / WATCHED / "office" / "log").mkdir(parents=True)
    (tmp_path / WATCHED / "office" / "log" / "a.log").write_bytes(b"x\0" + secret.encode(encoding) + b"y")
    assert [each for each in revealed(tmp_path) if each.startswith("office/log/a.log holds")]


def test_the_search_finds_a_name_in_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / WATCHED).mkdir()
    (tmp_path / WATCHED / f"{PERSONAL['a name']}.txt").write_bytes(b"")
    assert len(list(revealed(tmp_path))) == 1
