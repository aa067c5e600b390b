# SPDX-License-Identifier: Apache-2.0
"""A member's events and history, told as moments of a timeline."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from unionbook.domain.events import EVENT_LABELS, EventKind
from unionbook.operations.history import OPERATION_LABELS
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.widgets.timeline import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionbook.domain.events import Event
    from unionbook.operations.history import FieldChange
    from unionbook.operations.members import MemberRecord

_EVENT_ICONS = {"died": "close", "left": "arrow", "transferred_out": "arrow", "expelled": "close"}
_OPERATION_ICONS = {
    "import_members": "import",
    "enrol_member": "enrol",
    "undo_commit": "undo",
    "record_event": "event",
}
_BESIDE = {
    "member_events.kind": N_("Event"),
    "member_events.happened_on": N_("Date"),
    "member_events.until_on": N_("Until"),
    "member_events.decision": N_("Decision number"),
    "member_events.reason": N_("Reason"),
    "member_events.place": N_("Place"),
    "wages.amount": N_("Wage"),
    "wages.from_on": N_("Wage holds from"),
}


def event_moments(record: MemberRecord) -> list[Moment]:
    """Tell a member's events, the latest first."""
    return [_event(event) for event in reversed(record.events)]


def _event(event: Event) -> Moment:
    days = [formats.shown_date(event.on)]
    if event.until:
        days.append(_("until {date}").format(date=formats.shown_date(event.until)))
    details = (
        (_("Decision number"), event.decision),
        (_("Place"), event.place),
        (_("Reason"), event.reason),
    )
    return Moment(
        _EVENT_ICONS.get(event.kind.value, "event"),
        _(EVENT_LABELS[event.kind]),
        " ".join(day for day in days if day),
        tuple((name, text) for name, text in details if text),
    )


def history_moments(changes: Iterable[FieldChange]) -> list[Moment]:
    """Tell the changes of a record, one moment for each step, the latest first."""
    return [_step(list(group)) for _step_id, group in groupby(changes, key=lambda one: one.step)]


def _step(changes: list[FieldChange]) -> Moment:
    first = changes[0]
    return Moment(
        _OPERATION_ICONS.get(first.operation, "edit"),
        _(OPERATION_LABELS.get(first.operation, first.operation)),
        f"{first.at:%d/%m/%Y %H:%M}  ·  {first.by}",
        tuple((_label(change), _change(change)) for change in changes),
    )


def _label(change: FieldChange) -> str:
    known = _BESIDE.get(change.field)
    return _(known) if known else change.label


def _shown(field: str, value: object) -> str:
    table, _dot, column = field.rpartition(".")
    if column == "kind" and table == "member_events" and value:
        return _(EVENT_LABELS[EventKind(str(value))])
    if column.endswith("_on") and value:
        return formats.shown_date(str(value))
    return formats.shown("wage" if field == "wages.amount" else field, value)


def _change(change: FieldChange) -> str:
    before = _shown(change.field, change.before)
    after = _shown(change.field, change.after)
    if not before:
        return after
    return f"{before}  →  {after or _('(empty)')}"
