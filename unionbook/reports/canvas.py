# SPDX-License-Identifier: Apache-2.0
"""The one room that knows reportlab: fonts, a fresh document, images put in as they are.

reportlab takes a quarter of a second to import, so nothing of it is loaded before a first page is
asked for. Everything is made in memory; ``output.save`` writes the finished bytes.
"""

from __future__ import annotations

import functools
import io
import threading
from enum import StrEnum
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.reports.photos import Jpeg

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


class Face(StrEnum):
    """The weights of Be Vietnam Pro that paper uses; the value is the name of the font file."""

    REGULAR = "BeVietnamPro-Regular"
    SEMIBOLD = "BeVietnamPro-SemiBold"
    BOLD = "BeVietnamPro-Bold"
    ITALIC = "BeVietnamPro-Italic"


_loading = threading.Lock()


class _Widths(dict[str, float]):
    """Widths of letters in thousandths of the size; a letter the font lacks has its box's."""

    def __init__(self, face: Any) -> None:
        super().__init__({chr(code): width for code, width in face.charWidths.items()})
        self._default = float(face.defaultWidth)

    def __missing__(self, letter: str) -> float:
        return self._default


@functools.cache
def _load(face: Face) -> Mapping[str, float]:
    from reportlab import rl_config  # noqa: PLC0415 - heavy, see the module's docstring
    from reportlab.pdfbase import pdfmetrics, ttfonts  # noqa: PLC0415 - likewise

    rl_config.useA85 = 0  # the default text armour makes every image a quarter larger
    font = ttfonts.TTFont(face, io.BytesIO(_font_file(face)))
    pdfmetrics.registerFont(font)
    return _Widths(font.face)


def _font_file(face: Face) -> bytes:
    return (files("fontpkg_be_vietnam_pro") / "files" / f"{face}.ttf").read_bytes()


def letter_widths(face: Face) -> Mapping[str, float]:
    """Give the width of every letter of ``face`` in thousandths of the type size."""
    with _loading:
        return _load(face)


def open_canvas(*, size: tuple[float, float], title: str, author: str, language: str) -> Any:
    """Open an empty document in memory whose pages are ``size`` points wide and high."""
    for face in Face:
        letter_widths(face)
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - heavy, see above

    canvas = Canvas(
        io.BytesIO(),
        pagesize=size,
        pageCompression=1,
        pdfVersion=(1, 7),
        initialFontName=Face.REGULAR,  # or every page would name Helvetica, which is not embedded
        initialFontSize=8,
        lang=language,
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("unionbook")
    canvas.setSubject(title)
    return canvas


def finish(canvas: Any) -> bytes:
    """Close the document and give its bytes."""
    canvas.save()
    stream: io.BytesIO = canvas._filename  # noqa: SLF001 - the stream we handed in above
    return stream.getvalue()


def _put_stream(canvas: Any, name: str, entries: dict[str, Any], content: bytes) -> None:
    from reportlab.pdfbase import pdfdoc  # noqa: PLC0415 - heavy, see above

    image = pdfdoc.PDFStream(content=content, filters=())
    image.dictionary["Type"] = pdfdoc.PDFName("XObject")
    image.dictionary["Subtype"] = pdfdoc.PDFName("Image")
    for key, value in entries.items():
        image.dictionary[key] = pdfdoc.PDFName(value) if isinstance(value, str) else value
    canvas._doc.Reference(image, canvas._doc.getXObjectName(name))  # noqa: SLF001 - as addForm does


def _show(canvas: Any, name: str, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    canvas._formsinuse.append(name)  # noqa: SLF001 - as doForm does, without its state
    internal = canvas._doc.getXObjectName(name)  # noqa: SLF001 - likewise
    canvas._code.append(  # noqa: SLF001 - likewise
        f"q {width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm /{internal} Do Q"
    )


def show_jpeg(canvas: Any, name: str, photo: Jpeg, box: tuple[float, float, float, float]) -> None:
    """Place a JPEG into ``box`` (x, y, width, height in points) with its bytes passed through."""
    entries: dict[str, Any] = {
        "Width": photo.width,
        "Height": photo.height,
        "BitsPerComponent": 8,
        "ColorSpace": {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[photo.components],
        "Filter": "DCTDecode",
    }
    if photo.components == 4:  # noqa: PLR2004 - cyan, magenta, yellow and black
        entries["Decode"] = b"[1 0 1 0 1 0 1 0]"  # every program writes these inverted
    _put_stream(canvas, name, entries, photo.content)
    _show(canvas, name, box)


def show_bits(
    canvas: Any, name: str, bits: bytes, size: int, box: tuple[float, float, float, float]
) -> None:
    """Place a square of ``size`` by ``size`` bits (rows padded to bytes), painting its ones."""
    entries: dict[str, Any] = {
        "Width": size,
        "Height": size,
        "BitsPerComponent": 1,
        "ImageMask": b"true",
        "Decode": b"[1 0]",
    }
    _put_stream(canvas, name, entries, bits)
    _show(canvas, name, box)


def show_picture(canvas: Any, content: bytes, box: tuple[float, float, float, float]) -> None:
    """Place a picture of another kind (PNG with transparency) whole and centred into ``box``."""
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415 - heavy, see above

    x, y, width, height = box
    canvas.drawImage(
        ImageReader(io.BytesIO(content)),
        x,
        y,
        width,
        height,
        mask="auto",
        preserveAspectRatio=True,
        anchor="c",
    )
