# SPDX-License-Identifier: Apache-2.0
"""Double entry: accounts, vouchers and their lines.

An amount is an integer in the currency's smallest unit; a line's is positive in debit and negative
in credit, so a voucher balances when its lines add up to nothing. Dues count as income when they
are paid, as both countries' settlements want it: what is owed stands on *claims*, against
*deferred* dues, until money comes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from unionbook.domain.values import check_amount
from unionbook.errors import InvalidValueError
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class AccountKind(StrEnum):
    """What an account is; debit raises assets and expenses, credit the others."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"


ACCOUNT_LABELS = {
    AccountKind.ASSET: N_("Asset"),
    AccountKind.LIABILITY: N_("Liability"),
    AccountKind.EQUITY: N_("Own funds"),
    AccountKind.INCOME: N_("Income"),
    AccountKind.EXPENSE: N_("Expense"),
}
ON_DEBIT = frozenset({AccountKind.ASSET, AccountKind.EXPENSE})
"""The kinds whose balance usually stands in debit, and is shown as a sum above nothing there."""


class VoucherKind(StrEnum):
    """The kinds of vouchers; each has a series of numbers of its own."""

    RECEIPT = "receipt"
    PAYMENT = "payment"
    TRANSFER = "transfer"
    ASSESSMENT = "assessment"
    OPENING = "opening"
    CLOSING = "closing"


VOUCHER_LABELS = {
    VoucherKind.RECEIPT: N_("Receipt"),
    VoucherKind.PAYMENT: N_("Payment"),
    VoucherKind.TRANSFER: N_("Transfer"),
    VoucherKind.ASSESSMENT: N_("Assessment"),
    VoucherKind.OPENING: N_("Opening balance"),
    VoucherKind.CLOSING: N_("Closing entry"),
}

CASH, BANK, IN_TRANSIT = "cash", "bank", "in_transit"
CLAIMS, DEFERRED = "dues_claims", "dues_deferred"
DUES, SURCHARGE, JOINING_FEE = "dues_income", "surcharge_income", "joining_fee_income"
UPWARD_SHARE, REMITTANCE_DUE = "upward_share", "remittance_due"
EMPLOYER_FUND, OPENING_FUND = "employer_fund", "opening_fund"
"""What an account is for, whatever code and name it has in a branch's chart."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a voucher; ``member`` and ``month`` say whose dues of which month it settles."""

    account: int
    amount: int
    member: int | None = None
    month: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A voucher before it has its number."""

    kind: VoucherKind
    dated_on: str
    lines: tuple[Line, ...]
    counterparty: str = ""
    reason: str = ""
    papers: int = 0
    reverses: int | None = None
    source: str = ""


def check(draft: Draft) -> None:
    """Refuse a voucher whose lines say nothing. Raises InvalidValueError."""
    if len(draft.lines) < 2:  # noqa: PLR2004 - one side and the other
        raise InvalidValueError(_("A voucher needs a debit and a credit line."), field="lines")
    if any(line.amount == 0 for line in draft.lines):
        raise InvalidValueError(_("A line of nothing has no place in a voucher."), field="lines")
    for line in draft.lines:
        check_amount(line.amount, "lines")


def reversal(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give the lines that take others back to nothing."""
    return tuple(Line(x.account, -x.amount, x.member, x.month, x.note) for x in lines)


def netted(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Give the same lines with those of one account, member and month added up."""
    sums: Counter[tuple[int, int | None, str | None, str]] = Counter()
    for line in lines:
        sums[line.account, line.member, line.month, line.note] += line.amount
    return tuple(
        Line(account, amount, member, month, note)
        for (account, member, month, note), amount in sums.items()
        if amount
    )
