"""The places of the window, in the order of the rail. A new place is one entry here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ui.navigation import LEVELS, Place
from ui.text import say

if TYPE_CHECKING:
    from ui.context import Context

# Place → its page, as "module:class". Named, not imported: the sign-in stands before any page is loaded.
PAGES = {
    "workbench": "ui.pages.workbench:WorkbenchPage",
    "visits": "ui.pages.visits:VisitsPage",
    "handbook": "ui.pages.handbook:HandbookPage",
    "reviews": "ui.pages.reviews:ReviewsPage",
    "desk": "ui.pages.desk:DeskPage",
    "pairings": "ui.pages.pairings:PairingsPage",
    "register": "ui.pages.register:RegisterPage",
    "import": "ui.pages.importing:ImportPage",
    "duplicates": "ui.pages.duplicates:DuplicatesPage",
    "ledgers": "ui.pages.ledgers:LedgersPage",
    "supervision": "ui.pages.supervision:SupervisionPage",
    "exchange": "ui.pages.exchange:ExchangePage",
    "villages": "ui.pages.villages:VillagesPage",
    "townships": "ui.pages.villages:VillagesPage",
    "weekly": "ui.pages.weekly:WeeklyPage",
    "themes": "ui.pages.themes:ThemesPage",
    "quick_entry": "ui.desk.quick_entry:QuickEntryPage",
    "errands": "ui.pages.services:ErrandsPage",
    "petitions": "ui.pages.services:PetitionsPage",
    "disputes": "ui.pages.services:DisputesPage",
    "suggestions": "ui.pages.services:SuggestionsPage",
    "assignments": "ui.pages.assignments:AssignmentsPage",
    "sweeps": "ui.pages.sweeps:SweepsPage",
    "task_groups": "ui.pages.task_groups:TaskGroupsPage",
    "settings": "ui.pages.settings:SettingsPage",
    "organizations": "ui.pages.organizations:OrganizationsPage",
    "posts": "ui.pages.posts:PostsPage",
}


# What is loaded once the window stands idle, so that the first visit of a place does not wait for it.
PAGE_MODULES = tuple(dict.fromkeys(named.partition(":")[0] for named in PAGES.values()))


ABOVE_VILLAGES = LEVELS - {"village"}


def place(
    name: str,
    icon: str,
    kinds: tuple[str, ...] = (),
    under: str = "",
    levels: frozenset[str] = LEVELS,
    word: str = "",
) -> Place:
    """One place; its page is loaded on the first visit. `word`: another label than "place.<name>"."""

    def make(context: Context) -> object:
        module, _, page = PAGES[name].partition(":")
        return getattr(import_module(module), page)(context)

    return Place(name, say(word or f"place.{name}"), icon, make, kinds, levels, under)


def places() -> tuple[Place, ...]:
    """Every place of the program."""
    return (
        place("workbench", "workbench"),
        place("visits", "visits", ("visit",)),
        place("handbook", "handbook", ("matter", "matter_event")),
        place("reviews", "eye", ("review",), under="handbook"),
        place("desk", "filter", levels=frozenset({"village"})),
        place("desk", "filter", levels=ABOVE_VILLAGES, word="place.desk.above"),
        # These hold matters too, but a matter is opened in the handbook: they name no kinds.
        place("quick_entry", "add", under="desk"),
        place("weekly", "calendar", under="desk"),
        place("themes", "copy", under="desk"),
        place("errands", "gift", under="desk"),
        place("petitions", "person", under="desk"),
        place("disputes", "warning", under="desk"),
        place("suggestions", "edit", under="desk"),
        place("assignments", "export", under="desk", levels=ABOVE_VILLAGES),
        place("sweeps", "find", under="desk"),
        place("task_groups", "organization", ("project",), under="desk"),
        place("pairings", "pairings", ("pairing", "aid")),
        place("register", "register", ("household", "person")),
        place("import", "import", under="register"),
        place("duplicates", "copy", under="register"),
        place("ledgers", "ledgers", ("ledger",)),
        place("supervision", "statistics"),
        place("exchange", "exchange"),
        place("villages", "organization", levels=frozenset({"township"})),
        place("townships", "organization", levels=frozenset({"county"})),
        place("settings", "settings"),
        place("organizations", "organization", ("organization",), under="settings"),
        place("posts", "post", ("post",), under="settings"),
    )
