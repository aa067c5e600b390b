# SPDX-License-Identifier: Apache-2.0
"""Membership cards: ten on an A4 sheet with crop marks, or one to a page for card printers."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from unionbook import texts
from unionbook.reports import canvas as drawing
from unionbook.reports.canvas import MM
from unionbook.reports.card import HEIGHT, WIDTH, Card, Issuer
from unionbook.reports.card_back import Back
from unionbook.reports.card_front import Front
from unionbook.reports.card_template import CardTemplate, default_template
from unionbook.reports.pen import Pen
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["Card", "CardTemplate", "Issuer", "card_pages", "card_sheets"]

_COLUMNS, _ROWS = 2, 5
_PER_SHEET = _COLUMNS * _ROWS
_GAP = 2 * MM
_BLEED = _GAP / 2 + 0.1
"""A hair more than half the gap, so that no white line is left between two cards."""
_LEFT = (drawing.A4[0] - _COLUMNS * WIDTH - (_COLUMNS - 1) * _GAP) / 2
_BOTTOM = (drawing.A4[1] - _ROWS * HEIGHT - (_ROWS - 1) * _GAP) / 2
_MARK_FROM, _MARK_TO = 2 * MM, 6 * MM


def card_sheets(
    cards: Iterable[Card],
    *,
    issuer: Issuer,
    template: CardTemplate | None = None,
    statement: Callable[[Card], bytes] | None = None,
    backs: bool = True,
    progress: Callable[[int], None] | None = None,
) -> bytes:
    """Make A4 sheets of ten cards; each sheet of fronts is followed by its backs.

    The backs lie in mirrored columns, so that they meet their fronts when the sheet is printed on
    both sides and turned over its long edge. ``statement`` gives the bytes of a card's code;
    ``progress`` hears how many cards are drawn and may raise to stop the work.
    """
    pen, front, back = _begin(
        drawing.A4, issuer, template, bleed=_BLEED, coded=statement is not None
    )
    done = 0
    for sheet in _sheets(cards):
        for place, card in zip(_places(mirrored=False), sheet, strict=False):
            front.draw(card, *place)
        _end_sheet(pen)
        if backs:
            for place, card in zip(_places(mirrored=True), sheet, strict=False):
                back.draw(statement(card) if statement else b"", *place, _shown_number(card))
            _end_sheet(pen)
        done += len(sheet)
        if progress:
            progress(done)
    return drawing.finish(pen.canvas)


def card_pages(
    cards: Iterable[Card],
    *,
    issuer: Issuer,
    template: CardTemplate | None = None,
    statement: Callable[[Card], bytes] | None = None,
    backs: bool = True,
    progress: Callable[[int], None] | None = None,
) -> bytes:
    """Make pages of the size of a card, front and back in turn, for a card printer."""
    pen, front, back = _begin(
        (WIDTH, HEIGHT), issuer, template, bleed=0.0, coded=statement is not None
    )
    for done, card in enumerate(cards, 1):
        front.draw(card, 0, 0)
        pen.canvas.showPage()
        if backs:
            back.draw(statement(card) if statement else b"", 0, 0, _shown_number(card))
            pen.canvas.showPage()
        if progress:
            progress(done)
    return drawing.finish(pen.canvas)


def _begin(
    size: tuple[float, float],
    issuer: Issuer,
    template: CardTemplate | None,
    *,
    bleed: float,
    coded: bool,
) -> tuple[Pen, Front, Back]:
    canvas = drawing.open_canvas(
        size=size, title=_("Membership cards"), author=issuer.branch, language=texts.language()
    )
    pen = Pen(canvas)
    look = template or default_template()
    front = Front(pen, issuer, look, bleed=bleed)
    return pen, front, Back(pen, issuer, look, bleed=bleed, coded=coded)


def _shown_number(card: Card) -> str:
    return card.card_number or card.official_number or card.number


def _sheets(cards: Iterable[Card]) -> Iterator[Sequence[Card]]:
    rest = iter(cards)
    while sheet := list(islice(rest, _PER_SHEET)):
        yield sheet


def _places(*, mirrored: bool) -> Iterator[tuple[float, float]]:
    """Give the lower left corners of the ten places, row by row from the top."""
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            at = _COLUMNS - 1 - column if mirrored else column
            yield _LEFT + at * (WIDTH + _GAP), _BOTTOM + (_ROWS - 1 - row) * (HEIGHT + _GAP)


def _end_sheet(pen: Pen) -> None:
    pen.lines(_crop_marks(), "#000000", 0.3)
    pen.canvas.showPage()


def _crop_marks() -> list[tuple[float, float, float, float]]:
    right = drawing.A4[0] - _LEFT
    top = drawing.A4[1] - _BOTTOM
    marks: list[tuple[float, float, float, float]] = []
    for column in range(_COLUMNS):
        for x in (_LEFT + column * (WIDTH + _GAP), _LEFT + column * (WIDTH + _GAP) + WIDTH):
            marks += [
                (x, top + _MARK_FROM, x, top + _MARK_TO),
                (x, _BOTTOM - _MARK_FROM, x, _BOTTOM - _MARK_TO),
            ]
    for row in range(_ROWS):
        for y in (_BOTTOM + row * (HEIGHT + _GAP), _BOTTOM + row * (HEIGHT + _GAP) + HEIGHT):
            marks += [
                (_LEFT - _MARK_FROM, y, _LEFT - _MARK_TO, y),
                (right + _MARK_FROM, y, right + _MARK_TO, y),
            ]
    return marks
