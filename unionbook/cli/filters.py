# SPDX-License-Identifier: Apache-2.0
"""``unionbook filters``: lists kept by name."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import criteria, fits_options, require_choice
from unionbook.cli.commands import argument, group
from unionbook.cli.shown import shown
from unionbook.cli.tables import table
from unionbook.errors import NotFoundError
from unionbook.operations import groups
from unionbook.operations.members import list_member_ids
from unionbook.operations.sending import SENDING_LABELS
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.members import Criteria
    from unionbook.operations.sessions import Session

_name = argument("name", metavar=N_("NAME"))


@group(help=N_("Lists kept by name."))
def filters_command() -> None:
    """Hold the commands on filters."""


@filters_command.command("list", help=N_("List the filters and how many members fit each."))
@uses_register(Access.READS)
def list_filters(session: Session) -> Answer:
    """List filters."""
    found = groups.list_filters(session)
    names = {one.id: one.name for one in groups.list_groups(session)}
    data, rows = [], []
    for one in found:
        count = len(list_member_ids(session, criteria=one.criteria))
        data.append(_filter_data(one, count))
        rows.append([one.name, _told(one.criteria, names), str(count)])
    headings = [_("Name"), _("Fits"), _("Members")]
    return Answer({"filters": data}, table(headings, rows, right=(2,)))


def _filter_data(one: groups.SavedFilter, count: int) -> dict[str, Any]:
    held = asdict(one.criteria)
    return {
        "id": number(one.id),
        "name": one.name,
        "members": count,
        "criteria": {
            **held,
            "statuses": list(one.criteria.statuses),
            "department_id": number(one.criteria.department_id),
            "group_id": number(one.criteria.group_id),
        },
    }


def _told(fits: Criteria, names: dict[int, str]) -> str:
    parts = [shown("status", status) for status in fits.statuses]
    parts += [names.get(key, "?") for key in (fits.department_id, fits.group_id) if key]
    parts += [_(SENDING_LABELS[fits.sending])] if fits.sending else []
    return ", ".join([*parts, *([f"“{fits.text}”"] if fits.text else [])])


@filters_command.command("save", help=N_("Keep a list by name; one of that name is replaced."))
@_name
@fits_options
@uses_register(Access.WRITES)
def save_filter(session: Session, name: str, fitting: dict[str, Any]) -> Answer:
    """Keep a filter."""
    require_choice((), fitting)
    changes = groups.save_filter(session, name=name, criteria=criteria(session, fitting))
    return changed(changes, _("The filter {name} is kept.").format(name=name), filter=name)


@filters_command.command("forget", help=N_("Keep a list no longer."))
@_name
@uses_register(Access.WRITES)
def forget_filter(session: Session, name: str) -> Answer:
    """Forget a filter."""
    wanted = name.strip().casefold()
    for one in groups.list_filters(session):
        if one.name.casefold() == wanted:
            changes = groups.forget_filter(session, filter_id=one.id)
            sentence = _("The filter {name} is gone.").format(name=one.name)
            return changed(changes, sentence, filter=one.name)
    raise NotFoundError(
        _("There is no filter “{name}”. “unionbook filters list” shows them.").format(name=name)
    )
