# SPDX-License-Identifier: Apache-2.0
"""``unionbook groups``: departments, workshops, union teams, self-managed worker groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import MEMBER, day
from unionbook.cli.commands import argument, group, option
from unionbook.cli.tables import table
from unionbook.operations import groups
from unionbook.operations.members import find_member, read_members
from unionbook.reports.formats import number_text
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionbook.operations.sessions import Session

_KIND = click.Choice(list(groups.GROUP_KINDS))
_name = argument("name", metavar=N_("NAME"))
_keys = argument("keys", metavar=MEMBER, nargs=-1, required=True)


@group(help=N_("Departments, workshops, union teams and worker groups."))
def groups_command() -> None:
    """Hold the commands on groups."""


@groups_command.command("list", help=N_("List the groups and how many members each has."))
@option("--kind", type=_KIND, help=N_("Only groups of this kind."))
@uses_register(Access.READS)
def list_groups(session: Session, kind: str | None) -> Answer:
    """List groups."""
    found = groups.list_groups(session, kind=kind)
    heads = {one.head_id for one in found if one.head_id}
    rows_of_heads = read_members(session, ids=list(heads), names=("id", "full_name"))
    named: dict[int | None, str] = {row[0]: row[1] for row in rows_of_heads}
    data = [_group_data(one) for one in found]
    rows = [
        [
            _(groups.GROUP_KINDS[one.kind]),
            one.name,
            number_text(one.members),
            named.get(one.head_id, ""),
            one.place,
            _("closed") if one.closed_on else "",
        ]
        for one in found
    ]
    headings = [_("Kind"), _("Name"), _("Members"), _("Head"), _("Place"), ""]
    return Answer({"groups": data}, table(headings, rows, right=(2,)))


def _group_data(one: groups.Group) -> dict[str, Any]:
    return {
        "id": number(one.id),
        "kind": one.kind,
        "name": one.name,
        "members": one.members,
        "parent": number(one.parent_id),
        "head": number(one.head_id),
        "place": one.place,
        "decision": one.decision,
        "note": one.note,
        "closed_on": one.closed_on,
    }


def _details(function: Callable[..., Answer]) -> Callable[..., Answer]:
    for one in (
        option("--decision", metavar=N_("NUMBER"), help=N_("Number of the decision.")),
        option("--place", metavar=N_("NAME"), help=N_("Where the group is.")),
        option("--parent", metavar=N_("NAME"), help=N_("The group it belongs to.")),
        option("--head", metavar=MEMBER, help=N_("The member who heads it.")),
    ):
        function = one(function)
    return function


@groups_command.command("add", help=N_("Add a group."))
@_name
@option("--kind", type=_KIND, required=True, help=N_("What kind of group it is."))
@_details
@uses_register(Access.WRITES)
def add_group(
    session: Session,
    name: str,
    kind: str,
    head: str | None,
    parent: str | None,
    place: str | None,
    decision: str | None,
) -> Answer:
    """Add a group."""
    changes = groups.add_group(
        session,
        kind=kind,
        name=name,
        head_id=find_member(session, key=head) if head else None,
        parent_id=groups.find_group(session, name=parent) if parent else None,
        place=place or "",
        decision=decision or "",
    )
    added = groups.find_group(session, name=name, kind=kind)
    return changed(changes, _("The group {name} is added.").format(name=name), group=number(added))


@groups_command.command(
    "change", help=N_("Rename a group, give it another head or place, close it.")
)
@_name
@option("--kind", type=_KIND, help=N_("Where several kinds have a group of this name."))
@option("--rename", metavar=N_("NAME"), help=N_("The new name."))
@_details
@option("--note", metavar=N_("TEXT"), help=N_("A remark."))
@option("--close", "closed_on", metavar=N_("DATE"), help=N_("The day on which it was closed."))
@uses_register(Access.WRITES)
def change_group(
    session: Session,
    /,
    name: str,
    kind: str | None,
    rename: str | None,
    head: str | None,
    parent: str | None,
    **told: str | None,
) -> Answer:
    """Change a group."""
    values: dict[str, object] = {
        key: text or None for key, text in told.items() if text is not None
    }
    if told.get("closed_on"):
        values["closed_on"] = day(str(told["closed_on"]), "closed_on")
    if rename is not None:
        values["name"] = rename
    if head is not None:
        values["head_id"] = find_member(session, key=head) if head else None
    if parent is not None:
        values["parent_id"] = groups.find_group(session, name=parent) if parent else None
    key = groups.find_group(session, name=name, kind=kind)
    changes = groups.change_group(session, group_id=key, values=values)
    return changed(changes, _("The group {name} is changed.").format(name=name), group=number(key))


@groups_command.command("put", help=N_("Put members into a group, from today on."))
@_name
@_keys
@uses_register(Access.WRITES)
def put_in_group(session: Session, name: str, keys: Sequence[str]) -> Answer:
    """Put members into a group."""
    ids = [find_member(session, key=key) for key in keys]
    key = _not_department(session, name)
    changes = groups.put_in_group(session, group_id=key, member_ids=ids)
    sentence = ngettext(
        "{count} member is now in {name}.", "{count} members are now in {name}.", len(ids)
    )
    return changed(changes, sentence.format(count=len(ids), name=name), group=number(key))


@groups_command.command("take", help=N_("Take members out of a group, from today on."))
@_name
@_keys
@uses_register(Access.WRITES)
def take_out_of_group(session: Session, name: str, keys: Sequence[str]) -> Answer:
    """Take members out of a group."""
    ids = [find_member(session, key=key) for key in keys]
    key = _not_department(session, name)
    changes = groups.take_out_of_group(session, group_id=key, member_ids=ids)
    sentence = ngettext(
        "{count} member is no longer in {name}.",
        "{count} members are no longer in {name}.",
        len(ids),
    )
    return changed(changes, sentence.format(count=len(ids), name=name), group=number(key))


def _not_department(session: Session, name: str) -> int:
    """Prefer a group one can be put into over a department of the same name."""
    wanted = name.casefold().strip()
    for one in groups.list_groups(session):
        if one.kind != "department" and one.name.casefold() == wanted:
            return one.id
    return groups.find_group(session, name=name)
