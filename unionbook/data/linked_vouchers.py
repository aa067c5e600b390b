# SPDX-License-Identifier: Apache-2.0
"""Vouchers that a case or a programme points at: whether they stand, and what they came to.

A voucher stands as long as it is not reversed; a reversal that was reversed itself lets it stand
again. So each is followed along its chain of reversals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionbook.data.database import Database

_CHAIN = (
    "WITH RECURSIVE chain(owner, root, id, depth) AS ("
    "SELECT p.{owner}, p.voucher_id, p.voucher_id, 0 FROM {table} p {only} "
    "UNION ALL SELECT c.owner, c.root, v.id, c.depth + 1 "
    "FROM chain c JOIN vouchers v ON v.reverses = c.id) "
)


def standing(
    database: Database, table: str, owner: str, only: int | None = None
) -> dict[int, list[tuple[int, str]]]:
    """Give by owner the vouchers that stand, the earliest first, each with its day.

    ``table`` links a column ``owner`` with ``voucher_id``; ``only`` asks for one owner alone.
    """
    chosen = f"WHERE p.{owner} = ?" if only is not None else ""
    rows = database.rows(
        f"{_CHAIN.format(owner=owner, table=table, only=chosen)} "
        "SELECT c.owner, c.root, v.dated_on FROM chain c JOIN vouchers v ON v.id = c.root "
        "GROUP BY c.owner, c.root HAVING max(c.depth) % 2 = 0 ORDER BY c.root",
        [only] if only is not None else [],
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for whose, voucher, day in rows:
        found.setdefault(whose, []).append((voucher, day))
    return found


def spent(
    database: Database, table: str, owner: str, *, first: str = "", last: str = "9999"
) -> dict[int, int]:
    """Give by owner what its vouchers and their reversals moved on expense accounts between days.

    What was reversed later counts on its day and is taken back on the day of the reversal, as in
    the books.
    """
    rows = database.rows(
        f"{_CHAIN.format(owner=owner, table=table, only='')} "
        "SELECT c.owner, sum(l.amount) FROM chain c JOIN voucher_lines l ON l.voucher_id = c.id "
        "JOIN accounts a ON a.id = l.account_id "
        "WHERE a.kind = 'expense' AND l.dated_on BETWEEN ? AND ? GROUP BY c.owner",
        [first, last],
    )
    return {row[0]: int(row[1]) for row in rows}


def chains(database: Database, table: str, owner: str) -> dict[int, tuple[int, ...]]:
    """Give by owner its vouchers and whatever reverses them: what its sums are made of."""
    found: dict[int, list[int]] = {}
    rows = database.rows(
        f"{_CHAIN.format(owner=owner, table=table, only='')} "
        "SELECT DISTINCT c.owner, c.id FROM chain c ORDER BY c.id"
    )
    for whose, voucher in rows:
        found.setdefault(whose, []).append(voucher)
    return {whose: tuple(vouchers) for whose, vouchers in found.items()}
