# SPDX-License-Identifier: Apache-2.0
"""``unionbook transfers``: members who go from one branch to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unionbook.cli.answers import Answer, changed
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import member_argument
from unionbook.cli.commands import argument, group, option
from unionbook.cli.shown import label
from unionbook.cli.tables import pairs, table
from unionbook.domain.events import EVENT_LABELS
from unionbook.operations import transfers, units
from unionbook.operations.federation_words import kind_shown
from unionbook.operations.members import find_member
from unionbook.reports.formats import date_text, number_text, value_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionbook.operations.sessions import Session
    from unionbook.operations.transfers import TransferInfo, TransferRow

_number = argument("number", metavar=N_("TRANSFER"))


@group(help=N_("Members who go from one branch of the federation to another."), usual="list")
def transfers_command() -> None:
    """Hold the commands on transfers."""


@transfers_command.command("list", help=N_("List the transfers."))
@uses_register(Access.READS)
def list_transfers(session: Session) -> Answer:
    """List transfers."""
    found = transfers.list_transfers(session)
    rows = [
        [
            one.number,
            one.full_name,
            one.from_unit,
            one.to_unit,
            date_text(one.asked_on),
            _(transfers.STATE_LABELS.get(one.state, one.state)),
        ]
        for one in found
    ]
    headings = [_("Transfer"), _("Name"), _("From"), _("To"), _("Asked on"), _("State")]
    return Answer({"transfers": [_data(one) for one in found]}, table(headings, rows))


def _data(one: TransferRow) -> dict[str, Any]:
    return {
        "number": one.number,
        "direction": one.direction,
        "member": str(one.member_id) if one.member_id else None,
        "full_name": one.full_name,
        "from": one.from_unit,
        "to": one.to_unit,
        "asked_on": one.asked_on,
        "state": one.state,
        "reason": one.reason,
    }


@transfers_command.command("show", help=N_("Show what goes along with a member."))
@_number
@uses_register(Access.READS)
def show_transfer(session: Session, number: str) -> Answer:
    """Show a transfer."""
    found = transfers.get_transfer(session, number=number)
    data = {"transfer": _data(found.row), "record": None}
    if found.record:
        data["record"] = {
            "values": dict(found.record.values),
            "events": [{"kind": one.kind.value, "on": one.on} for one in found.record.events],
            "dues": [
                {"month": one.month, "owed": one.owed, "paid": one.paid}
                for one in found.record.dues
            ],
            "awards": [
                {"kind": one.kind, "on": one.on, "amount": one.amount}
                for one in found.record.awards
            ],
        }
    return Answer(data, _lines(session, found))


def _lines(session: Session, found: TransferInfo) -> Iterator[str]:
    row = found.row
    yield f"{row.full_name}: {row.from_unit} → {row.to_unit}, {date_text(row.asked_on)}"
    if not found.record:
        return
    values = found.record.values.items()
    yield from pairs([(label(name), value_text(name, value)) for name, value in values])
    for event in found.record.events:
        yield f"{date_text(event.on)}  {_(EVENT_LABELS[event.kind])}"
    for one in found.record.dues:
        yield _("{month}: owed {owed}, paid {paid}").format(
            month=date_text(one.month), owed=number_text(one.owed), paid=number_text(one.paid)
        )
    for award in found.record.awards:
        kind = kind_shown(session, award.kind)
        yield f"{date_text(award.on)}  {kind}  {number_text(award.amount)}"


@transfers_command.command("ask", help=N_("Ask that a member goes over to another branch."))
@member_argument()
@argument("to", metavar=N_("BRANCH"))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why."))
@uses_register(Access.WRITES)
def ask_transfer(session: Session, member: str, to: str, reason: str) -> Answer:
    """Ask for a transfer."""
    found = find_member(session, key=member)
    changes = transfers.ask_transfer(session, member_id=found, to=to, reason=reason)
    sentence = _("It goes up with the next bundle.")
    return changed(changes, sentence, member=str(found))


@transfers_command.command("withdraw", help=N_("Take back what was asked for."))
@_number
@uses_register(Access.WRITES)
def withdraw_transfer(session: Session, number: str) -> Answer:
    """Withdraw."""
    changes = transfers.withdraw_transfer(session, number=number)
    return changed(changes, _("It goes up with the next bundle."), transfer=number)


@transfers_command.command("accept", help=N_("Accept a member who comes over."))
@_number
@uses_register(Access.WRITES)
def accept_transfer(session: Session, number: str) -> Answer:
    """Accept."""
    changes = transfers.accept_transfer(session, number=number)
    sentence = _("The member is one of this branch; the other one hears of it by bundle.")
    return changed(changes, sentence, transfer=number)


@transfers_command.command("refuse", help=N_("Refuse a transfer, here or at the desk above."))
@_number
@option("--reason", metavar=N_("TEXT"), required=True, help=N_("Why."))
@uses_register(Access.WRITES)
def refuse_transfer(session: Session, number: str, reason: str) -> Answer:
    """Refuse."""
    changes = transfers.refuse_transfer(session, number=number, reason=reason)
    return changed(changes, _("The transfer is refused."), transfer=number)


@transfers_command.command("approve", help=N_("Approve a transfer at the federation's desk."))
@_number
@argument("unit", metavar=N_("UNIT"))
@uses_register(Access.WRITES)
def approve_transfer(session: Session, number: str, unit: str) -> Answer:
    """Approve."""
    found = units.find_unit(session, unit)
    changes = transfers.approve_transfer(session, number=number, to_unit=found.id)
    return changed(changes, _("It goes down with the next bundle."), transfer=number)
