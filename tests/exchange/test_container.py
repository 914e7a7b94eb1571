"""The package file: what goes in comes out, and every change of a file is refused before it is opened."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.exchange import crypto
from app.exchange.container import Sheet, read_header, verify, write_package
from app.exchange.disks import DISK
from app.exchange.documents import open_from_known
from app.exchange.frames import Attachment
from app.exchange.payloads import clear_staging, glance, open_payload
from app.exchange.problems import ExchangeProblem
from app.exchange.rosters import next_roster
from tests.exchange.forging import around, forged, manifest_of, stream
from tests.exchange.papers import OTHER_TOWNSHIP, TOWNSHIP, VILLAGE, admitted, desk, package
from tests.exchange.stick_disks import MemoryDisk, PulledDisk

A, T, OTHER = desk(VILLAGE, 1), desk(TOWNSHIP, 2), desk(OTHER_TOWNSHIP, 3)
ROSTER = admitted(T, A).roster
PACKAGES = frozenset({"package"})
NAME = Path("x.lxp")


def refusal(path: Path, disk: MemoryDisk | None = None) -> str:
    """The code with which a file is refused before anything in it is opened; "" when it passes."""
    used = disk or DISK
    try:
        verify(path, read_header(path, used), A.keys.public, used)
    except ExchangeProblem as problem:
        assert problem.sentence
        return problem.code
    return ""


def taken(path: Path, staging: Path, by=T) -> str:
    """The code with which an office refuses a file in the whole order of checks; "" when it takes it."""
    try:
        opened = open_from_known(path, by.table(staging), [ROSTER], PACKAGES)
    except ExchangeProblem as problem:
        return problem.code
    opened.payload.close()
    return ""


@pytest.fixture(scope="module")
def small() -> bytes:
    disk = MemoryDisk()
    package(NAME, A, T, disk=disk)
    return disk.files["x.lxp"]


def test_what_goes_in_comes_out_in_its_order(tmp_path):
    photo = os.urandom(700_000)
    header = package(tmp_path / "p", A, T, [b"[1,2]", '{"name":"王芳"}'.encode()], [photo, b"x"], number=14)
    assert read_header(tmp_path / "p") == header
    with open_payload(tmp_path / "p", header, T.keys, tmp_path, addressee=TOWNSHIP.id) as payload:
        assert payload.manifest["number"] == 14
        assert list(payload.records()) == [[1, 2], {"name": "王芳"}]
        assert [b"".join(each.pieces) for each in payload.attachments()] == [photo, b"x"]
        payload.finish()
    assert [each.name for each in tmp_path.iterdir()] == ["p"]


def test_what_shrinks_a_thousandfold_is_still_taken(tmp_path):
    """A blank scan of a page is no bomb: what the program writes it also reads."""
    blank = bytes(60_000_000)
    header = package(tmp_path / "p", A, T, [b"[" + b" " * 999_000 + b"]"] * 30, [blank])
    assert header.payload_bytes < len(blank) // 100
    with open_payload(tmp_path / "p", header, T.keys, tmp_path) as payload:
        payload.finish()


def test_sender_addressee_and_recovery_key_can_open_it_and_nobody_else(tmp_path):
    package(tmp_path / "p", A, T)
    assert glance(tmp_path / "p", read_header(tmp_path / "p"), A.keys)
    assert glance(tmp_path / "p", read_header(tmp_path / "p"), T.keys)
    assert glance(tmp_path / "p", read_header(tmp_path / "p"), OTHER.keys) is None


def test_what_is_unpacked_on_the_local_disk_cannot_be_read_there(tmp_path):
    package(tmp_path / "p", A, T)
    header = read_header(tmp_path / "p")
    with open_payload(tmp_path / "p", header, T.keys, tmp_path):
        (staged,) = tmp_path.glob("*.veiled")
        assert b"office-township" not in staged.read_bytes()
        assert staged.read_bytes()[:4] != b"\x28\xb5\x2f\xfd"


def test_what_a_killed_process_left_in_staging_is_taken_away(tmp_path):
    (tmp_path / "ab.veiled").write_bytes(b"x")
    assert (clear_staging(tmp_path), list(tmp_path.iterdir())) == (1, [])


def test_any_standard_age_opens_the_payload_with_the_key_of_the_addressee(tmp_path):
    """Issue 4: Debian's `age` (apt-get install age) opens the tail of the file."""
    header = package(tmp_path / "p", A, T, [b'["\xe6\x9f\xbf\xe5\xad\x90"]'])
    (tmp_path / "payload.age").write_bytes((tmp_path / "p").read_bytes()[header.size :])
    (tmp_path / "key.txt").write_text(T.keys.age_identity + "\n")
    age = shutil.which("age")
    assert age, "install Debian's package age"
    ran = subprocess.run(
        [age, "-d", "-i", "key.txt", "-o", "inner.zst", "payload.age"], cwd=tmp_path, capture_output=True
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert '["柿子"]'.encode() in unpacked((tmp_path / "inner.zst").read_bytes())


def unpacked(compressed: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(compressed)


def test_case_06_a_flipped_bit_anywhere_is_refused_before_anything_is_opened(small):
    chance, disk = random.Random(6), MemoryDisk()
    for _ in range(10_000):
        at = chance.randrange(len(small) * 8)
        damaged = bytearray(small)
        damaged[at // 8] ^= 1 << at % 8
        disk.files["x.lxp"] = bytes(damaged)
        assert refusal(NAME, disk), f"bit {at}"
    disk.files["x.lxp"] = small
    assert refusal(NAME, disk) == ""


def test_case_06_cut_swapped_doubled_dropped_and_lengthened_files_are_refused():
    disk, step = MemoryDisk(), 4096
    header = package(NAME, A, T, files=[random.Random(6).randbytes(300_000)], disk=disk)
    whole = disk.files["x.lxp"]
    chunk, first = 65_552, header.size + 400
    one, two = whole[first : first + chunk], whole[first + chunk : first + 2 * chunk]
    rest = whole[first + 2 * chunk :]
    bad = {f"cut {at}": whole[:at] for at in range(0, len(whole), step)}
    bad |= {f"no {at}": whole[:at] + whole[at + step :] for at in range(0, len(whole), step)}
    bad["swapped"] = whole[:first] + two + one + rest
    bad["doubled"] = whole[:first] + one + one + two + rest
    bad["dropped"] = whole[:first] + two + rest
    bad["lengthened"] = whole + b"\x00"
    for what, contents in bad.items():
        disk.files["x.lxp"] = contents
        assert refusal(NAME, disk) in {"not_a_package", "truncated", "damaged"}, what


def test_case_39_a_file_for_newer_programs_is_refused_by_its_first_page(tmp_path):
    (tmp_path / "p").write_bytes(forged(A, T, stream(A, T), min_reader=2))
    assert taken(tmp_path / "p", tmp_path) == "newer"
    whole = bytearray(forged(A, T, stream(A, T)))
    whole[8] = 2
    (tmp_path / "p").write_bytes(whole)
    assert taken(tmp_path / "p", tmp_path) == "newer"


def test_a_front_page_with_a_word_of_a_newer_program_is_still_read(tmp_path):
    (tmp_path / "p").write_bytes(forged(A, T, stream(A, T), colour="red"))
    assert taken(tmp_path / "p", tmp_path) == ""


def test_case_44_a_package_wrapped_anew_for_another_township_is_refused(tmp_path):
    """T hands on what A wrote to it: under its own name, under A's name, or the file as it is."""
    inner = stream(A, T)
    trusted = [next_roster(OTHER.keys, OTHER.roster(), ROSTER.entries)]
    told = {}
    for what, contents in {
        "signed by T": forged(T, OTHER, inner),
        "front page of A": forged(T, OTHER, inner, sender=A.keys.public.key_id),
        "as it is": forged(A, T, inner),
        "A wrote to T, encrypted to another": forged(A, OTHER, inner),
    }.items():
        (tmp_path / "p").write_bytes(contents)
        with pytest.raises(ExchangeProblem) as refused:
            open_from_known(tmp_path / "p", OTHER.table(tmp_path), trusted, PACKAGES)
        told[what] = refused.value.code
    assert told == {
        "signed by T": "readdressed",
        "front page of A": "damaged",
        "as it is": "not_for_us",
        "A wrote to T, encrypted to another": "not_for_us",
    }
    assert [each.name for each in tmp_path.iterdir()] == ["p"]


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        (b"SQLite format 3\x00" + b"CREATE TRIGGER" * 99, "sqlite_file"),
        (b"PK\x03\x04" + bytes(99), "zip_file"),
        (b"", "not_a_package"),
        (b"\x89LXP\r\n\x1a\n", "truncated"),
        (b"\x89LXP\r\n\x1a\n\x01\xff\xff\xff\xff" + bytes(99), "damaged"),
        (b"\x89LXP\r\n\x1a\n\x00\x00\x00\x00\x02{}", "damaged"),
        (b"\x89LXP\r\n\x1a\n\x01\x00\x00\x00\x09{}", "truncated"),
    ],
)
def test_case_48_a_file_of_another_kind_is_refused_by_its_first_bytes(tmp_path, contents, code):
    (tmp_path / "x.lxp").write_bytes(contents)
    assert taken(tmp_path / "x.lxp", tmp_path) == code


def test_case_49_a_stolen_stick_names_neither_village_nor_person(tmp_path):
    names = ["柿子村", "大石镇", "王芳", "office-village", "office-township", "500110103203"]
    package(tmp_path / "p", A, T, ['[["person","王芳","柿子村"]]'.encode() * 9], ["王芳".encode() * 99])
    whole = (tmp_path / "p").read_bytes()
    spelt = [name.encode(form) for name in names for form in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")]
    assert [name for name in spelt if name in whole] == []


@pytest.mark.parametrize(
    ("by", "sender", "code"),
    [(A, A, "own_package"), (T, OTHER, "unknown_sender"), (OTHER, A, "not_for_us")],
)
def test_whose_file_it_is_decides_before_it_is_opened(tmp_path, by, sender, code):
    package(tmp_path / "p", sender, T)
    assert taken(tmp_path / "p", tmp_path, by) == code


def test_a_file_of_an_unknown_suite_is_refused_politely(tmp_path):
    (tmp_path / "p").write_bytes(forged(A, T, stream(A, T), suite="02"))
    assert taken(tmp_path / "p", tmp_path) == "unknown_suite"


def test_a_document_of_another_kind_is_not_taken_for_a_package(tmp_path):
    (tmp_path / "p").write_bytes(forged(A, T, stream(A, T), kind="receipt"))
    assert taken(tmp_path / "p", tmp_path) == "wrong_document"


def test_a_payload_that_is_no_age_file_is_damaged(tmp_path):
    (tmp_path / "p").write_bytes(around(A, b"age-encryption.org/v1\n" + b"-> X25519 abc\n" * 300_000))
    assert taken(tmp_path / "p", tmp_path) == "damaged"


def test_a_fault_while_writing_leaves_nothing(tmp_path):
    for after in range(0, 2000, 37):
        disk = PulledDisk(after, once=True)
        try:
            package(tmp_path / "p", A, T, disk=disk)
        except OSError:
            assert list(tmp_path.iterdir()) == []
        else:
            assert disk.left > 0
            (tmp_path / "p").unlink()


def test_an_attachment_that_changes_while_it_is_sent_makes_no_package(tmp_path):
    lying = Attachment("0" * 64, 3, lambda: [b"abc"])
    with pytest.raises(ValueError, match="changed"):
        write_package(
            tmp_path / "p", Sheet("package", "ab" * 16), {"recipient": "x"}, (),
            keys=A.keys, recipients=[T.keys.public.age_recipient], attachments=[lying],
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


@given(st.binary(max_size=2000))
def test_any_bytes_at_all_are_refused_with_a_sentence(contents):
    disk = MemoryDisk(**{"x.lxp": contents})
    assert refusal(NAME, disk)
    disk.files["x.lxp"] = b"\x89LXP\r\n\x1a\n\x01" + contents
    assert refusal(NAME, disk)


@given(st.dictionaries(st.text(max_size=9), st.none() | st.integers() | st.text() | st.lists(st.text())))
def test_any_front_page_with_a_good_signature_is_read_or_refused(fields):
    assert refusal(NAME, MemoryDisk(**{"x.lxp": around(A, b"payload", **fields)})) in {"", "damaged", "newer"}


def test_keys_do_not_show_in_what_is_printed():
    assert A.keys.sign_private not in repr(A.keys)
    assert crypto.keys_from_json(crypto.keys_to_json(A.keys)) == A.keys
    assert manifest_of(A, T)["sender"] == A.keys.public.key_id
