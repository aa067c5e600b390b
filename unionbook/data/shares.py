# SPDX-License-Identifier: Apache-2.0
"""The rows of the upward share and the employer fund: rules, wage funds, what was booked of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import dated_rules
from unionbook.data.readable import readable
from unionbook.domain.ledger import VoucherKind
from unionbook.domain.numbering import keyed
from unionbook.domain.shares import FundRule, ShareKind, SplitRule

if TYPE_CHECKING:
    from unionbook.data.database import Database
    from unionbook.data.store import Store

_NOT_COLLECTED = (VoucherKind.OPENING.value, VoucherKind.CLOSING.value)
"""Vouchers that move an income account without any money coming in."""
_PAYING = (VoucherKind.PAYMENT.value, VoucherKind.RECEIPT.value, VoucherKind.TRANSFER.value)


@dataclass(frozen=True, slots=True)
class Booked:
    """What the ledger holds of the share of a month: what came to be due, and what was paid."""

    due: int = 0
    settled: int = 0
    paid: int = 0

    @property
    def left(self) -> int:
        """What is still to be remitted; negative where too much was."""
        return self.due - self.paid


@dataclass(frozen=True, slots=True)
class WageFund:
    """The wages of a month on which the employer owes its contribution, as somebody typed them."""

    id: int
    month: str
    amount: int
    note: str


def list_splits(database: Database) -> list[SplitRule]:
    """Give the branch's rules of shares, the oldest first."""
    rows = database.rows(
        "SELECT id, name, kind, shares, since, coalesce(until, ''), due_months, "
        "coalesce(source, ''), coalesce(certainty, '') FROM split_rules ORDER BY since, id"
    )
    return readable(
        rows, lambda row: SplitRule(row[0], row[1], ShareKind(row[2]), _shares(row[3]), *row[4:])
    )


_shares = msgspec.json.Decoder(tuple[tuple[str, int], ...]).decode


def add_split(store: Store, site: int, rule: SplitRule) -> int:
    """Add a rule of shares. Only inside a commit."""
    terms = {
        "kind": rule.kind.value,
        "shares": msgspec.json.encode(rule.shares).decode(),
        "due_months": rule.due_months,
    }
    return dated_rules.add(store, site, "split_rules", rule, terms)


def list_fund_rules(database: Database) -> list[FundRule]:
    """Give the rules of the employer fund, the oldest first."""
    rows = database.rows(
        "SELECT id, name, rate, months, due_months, since, coalesce(until, ''), "
        "coalesce(source, ''), coalesce(certainty, '') FROM fund_rules ORDER BY since, id"
    )
    return [FundRule(*row) for row in rows]


def add_fund_rule(store: Store, site: int, rule: FundRule) -> int:
    """Add a rule of the employer fund. Only inside a commit."""
    terms = {"rate": rule.rate, "months": rule.months, "due_months": rule.due_months}
    return dated_rules.add(store, site, "fund_rules", rule, terms)


def list_wage_funds(database: Database) -> dict[str, WageFund]:
    """Give the wages typed by hand, by month; of two PCs' entries for a month the later one."""
    rows = database.rows(
        "SELECT id, month, amount, coalesce(note, '') FROM wage_funds ORDER BY month, id"
    )
    return {row[1]: WageFund(*row) for row in rows}


def set_wage_fund(store: Store, site: int, month: str, amount: int, note: str) -> int:
    """Enter the wages of a month, or correct what was entered. Only inside a commit."""
    held = list_wage_funds(store.database).get(month)
    if held is not None:
        store.database.execute(
            "UPDATE wage_funds SET amount = ?, note = ? WHERE id = ?",
            [amount, note or None, held.id],
        )
        return held.id
    [number] = store.named_ids(site, "wage_funds", [keyed("wage_funds", month)])
    store.database.execute(
        "INSERT INTO wage_funds(id, month, amount, note) VALUES (?, ?, ?, ?)",
        [number, month, amount, note or None],
    )
    return number


def collected(database: Database, account: int, first: str, last: str) -> dict[str, int]:
    """Give what came in on an income account, by the month of its vouchers.

    The running totals of months tell it at once; what opening and closing entries moved is taken
    out again.
    """
    found: Counter[str] = Counter()
    for month, amount in database.rows(
        "SELECT month, credit - debit FROM account_months "
        "WHERE account_id = ? AND month BETWEEN ? AND ?",
        [account, first, last],
    ):
        found[month] += amount
    for month, amount in database.rows(
        "SELECT substr(l.dated_on, 1, 7) AS booked, sum(l.amount) FROM vouchers v "
        "JOIN voucher_lines l ON l.voucher_id = v.id WHERE v.kind IN (?, ?) "
        "AND l.account_id = ? GROUP BY booked HAVING booked BETWEEN ? AND ?",
        [*_NOT_COLLECTED, account, first, last],
    ):
        found[month] += amount
    return {month: amount for month, amount in found.items() if amount}


def booked(database: Database, account: int) -> dict[tuple[str, str], Booked]:
    """Give what stands on the account of remittances due, by month and whose share (the note).

    ``settled`` is what closing entries booked of it: the rest of ``due`` was opened with. A line
    without a month is of none ("").
    """
    sums: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for month, note, kind, amount in database.rows(
        "SELECT coalesce(l.month, ''), coalesce(l.note, ''), v.kind, sum(l.amount) "
        "FROM voucher_lines l JOIN vouchers v ON v.id = l.voucher_id WHERE l.account_id = ? "
        "GROUP BY 1, 2, 3",
        [account],
    ):
        held = sums[month, note]
        if kind in _PAYING:
            held[2] += amount
        else:
            held[0] -= amount
            held[1] -= amount if kind == VoucherKind.CLOSING.value else 0
    return {key: Booked(*held) for key, held in sorted(sums.items())}


def received(database: Database, account: int) -> dict[str, int]:
    """Give what came in of the employer fund, by the month it is for (else that of its voucher)."""
    rows = database.rows(
        "SELECT coalesce(l.month, substr(l.dated_on, 1, 7)) AS of_month, -sum(l.amount) "
        "FROM voucher_lines l JOIN vouchers v ON v.id = l.voucher_id "
        "WHERE l.account_id = ? AND v.kind NOT IN (?, ?) GROUP BY of_month",
        [account, *_NOT_COLLECTED],
    )
    return {month: amount for month, amount in rows if amount}
