# SPDX-License-Identifier: Apache-2.0
"""How each member's record stands with the union above: sent, changed since, not sent yet.

Nothing of it is stored: it follows from the journal, from the files that were made, and from the
receipts that came. For a list it is one query, whatever the number of members.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from unionbook.data import bundles as rows
from unionbook.data import members, unsent
from unionbook.data.bundles import DONE, MADE, OFFICE
from unionbook.data.vectors import within
from unionbook.domain.exchange import join
from unionbook.domain.policies import read_policy
from unionbook.errors import UnionbookError
from unionbook.operations.above import known_above, linked_above
from unionbook.operations.policies import shares_of
from unionbook.reports.formats import date_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionbook.data.members import Criteria, Fits
    from unionbook.data.travelling import Share
    from unionbook.domain.exchange import Vector
    from unionbook.operations.sessions import Session

CONFIRMED, UNCONFIRMED, CHANGED, UNSENT = "confirmed", "unconfirmed", "changed", "unsent"
SENDING_LABELS = {
    UNSENT: N_("Not sent yet"),
    CHANGED: N_("Changed since the last sending"),
    UNCONFIRMED: N_("Sent, not confirmed yet"),
    CONFIRMED: N_("Sent and confirmed"),
}
"""The states a record can be in, in the order in which they are offered."""
_MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Sending:
    """How a record stands: with which month's file it went up, when, and when that was confirmed.

    ``month`` and ``sent_on`` are empty where it went with a file of another PC.
    """

    state: str
    month: str = ""
    sent_on: str = ""
    confirmed_on: str = ""


@dataclass(frozen=True, slots=True)
class _Above:
    """What the union above gets of members, what it has, and what was made for it besides."""

    shares: dict[str, Share]
    known: Vector
    sent: Vector
    register: str


def sends_members(session: Session) -> bool:
    """Tell whether the records of members go to a union above from here."""
    above = linked_above(session)
    return above is not None and _MEMBERS in read_policy(above.policy).tables


def _above(session: Session) -> _Above | None:
    above = linked_above(session)
    if above is None:
        return None
    shares = shares_of(read_policy(above.policy))
    if _MEMBERS not in shares:
        return None
    known = known_above(session, above)
    sent = join(known, rows.made_for(session.database, above.register).get(OFFICE, {}))
    return _Above(shares, known, sent, above.register)


def fits(session: Session, criteria: Criteria) -> Fits:
    """Give the condition on ``m.id`` of those whose record stands as the criteria ask.

    Raises UnionbookError where no records of members go up from here.
    """
    if not criteria.sending:
        return "", ()
    above = _above(session)
    if above is None:
        raise UnionbookError(
            _(
                "This branch sends no records of members to a union above, so nobody is sent or "
                "not sent. Leave the choice by sending out."
            )
        )
    return _condition(session, above, criteria.sending)


def _condition(session: Session, above: _Above, state: str) -> Fits:
    store, shares = session.office, above.shares
    unknown, left = (unsent.members_beyond(store, one, shares) for one in (above.known, above.sent))
    new = unsent.members_beyond(store, above.sent, shares, only_new=True)
    asked = {
        UNSENT: ((True, new),),
        CHANGED: ((True, left), (False, new)),
        UNCONFIRMED: ((True, unknown), (False, left)),
        CONFIRMED: ((False, unknown),),
    }[state]
    parts = [f"m.id {'IN' if inside else 'NOT IN'} ({query})" for inside, (query, _given) in asked]
    return " AND ".join(parts), tuple(one for _inside, (_query, given) in asked for one in given)


def count_sending(session: Session) -> dict[str, int]:
    """Count the members who are not sent yet, and who changed since; empty where none are sent."""
    session.require("read_members")
    above = _above(session)
    if above is None:
        return {}
    found = {}
    for state in (UNSENT, CHANGED):
        condition, given = _condition(session, above, state)
        found[state] = members.count(session.database, (condition, given))
    return found


def sending_of(session: Session, *, member_id: int) -> Sending | None:
    """Say how a member's record stands with the union above, None where none are sent there."""
    session.require("read_members")
    above = _above(session)
    if above is None:
        return None
    writers = unsent.writers_of(session.office, above.shares, _MEMBERS, [member_id])
    if unsent.EVENTS in above.shares:
        events = [one.id for one in members.events_of(session.database, member_id)]
        written = unsent.writers_of(session.office, above.shares, unsent.EVENTS, events)
        writers = {**dict.fromkeys(written, False), **writers}
    left = {one: made for one, made in writers.items() if not within(above.sent, one)}
    if left:
        return Sending(UNSENT if any(left.values()) else CHANGED)
    state = CONFIRMED if all(within(above.known, one) for one in writers) else UNCONFIRMED
    return _sent(session, above, state, writers)


def _sent(session: Session, above: _Above, state: str, writers: Iterable[int]) -> Sending:
    """Tell with what a record went up as it stands: the first file that holds all of it."""
    held = [
        one
        for one in rows.list_bundles(session.database)
        if (one.direction, one.other, one.state) == (MADE, above.register, DONE)
    ]
    held.reverse()
    first = next((one for one in held if _holds(one.until.get(OFFICE, {}), writers)), None)
    receipts = rows.receipts(session.database) if state == CONFIRMED else ()
    told = next((at for at, known in receipts if _holds(known, writers)), "")
    month, sent_on = (first.month, _local_day(first.noted_at)) if first else ("", "")
    return Sending(state, month, sent_on, _local_day(told) if told else "")


def _holds(known: Vector, writers: Iterable[int]) -> bool:
    return all(within(known, one) for one in writers)


def _local_day(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone().date().isoformat()


def sending_words(found: Sending) -> str:
    """Say in a line how a record stands with the union above."""
    if found.state in (UNSENT, CHANGED) or not found.sent_on:
        if found.confirmed_on:
            return _("Sent up, confirmed on {day}.").format(day=date_text(found.confirmed_on))
        return _(SENDING_LABELS[found.state])
    sentence = {
        CONFIRMED: _("Sent up on {day} with {month}, confirmed"),
        UNCONFIRMED: _("Sent up on {day} with {month}, not confirmed yet"),
    }[found.state]
    return sentence.format(day=date_text(found.sent_on), month=date_text(found.month))
