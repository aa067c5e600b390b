# SPDX-License-Identifier: Apache-2.0
"""A branch's figures by month, as they go to the union above: sums and counts, nobody's name.

Money is summed by the device whose vouchers it is of, so that what two PCs of a branch sent adds up
to what the branch has: each device's figures are replaced as a whole by later ones of the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec

from unionbook.domain import ledger as roles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from unionbook.data.database import Database

_MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])\Z"
WHOLE_BRANCH = 0
"""Stands for the device where a figure is of the branch as the maker knows it."""


class Figure(NamedTuple):
    """One figure; ``key`` says of which kind (of welfare, of status), empty where of none."""

    site: Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]
    month: Annotated[str, msgspec.Meta(pattern=_MONTH)]
    kind: str
    key: Annotated[str, msgspec.Meta(max_length=200)]
    number: Annotated[int, msgspec.Meta(ge=-(1 << 53), le=1 << 53)]
    amount: Annotated[int, msgspec.Meta(ge=-(1 << 53), le=1 << 53)]


_OF_ROLE = (
    "FROM voucher_lines l JOIN vouchers v ON v.id = l.voucher_id "
    "WHERE l.account_id IN (SELECT id FROM accounts WHERE role = ?) "
)
_DUES_OWED = (
    f"SELECT v.site, l.month, '', count(DISTINCT l.member_id), sum(l.amount) {_OF_ROLE}"
    "AND l.month IS NOT NULL AND v.kind = 'assessment' GROUP BY 1, 2"
)
_DUES_PAID = (
    f"SELECT v.site, l.month, '', count(DISTINCT l.member_id), -sum(l.amount) {_OF_ROLE}"
    "AND l.month IS NOT NULL AND v.kind <> 'assessment' GROUP BY 1, 2"
)
_REMITTED = (
    "SELECT v.site, coalesce(l.month, substr(l.dated_on, 1, 7)), '', count(DISTINCT v.id), "
    f"sum(l.amount) {_OF_ROLE}AND coalesce((SELECT o.source FROM vouchers o "
    "WHERE o.id = v.reverses), v.source) = 'remittance' GROUP BY 1, 2"
)
_WELFARE = """
WITH paid AS (
    SELECT p.voucher_id, c.kind, coalesce(s.amount, c.amount) AS amount
    FROM welfare_payments p
    JOIN welfare_cases c ON c.id = p.case_id
    JOIN welfare_steps s ON s.id = p.approval_id
)
SELECT site, month, kind, sum(number), sum(amount) FROM (
    SELECT v.site, substr(v.dated_on, 1, 7) AS month, paid.kind, 1 AS number, paid.amount
    FROM paid JOIN vouchers v ON v.id = paid.voucher_id
    UNION ALL
    SELECT v.site, substr(v.dated_on, 1, 7), paid.kind, -1, -paid.amount
    FROM paid JOIN vouchers v ON v.reverses = paid.voucher_id
) GROUP BY 1, 2, 3
"""
_PROGRAMMES = """
SELECT v.site, substr(v.dated_on, 1, 7), p.kind, count(DISTINCT v.id), sum(l.amount)
FROM programme_vouchers x
JOIN programmes p ON p.id = x.programme_id
JOIN vouchers v ON v.id = x.voucher_id
JOIN voucher_lines l ON l.voucher_id = v.id
JOIN accounts a ON a.id = l.account_id AND a.kind = 'expense'
GROUP BY 1, 2, 3
"""
_MONEY: dict[str, tuple[str, tuple[str, ...]]] = {
    "dues_due": (_DUES_OWED, (roles.CLAIMS,)),
    "dues_paid": (_DUES_PAID, (roles.CLAIMS,)),
    "remitted": (_REMITTED, (roles.REMITTANCE_DUE,)),
    "welfare": (_WELFARE, ()),
    "programmes": (_PROGRAMMES, ()),
}


def figures(database: Database, kinds: Collection[str], month: str) -> Iterator[Figure]:
    """Give the figures of these kinds over all months; ``month`` is that of what is counted now."""
    for kind, (sql, parameters) in _MONEY.items():
        if kind in kinds:
            for site, of, key, number, amount in database.rows(sql, parameters):
                if re.match(_MONTH, of or ""):
                    yield Figure(site, of, kind, key, number, amount)
    if "members" in kinds:
        for status, number in database.rows("SELECT status, count(*) FROM member_index GROUP BY 1"):
            yield Figure(WHOLE_BRANCH, month, "members", status, number, 0)
