# SPDX-License-Identifier: Apache-2.0
"""The front of a membership card: who issues it, the photo, the name and the chosen fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.reports import canvas as drawing
from unionbook.reports import emblem
from unionbook.reports.canvas import MM, Face
from unionbook.reports.card import HEIGHT, MARGIN, WIDTH, Ground
from unionbook.reports.card_template import FIELD_LABELS
from unionbook.reports.formats import date_text
from unionbook.reports.lettering import Style, clean, fit, width
from unionbook.reports.photos import read_jpeg
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.reports.card import Card, Issuer
    from unionbook.reports.card_template import CardTemplate
    from unionbook.reports.lettering import Fitted
    from unionbook.reports.pen import Pen

_BAND = 13.2 * MM
_PHOTO = (MARGIN, 4.2 * MM, 24 * MM, 32 * MM)
_TEXT_LEFT = 31.5 * MM
_TEXT_ROOM = WIDTH - _TEXT_LEFT - MARGIN
_ROW, _SECOND = 10.4, 7.6
"""The height of a field's row, and what a second line adds to it."""
_LABEL_SIZE, _LABEL_SHARE = 6.0, 0.42
"""Points; and the most of the room that labels may take before they shrink."""
_DATES = {"born_on", "joined_on", "issued_on", "valid_until"}


class Front:
    """Draws the fronts of one document."""

    def __init__(self, pen: Pen, issuer: Issuer, template: CardTemplate, *, bleed: float) -> None:
        self._pen = pen
        self._issuer = issuer
        self._template = template
        self._photos = 0
        self._labels = {name: _(FIELD_LABELS[name]) for name in template.fields}
        wide = max(width(text, Face.REGULAR, _LABEL_SIZE) for text in self._labels.values())
        scale = min(1.0, _TEXT_ROOM * _LABEL_SHARE / wide)
        self._label = Style(Face.REGULAR, _LABEL_SIZE * scale, 8, template.colours.muted)
        self._value_at = _TEXT_LEFT + wide * scale + 5
        self._ground = Ground(pen, "front", template, bleed=bleed, band=_BAND)
        self._ground.keep(self._draw_ground)

    def draw(self, card: Card, x: float, y: float) -> None:
        """Draw the front with its lower left corner at (x, y)."""
        pen = self._pen
        pen.write(f"q 1 0 0 1 {x:.3f} {y:.3f} cm")
        self._ground.show()
        self._draw_photo(card.photo)
        self._draw_texts(card)
        pen.write("Q")

    def _draw_ground(self) -> None:
        colours, pen = self._template.colours, self._pen
        side = 9.4 * MM
        emblem.draw(
            pen,
            (MARGIN, HEIGHT - _BAND / 2 - side / 2, side, side),
            picture=self._issuer.emblem,
            colour=colours.on_band,
            ground=colours.band,
        )
        left = MARGIN + side + 3 * MM
        self._draw_issuer(left, WIDTH - MARGIN - left)
        self._draw_title()

    def _draw_issuer(self, left: float, room: float) -> None:
        """Union and branch beside the emblem, in the middle of the band whatever their length."""
        union = fit(clean(self._issuer.union), face=Face.REGULAR, size=6.2, room=room, lines=2)
        branch = fit(
            clean(self._issuer.branch),
            face=Face.BOLD,
            size=8,
            room=room,
            lines=2 if len(union.lines) > 1 else 3,
            before_wrap=0.85,
        )
        blocks = [(union, Face.REGULAR, 1.25), (branch, Face.BOLD, 1.2)]
        high = sum(
            part.size * lead * len(part.lines) for part, _face, lead in blocks if part.lines[0]
        )
        scale = min(1.0, (_BAND - 5) / high)
        y = HEIGHT - _BAND / 2 + high * scale / 2
        for part, face, lead in blocks:
            style = Style(face, part.size * scale, 0, self._template.colours.on_band)
            for line in part.lines if part.lines[0] else ():
                self._pen.text(
                    left, y - style.size * (0.5 + lead / 2) + style.size * 0.16, line, style
                )
                y -= style.size * lead

    def _draw_title(self) -> None:
        title = clean(self._template.title or _("Union membership card")).upper()
        fitted = fit(title, face=Face.BOLD, size=8, room=_TEXT_ROOM)
        style = Style(Face.BOLD, fitted.size, 0, self._template.colours.band)
        self._pen.text(_TEXT_LEFT, HEIGHT - _BAND - 5.6 * MM, fitted.lines[0], style)

    def _draw_photo(self, content: bytes | None) -> None:
        photo = read_jpeg(content) if content else None
        if photo is None:
            self._draw_placeholder()
            return
        x, y, wide, high = _PHOTO
        scale = max(wide / photo.width, high / photo.height)
        shown_wide, shown_high = photo.width * scale, photo.height * scale
        # Heads are nearer the top of a portrait than its foot: what is too tall is cut below.
        box = (x - (shown_wide - wide) / 2, y - (shown_high - high) * 0.7, shown_wide, shown_high)
        self._pen.write(f"q {x:.2f} {y:.2f} {wide:.2f} {high:.2f} re W n")
        self._photos += 1
        drawing.show_jpeg(self._pen.canvas, f"photo-{self._photos}", photo, box)
        self._pen.write("Q")

    def _draw_placeholder(self) -> None:
        x, y, wide, high = _PHOTO
        self._pen.boxes([_PHOTO], "#EDF0F4")
        head, middle = 0.19 * wide, x + wide / 2
        self._pen.shape(emblem.circle(middle, y + high * 0.6, head), "#C5CDD7")
        self._pen.write(f"q {x:.2f} {y:.2f} {wide:.2f} {high:.2f} re W n")
        self._pen.shape(emblem.circle(middle, y + high * 0.02, 0.37 * wide), "#C5CDD7")
        self._pen.write("Q")

    def _draw_texts(self, card: Card) -> None:
        ink = self._template.colours.ink
        name = self._fitted_name(clean(card.full_name))
        style = Style(Face.BOLD, name.size, name.size * 1.22, ink)
        y = HEIGHT - _BAND - 8 * MM - name.size * 0.86
        placed = [(_TEXT_LEFT, y - at * style.leading, line) for at, line in enumerate(name.lines)]
        self._pen.texts(style, placed)
        self._draw_fields(card, top=placed[-1][1] - name.size * 0.3 - 3)

    @staticmethod
    def _fitted_name(name: str) -> Fitted:
        """Two lines while they can be read across a desk, else three."""
        two = fit(name, face=Face.BOLD, size=11.5, room=_TEXT_ROOM, lines=2, least=8)
        if not two.lines[-1].endswith("…"):
            return two
        return fit(name, face=Face.BOLD, size=9, room=_TEXT_ROOM, lines=3, least=5)

    def _draw_fields(self, card: Card, *, top: float) -> None:
        room = _TEXT_LEFT + _TEXT_ROOM - self._value_at
        rows = [
            (
                self._labels[name],
                fit(
                    date_text(value) if name in _DATES else clean(value),
                    face=Face.SEMIBOLD,
                    size=7.2,
                    room=room,
                    lines=2,
                    least=4.5,
                    before_wrap=0.85,
                ),
            )
            for name in self._template.fields
            if (value := getattr(card, name))
        ]
        wanted = sum(_ROW + (len(value.lines) - 1) * _SECOND for _label, value in rows)
        scale = min(1.0, (top - 4.2 * MM) / wanted) if rows else 1.0
        y = top
        labels: list[tuple[float, float, str]] = []
        by_size: dict[float, list[tuple[float, float, str]]] = {}
        for label, value in rows:
            base = y - 6.6 * scale
            labels.append((_TEXT_LEFT, base, label))
            placed = by_size.setdefault(min(value.size, _SECOND * scale), [])
            for at, line in enumerate(value.lines):
                placed.append((self._value_at, base - at * _SECOND * scale, line))
            y -= (_ROW + (len(value.lines) - 1) * _SECOND) * scale
        self._pen.texts(self._label, labels)
        for size, placed in by_size.items():
            self._pen.texts(Style(Face.SEMIBOLD, size, 0, self._template.colours.ink), placed)
