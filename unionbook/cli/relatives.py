# SPDX-License-Identifier: Apache-2.0
"""``unionbook relatives``: members' children and families."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import MEMBER, member_argument
from unionbook.cli.commands import ROW, argument, group, option
from unionbook.cli.money import people
from unionbook.cli.people_files import import_relatives
from unionbook.cli.tables import table
from unionbook.domain.welfare import RELATION_LABELS, Relation
from unionbook.operations import relatives
from unionbook.operations.members import find_member
from unionbook.operations.relatives import Relative
from unionbook.reports.formats import date_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.sessions import Session

_RELATION = click.Choice([one.value for one in relatives.RELATIONS])
_relative = argument("relative", metavar=N_("NUMBER"), type=ROW)


@group(help=N_("Members' relatives: children for gifts, and who belongs to one family."))
def relatives_command() -> None:
    """Hold the commands on relatives."""


relatives_command.add_command(import_relatives)


@relatives_command.command("list", help=N_("List relatives, of some members or of all."))
@argument("keys", metavar=MEMBER, nargs=-1)
@uses_register(Access.READS)
def list_relatives(session: Session, keys: Sequence[str]) -> Answer:
    """List relatives."""
    ids = [find_member(session, key=key) for key in keys]
    found = relatives.list_relatives(session, member_ids=ids)
    who = people(session, {one.member for one in found})
    rows = [
        [
            str(one.id),
            one.name,
            _(RELATION_LABELS[Relation(one.relation)]),
            date_text(one.born_on),
            who[one.member]["full_name"],
        ]
        for one in found
    ]
    headings = [_("Number"), _("Full name"), _("Relation"), _("Date of birth"), _("Member")]
    data = [{**asdict(one), "id": number(one.id), "member": number(one.member)} for one in found]
    return Answer({"relatives": data}, table(headings, rows))


@relatives_command.command("add", help=N_("Add a relative to a member's record."))
@member_argument()
@argument("relation", metavar=N_("RELATION"), type=_RELATION)
@argument("name", metavar=N_("NAME"))
@option("--born", metavar=N_("DATE"), default="", help=N_("Date or year of birth."))
@uses_register(Access.WRITES)
def add(session: Session, member: str, relation: str, name: str, born: str) -> Answer:
    """Add a relative."""
    person = Relative(0, find_member(session, key=member), relation, name, born)
    changes = relatives.add_relatives(session, people=[person])
    added = changes.rows["relatives"][0]
    return changed(changes, _("{name} is added.").format(name=name), relative=number(added))


@relatives_command.command("change", help=N_("Correct a relative."))
@_relative
@option("--relation", type=_RELATION, help=N_("The relation."))
@option("--name", metavar=N_("NAME"), help=N_("The full name."))
@option("--born", metavar=N_("DATE"), help=N_("Date or year of birth."))
@uses_register(Access.WRITES)
def change(
    session: Session, relative: int, relation: str | None, name: str | None, born: str | None
) -> Answer:
    """Correct a relative."""
    changes = relatives.change_relative(
        session, relative_id=relative, relation=relation, name=name, born_on=born
    )
    return changed(changes, _("The relative is corrected."), relative=number(relative))


@relatives_command.command("remove", help=N_("Take a relative off the member's record."))
@_relative
@uses_register(Access.WRITES)
def remove(session: Session, relative: int) -> Answer:
    """Remove a relative."""
    changes = relatives.remove_relative(session, relative_id=relative)
    return changed(changes, _("The relative is removed."), relative=number(relative))
