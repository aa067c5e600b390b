# SPDX-License-Identifier: Apache-2.0
"""Reports by form: yearly estimate and settlement, and the report of income and spending.

A line is the sum of the accounts that feed it; which do is data, and so are the lines. The fund
before and after is what assets exceed debts by, so what came in and went out lies exactly between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import estimates, ledger, ledger_traces
from unionbook.domain import periods
from unionbook.domain.drawing import Bar, Chart, ChartKind, Unit
from unionbook.domain.ledger import AccountKind
from unionbook.domain.report_forms import Form, FormLine, LineKind, form_of
from unionbook.domain.report_tables import Cell, ReportColumn, ReportTable, Trace, Tracing, Value
from unionbook.operations import share_table
from unionbook.operations.report_kinds import ReportKind, Shelf, Span
from unionbook.texts import N_, in_language
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unionbook.operations.sessions import Session

SETTLEMENT, ESTIMATE, MONTHLY = "B07", "B14", "MONTHLY"
_FUNDS = (AccountKind.INCOME, AccountKind.EXPENSE, AccountKind.EQUITY)
_KINDS = {AccountKind.INCOME: LineKind.INCOME, AccountKind.EXPENSE: LineKind.SPENDING}
_STRONG = (LineKind.SUM, LineKind.OPENING, LineKind.CLOSING)


@dataclass(frozen=True, slots=True)
class _Lines:
    """A form filled from the ledger: which accounts each line is made of."""

    form: Form
    accounts: Mapping[str, tuple[int, ...]]
    funds: tuple[int, ...]
    equity: tuple[int, ...]

    def trace(self, line: FormLine, first: str, last: str) -> Trace:
        """Give what a line is made of between two months."""
        before = periods.last_day(periods.later(first, -1))
        since, until = periods.first_day(first), periods.last_day(last)
        if line.kind is LineKind.CLOSING:
            return Trace(_each(self.funds), until=until, factor=-1)
        if line.kind is LineKind.OPENING:
            # What a branch opens its books with in the course of the year was there before.
            brought = Trace(
                _each(self.equity), since=since, until=until, factor=-1, besides=self.equity
            )
            return Trace(_each(self.funds), until=before, factor=-1, also=brought)
        of = line.of or (line.code,)
        accounts = [number for code in of for number in self.accounts.get(code, ())]
        factor = -1 if self._kind(line) is LineKind.INCOME else 1
        return Trace(_each(accounts), since=since, until=until, factor=factor, besides=self.equity)

    def _kind(self, line: FormLine) -> LineKind:
        """Give whether a line, or those it sums up, are income or spending."""
        if line.kind is not LineKind.SUM:
            return line.kind
        return next(one.kind for one in self.form.lines if one.code == line.of[0])


def _each(accounts: Iterable[int]) -> tuple[tuple[int, int], ...]:
    return tuple((number, 1) for number in accounts)


def _lines_of(session: Session, key: str, first: str, last: str) -> _Lines:
    """Give a form's lines with their accounts; an account that feeds none goes with the rest."""
    session.require("read_money")
    form = form_of(session.info.country, key)
    since, until = periods.first_day(first), periods.last_day(last)
    fed = ledger.fed_lines(session.database, key, since, until)
    known = {line.code for line in form.lines}
    rest = {line.kind: line.code for line in form.lines if line.rest}
    held: dict[str, list[int]] = {}
    accounts = ledger.list_accounts(session.database)
    for one in accounts:
        if one.kind in _KINDS:
            code = fed.get(one.id, "")
            place = code if code in known else rest[_KINDS[one.kind]]
            held.setdefault(place, []).append(one.id)
    return _Lines(
        form,
        {code: tuple(numbers) for code, numbers in held.items()},
        tuple(one.id for one in accounts if one.kind in _FUNDS),
        tuple(one.id for one in accounts if one.kind is AccountKind.EQUITY),
    )


def settlement(session: Session, *, first: str, last: str) -> ReportTable:
    """Give the year's settlement: each line as estimated, as it came, and room to approve."""
    lines = _lines_of(session, SETTLEMENT, first, last)
    traces = {line.code: lines.trace(line, first, last) for line in lines.form.lines}
    came = {code: ledger_traces.sum_of(session.database, one) for code, one in traces.items()}
    planned = _planned(session, lines.form, int(first[:4]), came)
    columns = (_("Estimate"), _("Settlement"), _("Approved above"))
    rows = tuple(
        (line.code, in_language(line.names), planned[line.code], came[line.code], None)
        for line in lines.form.lines
    )
    cells = {(at, 3): traces[line.code] for at, line in enumerate(lines.form.lines)}
    return _table("settlement", lines.form, (first, last), columns, rows, cells, came)


def estimate(session: Session, *, first: str, last: str) -> ReportTable:
    """Give the year's estimate beside what came the year before, and room to approve."""
    earlier = periods.later(first, -12), periods.later(last, -12)
    lines = _lines_of(session, ESTIMATE, *earlier)
    traces = {line.code: lines.trace(line, *earlier) for line in lines.form.lines}
    came = {code: ledger_traces.sum_of(session.database, one) for code, one in traces.items()}
    closing = next(line.code for line in lines.form.lines if line.kind is LineKind.CLOSING)
    opening = next(line.code for line in lines.form.lines if line.kind is LineKind.OPENING)
    planned = _planned(session, lines.form, int(first[:4]), {opening: came[closing]})
    columns = (
        _("Settled in {year}").format(year=earlier[0][:4]),
        _("Estimate for {year}").format(year=first[:4]),
        _("Approved above"),
    )
    rows = tuple(
        (line.code, in_language(line.names), came[line.code], planned[line.code], None)
        for line in lines.form.lines
    )
    cells = {(at, 2): traces[line.code] for at, line in enumerate(lines.form.lines)}
    shown = {code: amount or 0 for code, amount in planned.items()}
    return _table("estimate", lines.form, (first, last), columns, rows, cells, shown)


def _planned(
    session: Session, form: Form, year: int, actual: Mapping[str, int]
) -> dict[str, int | None]:
    """Give what was estimated for each line; sums and the fund at the end follow from the rest."""
    typed = estimates.by_line(session.database, year, ESTIMATE)
    found: dict[str, int | None] = {line.code: typed.get(line.code) for line in form.lines}
    if not typed:
        return found
    change = 0
    for line in form.lines:
        if line.kind is LineKind.SUM and found[line.code] is None:
            parts = [found[code] for code in line.of]
            known = [part for part in parts if part is not None]
            found[line.code] = sum(known) if known else None
        if line.kind is LineKind.SUM:
            income = any(one.code == line.of[0] and one.kind is LineKind.INCOME
                         for one in form.lines)  # fmt: skip
            change += (found[line.code] or 0) * (1 if income else -1)
        if line.kind is LineKind.OPENING and found[line.code] is None:
            found[line.code] = actual[line.code]
        if line.kind is LineKind.OPENING:
            change += found[line.code] or 0
    for line in form.lines:
        if line.kind is LineKind.CLOSING and found[line.code] is None:
            found[line.code] = change
    return found


def monthly(session: Session, *, first: str, last: str) -> ReportTable:
    """Give income and spending of some months and since January, and who gets which share."""
    january = f"{last[:4]}-01"
    lines = _lines_of(session, MONTHLY, min(first, january), last)
    spans = ((first, last), (january, last))
    columns = (_("In this period"), _("Since January"))
    rows: list[tuple[Value, ...]] = []
    cells: dict[tuple[int, int], Trace] = {}
    now: dict[str, int] = {}
    for at, line in enumerate(lines.form.lines):
        sums = []
        for column, span in enumerate(spans, 2):
            cells[at, column] = lines.trace(line, *span)
            sums.append(ledger_traces.sum_of(session.database, cells[at, column]))
        now[line.code] = sums[0]
        rows.append((line.code, in_language(line.names), *sums))
    shares = share_table.shares_of(session, spans, start=len(rows))
    rows += shares.rows
    return _table(
        "income-spending",
        lines.form,
        (first, last),
        columns,
        tuple(rows),
        cells | shares.cells,
        now,
        more_strong=shares.strong,
    )


def _table(
    name: str,
    form: Form,
    span: tuple[str, str],
    titles: tuple[str, ...],
    rows: tuple[tuple[Value, ...], ...],
    cells: Mapping[tuple[int, int], Trace],
    charted: Mapping[str, int],
    *,
    more_strong: frozenset[int] = frozenset(),
) -> ReportTable:
    strong = {at for at, line in enumerate(form.lines) if line.kind in _STRONG}
    columns = (
        ReportColumn(_("Code")),
        ReportColumn(_("Content"), Cell.NAME),
        *(ReportColumn(title, Cell.MONEY) for title in titles),
    )
    return ReportTable(
        name,
        in_language(form.names),
        *span,
        columns,
        rows,
        form=form.number,
        strong=frozenset(strong) | more_strong,
        charts=_spending(form, charted),
        tracing=Tracing((None,) * len(rows), (None,) * len(columns), None, dict(cells)),
    )


def _spending(form: Form, amounts: Mapping[str, int]) -> tuple[Chart, ...]:
    bars = tuple(
        Bar(in_language(line.names), amounts[line.code])
        for line in form.lines
        if line.kind is LineKind.SPENDING and amounts[line.code] > 0
    )
    if not bars:
        return ()
    ordered = tuple(sorted(bars, key=lambda bar: -(bar.value or 0)))
    return (Chart(_("Spending by kind"), ChartKind.BARS, Unit.MONEY, ordered),)


KINDS = (
    ReportKind(
        "estimate",
        N_("Yearly estimate (B14-TLĐ)"),
        N_("What the year is estimated to bring and cost, line by line, beside the year before."),
        Shelf.YEAR,
        estimate,
        Span.YEAR,
        countries=("VN",),
    ),
    ReportKind(
        "settlement",
        N_("Yearly settlement (B07-TLĐ)"),
        N_("What the year brought and cost, line by line, beside its estimate."),
        Shelf.YEAR,
        settlement,
        Span.YEAR,
        countries=("VN",),
    ),
    ReportKind(
        "income-spending",
        N_("Income and spending"),
        N_("What came in and went out in a month and since January, and which level gets what."),
        Shelf.YEAR,
        monthly,
        countries=("ID",),
    ),
)
