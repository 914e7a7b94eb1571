"""The tour through the exchange: a township with its villages, a stick with news, an open question."""

from __future__ import annotations

import datetime
from contextlib import closing
from pathlib import Path

from app import records
from app.demo import invent, run_exchange
from app.demo.population import add_population
from app.desk import Desk
from app.exchange import trips
from app.exchange.drives import Drive
from app.offices import SetUp, create_office, open_office
from app.records import Query, Where
from db.keys import Cost
from tests.tools.camera import Camera
from tests.tools.first_steps import OPERATOR, PASSWORD
from tests.tools.scenes import PAPER_MS, go, sign_in

CHEAP = Cost(passes=1, memory_kib=1024, lanes=1)
FREE = 28 << 30
NOW = "县里刚通知，年底前要走访完。"


def made_township(folder: Path) -> Path:
    """The home of a township that exchanged with three villages, all in `folder`."""
    village = folder / "village-1"
    end = datetime.date.today()
    asked = SetUp("village", "柿子村", "500110103203", OPERATOR, PASSWORD)
    desk, _ = create_office(village, asked, cost=CHEAP)
    with closing(desk):
        add_population(desk, invent(40, 1, end))
    told = run_exchange(
        folder, village, households=20, months=1, end=end, operator=OPERATOR, password=PASSWORD,
        say=lambda line: None, cost=CHEAP,
    )  # fmt: skip
    return told.township


def with_news(township: Path, villages: list[Path]) -> Path:
    """Both sides change some of the same records; what the villages give lies on the stick returned."""
    stick = township.parent / "news"
    stick.mkdir(exist_ok=True)
    with closing(open_office(township, OPERATOR, PASSWORD)) as upper:
        for number, home in enumerate(villages):
            with closing(open_office(home, OPERATOR, PASSWORD)) as village:
                _disagree(village, upper, number)
                _go_on(village)
                trips.give_to(village, stick, [upper.office.id])
        records.add(upper, "code", {"list": "tag", "code": "x_rich", "label": "致富带头人"})
    return stick


def _disagree(village: Desk, upper: Desk, number: int) -> None:
    with_phone = (Where("phone", "not_empty"), Where("relation", "=", "02"))
    people = records.find(village, Query("person", with_phone, limit=4))
    for at, person in enumerate(people[1:3]):
        records.change(village, "person", person.id, {"phone": f"1380000{number}66{at}"})
        records.change(upper, "person", person.id, {"phone": f"1380000{number}99{at}"})
    home = records.find(village, Query("household", limit=6))[5]
    words = "房子已修好，老人由{}接到镇上住，{}周回来一次。"
    records.change(village, "household", home.id, {"notes": words.format("大儿子", "隔")})
    records.change(upper, "household", home.id, {"notes": words.format("二女儿", "每")})
    records.change(village, "person", people[0].id, {"notes": "九月搬回村里"})
    records.change(upper, "person", people[0].id, {"work_unit": "镇敬老院"})
    records.remove(upper, "person", people[3].id)
    records.change(village, "person", people[3].id, {"notes": "人还在村里，不能删"})


def _go_on(village: Desk) -> None:
    homes = records.find(village, Query("household", limit=8))
    for home in homes:
        visit = {"date": village.today().isoformat(), "household": home.id, "content": NOW}
        records.add(village, "visit", visit)


def through_the_exchange(camera: Camera, stick: Path) -> None:
    """Sign in at the township, take in what lies on the stick, look at every tab."""
    sign_in(camera)
    camera.settle()
    go(camera, "exchange")
    page = camera.page
    page.trip.board.sources.sticks = lambda: [Drive(stick, "村里的U盘", "exfat", FREE, True, True)]
    page.trip.board.sources.poll()
    camera.settle()
    camera.take("exchange")
    page.trip.board.both.click()
    camera.settle()
    page.trip.preview.lists.segments["conflicts"].click()
    camera.take("exchange_preview")
    page.trip.preview.buttons["preview.confirm"].click()
    camera.settle()
    camera.take("exchange_done")
    page.trip.done.buttons["done.report"].click()
    camera.take("exchange_report", PAPER_MS)
    _close_sheets(camera)
    page.show_tab("inbox")
    camera.settle()
    camera.take("exchange_inbox")
    page.inbox.table.setCurrentCell(2, 0)
    page.inbox.card.reveal.click()
    camera.settle()
    camera.take("exchange_inbox_shown")
    page.show_tab("quarantine")
    camera.take("exchange_quarantine")
    page.show_tab("register")
    camera.take("exchange_register")
    go(camera, "workbench")
    camera.take("workbench_township")


def _close_sheets(camera: Camera) -> None:
    for sheet in camera.page.window().children():
        if hasattr(sheet, "document") and hasattr(sheet, "reject"):
            sheet.reject()
