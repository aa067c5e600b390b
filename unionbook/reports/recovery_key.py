# SPDX-License-Identifier: Apache-2.0
"""The sheet with the key that opens a register when every passphrase is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.reports import canvas as drawing
from unionbook.reports import form, qr
from unionbook.reports.canvas import MM, Face
from unionbook.reports.formats import date_text
from unionbook.reports.lettering import Style, width
from unionbook.reports.page import (
    ACCENT,
    BODY,
    INK,
    LINE,
    MUTED,
    STRONG,
    ZEBRA,
    Letterhead,
    Paper,
    Printed,
)
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

_CODE = 42 * MM
_QUIET = 4
_PER_ROW = 4
_GROUP_HEIGHT = 34.0
_GROUP = Style(Face.SEMIBOLD, 15, 20, INK)
_COUNT = Style(Face.REGULAR, 6.5, 8, MUTED)
_TRACKING = 3.0
"""Points between the letters of a group: one is copied by hand after another."""
_LETTERS = 4


@dataclass(frozen=True, slots=True)
class KeyOf:
    """What the key opens."""

    register: str
    register_id: str = ""
    made_on: str = ""


def recovery_key_sheet(
    *, letterhead: Letterhead, printed: Printed, key: str, key_of: KeyOf
) -> bytes:
    """Make the sheet as a PDF: the key in groups, as a code, and what to do with it."""
    paper = Paper(letterhead=letterhead, title=_("Recovery key"), printed=printed)
    paper.open()
    paper.paragraph(
        _(
            "This key opens everything in the register below, without any passphrase. Whoever "
            "holds this sheet and the register's files can read every member's data."
        ),
        STRONG,
        after=8,
    )
    form.line(
        paper,
        [
            form.Blank(_("Register"), key_of.register, 1.6),
            form.Blank(_("Made on"), date_text(key_of.made_on)),
        ],
    )
    if key_of.register_id:
        form.line(paper, [form.Blank(_("Register number"), key_of.register_id)])
    paper.y -= 10
    _draw_key(paper, key)
    _draw_advice(paper)
    _draw_keeping(paper)
    return paper.close()


def groups(key: str) -> list[str]:
    """Give the key in the groups it is read out in."""
    parts = key.replace("-", " ").split()
    if len(parts) > 1:
        return parts
    return [key[at : at + _LETTERS] for at in range(0, len(key), _LETTERS)]


def _draw_key(paper: Paper, key: str) -> None:
    shown = groups(key)
    top = paper.y
    room = paper.area.width - _CODE - 8 * MM
    bottom = _draw_groups(paper, shown, room)
    _draw_code(paper, key, top)
    paper.y = min(bottom, top - _CODE) - 14


def _draw_groups(paper: Paper, shown: Sequence[str], room: float) -> float:
    per_row = min(_PER_ROW, len(shown))
    wide = (room - (per_row - 1) * 6) / per_row
    y = paper.y
    for at, group in enumerate(shown):
        if at and at % per_row == 0:
            y -= _GROUP_HEIGHT + 6
        x = paper.area.left + (at % per_row) * (wide + 6)
        paper.pen.boxes([(x, y - _GROUP_HEIGHT, wide, _GROUP_HEIGHT)], ZEBRA)
        paper.pen.frames([(x, y - _GROUP_HEIGHT, wide, _GROUP_HEIGHT)], LINE, 0.6)
        paper.left(str(at + 1), x + 3, y - 8, _COUNT)
        _draw_spaced(paper, group, x + wide / 2, y - _GROUP_HEIGHT + 10, wide - 10)
    return y - _GROUP_HEIGHT


def _draw_spaced(paper: Paper, group: str, middle: float, y: float, room: float) -> None:
    natural = width(group, _GROUP.face, _GROUP.size) + _TRACKING * (len(group) - 1)
    scale = min(1.0, room / natural)
    style = Style(_GROUP.face, _GROUP.size * scale, 0, _GROUP.colour)
    x = middle - natural * scale / 2
    placed = []
    for letter in group:
        placed.append((x, y, letter))
        x += width(letter, style.face, style.size) + _TRACKING * scale
    paper.pen.texts(style, placed)


def _draw_code(paper: Paper, key: str, top: float) -> None:
    code = qr.encode(key.encode())
    left = paper.area.right - _CODE
    paper.pen.frames([(left, top - _CODE, _CODE, _CODE)], LINE, 0.6)
    module = _CODE / (code.size + 2 * _QUIET)
    inner = module * code.size
    corner = module * _QUIET
    paper.pen.write("q 0 0 0 rg")
    place = (left + corner, top - _CODE + corner, inner, inner)
    drawing.show_bits(paper.canvas, "recovery-key", code.bits, code.size, place)
    paper.pen.write("Q")


def _draw_advice(paper: Paper) -> None:
    for title, sentences in (
        (
            _("Keep it"),
            (
                _("In a safe or a sealed envelope, not beside the PC and not in the same room."),
                _("On paper only: no photo, no scan, no e-mail, no chat."),
                _("A second copy with the level above protects against fire and flood."),
            ),
        ),
        (
            _("Use it"),
            (
                _("When a passphrase is forgotten or its owner has left without handing over."),
                _(
                    "Start unionbook, open the register, choose the recovery key, and type the "
                    "groups in order or show the code to a scanner. Then set a new passphrase."
                ),
            ),
        ),
        (
            _("If it may have been seen"),
            (
                _(
                    "Open the register and renew the recovery key at once: this one then opens "
                    "nothing any more. Burn or shred the old sheet."
                ),
            ),
        ),
    ):
        form.section(paper, title)
        for sentence in sentences:
            top = paper.y
            paper.paragraph(sentence, BODY, after=1, indent=12)
            paper.left("•", paper.area.left + 2, top - BODY.size, Style(BODY.face, 10, 15, ACCENT))


def _draw_keeping(paper: Paper) -> None:
    form.section(paper, _("Where this sheet is"))
    form.line(paper, [form.Blank(_("Kept by"), share=1.4), form.Blank(_("Place"), share=1.4)])
    form.line(paper, [form.Blank(_("Sealed on")), form.Blank(_("Opened on")), form.Blank(_("By"))])
