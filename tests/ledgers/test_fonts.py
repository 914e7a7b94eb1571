"""Fonts: which face draws what, official ones where the PC has them, a missing file told plainly."""

from __future__ import annotations

import shutil

import pytest

from app.ledgers.fonts import (
    FOLDER,
    SHIPPED,
    find_official,
    load_face,
    release_faces,
    system_folders,
    typefaces,
)
from app.ledgers.problems import LedgerProblem


def test_every_shipped_font_has_its_licence_beside_it():
    for file in {each for files in SHIPPED.values() for each in files}:
        family = file.split("-")[0].split(".")[0]
        assert (FOLDER / file).exists()
        assert list(FOLDER.glob(f"{family}-*.txt")), file


@pytest.mark.parametrize("character", ["𠀀", "𪜀", "𫝀", "𫠠", "𬺰", "㐀", "鿫", "䶮", "A", "１", "ā", "〇"])
def test_every_block_of_gb_18030_prints(character):
    for face in typefaces().values():
        assert not face.missing(character)


def test_text_is_drawn_by_the_first_face_that_has_it():
    face = typefaces()["kai"]
    assert face.runs("王𠀀明") == [(0, "王"), (2, "𠀀"), (0, "明")]
    assert face.runs("\ue863") == [(0, "〓")]
    assert face["王"] == 1000


def test_an_official_face_comes_first_where_the_pc_has_it(tmp_path):
    shutil.copy(FOLDER / "LianxinKai-Regular.ttf", tmp_path / "SIMFANG.TTF")
    assert list(find_official((tmp_path,))) == ["body"]
    chain = typefaces((tmp_path,))["body"].chain
    assert chain[0].name == "SIMFANG.TTF" and chain[1].name == SHIPPED["body"][0]


def test_the_folders_of_fonts_are_those_that_exist(tmp_path):
    for inner in ("windows/Fonts", "local/Microsoft/Windows/Fonts", "home/.fonts"):
        (tmp_path / inner).mkdir(parents=True)
    environment = {
        "WINDIR": f"{tmp_path}/windows",
        "LOCALAPPDATA": f"{tmp_path}/local",
        "HOME": f"{tmp_path}/home",
    }
    found = system_folders(environment)
    assert [each for each in found if each.is_relative_to(tmp_path)] == [
        tmp_path / "windows/Fonts",
        tmp_path / "local/Microsoft/Windows/Fonts",
        tmp_path / "home/.fonts",
    ]
    assert isinstance(system_folders(), tuple)


def test_a_missing_or_broken_font_is_named(tmp_path):
    (tmp_path / "a.ttf").write_bytes(b"no font")
    (tmp_path / "b.ttf.xz").write_bytes(b"not packed")
    for name in ("a.ttf", "b.ttf.xz", "gone.ttf"):
        with pytest.raises(LedgerProblem) as told:
            load_face(tmp_path / name)
        assert name in told.value.sentence
    release_faces()
