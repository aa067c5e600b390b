# SPDX-License-Identifier: Apache-2.0
"""The outer shape: what is not a bundle, what is newer, and what the digest covers."""

from __future__ import annotations

import io
import struct

import bundles
import pytest

from unionbook.sync import frames
from unionbook.sync.refusals import BundleError, NewerBundleError

WHOLE = bundles.make()


def layout(data: bytes) -> frames.Layout:
    return frames.read_layout(io.BytesIO(data), len(data))


def test_a_layout_tells_parts_and_sizes():
    found = layout(WHOLE)
    assert [part.head.name for part in found.parts if part.head] == ["office", "cases", "files"]
    assert found.size == len(WHOLE)
    ends = [part.start + part.length for part in found.parts]
    assert [part.start for part in found.parts] == [len(found.preamble), *ends[:-1]]
    assert ends[-1] == len(WHOLE) - 65


@pytest.mark.parametrize("data", [b"", b"UNION", b"%PDF-1.7 and so on", b"unionbk1" * 9])
def test_another_file_is_no_bundle(data: bytes):
    with pytest.raises(BundleError, match="not a bundle"):
        layout(data)


def test_a_newer_file_is_named():
    with pytest.raises(NewerBundleError) as told:
        layout(b"UNIONBK2" + WHOLE[8:])
    assert told.value.format == 2


@pytest.mark.parametrize(
    "data",
    [
        WHOLE[:8] + struct.pack(">I", (1 << 20) + 1) + WHOLE[12:],
        WHOLE[:8] + struct.pack(">I", 0xFFFFFFFF) + WHOLE[12:],
        WHOLE[:-1],
        WHOLE + b"\0",
        WHOLE[:-65] + b"\x05" + WHOLE[-64:],
        WHOLE[:-65] + b"\x02" + struct.pack(">I", 64) + WHOLE[-64:],
        WHOLE[:-65] + (b"\x04" + bytes(32)) * 62 + WHOLE[-65:],
    ],
)
def test_a_shape_that_is_none_is_refused(data: bytes):
    with pytest.raises(BundleError):
        layout(data)


def test_a_part_stands_once():
    found = layout(WHOLE)
    part = found.parts[1]
    again = WHOLE[part.start : part.start + part.length]
    with pytest.raises(BundleError):
        layout(WHOLE[:-65] + again + WHOLE[-65:])


def test_the_order_of_the_parts_counts():
    found = layout(WHOLE)
    one, two, *rest = [WHOLE[part.start : part.start + part.length] for part in found.parts]
    swapped = layout(found.preamble + two + one + b"".join(rest) + WHOLE[-65:])
    assert swapped.digest != found.digest


def test_a_stick_that_was_pulled_says_so():
    class Pulled(io.BytesIO):
        def read(self, _count: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(BundleError, match="still connected"):
        frames.read_layout(Pulled(), 100)
