# SPDX-License-Identifier: Apache-2.0
"""What a member owed before the branch kept its books here, entered by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import dues, ledger
from unionbook.domain import ledger as accounts
from unionbook.domain import periods
from unionbook.domain.folding import tidy
from unionbook.domain.ledger import Draft, Line, VoucherKind
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.ledger import by_role, check_open, day_of
from unionbook.operations.members import get_member
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

_RIGHT = "post_voucher"
_MOST_MONTHS = 120


def open_debt(
    session: Session,
    *,
    member_id: int,
    amount: int,
    first: str,
    last: str = "",
    on: str = "",
    reason: str = "",
) -> Changes:
    """Enter what a member owes of months that were never assessed here: one opening voucher.

    ``amount`` (in the currency's smallest unit) is owed in all, spread evenly over the months from
    ``first`` to ``last``; what does not divide is owed of the first. Payments settle it like any
    other dues, and it is taken back by reversing the voucher. Raises InvalidValueError for what
    cannot be, UnionbookError where a month was assessed or entered already, or is closed.
    """
    session.require(_RIGHT)
    name = get_member(session, member_id=member_id).values["full_name"]
    months = _months(first, last or first)
    if amount < len(months):
        raise InvalidValueError(_("Give an amount above nothing."), field="amount")
    _check(session, member_id, months)
    day = day_of(on)
    check_open(session, day)
    claims, deferred = by_role(session, accounts.CLAIMS), by_role(session, accounts.DEFERRED)
    lines: list[Line] = []
    for month, part in zip(months, _spread(amount, len(months)), strict=True):
        lines += [Line(claims, part, member_id, month), Line(deferred, -part, None, month)]
    draft = Draft(
        VoucherKind.OPENING,
        day,
        tuple(lines),
        str(name),
        tidy(reason) or _("Dues owed from before the books began"),
        source="opening debt",
    )
    with session.commit("open_debt", right=_RIGHT, reason=draft.reason) as changes:
        ledger.post(session.office, session.site, draft)
    return changes


def check_after(session: Session, month: str) -> None:
    """Refuse to assess anew what was entered as owed before the books began: twice is too much."""
    opened = dues.opened_until(session.database)
    if month <= opened:
        raise UnionbookError(
            _(
                "What members owed up to {month} was entered by hand, from before the books began. "
                "Assess a later month, or reverse those opening vouchers first."
            ).format(month=periods.shown(opened))
        )


def _months(first: str, last: str) -> list[str]:
    begin, end = periods.read_month(first), periods.read_month(last)
    if end < begin:
        raise InvalidValueError(_("The end comes before the beginning."), field="last")
    count = periods.between(begin, end) + 1
    if count > _MOST_MONTHS:
        raise InvalidValueError(
            _("Enter at most {count} months at once.").format(count=_MOST_MONTHS), field="first"
        )
    return [periods.later(begin, step) for step in range(count)]


def _spread(amount: int, count: int) -> list[int]:
    each, rest = divmod(amount, count)
    return [each + rest, *[each] * (count - 1)]


def _check(session: Session, member: int, months: list[str]) -> None:
    assessed = dues.assessed_months(session.database, months[0], months[-1])
    if assessed:
        raise UnionbookError(
            _(
                "The dues of {month} were assessed: correct the rule, the wage or the exemption "
                "and assess the month again. Only older months are entered by hand."
            ).format(month=periods.shown(assessed[0]))
        )
    held = dues.month_dues(session.database, members=[member], first=months[0], last=months[-1])
    entered = [one.month for one in held if one.assessed]
    if entered:
        raise UnionbookError(
            _(
                "What this member owes of {month} is in the books already: reverse that voucher "
                "first if it is wrong."
            ).format(month=periods.shown(entered[0]))
        )
