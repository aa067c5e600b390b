# SPDX-License-Identifier: Apache-2.0
"""Marks on a page, written as PDF operators: text, lines, boxes.

reportlab keeps the document, its pages and its fonts. Its drawing calls parse a colour's name, open
a text object and format each number by hand; a list of ten thousand rows makes a hundred thousand
of them, so the few operators that paper needs are written here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionbook.reports.canvas import Face
    from unionbook.reports.lettering import Style

_ASCII = 128
_ESCAPES = {
    code: f"\\{code:03o}"
    for code in range(256)
    if not (chr(code).isprintable() and code < _ASCII) or chr(code) in "()\\"
}
"""How a string of PDF writes the bytes that are not plain letters."""


@lru_cache(maxsize=256)
def rgb(colour: str) -> str:
    """Give ``#RRGGBB`` as three PDF numbers."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


class _Codes(dict[int, str]):
    """The escaped code of each letter in the first subset of a font; others are remembered."""

    def __init__(self, font: Any, document: Any) -> None:
        super().__init__()
        self._font, self._document = font, document
        self.beyond: set[str] = set()

    def __missing__(self, code: int) -> str:
        ((subset, letter),) = self._font.splitString(chr(code), self._document)
        if subset:
            self.beyond.add(chr(code))
        self[code] = letter.decode("latin-1").translate(_ESCAPES)
        return self[code]


class _Encoder:
    """One font in one document: text to the operators that show it."""

    def __init__(self, face: Face, document: Any) -> None:
        from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 - heavy, see canvas.py

        self._document = document
        self._font = pdfmetrics.getFont(face)
        self._codes = _Codes(self._font, document)
        self.name = self._subset_name(0)

    def _subset_name(self, subset: int) -> str:
        name: str = self._font.getSubsetInternalName(subset, self._document)
        return name

    def operators(self, text: str, size: float) -> str:
        shown = text.translate(self._codes)
        beyond = self._codes.beyond
        if not beyond or beyond.isdisjoint(text):
            return f"({shown}) Tj"
        return self._through_subsets(text, size)

    def _through_subsets(self, text: str, size: float) -> str:
        parts = [
            f"{self._subset_name(subset)} {size:g} Tf "
            f"({piece.decode('latin-1').translate(_ESCAPES)}) Tj"
            for subset, piece in self._font.splitString(text, self._document)
        ]
        return " ".join([*parts, f"{self.name} {size:g} Tf"])


class Pen:
    """Draws on the present page of a reportlab canvas."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self._encoders: dict[Face, _Encoder] = {}

    def write(self, operators: str) -> None:
        """Add operators to the present page or form."""
        self.canvas._code.append(operators)  # noqa: SLF001 - see the module's docstring

    def texts(self, style: Style, placed: Iterable[tuple[float, float, str]]) -> None:
        """Set lines of text, each from its (x, y) on, as one text object."""
        encoder = self._encoders.get(style.face)
        if encoder is None:
            encoder = _Encoder(style.face, self.canvas._doc)  # noqa: SLF001 - fonts belong to it
            self._encoders[style.face] = encoder
        size, operators = style.size, encoder.operators
        shown = "\n".join(
            [f"1 0 0 1 {x:.2f} {y:.2f} Tm {operators(text, size)}" for x, y, text in placed if text]
        )
        if shown:
            self.write(f"q BT {rgb(style.colour)} rg {encoder.name} {size:.4g} Tf\n{shown} ET Q")

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        """Set one line of text from ``x`` on."""
        self.texts(style, [(x, y, text)])

    def lines(
        self,
        segments: Iterable[tuple[float, float, float, float]],
        colour: str,
        thickness: float,
        *,
        dots: bool = False,
    ) -> None:
        """Draw straight lines from (x1, y1) to (x2, y2)."""
        path = " ".join([f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l" for x1, y1, x2, y2 in segments])
        if path:
            dash = "[0.6 1.8] 0 d 1 J " if dots else ""
            self.write(f"q {dash}{rgb(colour)} RG {thickness:g} w {path} S Q")

    def boxes(self, boxes: Iterable[tuple[float, float, float, float]], colour: str) -> None:
        """Fill boxes of (x, y, width, height)."""
        path = " ".join(
            [f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re" for x, y, width, height in boxes]
        )
        if path:
            self.write(f"q {rgb(colour)} rg {path} f Q")

    def frames(
        self, boxes: Iterable[tuple[float, float, float, float]], colour: str, thickness: float
    ) -> None:
        """Draw the outlines of boxes of (x, y, width, height)."""
        path = " ".join(
            [f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re" for x, y, width, height in boxes]
        )
        if path:
            self.write(f"q {rgb(colour)} RG {thickness:g} w {path} S Q")

    def shape(self, path: str, colour: str) -> None:
        """Fill a path given as PDF operators (even-odd, so an inner outline is a hole)."""
        self.write(f"q {rgb(colour)} rg {path} f* Q")
