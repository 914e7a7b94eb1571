"""The rarer refusals of files, disks and papers, each with its sentence."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
import zstandard

from app.exchange import crypto, frames, rosters
from app.exchange.certificates import certificate_from_json, certificate_to_json, office_from_json
from app.exchange.container import Sheet, read_header, verify, verify_front, verify_payload, write_package
from app.exchange.delivering import deliver
from app.exchange.disks import Disk
from app.exchange.documents import read_request, write_request
from app.exchange.enrolments import succeeded
from app.exchange.finding import Found, fetch, find_packages
from app.exchange.identities import Membership
from app.exchange.names import numbered
from app.exchange.parts import PART_BYTES, Part, planned, read_part
from app.exchange.payloads import glance, open_payload
from app.exchange.problems import ExchangeProblem
from app.exchange.providers import NotAuthentic
from app.exchange.rosters import roster_from_json, roster_to_json
from app.exchange.safe_json import Unsafe
from app.exchange.text import SENTENCES
from tests.exchange.forging import around, forged, frame, manifest_of, plain_json, stream
from tests.exchange.papers import TOWNSHIP, VILLAGE, admitted, attachment, desk, dice, package
from tests.exchange.stick_disks import MemoryDisk, PulledDisk

A, T = desk(VILLAGE, 1), desk(TOWNSHIP, 2)


def code_of(act: Any, *values: Any, **named: Any) -> str:
    with pytest.raises(ExchangeProblem) as refusal:
        act(*values, **named)
    assert refusal.value.sentence
    return refusal.value.code


class UnreadableDisk(Disk):
    """Opens files but reads nothing of them."""

    def __init__(self, readable: int) -> None:
        self.readable = readable

    def open(self, path: Path) -> Any:
        if not self.readable:
            raise OSError(errno.EIO, "gone")
        self.readable -= 1
        return super().open(path)


def test_a_file_that_goes_away_is_told_at_every_step(tmp_path):
    header = package(tmp_path / "p", A, T)
    gone = tmp_path / "gone"
    assert [
        code_of(read_header, gone),
        code_of(verify_payload, gone, header),
        code_of(open_payload, gone, header, T.keys, tmp_path),
        code_of(glance, gone, header, T.keys),
    ] == ["no_such_package"] * 4


def test_a_full_local_disk_is_told_while_unpacking(tmp_path):
    header = package(tmp_path / "p", A, T, files=[bytes(range(256)) * 999])
    for after in (0, 1, 2, 100):
        disk = PulledDisk(after, errno.ENOSPC, once=True)
        assert code_of(open_payload, tmp_path / "p", header, T.keys, tmp_path, disk=disk) in {
            "no_such_package", "copy_failed",
        }  # fmt: skip
        assert [each.name for each in tmp_path.iterdir()] == ["p"]


def test_a_front_page_of_another_key_is_no_proof(tmp_path):
    header = package(tmp_path / "p", A, T)
    assert code_of(verify_front, header, T.keys.public, "p") == "unknown_sender"


def test_a_front_page_that_promises_too_much_is_refused(tmp_path):
    (tmp_path / "p").write_bytes(around(A, b"x", payload_bytes="9" * 16))
    assert code_of(read_header, tmp_path / "p") == "too_large"


def test_a_glance_at_a_damaged_payload_tells_so(tmp_path):
    (tmp_path / "p").write_bytes(around(A, b"no age file"))
    assert code_of(glance, tmp_path / "p", read_header(tmp_path / "p"), T.keys) == "damaged"


def test_a_glance_reads_only_the_beginning(tmp_path):
    noise = dice(3)(6 << 20)
    header = package(tmp_path / "p", A, T, files=[noise], number=14)
    whole = tmp_path / "p"
    whole.write_bytes(whole.read_bytes()[: 5 << 20])
    manifest = glance(whole, header, T.keys)
    assert manifest and manifest["number"] == 14


def test_encrypted_bytes_that_end_too_early_are_not_authentic(tmp_path):
    disk = MemoryDisk()
    header = package(tmp_path / "x.lxp", A, T, files=[dice(3)(200_000)], disk=disk)
    cut = around(A, disk.files["x.lxp"][header.size : -5])
    (tmp_path / "p").write_bytes(cut)
    verify(tmp_path / "p", read_header(tmp_path / "p"), A.keys.public)
    assert code_of(open_payload, tmp_path / "p", read_header(tmp_path / "p"), T.keys, tmp_path) == "damaged"
    assert issubclass(NotAuthentic, Exception)


def test_attachments_are_read_once_and_in_their_order(tmp_path):
    header = package(tmp_path / "p", A, T, [b"[1]", b"[2]"], [b"", b"abc"])
    with open_payload(tmp_path / "p", header, T.keys, tmp_path) as payload:
        assert [b"".join(each.pieces) for each in payload.attachments()] == [b"", b"abc"]
        payload.finish()
        payload.finish()
        assert list(payload.records()) == []


def test_records_after_an_attachment_are_refused(tmp_path):
    named = frame(b"A", plain_json({"sha256": "0" * 64, "size": 0}))
    (tmp_path / "p").write_bytes(forged(A, T, stream(A, T, named, frame(b"R", b"[1]"))))
    with open_payload(tmp_path / "p", read_header(tmp_path / "p"), T.keys, tmp_path) as payload:
        assert code_of(payload.finish) == "hostile"


def test_more_frames_than_allowed_are_refused():
    reader = frames.FrameReader(_Source(zstandard.compress(frame(b"R", b"1") * 3)), frames.Limits(frames=2))
    reader.next_frame()
    reader.next_frame()
    with pytest.raises(frames.Refused, match="too many frames"):
        reader.next_frame()


class _Source:
    def __init__(self, contents: bytes) -> None:
        self.contents = contents

    def read(self, size: int = -1, /) -> bytes:
        taken, self.contents = self.contents[:size], self.contents[size:]
        return taken


@pytest.mark.parametrize("record", [b"", b"x" * ((1 << 20) + 1)])
def test_a_record_that_no_reader_takes_is_not_written(tmp_path, record):
    with pytest.raises(ValueError, match="a frame of"):
        package(tmp_path / "p", A, T, [record])
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_none_writes_nothing(tmp_path):
    with pytest.raises(Exception, match="invalid Bech32"):
        write_package(
            tmp_path / "p", Sheet("package", "ab" * 16), {"recipient": "x"}, (), keys=A.keys,
            recipients=["age1nobody"], attachments=[attachment(b"x")],
        )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_papers_of_another_kind_are_told_by_their_names(tmp_path):
    package(tmp_path / "p", A, T)
    with pytest.raises(ExchangeProblem, match="“p”不是入网申请"):
        read_request(tmp_path / "p", T.table(tmp_path))


def test_a_request_that_holds_none_is_refused(tmp_path):
    inner = frame(b"M", plain_json(manifest_of(A, T, kind="request", request={"member": 1})))
    inner += frame(b"E", plain_json({"records": 0, "attachments": 0}))
    (tmp_path / "p").write_bytes(around(A, zstandard.compress(inner), kind="request"))
    assert code_of(read_request, tmp_path / "p", T.table(tmp_path)) == "hostile"


def test_a_cut_request_is_told(tmp_path):
    write_request(tmp_path / "p", A.request(), A.keys, dice())
    (tmp_path / "p").write_bytes((tmp_path / "p").read_bytes()[:-9])
    assert code_of(read_request, tmp_path / "p", T.table(tmp_path)) == "truncated"


CERTIFICATE = certificate_to_json(admitted(T, A).certificate)
ROSTER = roster_to_json(admitted(T, A).roster)


@pytest.mark.parametrize(
    "changed",
    [
        {"scope": {"readable": "all", "writable": [], "tables": []}},
        {"scope": {"readable": [1], "writable": [], "tables": []}},
        {"scope": []},
        {"member": {**CERTIFICATE["member"], "public": {}}},
        {"serial": -1},
    ],
)
def test_a_certificate_of_no_valid_form_is_unsafe(changed):
    with pytest.raises(Unsafe):
        certificate_from_json({**CERTIFICATE, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"entries": 3},
        {"entries": [{}]},
        {"entries": [{**ROSTER["entries"][0], "status": "king"}]},
        {"entries": [{**ROSTER["entries"][0], "accepted": {"v": {"w": -1}}}]},
        {"recovery": None},
    ],
)
def test_a_roster_of_no_valid_form_is_unsafe(changed):
    with pytest.raises(Unsafe):
        roster_from_json({**ROSTER, **changed})


@pytest.mark.parametrize("changed", [{"level": "moon"}, {"name": "\u202e"}, {"code": 5}, {"code": "1" * 13}])
def test_an_office_of_no_valid_form_is_unsafe(changed):
    with pytest.raises(Unsafe):
        office_from_json({"id": "x", "name": "柿子村", "code": "", "level": "village", **changed})


def test_a_node_with_keys_of_no_valid_form_is_unsafe():
    public = {**CERTIFICATE["member"]["public"], "age_recipient": "age1nobody"}
    with pytest.raises(Unsafe):
        certificate_from_json({**CERTIFICATE, "member": {**CERTIFICATE["member"], "public": public}})


def test_a_node_that_is_not_listed_cannot_be_retired():
    assert code_of(rosters.with_retired, T.keys, T.roster(), "nobody") == "node_not_listed"


def test_a_signature_that_is_no_hex_is_none():
    assert not crypto.is_signed(A.keys.public, b"x", "zz")


@pytest.mark.parametrize("at", [8, 12, 20, 60])
def test_a_damaged_part_is_told(tmp_path, at):
    part = Part("ab" * 16, 1, 2, 0, 10)
    contents = bytearray(part.front + bytes(10))
    contents[at] ^= 0x40
    (tmp_path / "p").write_bytes(contents)
    assert code_of(read_part, tmp_path / "p") in {"damaged", "truncated"}


def test_parts_are_cut_below_the_limit_of_fat32():
    parts = list(planned("ab" * 16, 9 << 30))
    assert sum(each.content_bytes for each in parts) == 9 << 30
    assert max(each.content_bytes + len(each.front) for each in parts) < 4 << 30 > PART_BYTES


def test_parts_that_do_not_fit_together_are_told(tmp_path):
    header = package(tmp_path / "kept", A, T, files=[dice(3)(9000)])
    (tmp_path / "stick").mkdir()
    whole = (tmp_path / "kept").read_bytes()
    for part in (Part(header.package, 1, 2, 0, 900), Part(header.package, 2, 2, 901, 9)):
        content = whole[part.start : part.start + part.content_bytes]
        (tmp_path / "stick" / str(part.number)).write_bytes(part.front + content)
    (found,) = find_packages(tmp_path / "stick").found
    assert code_of(fetch, found, tmp_path / "here") == "damaged"


def test_parts_whose_first_is_no_package_are_told(tmp_path):
    (tmp_path / "p").write_bytes(Part("ab" * 16, 1, 1, 0, 9).front + b"not a pkg")
    (found,) = find_packages(tmp_path).found
    assert found.problem and found.problem.code == "not_a_package"
    assert code_of(fetch, found, tmp_path / "here") == "not_a_package"


def test_a_found_file_that_cannot_be_opened_is_passed_over(tmp_path):
    package(tmp_path / "a", A, T)
    assert find_packages(tmp_path, disk=UnreadableDisk(0)).found == ()


def test_a_local_folder_that_is_gone_is_told_while_fetching(tmp_path):
    header = package(tmp_path / "a", A, T)
    found = Found((tmp_path / "a",), header)
    assert code_of(fetch, found, tmp_path / "nowhere" / "here") == "copy_failed"


def test_a_source_that_is_gone_is_told_while_delivering(tmp_path):
    package(tmp_path / "a", A, T)
    (tmp_path / "stick").mkdir()

    class Going(Disk):
        """Takes the source away once the stick is looked at."""

        def free_bytes(self, folder: Path) -> int:
            (tmp_path / "a").unlink()
            return 1 << 30

    assert code_of(deliver, tmp_path / "a", tmp_path / "stick", "a.lxp", disk=Going()) == "copy_failed"


def test_a_folder_full_of_files_of_that_name_takes_no_more(tmp_path):
    package(tmp_path / "kept", A, T)
    (tmp_path / "stick").mkdir()
    for number in range(1, 1000):
        (tmp_path / "stick" / numbered("a.lxp", number)).touch()
    assert code_of(deliver, tmp_path / "kept", tmp_path / "stick", "a.lxp") == "stick_full"


def test_a_succession_without_its_papers_is_refused():
    made = admitted(T, A)
    held = Membership(T.member, made.certificate, made.roster)
    assert code_of(succeeded, held, {"upper": 1}, T.keys.public.key_id) == "not_a_successor"


def test_a_found_package_that_grew_without_end_is_not_fetched(tmp_path):
    header = package(tmp_path / "a", A, T)
    disk = _Endless()
    assert code_of(fetch, Found((tmp_path / "a",), header), tmp_path / "here", disk, disk.leap) == "too_large"


class _Endless(Disk):
    """A file that never ends, read in leaps."""

    def open(self, path: Path) -> Any:
        file = super().open(path)
        return file if path.name == "here" else _EndlessFile(file)

    def create(self, path: Path) -> Any:
        return _Nowhere(super().create(path))

    def leap(self, done: int, total: int) -> None:
        """Tells nobody."""


class _EndlessFile:
    def __init__(self, file: Any) -> None:
        self.file, self.piece = file, bytes(64 << 20)

    def __enter__(self) -> _EndlessFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def seek(self, *place: int) -> int:
        return int(self.file.seek(*place))

    def read(self, size: int) -> bytes:
        return self.piece if size > 1000 else bytes(self.file.read(size))


class _Nowhere(_EndlessFile):
    def write(self, piece: bytes) -> int:
        return len(piece)


def test_a_source_that_shrinks_is_told_while_delivering(tmp_path):
    package(tmp_path / "a", A, T)
    (tmp_path / "stick").mkdir()

    class Cutting(Disk):
        """Cuts the source once the stick is looked at."""

        def free_bytes(self, folder: Path) -> int:
            (tmp_path / "a").write_bytes(b"x")
            return 1 << 30

    assert code_of(deliver, tmp_path / "a", tmp_path / "stick", "a.lxp", disk=Cutting()) == "copy_failed"
    assert list((tmp_path / "stick").iterdir()) == []


def test_every_sentence_is_plain_chinese_that_says_what_to_do():
    assert [code for code, text in SENTENCES.items() if len(text) > 90 or not text.endswith("。")] == []
