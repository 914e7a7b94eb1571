"""One window per folder."""

from __future__ import annotations

from ui.instance import Instance


def test_a_second_start_calls_the_first_window_to_the_front(tmp_path, qtbot):
    first = Instance(tmp_path)
    assert first.claim()
    with qtbot.waitSignal(first.called):
        assert not Instance(tmp_path).claim()
    first.release()


def test_a_folder_given_up_can_be_claimed_again(tmp_path, qtbot):
    first = Instance(tmp_path)
    first.claim()
    first.release()
    second = Instance(tmp_path)
    assert second.claim()
    second.release()


def test_two_folders_have_two_windows(tmp_path, qtbot):
    one, other = Instance(tmp_path / "a"), Instance(tmp_path / "b")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert one.claim()
    assert other.claim()
    one.release()
    other.release()
