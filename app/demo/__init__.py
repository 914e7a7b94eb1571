"""A made-up village: its people, its messy roster, its year. Nothing in it is real."""

from __future__ import annotations

from app.demo.casework_story import Worked, run_casework
from app.demo.exchange_story import Exchanged, run_exchange
from app.demo.population import DEFAULT_END, NewHousehold, Population, add_population, invent
from app.demo.rosters import Mess, population_of, write_messy_roster
from app.demo.story import Told, run_demo
from app.demo.years import Counts, make_village, make_year

__all__ = [
    "DEFAULT_END",
    "Counts",
    "Exchanged",
    "Mess",
    "NewHousehold",
    "Population",
    "Told",
    "Worked",
    "add_population",
    "invent",
    "make_village",
    "make_year",
    "population_of",
    "run_casework",
    "run_demo",
    "run_exchange",
    "write_messy_roster",
]
