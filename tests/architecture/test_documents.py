"""The documents beside the code say what is so."""

from __future__ import annotations

import re
import tomllib

from app.record_docs import rendered
from tests.architecture.sources import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_the_page_of_record_kinds_is_current():
    current = (ROOT / "docs/records.md").read_text("utf-8")
    assert current == rendered(), "run: make docs"


def test_the_changelog_tells_of_this_version():
    with (ROOT / "pyproject.toml").open("rb") as file:
        version = tomllib.load(file)["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_link_of_the_readme_leads_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_word_of_make_in_the_readme_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    known = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)\b", README)) <= known
