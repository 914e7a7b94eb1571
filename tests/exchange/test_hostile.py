"""Files made to hurt whoever opens them, signed and encrypted as they should be (case 47)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import crypto
from app.exchange.container import read_header
from app.exchange.frames import FrameReader, Refused
from app.exchange.payloads import open_payload
from app.exchange.problems import ExchangeProblem
from app.exchange.rosters import roster_to_json
from tests.architecture.sources import ROOT
from tests.exchange.forging import forged, frame, manifest_of, plain_json, stream
from tests.exchange.papers import TOWNSHIP, VILLAGE, admitted, desk, package

A, T = desk(VILLAGE, 1), desk(TOWNSHIP, 2)
MEBIBYTE = 1 << 20
ROOM, SECONDS = 64, 5.0


def bomb(size: int) -> bytes:
    """A stream that begins well and unpacks to `size` bytes of blanks; some kilobytes for ten gigabytes."""
    packer = zstandard.ZstdCompressor(level=3).compressobj()
    head = packer.compress(frame(b"M", plain_json(manifest_of(A, T))))
    blanks = zstandard.ZstdCompressor(level=3).compress(frame(b"R", b"[" + b" " * (MEBIBYTE - 2) + b"]") * 64)
    return head + packer.flush() + blanks * (size // (64 * MEBIBYTE))


def wide_window() -> bytes:
    """A stream that asks its reader for a window of 128 MB."""
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    inner = frame(b"M", plain_json(manifest_of(A, T))) + frame(b"E", b"{}")
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    return packer.compress(inner) + packer.flush()


HOSTILE = {
    "bomb": bomb(10 << 30),
    "window": wide_window(),
    "nested": stream(A, T, frame(b"R", b"[" * 500_000 + b"]" * 500_000)),
    "nested-open": stream(A, T, frame(b"R", b"[" * 1_000_000)),
    "nested-objects": stream(A, T, frame(b"R", b'{"a":' * 200_000)),
    "long-string": stream(A, T, frame(b"R", b'"', 2_000_000_000)),
    "string": stream(A, T, frame(b"R", b'"' + b"x" * MEBIBYTE + b'"')),
    "half-string": stream(A, T, frame(b"R", b'"' + b'\\"' * 500_000)),
    "values": stream(A, T, frame(b"R", b"[" + b"{}," * 349_000 + b"0]")),
    "zeros": stream(A, T, frame(b"R", b"[" + b"0," * 500_000 + b"0]")),
    "nan": stream(A, T, frame(b"R", b"[NaN]")),
    "infinite": stream(A, T, frame(b"R", b"[1e999]")),
    "huge-int": stream(A, T, frame(b"R", b"[" + b"9" * 900_000 + b"]")),
    "int-19": stream(A, T, frame(b"R", b"[-9223372036854775809]")),
    "surrogate": stream(A, T, frame(b"R", b'["\\ud800"]')),
    "nul": stream(A, T, frame(b"R", b'["a\\u0000b"]')),
    "raw-nul": stream(A, T, frame(b"R", b'["a\x00b"]')),
    "not-utf-8": stream(A, T, frame(b"R", b'["\xff\xfe"]')),
    "not-json": stream(A, T, frame(b"R", b"DROP TABLE person")),
    "empty-frame": stream(A, T, frame(b"R", b"")),
    "unknown-frame": stream(A, T, frame(b"Z", b"[1]")),
    "second-manifest": stream(A, T, frame(b"M", plain_json(manifest_of(A, T)))),
    "wrong-count": stream(A, T, frame(b"R", b"[1]"), end=plain_json({"records": 2, "attachments": 0})),
    "no-end": zstandard.compress(frame(b"M", plain_json(manifest_of(A, T)))),
    "after-the-end": stream(A, T) + zstandard.compress(b"more"),
    "huge-file": stream(A, T, frame(b"A", plain_json({"sha256": "0" * 64, "size": 10**15}))),
    "wrong-file": stream(
        A, T, frame(b"A", plain_json({"sha256": "0" * 64, "size": 3})), frame(b"C", b"abc")
    ),
    "no-manifest": zstandard.compress(frame(b"R", b"[1]")),
    "deep-manifest": zstandard.compress(frame(b"M", b'{"a":' + b"[" * 99 + b"]" * 99 + b"}")),
    "not-zstd": b"PK\x03\x04 what is this",
    "nothing": b"",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, tuple[str, float, float]]:
    """What a fresh process said of a good file and of every hostile one."""
    folder = tmp_path_factory.mktemp("hostile")
    package(folder / "good", A, T, [b"[1]"] * 9, [b"x" * MEBIBYTE])
    for name, compressed in HOSTILE.items():
        (folder / name).write_bytes(forged(A, T, compressed))
    roster, keys = roster_to_json(admitted(T, A).roster), crypto.keys_to_json(T.keys)
    (folder / "t").write_text(json.dumps({"office": TOWNSHIP.id, "keys": keys, "roster": roster}))
    command = [sys.executable, "-m", "tests.exchange.hostile_child", "t", "good", *HOSTILE]
    ran = subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=300
    )
    assert ran.stderr == ""
    return {name: tuple(rest) for name, *rest in map(json.loads, ran.stdout.splitlines())}


def test_the_good_file_beside_them_is_taken(told):
    assert told["good"][0] == ""


@pytest.mark.parametrize("name", HOSTILE)
def test_case_47_a_hostile_file_is_refused_within_64_mb_and_5_seconds(told, name):
    code, seconds, megabytes = told[name]
    assert code == "hostile"
    assert seconds < SECONDS
    assert megabytes < ROOM


def test_case_47_a_bomb_of_kilobytes_is_what_it_says():
    assert len(HOSTILE["bomb"]) < 2 * MEBIBYTE


def read_of(folder: Path, compressed: bytes) -> Iterator[object]:
    (folder / "p").write_bytes(forged(A, T, compressed))
    with open_payload(folder / "p", read_header(folder / "p"), T.keys, folder) as payload:
        yield from payload.records()


def test_case_47_strange_but_harmless_texts_arrive_as_they_are(tmp_path):
    """A formula, a name that turns the writing around: neutral where they are shown or written out."""
    texts = ["=cmd|' /C calc'!A0", "../../etc/passwd", "CON", "a\u202egpj.exe", "𠮷野家", "a\\u0000"]
    assert list(read_of(tmp_path, stream(A, T, frame(b"R", plain_json(texts))))) == [texts]


def test_case_47_a_negative_zero_becomes_zero(tmp_path):
    (value,) = read_of(tmp_path, stream(A, T, frame(b"R", b"[-0.0,-0]")))
    assert str(value) == "[0.0, 0]"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_leaves_nothing_in_staging(tmp_path, name):
    (tmp_path / "p").write_bytes(forged(A, T, HOSTILE[name]))
    header = read_header(tmp_path / "p")
    with (
        pytest.raises(ExchangeProblem) as refusal,
        open_payload(tmp_path / "p", header, T.keys, tmp_path) as payload,
    ):
        list(payload.records())
        payload.finish()
    assert (refusal.value.code, [each.name for each in tmp_path.iterdir()]) == ("hostile", ["p"])


class Bytes:
    """A source of these bytes."""

    def __init__(self, contents: bytes) -> None:
        self.contents = contents

    def read(self, size: int = -1, /) -> bytes:
        taken, self.contents = self.contents[:size], self.contents[size:]
        return taken


@given(st.binary(max_size=500), st.booleans())
def test_any_stream_of_frames_ends_or_is_refused(contents, packed):
    reader = FrameReader(Bytes(zstandard.compress(contents) if packed else contents))
    with pytest.raises(Refused):
        while True:
            assert len(reader.next_frame()[1]) <= 4 * MEBIBYTE


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.lists(JSON.map(lambda value: json.dumps(value).encode()) | st.binary(min_size=1), max_size=4))
def test_any_records_in_a_good_envelope_are_read_or_refused(tmp_path_factory, records):
    folder = tmp_path_factory.mktemp("any")
    try:
        read = list(read_of(folder, stream(A, T, *[frame(b"R", each) for each in records])))
    except ExchangeProblem as problem:
        assert problem.code == "hostile"
    else:
        assert len(read) == len(records)
    assert [each.name for each in folder.iterdir()] == ["p"]
