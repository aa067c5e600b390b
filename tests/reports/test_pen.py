# SPDX-License-Identifier: Apache-2.0
"""What is drawn is what is read, however many letters a document needs."""

from __future__ import annotations

import unicodedata

import pdf
import pytest

from unionbook.reports import canvas as drawing
from unionbook.reports.canvas import Face
from unionbook.reports.lettering import Style
from unionbook.reports.pen import Pen, rgb

STYLE = Style(Face.REGULAR, 9, 12)


def draw(lines: list[str]) -> bytes:
    canvas = drawing.open_canvas(size=drawing.A4, title="", author="", language="vi")
    pen = Pen(canvas)
    pen.texts(STYLE, [(40, 800 - at * 14, line) for at, line in enumerate(lines)])
    canvas.showPage()
    return drawing.finish(canvas)


def test_more_letters_than_one_subset_holds() -> None:
    known = [
        letter
        for letter in drawing.letter_widths(Face.REGULAR)
        if unicodedata.category(letter) in {"Lu", "Ll"}
    ]
    assert len(known) > 300
    lines = ["".join(known[at : at + 40]) for at in range(0, len(known), 40)]
    # A word of letters from both subsets, after both are begun.
    lines.append(known[0] + known[-1] + known[1] + known[-2])
    assert pdf.words(draw(lines)).split() == lines


@pytest.mark.parametrize("text", ["(a) \\ b", "a)(", "100 % – “x”", "Đặng Thị Ỷ"])
def test_signs_that_pdf_uses_itself(text: str) -> None:
    assert pdf.words(draw([text])) == text


def test_colours_are_parts_of_one() -> None:
    assert rgb("#FF0033") == "1 0 0.2"


def test_empty_lines_draw_nothing() -> None:
    assert pdf.words(draw(["", ""])) == ""
