# SPDX-License-Identifier: Apache-2.0
"""Welfare by kind against the year's estimate, by member, and case by case; from the ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from unionbook.data import estimates, linked_vouchers, programmes
from unionbook.data import ledger as books
from unionbook.data import welfare as rows
from unionbook.domain import clock, periods
from unionbook.domain.drawing import Bar, Chart, ChartKind, Unit
from unionbook.domain.folding import fold
from unionbook.domain.ledger import AccountKind
from unionbook.domain.report_tables import (
    TOTAL_ROW,
    Cell,
    ReportColumn,
    ReportTable,
    Trace,
    Tracing,
    Value,
)
from unionbook.domain.welfare import STATE_LABELS, CaseState
from unionbook.operations import ledger, welfare_rules
from unionbook.operations.book_reports import added
from unionbook.operations.dues_reports import people, who_columns
from unionbook.operations.members import read_members
from unionbook.operations.report_kinds import ReportKind, Shelf, Span
from unionbook.operations.welfare_doubts import shown_number
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionbook.operations.sessions import Session

Part = TypeVar("Part")
_PAYMENTS = ("welfare_payments", "case_id")
_PROGRAMMES = ("programme_vouchers", "programme_id")


@dataclass(frozen=True, slots=True)
class KindBalance:
    """How a kind of welfare or a programme stands against the estimate of a year.

    ``subject`` and ``code`` are those of the estimate; ``pending`` is approved and not paid.
    ``vouchers`` are what ``spent`` is made of.
    """

    subject: str
    code: str
    name: str
    cases: int
    estimate: int | None
    spent: int
    pending: int
    vouchers: tuple[int, ...]

    @property
    def left(self) -> int | None:
        """What the estimate leaves; negative where more was spent."""
        return None if self.estimate is None else self.estimate - self.spent - self.pending


def balance(session: Session, *, year: int = 0) -> list[KindBalance]:
    """Give each kind and programme of a year, this year where none is said, by name."""
    session.require("read_money")
    wanted = year or int(clock.today()[:4])
    span = (f"{wanted}-01-01", f"{wanted}-12-31")
    return [*_kinds(session, wanted, span), *_programmes(session, wanted, span)]


def _kinds(session: Session, year: int, span: tuple[str, str]) -> list[KindBalance]:
    database = session.database
    held = {
        one.code: one.amount
        for one in estimates.list_estimates(database, year)
        if one.subject == "kind"
    }
    spent = rows.spent_by_kind(database, *span)
    pending: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    chains = linked_vouchers.chains(database, *_PAYMENTS)
    vouchers: defaultdict[str, list[int]] = defaultdict(list)
    for case in rows.list_cases(database):
        vouchers[case.kind] += chains.get(case.id, ())
        if case.state is CaseState.APPROVED and case.asked_on[:4] == str(year):
            pending[case.kind] += case.amount
        paid[case.kind] += case.paid_by is not None and case.paid_on[:4] == str(year)
    names = welfare_rules.kind_names(session)
    in_force = {one.kind for one in welfare_rules.list_kinds(session, on=span[1])}
    shown = in_force | set(held) | {kind for kind, amount in spent.items() if amount}
    return [
        KindBalance(
            "kind",
            kind,
            names.get(kind, kind),
            paid[kind],
            held.get(kind),
            spent.get(kind, 0),
            pending[kind],
            tuple(vouchers[kind]),
        )
        for kind in sorted(shown, key=lambda one: fold(names.get(one) or one))
    ]


def _programmes(session: Session, year: int, span: tuple[str, str]) -> list[KindBalance]:
    database = session.database
    held = {
        one.code: one.amount
        for one in estimates.list_estimates(database, year)
        if one.subject == "programme"
    }
    spent = programmes.spent_by_programme(database, *span)
    chains = linked_vouchers.chains(database, *_PROGRAMMES)
    return [
        KindBalance(
            "programme",
            str(one.id),
            one.name,
            one.given,
            held.get(str(one.id), one.budget or None if one.planned_on[:4] == str(year) else None),
            spent.get(one.id, 0),
            0,
            chains.get(one.id, ()),
        )
        for one in sorted(programmes.list_programmes(database), key=lambda x: x.planned_on)
        if spent.get(one.id) or str(one.id) in held or one.planned_on[:4] == str(year)
    ]


def by_kind(session: Session, *, first: str, last: str) -> ReportTable:
    """Give what each kind and programme took, beside the estimate of the last month's year."""
    year = int(last[:4])
    span = (periods.first_day(first), periods.last_day(last))
    of_year = (f"{year}-01-01", f"{year}-12-31")
    found = balance(session, year=year)
    kinds = rows.spent_by_kind(session.database, *span)
    given = programmes.spent_by_programme(session.database, *span)
    lines: list[tuple[Value, ...]] = []
    traces: list[Trace | None] = []
    for one in found:
        spent = kinds.get(one.code, 0) if one.subject == "kind" else given.get(int(one.code), 0)
        told = (one.name, one.cases, spent, one.spent)
        lines.append((*(part or None for part in told), one.estimate, one.left))
        traces.append(Trace(_expenses(session), vouchers=one.vouchers))
    rest = _rest(session, found, span, year)
    if rest:
        lines.append((_("Vouchers without a case"), None, *rest[0], None, None))
        traces.append(rest[1])
    shown = tuple(lines)
    sums = (Trace(since=span[0], until=span[1]), Trace(since=of_year[0], until=of_year[1]))
    table = ReportTable(
        "welfare-kinds",
        _("Welfare by kind"),
        first,
        last,
        (
            ReportColumn(_("Kind of welfare"), Cell.NAME),
            ReportColumn(_("Paid in the year"), Cell.COUNT),
            ReportColumn(_("Spent"), Cell.MONEY),
            ReportColumn(_("Spent in the year"), Cell.MONEY),
            ReportColumn(_("Estimate"), Cell.MONEY),
            ReportColumn(_("Left of the estimate"), Cell.MONEY),
        ),
        shown,
        (_("Total"), *(added(shown, at) for at in range(1, 6))),
        notes=(_("What is left counts what is approved and not yet paid as spent."),),
        charts=_chart(shown),
        tracing=Tracing(tuple(traces), (None, None, *sums, None, None), None),
    )
    return _without(table, 2) if span == of_year else table


def _without(table: ReportTable, at: int) -> ReportTable:
    """Leave out a column that says what the next one says too."""
    tracing = table.tracing
    return replace(
        table,
        columns=_cut(table.columns, at),
        rows=tuple(_cut(row, at) for row in table.rows),
        total=_cut(table.total, at) if table.total else None,
        tracing=replace(tracing, columns=_cut(tracing.columns, at)) if tracing else None,
    )


def _cut(parts: tuple[Part, ...], at: int) -> tuple[Part, ...]:
    return (*parts[:at], *parts[at + 1 :])


def _expenses(session: Session) -> tuple[tuple[int, int], ...]:
    return tuple(
        (one.id, 1)
        for one in books.list_accounts(session.database)
        if one.kind is AccountKind.EXPENSE
    )


def _rest(
    session: Session, found: Sequence[KindBalance], span: tuple[str, str], year: int
) -> tuple[tuple[int, int], Trace] | None:
    """Give what else was booked on the accounts of welfare, by hand and without a case."""
    codes = {one.account for one in welfare_rules.list_rules(session)}
    codes |= {one.account for one in programmes.list_programmes(session.database)}
    chart = [one for one in ledger.list_accounts(session) if {one.code, one.role} & codes]
    linked = {voucher for one in found for voucher in one.vouchers}
    linked |= {
        voucher
        for names in (_PAYMENTS, _PROGRAMMES)
        for chain in linked_vouchers.chains(session.database, *names).values()
        for voucher in chain
    }
    sums, others = [0, 0], set[int]()
    for account in chart:
        for entry in books.account_entries(session.database, account.id, "", "9999"):
            one = entry.voucher
            if one.id in linked:
                continue
            others.add(one.id)
            amount = entry.debit - entry.credit
            sums[0] += amount if span[0] <= one.dated_on <= span[1] else 0
            sums[1] += amount if one.dated_on[:4] == str(year) else 0
    if not any(sums):
        return None
    trace = Trace(tuple((one.id, 1) for one in chart), vouchers=tuple(sorted(others)))
    return (sums[0], sums[1]), trace


def _chart(lines: Iterable[tuple[Value, ...]]) -> tuple[Chart, ...]:
    bars = tuple(
        Bar(str(line[0]), amount)
        for line in sorted(lines, key=lambda x: -x[2] if isinstance(x[2], int) else 0)
        if isinstance(amount := line[2], int) and amount > 0
    )
    return (Chart(_("Spending by kind"), ChartKind.BARS, Unit.MONEY, bars),) if bars else ()


def by_member(session: Session, *, first: str, last: str) -> ReportTable:
    """Give what each member was paid, and what programmes gave him or her or the family."""
    since, until = periods.first_day(first), periods.last_day(last)
    database = session.database
    paid: Counter[int] = Counter()
    for (member, _kind), amount in rows.spent_by_member(database, since, until).items():
        paid[member] += amount
    counts, vouchers = Counter[int](), defaultdict[int, list[int]](list)
    chains = linked_vouchers.chains(database, *_PAYMENTS)
    for case in rows.list_cases(database):
        vouchers[case.member] += chains.get(case.id, ())
        counts[case.member] += case.paid_by is not None and since <= case.paid_on <= until
    given, lists = Counter[int](), defaultdict[int, set[int]](set)
    programme_chains = linked_vouchers.chains(database, *_PROGRAMMES)
    for programme in programmes.list_programmes(database):
        for one in programmes.list_recipients(database, programme.id):
            if one.member and one.given_on and since <= one.given_on <= until:
                given[one.member] += one.amount
                lists[one.member].update(programme_chains.get(programme.id, ()))
    named = people(session, {one for one in (*paid, *given) if paid[one] or given[one]})
    lines: tuple[tuple[Value, ...], ...] = tuple(
        (*who, counts[member] or None, paid[member] or None, given[member] or None,
         paid[member] + given[member])
        for member, who in named.items()
    )  # fmt: skip
    span = Trace(_expenses(session), since=since, until=until)
    of = [(tuple(vouchers[one]), tuple(sorted(lists[one]))) for one in named]
    return ReportTable(
        "welfare-members",
        _("Welfare by member"),
        first,
        last,
        (
            *who_columns(),
            ReportColumn(_("Cases"), Cell.COUNT),
            ReportColumn(_("Paid out"), Cell.MONEY),
            ReportColumn(_("By programmes"), Cell.MONEY),
            ReportColumn(_("Together"), Cell.MONEY),
        ),
        lines,
        (_("Total"), "", "", *(added(lines, at) for at in range(3, 7))),
        numbered=True,
        tracing=_member_tracing(span, of),
    )


def _member_tracing(span: Trace, of: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> Tracing:
    """Lead what cases paid to their vouchers, and gifts to those that paid for their lists."""
    every = tuple({one for paid, _lists in of for one in paid})
    listed = tuple({one for _paid, lists in of for one in lists})
    cells: dict[tuple[int, int], Trace] = {}
    for at, (paid, lists) in (*enumerate(of), (TOTAL_ROW, (every, listed))):
        gift = replace(span, since=None, until=None, partly=True) if lists else span
        cells[at, 4] = replace(span, vouchers=paid)
        cells[at, 5] = replace(gift, vouchers=lists)
        cells[at, 6] = replace(gift, vouchers=(*paid, *lists))
    return Tracing((None,) * len(of), (None,) * 7, None, cells)


def by_case(session: Session, *, first: str, last: str) -> ReportTable:
    """Give the cases asked for in some months: kind, amount and payee, and how far each came."""
    since, until = periods.first_day(first), periods.last_day(last)
    found = [
        one for one in reversed(rows.list_cases(session.database)) if since <= one.asked_on <= until
    ]
    names = {
        row[0]: str(row[1] or "")
        for row in read_members(
            session, ids=sorted({one.member for one in found}), names=("id", "full_name")
        )
    }
    kinds = welfare_rules.kind_names(session)
    numbers = {
        one.id: ledger.shown_number(session, one)
        for one in ledger.list_vouchers(session, kinds=("payment",))
    }
    lines: tuple[tuple[Value, ...], ...] = tuple(
        (shown_number(one), one.asked_on, names.get(one.member, ""), kinds.get(one.kind, one.kind),
         one.payee, _(STATE_LABELS[one.state]), one.amount, numbers.get(one.paid_by or 0, ""))
        for one in found
    )  # fmt: skip
    expenses = _expenses(session)
    return ReportTable(
        "welfare-cases",
        _("Cases of welfare"),
        first,
        last,
        (
            ReportColumn(_("Case")),
            ReportColumn(_("Asked on"), Cell.DATE),
            ReportColumn(_("Member"), Cell.NAME),
            ReportColumn(_("Kind of welfare"), Cell.NAME),
            ReportColumn(_("Payee"), Cell.NAME),
            ReportColumn(_("State")),
            ReportColumn(_("Amount"), Cell.MONEY),
            ReportColumn(_("Voucher")),
        ),
        lines,
        (_("Total"), "", "", "", "", "", added(lines, 6), ""),
        tracing=Tracing(
            tuple(Trace(expenses, voucher=one.paid_by) if one.paid_by else None for one in found),
            (*(None,) * 6, Trace(), None),
            None,
        ),
    )


KINDS = (
    ReportKind(
        "welfare-kinds",
        N_("Welfare by kind"),
        N_("What each kind and programme took, beside the estimate of the year."),
        Shelf.WELFARE,
        by_kind,
        Span.MONTHS_OF_YEAR,
    ),
    ReportKind(
        "welfare-members",
        N_("Welfare by member"),
        N_("What each member was paid, and what programmes gave."),
        Shelf.WELFARE,
        by_member,
        Span.MONTHS_OF_YEAR,
    ),
    ReportKind(
        "welfare-cases",
        N_("Cases of welfare"),
        N_("Each case with kind, amount and payee, and how far it came."),
        Shelf.WELFARE,
        by_case,
    ),
)
