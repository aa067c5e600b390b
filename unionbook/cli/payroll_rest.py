# SPDX-License-Identifier: Apache-2.0
"""``unionbook dues``: the lines of payrolls that did not fit, and what becomes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unionbook.cli.answers import Answer, changed, number, with_more
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import ROW, Group, argument, command, option
from unionbook.cli.ledger import posted
from unionbook.cli.money import MONTH, money_text
from unionbook.cli.tables import table
from unionbook.errors import InvalidValueError
from unionbook.operations import payroll_rest
from unionbook.operations.check_off import LABELS
from unionbook.operations.members import find_member
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.payroll_rest import RestLine
    from unionbook.operations.sessions import Session


@command("checkoff-rest", help=N_("List the lines of payrolls that wait to be resolved."))
@argument("month", metavar=MONTH, required=False, default="")
@option("--all", "everything", is_flag=True, help=N_("Those that are resolved, too."))
@uses_register(Access.READS)
def checkoff_rest(session: Session, month: str, everything: bool) -> Answer:  # noqa: FBT001 - click's
    """List the lines."""
    found = payroll_rest.list_rest(session, month=month, everything=everything)
    rows = [
        [
            str(one.id),
            date_text(one.month),
            number_text(one.row),
            one.number,
            one.name,
            money_text(one.amount),
            _became(one),
        ]
        for one in found
    ]
    headings = [
        _("Line"), _("Month"), _("Row"), _("Number"), _("Name"), _("Deducted"), _("What it is"),
    ]  # fmt: skip
    shown = table(headings, rows, right=(2, 5)) if rows else [_("No line waits to be resolved.")]
    return Answer({"lines": [_data(one) for one in found]}, shown)


@command(
    "checkoff-resolve",
    help=N_("Post a line of a payroll for a member, or put it down with the reason."),
)
@argument("line", metavar=N_("LINE"), type=ROW)
@option("--member", "key", metavar=N_("MEMBER"), default="", help=N_("Whose deduction it is."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Put it down: why it is not posted."))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))
@uses_register(Access.WRITES)
def checkoff_resolve(session: Session, line: int, key: str, reason: str, on: str) -> Answer:
    """Resolve a line."""
    if key and reason:
        raise InvalidValueError(_("Say either whose it is, or why it is not posted."))
    if reason:
        changes = payroll_rest.put_down_rest(session, line_id=line, reason=reason)
        told = changed(changes, _("The line is put down: {reason}").format(reason=reason))
        return with_more(told, voucher=None)
    member = find_member(session, key=key) if key else 0
    return posted(session, payroll_rest.post_rest(session, line_id=line, member_id=member, on=on))


def _became(one: RestLine) -> str:
    if one.settled:
        return one.settled
    if not one.open:
        return _("Posted")
    return ". ".join(part for part in (_(LABELS[one.kind]), one.reason) if part)


def _data(one: RestLine) -> dict[str, Any]:
    return {
        "line": number(one.id),
        "month": one.month,
        "file": one.file,
        "row": one.row,
        "number": one.number,
        "full_name": one.name,
        "member": number(one.member or None),
        "amount": one.amount,
        "expected": one.expected,
        "kind": one.kind,
        "reason": one.reason,
        "open": bool(one.open),
        "voucher": number(one.voucher or None),
        "settled": one.settled or None,
    }


def add_to(parent: Group) -> None:
    """Put these commands into ``unionbook dues``."""
    parent.add_command(checkoff_rest)
    parent.add_command(checkoff_resolve)
