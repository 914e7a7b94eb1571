"""add, change, remove, restore: all of it or none of it."""

from __future__ import annotations

import json

import pytest

from tests.command_line.conftest import Refused, Terminal


def test_adding_gives_one_id_per_line_in_order(village: Terminal) -> None:
    answer = village("add", "household", stdin='{"head":"张桂花"}\n\n{"head":"李建国"}\n')
    ids = answer.out.split()
    heads = [each["head"] for each in village("show", "household", "--json").lines]
    assert (answer.code, answer.err, len(ids), heads) == (0, "", 2, ["张桂花", "李建国"])


def test_ids_are_json_strings_with_json(village: Terminal) -> None:
    answer = village("--json", "add", "household", stdin='{"head":"张桂花"}')
    assert [type(each) for each in answer.lines] == [str]


def test_a_call_is_one_step_of_undo(village: Terminal) -> None:
    village("add", "household", stdin='{"head":"张桂花"}\n{"head":"李建国"}')
    desk = village.desk()
    actions = desk.store.database.execute("SELECT count(*) FROM action WHERE intention = 'household.add'")
    assert actions.fetchone()[0] == 1
    desk.close()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"head":""}', "请填写"),
        ('{"head":"张","wages":3}', "wages"),
        ('{"head":"张","type":"富户"}', "富户"),
        ('{"head":', "JSON"),
        ('{"head":NaN}', "JSON"),
        ('{"x_income":1e999}', "JSON"),
        ("[1]", "对象"),
        ('{"head":["张"]}', "一个值"),
        ('{"head":{"a":1}}', "一个值"),
        ('{"head":"张","id":"../x"}', "编号"),
        ('{"x_deep":' + "[" * 30 + "]" * 30 + "}", "层"),
        ("[" * 100_000, "层"),
        ('{"head":"' + "张" * 400_000 + '"}', "一行"),
        ('{"head":"' + "张" * 200 + '"}', "最多 50 个字"),
        (b'{"head":"\xd5\xc5"}', "UTF-8"),
    ],
    ids=lambda each: str(each)[:20],
)
def test_a_bad_line_is_named_and_nothing_is_written(
    village: Terminal, refused: Refused, line: str | bytes, said: str
) -> None:
    bad = line if isinstance(line, bytes) else line.encode()
    sentence = refused(village("add", "household", stdin=b'{"head":"first"}\n' + bad + b"\n"))
    assert sentence.startswith("第 2 行") and said in sentence
    assert village("show", "household", "--json").out == ""


def test_nothing_on_stdin_is_said(village: Terminal, refused: Refused) -> None:
    assert "JSON" in refused(village("add", "household", stdin="\n\n"))


def test_more_lines_than_allowed_are_refused(village: Terminal, refused: Refused) -> None:
    assert "200000" in refused(village("add", "household", stdin="\n" * 200_001))


def test_half_a_character_and_nul_do_not_stop_the_rest(village: Terminal) -> None:
    identity = village.add("household", head="李\ud800四\x00", x_note="\udfff")
    shown = village("show", "household", identity, "--json").json
    assert (shown["head"], shown["x_note"]) == ("李\ufffd四", "\ufffd")


def test_raw_half_characters_in_the_input_are_refused(village: Terminal, refused: Refused) -> None:
    assert "UTF-8" in refused(village("add", "household", stdin='{"head":"\ud800"}'))


def test_a_rare_character_comes_back_as_it_went_in(village: Terminal) -> None:
    identity = village.add("person", name="𬱖𠮷·阿依")
    assert village("show", "person", identity, "--json").json["name"] == "𬱖𠮷·阿依"


def test_an_id_may_be_brought_but_not_twice(village: Terminal, refused: Refused) -> None:
    line = '{"head":"张","id":"01a20181-2b10-711e-8198-708011ea4bff"}'
    assert village("add", "household", stdin=line).out.strip() == "01a20181-2b10-711e-8198-708011ea4bff"
    assert "已经用过" in refused(village("add", "household", stdin=line))


def test_a_later_line_may_refer_to_an_earlier_one_of_the_same_kind(village: Terminal) -> None:
    first = "01a20181-2b10-711e-8198-708011ea4bff"
    lines = [{"id": first, "name": "镇"}, {"name": "村", "parent": first}]
    assert village("add", "organization", stdin="\n".join(map(json.dumps, lines))).code == 0


def test_a_change_touches_only_the_fields_given(village: Terminal) -> None:
    identity = village.add("household", head="张桂花", group="三组", number="12")
    assert village("change", "household", identity, stdin='{"number":"13"}').code == 0
    shown = village("show", "household", identity, "--json").json
    assert (shown["head"], shown["group"], shown["number"]) == ("张桂花", "三组", "13")


@pytest.mark.parametrize("stdin", ["", "{}", "[]", '{"head":null}', '{"head":"' + "张" * 200 + '"}'])
def test_a_change_that_cannot_be_taken_changes_nothing(
    village: Terminal, refused: Refused, stdin: str
) -> None:
    identity = village.add("household", head="张桂花")
    refused(village("change", "household", identity, stdin=stdin))
    assert village("show", "household", identity, "--json").json["head"] == "张桂花"


def test_what_was_removed_comes_back(village: Terminal) -> None:
    identity = village.add("household", head="张桂花")
    assert village("remove", "household", identity, "--json").json == {"id": identity, "deleted": True}
    assert village("show", "household", "--json").out == ""
    assert [each["id"] for each in village("show", "household", "--deleted", "--json").lines] == [identity]
    assert village("restore", "household", identity).code == 0
    assert [each["id"] for each in village("show", "household", "--json").lines] == [identity]


@pytest.mark.parametrize("command", ["remove", "restore", "history", "show", "change"])
def test_an_unknown_id_is_said(village: Terminal, refused: Refused, command: str) -> None:
    assert "no-such" in refused(village(command, "household", "no-such", stdin='{"head":"张"}'))
