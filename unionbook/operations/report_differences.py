# SPDX-License-Identifier: Apache-2.0
"""In which figures a report that was handed out differs from the register as it is now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import history, ledger_traces
from unionbook.domain.report_tables import TOTAL_ROW, Cell, trace_of
from unionbook.operations.report_seal import canonical
from unionbook.reports.formats import number_text
from unionbook.reports.money_report import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionbook.domain.report_tables import ReportTable, Trace
    from unionbook.operations.report_seal import Seal
    from unionbook.operations.sessions import Session

_FIGURES = (Cell.MONEY, Cell.COUNT, Cell.MARK)
_Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that differs: in which row and column, what the report says and the register.

    ``row`` counts from 1, 0 is the line of totals or one that the report lacks; ``then`` is what
    the register said when the report was made, None where that cannot be told. A row that only one
    of them has differs as a whole: ``column`` is empty.
    """

    row: int
    name: str
    column: str
    shown: str
    now: str
    then: str | None = None

    @property
    def was_right(self) -> bool:
        """Whether the register said the same when the report was made."""
        return self.then is not None and _figure(self.then) == _figure(self.shown)


def _figure(text: str) -> str:
    return canonical(Cell.MONEY, text) or "0"


def differences(
    session: Session, *, report: ReportTable, seal: Seal, rows: Sequence[_Texts]
) -> Iterator[Difference]:
    """Give what differs between the rows of a paper and the same report made now.

    ``rows`` are texts, those of the line of totals too, where the ``seal`` says there is one.
    """
    now = _shown(report)
    held: defaultdict[_Texts, list[int]] = defaultdict(list)
    for at, row in enumerate(now):
        held[_key(report, row, total=at >= len(report.rows))].append(at)
    for at, row in enumerate(rows):
        total = at >= seal.rows
        number = 0 if total else at + 1
        places = held[_key(report, row, total=total)]
        if places:
            place = places.pop(0)
            yield from _in_row(session, report, seal, place, number, (row, now[place]))
        else:
            yield Difference(number, _name(report, row), "", _whole(row), "")
    for place in sorted(place for places in held.values() for place in places):
        yield Difference(0, _name(report, now[place]), "", "", _whole(now[place]))


def _shown(report: ReportTable) -> list[_Texts]:
    lines = (*report.rows, *([report.total] if report.total else []))
    return [
        tuple(cell_text(column, value) for column, value in zip(report.columns, line, strict=True))
        for line in lines
    ]


def _key(report: ReportTable, row: _Texts, *, total: bool) -> _Texts:
    """Give what a row is known by: all its words, and whether it is the line of totals."""
    words = (
        canonical(column.cell, text)
        for column, text in zip(report.columns, row, strict=True)
        if column.cell not in _FIGURES
    )
    return ("total" if total else "row", *words)


def _name(report: ReportTable, row: _Texts) -> str:
    words = [
        text
        for column, text in zip(report.columns, row, strict=True)
        if text and column.cell not in _FIGURES
    ]
    return " ".join(words[:2])


def _whole(row: _Texts) -> str:
    return " ".join(part for part in row if part)


def _in_row(
    session: Session,
    report: ReportTable,
    seal: Seal,
    place: int,
    number: int,
    texts: tuple[_Texts, _Texts],
) -> Iterator[Difference]:
    shown, now = texts
    at_row = place if place < len(report.rows) else TOTAL_ROW
    for at, column in enumerate(report.columns):
        if canonical(column.cell, shown[at]) == canonical(column.cell, now[at]):
            continue
        if column.cell is not Cell.MONEY:
            name = _name(report, shown)
            yield Difference(number, name, column.title, shown[at], now[at])
            continue
        trace = trace_of(report, at_row, at)
        then = _then(session, seal, trace) if trace else None
        name = _name(report, shown)
        yield Difference(number, name, column.title, _grouped(shown[at]), now[at], then)


def _grouped(text: str) -> str:
    """Give a sum out of a workbook as paper shows it."""
    return number_text(int(text)) if text.isascii() and text.isdigit() else text


def _then(session: Session, seal: Seal, trace: Trace) -> str | None:
    """Give what a figure was when the report was made: of the vouchers that were there then."""
    moment = history.clock_of(session.database, seal.step)
    if moment is None or trace.partly:
        return None
    parts = ledger_traces.parts_of(session.database, trace)
    known = history.made_until(session.database, list(parts), moment)
    return number_text(sum(amount for voucher, amount in parts.items() if voucher in known))
