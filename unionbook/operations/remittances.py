# SPDX-License-Identifier: Apache-2.0
"""Remittances: the levels above are paid what they are due, the oldest month first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import ledger as rows
from unionbook.data.shares import Booked
from unionbook.domain import clock, periods
from unionbook.domain import ledger as accounts
from unionbook.domain.folding import tidy
from unionbook.domain.ledger import Draft, Line, VoucherKind
from unionbook.domain.shares import ShareKind, share_note
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.booking_days import booked_on
from unionbook.operations.ledger import account, by_role
from unionbook.operations.shares import booked_shares, list_shares, month_shown
from unionbook.reports.formats import number_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session
    from unionbook.operations.shares import ShareLine


@dataclass(frozen=True, slots=True)
class RemittancePart:
    """A part of a remittance: of which month, kind and level; negative where a credit is used."""

    month: str
    kind: ShareKind | None
    level: str
    amount: int


@dataclass(frozen=True, slots=True)
class RemittancesDue:
    """What waits: how much in all, since which month, the next day laid down, months to settle."""

    total: int
    since: str
    due_on: str
    late: bool
    unsettled: tuple[str, ...]


def propose_remittance(
    session: Session,
    *,
    amount: int | None = None,
    level: str = "",
    kind: ShareKind | str = "",
    until: str = "",
) -> list[RemittancePart]:
    """Propose what a remittance settles: the oldest month first; what was paid too much is used up.

    ``level``, ``kind`` and ``until`` (a month) narrow what is meant. Raises InvalidValueError for
    more than is booked as due, UnionbookError where nothing is.
    """
    session.require("read_money")
    wanted = ShareKind(kind) if kind else None
    last = periods.read_month(until) if until else "9999-12"
    open_lines = [
        one
        for one in list_shares(session, last=last)
        if one.left and (not level or one.level == level) and (not wanted or one.kind is wanted)
    ]
    total = sum(one.left for one in open_lines)
    if total <= 0:
        raise UnionbookError(_("Nothing is due to the levels above: settle the month first."))
    if amount is not None and not 0 < amount <= total:
        raise InvalidValueError(
            _("Give an amount of at most {total}, which is what is due.").format(
                total=number_text(total)
            ),
            field="amount",
        )
    return _parts(open_lines, total if amount is None else amount)


def _parts(lines: Sequence[ShareLine], amount: int) -> list[RemittancePart]:
    """Spread an amount, and the credits there are, over the lines in their order."""
    parts = [_part(one, one.left) for one in lines if one.left < 0]
    left = amount - sum(part.amount for part in parts)
    for one in lines:
        share = min(left, one.left)
        if share > 0:
            parts.append(_part(one, share))
            left -= share
    return parts


def _part(one: ShareLine, amount: int) -> RemittancePart:
    return RemittancePart(one.month, one.kind, one.level, amount)


def record_remittance(
    session: Session,
    *,
    parts: Sequence[RemittancePart],
    out_of: str = accounts.BANK,
    on: str = "",
    payee: str = "",
    reason: str = "",
    papers: int = 0,
) -> Changes:
    """Pay the levels above what they are due: one payment voucher for one or many months.

    ``out_of`` is a code or what an account is for (``bank``, ``cash``). Raises InvalidValueError
    for more than is due.
    """
    session.require("post_voucher")
    total = sum(part.amount for part in parts)
    if total <= 0:
        raise InvalidValueError(_("Give an amount above nothing."), field="amount")
    _check_parts(session, parts)
    day = booked_on(session, on)
    due = by_role(session, accounts.REMITTANCE_DUE)
    lines = [
        Line(due, part.amount, None, part.month or None, _note(part))
        for part in parts
        if part.amount
    ]
    draft = Draft(
        VoucherKind.PAYMENT,
        day,
        (*lines, Line(account(session, code=out_of).id, -total)),
        tidy(payee) or session.info.parent,
        tidy(reason) or _reason(parts),
        papers,
        source="remittance",
    )
    with session.commit("record_remittance", right="post_voucher", reason=draft.reason) as changes:
        rows.post(session.office, session.site, draft)
    return changes


def _note(part: RemittancePart) -> str:
    return share_note(part.kind, part.level) if part.kind else ""


def _check_parts(session: Session, parts: Sequence[RemittancePart]) -> None:
    """Refuse parts that go beyond what is due of a month, or use more of a credit than there is."""
    held = booked_shares(session)
    wanted: defaultdict[tuple[str, str], int] = defaultdict(int)
    for part in parts:
        wanted[part.month, _note(part)] += part.amount
    for key, amount in wanted.items():
        left = held.get(key, Booked()).left
        if not min(left, 0) <= amount <= max(left, 0):
            raise InvalidValueError(
                _("Of {month} only {left} is due: settle the month first.").format(
                    month=month_shown(key[0]), left=number_text(max(left, 0))
                ),
                field="amount",
            )


def _reason(parts: Sequence[RemittancePart]) -> str:
    months = sorted({part.month for part in parts if part.month})
    if not months:
        return _("Remittance to the levels above")
    if len(months) == 1:
        return _("Remittance to the levels above for {month}").format(month=month_shown(months[0]))
    return _("Remittance to the levels above from {first} to {last}").format(
        first=month_shown(months[0]), last=month_shown(months[-1])
    )


def remittances_due(session: Session) -> RemittancesDue:
    """Say what is due to the levels above today, what of it is late, and which months to settle."""
    found = list_shares(session)
    open_lines = [one for one in found if one.left > 0]
    days = sorted(one.due_on for one in open_lines if one.due_on)
    this_month = clock.today()[:7]
    unsettled = {one.month for one in found if one.to_book and one.month < this_month}
    return RemittancesDue(
        sum(one.left for one in found),
        min((one.month for one in open_lines), default=""),
        days[0] if days else "",
        bool(days) and days[0] < clock.today(),
        tuple(sorted(unsettled)),
    )
