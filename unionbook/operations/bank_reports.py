# SPDX-License-Identifier: Apache-2.0
"""The papers of bank and cash box: what explains the bank's balance, and the count of cash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain import clock, periods
from unionbook.domain import ledger as roles
from unionbook.domain.report_tables import (
    Cell,
    ReportColumn,
    ReportTable,
    Trace,
    Tracing,
    Value,
)
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations.bank_reconciliation import Reconciliation, reconcile
from unionbook.operations.cash_counts import cash_count_table, list_counts
from unionbook.operations.report_kinds import ACCOUNT, Choice, ReportKind, Shelf, Span
from unionbook.reports.formats import date_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

COUNT = Choice("count", N_("Number of the count"))


def reconciliation(session: Session, *, first: str, last: str, account: str = "") -> ReportTable:
    """Give how the balance by the books becomes that by the bank, at the end of a month.

    While the month lasts, at the last day that the statements reach.
    """
    del first
    chosen = account or roles.BANK
    day = periods.last_day(last)
    until = reconcile(session, account=chosen) if day > clock.today() else None
    found = until or reconcile(session, account=chosen, on=day)
    rows, strong, traces = _lines(found)
    return ReportTable(
        "bank-reconciliation",
        _("Bank reconciliation"),
        last,
        last,
        (
            ReportColumn(_("Date"), Cell.DATE),
            ReportColumn(_("Voucher")),
            ReportColumn(_("Particulars"), Cell.NAME),
            ReportColumn(_("Amount"), Cell.MONEY),
        ),
        tuple(rows),
        ("", "", _("Balance by the bank on {date}").format(date=date_text(found.on)), found.bank),
        about=f"{found.account.code} {found.account.name}",
        notes=(_agreement(found),),
        strong=frozenset(strong),
        tracing=Tracing(tuple(traces), (None, None, None, Trace()), None),
    )


_Row = tuple[tuple[Value, ...], Trace | None]


def _lines(
    found: Reconciliation,
) -> tuple[list[tuple[Value, ...]], list[int], list[Trace | None]]:
    """Give the rows, which of them head others, and what each amount is made of."""
    books = ((found.account.id, 1),)
    said = _("Balance by the books on {date}").format(date=date_text(found.on))
    whole: tuple[Value, ...] = ("", "", said, found.book)
    lines: list[_Row] = [(whole, Trace(books, until=found.on))]
    strong = [0]
    for title, part in (
        (_("Less: in the books, not at the bank yet"), _of_entries(found)),
        (_("And: at the bank, not in the books yet"), _of_lines(found)),
        (_("And: not explained"), _of_rest(found)),
    ):
        if part:
            strong.append(len(lines))
            lines += [(("", "", title, None), None), *part]
    return [row for row, _trace in lines], strong, [trace for _row, trace in lines]


def _of_entries(found: Reconciliation) -> list[_Row]:
    books = ((found.account.id, 1),)
    return [
        (
            (
                one.dated_on,
                one.number,
                ", ".join(part for part in (one.counterparty, one.reason) if part),
                -one.open,
            ),
            Trace(books, voucher=one.voucher_id, factor=-1, partly=bool(one.matched) or None),
        )
        for one in found.in_transit
    ]


def _of_lines(found: Reconciliation) -> list[_Row]:
    return [
        (
            (
                one.dated_on,
                one.reference,
                ", ".join(part for part in (one.party, one.details) if part),
                one.open,
            ),
            None,
        )
        for one in found.not_booked
    ]


def _of_rest(found: Reconciliation) -> list[_Row]:
    told = (
        (found.start, _("Difference from before {date}").format(date=date_text(found.since))),
        (found.missing, _("Lines that no statement holds")),
    )
    return [(("", "", text, amount), None) for amount, text in told if amount]


def _agreement(found: Reconciliation) -> str:
    if found.agrees:
        return _("Books and bank agree: all that differs is named above.")
    return _("Books and bank do not agree yet: something is not explained.")


def cash_count(
    session: Session, *, first: str, last: str, account: str = "", count: str = ""
) -> ReportTable:
    """Give a count of cash: the one that is named, else the last one of the months.

    Raises NotFoundError where nothing was counted.
    """
    if count:
        if not count.isdigit():
            raise InvalidValueError(
                _("There is no such count of cash: the list of counts shows their numbers."),
                field="count",
            )
        return cash_count_table(session, count_id=int(count))
    for one in list_counts(session, account=account):
        if first <= one.counted_on[:7] <= last:
            return cash_count_table(session, count_id=one.id)
    raise NotFoundError(
        _("No cash was counted in {month}: count it first (“unionbook cash count”).").format(
            month=date_text(last)
        )
    )


KINDS = (
    ReportKind(
        "bank-reconciliation",
        N_("Bank reconciliation"),
        N_("How the balance by the books becomes the balance by the bank."),
        Shelf.BOOKS,
        reconciliation,
        Span.MONTH_END,
        choices=(ACCOUNT,),
    ),
    ReportKind(
        "cash-count",
        N_("Count of cash"),
        N_("Notes and coins counted, against the cash book."),
        Shelf.BOOKS,
        cash_count,
        Span.MONTHS,
        choices=(ACCOUNT, COUNT),
    ),
)
"""The reports of this module."""
