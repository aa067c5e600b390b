# SPDX-License-Identifier: Apache-2.0
"""Reports of the books: cash book, bank book and trial balance, each figure from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import ledger as rows
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.domain.chart import chart_of
from unionbook.domain.report_tables import Cell, ReportColumn, ReportTable, Value
from unionbook.operations import ledger
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.ledger import Account
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
        (carried, *lines),
        ("", "", "", _("Total"), debit, credit, balance),
        about=f"{account.code} {account.name}",
        form=chart_of(session.info.country).forms.get(name, ""),
    )


def _movements(
    session: Session, account: Account, first: str, last: str, opening: int
) -> tuple[list[tuple[Value, ...]], int, int, int]:
    lines: list[tuple[Value, ...]] = []
    balance, all_in, all_out = opening, 0, 0
    for entry in rows.account_entries(
        session.database, account.id, periods.first_day(first), periods.last_day(last)
    ):
        balance += entry.debit - entry.credit
        all_in, all_out = all_in + entry.debit, all_out + entry.credit
        one = entry.voucher
        lines.append(
            (
                one.dated_on,
                ledger.shown_number(session, one),
                one.counterparty,
                one.reason,
                entry.debit or None,
                entry.credit or None,
                balance,
            )
        )
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
    )


def _sides(balance: int) -> tuple[int | None, int | None]:
    return (balance, None) if balance > 0 else (None, -balance or None)


def added(lines: tuple[tuple[Value, ...], ...], at: int) -> int:
    """Add up a column of sums; places without a number count as nothing."""
    return sum(value for line in lines if isinstance(value := line[at], int))
