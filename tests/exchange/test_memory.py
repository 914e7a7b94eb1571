"""A hundred packages, one after the other, take no more memory than a few."""

from __future__ import annotations

import gc
import weakref
from io import BytesIO

from app.exchange.frames import Compressed, FrameReader, written_frames


class _Source(BytesIO):
    """A stream that can be watched for its end."""


def test_a_reader_that_was_read_to_the_end_is_let_go_of_at_once():
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        source = _Source(Compressed(written_frames(b"{}", [b"[1]"], [])).read())
        reader = FrameReader(source)
        assert reader.next_frame()[1] == b"{}"
        watched = weakref.ref(source)
        del source, reader
        assert watched() is None
    finally:
        if was_collecting:
            gc.enable()
