# SPDX-License-Identifier: Apache-2.0
"""From a figure back to its vouchers: which of them add how much to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from unionbook.domain.report_tables import Keep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionbook.data.database import Database
    from unionbook.domain.report_tables import Trace

_OTHERS = (
    "NOT EXISTS (SELECT 1 FROM voucher_lines o JOIN vouchers v ON v.id = o.voucher_id "
    "WHERE o.voucher_id = l.voucher_id AND o.account_id IN ({listed}) AND v.kind = 'closing')"
)


def parts_of(database: Database, trace: Trace) -> dict[int, int]:
    """Give how much each voucher adds to a figure; those that add nothing are left out."""
    sums = Counter(_kept(database, trace) if trace.keep else _by_voucher(database, trace))
    for voucher in sums:
        sums[voucher] *= trace.factor or 1
    if trace.also is not None:
        sums.update(parts_of(database, trace.also))
    return {voucher: amount for voucher, amount in sums.items() if amount}


def sum_of(database: Database, trace: Trace) -> int:
    """Give the figure that a trace leads to."""
    if trace.keep:
        return sum(parts_of(database, trace).values())
    conditions, values = _conditions(trace)
    found = database.value(
        f"SELECT sum({_amount(trace)}) FROM voucher_lines l WHERE {conditions}", values
    )
    own = int(found or 0) * (trace.factor or 1)
    return own + (sum_of(database, trace.also) if trace.also else 0)


def _by_voucher(database: Database, trace: Trace) -> dict[int, int]:
    conditions, values = _conditions(trace)
    rows = database.rows(
        f"SELECT l.voucher_id, sum({_amount(trace)}) FROM voucher_lines l "
        f"WHERE {conditions} GROUP BY l.voucher_id",
        values,
    )
    return dict(rows)


def _kept(database: Database, trace: Trace) -> dict[int, int]:
    """Give the same of those members' months alone whose lines add up to what is looked for."""
    conditions, values = _conditions(trace)
    rows = database.rows(
        f"SELECT l.voucher_id, coalesce(m.merged_into, l.member_id), l.month, {_amount(trace)} "
        f"FROM voucher_lines l JOIN members m ON m.id = l.member_id WHERE {conditions}",
        values,
    )
    left: defaultdict[tuple[int, str], int] = defaultdict(int)
    for _voucher, member, month, amount in rows:
        left[member, month] += amount
    sign = 1 if trace.keep is Keep.OWED else -1
    sums: defaultdict[int, int] = defaultdict(int)
    for voucher, member, month, amount in rows:
        if left[member, month] * sign > 0:
            sums[voucher] += amount
    return sums


def _amount(trace: Trace) -> str:
    negative = [account for account, factor in trace.accounts or () if factor < 0]
    if not negative:
        return "l.amount"
    return f"CASE WHEN l.account_id IN ({_listed(negative)}) THEN -l.amount ELSE l.amount END"


def _conditions(trace: Trace) -> tuple[str, list[object]]:
    conditions, values = ["1"], list[object]()
    if trace.accounts is not None:
        conditions.append(f"l.account_id IN ({_listed(one for one, _factor in trace.accounts)})")
    if trace.besides:
        conditions.append(_OTHERS.format(listed=_listed(trace.besides)))
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
    if trace.vouchers is not None:
        conditions.append(f"l.voucher_id IN ({_listed(trace.vouchers)})")
    if trace.side is not None:
        conditions.append(f"l.amount * {int(trace.side)} > 0")
    return " AND ".join(conditions), values


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(str(int(number)) for number in numbers)
