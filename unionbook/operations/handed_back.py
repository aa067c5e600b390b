# SPDX-License-Identifier: Apache-2.0
"""In a branch that went back to an older state: what the union above still had of it comes back.

It comes as an offer: nothing is entered before somebody of the branch has looked at it. What is
taken in keeps its old numbers, so at the desk above each record is the one it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec

from unionbook.data import erasing, members
from unionbook.data import handed_back as rows
from unionbook.data.exchange_errors import MalformedError
from unionbook.data.federation import MIRRORED
from unionbook.data.value_checks import CHECKS
from unionbook.domain.events import EventKind
from unionbook.domain.folding import fold
from unionbook.domain.values import MOMENT
from unionbook.errors import NotFoundError
from unionbook.operations.policies import column_label
from unionbook.reports.formats import number_text
from unionbook.sync.packing import unpack
from unionbook.sync.refusals import BundleError
from unionbook.texts import gettext as _
from unionbook.texts import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.handed_back import HandedBack
    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

NOTICE = "handed back"
MOST = 8000
"""The rows of one paper at most: it has to fit into a notice; the rest follows with later files."""
T = TypeVar("T")
_KINDS = frozenset(one.value for one in EventKind)
_Value = Annotated[str, msgspec.Meta(max_length=2000)] | int | None


class HandedRow(msgspec.Struct, frozen=True, array_like=True):
    """A row, or columns of one, that the union above holds and the branch lost."""

    table: Annotated[str, msgspec.Meta(max_length=40)]
    row_id: Annotated[int, msgspec.Meta(ge=1, le=(1 << 63) - 1)]
    made: bool
    values: dict[Annotated[str, msgspec.Meta(max_length=40)], _Value]


_Rows = Annotated[list[HandedRow], msgspec.Meta(max_length=MOST)]


class HandedPaper(msgspec.Struct, frozen=True, array_like=True):
    """What is handed back with a file: when that was decided, and the rows."""

    told_at: Annotated[str, msgspec.Meta(max_length=40)]
    rows: _Rows


@dataclass(frozen=True, slots=True)
class OfferedMember:
    """A member whom an offer is about: who comes back, or what of one who is here.

    ``here`` is a member entered since under another number who seems to be the same person.
    """

    row_id: int
    full_name: str
    born_on: str
    whole: bool
    columns: tuple[str, ...] = ()
    here: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """What waits to be taken in once more."""

    id: int
    told_at: str
    members: tuple[OfferedMember, ...]


def take_paper(session: Session, body: bytes) -> list[str]:
    """Keep what the union above hands back; give sentences. Only inside a commit."""
    paper = _decoded(body, HandedPaper)
    if not MOMENT.fits(paper.told_at):
        raise MalformedError(NOTICE)
    for one in paper.rows:
        if one.table not in MIRRORED or not set(one.values) <= set(MIRRORED[one.table]):
            raise MalformedError(NOTICE)
    told = _of_nobody_erased(session, paper.rows)
    packed, number = msgspec.msgpack.encode(told), len(told)
    if not told or not rows.offer(
        session.office, session.site, paper.told_at, len(paper.rows), packed, most=MOST
    ):
        return []
    return [
        ngettext(
            "The union above hands {count} record back that this register lost: look at it and "
            "take it in.",
            "The union above hands {count} records back that this register lost: look at them and "
            "take them in.",
            number,
        ).format(count=number_text(number))
    ]


def _of_nobody_erased(session: Session, told: list[HandedRow]) -> list[HandedRow]:
    """Leave out who was erased since the union above last heard of this branch."""
    gone = erasing.pseudonyms(session.database)
    return [
        one
        for one in told
        if (one.row_id if one.table == "members" else one.values.get("member_id")) not in gone
    ]


def find_offer(session: Session) -> Offer | None:
    """Give what waits to be taken in once more, None where nothing does."""
    session.require("read_members")
    held = _waiting(session)
    return None if held is None else _offer(session, held)


def _waiting(session: Session) -> HandedBack | None:
    listed = rows.list_handed_back(session.database)
    return next((one for one in listed if one.state == rows.OFFERED and one.document), None)


def _offer(session: Session, held: HandedBack) -> Offer:
    told = _rows(held)
    here = _present(session, told)
    found = []
    for one in told:
        if one.table != "members":
            continue
        record = members.find(session.database, one.row_id) if one.row_id in here else None
        kept = record.values if record is not None else {}
        name = str(one.values.get("full_name") or kept.get("full_name") or "")
        born = str(one.values.get("born_on") or kept.get("born_on") or "")
        columns = tuple(column_label(column) for column in one.values) if record else ()
        same = 0 if record else _same(session, one)
        found.append(OfferedMember(one.row_id, name, born, record is None, columns, same))
    found.sort(key=lambda one: (not one.whole, one.full_name.casefold()))
    return Offer(held.id, held.told_at, tuple(found))


def _rows(held: HandedBack) -> list[HandedRow]:
    return _decoded(held.document, list[HandedRow])


def _decoded(body: bytes, kind: type[T]) -> T:
    try:
        return unpack(body, kind)
    except BundleError as error:
        raise MalformedError(NOTICE) from error


def _present(session: Session, told: Sequence[HandedRow]) -> set[int]:
    ids = [one.row_id for one in told if one.table == "members"]
    return rows.present(session.database, "members", ids)


def _same(session: Session, row: HandedRow) -> int:
    """Give who seems to be the same person, entered since under another number; 0 for nobody."""
    identity = str(row.values.get("identity_number") or "")
    if identity:
        known = members.ids_by_column(session.database, "identity_number", identity)
        if known:
            return known[0]
    name, born = str(row.values.get("full_name") or ""), str(row.values.get("born_on") or "")
    alike = rows.born_on(session.database, born) if born else {}
    return next((one for one, known in alike.items() if fold(known) == fold(name)), 0)


def take_handed_back(session: Session) -> Changes:
    """Take in once more what the union above hands back; who was entered since stays as is.

    One step, which can be taken back.
    """
    session.require("change_members")
    held = _require(session)
    told = _rows(held)
    known = _present(session, told)
    with session.commit("take_handed_back", right="change_members") as changes:
        for one in told:
            if one.table == "members":
                _put_member(session, one, known)
        for one in told:
            if one.table == "member_events":
                _put_event(session, one)
        rows.settle(session.office, held.id, rows.TAKEN)
    return changes


def refuse_handed_back(session: Session) -> Changes:
    """Let what the union above hands back be: nothing of it is entered."""
    session.require("change_members")
    held = _require(session)
    with session.commit("refuse_handed_back", right="change_members") as changes:
        rows.settle(session.office, held.id, rows.REFUSED)
    return changes


def _require(session: Session) -> HandedBack:
    held = _waiting(session)
    if held is None:
        raise NotFoundError(_("The union above hands nothing back that waits here."))
    return held


def _put_member(session: Session, row: HandedRow, known: set[int]) -> None:
    values = {name: value for name, value in row.values.items() if _may_be(name, value)}
    if row.row_id in known:
        members.change(session.office, [(row.row_id, values)])
    elif row.made and values.get("full_name") and not _same(session, row):
        members.add(session.office, [(row.row_id, values)])


def _may_be(name: str, value: object) -> bool:
    """Tell whether a value may stand in a column of a member; who was merged is merged anew."""
    if name == "merged_into":
        return False
    if value is None:
        return name != "full_name"
    return CHECKS["members"][name].fits(value)


def _put_event(session: Session, row: HandedRow) -> None:
    member, kind = row.values.get("member_id"), row.values.get("kind")
    on, until = row.values.get("happened_on"), row.values.get("until_on")
    checks = CHECKS["member_events"]
    if not (isinstance(member, int) and kind in _KINDS and checks["happened_on"].fits(on)):
        return
    database = session.database
    there = rows.present(database, "members", [member])
    if there and row.made and not rows.present(database, "member_events", [row.row_id]):
        values = {"member_id": member, "kind": kind, "happened_on": on}
        values["until_on"] = until if checks["until_on"].fits(until) else None
        rows.add_event(session.office, row.row_id, values)
