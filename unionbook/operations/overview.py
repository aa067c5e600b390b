# SPDX-License-Identifier: Apache-2.0
"""The branch in a few figures: how many members, and where its money is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import dues, ledger, member_overview, vouchers
from unionbook.domain import clock, periods
from unionbook.domain import ledger as roles
from unionbook.domain.drawing import Bar, Chart, ChartKind, Unit
from unionbook.domain.events import PRESENT
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.ledger import Account
    from unionbook.operations.sessions import Session

_MONEY = (roles.CASH, roles.BANK, roles.IN_TRANSIT)
_MONTHS, _FEWEST = 12, 2
"""Months of the chart, and how many there must be before it tells anything."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Members of today, and the accounts that hold money with what each holds today."""

    members: int
    money: tuple[tuple[Account, int], ...]
    collected: Chart | None = None
    """Which part of the dues of each month of the last year was paid."""


def look_at_branch(session: Session) -> Overview:
    """Give the figures that the user may see."""
    members = 0
    if session.may("read_members"):
        members = member_overview.count_standing(session.database, PRESENT)
    money: tuple[tuple[Account, int], ...] = ()
    if session.may("read_money"):
        balances = vouchers.balances_on(session.database, clock.today())
        money = tuple(
            (one, balances.get(one.id, 0))
            for one in ledger.list_accounts(session.database)
            if one.role in _MONEY and (one.id in balances or one.role == roles.CASH)
        )
    return Overview(members, money, _collected(session))


def _collected(session: Session) -> Chart | None:
    if not session.may("read_money"):
        return None
    last = clock.today()[:7]
    found = dues.month_totals(session.database, periods.later(last, -_MONTHS + 1), last)
    # What was paid ahead of its assessment is no part of it yet.
    bars = [
        Bar(month[5:], min((paid * 200 + assessed) // (2 * assessed), 100))
        for month, assessed, paid in found
        if assessed > 0
    ]
    if len(bars) < _FEWEST:
        return None
    title = _("Dues paid, month by month")
    return Chart(title, ChartKind.COLUMNS, Unit.PERCENT, tuple(bars))
