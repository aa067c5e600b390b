# SPDX-License-Identifier: Apache-2.0
"""``unionbook history`` and ``unionbook undo``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.choosing import member_argument
from unionbook.cli.commands import COUNT, ROW, argument, command, group, option
from unionbook.cli.shown import moment, shown
from unionbook.cli.tables import pairs, table
from unionbook.domain.events import EVENT_LABELS, EventKind
from unionbook.errors import UnionbookError
from unionbook.operations import history
from unionbook.operations.members import find_member
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

_TABLES = {
    "members": N_("members"),
    "member_events": N_("events"),
    "wages": N_("wages"),
    "groups": N_("groups"),
    "group_members": N_("places in groups"),
    "member_values": N_("own values"),
    "free_fields": N_("own fields"),
    "settings": N_("settings"),
    "users": N_("users"),
    "consents": N_("consents"),
    "saved_filters": N_("filters"),
    "devices": N_("PCs"),
    "import_layouts": N_("layouts of lists"),
    "file_keys": N_("keys of files"),
    "device_certificates": N_("approvals of PCs"),
    "admin_links": N_("changes of the key"),
    "bundles": N_("files sent and taken in"),
    "federations": N_("the union above"),
    "receipts": N_("receipts"),
    "documents": N_("documents"),
    "holidays": N_("days off"),
    "code_values": N_("codes"),
    "transfers": N_("transfers"),
    "units": N_("units"),
    "member_codes": N_("official numbers"),
    "conflicts": N_("differences between PCs"),
    "conflict_resolutions": N_("decisions on differences"),
}
_KINDS = {"added": N_("added"), "changed": N_("changed"), "removed": N_("removed")}


@group(help=N_("Show who did what and when."), usual="list", other="member")
def history_command() -> None:
    """Hold the commands on the history."""


def _step_data(step: history.Step) -> dict[str, Any]:
    counts: dict[str, dict[str, int]] = {}
    for (name, kind), count in step.counts.items():
        counts.setdefault(name, {})[kind] = count
    return {
        "id": number(step.id),
        "at": step.at.isoformat(),
        "clock": number(step.clock),
        "user": step.user,
        "pc": step.pc or None,
        "operation": step.operation,
        "label": step.label,
        "reason": step.reason,
        "counts": counts,
        "undoes": number(step.undoes),
        "undone_by": number(step.undone_by),
        "can_be_undone": step.can_be_undone,
    }


def _counted(step: history.Step) -> str:
    parts = [
        _("{things}: {count} {done}").format(
            count=count, things=_(_TABLES.get(name, name)), done=_(_KINDS[kind])
        )
        for (name, kind), count in step.counts.items()
    ]
    return ", ".join(parts)


def _state(step: history.Step) -> str:
    return _("undone") if step.undone_by else ""


@history_command.command("list", help=N_("List the latest steps, the newest first."))
@option("--limit", type=COUNT, default=20, help=N_("So many; otherwise 20."))
@option(
    "--before",
    type=ROW,
    metavar=N_("CLOCK"),
    help=N_("Only steps before this “clock”, which --json tells of each."),
)
@uses_register(Access.READS)
def list_steps(session: Session, limit: int, before: int | None) -> Answer:
    """List steps."""
    steps = history.list_steps(session, limit=limit, before=before)
    headings = [_("When"), _("Who"), _("What"), _("Touched"), _("Reason"), _("Step"), ""]
    rows = [
        [
            moment(step.at),
            step.by,
            step.label,
            _counted(step),
            step.reason,
            str(step.id),
            _state(step),
        ]
        for step in steps
    ]
    return Answer({"steps": [_step_data(step) for step in steps]}, table(headings, rows))


@history_command.command("show", help=N_("Show one step."))
@argument("step", metavar=N_("STEP"), type=ROW)
@uses_register(Access.READS)
def show_step(session: Session, step: int) -> Answer:
    """Show a step."""
    found = history.get_step(session, commit_id=step)
    rows = [
        (_("When"), moment(found.at)),
        (_("Who"), found.by),
        (_("What"), found.label),
        (_("Touched"), _counted(found)),
        (_("Reason"), found.reason),
        (_("Undone by"), str(found.undone_by or "")),
        (_("Undoes"), str(found.undoes or "")),
    ]
    return Answer({"step": _step_data(found)}, pairs([row for row in rows if row[1]]))


@history_command.command("member", help=N_("Show what changed in a member's record."))
@member_argument()
@uses_register(Access.READS)
def show_member(session: Session, member: str) -> Answer:
    """Show the history of a record."""
    key = find_member(session, key=member)
    found = history.history_of_member(session, member_id=key)
    data = [
        {
            "step": number(one.step),
            "at": one.at.isoformat(),
            "user": one.user,
            "pc": one.pc or None,
            "operation": one.operation,
            "reason": one.reason,
            "field": one.field,
            "label": one.label,
            "before": _value(one.field, one.before),
            "after": _value(one.field, one.after),
        }
        for one in found
    ]
    headings = [_("When"), _("Who"), _("Field"), _("Was"), _("Is")]
    rows = [
        [
            moment(one.at),
            one.by,
            one.label,
            _shown(one.field, one.before),
            _shown(one.field, one.after),
        ]
        for one in found
        if not one.field.endswith("_id")
    ]
    return Answer({"member": number(key), "changes": data}, table(headings, rows))


def _value(field: str, value: object) -> object:
    is_number = field.endswith("_id") and isinstance(value, int)
    return str(value) if is_number else value


def _shown(field: str, value: object) -> str:
    table_name, _dot, column = field.rpartition(".")
    if value is None or not table_name:
        return shown(field, value)
    if column == "kind" and table_name == "member_events":
        return _(EVENT_LABELS[EventKind(str(value))])
    if column.endswith("_on"):
        return date_text(str(value))
    if column == "amount" and isinstance(value, int):
        return number_text(value)
    return str(value)


@command(
    "undo",
    help=N_(
        "Take a step back.\n\n"
        "By default your latest one; an import goes as a whole. Taking back is itself a step, and "
        "can be taken back. Where later steps built on it, they "
        "are named and nothing is changed."
    ),
)
@argument("step", metavar=N_("STEP"), type=ROW, required=False)
@option("--reason", metavar=N_("TEXT"), default="", help=N_("Why, for the history."))
@uses_register(Access.WRITES)
def undo_command(session: Session, step: int | None, reason: str) -> Answer:
    """Undo a step."""
    if step is None:
        latest = history.last_step(session)
        if latest is None:
            raise UnionbookError(_("There is no step of yours that can be undone."))
        step = latest.id
    undone = history.get_step(session, commit_id=step)
    changes = history.undo_commit(session, commit_id=step, reason=reason)
    sentence = _("Undone: {label}, {at}.").format(label=undone.label, at=moment(undone.at))
    return changed(changes, sentence, undone=number(step))
