# SPDX-License-Identifier: Apache-2.0
"""The other papers of the office: sheets for meetings, forms, certificates, labels, the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import members
from unionbook.domain import clock
from unionbook.domain.countries import country
from unionbook.domain.dates import read_date
from unionbook.domain.events import EVENT_LABELS, EventKind
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.members import get_member
from unionbook.operations.papers import Paper, letterhead, printed, save_paper
from unionbook.reports import output, recovery_key
from unionbook.reports.admission_form import admission_form
from unionbook.reports.attendance_sheet import Attendee, Meeting, attendance_sheet
from unionbook.reports.formats import date_text
from unionbook.reports.labels import Label, labels
from unionbook.reports.transfer_certificate import Transfer, transfer_certificate
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from unionbook.data.members import MemberRecord
    from unionbook.domain.events import Event
    from unionbook.operations.sessions import Session

__all__ = [
    "Meeting",
    "make_admission_form",
    "make_attendance",
    "make_labels",
    "make_transfer",
    "print_admission_form",
    "print_attendance",
    "print_labels",
    "print_recovery_key",
    "print_transfer",
]

_ADDRESS = ("present_address", "present_commune", "present_district", "present_province")
_WHOLE_DAY = 10


def print_attendance(
    session: Session,
    *,
    path: Path,
    ids: Sequence[int],
    meeting: Meeting,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Make the attendance sheet of a meeting for these members; give how many are on it."""
    paper = make_attendance(session, ids=ids, meeting=meeting, progress=progress)
    return save_paper(session, paper=paper, path=path)


def make_attendance(
    session: Session,
    *,
    ids: Sequence[int],
    meeting: Meeting,
    progress: Callable[[int, int], None] | None = None,
) -> Paper:
    """Make the attendance sheet of a meeting for these members."""
    session.require("print")
    rows = members.read(session.database, ids, ("full_name", "local_number", "department"))
    content = attendance_sheet(
        letterhead=letterhead(session),
        printed=printed(session),
        meeting=meeting,
        people=[Attendee(*(value or "" for value in row)) for row in rows],
        progress=progress,
    )
    return Paper(content, len(rows))


def print_admission_form(
    session: Session, *, path: Path, member_id: int | None = None, check_off: bool = False
) -> None:
    """Make the application for membership, empty or filled in with what is known of a member."""
    paper = make_admission_form(session, member_id=member_id, check_off=check_off)
    save_paper(session, paper=paper, path=path)


def make_admission_form(
    session: Session, *, member_id: int | None = None, check_off: bool = False
) -> Paper:
    """Make the application for membership; ``check_off`` adds the consent to deduct dues."""
    session.require("print")
    values = None if member_id is None else get_member(session, member_id=member_id).values
    content = admission_form(
        letterhead=letterhead(session),
        printed=printed(session),
        values=values,
        check_off=check_off,
        identity_kinds=tuple(one.code for one in country(session.info.country).identity_kinds),
    )
    return Paper(content, 0 if member_id is None else 1)


def print_transfer(
    session: Session,
    *,
    path: Path,
    member_id: int,
    to_branch: str = "",
    on: str = "",
    paper_number: str = "",
    reason: str = "",
) -> None:
    """Make the certificate with which a member goes to another branch.

    What is not said is taken from the member's latest transfer out. Raises InvalidValueError.
    """
    paper = make_transfer(
        session,
        member_id=member_id,
        to_branch=to_branch,
        on=on,
        paper_number=paper_number,
        reason=reason,
    )
    save_paper(session, paper=paper, path=path)


def make_transfer(
    session: Session,
    *,
    member_id: int,
    to_branch: str = "",
    on: str = "",
    paper_number: str = "",
    reason: str = "",
) -> Paper:
    """Make the certificate with which a member goes to another branch, with what came before."""
    session.require("print")
    record = get_member(session, member_id=member_id)
    content = transfer_certificate(
        letterhead=letterhead(session),
        printed=printed(session),
        transfer=_transfer(record, to_branch, on, paper_number, reason),
    )
    return Paper(content, 1)


def _transfer(record: MemberRecord, to: str, on: str, paper_number: str, reason: str) -> Transfer:
    events = [one for one in record.events if one.kind is EventKind.TRANSFERRED_OUT]
    last = events[-1] if events else None
    place = to.strip() or (last.place if last else "")
    if not place:
        raise InvalidValueError(_("Say to which branch the member goes."), field="place")
    day = read_date(on).value if on.strip() else (last.on if last else clock.today())
    if len(day) != _WHOLE_DAY:
        raise InvalidValueError(_("Write a date like 31/12/2025."), field="on")
    known = {name: str(value or "") for name, value in record.values.items()}
    return Transfer(
        full_name=known["full_name"],
        to_branch=place,
        on=day,
        paper_number=paper_number.strip() or (last.decision if last else ""),
        born_on=known["born_on"],
        number=known["local_number"],
        official_number=known["official_number"],
        joined_on=known["joined_on"],
        union_post=known["union_post"],
        employer=known["employer"],
        department=known["department"],
        reason=reason.strip() or (last.reason if last else ""),
        history=tuple(_told(event) for event in record.events if event is not last),
    )


def _told(event: Event) -> str:
    parts = (date_text(event.on), _(EVENT_LABELS[event.kind]), event.decision)
    return ", ".join(part for part in parts if part)


def print_labels(
    session: Session,
    *,
    path: Path,
    ids: Sequence[int],
    skip: int = 0,
    addresses: bool = False,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Make sheets of labels with names and departments, or with addresses; give how many.

    ``skip`` labels of the first sheet are already used up.
    """
    paper = make_labels(session, ids=ids, skip=skip, addresses=addresses, progress=progress)
    return save_paper(session, paper=paper, path=path)


def make_labels(
    session: Session,
    *,
    ids: Sequence[int],
    skip: int = 0,
    addresses: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Paper:
    """Make sheets of labels with names and departments, or with addresses."""
    session.require("print")
    if not ids:
        raise UnionbookError(_("Choose at least one member."))
    names = ("full_name", "local_number", "department", *_ADDRESS)
    rows = members.read(session.database, ids, names)
    entries = [_label([str(value or "") for value in row], addresses=addresses) for row in rows]
    content = labels(entries, branch=session.info.branch, skip=skip, progress=progress)
    return Paper(content, len(entries))


def _label(row: Sequence[str], *, addresses: bool) -> Label:
    name, number, department, street, *places = row
    if not addresses:
        return Label(name, (department,) if department else (), number)
    lines = (street, ", ".join(place for place in places if place))
    return Label(name, tuple(line for line in lines if line), number)


def print_recovery_key(session: Session, *, path: Path, key: str) -> None:
    """Make the sheet with the recovery key, to be printed and locked away."""
    session.require("renew_recovery_key")
    info = session.info
    content = recovery_key.recovery_key_sheet(
        letterhead=letterhead(session),
        printed=printed(session),
        key=key,
        key_of=recovery_key.KeyOf(info.branch, info.uuid, clock.today()),
    )
    output.save(content, path)
