# SPDX-License-Identifier: Apache-2.0
"""The chart of accounts as a tree, with where each account stands at the end of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import ledger, vouchers
from unionbook.operations.ledger import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.data.ledger import Account
    from unionbook.operations.sessions import Session


@dataclass(frozen=True, slots=True)
class Standing:
    """An account, the one above it, and its balance; ``whole`` adds those of the ones below it.

    Debit is positive. ``used`` says whether anything was ever posted to it.
    """

    account: Account
    parent: int | None
    balance: int
    whole: int
    used: bool


def chart_on(session: Session, *, on: str = "") -> list[Standing]:
    """Give every account in the order of the codes as it stands at the end of a day, or today.

    An account stands below the one with whose code its own begins: 1311 below 131.
    """
    session.require("read_money")
    day = day_of(on)
    accounts = ledger.list_accounts(session.database)
    balances = vouchers.balances_on(session.database, day)
    parents = _parents(accounts)
    whole = _wholes(accounts, balances, parents)
    return [
        Standing(
            one,
            parents[one.id],
            balances.get(one.id, 0),
            whole[one.id],
            one.id in balances,
        )
        for one in accounts
    ]


def _parents(accounts: list[Account]) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    above: list[Account] = []
    for one in accounts:
        while above and not _is_below(one, above[-1]):
            above.pop()
        found[one.id] = above[-1].id if above else None
        above.append(one)
    return found


def _is_below(one: Account, other: Account) -> bool:
    return one.kind is other.kind and one.code.startswith(other.code) and one.code != other.code


def _wholes(
    accounts: list[Account], balances: Mapping[int, int], parents: Mapping[int, int | None]
) -> dict[int, int]:
    whole = {one.id: balances.get(one.id, 0) for one in accounts}
    for one in reversed(accounts):
        above = parents[one.id]
        if above is not None:
            whole[above] += whole[one.id]
    return whole
