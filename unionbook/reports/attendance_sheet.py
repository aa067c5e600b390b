# SPDX-License-Identifier: Apache-2.0
"""The sheet that people sign when they come to a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.reports import form
from unionbook.reports.formats import date_text, number_text
from unionbook.reports.lettering import clean
from unionbook.reports.page import Letterhead, Paper, Printed
from unionbook.reports.table import Align, Column, Table, fitted, natural_widths
from unionbook.texts import gettext as _
from unionbook.texts import pgettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_ROW = 24.0
"""Points: room for a signature."""
_SPARE = 5
_FOOT = 140.0
"""Points that the counts and the places to sign take."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What people come together for; what is not known yet is filled in by hand."""

    subject: str
    on: str = ""
    at: str = ""
    place: str = ""
    chair: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person who is expected."""

    full_name: str
    number: str = ""
    department: str = ""


def attendance_sheet(
    *,
    letterhead: Letterhead,
    printed: Printed,
    meeting: Meeting,
    people: Iterable[Attendee],
    spare: int = _SPARE,
    signatories: Sequence[tuple[str, str]] = (),
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """Make the sheet as a PDF, with ``spare`` empty rows for those who come unexpected."""
    expected = list(people)
    rows = [
        (number_text(at), clean(one.full_name), clean(one.number), clean(one.department), "", "")
        for at, one in enumerate(expected, 1)
    ]
    last = len(rows)
    rows += [(number_text(last + at), "", "", "", "", "") for at in range(1, spare + 1)]
    paper = Paper(
        letterhead=letterhead,
        title=_("Attendance sheet"),
        period=meeting.subject,
        printed=printed,
    )
    paper.open()
    _draw_meeting(paper, meeting)
    columns = _columns()
    widths = natural_widths(columns, rows)
    Table(paper, fitted(columns, widths, paper.area.width), row_height=_ROW, grid=True).draw(
        rows, tail=_FOOT, progress=progress
    )
    _draw_foot(paper, len(expected), signatories)
    return paper.close()


def _columns() -> list[Column]:
    return [
        Column(pgettext("row number", "No."), Align.RIGHT, rigid=True),
        Column(_("Full name")),
        Column(_("Number"), rigid=True),
        Column(_("Department")),
        Column(_("Signature"), rigid=True, width=105),
        Column(_("Note"), rigid=True, width=62),
    ]


def _draw_meeting(paper: Paper, meeting: Meeting) -> None:
    form.line(
        paper,
        [
            form.Blank(_("Date"), date_text(meeting.on)),
            form.Blank(_("Time"), meeting.at, 0.8),
            form.Blank(_("Chair"), meeting.chair, 1.6),
        ],
    )
    form.line(paper, [form.Blank(_("Place"), meeting.place)])
    paper.y -= 10


def _draw_foot(paper: Paper, expected: int, signatories: Sequence[tuple[str, str]]) -> None:
    paper.need(_FOOT)
    paper.y -= 6
    form.line(
        paper,
        [
            form.Blank(_("Expected"), number_text(expected)),
            form.Blank(_("Present")),
            form.Blank(_("Absent with notice"), share=1.3),
            form.Blank(_("Absent without notice"), share=1.4),
        ],
    )
    paper.y -= 4
    paper.signatures(signatories or [(_("Chair of the meeting"), ""), (_("Minute taker"), "")])
