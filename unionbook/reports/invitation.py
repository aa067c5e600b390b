# SPDX-License-Identifier: Apache-2.0
"""The sheet with which a federation invites a branch: who, for which place, and a code to read."""

from __future__ import annotations

from dataclasses import dataclass

from unionbook.reports import canvas as drawing
from unionbook.reports import form, qr
from unionbook.reports.canvas import MM
from unionbook.reports.lettering import Style
from unionbook.reports.page import ACCENT, BODY, LINE, STRONG, Letterhead, Paper, Printed
from unionbook.texts import gettext as _

_CODE = 128 * MM
_QUIET = 4


@dataclass(frozen=True, slots=True)
class InvitationSheet:
    """What stands on the sheet; ``content`` is the invitation itself, byte for byte."""

    federation: str
    unit: str
    place: str
    policy: str
    content: bytes
    key: str


def invitation_sheet(*, letterhead: Letterhead, printed: Printed, sheet: InvitationSheet) -> bytes:
    """Make the sheet as a PDF. Raises InvalidValueError where it is too long for a code."""
    paper = Paper(letterhead=letterhead, title=_("Invitation"), printed=printed)
    paper.open()
    paper.paragraph(
        _(
            "{federation} invites {unit} to send its months and to receive what comes from above."
        ).format(federation=sheet.federation, unit=sheet.unit),
        STRONG,
        after=6,
    )
    form.line(paper, [form.Blank(_("Place in the tree"), sheet.place)])
    form.line(paper, [form.Blank(_("What is sent"), sheet.policy)])
    form.line(paper, [form.Blank(_("Key of the federation"), sheet.key[:32])])
    paper.y -= 6
    _draw_code(paper, sheet.content)
    _draw_advice(paper)
    return paper.close()


def _draw_code(paper: Paper, content: bytes) -> None:
    code = qr.encode(content)
    left = paper.area.left + (paper.area.width - _CODE) / 2
    top = paper.y
    paper.pen.frames([(left, top - _CODE, _CODE, _CODE)], LINE, 0.6)
    module = _CODE / (code.size + 2 * _QUIET)
    inner, corner = module * code.size, module * _QUIET
    paper.pen.write("q 0 0 0 rg")
    place = (left + corner, top - _CODE + corner, inner, inner)
    drawing.show_bits(paper.canvas, "invitation", code.bits, code.size, place)
    paper.pen.write("Q")
    paper.y = top - _CODE - 10


def _draw_advice(paper: Paper) -> None:
    form.section(paper, _("What to do"))
    for sentence in (
        _("Open the file of the invitation in the branch's register, or a scan of this code."),
        _("Send the answer back, by stick or by mail: nothing in it is secret."),
        _("Compare the six words by telephone, and confirm on both sides."),
    ):
        top = paper.y
        paper.paragraph(sentence, BODY, after=1, indent=12)
        paper.left("•", paper.area.left + 2, top - BODY.size, Style(BODY.face, 10, 15, ACCENT))
