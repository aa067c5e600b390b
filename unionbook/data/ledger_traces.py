# SPDX-License-Identifier: Apache-2.0
"""From a figure back to its vouchers: which of them add how much to it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionbook.domain.report_tables import Keep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionbook.data.database import Database
    from unionbook.domain.report_tables import Trace

_Line = tuple[int, int | None, str | None, int]
"""Voucher, member, month, amount as it counts."""


def parts_of(database: Database, trace: Trace) -> dict[int, int]:
    """Give how much each voucher adds to a figure; those that add nothing are left out."""
    sums: defaultdict[int, int] = defaultdict(int)
    for voucher, _member, _month, amount in _kept(list(_lines(database, trace)), trace.keep):
        sums[voucher] += amount * (trace.factor or 1)
    return {voucher: amount for voucher, amount in sums.items() if amount}


def _kept(lines: list[_Line], keep: Keep | None) -> Iterable[_Line]:
    if keep is None:
        return lines
    sums: defaultdict[tuple[int | None, str | None], int] = defaultdict(int)
    for _voucher, member, month, amount in lines:
        sums[member, month] += amount
    sign = 1 if keep is Keep.OWED else -1
    return [line for line in lines if sums[line[1], line[2]] * sign > 0]


def _lines(database: Database, trace: Trace) -> Iterator[_Line]:
    conditions, values = _conditions(trace)
    factors = dict(trace.accounts)
    rows = database.iterate(
        "SELECT l.voucher_id, coalesce(m.merged_into, l.member_id), l.month, l.account_id, "
        "l.amount FROM voucher_lines l LEFT JOIN members m ON m.id = l.member_id "
        f"WHERE {' AND '.join(conditions)}",
        values,
    )
    for voucher, member, month, account, amount in rows:
        yield voucher, member, month, amount * factors.get(account, 1)


def _conditions(trace: Trace) -> tuple[list[str], list[object]]:
    conditions, values = ["1"], list[object]()
    if trace.accounts:
        conditions.append(f"l.account_id IN ({_listed(one for one, _factor in trace.accounts)})")
    if trace.members is not None:
        some = _listed(trace.members)
        conditions.append(
            "l.member_id IN (SELECT id FROM members "
            f"WHERE id IN ({some}) OR merged_into IN ({some}))"
        )
    if trace.months is not None:
        conditions.append("l.month BETWEEN ? AND ?")
        values += trace.months
    for day, condition in ((trace.since, "l.dated_on >= ?"), (trace.until, "l.dated_on <= ?")):
        if day is not None:
            conditions.append(condition)
            values.append(day)
    if trace.voucher is not None:
        conditions.append("l.voucher_id = ?")
        values.append(trace.voucher)
    if trace.side is not None:
        conditions.append(f"l.amount * {int(trace.side)} > 0")
    return conditions, values


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(str(int(number)) for number in numbers)
