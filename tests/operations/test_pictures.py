# SPDX-License-Identifier: Apache-2.0
"""Pictures from elsewhere: what is none is refused in a sentence, and no other program is run."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from PIL import EpsImagePlugin, Image

from unionbook.errors import UnreadableFileError
from unionbook.operations import pictures

if TYPE_CHECKING:
    from pathlib import Path

MOST = 100_000


def read(path: Path) -> tuple[int, int]:
    with pictures.opened(path, most=MOST, too_large="{name} is too large.") as picture:
        return picture.convert("RGB").size


@pytest.mark.parametrize("ending", ["png", "jpg", "bmp", "gif", "webp", "tiff"])
def test_what_cameras_and_scanners_make_is_read(tmp_path: Path, ending: str):
    path = tmp_path / f"a.{ending}"
    Image.new("RGB", (30, 20), "teal").save(path)
    assert read(path) == (30, 20)


def test_a_page_for_a_printer_is_no_picture_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """To show one, Python's reader runs another program over it."""
    started = []
    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", lambda *args, **_more: started.append(args))
    path = tmp_path / "a.jpg"
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n")
    with pytest.raises(UnreadableFileError, match="not a picture"):
        read(path)
    assert started == []


@pytest.mark.parametrize("cut", [10, 40, 60])
@pytest.mark.parametrize("ending", ["png", "gif", "bmp", "webp"])
def test_what_is_hurt_is_told_in_a_sentence(tmp_path: Path, ending: str, cut: int):
    path = tmp_path / f"a.{ending}"
    Image.effect_noise((40, 40), 90).convert("RGB").save(path)
    path.write_bytes(path.read_bytes()[:cut] + bytes(8))
    found = None
    with suppress(UnreadableFileError):
        found = read(path)
    assert found in (None, (40, 40))  # a reader may forgive what is missing at the end


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path):
    path = tmp_path / "a\u202egpj.png"
    path.write_bytes(bytes(MOST + 1))
    with pytest.raises(UnreadableFileError, match=r"^agpj\.png is too large\.$"):
        read(path)
    with pytest.raises(UnreadableFileError, match="no file"):
        read(tmp_path / "none.png")
