"""Whatever comes in from outside is an answer or a Problem: many changed inputs of every reader."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.file_names import safe_name
from tests.fuzz.beginnings import mutated, of
from tests.fuzz.targets import TARGETS, assert_no_formula, fuzz_one, yard
from tests.fuzz.workbooks import MAIN, OFFICE, PACKAGE, parts, sheet, xlsx, zipped

SLOW = {"definition": 20, "printed": 20}  # draws pages
TEXTS = st.text(st.characters(exclude_categories=()), max_size=40)
FORMULAS = (
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "{=1}",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://a","b")',
    "＝1+1",
    "=cmd|' /C calc'!A0",
)


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_every_real_input_is_answered(target):
    assert [fuzz_one(target, each) for each in of(target)]


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_every_changed_input_is_answered(target):
    @settings(max_examples=SLOW.get(target, 60), suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32))
    def feed(seed: int) -> None:
        dice = random.Random(seed)
        fuzz_one(target, mutated(dice.choice(of(target)), dice))

    feed()


@pytest.mark.parametrize(
    "target", ["spreadsheet", "json_lines", "search_words", "draft", "mapping", "attachment"]
)
def test_any_bytes_are_answered(target):
    @settings(max_examples=60)
    @given(st.binary(max_size=80) | TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")))
    def feed(data: bytes) -> None:
        fuzz_one(target, data)

    feed()


@given(TEXTS)
@settings(max_examples=300)
def test_any_name_is_made_fit_for_any_disk(name):
    safe = safe_name(name, "附件")
    assert safe and len(safe.encode()) <= 255 and not set(safe) & set('/\\:*?"<>|\0')
    assert safe_name(safe, "附件") == safe


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_a_text_in_a_ledger(text):
    assert fuzz_one("printed", text.encode())


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_a_text_among_the_refused_rows(text):
    rows = f'户主姓名,姓名,出生日期\n张桂花,张桂花,"{text.replace(chr(34), chr(34) * 2)}"\n'
    assert fuzz_one("spreadsheet", b"C" + rows.encode())
    rejected = yard().work / "rejected.xlsx"
    if rejected.exists():
        assert_no_formula(rejected)


def relations_to(target: str, mode: str = "") -> str:
    """Relations whose sheet lies elsewhere."""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="{target}"{mode}/></Relationships>'
    )


STRANGE = {
    "a sheet outside the archive": xlsx(relations=relations_to("../../../../etc/passwd")),
    "a sheet on the network": xlsx(relations=relations_to("http://127.0.0.1/a", ' TargetMode="External"')),
    "an entry that climbs out": zipped({**parts(), "../../climbed.txt": "a", "/rooted.txt": "b"}),
    "a macro": zipped({**parts(), "xl/vbaProject.bin": b"\xcc\x61"}),
    "a link to another workbook": zipped({**parts(), "xl/externalLinks/externalLink1.xml": "<a/>"}),
    "a text that is not there": xlsx(strings=f'<sst xmlns="{MAIN}"/>'),
    "half a surrogate pair": xlsx(
        sheet=sheet('<row r="1"><c r="A1" t="str"><v>_xD800_&#xFFFE;</v></c></row>')
    ),
    "a formula without a value": xlsx(sheet=sheet('<row r="1"><c r="A1"><f>1+1</f></c></row>')),
    "no sheet": xlsx(book=f'<workbook xmlns="{MAIN}"><sheets/></workbook>'),
    "a sheet whose name climbs": xlsx(
        book=f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="../../花" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", STRANGE)
def test_a_strange_workbook_is_answered_and_writes_nothing_outside(case):
    fuzz_one("spreadsheet", STRANGE[case])
    assert not any("climbed" in each.name or "rooted" in each.name for each in yard().folder.parent.glob("*"))
