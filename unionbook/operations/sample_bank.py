# SPDX-License-Identifier: Apache-2.0
"""What the sample branch's bank says of its last months, and its cash counted quarter by quarter.

The statement is made from the books as a bank would print it: without accents, a day or two later,
with a fee nobody booked yet, and without what was paid last.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from unionbook.domain import bank as lines_of
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.domain.bank import RawLine
from unionbook.domain.folding import fold
from unionbook.operations import bank, bank_matches, cash_counts, employer_fund, ledger, share_rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from unionbook.operations.bank import BookEntry
    from unionbook.operations.sessions import Session

_MONTHS = 3
_OPEN = 4
"""Lines of the last month that nobody has matched yet."""
_QUARTER = 3
_FUND_PART = 50
"""The fund is 2 % of the wages: so often it goes into them."""


def fill_bank(session: Session, told: Mapping[str, Any], dice: Random, last: str) -> None:
    """Take in the statement of the last months and match most of it."""
    first = periods.later(last, 1 - _MONTHS)
    account = bank.list_bank_accounts(session)[0]
    before = periods.last_day(periods.later(first, -1))
    opening = ledger.balance_on(session, account_id=account.id, on=before)
    entries = bank.list_book_entries(session, first=first, last=last, open_only=True)
    found = _lines(entries[:-1], told["bank"], dice, last, opening)
    preview = bank.StatementPreview(
        account,
        told["bank"]["file"],
        told["bank"]["file"].partition(".")[0],
        told["bank"]["number"],
        tuple(found),
        frozenset(),
        opening,
        found[-1].balance if found else opening,
        (),
        (),
    )
    if bank.take_statement(session, preview=preview) is None:
        return
    proposed = [one for one in bank_matches.propose_matches(session) if one.certain]
    days = {one.id: one.dated_on for one in bank.list_bank_lines(session)}
    ordered = sorted(proposed, key=lambda one: (max(days[line] for line in one.lines), one.lines))
    kept = len(ordered) - min(_OPEN, len(ordered) // 2)
    pairs = [(one.lines, one.vouchers) for one in ordered[:kept]]
    if pairs:
        bank_matches.confirm_matches(session, pairs=pairs)


def _lines(
    entries: list[BookEntry], told: Mapping[str, Any], dice: Random, last: str, opening: int
) -> list[lines_of.StatementLine]:
    """Give the entries as the bank has them, with its fee at the end."""
    end = periods.last_day(last)
    raw = sorted(
        (_later(one.dated_on, dice.randint(0, 2), end), place, one.amount, _said(one))
        for place, one in enumerate(entries)
    )
    raw.append((end, len(entries), -int(told["fee"]["amount"]), told["fee"]["text"]))
    balance, found = Decimal(opening), []
    for row, (day, place, amount, text) in enumerate(raw, 2):
        balance += amount
        found.append(
            RawLine(row, day, Decimal(amount), balance, text, f"FT{end[2:4]}{place + 1:05d}")
        )
    return lines_of.whole(found)


def _later(day: str, days: int, end: str) -> str:
    return min((dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat(), end)


def _said(one: BookEntry) -> str:
    return fold(" ".join(part for part in (one.counterparty, one.reason) if part)).upper()


def count_quarter(session: Session, told: Mapping[str, Any], month: str) -> None:
    """Count the cash at the end of a quarter, note by note."""
    if int(month[5:]) % _QUARTER:
        return
    day = periods.last_day(month)
    cash = ledger.by_role(session, roles.CASH)
    left = ledger.balance_on(session, account_id=cash, on=day)
    pieces = {}
    for one in cash_counts.list_denominations(session, on=day):
        pieces[one.value], left = divmod(left, one.value)
    cash_counts.count_cash(
        session,
        pieces=pieces,
        on=day,
        people=(told["officers"]["treasurer"], session.user.name),
        explanation=told["small_change"] if left else "",
    )


def enter_wages(session: Session, month: str, came: int) -> None:
    """Enter the wages that the employer paid its fund on; it is a little behind in some months."""
    if share_rules.list_fund_rules(session):
        short = (int(month[5:]) % 4 == 0) * came // 20
        wages = (came + short) * _FUND_PART
        employer_fund.set_wage_fund(session, month=month, amount=wages)
