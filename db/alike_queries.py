"""Which matters use the same rare words as a text: candidates for a theme, by the text index."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable

from sqlite_utils import Database

from db.search_index import text_words

_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.matter_words USING fts5vocab(main, text_matter, row)"
_FEW = 3


def words_of(*texts: str | None) -> frozenset[str]:
    """The pairs of characters and the words that a text is compared by; numbers and single characters not."""
    found = text_words(*texts).split()
    return frozenset(each for each in found if len(each) > 1 and not each.isdigit())


def _found_in(database: Database, words: Iterable[str]) -> dict[str, int]:
    """Word → in how many matters it stands."""
    database.execute(_VOCABULARY)
    sql = "SELECT term, doc FROM temp.matter_words WHERE term = ?"
    rows = (database.execute(sql, (word,)).fetchone() for word in words)
    return {row[0]: int(row[1]) for row in rows if row}


def weights(database: Database, words: Iterable[str]) -> dict[str, float]:
    """Word → how much it says: nothing where every matter has it, more the rarer it is.

    What stands in fewer than _FEW matters counts as if it stood in so many: a word that nobody else used
    is a manner of speaking, and would drown what two people both complain of.
    """
    highest = database.execute("SELECT max(row) FROM matter").fetchone()[0] or 1
    counts = _found_in(database, words)
    return {word: math.log(1 + highest / max(count, _FEW)) for word, count in counts.items()}


def candidates(database: Database, words: Iterable[str], most: int) -> list[str]:
    """Ids of live matters that hold the rarest of these words, about `most` of them."""
    chosen: list[str] = []
    expected = 0
    for word, count in sorted(_found_in(database, words).items(), key=lambda each: (each[1], each[0])):
        if chosen and expected + count > most:
            break
        chosen.append(word)
        expected += count
    if not chosen:
        return []
    match = " OR ".join(f'"{word}"' for word in chosen)
    sql = (
        'SELECT m.id FROM matter m WHERE m."deleted" = 0 AND m.row IN '
        "(SELECT rowid FROM text_matter WHERE text_matter MATCH ? LIMIT ?)"
    )
    return [row[0] for row in database.execute(sql, (match, most * 2))]


def texts(database: Database, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Id → (description, what the person said) of those that are not deleted, earliest collected first."""
    sql = (
        "SELECT id, description, original_words FROM matter "
        'WHERE "deleted" = 0 AND id IN (SELECT value FROM json_each(?)) ORDER BY opened, id'
    )
    rows = database.execute(sql, (json.dumps(list(ids)),))
    return {identity: (description or "", words or "") for identity, description, words in rows}
