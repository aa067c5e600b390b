# SPDX-License-Identifier: Apache-2.0
"""Lines of payrolls that did not fit: each waits until it is posted to somebody or put down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import ledger, payroll_lines
from unionbook.data.payroll_lines import RestLine
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.domain.folding import tidy
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations import dues
from unionbook.operations.dues import Part
from unionbook.operations.members import get_member
from unionbook.reports.formats import date_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["RestLine"]


def list_rest(session: Session, *, month: str = "", everything: bool = False) -> list[RestLine]:
    """Give the lines that wait, of one month or of all; ``everything``: the resolved ones too."""
    session.require("read_money")
    wanted = periods.read_month(month) if month else ""
    found = payroll_lines.list_lines(session.database, month=wanted)
    return [one for one in found if everything or one.open]


def post_rest(session: Session, *, line_id: int, member_id: int = 0, on: str = "") -> Changes:
    """Post what a line says was deducted, for the member it names or for another one.

    The money goes into money in transit, as the payroll's does. It settles the line's month, or all
    that is owed from the oldest month on where it is more, then months ahead; of somebody who never
    owed anything it counts for the line's month.
    Raises InvalidValueError where nobody is chosen, UnionbookError where the line is resolved.
    """
    line = _open_line(session, line_id)
    member = member_id or line.member
    if not member:
        raise InvalidValueError(_("Choose whose deduction it is."), field="member")
    parts = _parts(session, line, member)
    draft = dues.receipt_draft(
        session,
        parts=parts,
        into=roles.IN_TRANSIT,
        on=on,
        payer=_("Employer"),
        reason=_("Dues deducted from pay for {month}, {name}").format(
            month=date_text(line.month), name=_name(session, member)
        ),
        source=f"checkoff {line.month}",
    )
    with session.commit("record_payment", reason=draft.reason) as changes:
        voucher = ledger.post(session.office, session.site, draft)
        payroll_lines.posted(session.office, line.id, member, voucher)
    return changes


def put_down_rest(session: Session, *, line_id: int, reason: str) -> Changes:
    """Put a line down without posting it, with the reason why. Raises InvalidValueError."""
    session.require("record_payment")
    line = _open_line(session, line_id)
    said = tidy(reason)
    if not said:
        raise InvalidValueError(_("Say why the line is not posted."), field="reason")
    with session.commit("record_payment", reason=said) as changes:
        payroll_lines.put_down(session.office, line.id, said)
    return changes


def _open_line(session: Session, line_id: int) -> RestLine:
    for one in payroll_lines.list_lines(session.database):
        if one.id == line_id:
            if not one.open:
                raise UnionbookError(_("This line of the payroll is resolved already."))
            return one
    raise NotFoundError(
        _("There is no such line of a payroll: the list of lines that wait shows their numbers.")
    )


def _name(session: Session, member: int) -> str:
    return str(get_member(session, member_id=member).values["full_name"])


def _parts(session: Session, line: RestLine, member: int) -> list[Part]:
    held = dues.member_dues(session, member_id=member)
    owed = next((one.left for one in held if one.month == line.month), 0)
    if line.amount <= owed or not any(one.assessed for one in held):
        return [Part(member, line.month, line.amount)]
    return dues.propose_payment(session, member_ids=[member], amount=line.amount)
