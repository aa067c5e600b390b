# SPDX-License-Identifier: Apache-2.0
"""Programmes, the frozen lists of who is entitled, and what was given to whom.

That somebody was given something is written into his or her own row of the list: so nobody can be
given twice, and two PCs that did it at the same time meet in the same columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import linked_vouchers
from unionbook.data.readable import readable
from unionbook.domain.folding import fold
from unionbook.domain.numbering import beside, keyed
from unionbook.domain.programmes import Entitled, ProgrammeKind, ProgrammeState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme, with the counts of its list and the money the books say it took.

    ``amount`` is what one full share is worth. ``drawn`` is what its vouchers moved: the payment
    for the list, less what was returned.
    """

    id: int
    kind: ProgrammeKind
    entitled: Entitled
    drawn: int
    name: str
    amount: int
    goods: str
    budget: int
    account: str
    decision: str
    planned_on: str
    listed_on: str
    closed_on: str
    note: str
    listed: int
    listed_amount: int
    given: int
    given_amount: int

    @property
    def state(self) -> ProgrammeState:
        """How far the programme has come."""
        if self.closed_on:
            return ProgrammeState.CLOSED
        if self.given or self.drawn:
            return ProgrammeState.GIVING
        return ProgrammeState.LISTED if self.listed_on else ProgrammeState.PLANNED

    @property
    def left(self) -> int:
        """What was drawn and not given out."""
        return self.drawn - self.given_amount


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of a programme's list.

    ``member`` is whom it is for, or whose relative (then ``relation`` says which); None where it is
    nobody of the register. ``cost`` and ``own_part`` are of a house: the whole cost, and what the
    family bears of it.
    """

    id: int
    programme: int
    by_hand: bool
    struck: bool
    member: int | None
    relation: str
    name: str
    born_on: str
    place: str
    share: int
    amount: int
    reason: str
    cost: int | None
    own_part: int | None
    given_on: str
    given_how: str
    given_by: str


_PROGRAMMES = (
    "SELECT p.id, p.kind, p.entitled, p.name, p.amount, coalesce(p.goods, ''), p.budget, "
    "p.account, coalesce(p.decision, ''), p.planned_on, coalesce(p.listed_on, ''), "
    "coalesce(p.closed_on, ''), coalesce(p.note, ''), count(r.id), coalesce(sum(r.amount), 0), "
    "count(r.given_on), coalesce(sum(CASE WHEN r.given_on IS NOT NULL THEN r.amount END), 0) "
    "FROM programmes p LEFT JOIN programme_recipients r "
    "ON r.programme_id = p.id AND r.struck = 0 {where} GROUP BY p.id ORDER BY p.planned_on DESC"
)
_RECIPIENTS = (
    "SELECT r.id, r.programme_id, r.by_hand, r.struck, coalesce(m.merged_into, m.id), "
    "coalesce(r.relation, ''), coalesce(r.name, m.full_name, ''), coalesce(r.born_on, ''), "
    "coalesce(r.place, ''), r.share, r.amount, coalesce(r.reason, ''), r.cost, r.own_part, "
    "coalesce(r.given_on, ''), coalesce(r.given_how, ''), coalesce(r.given_by, '') "
    "FROM programme_recipients r LEFT JOIN members m ON m.id = r.member_id"
)


def list_programmes(database: Database) -> list[Programme]:
    """Give the programmes, the latest planned first."""
    return _programmes(database, "", [])


def find_programme(database: Database, number: int) -> Programme | None:
    """Give a programme, or None."""
    return next(iter(_programmes(database, "WHERE p.id = ?", [number])), None)


def _programmes(database: Database, where: str, values: list[int]) -> list[Programme]:
    spent = linked_vouchers.spent(database, "programme_vouchers", "programme_id")
    return readable(
        database.rows(_PROGRAMMES.format(where=where), values),
        lambda row: Programme(
            row[0], ProgrammeKind(row[1]), _entitled(row[2]), spent.get(row[0], 0), *row[3:]
        ),
    )


_entitled = msgspec.json.Decoder(Entitled).decode


def add_programme(store: Store, site: int, values: Mapping[str, object], entitled: Entitled) -> int:
    """Add a programme. Only inside a commit."""
    number = store.new_ids(site)[0]
    row = {"id": number, **values, "entitled": msgspec.json.encode(entitled).decode()}
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    store.database.execute(f"INSERT INTO programmes({names}) VALUES ({marks})", list(row.values()))
    return number


def change_programme(
    store: Store, number: int, values: Mapping[str, object], entitled: Entitled | None = None
) -> None:
    """Change columns of a programme. Only inside a commit."""
    row = dict(values)
    if entitled is not None:
        row["entitled"] = msgspec.json.encode(entitled).decode()
    if row:
        names = ", ".join(f"{name} = ?" for name in row)
        store.database.execute(
            f"UPDATE programmes SET {names} WHERE id = ?", [*row.values(), number]
        )


def list_recipients(database: Database, programme: int) -> list[Recipient]:
    """Give the list of a programme in the order in which it was made."""
    rows = database.rows(f"{_RECIPIENTS} WHERE r.programme_id = ? ORDER BY r.id", [programme])
    return [_recipient(row) for row in rows]


def find_recipient(database: Database, number: int) -> Recipient | None:
    """Give a line of a list, or None."""
    row = database.row(f"{_RECIPIENTS} WHERE r.id = ?", [number])
    return _recipient(row) if row else None


def received_by(database: Database, member: int) -> list[Recipient]:
    """Give what a member, or a child of his or hers, was given by programmes."""
    rows = database.rows(
        f"{_RECIPIENTS} WHERE coalesce(m.merged_into, m.id) = ? AND r.given_on IS NOT NULL "
        "ORDER BY r.given_on, r.id",
        [member],
    )
    return [_recipient(row) for row in rows]


def _recipient(row: Row) -> Recipient:
    return Recipient(row[0], row[1], bool(row[2]), bool(row[3]), *row[4:])


def add_recipients(store: Store, site: int, people: Iterable[Recipient]) -> None:
    """Add lines to a list; their ``id`` is given here. Only inside a commit.

    A member's own name is not copied: it is read from the member. Two PCs that put the same person
    on a list make one line of it.
    """
    wanted = list(people)
    ids = store.named_ids(site, "programme_recipients", [_named(one) for one in wanted])
    store.database.executemany(
        "INSERT INTO programme_recipients(id, programme_id, member_id, relation, name, name_key, "
        "born_on, place, share, amount, by_hand, reason, cost, own_part, struck) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        (
            (
                number,
                one.programme,
                one.member,
                one.relation or None,
                _own_name(one),
                fold(_own_name(one) or "") or None,
                one.born_on or None,
                one.place or None,
                one.share,
                one.amount,
                int(one.by_hand),
                one.reason or None,
                one.cost,
                one.own_part,
            )
            for number, one in zip(ids, wanted, strict=True)
        ),
    )


def _own_name(one: Recipient) -> str | None:
    return one.name or None if one.relation or one.member is None else None


_Who = tuple[int | None, str, str, str]


def _who(one: Recipient) -> _Who:
    return one.member, one.relation, fold(_own_name(one) or ""), one.born_on


def _named(one: Recipient) -> int:
    who = _who(one)
    if one.member is None:
        return keyed("programme_recipients", one.programme, *who, fold(one.place))
    return beside("programme_recipients", one.member, one.programme, *who)


def set_recipients(store: Store, site: int, programme: int, people: Iterable[Recipient]) -> None:
    """Make a list anew: lines that are wanted no more go, others stay or come.

    What was added, struck or given by hand is left alone. Only inside a commit.
    """
    wanted = {_who(one): one for one in people}
    gone, changed = [], []
    for held in list_recipients(store.database, programme):
        if held.by_hand or held.struck or held.given_on:
            continue
        one = wanted.pop(_who(held), None)
        if one is None:
            gone.append([held.id])
        elif (one.share, one.amount, one.place) != (held.share, held.amount, held.place):
            changed.append([one.share, one.amount, one.place or None, held.id])
    store.database.executemany("DELETE FROM programme_recipients WHERE id = ?", gone)
    store.database.executemany(
        "UPDATE programme_recipients SET share = ?, amount = ?, place = ? WHERE id = ?", changed
    )
    add_recipients(store, site, wanted.values())


def strike(store: Store, number: int, reason: str, *, struck: bool = True) -> None:
    """Strike a line off a list, where it stays to be seen. Only inside a commit."""
    store.database.execute(
        "UPDATE programme_recipients SET struck = ?, reason = ? WHERE id = ?",
        [int(struck), reason or None, number],
    )


def give(store: Store, numbers: Iterable[int], on: str, how: str, by: str) -> None:
    """Note that lines of a list were given. Only inside a commit."""
    store.database.executemany(
        "UPDATE programme_recipients SET given_on = ?, given_how = ?, given_by = ? WHERE id = ?",
        ([on or None, how or None, by or None, number] for number in numbers),
    )


def link_voucher(store: Store, site: int, programme: int, voucher: int) -> None:
    """Note that a voucher is of a programme. Only inside a commit."""
    store.database.execute(
        "INSERT INTO programme_vouchers(id, programme_id, voucher_id) VALUES (?, ?, ?)",
        [store.new_ids(site)[0], programme, voucher],
    )


def spent_by_programme(database: Database, first: str, last: str) -> dict[int, int]:
    """Give what the books say was spent on programmes between two days, by programme."""
    return linked_vouchers.spent(
        database, "programme_vouchers", "programme_id", first=first, last=last
    )
