# SPDX-License-Identifier: Apache-2.0
"""``unionbook dues power``: by which members let the employer deduct their dues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import MEMBER
from unionbook.cli.commands import Group, argument, group, option
from unionbook.cli.money import MONTH, people
from unionbook.cli.tables import table
from unionbook.operations import check_off_powers
from unionbook.operations.members import find_member
from unionbook.reports.formats import date_text
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.sessions import Session

_keys = argument("keys", metavar=MEMBER, nargs=-1, required=True)
_on = option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise today."))


@group(help=N_("The powers by which the employer may deduct dues, given and revoked."))
def power() -> None:
    """Hold the commands on powers."""


def _members(session: Session, keys: Sequence[str]) -> list[int]:
    return [find_member(session, key=key) for key in keys]


@power.command("give", help=N_("Record that members gave their power, in one step."))
@_keys
@_on
@option("--paper", metavar=N_("TEXT"), default="", help=N_("Which paper: its number or text."))
@uses_register(Access.WRITES)
def give(session: Session, keys: Sequence[str], on: str, paper: str) -> Answer:
    """Record powers."""
    ids = _members(session, keys)
    changes = check_off_powers.give_powers(session, member_ids=ids, on=on, paper=paper)
    count = len(changes.rows["consents"])
    sentence = ngettext("{count} power is recorded.", "{count} powers are recorded.", count)
    return changed(changes, sentence.format(count=count), powers=count)


@power.command("revoke", help=N_("Record that members revoked their power."))
@_keys
@_on
@uses_register(Access.WRITES)
def revoke(session: Session, keys: Sequence[str], on: str) -> Answer:
    """Record revocations."""
    ids = _members(session, keys)
    changes = check_off_powers.revoke_powers(session, member_ids=ids, on=on)
    count = len(changes.rows["consents"])
    sentence = ngettext("{count} power is revoked.", "{count} powers are revoked.", count)
    return changed(changes, sentence.format(count=count), powers=count)


@power.command("list", help=N_("List who gave a power, and who revoked it."))
@argument("month", metavar=MONTH, required=False, default="")
@uses_register(Access.READS)
def list_(session: Session, month: str) -> Answer:
    """List powers."""
    found = check_off_powers.list_powers(session, month=month)
    named = people(session, {one.member for one in found})
    data = [
        {
            "member": number(one.member),
            "full_name": named[one.member]["full_name"],
            "paper": one.paper,
            "given_on": one.given_on,
            "revoked_on": one.revoked_on,
            "by_leaving": one.by_leaving,
        }
        for one in found
    ]
    rows = [
        [
            named[one.member]["full_name"],
            date_text(one.given_on),
            one.paper,
            date_text(one.revoked_on),
            _("left the union") if one.by_leaving else "",
        ]
        for one in found
    ]
    headings = [
        _("Name"),
        _("Power given on"),
        _("Power of attorney"),
        _("Revoked on"),
        _("Remark"),
    ]
    return Answer({"month": month, "powers": data}, table(headings, rows))


@power.command("lacking", help=N_("List the members by whom no power is in force."))
@uses_register(Access.READS)
def lacking(session: Session) -> Answer:
    """List who gave none, or revoked it."""
    found = [one for one in check_off_powers.powers_of_members(session) if one.lacking]
    data = [
        {
            "member": number(one.member),
            "local_number": one.number,
            "full_name": one.name,
            "department": one.department,
            "revoked_on": one.power.revoked_on if one.power else "",
        }
        for one in found
    ]
    rows = [[one.number, one.name, one.department] for one in found]
    headings = [_("Number"), _("Name"), _("Department")]
    return Answer({"lacking": data}, table(headings, rows))


def add_to(parent: Group) -> None:
    """Put these commands into ``unionbook dues``."""
    parent.add_command(power)
