# SPDX-License-Identifier: Apache-2.0
"""The branch in a few figures: how many members, and where its money is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import ledger, vouchers
from unionbook.domain import clock
from unionbook.domain import ledger as roles
from unionbook.domain.events import PRESENT
from unionbook.operations.members import Criteria, list_member_ids

if TYPE_CHECKING:
    from unionbook.data.ledger import Account
    from unionbook.operations.sessions import Session

_MONEY = (roles.CASH, roles.BANK, roles.IN_TRANSIT)


@dataclass(frozen=True, slots=True)
class Overview:
    """Members of today, and the accounts that hold money with what each holds today."""

    members: int
    money: tuple[tuple[Account, int], ...]


def look_at_branch(session: Session) -> Overview:
    """Give the figures that the user may see."""
    members = 0
    if session.may("read_members"):
        members = len(list_member_ids(session, criteria=Criteria(statuses=PRESENT)))
    money: tuple[tuple[Account, int], ...] = ()
    if session.may("read_money"):
        balances = vouchers.balances_on(session.database, clock.today())
        money = tuple(
            (one, balances.get(one.id, 0))
            for one in ledger.list_accounts(session.database)
            if one.role in _MONEY and (one.id in balances or one.role == roles.CASH)
        )
    return Overview(members, money)
