"""当月数 / 累计数: the numbers, and the records behind each."""

from __future__ import annotations

from tests.ledgers.fake_office import village
from tests.ledgers.printing_room import ledger, made, table_of


def lines(office, period="2026-11"):
    table = table_of(made(office, ledger("走访统计表"), period))
    return {row[1].strip(): (row[3], row[4]) for row in table.texts}


def test_the_month_and_the_year_so_far_are_counted_apart():
    office = village(12)
    office.add(
        "visit", "early", date="2026-02-03", household="h1", visitors=["cadre"], method="home", content="早"
    )
    office.add(
        "visit",
        "last_year",
        date="2025-12-03",
        household="h2",
        visitors=["cadre"],
        method="home",
        content="旧",
    )
    counted = lines(office)
    assert counted["走访人次"] == ("12", "13")
    assert counted["入户走访"] == ("8", "9")
    assert counted["参加走访的党员干部"] == ("1", "1")


def test_opinions_add_up_and_what_a_township_added_counts_as_other():
    office = village(12)
    office.add("matter", "own", opened="2026-11-20", category="township_made", description="新类别")
    counted = lines(office)
    parts = ("民生类", "环境卫生类", "物业类", "治安类", "其他")
    month = sum(int(counted[f"{part}意见建议"][0]) for part in parts)
    assert counted["其他意见建议"] == ("1", "1")
    assert counted["意见建议合计"] == (str(month), "5")


def test_matters_count_where_they_stood_at_the_end():
    counted = lines(village(12))
    assert counted["销号"] == ("2", "2")
    assert counted["期末未销号"] == ("2", "2")
    assert lines(village(12), "2026-10")["期末未销号"] == ("2", "2")
    assert lines(village(12), "2027-01")["其中上年遗留"] == ("2", "2")


def test_money_given_is_added_up():
    assert lines(village(12))["帮扶慰问资金"] == ("601.5", "601.5")


def test_every_number_knows_the_records_it_was_counted_from():
    table = table_of(made(village(12), ledger("走访统计表")))
    for (row, column), ids in table.traces.items():
        unit, number = table.texts[row][2], table.values[row][column]
        assert len(set(ids)) == len(ids)
        assert bool(ids) == bool(number), table.texts[row]
        assert unit not in ("件", "次", "起", "对") or len(ids) == number
