"""The places of the window, in the order of the rail. A new place is one entry here."""

from __future__ import annotations

from ui.navigation import Place
from ui.pages.organizations import OrganizationsPage
from ui.text import say


def places() -> tuple[Place, ...]:
    """Every place of the program."""
    return (
        Place("organizations", say("place.settings"), "settings", OrganizationsPage, kinds=("organization",)),
    )
