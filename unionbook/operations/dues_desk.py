# SPDX-License-Identifier: Apache-2.0
"""The cash desk of dues: what a member's account says, receipts of a day, money given back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionbook.data import ledger as books
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.domain.ledger import Draft, Line, VoucherKind, netted
from unionbook.errors import InvalidValueError
from unionbook.operations.booking_days import booked_on
from unionbook.operations.dues import MonthDues, Part, explain, member_dues
from unionbook.operations.dues_year import payments_of
from unionbook.operations.ledger import by_role, day_of, shown_number
from unionbook.operations.members import get_member
from unionbook.reports.formats import number_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.dues_year import DuesPayment
    from unionbook.operations.sessions import Session

PAYMENT, REFUND = "payment", "refund"
"""What ``source`` says of vouchers that came about here."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands with dues today, from the ledger.

    ``owed`` in all and ``since`` which month; ``ahead`` is what was paid for months that are not
    assessed yet, up to the month ``until``; ``payments`` are the latest first.
    """

    owed: int
    since: str
    months_owed: int
    ahead: int
    until: str
    months: tuple[MonthDues, ...]
    payments: tuple[DuesPayment, ...]


@dataclass(frozen=True, slots=True)
class ReceiptOfDay:
    """A voucher of dues taken or given back on a day; ``amount`` is negative where given back."""

    voucher: int
    number: str
    payer: str
    reason: str
    amount: int
    reversed: bool


def standing(session: Session, *, member_id: int) -> Standing:
    """Give how a member stands: owed and since when, paid ahead until when, the payments."""
    months = member_dues(session, member_id=member_id)
    owing = [one for one in months if one.left > 0]
    ahead = [one for one in months if one.left < 0]
    covered = [one.month for one in months if one.paid > 0 and one.left <= 0]
    return Standing(
        sum(one.left for one in owing),
        owing[0].month if owing else "",
        len(owing),
        -sum(one.left for one in ahead),
        max(covered, default=""),
        tuple(months),
        tuple(payments_of(session, member_id=member_id)),
    )


def receipts_of_day(session: Session, *, on: str = "") -> list[ReceiptOfDay]:
    """Give the receipts and refunds of dues of a day, of today where none is said, in order."""
    session.require("read_money")
    day = day_of(on)
    found = []
    for one in books.list_vouchers(
        session.database, since=day, until=day, kinds=(VoucherKind.RECEIPT, VoucherKind.PAYMENT)
    ):
        if one.source not in (PAYMENT, REFUND) and not (one.reverses and one.source == "reversal"):
            continue
        given_back = one.source == REFUND or one.reverses is not None
        found.append(
            ReceiptOfDay(
                one.id,
                shown_number(session, one),
                one.counterparty,
                one.reason,
                -one.amount if given_back else one.amount,
                one.reversed_by is not None,
            )
        )
    return found


def propose_refund(session: Session, *, member_id: int, amount: int | None = None) -> list[Part]:
    """Propose what is given back: what was paid ahead or too much, or ``amount``, latest first.

    Raises InvalidValueError for more than was ever paid.
    """
    session.require("read_money")
    months = sorted(member_dues(session, member_id=member_id), key=lambda one: one.month)
    if amount is None:
        return [Part(member_id, one.month, -one.left) for one in reversed(months) if one.left < 0]
    parts, left = [], amount
    for one in reversed(months):
        share = min(left, max(one.paid, 0))
        if share > 0:
            parts.append(Part(member_id, one.month, share))
            left -= share
    if left > 0:
        raise InvalidValueError(
            _("Less was paid than is to be given back: {left} too much.").format(
                left=number_text(left)
            ),
            field="amount",
        )
    return parts


def refund_dues(
    session: Session,
    *,
    parts: Sequence[Part],
    out_of: str = roles.CASH,
    on: str = "",
    payee: str = "",
    reason: str = "",
) -> Changes:
    """Give dues back: a payment voucher that undoes what was counted for member and month.

    Raises InvalidValueError for more than was paid for a month, UnionbookError in a closed month.
    """
    session.require("record_payment")
    if not parts or any(part.amount <= 0 for part in parts):
        raise InvalidValueError(_("Give an amount above nothing."), field="amount")
    parts = [replace(part, month=periods.read_month(part.month)) for part in parts]
    _check_paid(session, parts)
    day = booked_on(session, on)
    name = payee or str(get_member(session, member_id=parts[0].member).values["full_name"])
    draft = Draft(
        VoucherKind.PAYMENT,
        day,
        _refund_lines(session, parts, by_role(session, out_of)),
        counterparty=name,
        reason=reason or _("Dues given back"),
        source=REFUND,
    )
    with session.commit("refund_dues", right="record_payment", reason=draft.reason) as changes:
        books.post(session.office, session.site, draft)
    return changes


def _check_paid(session: Session, parts: Sequence[Part]) -> None:
    for member in {part.member for part in parts}:
        paid = {one.month: one.paid for one in member_dues(session, member_id=member)}
        for part in parts:
            if part.member == member and part.amount > paid.get(part.month, 0):
                raise InvalidValueError(
                    _("For {month} only {paid} was paid.").format(
                        month=periods.shown(part.month), paid=number_text(paid.get(part.month, 0))
                    ),
                    field="amount",
                )


def _refund_lines(session: Session, parts: Sequence[Part], out_of: int) -> tuple[Line, ...]:
    """Give the lines of a refund; what goes back first is the surcharge, which came last."""
    claims, deferred = by_role(session, roles.CLAIMS), by_role(session, roles.DEFERRED)
    income, surcharge = by_role(session, roles.DUES), by_role(session, roles.SURCHARGE)
    lines = [Line(out_of, -sum(part.amount for part in parts))]
    for part in parts:
        extra = min(part.amount, _surcharge_paid(session, part))
        lines.append(Line(surcharge, extra, part.member, part.month))
        lines.append(Line(income, part.amount - extra, part.member, part.month))
        lines.append(Line(claims, part.amount, part.member, part.month))
        lines.append(Line(deferred, -part.amount, None, part.month))
    return netted(lines)


def _surcharge_paid(session: Session, part: Part) -> int:
    found = explain(session, member_id=part.member, month=part.month)
    if found is None or not found.surcharge:
        return 0
    paid = {one.month: one.paid for one in member_dues(session, member_id=part.member)}
    return max(paid.get(part.month, 0) - (found.amount - found.surcharge), 0)
