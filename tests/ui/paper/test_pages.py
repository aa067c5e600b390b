# SPDX-License-Identifier: Apache-2.0
"""Documents that are open are let go: when asked, and at the end of the program."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from reportlab.pdfgen.canvas import Canvas

from unionbook.ui.paper.pages import Pages, close_all

# Finalizers run at the end as early as the first of them came; one before PDFium's own puts
# those of the documents after PDFium's end, as in the program.
_LEFT_OPEN = """
import sys
import weakref
weakref.finalize(sys, int)
from unionbook.ui.paper.pages import Pages
kept = [Pages(sys.stdin.buffer.read())]
kept.append(kept)
print(len(kept[0]))
"""


@pytest.fixture
def content() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 100))
    canvas.drawString(10, 10, "Nguyen Thi Mai")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_page_is_drawn_and_read_until_it_is_closed(content: bytes):
    pages = Pages(content)
    assert pages.draw(0, 2.0).width() == 400
    assert "Nguyen Thi Mai" in pages.text(0)
    close_all()
    assert pages.draw(0, 2.0).isNull()
    assert pages.text(0) == ""


def test_nothing_is_open_when_the_program_ends(content: bytes):
    ended = subprocess.run(
        [sys.executable, "-c", _LEFT_OPEN], input=content, capture_output=True, check=True
    )
    assert ended.stdout.strip() == b"1"
    assert ended.stderr == b""
