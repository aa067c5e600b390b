# SPDX-License-Identifier: Apache-2.0
"""Reports of the books: cash book, bank book and trial balance, each figure from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import ledger as rows
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.domain.chart import chart_of
from unionbook.domain.report_tables import (
    TOTAL_ROW,
    Cell,
    ReportColumn,
    ReportTable,
    Trace,
    Tracing,
    Value,
)
from unionbook.operations import ledger
from unionbook.operations.report_kinds import ACCOUNT, ReportKind, Shelf
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.ledger import Account, Balance
    from unionbook.operations.sessions import Session


def cash_book(session: Session, *, first: str, last: str, account: str = "") -> ReportTable:
    """Give every movement of cash between two months, with the balance after each."""
    return _book(session, "cash_book", _("Cash book"), first, last, account or roles.CASH)


def bank_book(session: Session, *, first: str, last: str, account: str = "") -> ReportTable:
    """Give every movement of the bank account between two months, with the balance after each."""
    return _book(session, "bank_book", _("Bank book"), first, last, account or roles.BANK)


def _book(session: Session, name: str, title: str, first: str, last: str, code: str) -> ReportTable:
    account = ledger.account(session, code=code)
    before = periods.last_day(periods.later(first, -1))
    opening = ledger.balance_on(session, account_id=account.id, on=before)
    lines, balance, debit, credit = _movements(session, account, first, last, opening)
    vouchers = [number for number, _line in lines]
    columns = (
        ReportColumn(_("Date"), Cell.DATE),
        ReportColumn(_("Voucher")),
        ReportColumn(_("Name"), Cell.NAME),
        ReportColumn(_("Reason"), Cell.NAME),
        ReportColumn(_("In"), Cell.MONEY),
        ReportColumn(_("Out"), Cell.MONEY),
        ReportColumn(_("Balance"), Cell.MONEY),
    )
    carried: tuple[Value, ...] = ("", "", "", _("Brought forward"), None, None, opening)
    return ReportTable(
        name.replace("_", "-"),
        title,
        first,
        last,
        columns,
        (carried, *(line for _number, line in lines)),
        ("", "", "", _("Total"), debit, credit, balance),
        about=f"{account.code} {account.name}",
        form=chart_of(session.info.country).forms.get(name, ""),
        tracing=_book_tracing(account.id, vouchers, before, first, last),
    )


def _book_tracing(
    account: int, vouchers: Sequence[int], before: str, first: str, last: str
) -> Tracing:
    """Lead each sum to its voucher, and balances to all that moved until then."""
    until, lines = periods.last_day(last), ((account, 1),)
    sides = (Trace(lines, side=1), Trace(lines, side=-1, factor=-1))
    return Tracing(
        (None, *(Trace(voucher=number) for number in vouchers)),
        (None, None, None, None, *sides, None),
        Trace(since=periods.first_day(first), until=until),
        {(0, 6): Trace(lines, until=before), (TOTAL_ROW, 6): Trace(lines, until=until)},
    )


def _movements(
    session: Session, account: Account, first: str, last: str, opening: int
) -> tuple[list[tuple[int, tuple[Value, ...]]], int, int, int]:
    """Give each voucher's row and its line, the balance at the end, and all that came and went."""
    lines: list[tuple[int, tuple[Value, ...]]] = []
    balance, all_in, all_out = opening, 0, 0
    for entry in rows.account_entries(
        session.database, account.id, periods.first_day(first), periods.last_day(last)
    ):
        balance += entry.debit - entry.credit
        all_in, all_out = all_in + entry.debit, all_out + entry.credit
        one = entry.voucher
        line = (
            one.dated_on,
            ledger.shown_number(session, one),
            one.counterparty,
            one.reason,
            entry.debit or None,
            entry.credit or None,
            balance,
        )
        lines.append((one.id, line))
    return lines, balance, all_in, all_out


def trial_balance(session: Session, *, first: str, last: str) -> ReportTable:
    """Give opening, movements and closing of every account that was ever used."""
    found = [
        one
        for one in ledger.trial_balance(session, first=first, last=last)
        if one.opening or one.debit or one.credit
    ]
    lines = tuple(
        (
            one.account.code,
            one.account.name,
            *_sides(one.opening),
            one.debit or None,
            one.credit or None,
            *_sides(one.closing),
        )
        for one in found
    )
    columns = (
        ReportColumn(_("Code")),
        ReportColumn(_("Account"), Cell.NAME),
        ReportColumn(_("Opening debit"), Cell.MONEY),
        ReportColumn(_("Opening credit"), Cell.MONEY),
        ReportColumn(_("Debit"), Cell.MONEY),
        ReportColumn(_("Credit"), Cell.MONEY),
        ReportColumn(_("Closing debit"), Cell.MONEY),
        ReportColumn(_("Closing credit"), Cell.MONEY),
    )
    return ReportTable(
        "trial-balance",
        _("Trial balance"),
        first,
        last,
        columns,
        lines,
        ("", _("Total"), *(added(lines, at) for at in range(2, 8))),
        tracing=_balance_tracing(found, first, last),
    )


def _balance_tracing(found: Sequence[Balance], first: str, last: str) -> Tracing:
    before, until = periods.last_day(periods.later(first, -1)), periods.last_day(last)
    since = periods.first_day(first)
    columns = (
        None,
        None,
        Trace(until=before),
        Trace(until=before, factor=-1),
        Trace(since=since, until=until, side=1),
        Trace(since=since, until=until, side=-1, factor=-1),
        Trace(until=until),
        Trace(until=until, factor=-1),
    )
    # A column of balances sums up one side alone: the accounts that stand on it.
    sides = {
        2: [one.account.id for one in found if one.opening > 0],
        3: [one.account.id for one in found if one.opening < 0],
        6: [one.account.id for one in found if one.closing > 0],
        7: [one.account.id for one in found if one.closing < 0],
    }
    cells = {
        (TOTAL_ROW, at): Trace(tuple((number, 1) for number in ids)).within(columns[at])
        for at, ids in sides.items()
        if ids
    }
    return Tracing(tuple(Trace(((one.account.id, 1),)) for one in found), columns, Trace(), cells)


def _sides(balance: int) -> tuple[int | None, int | None]:
    return (balance, None) if balance > 0 else (None, -balance or None)


def added(lines: tuple[tuple[Value, ...], ...], at: int) -> int:
    """Add up a column of sums; places without a number count as nothing."""
    return sum(value for line in lines if isinstance(value := line[at], int))


KINDS = (
    ReportKind(
        "cash-book",
        N_("Cash book"),
        N_("Every movement of cash, with the balance after each."),
        Shelf.BOOKS,
        cash_book,
        choices=(ACCOUNT,),
    ),
    ReportKind(
        "bank-book",
        N_("Bank book"),
        N_("Every movement of the bank account, with the balance after each."),
        Shelf.BOOKS,
        bank_book,
        choices=(ACCOUNT,),
    ),
    ReportKind(
        "trial-balance",
        N_("Trial balance"),
        N_("Opening, movements and closing of every account that was ever used."),
        Shelf.BOOKS,
        trial_balance,
    ),
)
