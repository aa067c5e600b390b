# SPDX-License-Identifier: Apache-2.0
"""A member goes from one branch to another: asked for, approved above, accepted, and then left.

The member's own history goes along: what is known of the person, events, dues by month and awards.
Whoever asks says yes by asking, the other branch by accepting; only then does the member arrive
there, and leave here. The desk above passes it on and keeps no more of it than that it happened.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import dues, units
from unionbook.data import transfer_rows as rows
from unionbook.data.transfer_rows import TransferRow
from unionbook.data.welfare_history import awards_of
from unionbook.domain import clock
from unionbook.domain.events import PRESENT
from unionbook.domain.folding import tidy
from unionbook.domain.welfare_templates import health_kinds
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations.members import get_member
from unionbook.operations.sessions import FEDERATION
from unionbook.operations.transfer_papers import (
    ACCEPTED,
    APPROVED,
    ASKED,
    COLUMNS,
    LEFT,
    OFFERED,
    REFUSED,
    WITHDRAWN,
    PastAward,
    PastDues,
    PastEvent,
    TransferRecord,
    arrive,
    unpacked,
)
from unionbook.operations.units import get_unit, require_federation
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.journal import Changes
    from unionbook.data.members import MemberRecord
    from unionbook.operations.sessions import Session

__all__ = ["TransferRow"]

STATE_LABELS = {
    ASKED: N_("Asked for"),
    APPROVED: N_("Approved above"),
    OFFERED: N_("Waits for your yes"),
    ACCEPTED: N_("Accepted"),
    REFUSED: N_("Refused"),
    WITHDRAWN: N_("Withdrawn"),
    LEFT: N_("Gone over"),
}


@dataclass(frozen=True, slots=True)
class TransferInfo:
    """A transfer with everything that goes along."""

    row: TransferRow
    record: TransferRecord | None


def list_transfers(session: Session) -> list[TransferRow]:
    """Give the transfers, the newest first; units in the words of this side."""
    session.require("read_members")
    found = rows.list_transfers(session.database)
    if session.info.kind != FEDERATION:
        return found
    names = {str(one.id): one.name for one in units.list_units(session.database)}
    return [
        replace(
            one,
            from_unit=names.get(one.from_unit, one.from_unit),
            to_unit=names.get(one.to_unit, one.to_unit),
        )
        for one in found
    ]


def get_transfer(session: Session, *, number: str) -> TransferInfo:
    """Give a transfer with what goes along. Raises NotFoundError."""
    session.require("read_members")
    row = _get(session, number)
    return TransferInfo(row, unpacked(row.record) if row.record else None)


def ask_transfer(session: Session, *, member_id: int, to: str, reason: str = "") -> Changes:
    """Ask that a member goes over to another branch; the month's bundle takes it along."""
    session.require("transfer_member")
    record = get_member(session, member_id=member_id)
    if record.values["status"] not in PRESENT:
        raise UnionbookError(_("Only who is a member today can be transferred."))
    if not tidy(to):
        raise InvalidValueError(_("Say to which branch the member goes."), field="to")
    open_ = [
        one
        for one in rows.list_transfers(session.database)
        if one.member_id == member_id and one.direction == "out" and one.state == ASKED
    ]
    if open_:
        raise UnionbookError(_("The transfer of this member was asked for already."))
    name = str(record.values["full_name"])
    with session.commit("ask_transfer", right="transfer_member", reason=name) as changes:
        rows.add_transfer(
            session.office,
            session.site,
            number=secrets.token_hex(8),
            direction="out",
            member_id=member_id,
            full_name=name,
            from_unit=session.info.branch,
            to_unit=tidy(to),
            asked_on=clock.today(),
            state=ASKED,
            reason=tidy(reason) or None,
            record=msgspec.msgpack.encode(_record(session, record)),
        )
    return changes


def _record(session: Session, record: MemberRecord) -> TransferRecord:
    values = {name: str(record.values[name]) for name in COLUMNS if record.values.get(name)}
    events = [
        PastEvent(one.kind, one.on, one.until, one.decision, one.place) for one in record.events
    ]
    paid = [
        PastDues(one.month, one.assessed, one.paid)
        for one in dues.month_dues(session.database, members=[record.id])
    ]
    # What would tell of an illness stays, as it does whatever goes up.
    ill = health_kinds(session.info.country)
    awards = [
        PastAward(*one) for one in awards_of(session.database, record.id) if one[0] not in ill
    ]
    return TransferRecord(values, events, paid, awards)


def withdraw_transfer(session: Session, *, number: str) -> Changes:
    """Take back what was asked for, as long as the other branch has not accepted."""
    row = _get(session, number)
    if row.direction != "out" or row.state != ASKED or session.info.kind == FEDERATION:
        raise UnionbookError(_("This transfer cannot be withdrawn any more."))
    with session.commit("withdraw_transfer", right="transfer_member", reason=row.full_name) as done:
        rows.change_transfer(session.office, number, state=WITHDRAWN)
    return done


def approve_transfer(session: Session, *, number: str, to_unit: int) -> Changes:
    """Approve a transfer at the desk above, to a unit of its tree."""
    require_federation(session, "send_down")
    row = _get(session, number)
    unit = get_unit(session, unit_id=to_unit)
    if row.state != ASKED:
        raise UnionbookError(_("This transfer was decided already."))
    if unit.state != "confirmed" or str(to_unit) == row.from_unit:
        raise InvalidValueError(_("Choose a connected unit that is another one."), field="to")
    with session.commit("approve_transfer", right="send_down", reason=row.full_name) as changes:
        rows.change_transfer(session.office, number, state=APPROVED, to_unit=str(to_unit))
    return changes


def refuse_transfer(session: Session, *, number: str, reason: str) -> Changes:
    """Refuse a transfer, at the desk above or in the branch it was to."""
    desk = session.info.kind == FEDERATION
    session.require("send_down" if desk else "transfer_member")
    row = _get(session, number)
    if row.state not in ((ASKED, APPROVED) if desk else (OFFERED,)):
        raise UnionbookError(_("This transfer was decided already."))
    if not tidy(reason):
        raise InvalidValueError(_("Say why the transfer is refused."), field="reason")
    right = "send_down" if desk else "transfer_member"
    with session.commit("refuse_transfer", right=right, reason=row.full_name) as changes:
        # Nobody comes over: the history of a person of another branch is not kept.
        rows.change_transfer(session.office, number, state=REFUSED, reason=tidy(reason), record=b"")
    return changes


def accept_transfer(session: Session, *, number: str) -> Changes:
    """Accept a member who comes over: he or she is a member here from today, with the history."""
    session.require("transfer_member")
    row = _get(session, number)
    if row.direction != "in" or row.state != OFFERED:
        raise UnionbookError(_("This transfer does not wait for your yes."))
    record = unpacked(row.record)
    with session.commit("accept_transfer", right="transfer_member", reason=row.full_name) as done:
        member = arrive(session, row, record)
        rows.change_transfer(session.office, number, state=ACCEPTED, member_id=member)
    return done


def _get(session: Session, number: str) -> TransferRow:
    found = rows.find_transfer(session.database, number)
    if found is None:
        raise NotFoundError(_("There is no transfer {number}.").format(number=number))
    return found
