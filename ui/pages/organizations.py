"""Organizations: branches, grids, villager groups, departments. The example for other pages."""

from __future__ import annotations

from ui.context import Context
from ui.forms.layout import Group
from ui.pages.base import Empty, ListAndForm, Topic
from ui.pages.text.organizations import say
from ui.tables.filters import CodeFilter
from ui.tables.list_panel import Listing
from ui.tables.rows import Column


def topic() -> Topic:
    """What this page is about."""
    return Topic(
        place="organizations",
        title=say("title"),
        listing=Listing(
            "organization",
            (Column("name", width=0), Column("type", width=110), Column("contact", width=90)),
            order=("name",),
            search="name",
        ),
        layout=(
            Group("", (("name:2", "type"), ("parent:2", "code"), ("contact", "phone"))),
            Group(say("group.more"), (("founded", "ended"), ("notes",)), folded=True),
        ),
        empty=Empty("organization", say("purpose"), say("first")),
        filters=lambda context: [CodeFilter(context, say("type"), "type", "organization_type")],
    )


class OrganizationsPage(ListAndForm):
    """The register of organizations."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, topic())
