"""The tour through enrolment and the list of villages: the request, the digits, the decision, the console."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from app.exchange import console, joining, trips
from app.exchange.drives import Drive
from app.offices import SetUp, create_office, open_office
from tests.tools.camera import Camera
from tests.tools.exchange_scenes import CHEAP, FREE
from tests.tools.first_steps import OPERATOR, PASSWORD
from tests.tools.scenes import PAPER_MS, go, sign_in
from ui.exchange.joining_admitting import AdmitSheet
from ui.exchange.joining_asking import AskSheet

LATE, NEW = ("双桥村", "500110103206"), ("石板村", "500110103207")
ASKING = ("青山村", "500110103208")


def with_requests(township: Path) -> Path:
    """A village that is let in and hands in nothing; two that ask: a new one, and a new PC of a known one.

    The stick with the requests of these two. A fourth, in "asking", has not begun.
    """
    stick = township.parent / "requests"
    stick.mkdir(exist_ok=True)
    with closing(open_office(township, OPERATOR, PASSWORD)) as upper:
        name = console.below(upper)[0].name
    for place, office in (("late", LATE), ("new-village", NEW), ("new-pc", (name, "")), ("asking", ASKING)):
        asked = SetUp("village", *office, OPERATOR, PASSWORD)
        desk, _ = create_office(township.parent / place, asked, cost=CHEAP)
        with closing(desk):
            if office == ASKING:
                continue
            paper = joining.request(desk, (f"machine-{place}", place, ""))
            if office == LATE:
                with closing(open_office(township, OPERATOR, PASSWORD)) as upper:
                    joining.admit(upper, paper.path, paper.digits)
            else:
                trips.put_paper(desk, paper.path, stick, "request", desk.office.name)
    return stick


def through_the_villages(camera: Camera, stick: Path) -> None:
    """Sign in at the township: its villages, the list to be printed, an application decided."""
    sign_in(camera)
    camera.settle()
    go(camera, "villages")
    camera.take("villages")
    camera.page.print()
    camera.take("villages_reminder", PAPER_MS)
    for sheet in camera.page.window().children():
        if hasattr(sheet, "document") and hasattr(sheet, "reject"):
            sheet.reject()
    admit = AdmitSheet(camera.context, camera.program.window, lambda: _drives(stick))
    admit.open()
    camera.settle()
    camera.take("joining_admit")
    for row in range(admit.list.rowCount()):
        admit.list.setCurrentCell(row, 0)
        admit.next.click()
        camera.take(f"joining_decide_{row + 1}")
        admit.show_step(admit.choose_step)
    admit.reject()


def through_the_request(camera: Camera, stick: Path) -> None:
    """Sign in at a village that belongs to nobody: its request, then the digits."""
    sign_in(camera)
    camera.settle()
    go(camera, "exchange")
    ask = AskSheet(camera.context, camera.program.window, sticks=lambda: _drives(stick))
    ask.open()
    camera.settle()
    camera.take("joining_ask")
    ask.ask.click()
    camera.settle()
    camera.take("joining_wait")
    ask.reject()


def _drives(stick: Path) -> list[Drive]:
    return [Drive(stick, "村里的U盘", "exfat", FREE, True, True)]
