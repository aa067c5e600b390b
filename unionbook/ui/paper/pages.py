# SPDX-License-Identifier: Apache-2.0
"""The pages of a PDF that is only in memory, drawn by PDFium as a printer would show them."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING
from weakref import WeakSet

import pypdfium2
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from unionbook.errors import CancelledError
from unionbook.reports.paper_words import ONE_AT_A_TIME
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from PySide6.QtPrintSupport import QPrinter

POINTS_PER_INCH = 72.0
_MOST_DOTS = 300
"""Dots an inch on paper: finer is not seen, and a page of it would not fit into memory."""
_CARD_DOTS = 600
_SMALL_PAGE = 300.0
"""Points: pages below this width are cards, whose codes deserve finer dots."""
_OPEN: WeakSet[Pages] = WeakSet()


class Pages:
    """An open PDF: how large its pages are, and each of them as a picture. For any thread."""

    def __init__(self, content: bytes) -> None:
        self._closed = True
        with ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(content)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(number) for number in range(len(self._document))
            )
        self._closed = False
        _OPEN.add(self)

    def __del__(self) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.sizes)

    def draw(self, number: int, scale: float) -> QImage:
        """Give a page as a picture of ``scale`` pixels to the point; nothing once closed."""
        with ONE_AT_A_TIME:
            if self._closed:
                return QImage()
            page = self._document[number]
            try:
                drawn = page.render(scale=scale, prefer_bgrx=True)
                shown = QImage(
                    drawn.buffer,
                    drawn.width,
                    drawn.height,
                    drawn.stride,
                    QImage.Format.Format_RGB32,
                ).copy()
                drawn.close()
            finally:
                page.close()
        return shown

    def text(self, number: int) -> str:
        """Give the words of a page, for those who have it read aloud."""
        with ONE_AT_A_TIME:
            if self._closed:
                return ""
            page = self._document[number]
            try:
                words = page.get_textpage()
                try:
                    return str(words.get_text_bounded())
                finally:
                    words.close()
            finally:
                page.close()

    def close(self) -> None:
        """Let the document go."""
        with ONE_AT_A_TIME:
            if not self._closed:
                self._closed = True
                self._document.close()


def close_all() -> None:
    """Let every document go that is still open: at the end nothing else may ask for it."""
    for pages in tuple(_OPEN):
        pages.close()


# A window that is open until the program ends never tells that it is gone. PDFium's own end was
# registered when it was imported, so it comes after this one.
atexit.register(close_all)


def print_pages(
    pages: Pages,
    printer: QPrinter,
    *,
    chosen: range | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> int:
    """Send pages to a printer, each on a sheet of its own; give how many. For any thread."""
    wanted = chosen or range(len(pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise CancelledError(_("The printer does not answer. Check that it is on, and try again."))
    try:
        for done, number in enumerate(wanted):
            if cancelled is not None and cancelled.is_set():
                printer.abort()
                raise CancelledError(_("Stopped. What was not printed yet will not be printed."))
            if done:
                printer.newPage()
            _print_page(painter, printer, pages, number)
            if progress is not None:
                progress(done + 1, len(wanted))
    finally:
        painter.end()
    return len(wanted)


def _print_page(painter: QPainter, printer: QPrinter, pages: Pages, number: int) -> None:
    width, height = pages.sizes[number]
    most = _CARD_DOTS if width < _SMALL_PAGE else _MOST_DOTS
    dots = min(printer.resolution(), most)
    picture = pages.draw(number, dots / POINTS_PER_INCH)
    # As large as in the PDF, whatever the sheet: a card must not grow with the paper.
    unit = printer.resolution() / POINTS_PER_INCH
    painter.drawImage(QRectF(0, 0, width * unit, height * unit), picture)
