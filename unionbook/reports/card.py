# SPDX-License-Identifier: Apache-2.0
"""What a membership card is made of, and the ground both its faces stand on (ISO/IEC 7810 ID-1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.reports.canvas import MM

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.reports.card_template import CardTemplate
    from unionbook.reports.pen import Pen

WIDTH = 85.60 * MM
HEIGHT = 53.98 * MM
MARGIN = 4 * MM
_LINE = 0.8 * MM


@dataclass(frozen=True, slots=True)
class Card:
    """One member's card: stored values as they are, the photo as the bytes of a JPEG."""

    full_name: str
    number: str = ""
    official_number: str = ""
    card_number: str = ""
    born_on: str = ""
    department: str = ""
    job: str = ""
    union_post: str = ""
    joined_on: str = ""
    issued_on: str = ""
    valid_until: str = ""
    photo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues the card, and where a lost one may be brought."""

    union: str
    branch: str
    address: str = ""
    emblem: bytes | None = None


class Ground:
    """What is the same on every card of a document: kept once as a form, shown on each."""

    def __init__(
        self, pen: Pen, name: str, template: CardTemplate, *, bleed: float, band: float
    ) -> None:
        self._pen = pen
        self._name = f"card-{name}"
        self._template = template
        self._bleed = bleed
        self._band = band

    def keep(self, draw: Callable[[], None]) -> None:
        """Keep the ground, its band and what ``draw`` adds."""
        canvas, bleed = self._pen.canvas, self._bleed
        canvas.beginForm(self._name, -bleed, -bleed, WIDTH + bleed, HEIGHT + bleed)
        self._draw_sheet()
        draw()
        canvas.endForm()

    def show(self) -> None:
        """Show the ground at the present origin."""
        canvas = self._pen.canvas
        canvas._formsinuse.append(self._name)  # noqa: SLF001 - as doForm does, without its state
        internal = canvas._doc.getXObjectName(self._name)  # noqa: SLF001 - likewise
        self._pen.write(f"/{internal} Do")

    def _draw_sheet(self) -> None:
        """Draw ground and band, reaching over the edge so that a cut leaves no white."""
        colours, bleed, band = self._template.colours, self._bleed, self._band
        wide = WIDTH + 2 * bleed
        self._pen.boxes([(-bleed, -bleed, wide, HEIGHT + 2 * bleed)], colours.paper)
        self._pen.boxes([(-bleed, HEIGHT - band, wide, band + bleed)], colours.band)
        self._pen.boxes([(-bleed, HEIGHT - band - _LINE, wide, _LINE)], colours.accent)
