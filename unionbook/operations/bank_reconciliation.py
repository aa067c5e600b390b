# SPDX-License-Identifier: Apache-2.0
"""The balance by the bank against the balance by the books, and what explains the difference.

Bank less books is what differed when the statements began, and lines of the bank that are not
booked, less vouchers the bank does not know yet. What then is left are lines that no statement
holds: one was not taken in, or its balances do not follow.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionbook.data import bank as rows
from unionbook.data import ledger
from unionbook.domain import clock
from unionbook.domain import ledger as roles
from unionbook.errors import UnionbookError
from unionbook.operations.bank import (
    BookEntry,
    bank_account,
    entries_of,
    still_open,
)
from unionbook.operations.ledger import day_of
from unionbook.reports.formats import date_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.bank import BankLine, Match, Statement
    from unionbook.data.ledger import Account
    from unionbook.operations.sessions import Session


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Where a bank account stands on a day, by the books and by the bank, and why they differ.

    ``start`` is what differed when the statements began and is not cleared since; ``missing`` what
    nothing explains. ``open`` of the lines and entries is what is not matched on that day.
    """

    account: Account
    on: str
    since: str
    book: int
    bank: int
    start: int
    not_booked: tuple[BankLine, ...]
    in_transit: tuple[BookEntry, ...]
    missing: int

    @property
    def difference(self) -> int:
        """What the bank has beyond the books."""
        return self.bank - self.book

    @property
    def agrees(self) -> bool:
        """Whether every đồng of the difference is explained."""
        return self.start == 0 and self.missing == 0


def reconcile(
    session: Session, *, account: str = roles.BANK, on: str = "", balance: int | None = None
) -> Reconciliation:
    """Compare bank and books at the end of a day: the last one that the statements reach.

    ``balance`` is the bank's balance where no statement gives it. Raises UnionbookError where no
    statement was taken in.
    """
    session.require("read_money")
    chosen = bank_account(session, account)
    statements = rows.list_statements(session.database, chosen.id)
    if not statements:
        raise UnionbookError(
            _(
                "No statement of this account was taken in yet: import one "
                "(“unionbook bank import”)."
            )
        )
    day = day_of(on) if on else min(max(one.last_on for one in statements), clock.today())
    since = statements[0].first_on
    if day < since:
        raise UnionbookError(
            _("The statements begin on {date}: choose a later day.").format(date=date_text(since))
        )
    lines = rows.list_lines(session.database, chosen.id, "", day)
    matches = rows.list_matches(session.database, chosen.id)
    entries = entries_of(session, chosen.id, since, day)
    opening = statements[0].opening
    # What the books were opened with was at the bank before, whatever day it is dated.
    before = ledger.balance_on(session.database, chosen.id, _eve(since)) + sum(
        one.amount for one in entries if one.opened
    )
    total = sum(one.amount for one in lines)
    begun = before if opening is None else opening
    said = _said_by_bank(statements, lines, day) if balance is None else balance
    bank = begun + total if said is None else said
    cleared = sum(one.amount for one in matches if one.voucher_on < since and one.line_on <= day)
    return Reconciliation(
        chosen,
        day,
        since,
        ledger.balance_on(session.database, chosen.id, day),
        bank,
        begun - before + cleared,
        _not_booked(lines, matches, day),
        _in_transit(entries, matches, day),
        bank - begun - total,
    )


def _eve(day: str) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()


def _said_by_bank(
    statements: Sequence[Statement], lines: Sequence[BankLine], day: str
) -> int | None:
    """Give the balance the bank itself states for the end of a day, None where it states none."""
    after = 0
    for line in reversed(lines):
        if line.balance is not None:
            return line.balance + after
        after += line.amount
    ended = [one for one in statements if one.last_on <= day and one.closing is not None]
    if not ended:
        return None
    last = max(ended, key=lambda one: (one.last_on, one.id))
    later = sum(one.amount for one in lines if one.dated_on > last.last_on)
    return (last.closing or 0) + later


def _not_booked(
    lines: Sequence[BankLine], matches: Sequence[Match], day: str
) -> tuple[BankLine, ...]:
    """Give the lines whose vouchers are not in the books by the day, with what of them is not."""
    booked: dict[int, int] = {}
    for one in matches:
        if one.voucher_on <= day:
            booked[one.line] = booked.get(one.line, 0) + one.amount
    found = [replace(one, matched=booked.get(one.id, 0)) for one in lines]
    return tuple(one for one in found if one.open)


def _in_transit(
    entries: Sequence[BookEntry], matches: Sequence[Match], day: str
) -> tuple[BookEntry, ...]:
    """Give the vouchers the bank does not know by the day, with what of them it does not."""
    known: dict[int, int] = {}
    for one in matches:
        if one.line_on <= day:
            known[one.voucher] = known.get(one.voucher, 0) + one.amount
    found = [replace(one, matched=known.get(one.voucher_id, 0)) for one in entries]
    return tuple(still_open(found))
