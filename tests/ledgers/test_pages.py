"""The page model: every shipped ledger as text, page breaks, merged cells, missing glyphs."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledgers.catalogue import shipped
from app.ledgers.definitions import SIGNATURE_ROW_MM, SIGNATURE_WIDTH_MM
from app.ledgers.page_model import MM, BoxPage
from app.ledgers.paging import page_text
from app.ledgers.table_layout import column_widths
from tests.ledgers.fake_office import FakeOffice, village
from tests.ledgers.printing_room import GOLDEN, from_toml, ledger, paged, table_of, table_pages

LONG = "群众反映入户路年久失修，雨天积水难行，“何时能修”是大家最关心的事。" * 120


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_ledger_lies_on_its_pages_as_it_always_did(name):
    text = page_text(paged(village(12), ledger(name)))
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def placed(model):
    return [row for page in table_pages(model) for row, *_ in page.pieces if row >= 0]


def heights(model):
    sheet, found = model.sheet, []
    for page in table_pages(model):
        layout = model.layouts[page.section]
        found.append(sum(piece[3] for piece in page.pieces) + sum(layout.head_heights))
    return found, sheet.foot - sheet.top


@given(st.lists(st.integers(0, 700), min_size=1, max_size=40), st.integers(0, 30), st.booleans())
def test_every_row_is_placed_once_in_order_and_no_page_overflows(lengths, blank_rows, fill):
    office = FakeOffice()
    for number, length in enumerate(lengths):
        office.add("visit", f"v{number:03d}", date="2026-11-05", content="字" * length or None)
    model = paged(office, ledger("走访台账", blank_rows=blank_rows, fill_page=fill))
    assert list(dict.fromkeys(placed(model))) == list(range(len(lengths)))
    used, room = heights(model)
    assert max(used) <= room + 0.01
    assert [page.closing for page in table_pages(model)] == [False] * (len(model.pages) - 1) + [True]


@given(st.lists(st.integers(1, 45), min_size=1, max_size=12))
def test_households_stay_together_where_a_page_can_hold_them(sizes):
    office = FakeOffice()
    for number, size in enumerate(sizes):
        office.add("household", f"h{number:02d}", head="户" * 9, number=str(number), group="一组")
        for member in range(size):
            office.add(
                "person",
                f"p{number:02d}-{member:02d}",
                household=f"h{number:02d}",
                name="人",
                status="present",
            )
    model = paged(office, ledger("户籍花名册"))
    groups = table_of(model.content).groups or []
    pages_of: dict[object, set[int]] = {}
    for at, page in enumerate(table_pages(model)):
        for row, *_ in page.pieces:
            pages_of.setdefault(groups[row], set()).add(at)
    assert all(len(pages_of[f"h{at:02d}"]) == 1 for at, size in enumerate(sizes) if size < 15)
    used, room = heights(model)
    assert max(used) <= room + 0.01


def test_a_row_longer_than_a_page_goes_on_over_the_page():
    office = village(2)
    office.add("visit", "v9", date="2026-11-20", household="h1", content=LONG)
    model = paged(office, ledger("走访台账"))
    column = [each.label for each in table_of(model.content).columns].index("走访内容")
    lines = model.layouts[0].lines[2][column]
    shown = [
        lines[start:stop] for page in table_pages(model) for row, start, stop, _ in page.pieces if row == 2
    ]
    assert len(shown) > 1
    assert "".join("".join(each) for each in shown) == LONG


def test_a_page_of_one_visit_goes_on_when_the_text_is_long():
    office = FakeOffice()
    office.add("visit", "v9", date="2026-11-20", content=LONG)
    model = paged(office, ledger("民情日记"))
    assert len(model.pages) > 1
    text = page_text(model)
    assert "（续）" in text
    assert LONG in text.replace("⏎", "").replace("\n", "").replace("│", "") or len(model.pages) > 2
    boxes = [box for page in model.pages if isinstance(page, BoxPage) for box in page.boxes]
    assert all(box.y + box.height <= model.sheet.height for box in boxes)


def test_room_to_sign_is_never_narrow_or_low():
    model = paged(village(4), ledger("帮扶慰问发放表", row_height=6.0))
    layout = model.layouts[0]
    at = [column.label for column in layout.table.columns].index("签领")
    assert layout.widths[at] >= SIGNATURE_WIDTH_MM * MM
    assert min(piece[3] for page in table_pages(model) for piece in page.pieces) >= SIGNATURE_ROW_MM * MM
    columns = ledger("帮扶慰问发放表").columns * 2
    assert (
        column_widths(columns, 600.0)[at] == SIGNATURE_WIDTH_MM * MM or column_widths(columns, 600.0)[at] > 70
    )


def test_too_many_columns_are_shrunk_and_said():
    columns = ledger("走访台账").columns
    model = paged(village(3), ledger("走访台账", columns=columns * 2))
    assert "已按比例缩小" in model.warnings[0]
    assert sum(model.layouts[0].widths) == pytest.approx(model.sheet.room)


def test_narrow_columns_share_the_room_that_is_left():
    definition = from_toml(
        'name="表"\ntitle="表"\nsource="visit"\ncolumns=[{label="日期",path="date",width=15,align="center"},'
        '{label="方式",path="method",width=15,align="center"}]'
    )
    model = paged(village(3), definition)
    assert model.layouts[0].widths[0] == model.layouts[0].widths[1] == pytest.approx(model.sheet.room / 2)


def test_rare_characters_print_and_a_missing_one_names_its_record():
    office = FakeOffice()
    office.add("household", "h1", head="𠮷𪚥㛃")
    office.add("visit", "v1", date="2026-11-05", household="h1", content="𠮷家")
    office.add("household", "h2", head="王\ue863")
    office.add("visit", "v2", date="2026-11-06", household="h2", content="谈心")
    model = paged(office, ledger("走访台账"))
    assert len(model.warnings) == 1
    assert (
        "2026-11-06 王〓" in model.warnings[0]
        and "走访对象" in model.warnings[0]
        and "U+E863" in model.warnings[0]
    )


def test_a_missing_character_on_a_page_is_named_too():
    office = FakeOffice()
    office.add("visit", "v1", date="2026-11-05", content="看望\ue863")
    assert "走访内容" in paged(office, ledger("民情日记")).warnings[0]


def test_cards_have_both_copies_beside_each_other():
    model = paged(village(4), ledger("连心卡"))
    text = page_text(model)
    assert text.count("SZ-004") == 2
    assert "党员干部持卡│党群连心卡│群众持卡" in text


def test_a_ledger_of_pages_without_records_is_one_empty_page():
    assert len(paged(FakeOffice(), ledger("民情日记")).pages) == 1


def test_people_without_a_household_are_not_merged():
    office = FakeOffice()
    for number in range(3):
        office.add("person", f"p{number}", name=f"人{number}", status="present")
    model = paged(office, ledger("户籍花名册", where=()))
    assert [page.spans for page in table_pages(model)] == [()]


def test_a_merged_cell_of_many_lines_makes_its_rows_higher():
    office = FakeOffice()
    office.add("household", "h1", head="买买提·吐尔逊" * 7, number="1")
    for number in range(2):
        office.add("person", f"p{number}", household="h1", name="人", status="present")
    layout = paged(office, ledger("户籍花名册")).layouts[0]
    assert sum(layout.heights) == pytest.approx(layout.style.height_of(len(layout.lines[0][3])))


def test_a_field_that_no_longer_fits_begins_on_the_next_page():
    office = FakeOffice()
    office.add(
        "visit",
        "v1",
        date="2026-11-05",
        content="字" * 900,
        needs="字" * 700,
        reflection="心得",
        next_step="再访",
    )
    model = paged(office, ledger("民情日记"))
    boxes = [
        [box.text for box in page.boxes if box.text] for page in model.pages if isinstance(page, BoxPage)
    ]
    assert len(boxes) == 2
    assert "心得体会" in boxes[1] or "后续工作" in boxes[1]


def test_pages_may_have_fields_without_a_label_or_a_foot():
    definition = from_toml(
        'name="信"\ntitle="信"\nsource="visit"\nlayout="pages"\nform=[{cells=[{path="content"}]}]'
    )
    assert page_text(paged(village(1), definition)).count("宣传医保缴费政策") == 1


def test_a_book_may_be_of_everybody_and_without_a_list():
    office = village(6)
    model = paged(office, ledger("工作手册", group="", columns=(), bound_from=1))
    assert len(model.pages) == 2
    assert "填写人：未写明" in page_text(model)


def test_a_card_fits_the_longest_address_in_smaller_type():
    office = village(4)
    office.add(
        "person", "p4-0", household="h4", name="阿不都热合曼·阿布都克力木·托合提玉苏甫" * 2, status="present"
    )
    office.add("household", "h4", head="甲", address="荫子镇柿子村" * 40)
    model = paged(office, ledger("连心卡"))
    sizes = {box.size for page in model.pages if isinstance(page, BoxPage) for box in page.boxes}
    assert 5.0 in sizes
