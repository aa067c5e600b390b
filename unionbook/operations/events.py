# SPDX-License-Identifier: Apache-2.0
"""What happens to a membership, recorded with its date and decision: nobody is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import members
from unionbook.domain import clock
from unionbook.domain.dates import read_date
from unionbook.domain.events import ALLOWED_AFTER, EVENT_LABELS, EventKind, standing
from unionbook.domain.fields import CHOICE_LABELS
from unionbook.domain.folding import tidy
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.members import get_member
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

_WHOLE_DAY = 10


def allowed_events(status: str) -> tuple[EventKind, ...]:
    """Give the events that can follow a status."""
    return ALLOWED_AFTER[status]


def record_event(
    session: Session,
    *,
    member_ids: Sequence[int],
    kind: EventKind | str,
    on: str = "",
    until: str = "",
    decision: str = "",
    reason: str = "",
    place: str = "",
) -> Changes:
    """Record one event for one or several members, in one commit.

    ``on`` and ``until`` are dates (today where ``on`` is empty); ``place`` is where somebody went
    or came from. Raises InvalidValueError for a date, UnionbookError where the event cannot follow
    the standing of a member on that day.
    """
    session.require("record_event")
    happened = _kind(kind)
    if not member_ids:
        raise UnionbookError(_("Choose at least one member."))
    day = _day(on, "on") or clock.today()
    end = _day(until, "until")
    if end and end < day:
        raise InvalidValueError(_("The end comes before the beginning."), field="until")
    for number in member_ids:
        _check_follows(session, number, happened, day)
    values = {
        "kind": happened.value,
        "happened_on": day,
        "until_on": end or None,
        "decision": tidy(decision) or None,
        "reason": tidy(reason) or None,
        "place": tidy(place) or None,
    }
    with session.commit("record_event", reason=reason) as changes:
        for number in member_ids:
            members.add_event(session.office, session.site, number, values)
    return changes


def _kind(kind: EventKind | str) -> EventKind:
    try:
        return EventKind(kind)
    except ValueError:
        raise InvalidValueError(
            _("There is no event “{kind}”. There are: {known}.").format(
                kind=kind, known=", ".join(EventKind)
            ),
            field="kind",
        ) from None


def _day(text: str, field: str) -> str:
    if not text.strip():
        return ""
    value = read_date(text).value
    if len(value) != _WHOLE_DAY:
        raise InvalidValueError(_("Write a date like 31/12/2025."), field=field)
    return value


def _check_follows(session: Session, member: int, kind: EventKind, day: str) -> None:
    record = get_member(session, member_id=member)
    status = standing(record.events, day).status
    first = kind in (EventKind.ADMITTED, EventKind.TRANSFERRED_IN) and not record.events
    if kind not in ALLOWED_AFTER[status] and not first:
        raise UnionbookError(
            _(
                "{name} is “{status}” on {day}: “{event}” cannot follow. Check the date, or take "
                "back the event that is wrong."
            ).format(
                name=record.values["full_name"],
                status=_(CHOICE_LABELS["status"][status]),
                day=f"{day[8:]}/{day[5:7]}/{day[:4]}",
                event=_(EVENT_LABELS[kind]),
            )
        )
