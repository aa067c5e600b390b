# SPDX-License-Identifier: Apache-2.0
"""The look of the branch's membership cards: colours, fields, texts and emblem, kept by it."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import settings
from unionbook.errors import InvalidValueError
from unionbook.operations import pictures
from unionbook.reports import card_template
from unionbook.reports.card_template import FIELD_LABELS, MOST_FIELDS, MOST_LINES, CardTemplate
from unionbook.reports.card_template import Colours as CardColours
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["FIELD_LABELS", "MOST_FIELDS", "MOST_LINES", "CardColours", "CardTemplate"]

_TEMPLATE, _EMBLEM = "card_template", "card_emblem"
_SIDE = 400
"""Pixels: more than a printer shows on one centimetre."""
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Design:
    """The template of the cards, and the emblem as the bytes of a picture."""

    template: CardTemplate
    emblem: bytes | None = None


def program_design() -> Design:
    """Give the design that comes with the program."""
    return Design(card_template.default_template())


def read_design(session: Session) -> Design:
    """Give the branch's design, or the program's own where it has none.

    A template that a newer program wrote and this one cannot read is no reason to print no cards.
    """
    text = settings.get_setting(session.database, _TEMPLATE)
    emblem = settings.get_setting(session.database, _EMBLEM)
    try:
        template = card_template.read_template(text) if text else program_design().template
    except InvalidValueError:
        template = program_design().template
    return Design(template, _usual(base64.b64decode(emblem)) if emblem else None)


def _usual(emblem: bytes) -> bytes | None:
    """Give an emblem, or None for one that would take much memory: it may come from another PC."""
    # A PNG begins with its width and its height.
    width, height = int.from_bytes(emblem[16:20], "big"), int.from_bytes(emblem[20:24], "big")
    return emblem if 0 < width <= _SIDE and 0 < height <= _SIDE else None


def save_design(session: Session, *, design: Design) -> Changes:
    """Keep a design for the branch's cards. Raises InvalidValueError for what no card can show."""
    text = card_template.write_template(design.template)
    card_template.read_template(text)
    emblem = base64.b64encode(design.emblem).decode() if design.emblem else None
    with session.commit("change_settings") as changes:
        settings.set_setting(session.office, session.site, _TEMPLATE, text)
        settings.set_setting(session.office, session.site, _EMBLEM, emblem)
    return changes


def read_emblem(path: Path) -> bytes:
    """Give a picture as an emblem: as small as a card needs it, its transparency kept.

    Raises UnreadableFileError.
    """
    too_large = _("{name} is too large for an emblem.")
    with pictures.opened(path, most=_MOST_BYTES, too_large=too_large) as picture:
        small = picture.convert("RGBA")
        small.thumbnail((_SIDE, _SIDE))
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()
