# SPDX-License-Identifier: Apache-2.0
"""The papers of a transfer as they travel in bundles, and what follows from each on either side."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import msgspec

from unionbook.data import down, members, units
from unionbook.data import transfer_rows as rows
from unionbook.data.value_checks import CHECKS
from unionbook.domain import clock
from unionbook.domain.events import EventKind
from unionbook.domain.values import MOVED
from unionbook.operations.members import local_numbers
from unionbook.sync.packing import unpack
from unionbook.sync.refusals import damaged
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.transfer_rows import TransferRow
    from unionbook.data.units import Unit
    from unionbook.operations.sessions import Session

ASKED, APPROVED, OFFERED = "asked", "approved", "offered"
ACCEPTED, REFUSED, WITHDRAWN, LEFT = "accepted", "refused", "withdrawn", "left"
COLUMNS = (
    "full_name", "sex", "born_on", "identity_kind", "identity_number", "nationality", "phone",
    "job", "trade", "education", "official_number", "card_number", "joined_on",
)  # fmt: skip
"""What of a member goes along."""
_Text = Annotated[str, msgspec.Meta(max_length=2000, pattern=r"^[^\x00]*\Z")]


class PastEvent(msgspec.Struct, frozen=True, array_like=True):
    """An event of a membership as it goes along; the reason stays."""

    kind: EventKind
    on: _Text
    until: _Text
    decision: _Text
    place: _Text


class PastDues(msgspec.Struct, frozen=True, array_like=True):
    """What a member owed and paid for a month."""

    month: _Text
    owed: int
    paid: int


class PastAward(msgspec.Struct, frozen=True, array_like=True):
    """Welfare that a member was paid; nothing of a confidential case."""

    kind: _Text
    on: _Text
    amount: int


class TransferRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What goes along with a member."""

    values: dict[_Text, _Text]
    events: Annotated[list[PastEvent], msgspec.Meta(max_length=2000)]
    dues: Annotated[list[PastDues], msgspec.Meta(max_length=2000)]
    awards: Annotated[list[PastAward], msgspec.Meta(max_length=2000)]


class TransferPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a transfer as it travels in a bundle.

    ``member`` is the row in the branch that tells the step. Why a member goes stays where it was
    said; why a transfer is refused is told to who asked for it.
    """

    number: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")]
    step: _Text
    full_name: _Text
    from_name: _Text
    to_name: _Text
    asked_on: Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[0-9T:+-]*\Z")]
    reason: _Text
    record: Annotated[bytes, msgspec.Meta(max_length=1 << 20)] = b""
    member: Annotated[int, msgspec.Meta(ge=0, le=(1 << 63) - 1)] = 0


def arrive(session: Session, row: TransferRow, record: TransferRecord) -> int:
    """Make who comes over a member here, with the history. Only inside a commit."""
    values = {name: value for name, value in record.values.items() if name in COLUMNS}
    identity = values.get("identity_number")
    known = members.ids_by_column(session.database, "identity_number", identity) if identity else []
    if known:
        member = known[0]
        members.change(session.office, [(member, values)])
    else:
        member = session.office.new_ids(session.site)[0]
        values["local_number"] = next(iter(local_numbers(session, 1)))
        members.add(session.office, [(member, values)])
        for one in record.events:
            _add_event(session, member, one)
    arrival = PastEvent(EventKind.TRANSFERRED_IN, clock.today(), "", "", row.from_unit)
    _add_event(session, member, arrival)
    return member


def _add_event(session: Session, member: int, event: PastEvent) -> None:
    values = {
        "kind": event.kind.value,
        "happened_on": event.on,
        "until_on": event.until or None,
        "decision": event.decision or None,
        "place": event.place or None,
    }
    members.add_event(session.office, session.site, member, values)


def papers_up(session: Session) -> list[bytes]:
    """Give the steps this branch has to tell the desk above."""
    mine = {"out": (ASKED, WITHDRAWN), "in": (ACCEPTED, REFUSED)}
    return [
        _paper(row, row.state, with_record=row.state == ASKED)
        for row in rows.list_transfers(session.database)
        if row.state in mine[row.direction]
    ]


def counts_up(session: Session) -> dict[str, int]:
    """Count what the transfers asked for take along, to be told before it is sent."""
    found: Counter[str] = Counter()
    for row in rows.list_transfers(session.database):
        if row.direction == "out" and row.state == ASKED and row.record:
            record = unpacked(row.record)
            found.update(record.values.keys())
            found["events"] += len(record.events)
            found["dues"] += len(record.dues)
            found["awards"] += len(record.awards)
    return {name: number for name, number in found.items() if number}


def papers_down(session: Session, unit: Unit) -> list[bytes]:
    """Give the steps the desk has to tell a unit."""
    found = rows.list_transfers(session.database)
    if not found:
        return []
    names = {str(one.id): one.name for one in units.list_units(session.database)}
    told = []
    for row in found:
        shown = replace(
            row,
            from_unit=names.get(row.from_unit, row.from_unit),
            to_unit=names.get(row.to_unit, row.to_unit),
        )
        if row.to_unit == str(unit.id) and row.state == APPROVED:
            told.append(_paper(_numbered(session, shown, row), OFFERED, with_record=True))
        elif row.from_unit == str(unit.id) and row.state in (ACCEPTED, REFUSED):
            told.append(_paper(shown, row.state, with_record=False))
        elif row.to_unit == str(unit.id) and row.state in (WITHDRAWN, REFUSED):
            # It was offered there, perhaps: nobody is to come over any more.
            told.append(_paper(replace(shown, member_id=None), WITHDRAWN, with_record=False))
    return told


def _numbered(session: Session, shown: TransferRow, held: TransferRow) -> TransferRow:
    """Put the numbers that were given since the transfer was asked for into what goes along."""
    if not held.member_id or not held.record:
        return replace(shown, member_id=None)
    given = down.numbers_of(session.database, int(held.from_unit), held.member_id)
    record = unpacked(held.record)
    values = {**record.values, **{name: number for name, number in given.items() if number}}
    packed = msgspec.msgpack.encode(msgspec.structs.replace(record, values=values))
    return replace(shown, member_id=None, record=packed)


def take_request(session: Session, unit: Unit, content: bytes) -> None:
    """Note at the desk what a branch says of a transfer. Only inside a commit."""
    paper = _read(content)
    held = rows.find_transfer(session.database, paper.number)
    if paper.step == ASKED and held is None:
        rows.add_transfer(
            session.office,
            session.site,
            number=paper.number,
            direction="out",
            full_name=paper.full_name,
            from_unit=str(unit.id),
            to_unit=paper.to_name,
            asked_on=paper.asked_on,
            state=ASKED,
            member_id=paper.member or None,
            record=paper.record,
        )
    elif held is not None and _may_say(held, unit, paper.step):
        if paper.step == ACCEPTED and held.member_id and paper.member:
            old, new = (int(held.from_unit), held.member_id), (unit.id, paper.member)
            down.pass_codes_on(session.office, session.site, old, new)
        # It arrived, or will not: the desk needs the history no longer. Which record it arrived as
        # stands here, for an erasure there has to find the name.
        arrived = paper.member or None if paper.step == ACCEPTED else None
        rows.change_transfer(
            session.office, paper.number, state=paper.step, record=b"", arrived_id=arrived
        )


def _may_say(held: TransferRow, unit: Unit, step: str) -> bool:
    if held.from_unit == str(unit.id):
        return step == WITHDRAWN and held.state in (ASKED, APPROVED)
    return held.to_unit == str(unit.id) and held.state == APPROVED and step in (ACCEPTED, REFUSED)


def take_paper(session: Session, content: bytes) -> list[str]:
    """Note in a branch what the desk says of a transfer; give sentences. Only inside a commit."""
    paper = _read(content)
    held = rows.find_transfer(session.database, paper.number)
    if paper.step == OFFERED:
        return _take_offer(session, held, paper)
    if held is None:
        return []
    if held.direction == "in" and paper.step == WITHDRAWN:
        return _taken_back(session, held, paper)
    if held.direction == "out" and held.state == ASKED:
        return _decided(session, held, paper)
    return []


def _take_offer(session: Session, held: TransferRow | None, paper: TransferPaper) -> list[str]:
    if held is not None:
        if held.state == OFFERED and paper.record != held.record:
            # A number was given meanwhile.
            rows.change_transfer(session.office, held.number, record=paper.record)
        return []
    rows.add_transfer(
        session.office,
        session.site,
        number=paper.number,
        direction="in",
        full_name=paper.full_name,
        from_unit=paper.from_name,
        to_unit=paper.to_name,
        asked_on=paper.asked_on,
        state=OFFERED,
        record=paper.record,
    )
    return [
        _("{name} of {branch} wants to come over to this branch: accept or refuse.").format(
            name=paper.full_name, branch=paper.from_name
        )
    ]


def _decided(session: Session, held: TransferRow, paper: TransferPaper) -> list[str]:
    if paper.step == ACCEPTED:
        _leave(session, held, paper)
        return [
            _("{name} has gone over to {branch}.").format(name=held.full_name, branch=paper.to_name)
        ]
    if paper.step == REFUSED:
        rows.change_transfer(session.office, held.number, state=REFUSED, reason=paper.reason)
        return [
            _("The transfer of {name} was refused: {reason}").format(
                name=held.full_name, reason=paper.reason
            )
        ]
    return []


def _taken_back(session: Session, held: TransferRow, paper: TransferPaper) -> list[str]:
    """Let go of what was offered: the history of who does not come is none of this branch's."""
    if held.state not in (OFFERED, ACCEPTED):
        return []
    rows.change_transfer(
        session.office, held.number, state=WITHDRAWN, record=b"", full_name=paper.full_name
    )
    if held.state == OFFERED:
        return [
            _("{branch} has withdrawn the transfer of {name}.").format(
                branch=held.from_unit, name=paper.full_name
            )
        ]
    return [
        _(
            "{branch} withdrew the transfer of {name} before your yes came there: {name} is a "
            "member of both. Call {branch}; where the withdrawal stands, record here that the "
            "person left."
        ).format(branch=held.from_unit, name=held.full_name)
    ]


def _leave(session: Session, held: TransferRow, paper: TransferPaper) -> None:
    gone = PastEvent(EventKind.TRANSFERRED_OUT, clock.today(), "", "", paper.to_name)
    if held.member_id is not None:
        _add_event(session, held.member_id, gone)
    rows.change_transfer(session.office, held.number, state=LEFT)


def _paper(row: TransferRow, step: str, *, with_record: bool) -> bytes:
    paper = TransferPaper(
        row.number,
        step,
        row.full_name,
        row.from_unit,
        row.to_unit,
        row.asked_on,
        row.reason if step == REFUSED else "",
        row.record if with_record else b"",
        row.member_id or 0,
    )
    return msgspec.msgpack.encode(paper)


def _read(content: bytes) -> TransferPaper:
    return unpack(content, TransferPaper)


def unpacked(content: bytes) -> TransferRecord:
    """Read what goes along with a member. Raises BundleError."""
    found = unpack(content, TransferRecord)
    if not _can_stand(found):
        raise damaged("the record of a transfer")
    return found


def _can_stand(record: TransferRecord) -> bool:
    """Tell whether what goes along is what a register of ours holds: it becomes rows here."""
    checks = CHECKS["members"]
    told = [(checks[name], one) for name, one in record.values.items() if name in COLUMNS]
    values = all(check.fits(one) for check, one in told)
    on, until = (CHECKS["member_events"][name] for name in ("happened_on", "until_on"))
    events = all(
        on.fits(one.on) and (not one.until or until.fits(one.until)) for one in record.events
    )
    sums = [one.amount for one in record.awards]
    sums += [sum_ for one in record.dues for sum_ in (one.owed, one.paid)]
    return values and events and all(map(MOVED.fits, sums))
