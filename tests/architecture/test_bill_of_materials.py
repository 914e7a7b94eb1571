"""The bill of materials agrees with the pins; the audit of weaknesses never takes silence for an answer."""

from __future__ import annotations

import datetime
import json
import re

from cyclonedx.model.bom import Bom

from tests.tools import bill_of_materials, dependency_audit
from tests.tools.dependency_audit import Looked

TEXT = bill_of_materials.FILE.read_text("utf-8")
STORED = json.loads(TEXT)
PINNED = {"click": "8.5.1", "pillow": "13.0.0"}


def answer(**lines):
    """What a list answers: name → weaknesses, or None where it does not know the library."""
    return {
        "dependencies": [
            {"name": name, "skip_reason": "not found"}
            if known is None
            else {"name": name, "version": PINNED[name], "vulns": [{"id": each} for each in known]}
            for name, known in lines.items()
        ]
    }


def test_the_bill_of_materials_is_what_the_pins_give_today():
    assert bill_of_materials.bill() == TEXT, "make sbom"


def test_it_is_a_cyclonedx_bill_with_a_licence_for_everything():
    read = Bom.from_json(json.loads(TEXT))  # type: ignore[attr-defined]
    assert read.metadata.component.name == "lianxin"
    assert [each.name for each in read.components if not each.licenses] == []


def test_it_names_every_run_time_library_in_its_pinned_version():
    named = {each["name"]: each["version"] for each in STORED["components"] if "purl" in each}
    pins = bill_of_materials.pins()
    assert set(bill_of_materials.wanted()) <= named.keys()
    assert named == {name: pins[name] for name in named}


def test_it_names_the_native_parts_and_the_fonts():
    names = {each["name"] for each in STORED["components"]}
    assert {"Qt", "SQLite", "SQLCipher", "OpenSSL", "Python", "Noto Serif SC", "Hanazono Mincho B"} <= names


def test_it_holds_nothing_of_the_machine_or_the_moment():
    assert "serialNumber" not in TEXT and "timestamp" not in TEXT
    assert re.search(r"https?://(?!cyclonedx\.org/schema)", TEXT) is None
    assert str(bill_of_materials.ROOT) not in TEXT


def test_a_library_that_no_list_knows_was_not_looked_up():
    found = dependency_audit.looked_up(PINNED, {"a": answer(click=[], pillow=None)})
    assert found == [Looked("click", "8.5.1", True), Looked("pillow", "13.0.0", False)]
    assert dependency_audit.code_of(found) == dependency_audit.NOT_ASKED
    assert "只查了一部分" in dependency_audit.verdict(found)


def test_without_the_network_nothing_is_said_to_be_clean():
    found = dependency_audit.looked_up(PINNED, {})
    assert dependency_audit.code_of(found) == dependency_audit.NOT_ASKED
    told = dependency_audit.report(found, datetime.date(2026, 11, 22), [])
    assert "没有查成" in told and "没有已知漏洞" not in told


def test_a_known_weakness_is_named_whatever_else_was_not_asked():
    found = dependency_audit.looked_up(PINNED, {"a": answer(click=["CVE-1"]), "b": answer(click=["CVE-2"])})
    assert dependency_audit.code_of(found) == dependency_audit.WEAK
    assert "| click | 8.5.1 | CVE-1、CVE-2 |" in dependency_audit.report(found, datetime.date.today(), ["a"])


def test_all_looked_up_and_nothing_known_is_good():
    found = dependency_audit.looked_up(PINNED, {"a": answer(click=[], pillow=[])})
    assert dependency_audit.code_of(found) == dependency_audit.CLEAN
