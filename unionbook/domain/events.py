# SPDX-License-Identifier: Apache-2.0
"""What happens to a membership, and the standing that follows from it.

The standing is stored nowhere: it is what the dated events say on a given day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from unionbook.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable


class EventKind(StrEnum):
    """The kinds of events in a membership."""

    ADMITTED = "admitted"
    TRANSFERRED_IN = "transferred_in"
    TRANSFERRED_OUT = "transferred_out"
    SUSPENDED = "suspended"
    EXEMPTED = "exempted"
    RESUMED = "resumed"
    LEFT = "left"
    EXPELLED = "expelled"
    RETURNED = "returned"
    DIED = "died"


EVENT_LABELS = {
    EventKind.ADMITTED: N_("Admission"),
    EventKind.TRANSFERRED_IN: N_("Transfer in"),
    EventKind.TRANSFERRED_OUT: N_("Transfer out"),
    EventKind.SUSPENDED: N_("Suspension"),
    EventKind.EXEMPTED: N_("Exemption"),
    EventKind.RESUMED: N_("End of exemption or suspension"),
    EventKind.LEFT: N_("Leaving"),
    EventKind.EXPELLED: N_("Expulsion"),
    EventKind.RETURNED: N_("Return"),
    EventKind.DIED: N_("Death"),
}

STATUS_AFTER = {
    EventKind.ADMITTED: "active",
    EventKind.TRANSFERRED_IN: "active",
    EventKind.TRANSFERRED_OUT: "transferred",
    EventKind.SUSPENDED: "suspended",
    EventKind.EXEMPTED: "exempt",
    EventKind.RESUMED: "active",
    EventKind.LEFT: "left",
    EventKind.EXPELLED: "expelled",
    EventKind.RETURNED: "active",
    EventKind.DIED: "deceased",
}

PRESENT = ("active", "exempt", "suspended")
"""The statuses of people who are members today."""

ALLOWED_AFTER: dict[str, tuple[EventKind, ...]] = {
    "active": (
        EventKind.TRANSFERRED_OUT,
        EventKind.SUSPENDED,
        EventKind.EXEMPTED,
        EventKind.LEFT,
        EventKind.EXPELLED,
        EventKind.DIED,
    ),
    "exempt": (
        EventKind.RESUMED,
        EventKind.TRANSFERRED_OUT,
        EventKind.SUSPENDED,
        EventKind.LEFT,
        EventKind.EXPELLED,
        EventKind.DIED,
    ),
    "suspended": (
        EventKind.RESUMED,
        EventKind.TRANSFERRED_OUT,
        EventKind.EXEMPTED,
        EventKind.LEFT,
        EventKind.EXPELLED,
        EventKind.DIED,
    ),
    "transferred": (EventKind.RETURNED, EventKind.TRANSFERRED_IN, EventKind.DIED),
    "left": (EventKind.RETURNED, EventKind.DIED),
    "expelled": (EventKind.RETURNED, EventKind.DIED),
    "deceased": (),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event; ``on`` and ``until`` are ISO dates, ``on`` may be empty (not known)."""

    id: int
    kind: EventKind
    on: str
    until: str = ""
    decision: str = ""
    reason: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A status, since when, and the day on which it will be another one without a new event."""

    status: str
    since: str
    changes_on: str = ""


def standing(events: Iterable[Event], today: str) -> Standing:
    """Give the standing on ``today`` (an ISO date) that follows from the events.

    A member without events is active: being in the register is being a member. An exemption or
    suspension with an end lapses on the day after it. An event without a date counts as long ago.
    """
    now = Standing("active", "")
    for event in sorted(events, key=lambda event: (event.on, event.id)):
        if event.on > today:
            return replace(now, changes_on=min(filter(None, (now.changes_on, event.on))))
        now = _after(event, today)
    return now


def _after(event: Event, today: str) -> Standing:
    status = STATUS_AFTER[event.kind]
    if not event.until or event.kind not in (EventKind.SUSPENDED, EventKind.EXEMPTED):
        return Standing(status, event.on)
    lapses = (date.fromisoformat(event.until) + timedelta(days=1)).isoformat()
    if lapses <= today:
        return Standing("active", lapses)
    return Standing(status, event.on, lapses)
