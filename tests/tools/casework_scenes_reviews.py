"""Scenes of the handbook's review: reading a book, grade and remark, what is printed, 给自己看看."""

from __future__ import annotations

from app import handbook, records, reviews
from app.desk import Desk
from app.ledgers.periods import month_period
from tests.tools.camera import Camera
from tests.tools.scenes import PAPER_MS, go
from ui.pages.paper import PaperSheet
from ui.reviews.own_hints import OwnHints

REMARK = "走得勤，记得细，老人的话都写在里面；有几件事的结果还没有告诉本人，下次请把反馈补上。"
COPIED = "老人说去年冬天水管冻裂了三次，自己爬上屋顶缠布条，我听了心里不是滋味，回来就找了水利站。"


def through_the_reviews(camera: Camera) -> None:
    """The page of reviews with one written, the printed book, the list for oneself, the hint in the form."""
    desk = camera.context.desk
    first = camera.read(_fill, desk)
    go(camera, "reviews", first)
    camera.page.pages.step(1)
    camera.take("reviews")
    camera.page.print()
    camera.take("reviews_book", PAPER_MS)
    for sheet in camera.page.window().findChildren(PaperSheet):
        sheet.reject()
    camera.page.show_own()
    camera.take("reviews_own")
    for own in camera.page.window().findChildren(OwnHints):
        own.reject()
    _hint_in_the_form(camera)


def _fill(desk: Desk) -> str:
    """A review of the fullest book of the month, and two visits in the same words; whose book it is."""
    month = month_period(desk.today().year, desk.today().month)
    first, last = month.first.isoformat(), month.last.isoformat()
    books = handbook.books(desk, first, last)
    member = max(books, key=lambda each: len(each.book.pages)).book.recorder
    reviews.write(desk, member, first, last, {"grade": "excellent", "remark": REMARK, "shown": 1})
    homes = records.find(desk, records.Query("household", order=("group", "number"), limit=2))
    for home in homes:
        values = {"date": f"{first[:7]}-03", "household": home.id, "content": COPIED, "method": "home"}
        records.add(desk, "visit", values)
    return member


def _hint_in_the_form(camera: Camera) -> None:
    go(camera, "visits", None, "new")
    form = camera.page.form
    form.load_draft({"content": COPIED.replace("三次", "两次")})
    form.left.emit("content")
    camera.settle()
    camera.take("reviews_hint")
    camera.page.keeper.start(None, {}, draft=False)
