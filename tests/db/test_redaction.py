"""What is erased by law is gone from every page of the file; the stamps stay; doing it again is nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from db import history, local, search
from db.pages import PAGE_BYTES, PageCipher, salt_of
from db.redaction import apply_redactions, compact, is_erased
from db.redaction_queries import binned, leaning, mentions
from db.reversal import reverse
from db.store import Store
from tests.db.stores import KEY, NOW, add, change, faults_in, opened, read, tallies
from tests.factories import make_attachment, make_household, make_person, make_tag, make_visit

NAME, NUMBER = "欧阳秋水", "110105194912310021"


def erase(store: Store, about: str, kind: str = "person", **more: Any) -> int:
    """State the fact and carry it out, as the program does."""
    with store.write("redact", "王芳") as (writer, _):
        fact = {"about": about, "kind": kind, "date": "2026-11-20", "reason": "law", **more}
        writer.add("redaction", fact)
        return apply_redactions(connection=store.connection)


def in_the_file(path: Path, *words: str) -> list[str]:
    """Which of the words stand on any page of the database, in the clear; its log is empty."""
    cipher = PageCipher(KEY, salt_of(path))
    stored = path.read_bytes()
    pages = (stored[at : at + PAGE_BYTES] for at in range(0, len(stored), PAGE_BYTES))
    clear = b"".join(cipher.opened(number, page) for number, page in enumerate(pages, 1))
    log = path.with_name(path.name + "-wal")
    assert not log.exists() or not log.stat().st_size
    return [word for word in words if word.encode() in clear]


def a_life(store: Store) -> str:
    """A person with a tag, a photo, a draft, and a value that was changed."""
    person = add(store, "person", make_person(name=NAME, id_number=NUMBER, pinyin="ou yang qiu shui"))
    change(store, "person", person, {"phone": "13912345678", "x_绰号": "水娃子"})
    change(store, "person", person, {"phone": None})
    add(store, "tag", make_tag(person, basis="肺癌晚期"))
    with store.write("attachment.add", "王芳") as (writer, _):
        writer.store_content("ef" * 32, b"the only picture of her" * 100)
        writer.add("attachment", make_attachment(person, sha256="ef" * 32, name=f"{NAME}.jpg"))
    local.keep_draft(store, "visit/new", "王芳", NOW, {"content": f"{NAME}说"})
    local.set_setting(store, f"draft/person/{person}", {"phone": "13912345678"})
    return person


WORDS = (NAME, NUMBER, "13912345678", "水娃子", "肺癌晚期", "the only picture", "ouyangqiushui")


def test_nothing_is_left_on_any_page_of_the_file(store: Store) -> None:
    person = a_life(store)
    erase(store, person)
    compact(store.connection)
    assert in_the_file(store.path, *WORDS) == []


def test_all_of_it_was_in_the_file_before(store: Store) -> None:
    a_life(store)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert set(in_the_file(store.path, *WORDS)) == set(WORDS)


def test_the_stamps_stay_and_nothing_new_is_stamped_but_the_fact(store: Store) -> None:
    person = a_life(store)
    before = tallies(store)[0][2]
    erase(store, person)
    assert tallies(store) == [(1, 1, before + 1)]
    assert faults_in(store) == []


def test_the_record_stays_as_an_empty_place(store: Store) -> None:
    person = a_life(store)
    assert erase(store, person) == 3
    found = read(store, "person", person)
    assert (found.deleted, {each for each in found.values.values()}) == (True, {None})
    assert {each.before for each in history.of_record(store.database, "person", person)} <= {None, 0}
    assert search.by_keys(store.database, "person", NAME, 5).records == ()
    assert local.content(store, "ef" * 32) is None
    assert local.drafts(store, "王芳") == {}
    assert is_erased(store.connection, person)


def test_doing_it_again_changes_nothing(store: Store) -> None:
    person = a_life(store)
    erase(store, person)
    with store.write("again", "王芳") as (_, written):
        assert apply_redactions(store.connection) == 0
    assert written.action == 0


def test_what_comes_back_from_elsewhere_is_cleared_again(store: Store) -> None:
    person = a_life(store)
    erase(store, person)
    store.connection.execute('UPDATE person SET name = ?, "deleted" = 0 WHERE id = ?', (NAME, person))
    with store.write("exchange.take", "王芳") as (writer, _):
        writer.kept_content = True
        assert apply_redactions(store.connection) == 1
    assert read(store, "person", person)["name"] is None


def test_bytes_that_another_record_uses_stay(store: Store) -> None:
    person = a_life(store)
    home = add(store, "household", make_household())
    add(store, "attachment", make_attachment(home, sha256="ef" * 32))
    erase(store, person)
    assert local.content(store, "ef" * 32) is not None


def test_undo_brings_nothing_back(store: Store) -> None:
    person = add(store, "person", make_person(name=NAME))
    with store.write("person.remove", "王芳") as (writer, written):
        writer.remove("person", person)
    erase(store, person)
    reverse(store, written.action, "王芳", "undo")
    found = read(store, "person", person)
    assert (found.deleted, found["name"]) == (True, None)


def test_a_redaction_is_never_offered_for_undo(store: Store) -> None:
    person = add(store, "person", make_person(name=NAME))
    erase(store, person)
    latest = history.latest_undoable(store.database, "王芳", 0)
    assert latest is not None and latest.intention == "person.add"


def test_single_fields_lose_their_past_once_and_keep_what_they_hold(store: Store) -> None:
    visit = add(store, "visit", make_visit(content=f"{NAME}说"))
    change(store, "visit", visit, {"content": "某某说"})
    erase(store, visit, "visit", fields="content")
    change(store, "visit", visit, {"content": "后来写的"})
    with store.write("again", "王芳") as (writer, _):
        writer.kept_content = True
        apply_redactions(store.connection)
    changes = history.of_record(store.database, "visit", visit)
    assert [(each.before, each.after) for each in changes[1:]] == [(None, "某某说"), ("某某说", "后来写的")]


@pytest.mark.parametrize(("deleted", "left"), [(1, None), (0, NAME)])
def test_the_emptied_bin_takes_only_what_is_still_in_a_bin(
    store: Store, deleted: int, left: str | None
) -> None:
    person = add(store, "person", make_person(name=NAME))
    store.connection.execute('UPDATE person SET "deleted" = ?', (deleted,))
    erase(store, person, reason="bin_emptied")
    assert read(store, "person", person)["name"] == left


def test_a_fact_about_a_kind_of_a_later_program_harms_nothing(store: Store) -> None:
    assert erase(store, "0190", "questionnaire") == 0
    assert erase(store, "0191", "questionnaire", fields="answer") == 0


def test_texts_that_name_somebody_are_found_now_and_in_the_past(store: Store) -> None:
    person = add(store, "person", make_person(name=NAME))
    home = add(store, "household", make_household(head=NAME))
    change(store, "household", home, {"head": "李建国"})
    visit = add(store, "visit", make_visit(household=home, content=f"到{NAME}家"))
    found = mentions(store.database, [NAME], {person})
    assert {(each.id, each.field, each.is_past) for each in found} == {
        (home, "head", True),
        (visit, "content", False),
    }


def test_the_bin_is_counted_with_what_leans_on_it(store: Store) -> None:
    home = add(store, "household", make_household())
    add(store, "visit", make_visit(household=home))
    with store.write("household.remove", "王芳") as (writer, _):
        writer.remove("household", home)
    assert binned(store.database) == {"household": [home]}
    assert leaning(store.database) == {("visit", "household"): 1}
    erase(store, home, "household", reason="bin_emptied")
    assert (binned(store.database), leaning(store.database)) == ({}, {})


def test_a_packed_file_opens_again_with_everything_else(store: Store) -> None:
    a_life(store)
    add(store, "person", make_person(name="王大力"))
    compact(store.connection)
    assert len(search.by_keys(store.database, "person", "王大力", 5).records) == 1
    assert faults_in(store) == []
    other = opened(store.path.parent)
    assert len(search.by_keys(other.database, "person", "王大力", 5).records) == 1
    other.connection.close()
