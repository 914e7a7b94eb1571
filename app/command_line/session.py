"""One run of the command line: whose office, who signs in, and how the answer is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.command_line.problems import Misuse
from app.command_line.surroundings import Surroundings
from app.command_line.text import word
from app.desk import Desk
from app.entrance import operator_names
from app.faults import faults_as_problems
from app.offices import open_office
from app.paths import default_home
from app.problems import Problem

PASSWORD = "LIANXIN_PASSWORD"
NEW_PASSWORD = "LIANXIN_NEW_PASSWORD"


@dataclass
class Session:
    """What the options before and after the command say. `named_home` None: the usual folder."""

    surroundings: Surroundings
    named_home: Path | None = None
    operator: str = ""
    as_json: bool = False

    @property
    def home(self) -> Path:
        """The data folder."""
        return self.named_home or default_home()

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The office, signed in, closed at the end. Raises Problem."""
        operator = self.first_operator()
        around = self.surroundings
        desk = open_office(self.home, operator, self.password(), around.clock, around.station)
        if desk.origin.found:
            around.stderr.write(word(f"origin_{desk.origin.found}") + "\n")
        try:
            with faults_as_problems(self.home):
                yield desk
        finally:
            desk.close()

    def password(self, variable: str = PASSWORD, prompt: str = "password", again: bool = False) -> str:
        """From the environment, or asked; `again` asks twice until both are the same."""
        given = self.surroundings.environment.get(variable)
        if given is not None:
            return given
        try:
            while True:
                typed = self.surroundings.ask(f"{word(prompt)}: ")
                if not again or typed == self.surroundings.ask(f"{word('password_again')}: "):
                    return typed
        except EOFError:
            raise Misuse("no_password") from None

    def say(self, text: str) -> None:
        """One line for people; nothing with --json."""
        if not self.as_json:
            self.surroundings.stdout.write(text + "\n")

    def give(self, value: Any) -> None:
        """One line of JSON; nothing without --json."""
        if self.as_json:
            text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
            self.surroundings.stdout.write(text + "\n")

    def first_operator(self) -> str:
        """Who signs in: the one named, else the first. Raises Problem."""
        if self.operator:
            return self.operator
        if not self.home.is_dir():
            raise Problem("no_office", folder=str(self.home))
        names = operator_names(self.home)
        if not names:
            raise Problem("damaged_keys")
        return names[0]
