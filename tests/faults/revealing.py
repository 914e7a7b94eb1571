"""An office full of known secrets is used and cut off; then every file it left is searched for them."""

from __future__ import annotations

import base64
import io
import json
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, suppress
from pathlib import Path

from app import drafts, operators, records, register
from app.__main__ import main
from app.attachments import attach
from app.command_line import run
from app.command_line.surroundings import Surroundings
from app.ledgers.printing import print_ledger
from app.offices import OpenOffice, SetUp, create_office, open_office
from app.problems import Problem
from app.restoring import restore_over
from app.spreadsheets.importing import import_file
from app.spreadsheets.rejects import save_rejected
from app.visits import Stop, Trip, record_trip
from tests.app.village_desk import CHEAP
from tests.faults import traced
from tests.faults.clerk import now
from tests.faults.lives import Lost, in_another_process, template, workplace
from tests.faults.traced import Fault
from tests.spreadsheets.sheets import write_xlsx

CLERK = "王芳"  # who may sign in stands in the key file: the sign-in window asks for it
WATCHED, ELSEWHERE, SHEET = "watched", "elsewhere", "roster.xlsx"
PERSONAL = {
    "a name": "欧阳翠兰", "a rare name": "㛃𫖯𠮷", "an ID number": "500110196203041228",
    "a phone number": "13987654321", "an address": "翠竹湾九十九号", "what was said": "患有尘肺病需长期吸氧",
    "a draft": "尚未保存的悄悄话", "an attachment": "附件里的借条原文", "an imported name": "司徒丽华",
    "a rejected row": "诸葛错号", "a name typed at the shell": "令狐命令",
}  # fmt: skip
SECRETS = {
    "a password": "mima-翠竹-7788", "a password typed wrong": "mima-翠竹-7789",
    "a new password": "xin-mima-9911", "a colleague's password": "tongshi-5566",
}  # fmt: skip
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
_PYTHONS_OWN = (b"", b"blat")  # tempfile tries out the folder with a file of these four letters
_MOST_CALLS = 2_500
_TOLD = "told.json"  # outside what is watched: the key and the codes, for the search


def used_and_cut_off(seed: int) -> Counter[str]:
    """One day's use, killed at a call of its own (seeds below 1 are not), then the search. Raises Lost."""
    template()  # everything is loaded before the first child
    at = random.Random(seed).randint(1, _MOST_CALLS) if seed > 0 else 0
    with workplace(seed) as folder:
        for name in (WATCHED, ELSEWHERE):
            (folder / name).mkdir()
        in_another_process(lambda: _write_sheet(folder / ELSEWHERE))
        ended = traced.run(lambda: _in_watched_places(folder), Fault(at))
        if ended.code not in (0, None):
            raise Lost(f"the use ended with {ended.code}")
        found = sorted(revealed(folder))
        if found:
            raise Lost("\n  ".join([f"killed at call {at}:" if at else "after use:", *found]))
    return Counter({"kills": int(ended.code is None), "searches": 1})


def _write_sheet(elsewhere: Path) -> None:
    """What the clerk was sent: made beforehand, for its maker leaves files of its own behind."""
    rows = [["户主姓名", "姓名", "身份证号"], *[[PERSONAL["an imported name"]] * 2 + [""] for _ in range(3)]]
    write_xlsx(elsewhere / SHEET, [*rows, [PERSONAL["a rejected row"], "", "5001"]])


def _in_watched_places(folder: Path) -> int:
    watched = folder / WATCHED
    for name in ("HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        (watched / name).mkdir()
        os.environ[name] = str(watched / name)
    tempfile.tempdir = None
    _use(watched / "office", folder / ELSEWHERE)
    return 0


def _use(home: Path, elsewhere: Path) -> None:
    asked = SetUp("village", "柿子坪村", "500110103203", CLERK, SECRETS["a password"])
    desk, code = create_office(home, asked, now, CHEAP)
    codes, key = [code], desk.store.data_key
    _tell(elsewhere, key, codes)
    backup = _work(desk, elsewhere)
    operators.add_operator(desk, "李强", "entry", SECRETS["a colleague's password"], CHEAP)
    operators.change_password(desk, CLERK, SECRETS["a new password"], CHEAP)
    _tell(elsewhere, key, [*codes, operators.new_recovery_code(desk, CHEAP)])
    desk.close()
    with suppress(Problem):
        open_office(home, CLERK, SECRETS["a password typed wrong"], now)
    _at_the_shell(home)
    desk = open_office(home, CLERK, SECRETS["a new password"], now)
    drafts.keep(desk, "visit/new", drafts.Draft({"content": PERSONAL["a draft"]}, base={"needs": "欧阳翠兰"}))
    restore_over(desk, backup)
    open_office(home, CLERK, SECRETS["a password"], now).close()


def _tell(elsewhere: Path, key: bytes, codes: list[str]) -> None:
    """What only this office knows, for the search."""
    (elsewhere / _TOLD).write_text(json.dumps({"key": key.hex(), "codes": codes}), "utf-8")


def _work(desk: OpenOffice, elsewhere: Path) -> Path:
    household = register.add_household(desk, {"head": PERSONAL["a name"], "address": PERSONAL["an address"]})
    values = {"name": PERSONAL["a rare name"], "household": household, "phone": PERSONAL["a phone number"]}
    person = records.add(desk, "person", {**values, "id_number": PERSONAL["an ID number"]})
    record_trip(desk, Trip("2026-11-19", (Stop(household, PERSONAL["what was said"], person=person),)))
    note = elsewhere / "note.txt"
    note.write_text(PERSONAL["an attachment"], "utf-8")
    attach(desk, "household", household, note)
    for ending in (".pdf", ".xlsx"):
        print_ledger(desk, "走访台账", "2026-11", elsewhere / f"ledger{ending}")
    report = import_file(desk, elsewhere / SHEET, "person")
    save_rejected(desk, report, elsewhere / "rejected.xlsx")
    register.remove_household(desk, household)
    desk.undo()
    return desk.back_up()


def _at_the_shell(home: Path) -> None:
    """A command that goes well, one that is refused, and one that meets a mistake of ours."""
    given = json.dumps({"head": PERSONAL["a name typed at the shell"]}).encode()
    environment = {"LIANXIN_PASSWORD": SECRETS["a new password"]}
    words = ["--home", str(home), "add", "household"]
    for stdin in (given, given + b"}"):
        around = Surroundings(
            io.BytesIO(stdin), io.StringIO(), io.StringIO(), environment, now, lambda _: "", CHEAP
        )
        run(words, around)
    with redirect_stderr(io.StringIO()):
        main(words, _mistaken)


def _mistaken(_words: object) -> int:
    raise ValueError(*PERSONAL.values(), *SECRETS.values())


def revealed(folder: Path) -> Iterator[str]:
    """Which secret lies where; and whatever lies in the temporary folder."""
    watched = folder / WATCHED
    needles = dict(_needles(folder))
    for path in (each for each in watched.rglob("*") if each.is_file()):
        shown = path.relative_to(watched)
        if shown.parts[0] == "TMPDIR" and path.read_bytes() not in _PYTHONS_OWN:
            yield f"{shown} was left"
        contents = os.fsencode(str(shown)) + b"\n" + path.read_bytes()
        for needle, name in needles.items():
            if needle in contents:
                yield f"{shown} holds {name}"


def _needles(folder: Path) -> Iterator[tuple[bytes, str]]:
    for name, text in {**PERSONAL, **SECRETS}.items():
        for encoding in _ENCODINGS:
            yield text.encode(encoding), f"{name} in {encoding}"
        yield json.dumps(text)[1:-1].encode(), f"{name} in JSON"
    place = folder / ELSEWHERE / _TOLD
    if not place.exists() or not (text := place.read_text("utf-8")):
        return
    told = json.loads(text)
    key = bytes.fromhex(told["key"])
    for made in (key, key.hex().encode(), key.hex().upper().encode(), base64.b64encode(key)):
        yield made, "the data key"
    for code in told["codes"]:
        yield code.encode(), "a recovery code"
        yield code.replace("-", "").encode(), "a recovery code"
