"""A terminal made by hand: runs a command in this process and keeps what it said."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.command_line import run
from app.command_line.surroundings import Surroundings
from app.offices import OpenOffice, SetUp, create_office, open_office
from tests.app.village_desk import CHEAP, NOW

PASSWORD = "lianxin1"


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value of the output."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON lines of the output."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Terminal:
    """An office's folder with a terminal open on it."""

    home: Path
    environment: dict[str, str]

    def __call__(self, *words: str, stdin: str | bytes = b"", env: dict[str, str] | None = None) -> Answer:
        """Run one command; lone surrogates in `stdin` go out as they are."""
        given = stdin if isinstance(stdin, bytes) else stdin.encode("utf-8", "surrogatepass")
        out, err = io.StringIO(), io.StringIO()

        def nobody(_prompt: str) -> str:
            raise EOFError

        around = Surroundings(
            io.BytesIO(given), out, err, {**self.environment, **(env or {})}, lambda: NOW, nobody, CHEAP
        )
        code = run(["--home", str(self.home), *words], around)
        return Answer(code, out.getvalue(), err.getvalue())

    def add(self, kind: str, **values: Any) -> str:
        """Add one record; its id."""
        answer = self("add", kind, stdin=json.dumps(values))
        assert answer.code == 0, answer.err
        return answer.out.strip()

    def desk(self) -> OpenOffice:
        """The office opened beside the command line."""
        return open_office(self.home, "王芳", PASSWORD, lambda: NOW)


@pytest.fixture
def empty(tmp_path: Path) -> Terminal:
    """A terminal on a folder without an office."""
    return Terminal(tmp_path / "office", {"LIANXIN_PASSWORD": PASSWORD})


@pytest.fixture
def village(empty: Terminal) -> Terminal:
    """A terminal on a village's office."""
    asked = SetUp("village", "柿子坪村", "500110103203", "王芳", PASSWORD)
    desk, _ = create_office(empty.home, asked, lambda: NOW, CHEAP)
    desk.close()
    return empty


Refused = Callable[[Answer], str]


@pytest.fixture
def refused() -> Iterator[Refused]:
    """Checks that the world said no in one Chinese sentence and nothing else; the sentence."""

    def sentence(answer: Answer) -> str:
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.count("\n") == 1 and answer.err.endswith("。\n")
        assert "Traceback" not in answer.err and "Error" not in answer.err
        return answer.err.strip()

    yield sentence
