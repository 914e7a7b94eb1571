"""The self check's questions: attachments whose bytes are wrong or gone, backups that do not open."""

from __future__ import annotations

import hashlib
from pathlib import Path

from db import self_check_queries
from db.store import Store
from tests.db.stores import KEY, add
from tests.factories import make_attachment


def test_wrong_and_missing_bytes_are_found(store: Store) -> None:
    good = hashlib.sha256(b"picture").hexdigest()
    with store.write("attach", "王芳") as (writer, _):
        writer.store_content(good, b"picture")
        writer.store_content("ab" * 32, b"something else")
    add(store, "attachment", make_attachment("v", sha256=good))
    lost = add(store, "attachment", make_attachment("v", sha256="cd" * 32))
    assert list(self_check_queries.damaged_contents(store.database)) == ["ab" * 32]
    assert self_check_queries.attachments_without_content(store.database) == [lost]
    assert self_check_queries.content_count(store.database) == 2


def test_a_backup_that_opens_is_told_from_one_that_does_not(store: Store, tmp_path: Path) -> None:
    place = store.back_up(tmp_path / "b", "manual")
    assert self_check_queries.backup_opens(place, KEY)
    assert not self_check_queries.backup_opens(place, bytes(32))
    assert not self_check_queries.backup_opens(tmp_path / "gone.db", KEY)
    place.with_name("empty.db").touch()
    assert not self_check_queries.backup_opens(place.with_name("empty.db"), KEY)
    place.with_name("empty.db").unlink()
    assert [path.name for path in (tmp_path / "b").iterdir()] == [place.name]
