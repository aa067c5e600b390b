# SPDX-License-Identifier: Apache-2.0
"""A branch with some months of dues, made by operations: for the window and for the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.domain import clock, periods
from unionbook.operations import dues, dues_rules, ledger, members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.sessions import Session

RULE = {"VN": ("wage_capped", ""), "ID": ("fsp_lem", "Kota Contoh")}


def add_dues(session: Session, months: int = 5) -> Sequence[int]:
    """Set up the books, assess the last months and let most people pay; give who is a member."""
    ledger.set_up_books(session)
    rules = {one.key: one for one in dues_rules.list_templates(session)}
    key = next(iter(rules)) if session.info.country == "ID" else "wage_capped"
    dues_rules.adopt_rule(session, key=key, region=RULE[session.info.country][1])
    if session.info.country == "ID":
        dues_rules.set_reference(
            session, kind="minimum_wage", region=RULE["ID"][1], since="2020-01-01",
            amount=4_901_117,
        )  # fmt: skip
    ids = list(members.list_member_ids(session, criteria=members.Criteria(statuses=("active",))))
    now = clock.today()[:7]
    for place, number in enumerate(ids[:3]):
        reason = ("maternity", "sickness", "unpaid_leave")[place]
        dues_rules.exempt_member(
            session, member_id=number, reason=reason, first=periods.later(now, -3)
        )
    for back in range(months, -1, -1):
        dues.assess_month(session, month=periods.later(now, -back))
    for place, number in enumerate(ids):
        _pay(session, number, place)
    return ids


def _pay(session: Session, member: int, place: int) -> None:
    owed = sum(one.left for one in dues.member_dues(session, member_id=member) if one.left > 0)
    share = (1.0, 1.0, 0.8, 1.0, 0.35, 1.0, 1.6, 0.0)[place % 8]
    if owed and share:
        amount = int(owed * share) // 1000 * 1000
        parts = dues.propose_payment(session, member_ids=[member], amount=amount)
        dues.record_payment(session, parts=parts)
