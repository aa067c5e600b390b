# SPDX-License-Identifier: Apache-2.0
"""One look for all paper: A4, the union's letterhead, a title, numbered pages, who printed when.

Distances are points from the lower left corner, as PDF counts them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from unionbook import texts
from unionbook.reports import canvas as drawing
from unionbook.reports.canvas import MM, Face
from unionbook.reports.formats import date_text
from unionbook.reports.lettering import Style, balance, clean, fit, width, wrap
from unionbook.reports.pen import Pen
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

INK = "#1A1F27"
MUTED = "#566070"
LINE = "#C3CAD3"
ZEBRA = "#F3F5F8"
ACCENT = "#0B4A86"

TITLE = Style(Face.BOLD, 16, 20)
SUBTITLE = Style(Face.REGULAR, 10, 14, MUTED)
SECTION = Style(Face.SEMIBOLD, 10.5, 14, ACCENT)
BODY = Style(Face.REGULAR, 10, 15)
STRONG = Style(Face.SEMIBOLD, 10, 15)
SMALL = Style(Face.REGULAR, 8, 11, MUTED)
NOTE = Style(Face.ITALIC, 8.5, 12, MUTED)
FOOT = Style(Face.REGULAR, 7.5, 10, MUTED)
SEAL = Style(Face.REGULAR, 5.5, 7, MUTED)
_UNION = Style(Face.REGULAR, 9, 12)
_BRANCH = Style(Face.BOLD, 9.5, 12.5)

SIGNATURES = 104.0
"""Points that places to sign need, as they are usually set."""
_SIDE = 17 * MM
_TOP = 15 * MM
_BOTTOM = 18 * MM


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who speaks: the union above, the branch, and the lines a country sets opposite them."""

    union: str
    branch: str
    motto: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """Who printed the paper, and on which day."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Give the right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Give the upper edge."""
        return self.bottom + self.height


class Paper:
    """A document in the making; ``y`` is the height at which the next thing goes."""

    def __init__(
        self,
        *,
        letterhead: Letterhead,
        title: str,
        printed: Printed,
        period: str = "",
        landscape: bool = False,
        seal: str = "",
    ) -> None:
        self._letterhead = letterhead
        self._title = clean(title)
        self._period = clean(period)
        self._printed = printed
        self._seal = clean(seal)
        short, long = drawing.A4
        size = (long, short) if landscape else (short, long)
        self.canvas: Any = drawing.open_canvas(
            size=size, title=self._title, author=letterhead.branch, language=texts.language()
        )
        self.pen = Pen(self.canvas)
        self.area = Box(_SIDE, _BOTTOM, size[0] - 2 * _SIDE, size[1] - _TOP - _BOTTOM)
        self._pages: list[dict[str, Any]] = []
        self.y = self.area.top

    # ------------------------------------------------------------------ pages

    def open(self) -> None:
        """Draw the letterhead and the title of the first page."""
        self._draw_letterhead()
        self._draw_title()

    def fresh_page(self) -> None:
        """Begin another page with nothing on it."""
        self._keep_page()
        self.y = self.area.top

    def next_page(self) -> None:
        """Begin another page under a short running head."""
        self.fresh_page()
        style = FOOT
        room = self.area.width * 0.48
        for text, right in ((self._letterhead.branch, False), (self._running_title(), True)):
            fitted = fit(clean(text), face=style.face, size=style.size, room=room)
            shown = Style(style.face, fitted.size, style.leading, style.colour)
            if right:
                self.right(fitted.lines[0], self.area.right, self.y - 8, shown)
            else:
                self.left(fitted.lines[0], self.area.left, self.y - 8, shown)
        self.y -= 12
        self.rule(self.y)
        self.y -= 10

    def need(self, height: float) -> None:
        """Begin another page where less than ``height`` is left."""
        if self.y - height < self.area.bottom:
            self.next_page()

    def close(self) -> bytes:
        """Give the document, its pages numbered."""
        self._keep_page()
        for number, page in enumerate(self._pages, 1):
            self.canvas.__dict__.update(page)
            self._draw_footer(number, len(self._pages))
            self.canvas.showPage()
        return drawing.finish(self.canvas)

    def _keep_page(self) -> None:
        # How many pages there will be is known at the end: until then a page is kept undrawn.
        self._pages.append(dict(self.canvas.__dict__))
        self.canvas._startPage()  # noqa: SLF001 - the way reportlab's own examples number pages

    def _running_title(self) -> str:
        return f"{self._title}, {self._period}" if self._period else self._title

    # ---------------------------------------------------------------- drawing

    def left(self, text: str, x: float, y: float, style: Style) -> None:
        """Set one line from ``x`` on."""
        self.pen.texts(style, [(x, y, text)])

    def right(self, text: str, x: float, y: float, style: Style) -> None:
        """Set one line that ends at ``x``."""
        self.left(text, x - width(text, style.face, style.size), y, style)

    def centred(self, text: str, x: float, y: float, style: Style) -> None:
        """Set one line around ``x``."""
        self.left(text, x - width(text, style.face, style.size) / 2, y, style)

    def rule(self, y: float, colour: str = LINE, thickness: float = 0.6) -> None:
        """Draw a line across the text area."""
        self.pen.lines([(self.area.left, y, self.area.right, y)], colour, thickness)

    def paragraph(
        self, text: str, style: Style = BODY, *, after: float = 4, indent: float = 0
    ) -> None:
        """Set wrapped text at the present height, going on to another page where needed."""
        for line in wrap(clean(text), style.face, style.size, self.area.width - indent):
            self.need(style.leading)
            self.left(line, self.area.left + indent, self.y - style.size, style)
            self.y -= style.leading
        self.y -= after

    def signatures(self, places: Sequence[tuple[str, str]], *, space: float = 52) -> None:
        """Leave places to sign side by side: (who signs, the printed name or nothing)."""
        self.need(space + 44)
        self.y -= 8
        column = self.area.width / len(places)
        deepest = 0.0
        for number, (role, name) in enumerate(places):
            middle = self.area.left + column * (number + 0.5)
            deepest = max(deepest, self._signature(clean(role), clean(name), middle, column, space))
        self.y -= deepest

    def _signature(self, role: str, name: str, middle: float, column: float, space: float) -> float:
        used = 0.0
        if not role:
            return used
        for line in wrap(role, STRONG.face, STRONG.size, column - 12):
            self.centred(line, middle, self.y - used - STRONG.size, STRONG)
            used += 13
        self.centred(_("(signature, full name)"), middle, self.y - used - 8, NOTE)
        used += space
        if name:
            for line in wrap(name, STRONG.face, STRONG.size, column - 12):
                self.centred(line, middle, self.y - used - STRONG.size, STRONG)
                used += 13
        return used + 4

    # ------------------------------------------------------- the fixed parts

    def _draw_letterhead(self) -> None:
        head = self._letterhead
        room = self.area.width * (0.47 if head.motto else 0.8)
        start = self.y
        middle = self.area.left + room / 2
        for text, style in ((head.union, _UNION), (head.branch, _BRANCH)):
            for line in balance(clean(text), style.face, style.size, room) if text else ():
                if head.motto:
                    self.centred(line, middle, self.y - style.size, style)
                else:
                    self.left(line, self.area.left, self.y - style.size, style)
                self.y -= style.leading
        end = self.y
        if head.motto:
            self._short_rule(middle, self.y - 3)
            end = min(end, self._draw_motto(head.motto, start))
        self.y = end - 8
        if not head.motto:
            self.rule(self.y, ACCENT, 1.2)
        self.y -= 16

    def _draw_motto(self, motto: Sequence[str], start: float) -> float:
        room = self.area.width * 0.5
        middle = self.area.right - room / 2
        y = start
        for line in motto:
            fitted = fit(clean(line), face=Face.BOLD, size=9.5, room=room)
            self.centred(fitted.lines[0], middle, y - 9.5, Style(Face.BOLD, fitted.size, 12.5))
            y -= 12.5
        self._short_rule(middle, y - 3)
        return y

    def _short_rule(self, middle: float, y: float) -> None:
        self.pen.lines([(middle - 28, y, middle + 28, y)], INK, 0.6)

    def _draw_title(self) -> None:
        centre = self.area.left + self.area.width / 2
        for text, style in ((self._title, TITLE), (self._period, SUBTITLE)):
            for line in balance(text, style.face, style.size, self.area.width) if text else ():
                self.centred(line, centre, self.y - style.size, style)
                self.y -= style.leading
        self.y -= 12

    def _draw_footer(self, number: int, pages: int) -> None:
        y = self.area.bottom - 7 * MM
        self.rule(y + 11)
        page = _("Page {page} of {pages}").format(page=number, pages=pages)
        self.right(page, self.area.right, y, FOOT)
        printed = _("Printed by {name} on {date}").format(
            name=clean(self._printed.by), date=date_text(self._printed.on)
        )
        room = self.area.width - width(page, FOOT.face, FOOT.size) - 16
        fitted = fit(printed, face=FOOT.face, size=FOOT.size, room=room)
        self.left(
            fitted.lines[0],
            self.area.left,
            y,
            Style(FOOT.face, fitted.size, FOOT.leading, FOOT.colour),
        )
        # Last of all on the page: what somebody draws over it later comes after the line.
        if self._seal:
            size = min(SEAL.size, SEAL.size * self.area.width / self._seal_width())
            self.left(self._seal, self.area.left, y - 9, replace(SEAL, size=size))

    def _seal_width(self) -> float:
        return width(self._seal, SEAL.face, SEAL.size)
