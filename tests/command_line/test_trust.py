"""duplicates, merge, split, bin, redact: what the clerk of the window can, the terminal can."""

from __future__ import annotations

from tests.command_line.conftest import Refused, Terminal

BIRTH = "1949-12-31"


def twice(village: Terminal) -> tuple[str, str]:
    """One man written down twice."""
    one = village.add("person", name="李建国", birth=BIRTH)
    return one, village.add("person", name="李建国", birth=BIRTH, education="70")


def test_a_pair_is_listed_merged_and_split_again(village: Terminal) -> None:
    one, two = twice(village)
    assert village("duplicates", "--json").lines == [{"one": one, "other": two, "reason": "name_and_birth"}]
    assert village("merge", "person", one, two).code == 0
    assert village("show", "person", two, "--json").json["id"] == one
    assert village("show", "person", one, "--json").json["education"] == "70"
    assert "没有找到" in village("duplicates").out
    assert village("split", "person", two).code == 0
    assert village("show", "person", two, "--json").json["id"] == two


def test_the_value_of_the_second_is_taken_where_it_is_named(village: Terminal) -> None:
    one = village.add("person", name="李建国", birth=BIRTH, job="会计")
    two = village.add("person", name="李建国", birth=BIRTH, job="护林员")
    assert village("merge", "person", one, two, "--take", "job").code == 0
    assert village("show", "person", one, "--json").json["job"] == "护林员"


def test_a_field_that_neither_has_is_no_field_to_take(village: Terminal, refused: Refused) -> None:
    one, two = twice(village)
    assert "phone" in refused(village("merge", "person", one, two, "--take", "phone"))


def test_the_bin_is_emptied_only_with_yes(village: Terminal) -> None:
    person = village.add("person", name="李建国")
    village("remove", "person", person)
    assert [each["id"] for each in village("bin", "list", "--json").lines] == [person]
    asked = village("bin", "empty")
    assert (asked.code, "人 1 条" in asked.out, "--yes" in asked.err) == (1, True, True)
    assert village("bin", "empty", "--yes", "--json").json["erased"] == 1
    assert "空的" in village("bin", "list").out


def test_a_person_is_erased_only_with_yes(village: Terminal) -> None:
    home = village.add("household", head="欧阳秋水")
    person = village.add("person", name="欧阳秋水", household=home)
    told = village("redact", "person", person, "--reason", "law")
    assert (told.code, home in told.out) == (1, True)
    done = village("redact", "person", person, "--reason", "law", "--texts", "--yes", "--json").json
    assert (done["erased"], done["texts"]) == (1, 1)
    assert village("show", "household", home, "--json").json["head"] == "某某"
    assert "欧阳" not in village("history", "household", home, "--json").out


def test_nothing_but_the_act_erases(village: Terminal, refused: Refused) -> None:
    said = refused(village("add", "redaction", stdin='{"about":"x","kind":"person","reason":"law"}'))
    assert "依法删除" in said
    person = village.add("person", name="李建国")
    assert "合并" in refused(village("change", "person", person, stdin=f'{{"merged_into":"{person}"}}'))
