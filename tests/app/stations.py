"""Made-up computers for tests: their signs, their clock of seconds, their side files."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from app.offices import OpenOffice, SetUp, create_office, open_office
from app.station import Signs, Station
from tests.app.village_desk import CHEAP, NOW

ASKED = SetUp("village", "柿子坪村", "500110103203", "王芳", "lianxin1")


@dataclass
class Computer:
    """A computer with a name; its side files lie beside `folder`. `seconds` is what its clock counts."""

    folder: Path
    name: str = "office-pc"
    seconds: float = 0.0

    @property
    def states(self) -> Path:
        """The folder of the side files."""
        return self.folder / f"states-{self.name}"

    @property
    def station(self) -> Station:
        """The computer as the program sees it."""
        return Station(self.states, self._signs, carrier=lambda _: "", ticks=lambda: self.seconds)

    def _signs(self, home: Path) -> Signs:
        return Signs(f"machine {self.name}", f"host {self.name}", f"{home.stat().st_ino}")

    def begin(self, name: str = "office") -> OpenOffice:
        """A new office in a folder of that name."""
        return create_office(self.folder / name, ASKED, lambda: NOW, CHEAP, self.station)[0]

    def open(self, name: str = "office") -> OpenOffice:
        """The office of that folder, opened on this computer."""
        return open_office(self.folder / name, "王芳", "lianxin1", lambda: NOW, self.station)


def copy_out(home: Path, to: Path) -> None:
    """What somebody's nephew copies: the database's files alone."""
    to.mkdir(exist_ok=True)
    for file in home.glob("lianxin.db*"):
        shutil.copy(file, to / file.name)


def copy_back(kept: Path, home: Path) -> None:
    """The copied files over the present ones, as by Explorer."""
    for file in home.glob("lianxin.db*"):
        file.unlink()
    for file in kept.iterdir():
        shutil.copy(file, home / file.name)
