# SPDX-License-Identifier: Apache-2.0
"""Reminders of dues: a slip for each member, three to an A4 page, to be cut apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.reports import form
from unionbook.reports.canvas import Face
from unionbook.reports.formats import date_text, number_text
from unionbook.reports.lettering import Style, clean, wrap
from unionbook.reports.page import BODY, MUTED, SMALL, STRONG, Letterhead, Paper, Printed
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_HEAD = Style(Face.SEMIBOLD, 8.5, 11)
_TITLE = Style(Face.BOLD, 12, 17)
_TO = Style(Face.REGULAR, 9.5, 14, MUTED)
_SIGN_SPACE = 34.0
_BETWEEN = 20.0
_MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one member owes: in all, and month by month (ISO months with sums), oldest first."""

    name: str
    number: str
    department: str
    total: int
    months: tuple[tuple[str, int], ...]


def reminders(
    found: Sequence[Reminder],
    *,
    letterhead: Letterhead,
    printed: Printed,
    currency: str,
    treasurer: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """Make the slips as a PDF, in their order. ``progress`` may raise to stop the work."""
    paper = Paper(letterhead=letterhead, title=_("Reminders of dues"), printed=printed)
    for place, one in enumerate(found, 1):
        lines = _lines(paper, one, currency)
        height = _height(lines)
        if place > 1:
            if paper.y - height - _BETWEEN < paper.area.bottom:
                paper.fresh_page()
            else:
                form.cut_line(paper)
        _draw(paper, letterhead, one, lines, (date_text(printed.on), treasurer))
        if progress:
            progress(place, len(found))
    return paper.close()


def _lines(paper: Paper, one: Reminder, currency: str) -> list[tuple[str, Style]]:
    count = len(one.months)
    told = ngettext(
        "According to the branch's books, dues of {count} month are not paid yet: {amount}.",
        "According to the branch's books, dues of {count} months are not paid yet: {amount}.",
        count,
    ).format(count=count, amount=f"{number_text(one.total)} {currency}")
    shown = [f"{month[5:]}/{month[:4]}: {number_text(left)}" for month, left in one.months]
    if len(shown) > _MOST_MONTHS:
        earlier = sum(left for _month, left in one.months[:-_MOST_MONTHS])
        before = _("earlier: {amount}").format(amount=number_text(earlier))
        shown = [before, *shown[-_MOST_MONTHS:]]
    asked = _(
        "Please pay to the treasurer. If you have paid already, show the receipt and we correct "
        "the book."
    )
    parts = ((told, STRONG), ("; ".join(shown) + ".", BODY), (asked, BODY))
    return [
        (line, style)
        for text, style in parts
        for line in wrap(clean(text), style.face, style.size, paper.area.width)
    ]


def _height(lines: Sequence[tuple[str, Style]]) -> float:
    body = sum(style.leading for _line, style in lines)
    return 2 * _HEAD.leading + _TITLE.leading + _TO.leading + body + _SIGN_SPACE + 40


def _draw(
    paper: Paper,
    letterhead: Letterhead,
    one: Reminder,
    lines: Sequence[tuple[str, Style]],
    signed: tuple[str, str],
) -> None:
    area = paper.area
    for text in (letterhead.union, letterhead.branch):
        if text:
            first = wrap(clean(text), _HEAD.face, _HEAD.size, area.width)[0]
            paper.left(first, area.left, paper.y - _HEAD.size, _HEAD)
            paper.y -= _HEAD.leading
    paper.y -= 4
    paper.left(_("Reminder of dues").upper(), area.left, paper.y - _TITLE.size, _TITLE)
    paper.y -= _TITLE.leading
    who = "  ·  ".join(part for part in (one.name, one.number, one.department) if part)
    to = wrap(clean(_("To: {who}").format(who=who)), _TO.face, _TO.size, area.width)[0]
    paper.left(to, area.left, paper.y - _TO.size, _TO)
    paper.y -= _TO.leading + 2
    for line, style in lines:
        paper.left(line, area.left, paper.y - style.size, style)
        paper.y -= style.leading
    _sign(paper, *signed)


def _sign(paper: Paper, day: str, treasurer: str) -> None:
    middle = paper.area.right - 90
    paper.y -= 6
    paper.centred(day, middle, paper.y - SMALL.size, SMALL)
    paper.y -= SMALL.leading
    paper.centred(_("Treasurer"), middle, paper.y - _HEAD.size, _HEAD)
    paper.y -= _HEAD.leading + _SIGN_SPACE
    if treasurer:
        paper.centred(clean(treasurer), middle, paper.y - _HEAD.size, _HEAD)
    paper.y -= _HEAD.leading
