"""Every way in which the program writes something down, each as one act at an open desk."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app import attachments, operators, records, register
from app.command_line import run
from app.command_line.surroundings import Surroundings
from app.duplicates import merge
from app.ledgers.printing import print_ledger
from app.offices import OpenOffice, SetUp, create_office, open_office
from app.problems import Problem
from app.records import Query, Where
from app.restoring import restore_over
from app.spreadsheets import mappings
from app.spreadsheets.importing import import_file
from app.spreadsheets.rejects import save_rejected
from app.visits import Stop, Trip, record_trip
from tests.app.village_desk import CHEAP
from tests.faults.clerk import CLERK, DRAFT, FIRST, HOME, OUT, now
from tests.spreadsheets.sheets import write_xlsx

PASSWORD = "lianxin1"
Act = Callable[[], object]


@dataclass(frozen=True)
class Place:
    """An open desk and the folder around its office."""

    desk: OpenOffice
    folder: Path

    @property
    def first(self) -> str:
        """A household that is there."""
        query = Query("household", where=(Where("head", "=", FIRST),))
        return records.find(self.desk, query)[0].id


def _save(place: Place) -> Act:
    return lambda: register.add_household(place.desk, {"head": "赵新来", "notes": "记" * 3000})


def _change(place: Place) -> Act:
    first = place.first
    return lambda: records.change(place.desk, "household", first, {"notes": "改" * 4000, "address": "五组"})


def _trip(place: Place) -> Act:
    stops = (Stop(place.first, "了解春耕"), Stop(None, "电话联系"))
    return lambda: record_trip(place.desk, Trip("2026-11-19", stops))


def _bin(place: Place) -> Act:
    first = place.first
    return lambda: register.remove_household(place.desk, first)


def _undo(place: Place) -> Act:
    register.add_household(place.desk, {"head": "钱多余"})
    return place.desk.undo


def _redo(place: Place) -> Act:
    _undo(place)()
    return place.desk.redo


def _import(place: Place) -> Act:
    rows = [[f"孙{number}", f"孙{number}", "户主", "男", "六组"] for number in range(12)]
    headings = ["户主姓名", "姓名", "与户主关系", "性别", "村民组"]
    path = write_xlsx(place.folder / "roster.xlsx", [headings, *rows])
    return lambda: import_file(place.desk, path, "person")


def _attach(place: Place) -> Act:
    path = place.folder / "合同.txt"
    path.write_bytes(b"x" * 60_000)
    first = place.first
    return lambda: attachments.attach(place.desk, "household", first, path)


def _take_out(place: Place) -> Act:
    kept = str(_attach(place)())
    target = place.folder / OUT
    target.mkdir(exist_ok=True)
    return lambda: attachments.save_as(place.desk, kept, target / "合同.txt")


def _setting(place: Place) -> Act:
    return lambda: place.desk.settings.set("own", "长" * 9000)


def _draft(place: Place) -> Act:
    return lambda: place.desk.settings.set(DRAFT, {"content": "未" * 500})


def _audit(place: Place) -> Act:
    return lambda: place.desk.audit("ledger.unmasked", "走访台账")


def _operator(place: Place) -> Act:
    return lambda: operators.add_operator(place.desk, "李强", "entry", "mima1234", CHEAP)


def _password(place: Place) -> Act:
    return lambda: operators.change_password(place.desk, CLERK, PASSWORD, CHEAP)


def _recovery_code(place: Place) -> Act:
    return lambda: operators.new_recovery_code(place.desk, CHEAP)


def _office(place: Place) -> Act:
    return lambda: operators.describe_office(place.desk, "石榴村", "500110103204")


def _pdf(place: Place) -> Act:
    return lambda: print_ledger(place.desk, "走访台账", "2026-11", place.folder / OUT / "走访台账.pdf")


def _xlsx(place: Place) -> Act:
    return lambda: print_ledger(place.desk, "走访台账", "2026-11", place.folder / OUT / "走访台账.xlsx")


def _back_up(place: Place) -> Act:
    return lambda: place.desk.back_up(place.folder / "copies")


def _rejected(place: Place) -> Act:
    good, bad = ["周好", "周好", "500110196203041228"], ["吴错", "吴错", "5001"]
    rows = [["户主姓名", "姓名", "身份证号"], good, bad, ["郑无名", "", ""]]
    path = write_xlsx(place.folder / "rejected.xlsx", rows)
    report = import_file(place.desk, path, "person")
    return lambda: save_rejected(place.desk, report, place.folder / "改正.xlsx")


def _mapping(place: Place) -> Act:
    mapping = mappings.Mapping("person", (("姓名", "name"),))
    return lambda: mappings.save(mapping, place.folder / "map.toml")


def _set_up(place: Place) -> Act:
    asked = SetUp("village", "石榴村", "", "赵六", "mima1234")
    return lambda: create_office(place.folder / "another", asked, now, CHEAP)[0].close()


def _open(place: Place) -> Act:
    """Signing in, some work, and going home: the whole session."""
    place.desk.close()

    def session() -> None:
        desk = open_office(place.folder / HOME, CLERK, PASSWORD, now)
        try:
            desk.settings.set("session", "开")
        finally:
            desk.close()

    return session


def _restore(place: Place) -> Act:
    backup = place.desk.back_up(place.folder / "copies")
    register.add_household(place.desk, {"head": "后来人"})
    place.desk.close()
    return lambda: restore_over(open_office(place.folder / HOME, CLERK, PASSWORD, now), backup)


def _merge(place: Place) -> Act:
    one, other = (records.add(place.desk, "person", {"name": "周同"}) for _ in range(2))
    return lambda: merge(place.desk, "person", one, other)


class Said(Problem):
    """What a command said on stderr before it ended with exit code 1."""

    @property
    def sentence(self) -> str:
        """The whole of it."""
        return str(self.details["text"])


def _command(place: Place, given: bytes, *words: str) -> Act:
    place.desk.close()

    def act() -> None:
        out, err = io.StringIO(), io.StringIO()
        environment = {"LIANXIN_PASSWORD": PASSWORD}
        around = Surroundings(io.BytesIO(given), out, err, environment, now, lambda _: "", CHEAP)
        code = run(["--home", str(place.folder / HOME), *words], around)
        if code != 0:
            assert code == 1, (code, err.getvalue())
            raise Said("said", text=err.getvalue().strip())

    return act


def _command_add(place: Place) -> Act:
    return _command(place, '{"head": "郑命令"}'.encode(), "add", "household")


def _command_print(place: Place) -> Act:
    target = place.folder / OUT / "走访台账.xlsx"
    return _command(place, b"", "ledger", "print", "走访台账", "--period", "2026-11", "--to", str(target))


PATHS: dict[str, Callable[[Place], Act]] = {
    "save": _save,
    "change": _change,
    "trip": _trip,
    "bin": _bin,
    "undo": _undo,
    "redo": _redo,
    "import": _import,
    "attachment": _attach,
    "attachment taken out": _take_out,
    "setting": _setting,
    "draft": _draft,
    "audit": _audit,
    "operator": _operator,
    "password": _password,
    "recovery code": _recovery_code,
    "office": _office,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "backup": _back_up,
    "rejected rows": _rejected,
    "mapping": _mapping,
    "set-up": _set_up,
    "session": _open,
    "restore": _restore,
    "merge": _merge,
    "command add": _command_add,
    "command print": _command_print,
}
