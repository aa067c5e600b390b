# SPDX-License-Identifier: Apache-2.0
"""``unionbook conflicts``: where two PCs said different things, until a person has decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from unionbook.cli.answers import Answer, changed
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import ROW, argument, group, option
from unionbook.cli.shown import shown
from unionbook.cli.tables import table
from unionbook.operations import conflicts
from unionbook.operations.table_labels import table_label
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session


@group(help=N_("Where two PCs said different things of one value."), usual="list")
def conflicts_command() -> None:
    """Hold the commands on conflicts."""


@conflicts_command.command("list", help=N_("List the differences nobody decided yet."))
@option("--all", "resolved", is_flag=True, help=N_("Those that were decided, too."))
@uses_register(Access.READS)
def list_conflicts(session: Session, *, resolved: bool) -> Answer:
    """List conflicts."""
    found = conflicts.list_conflicts(session, resolved=resolved)
    data = [
        {
            "id": str(one.id),
            "store": one.store,
            "table": one.table,
            "row": str(one.row_id),
            "record": one.record,
            "column": one.column,
            "kept": one.kept,
            "kept_by": one.kept_by,
            "kept_pc": one.kept_pc,
            "kept_at": one.kept_at.isoformat() if one.kept_at else None,
            "other": one.other,
            "other_by": one.other_by,
            "other_pc": one.other_pc,
            "other_at": one.other_at.isoformat() if one.other_at else None,
            "resolved": one.resolved or None,
        }
        for one in found
    ]
    rows = [
        [
            str(one.id),
            one.record or table_label(one.table),
            one.label or _("The whole record"),
            f"{_said(one.column, one.kept)} ({one.kept_by}, {one.kept_pc})",
            f"{_said(one.column, one.other)} ({one.other_by}, {one.other_pc})",
        ]
        for one in found
    ]
    headings = [_("Number"), _("Record"), _("Field"), _("Stands now"), _("The other value")]
    return Answer({"conflicts": data}, table(headings, rows))


def _said(column: str, value: object) -> str:
    if isinstance(value, bytes):
        return _("(a file)")
    return shown(column, value) or "–"


@conflicts_command.command(
    "resolve", help=N_("Decide: keep what stands now, or take the other value.")
)
@argument("conflict", metavar=N_("NUMBER"), type=ROW)
@argument("choice", metavar="keep|take", type=click.Choice(["keep", "take"]))
@uses_register(Access.WRITES)
def resolve_conflict(session: Session, conflict: int, choice: str) -> Answer:
    """Resolve a conflict."""
    changes = conflicts.resolve_conflict(session, conflict_id=conflict, choice=choice)
    sentence = _("Decided. The other value stays in the history.")
    return changed(changes, sentence, conflict=str(conflict), choice=choice)


@conflicts_command.command(
    "set-aside", help=N_("List the records that came and could not be taken in, with the reason.")
)
@uses_register(Access.READS)
def list_set_aside(session: Session) -> Answer:
    """List what was set aside."""
    found = conflicts.list_set_aside(session)
    data = [
        {"store": one.store, "table": one.table, "row": str(one.row_id), "reason": one.reason}
        for one in found
    ]
    rows = [[table_label(one.table), str(one.row_id), one.reason] for one in found]
    return Answer({"set_aside": data}, table([_("Table"), _("Number"), _("Reason")], rows))
