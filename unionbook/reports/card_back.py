# SPDX-License-Identifier: Apache-2.0
"""The back of a membership card: the code that proves it, what to know, a place to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.reports import canvas as drawing
from unionbook.reports import qr
from unionbook.reports.canvas import MM, Face
from unionbook.reports.card import HEIGHT, MARGIN, WIDTH, Ground
from unionbook.reports.lettering import Style, clean, fit, width, wrap
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.reports.card import Issuer
    from unionbook.reports.card_template import CardTemplate
    from unionbook.reports.pen import Pen

_STRIP = 7.2 * MM
_CODE = 31 * MM
_QUIET = 4
"""Light modules around a code (ISO/IEC 18004, 6.3.8)."""
_SIGN = 17.5 * MM
"""Below this the card is signed and stamped."""
_BETWEEN = 3.0
_SMALLEST = 4.0


class Back:
    """Draws the backs of one document."""

    def __init__(
        self, pen: Pen, issuer: Issuer, template: CardTemplate, *, bleed: float, coded: bool
    ) -> None:
        self._pen = pen
        self._issuer = issuer
        self._template = template
        self._coded = coded
        self._codes = 0
        self._ground = Ground(pen, "back", template, bleed=bleed, band=_STRIP)
        self._ground.keep(self._draw_ground)

    def draw(self, statement: bytes, x: float, y: float, number: str = "") -> None:
        """Draw the back with its lower left corner at (x, y); no statement, no code."""
        pen = self._pen
        pen.write(f"q 1 0 0 1 {x:.3f} {y:.3f} cm")
        self._ground.show()
        if statement:
            self._draw_code(qr.encode(statement))
        if number and statement:
            style = Style(Face.SEMIBOLD, 7, 0, self._template.colours.ink)
            fitted = fit(clean(number), face=style.face, size=7, room=_CODE)
            shown = Style(style.face, fitted.size, 0, style.colour)
            used = width(fitted.lines[0], style.face, fitted.size)
            pen.text(MARGIN + (_CODE - used) / 2, 5 * MM, fitted.lines[0], shown)
        pen.write("Q")

    def _draw_code(self, code: qr.Code) -> None:
        module = _CODE / (code.size + 2 * _QUIET)
        side = module * code.size
        self._codes += 1
        corner = _QUIET * module
        # A code is read by its contrast: white below and black above whatever the card's colours.
        box = (MARGIN, 9.5 * MM, _CODE, _CODE)
        self._pen.boxes([box], "#FFFFFF")
        self._pen.write("q 0 0 0 rg")
        place = (box[0] + corner, box[1] + corner, side, side)
        drawing.show_bits(self._pen.canvas, f"code-{self._codes}", code.bits, code.size, place)
        self._pen.write("Q")

    def _draw_ground(self) -> None:
        colours = self._template.colours
        head = fit(
            clean(self._issuer.branch),
            face=Face.SEMIBOLD,
            size=7.5,
            room=WIDTH - 2 * MARGIN,
            lines=2,
            before_wrap=0.85,
        )
        size = min(head.size, _STRIP / len(head.lines) / 1.3)
        style = Style(Face.SEMIBOLD, size, size * 1.25, colours.on_band)
        first = HEIGHT - _STRIP / 2 + (len(head.lines) - 1) * style.leading / 2 - size * 0.35
        self._pen.texts(
            style,
            [(MARGIN, first - at * style.leading, line) for at, line in enumerate(head.lines)],
        )
        left = MARGIN + (_CODE + 4 * MM if self._coded else 0)
        self._draw_sentences(left, WIDTH - MARGIN - left, HEIGHT - _STRIP - 3.2 * MM)
        self._draw_signatory(left, WIDTH - MARGIN - left)

    def _draw_sentences(self, left: float, room: float, top: float) -> None:
        size = self._size_of_sentences(room, top - _SIGN)
        style = Style(Face.REGULAR, size, size * 1.35, self._template.colours.ink)
        y, placed = top, []
        for sentence in self._sentences():
            for line in wrap(sentence, style.face, size, room):
                y -= style.leading
                placed.append((left, y + size * 0.3, line))
            y -= _BETWEEN
        self._pen.texts(style, placed)

    def _size_of_sentences(self, room: float, high: float) -> float:
        size = 6.6
        while size > _SMALLEST:
            lines = [len(wrap(text, Face.REGULAR, size, room)) for text in self._sentences()]
            if sum(lines) * size * 1.35 + len(lines) * _BETWEEN <= high:
                break
            size -= 0.2
        return size

    def _sentences(self) -> list[str]:
        return [clean(text) for text in self._template.back_lines or self._own_sentences()]

    def _own_sentences(self) -> tuple[str, ...]:
        place = self._issuer.address or self._issuer.branch
        proof = _("The code proves offline that this card was issued by the branch.")
        return (
            *([proof] if self._coded else []),
            _("This card belongs to the union and is given back on leaving."),
            _("If you find it, please return it to: {place}").format(place=clean(place)),
        )

    def _draw_signatory(self, left: float, room: float) -> None:
        colours = self._template.colours
        text = clean(self._template.signatory or _("For the executive committee"))
        fitted = fit(text, face=Face.SEMIBOLD, size=6.6, room=room)
        style = Style(Face.SEMIBOLD, fitted.size, 0, colours.ink)
        self._pen.text(left, 13.5 * MM, fitted.lines[0], style)
        self._pen.lines([(left, 4.6 * MM, left + room, 4.6 * MM)], colours.muted, 0.5, dots=True)
