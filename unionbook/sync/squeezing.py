# SPDX-License-Identifier: Apache-2.0
"""Compression by zstd: one frame a chunk, its size declared and limited.

The compressor is told where a piece of another nature begins, so that the bytes of one column are
not counted together with those of the next; whoever reads needs to know nothing of that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import zstandard

from unionbook.sync.refusals import damaged, too_large

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEVEL = 3
_OWN_BLOCK = 512
"""A piece of at least so many bytes gets a block of its own."""
_MOST_WINDOW = 1 << 21


def squeeze(pieces: Sequence[bytes]) -> bytes:
    """Give all pieces, one after the other, as one frame."""
    total = sum(map(len, pieces))
    engine = zstandard.ZstdCompressor(level=_LEVEL).compressobj(size=total)
    out = []
    for piece in pieces:
        if len(piece) >= _OWN_BLOCK:
            out.append(engine.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK))
        out.append(engine.compress(piece))
        if len(piece) >= _OWN_BLOCK:
            out.append(engine.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK))
    out.append(engine.flush())
    return b"".join(out)


def size(pieces: Sequence[bytes]) -> int:
    """Tell how small the pieces become."""
    return len(squeeze(pieces))


def unsqueeze(data: bytes, most: int) -> bytes:
    """Undo ``squeeze``, never into more than ``most`` bytes."""
    try:
        frame = zstandard.get_frame_parameters(data)
        if frame.content_size > most or frame.window_size > _MOST_WINDOW:
            raise too_large(f"{frame.content_size} bytes in a chunk")
        engine = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW)
        plain = engine.decompress(data, max_output_size=most, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise damaged("a chunk that zstd cannot read") from error
    if len(plain) != frame.content_size:
        raise damaged(f"{len(plain)} bytes where {frame.content_size} were announced")
    return plain
