"""The places of the window, in the order of the rail. A new place is one entry here."""

from __future__ import annotations

from ui.navigation import Place
from ui.pages.handbook import HandbookPage
from ui.pages.importing import ImportPage
from ui.pages.organizations import OrganizationsPage
from ui.pages.posts import PostsPage
from ui.pages.register import RegisterPage
from ui.pages.settings import SettingsPage
from ui.pages.visits import VisitsPage
from ui.pages.workbench import WorkbenchPage
from ui.text import say


def places() -> tuple[Place, ...]:
    """Every place of the program."""
    return (
        Place("workbench", say("place.workbench"), "workbench", WorkbenchPage),
        Place("visits", say("place.visits"), "visits", VisitsPage, kinds=("visit",)),
        Place("handbook", say("place.handbook"), "handbook", HandbookPage, kinds=("matter", "matter_event")),
        Place("register", say("place.register"), "register", RegisterPage, kinds=("household", "person")),
        Place("import", say("place.import"), "import", ImportPage, under="register"),
        Place("settings", say("place.settings"), "settings", SettingsPage),
        Place(
            "organizations",
            say("place.organizations"),
            "organization",
            OrganizationsPage,
            kinds=("organization",),
            under="settings",
        ),
        Place("posts", say("place.posts"), "post", PostsPage, kinds=("post",), under="settings"),
    )
