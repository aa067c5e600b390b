# SPDX-License-Identifier: Apache-2.0
"""Forms and sheets on paper: admission, attendance, transfer, labels, the recovery key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import members
from unionbook.domain import clock
from unionbook.domain.events import EVENT_LABELS, Event, EventKind
from unionbook.errors import UnionbookError
from unionbook.operations.exports import note_outgoing
from unionbook.operations.members import get_member
from unionbook.operations.papers import letterhead, printed
from unionbook.reports import output
from unionbook.reports.admission_form import admission_form
from unionbook.reports.attendance_sheet import Attendee, Meeting, attendance_sheet
from unionbook.reports.formats import date_text
from unionbook.reports.labels import Label, labels
from unionbook.reports.recovery_key import KeyOf, recovery_key_sheet
from unionbook.reports.transfer_certificate import Transfer, transfer_certificate
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unionbook.operations.sessions import Session

__all__ = ["Meeting"]

_ATTENDEE_FIELDS = ("full_name", "local_number", "department")
_LABEL_FIELDS = (
    "full_name",
    "present_address",
    "present_commune",
    "present_province",
    "permanent_address",
    "permanent_commune",
    "permanent_province",
    "department",
)
_PLACES = 3


def print_admission_form(session: Session, *, path: Path, member_id: int | None = None) -> None:
    """Make the admission form as a PDF, empty or filled in with what is known of a member.

    Where dues are deducted by the employer (Indonesia) it holds the power of attorney as well.
    """
    session.require("print")
    values = get_member(session, member_id=member_id).values if member_id else None
    content = admission_form(
        letterhead=letterhead(session),
        printed=printed(session),
        values=values,
        check_off=session.info.country == "ID",
    )
    output.save(content, path)
    if member_id:
        note_outgoing(session, "print", path.name, 1)


def print_attendance_sheet(
    session: Session, *, path: Path, ids: Sequence[int], meeting: Meeting
) -> int:
    """Make the attendance sheet of a meeting as a PDF; give how many are expected."""
    session.require("print")
    rows = members.read(session.database, ids, _ATTENDEE_FIELDS)
    people = [Attendee(row[0], row[1] or "", row[2] or "") for row in rows]
    content = attendance_sheet(
        letterhead=letterhead(session), printed=printed(session), meeting=meeting, people=people
    )
    output.save(content, path)
    note_outgoing(session, "print", path.name, len(people))
    return len(people)


def print_transfer_certificate(session: Session, *, path: Path, member_id: int) -> None:
    """Make the paper a member takes along to another branch, from the recorded transfer.

    Raises UnionbookError where no transfer out was recorded.
    """
    session.require("print")
    record = get_member(session, member_id=member_id)
    moved = [event for event in record.events if event.kind is EventKind.TRANSFERRED_OUT]
    if not moved:
        raise UnionbookError(
            _("No transfer is recorded for {name}. Record it first, then print the paper.").format(
                name=record.values["full_name"]
            )
        )
    values = {name: value or "" for name, value in record.values.items()}
    transfer = Transfer(
        full_name=values["full_name"],
        to_branch=moved[-1].place,
        on=moved[-1].on,
        paper_number=moved[-1].decision,
        born_on=values["born_on"],
        number=values["local_number"],
        official_number=values["official_number"],
        joined_on=values["joined_on"],
        union_post=values["union_post"],
        employer=values["employer"],
        department=values["department"],
        reason=moved[-1].reason,
        history=tuple(_told(event) for event in record.events if event is not moved[-1]),
    )
    content = transfer_certificate(
        letterhead=letterhead(session), printed=printed(session), transfer=transfer
    )
    output.save(content, path)
    note_outgoing(session, "print", path.name, 1)


def _told(event: Event) -> str:
    parts = (date_text(event.on), _(EVENT_LABELS[event.kind]), event.decision)
    return ", ".join(part for part in parts if part)


def print_labels(session: Session, *, path: Path, ids: Sequence[int], skip: int = 0) -> int:
    """Make address labels as a PDF, ``skip`` of the first sheet being used up; give how many."""
    session.require("print")
    rows = members.read(session.database, ids, _LABEL_FIELDS)
    entries = [_label([value or "" for value in row]) for row in rows]
    output.save(labels(entries, branch=session.info.branch, skip=skip), path)
    note_outgoing(session, "print", path.name, len(entries))
    return len(entries)


def _label(values: list[str]) -> Label:
    name, *places, department = values
    present, permanent = places[:_PLACES], places[_PLACES:]
    chosen = present if any(present) else permanent
    street, *wider = chosen
    lines = (street, ", ".join(part for part in wider if part))
    return Label(name, tuple(line for line in lines if line), department)


def print_recovery_key(session: Session, *, path: Path, recovery_key: str) -> None:
    """Make the sheet of a recovery key that was just made, as a PDF."""
    session.require("renew_recovery_key")
    content = recovery_key_sheet(
        letterhead=letterhead(session),
        printed=printed(session),
        key=recovery_key,
        key_of=KeyOf(session.register.folder.name, session.info.uuid, date_text(clock.today())),
    )
    output.save(content, path)
