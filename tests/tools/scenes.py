"""The tour through every place of an office, with the forms and dialogs that the manual shows."""

from __future__ import annotations

from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app import records
from app.desk import Desk
from app.ledgers.catalogue import copy_ledger
from app.records import Query, Where
from tests.tools.camera import Camera, wait_until
from tests.tools.first_steps import OPERATOR, PASSWORD
from ui.dialogs.sign_in import SignIn
from ui.fields.initials import initials
from ui.ledgers.month_set import MonthSet
from ui.pages.ledgers import WAIT_MS as LEDGER_WAIT_MS

# The preview paints its pages in threads of its own, which cannot be waited for.
PAPER_MS = 1500
WAIT_MS = 2 * LEDGER_WAIT_MS


def through_the_places(camera: Camera) -> None:
    """Sign in, then go through the rail from the top."""
    sign_in(camera)
    camera.settle()
    camera.take("workbench")
    for scene in (find, visits, handbook, pairings, register, duplicates, ledgers, settings):
        scene(camera)


def sign_in(camera: Camera) -> None:
    """Through the entrance to the desk."""
    wait_until(lambda: isinstance(camera.program.window.over, SignIn))
    camera.take("sign_in")
    entrance = camera.program.window.over
    assert isinstance(entrance, SignIn)
    entrance.signed.emit(OPERATOR, PASSWORD)
    wait_until(lambda: camera.program.context is not None)


def go(camera: Camera, place: str, identity: str | None = None, kind: str = "") -> None:
    """Show a place, and a record in it."""
    camera.context.navigation.go(place, identity, kind)
    camera.settle()


def newest(desk: Desk, kind: str, order: str, where: tuple[Where, ...] = ()) -> Any:
    """The first record in that order. Raises IndexError when there is none."""
    return records.find(desk, Query(kind, where=where, order=(order,), limit=1))[0]


def homes(desk: Desk, count: int) -> list[Any]:
    """Some households with several members, in the order of the register."""
    return records.find(desk, Query("household", order=("group", "number"), limit=count))


def type_into(line: QWidget, text: str) -> None:
    """Key by key, as a clerk does; the list of what was found opens."""
    line.setFocus()
    QTest.keyClicks(line, text)


def find(camera: Camera) -> None:
    """Three keys in the find box."""
    workspace = camera.program.window.workspace
    assert workspace is not None
    home = camera.read(homes, camera.context.desk, 1)[0]
    box = workspace.top.find_box
    type_into(box, initials(str(home["head"])))
    camera.settle()
    camera.take("find")
    box.clear()
    box.forget()


def visits(camera: Camera) -> None:
    """A trip to two households, filled in but not kept."""
    desk = camera.context.desk
    last = camera.read(newest, desk, "visit", "-date", (Where("visitors", "not_empty"),))
    go(camera, "visits", None, "new")
    page, chosen = camera.page, camera.read(homes, desk, 2)
    page.form.load_draft({
        "household": [each.id for each in chosen],
        "visitors": last["visitors"],
        "companions": "驻村工作队员",
        "place": "院坝",
        "content": "了解秋收和越冬准备，讲了防电信诈骗和用火用电安全。",
        "needs": {chosen[0].id: "屋后排水沟堵了，下雨往院子里灌水，希望村里帮忙清一下。"},
    })  # fmt: skip
    camera.settle()
    camera.take("visits")
    page.keeper.start(None, {}, draft=False)


def handbook(camera: Camera) -> None:
    """A matter with something missing, and the dialog of its next step."""
    matter = camera.read(newest, camera.context.desk, "matter", "-opened")
    go(camera, "handbook", matter.id, "matter")
    camera.take("handbook")
    camera.page.course.begin_suggested()
    camera.take("handbook_act")
    dialog = camera.page.course.dialog
    if dialog is not None:
        dialog.reject()


def pairings(camera: Camera) -> None:
    """A pairing with its aid, the view of the 1+5, the cards."""
    aid = camera.read(newest, camera.context.desk, "aid", "-date", (Where("pairing", "not_empty"),))
    go(camera, "pairings", aid["pairing"], "pairing")
    page = camera.page
    camera.take("pairings")
    page.show_view("five")
    camera.take("pairings_five")
    page.show_view("list")
    page.print()
    camera.settle()
    camera.take("pairings_cards")
    page.cards.reject()


def register(camera: Camera) -> None:
    """The card of a household, and of its head."""
    desk = camera.context.desk
    home = camera.read(newest, desk, "household", "-type")
    go(camera, "register", home.id, "household")
    camera.take("register_household")
    person = camera.read(newest, desk, "person", "relation", (Where("household", "=", home.id),))
    go(camera, "register", person.id, "person")
    camera.take("register_person")


def duplicates(camera: Camera) -> None:
    """Somebody who was written down twice, both records side by side."""
    desk = camera.context.desk
    person = camera.read(newest, desk, "person", "-birth", (Where("birth", "<", "1960"),))
    again = {
        "name": person["name"],
        "birth": person["birth"],
        "household": person["household"],
        "job": "护林员",
    }
    camera.read(records.add, desk, "person", again)
    go(camera, "duplicates", kind="person")
    camera.take("duplicates")


def ledgers(camera: Camera) -> None:
    """The preview of a ledger, the month's set, and a copy in the designer."""
    go(camera, "ledgers")
    page = camera.page
    page.list.mark("走访台账")
    camera.settle(WAIT_MS)
    camera.take("ledgers", PAPER_MS)
    page.print_month()
    camera.take("ledgers_month")
    for dialog in page.window().findChildren(MonthSet):
        dialog.reject()
    camera.read(copy_ledger, camera.context.desk, "走访台账", "走访台账（本村）")
    camera.settle()
    page.list.mark("走访台账（本村）")
    page.edit()
    camera.settle(WAIT_MS)
    camera.take("ledgers_designer", PAPER_MS)
    page.designer.done.click()


def settings(camera: Camera) -> None:
    """Each section, and the two places under the settings."""
    go(camera, "settings")
    for name in ("office", "operators", "codes", "backup", "bin"):
        go(camera, "settings", name)
        camera.take("settings" if name == "office" else f"settings_{name}")
    camera.context.navigation.restore_asked.emit()
    camera.take("restore")
    sheet = camera.program.course.sheet
    if sheet is not None:
        sheet.reject()
    for place in ("organizations", "posts"):
        go(camera, place)
        camera.take(place)
