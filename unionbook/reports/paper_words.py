# SPDX-License-Identifier: Apache-2.0
"""The words of a finished PDF and where they stand: a paper read back, not as a picture."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2 import raw

from unionbook.errors import UnreadableFileError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE_AT_A_TIME = RLock()
"""PDFium works for one thread at a time, whatever the number of documents.

A lock that the same thread may take twice: a forgotten document closes itself at any moment.
"""
_MOST_PAGES = 2000
_MOST_BYTES = 16_384
"""Of one text as PDFium gives it: more than ever stands on a line."""
_WHITE = 250
"""Of 255: what is at least as bright counts as white."""
_FAINT = 180
"""Of 255: text brighter than this is not read on white paper."""
_THICK = 2.0
"""Points: a line that is thicker hides what is below it."""
_SHOWN = (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_STROKE)
_NEAR = 0.8
"""Points: words on one line that are nearer than this were one word before they were cut up."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text as it was set: from ``left`` to ``right``, on ``base``, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float
    white: bool


@dataclass(frozen=True, slots=True)
class PageWords:
    """What is on a page; ``covered`` says that something other than text and lines lies on it."""

    words: tuple[Word, ...]
    covered: bool
    last: str
    """The text that was drawn last of all, empty where something else was."""


def read_pages(content: bytes) -> list[PageWords]:
    """Give the words of each page. Raises UnreadableFileError."""
    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise UnreadableFileError(
                _("This PDF cannot be read: take the file as unionbook wrote it.")
            ) from error
        try:
            if len(document) > _MOST_PAGES:
                raise UnreadableFileError(_("This PDF has too many pages to be a report."))
            reader = _Reader()
            return [_read(document, number, reader) for number in range(len(document))]
        finally:
            document.close()


def _read(document: Any, number: int, reader: _Reader) -> PageWords:
    page = document[number]
    words = page.get_textpage()
    try:
        found: list[Word] = []
        watch = _Watch(covered=raw.FPDFPage_GetAnnotCount(page.raw) > 0)
        last = ""
        for one in page.get_objects(max_depth=1):
            last = ""
            if one.type == raw.FPDF_PAGEOBJ_TEXT:
                word = reader.word(one, words)
                last = word.text
                if word.text:
                    found.append(word)
                    watch.see_text(word, hidden=reader.is_hidden(one))
            else:
                watch.see_other(one)
        return PageWords(tuple(_joined(found)), watch.covered, last)
    finally:
        words.close()
        page.close()


class _Watch:
    """Notices what keeps a figure from being seen: what is laid over the table, or text unseen.

    A report's headings are white on a ground, the grounds of its rows come before their texts, and
    nothing is filled after those.
    """

    def __init__(self, *, covered: bool) -> None:
        self.covered = covered
        self._below_heads = self._in_rows = False

    def see_text(self, word: Word, *, hidden: bool) -> None:
        """Look at a text."""
        self.covered = self.covered or hidden
        self._below_heads = self._below_heads or word.white
        self._in_rows = self._below_heads and not word.white

    def see_other(self, one: Any) -> None:
        """Look at what is no text."""
        if one.type != raw.FPDF_PAGEOBJ_PATH:
            self.covered = True
            return
        filled, stroked, thick = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
        raw.FPDFPath_GetDrawMode(one.raw, filled, stroked)
        raw.FPDFPageObj_GetStrokeWidth(one.raw, thick)
        laid_over = filled.value or (stroked.value and thick.value > _THICK)
        self.covered = self.covered or bool(laid_over and self._in_rows)


class _Reader:
    """Asks PDFium about one text after the other, into places that are made once."""

    def __init__(self) -> None:
        self._held = ctypes.create_string_buffer(_MOST_BYTES)
        self._place = ctypes.cast(self._held, ctypes.POINTER(ctypes.c_ushort))
        self._size = ctypes.c_float()
        self._colours = [ctypes.c_uint() for _channel in range(4)]

    def word(self, one: Any, words: Any) -> Word:
        """Give a text and where it stands."""
        length = raw.FPDFTextObj_GetText(one.raw, words.raw, self._place, _MOST_BYTES)
        held = ctypes.string_at(self._held, min(length, _MOST_BYTES))
        text = held.decode("utf-16-le", "replace").rstrip("\0").strip()
        _left, _bottom, right, _top = one.get_bounds()
        matrix = one.get_matrix()
        raw.FPDFTextObj_GetFontSize(one.raw, self._size)
        size = self._size.value * matrix.d
        return Word(text, matrix.e, right, matrix.f, size, self._is_white(one))

    def is_hidden(self, one: Any) -> bool:
        """Tell whether the text that was read last cannot be seen on paper."""
        if raw.FPDFTextObj_GetTextRenderMode(one.raw) not in _SHOWN:
            return True
        brightness = max(channel.value for channel in self._colours[:3])
        faint = brightness > _FAINT and not self._is_white(one)
        return faint or self._colours[3].value < _WHITE

    def _is_white(self, one: Any) -> bool:
        raw.FPDFPageObj_GetFillColor(one.raw, *self._colours)
        return all(channel.value >= _WHITE for channel in self._colours[:3])


def _joined(found: list[Word]) -> Iterator[Word]:
    """Put together again what another program cut into pieces when it saved the file anew."""
    waiting: Word | None = None
    for word in found:
        if waiting is not None and _goes_on(waiting, word):
            text = waiting.text + word.text
            waiting = Word(
                text, waiting.left, word.right, waiting.base, waiting.size, waiting.white
            )
            continue
        if waiting is not None:
            yield waiting
        waiting = word
    if waiting is not None:
        yield waiting


def _goes_on(before: Word, word: Word) -> bool:
    same_line = abs(before.base - word.base) < _NEAR / 2 and before.white == word.white
    return same_line and -_NEAR < word.left - before.right < _NEAR
