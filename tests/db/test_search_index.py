"""Wish (f): what people type finds what they mean, and nothing typed can break it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import search
from db.search_index import chinese_number, key_query, place_key, text_query
from db.store import Store
from tests.db.stores import add, change, new_store
from tests.factories import RARE_NAMES, make_duty, make_household, make_person, make_visit

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
LETTERS = st.one_of(
    HAN,
    st.sampled_from("𠮷𫖯㛃\ue863aåབ鿭ئ9"),
    st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
)
FEW = st.sampled_from("低保户金修路𠮷a1，。 \n")
KEEP = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples; each example looks for its own record among the others."""
    with new_store(Path(tmp_path_factory.mktemp("shared"))) as made:
        made.connection.execute("PRAGMA synchronous = OFF")
        yield made


def found(store: Store, text: str, kind: str = "person", limit: int = 10_000) -> list[str]:
    """The ids found by keys."""
    return [record.id for record in search.by_keys(store.database, kind, text, limit).records]


@KEEP
@given(name=st.text(LETTERS, min_size=1, max_size=50), data=st.data())
def test_every_part_of_a_name_finds_it(shared: Store, name: str, data: st.DataObject) -> None:
    person = add(shared, "person", make_person(name=name))
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    part = name[start:end]
    if unicodedata.normalize("NFKC", name) == name:
        assert person in found(shared, part)


@pytest.mark.parametrize("name", RARE_NAMES)
def test_every_rare_name_is_found_by_itself(store: Store, name: str) -> None:
    person = add(store, "person", make_person(name=name))
    assert found(store, name) == [person]
    assert found(store, f" {name[-4:]}".upper()) == [person]


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("zhang gui", True),
        ("zhanggui", True),
        ("guihua", True),
        ("zgh", True),
        ("gh", True),
        ("ZGH", True),
        ("ｚｇｈ", True),
        ("lgh", False),
        ("桂 花", True),
        ("5001101962", True),
        ("500110196203041228", True),
        ("1228", True),
        ("028", False),
        ("0012", True),
        ("13800000012", True),
        ("38000", False),
        ("z*", True),
    ],
)
def test_a_person_is_found_by_pinyin_and_numbers(store: Store, typed: str, is_found: bool) -> None:
    person = add(store, "person", make_person())
    assert found(store, typed) == ([person] if is_found else [])


def test_a_check_letter_at_the_end_is_found(store: Store) -> None:
    person = add(store, "person", make_person(id_number="50011019620304122X"))
    assert found(store, "122x") == [person]
    assert found(store, "50011019620304122X") == [person]


def test_a_whole_number_does_not_find_one_with_the_same_ending(store: Store) -> None:
    add(store, "person", make_person(id_number="500110199203041228", phone=None))
    assert found(store, "500110196203041228") == []


@pytest.mark.parametrize(
    "typed", ["三组", "3组", "第三村民小组", "三组12", "3-12", "三组12号", "３－１２", "张桂", "12"]
)
def test_a_household_is_found_by_its_place(store: Store, typed: str) -> None:
    home = add(store, "household", make_household(group="三组", number="12"))
    add(store, "household", make_household(head="李强", group="十三组", number="5", phone=None, address=None))
    assert found(store, typed, "household") == [home]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", "3"),
        ("03", "3"),
        ("0", "0"),
        ("三", "3"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("二十一", "21"),
        ("一百", "100"),
        ("百", "100"),
        ("一百零", "100"),
        ("一百二十", "120"),
        ("二百三十五", "235"),
        ("一二", "12"),
    ],
)
def test_chinese_numbers_are_read(text: str, number: str) -> None:
    assert chinese_number(text) == number


def test_a_place_without_a_number_has_no_key() -> None:
    assert place_key("大湾", "1") == place_key(None, None) == ""


@KEEP
@given(
    texts=st.lists(st.text(FEW, max_size=12), min_size=1, max_size=6),
    typed=st.text(FEW, min_size=2, max_size=2),
)
def test_two_characters_find_all_texts_with_them_and_only_those(
    shared: Store, texts: list[str], typed: str
) -> None:
    if not all("\u4e00" <= c <= "\u9fa5" or c == "𠮷" for c in typed):
        return
    with shared.write("add", "王芳") as (writer, _):
        ids = writer.add_many("visit", [make_visit(content=t, needs=None, next_step=None) for t in texts])
    hits = {record.id for record in search.by_words(shared.database, "visit", typed, 100_000).records}
    assert [identity in hits for identity in ids] == [typed in text for text in texts]


@KEEP
@given(
    st.one_of(
        st.text(max_size=40), st.text(st.sampled_from("\"'*^:(){}-+ANDORNEATkeys \x00\ud800一三组3-𠮷\ue000"))
    )
)
def test_nothing_typed_breaks_the_search(shared: Store, typed: str) -> None:
    for kind in ("person", "household"):
        search.by_keys(shared.database, kind, typed, 5)
    search.by_words(shared.database, "visit", typed, 5)


@pytest.mark.parametrize(
    "text", ["低保" * 10_000, "保 " * 10_000, "a b " * 10_000, '"' * 10_000, "9" * 10_000]
)
def test_a_pasted_page_does_not_break_the_search(store: Store, text: str) -> None:
    add(store, "visit", make_visit())
    assert found(store, text) == []
    search.by_words(store.database, "visit", text, 5)


@pytest.mark.parametrize("text", ["", " ", "，。", "\x00", '"*', "\ud800"])
def test_nothing_to_search_for_finds_nothing(store: Store, text: str) -> None:
    assert key_query(text) == text_query(text) == ""
    assert search.by_keys(store.database, "person", text, 5) == search.Found(())
    assert search.by_words(store.database, "visit", text, 5) == search.Found(())


def test_no_sign_of_the_plane_breaks_a_name_in_two(store: Store) -> None:
    """A name is one word for the index, which knows no phrases."""
    asked = {key_query(f"张{chr(each)}a") for each in range(0x80, 0x10000) if not 0xD800 <= each < 0xE000}
    for query in asked - {""}:
        store.connection.execute("SELECT rowid FROM find_person WHERE find_person MATCH ?", (query,))


def test_every_letter_of_the_plane_is_found_as_itself(store: Store) -> None:
    letters = [
        c for c in map(chr, range(0xA0, 0xFFFF)) if unicodedata.category(c) in ("Lo", "Ll", "Nd", "Co")
    ]
    some = [
        c for c in letters if unicodedata.normalize("NFKC", c).lower() == c and not "\ue000" <= c <= "\ue003"
    ]
    with store.write("add", "王芳") as (writer, _):
        ids = writer.add_many("household", [{"head": c} for c in some[::7]])
    assert [c for c, home in zip(some[::7], ids, strict=True) if found(store, c, "household") != [home]] == []


def test_the_index_follows_changes_and_leaves_out_the_recycle_bin(store: Store) -> None:
    person = add(store, "person", make_person(name="甲乙"))
    change(store, "person", person, {"name": "丙丁"})
    assert (found(store, "甲乙"), found(store, "丙丁")) == ([], [person])
    with store.write("remove", "王芳") as (writer, _):
        writer.remove("person", person)
    assert found(store, "丙丁") == []


def test_texts_are_found_newest_first_and_more_is_told(store: Store) -> None:
    ids = [add(store, "visit", make_visit(content=f"修路{number}")) for number in range(3)]
    two = search.by_words(store.database, "visit", "修路", 2)
    assert ([each.id for each in two.records], two.more) == ([ids[2], ids[1]], True)
    assert not search.by_words(store.database, "visit", "修路", 3).more


def test_a_kind_without_texts_has_no_words(store: Store) -> None:
    add(store, "duty", make_duty())
    assert search.by_words(store.database, "duty", "每月", 5) == search.Found(())
