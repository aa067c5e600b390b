# SPDX-License-Identifier: Apache-2.0
"""A photo from another PC is a JPEG of a usual size, or it is not shown."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from unionbook.operations.photos import HEIGHT, WIDTH
from unionbook.ui.widgets.photos import shown_photo

pytestmark = pytest.mark.usefixtures("qapp")


def picture(kind: str, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height)).save(out, kind)
    return out.getvalue()


def test_a_kept_photo_is_shown():
    shown = shown_photo(picture("JPEG"))
    assert (shown.width(), shown.height()) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF", "PPM", "TIFF", "WEBP"])
def test_another_kind_is_not_read(kind: str):
    assert shown_photo(picture(kind)).isNull()


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"\xff\xd8\xff",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>',
        b"/* XPM */ static char *x[] = {};",
    ],
)
def test_what_is_no_picture_is_not_read(content: bytes | None):
    assert shown_photo(content).isNull()


def test_one_that_says_it_is_huge_is_not_unpacked():
    whole = bytearray(picture("JPEG"))
    at = whole.index(b"\xff\xc0") + 5
    whole[at : at + 4] = b"\xff\xdc\xff\xdc"
    assert shown_photo(bytes(whole)).isNull()
    assert shown_photo(picture("JPEG", 2001, 9)).isNull()
