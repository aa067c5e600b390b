# SPDX-License-Identifier: Apache-2.0
"""Placeholder portraits for the sample branch: a silhouette and initials, nobody's face."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageFont

_BACKGROUNDS = ("#DCE6F2", "#E4EFE4", "#F3E8DC", "#EDE3F0", "#E1EEF0", "#F1E6E6")
_SMOOTH = 2
_FIGURES = ("#6B85A6", "#6E9470", "#B08A5E", "#8D739B", "#5F8F97", "#A37272")


def draw_portrait(name: str, *, width: int = 300) -> bytes:
    """Give a JPEG of 3 : 4 for a name, always the same one for the same name."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - slow to import, needed for the sample only

    choice = hashlib.sha256(name.encode()).digest()[0] % len(_FIGURES)
    wide, high = width * _SMOOTH, width * _SMOOTH * 4 // 3
    picture = Image.new("RGB", (wide, high), _BACKGROUNDS[choice])
    pen, colour, middle, head = ImageDraw.Draw(picture), _FIGURES[choice], wide / 2, wide * 0.2
    pen.ellipse((middle - head, wide * 0.24, middle + head, wide * 0.24 + head * 2.3), fill=colour)
    pen.ellipse((wide * 0.1, high * 0.58, wide * 0.9, high * 1.4), fill=colour)
    font = _letters(round(wide * 0.17))
    pen.text((middle, high * 0.86), initials(name), fill="#FFFFFF", font=font, anchor="mm")
    content = io.BytesIO()
    small = picture.resize((width, width * 4 // 3), Image.Resampling.LANCZOS)
    small.save(content, "JPEG", quality=82, optimize=True)
    return content.getvalue()


def initials(name: str) -> str:
    """Give the first letters of the first and last word of a name."""
    parts = name.split()
    return "".join(part[0] for part in dict.fromkeys((*parts[:1], *parts[-1:]))).upper()


def _letters(size: int) -> ImageFont.FreeTypeFont:
    from fontpkg_be_vietnam_pro import ROOT  # noqa: PLC0415 - as above
    from PIL import ImageFont  # noqa: PLC0415 - as above

    return ImageFont.truetype(str(ROOT / "files" / "BeVietnamPro-SemiBold.ttf"), size)
