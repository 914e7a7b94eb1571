"""The places of the window, in the order of the rail. A new place is one entry here."""

from __future__ import annotations

from ui.navigation import Place
from ui.pages.organizations import OrganizationsPage
from ui.pages.register import RegisterPage
from ui.pages.visits import VisitsPage
from ui.pages.workbench import WorkbenchPage
from ui.text import say


def places() -> tuple[Place, ...]:
    """Every place of the program."""
    return (
        Place("workbench", say("place.workbench"), "workbench", WorkbenchPage),
        Place("visits", say("place.visits"), "visits", VisitsPage, kinds=("visit",)),
        Place("register", say("place.register"), "register", RegisterPage, kinds=("household", "person")),
        Place("organizations", say("place.settings"), "settings", OrganizationsPage, kinds=("organization",)),
    )
