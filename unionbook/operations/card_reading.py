# SPDX-License-Identifier: Apache-2.0
"""Checking a card that somebody shows: by what a scanner types, or by a picture of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain import clock
from unionbook.errors import UnreadableFileError
from unionbook.operations import card_statement, pictures
from unionbook.operations.card_statement import ForgedCardError, Statement
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Session

__all__ = ["ForgedCardError", "Statement", "branch_key", "check_card", "is_expired", "read_code"]

_MOST_BYTES = 30_000_000
_SIDES = (None, 2000, 1000)
"""Pixels: a photo of a phone is often read better when it is smaller."""


def check_card(session: Session, *, content: bytes) -> Statement:
    """Give what a card of this branch says. Raises ForgedCardError."""
    session.require("read_members")
    # What scanners and editors add at the end of lines is no part of the statement.
    bare = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").strip(b"\n ")
    return card_statement.verify(bare, card_statement.public_key(session))


def branch_key(session: Session) -> str:
    """Give the text with which anybody can check the branch's cards."""
    session.require("read_members")
    return card_statement.public_key(session)


def is_expired(statement: Statement) -> bool:
    """Tell whether the day until which the card holds is over."""
    return bool(statement.valid_until) and statement.valid_until < clock.today()


def read_code(path: Path) -> bytes:
    """Give the content of the code in a photo or a scan of a card. Raises UnreadableFileError."""
    import zxingcpp  # noqa: PLC0415 - only this reads codes
    from PIL import ImageOps  # noqa: PLC0415 - slow, rarely needed

    too_large = _("{name} is too large for a photo.")
    with pictures.opened(path, most=_MOST_BYTES, too_large=too_large) as picture:
        upright = ImageOps.exif_transpose(picture).convert("L")
    for side in _SIDES:
        smaller = upright.copy()
        if side:
            smaller.thumbnail((side, side))
        found = zxingcpp.read_barcodes(smaller)
        if found:
            return bytes(found[0].bytes)
    raise UnreadableFileError(
        _("There is no code in {name}. Photograph the whole back, straight from above.").format(
            name=path.name
        )
    )
