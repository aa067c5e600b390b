# SPDX-License-Identifier: Apache-2.0
"""What happens to a membership, recorded with its date and decision: nobody is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import members
from unionbook.domain import clock
from unionbook.domain.dates import read_date
from unionbook.domain.events import ALLOWED_AFTER, EVENT_LABELS, Event, EventKind, standing
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
        _check_follows(session, number, Event(0, happened, day, end))
    if happened is EventKind.TRANSFERRED_OUT and not place.strip():
        raise InvalidValueError(_("Say to which branch the member goes."), field="place")
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


def _check_follows(session: Session, member: int, new: Event) -> None:
    """Refuse an event that cannot follow, or after which a later one that is there could not."""
    record = get_member(session, member_id=member)
    earlier = [event for event in record.events if event.on <= new.on]
    later = [event for event in record.events if event.on > new.on]
    told = [*earlier, new]
    if not _may_follow(earlier, new):
        raise _cannot_follow(str(record.values["full_name"]), earlier, new)
    for event in later:
        if not _may_follow(told, event):
            raise _cannot_follow(str(record.values["full_name"]), told, event)
        told.append(event)


def _may_follow(events: Sequence[Event], new: Event) -> bool:
    first = new.kind in (EventKind.ADMITTED, EventKind.TRANSFERRED_IN) and not events
    return first or new.kind in ALLOWED_AFTER[standing(events, new.on).status]


def _cannot_follow(name: str, events: Sequence[Event], new: Event) -> UnionbookError:
    return UnionbookError(
        _(
            "{name} is “{status}” on {day}: “{event}” cannot follow. Check the date, or take "
            "back the event that is wrong."
        ).format(
            name=name,
            status=_(CHOICE_LABELS["status"][standing(events, new.on).status]),
            day=f"{new.on[8:]}/{new.on[5:7]}/{new.on[:4]}",
            event=_(EVENT_LABELS[new.kind]),
        )
    )
