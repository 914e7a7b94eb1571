"""Posts: who holds which office in which organization, from when to when."""

from __future__ import annotations

from ui.context import Context
from ui.forms.layout import Group
from ui.pages.base import Empty, ListAndForm, Topic
from ui.pages.text.settings import say
from ui.tables.filters import CodeFilter
from ui.tables.list_panel import Listing
from ui.tables.rows import Column


def topic() -> Topic:
    """What this page is about."""
    return Topic(
        place="posts",
        title=say("posts"),
        listing=Listing(
            "post",
            (
                Column("person", width=90, is_sortable=False),
                Column("post", width=110),
                Column("organization", width=0, is_sortable=False),
                Column("start", width=110),
                Column("end", width=110),
            ),
            order=("post", "-start"),
            search="post",
            also=frozenset({"person", "organization"}),
        ),
        layout=(Group("", (("person", "organization"), ("post", "kind"), ("start", "end"), ("notes",))),),
        empty=Empty("post", say("posts.purpose"), say("posts.first")),
        filters=lambda context: [CodeFilter(context, say("posts.kind"), "kind", "post_kind")],
    )


class PostsPage(ListAndForm):
    """The register of posts."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, topic())
