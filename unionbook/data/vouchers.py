# SPDX-License-Identifier: Apache-2.0
"""Vouchers to be looked through: a page after the other, the latest first, whatever their number.

A page goes on where the one before ended, by day and number of row, so that the last page of a
million comes as fast as the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.database import Database, Row

_MONEY = "SELECT id FROM accounts WHERE role IN ('cash', 'bank', 'in_transit')"
_END = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both included, and a kind of voucher; every kind where it is empty."""

    since: str = ""
    until: str = _END
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What of a voucher can be looked for in words."""

    id: int
    kind: str
    year: int
    site: int
    number: int
    dated_on: str
    counterparty: str
    reason: str


def ids_before(
    database: Database, span: Span, before: tuple[str, int] | None, limit: int
) -> list[tuple[int, str]]:
    """Give the next vouchers with their days, the latest first, after the day and row seen last."""
    condition, values = _conditions(span, before)
    rows = database.rows(
        f"SELECT v.id, v.dated_on FROM vouchers v WHERE {condition} "
        "ORDER BY v.dated_on DESC, v.id DESC LIMIT ?",
        [*values, limit],
    )
    return [(row[0], row[1]) for row in rows]


def words_before(
    database: Database, span: Span, before: tuple[str, int] | None, limit: int
) -> list[Words]:
    """Give the same as :func:`ids_before` with everything that can be looked for."""
    condition, values = _conditions(span, before)
    rows = database.rows(
        "SELECT v.id, v.kind, v.year, v.site, v.number, v.dated_on, v.counterparty, v.reason "
        f"FROM vouchers v WHERE {condition} ORDER BY v.dated_on DESC, v.id DESC LIMIT ?",
        [*values, limit],
    )
    return [Words(*row) for row in rows]


def _conditions(span: Span, before: tuple[str, int] | None) -> tuple[str, list[object]]:
    conditions, values = ["v.dated_on BETWEEN ? AND ?"], [span.since, span.until]
    found: list[object] = [*values]
    if before is not None:
        conditions.append("(v.dated_on, v.id) < (?, ?)")
        found.extend(before)
    if span.kind:
        conditions.append("v.kind = ?")
        found.append(span.kind)
    return " AND ".join(conditions), found


def moved_of_money(database: Database, ids: Sequence[int]) -> dict[int, int]:
    """Give what each voucher moves of cash, bank and money in transit together, in positive."""
    # By the vouchers: by the accounts every movement of cash there ever was would be looked at.
    rows = database.rows(
        "SELECT voucher_id, sum(amount) FROM voucher_lines INDEXED BY voucher_lines_voucher "
        f"WHERE voucher_id IN ({_listed(ids)}) AND account_id IN ({_MONEY}) GROUP BY voucher_id"
    )
    return dict(rows)


def with_amount(database: Database, span: Span, amount: int) -> set[int]:
    """Give the vouchers of which one line moves exactly so much money, in or out."""
    rows = database.rows(
        f"SELECT voucher_id FROM voucher_lines WHERE account_id IN ({_MONEY}) "
        "AND dated_on BETWEEN ? AND ? AND amount IN (?, ?)",
        [span.since, span.until, amount, -amount],
    )
    return {row[0] for row in rows}


def day_back(database: Database, account: int, until: str, lines: int) -> str:
    """Give the day on which the lines of an account, counted back from ``until``, are so many."""
    found = database.value(
        "SELECT dated_on FROM voucher_lines WHERE account_id = ? AND dated_on <= ? "
        "ORDER BY dated_on DESC LIMIT 1 OFFSET ?",
        [account, until, lines],
    )
    return str(found) if found is not None else ""


def moved_on_account(
    database: Database, account: int, since: str, until: str
) -> list[tuple[int, int, int]]:
    """Give vouchers with what they debit and credit on an account, the latest first."""
    rows = database.rows(
        "SELECT voucher_id, sum(max(amount, 0)), sum(max(-amount, 0)) FROM voucher_lines "
        "WHERE account_id = ? AND dated_on BETWEEN ? AND ? "
        "GROUP BY dated_on, voucher_id ORDER BY dated_on DESC, voucher_id DESC",
        [account, since, until],
    )
    return [(row[0], row[1], row[2]) for row in rows]


def count(database: Database, span: Span) -> int:
    """Give how many vouchers there are."""
    condition, values = _conditions(span, None)
    return int(database.value(f"SELECT count(*) FROM vouchers v WHERE {condition}", values))


def money_in_and_out(database: Database, span: Span) -> tuple[int, int]:
    """Give what came in and what went out; money carried from cash to bank is neither."""
    kind = "AND voucher_id IN (SELECT id FROM vouchers WHERE kind = ?)" if span.kind else ""
    row = database.row(
        "SELECT coalesce(sum(max(moved, 0)), 0), coalesce(sum(max(-moved, 0)), 0) FROM "
        "(SELECT sum(amount) AS moved FROM voucher_lines "
        f"WHERE account_id IN ({_MONEY}) AND dated_on BETWEEN ? AND ? {kind} GROUP BY voucher_id)",
        [span.since, span.until, *([span.kind] if span.kind else [])],
    )
    return (row[0], row[1]) if row else (0, 0)


def sites(database: Database) -> dict[int, int]:
    """Give the ordinal of each device by its site, from 1: what stands in a voucher's number."""
    rows = database.rows("SELECT site FROM devices ORDER BY coalesce(ordinal, 0), id")
    return {row[0]: ordinal for ordinal, row in enumerate(rows, 1)}


def sums_by_account(database: Database, voucher: int) -> list[Row]:
    """Give account, debit, credit and number of lines of a voucher, debits first."""
    return database.rows(
        "SELECT account_id, sum(max(amount, 0)), sum(max(-amount, 0)), count(*) "
        "FROM voucher_lines WHERE voucher_id = ? GROUP BY account_id, amount > 0 "
        "ORDER BY amount < 0, min(id)",
        [voucher],
    )


def first_lines(database: Database, voucher: int, limit: int) -> list[Row]:
    """Give account, amount, member, month and note of the first lines of a voucher."""
    return database.rows(
        "SELECT account_id, amount, member_id, coalesce(month, ''), coalesce(note, '') "
        "FROM voucher_lines WHERE voucher_id = ? ORDER BY id LIMIT ?",
        [voucher, limit],
    )


def members_on(database: Database, voucher: int) -> int:
    """Give how many members the lines of a voucher are about."""
    found = database.value(
        "SELECT count(DISTINCT member_id) FROM voucher_lines WHERE voucher_id = ?", [voucher]
    )
    return int(found or 0)


def _listed(numbers: Sequence[int]) -> str:
    return ",".join(str(int(number)) for number in numbers)


def count_by_month(database: Database) -> dict[str, int]:
    """Give how many vouchers each month has."""
    return dict(
        database.rows("SELECT substr(dated_on, 1, 7) AS month, count(*) FROM vouchers GROUP BY 1")
    )


def latest_day(database: Database, until: str) -> str:
    """Give the day of the latest voucher dated no later than a day, empty where there is none."""
    found = database.value("SELECT max(dated_on) FROM vouchers WHERE dated_on <= ?", [until])
    return str(found or "")


def earliest_day(database: Database) -> str:
    """Give the day of the earliest voucher, empty where there is none."""
    return str(database.value("SELECT min(dated_on) FROM vouchers") or "")


def balances_on(database: Database, day: str) -> dict[int, int]:
    """Give where every account that was used stands at the end of a day, debit positive."""
    month = day[:7]
    rows = database.rows(
        "SELECT account_id, sum(moved) FROM ("
        "SELECT account_id, debit - credit AS moved FROM account_months WHERE month < ?1 "
        "UNION ALL SELECT account_id, amount FROM voucher_lines "
        "WHERE dated_on BETWEEN ?2 AND ?3) GROUP BY account_id",
        [month, f"{month}-01", day],
    )
    return dict(rows)
