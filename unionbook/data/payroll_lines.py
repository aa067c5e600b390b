# SPDX-License-Identifier: Apache-2.0
"""The rows of payroll lines that were not posted and wait for a person to resolve them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data.readable import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.database import Database
    from unionbook.data.store import Store

    _Key = tuple[str, int, str, str, int]

_REVERSED = "SELECT 1 FROM vouchers r WHERE r.reverses = p.voucher_id"
_OPEN = f"p.settled IS NULL AND (p.voucher_id IS NULL OR EXISTS ({_REVERSED}))"
"""A line whose voucher was taken back waits again."""


@dataclass(frozen=True, slots=True)
class RestLine:
    """A line of a payroll file that was kept: ``member`` is 0 where nobody is known to be meant.

    ``voucher`` is what it was posted by, ``settled`` why it was put down without being posted.
    """

    id: int
    month: str
    file: str
    row: int
    number: str
    name: str
    member: int
    amount: int
    expected: int
    kind: str
    reason: str
    voucher: int = 0
    settled: str = ""
    open: bool = True


def _key(one: RestLine) -> _Key:
    return one.month, one.row, one.number, one.name, one.amount


def add(store: Store, site: int, lines: Sequence[RestLine]) -> int:
    """Add lines that are not there yet; give how many. Only inside a commit.

    A file that is read again has the same lines: what was resolved of them stays so.
    """
    known = {_key(one) for one in list_lines(store.database)}
    fresh = [one for one in lines if _key(one) not in known]
    numbers = store.new_ids(site, len(fresh)) if fresh else ()
    store.database.executemany(
        "INSERT INTO payroll_lines(id, month, file, row, number, name, member_id, amount, "
        "expected, kind, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                one.month,
                one.file,
                one.row,
                one.number,
                one.name,
                one.member or None,
                one.amount,
                one.expected,
                one.kind,
                one.reason,
            )
            for number, one in zip(numbers, fresh, strict=True)
        ),
    )
    return len(fresh)


def list_lines(database: Database, *, month: str = "") -> list[RestLine]:
    """Give the lines by month and row, of a member who was merged away under whom that became.

    Two PCs may have kept the lines of one file before they met: the same line is given once, as
    resolved where one of them resolved it.
    """
    where = "WHERE p.month = ?" if month else ""
    rows = database.rows(
        "SELECT p.id, p.month, p.file, p.row, p.number, p.name, "
        "coalesce(m.merged_into, p.member_id, 0), p.amount, p.expected, p.kind, p.reason, "
        f"coalesce(p.voucher_id, 0), coalesce(p.settled, ''), {_OPEN} "
        f"FROM payroll_lines p LEFT JOIN members m ON m.id = p.member_id {where} "
        "ORDER BY p.month, p.file, p.row, p.id",
        [month] if month else [],
    )
    found: dict[_Key, RestLine] = {}
    for one in readable(rows, lambda row: RestLine(*row)):
        other = found.setdefault(_key(one), one)
        if other.open and not one.open:
            found[_key(one)] = one
    return list(found.values())


def posted(store: Store, line: int, member: int, voucher: int) -> None:
    """Say whose a line was and by which voucher it is posted. Only inside a commit."""
    store.database.execute(
        "UPDATE payroll_lines SET member_id = ?, voucher_id = ? WHERE id = ?",
        [member, voucher, line],
    )


def put_down(store: Store, line: int, reason: str) -> None:
    """Say why a line is not posted. Only inside a commit."""
    store.database.execute("UPDATE payroll_lines SET settled = ? WHERE id = ?", [reason, line])
