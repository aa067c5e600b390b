# SPDX-License-Identifier: Apache-2.0
"""The member list on paper, with the columns the user chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain.fields import BY_NAME, CHOICE_LABELS, Kind
from unionbook.reports import canvas as drawing
from unionbook.reports.formats import date_text, number_text
from unionbook.reports.lettering import clean
from unionbook.reports.page import SIGNATURES, SMALL, Letterhead, Paper, Printed
from unionbook.reports.table import Align, Column, Row, Table, fitted, natural_widths
from unionbook.texts import gettext as _
from unionbook.texts import ngettext, pgettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_NARROW = (Kind.DATE, Kind.IDENTITY, Kind.PHONE, Kind.MONEY, Kind.NUMBER_CODE)
_SUMMARY = 40.0
"""Points that the totals take below the list."""
_PORTRAIT_ROOM = drawing.A4[0] - 34 * drawing.MM


def member_list(
    *,
    letterhead: Letterhead,
    printed: Printed,
    fields: Sequence[str],
    rows: Iterable[Sequence[object]],
    period: str = "",
    title: str = "",
    signatories: Sequence[tuple[str, str]] = (),
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """Make the list as a PDF: ``rows`` hold the stored values of ``fields``, in that order.

    It lies on its side where the columns need it. ``progress`` may raise to stop the work.
    """
    columns = [
        Column(pgettext("row number", "No."), Align.RIGHT, rigid=True),
        *map(_column, fields),
    ]
    shown = _texts(fields, rows)
    natural = natural_widths(columns, shown)
    paper = Paper(
        letterhead=letterhead,
        title=title or _("Member list"),
        period=period,
        printed=printed,
        landscape=sum(natural) > _PORTRAIT_ROOM * 1.12,
    )
    paper.open()
    table = Table(paper, fitted(columns, natural, paper.area.width))
    table.draw(shown, tail=_SUMMARY + (SIGNATURES if signatories else 0), progress=progress)
    _draw_summary(paper, fields, shown)
    if signatories:
        paper.signatures(signatories)
    return paper.close()


def _column(field: str) -> Column:
    known = BY_NAME.get(field)
    if known is None:
        return Column(clean(field))
    align = Align.RIGHT if known.kind is Kind.MONEY else Align.LEFT
    return Column(_(known.label), align, rigid=known.kind in _NARROW)


def _texts(fields: Sequence[str], rows: Iterable[Sequence[object]]) -> list[Row]:
    shows = [_show(field) for field in fields]
    return [
        (
            str(number),
            *(
                "" if value is None or value == "" else show(value)
                for show, value in zip(shows, row, strict=True)
            ),
        )
        for number, row in enumerate(rows, 1)
    ]


def _show(field: str) -> Callable[[object], str]:
    known = BY_NAME.get(field)
    kind = known.kind if known else Kind.TEXT
    if kind is Kind.DATE:
        return lambda value: date_text(str(value))
    if kind is Kind.MONEY:
        return lambda value: number_text(value) if isinstance(value, int) else clean(str(value))
    if kind is Kind.CHOICE:
        labels = {code: _(label) for code, label in CHOICE_LABELS.get(field, {}).items()}
        return lambda value: labels.get(str(value), str(value))
    return lambda value: clean(str(value))


def _draw_summary(paper: Paper, fields: Sequence[str], rows: Sequence[Row]) -> None:
    total = len(rows)
    parts = [
        ngettext("Total: {count} member", "Total: {count} members", total).format(
            count=number_text(total)
        )
    ]
    for field in ("sex", "status"):
        if field in fields:
            parts.extend(_counts(field, [row[fields.index(field) + 1] for row in rows]))
    paper.y -= 6
    paper.paragraph("   ·   ".join(parts) if len(parts) > 1 else parts[0], SMALL)


def _counts(field: str, values: Sequence[str]) -> list[str]:
    counted = ((_(label), values.count(_(label))) for label in CHOICE_LABELS[field].values())
    return [f"{label}: {number_text(count)}" for label, count in counted if count]
