# SPDX-License-Identifier: Apache-2.0
"""A year of dues page by page, as the window shows it: each month with its state and its sums."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from unionbook.data import dues as rows
from unionbook.data import ledger as books
from unionbook.data import members
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.operations import sending
from unionbook.operations.ledger import by_role, shown_number
from unionbook.operations.members import list_member_ids, read_members
from unionbook.texts import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from unionbook.data.members import Criteria
    from unionbook.operations.dues import Assessment, MonthDues
    from unionbook.operations.sessions import Session

MONTHS = 12
_AT_ONCE = 500


class State(StrEnum):
    """How a member stands for one month."""

    PAID = "paid"
    PART = "part"
    OWED = "owed"
    EXEMPT = "exempt"
    AHEAD = "ahead"
    NOTHING = "nothing"


STATE_LABELS = {
    State.PAID: N_("Paid"),
    State.PART: N_("Paid in part"),
    State.OWED: N_("Not paid"),
    State.EXEMPT: N_("Exempt"),
    State.AHEAD: N_("Paid ahead"),
    State.NOTHING: N_("Nothing assessed"),
}


@dataclass(frozen=True, slots=True)
class YearCell:
    """One month of one member: how it stands, what was assessed and what was paid."""

    state: State
    assessed: int = 0
    paid: int = 0


@dataclass(frozen=True, slots=True)
class YearLine:
    """A member's year: who it is, the twelve months, what was paid and is owed in all."""

    member: int
    number: str
    name: str
    department: str
    months: tuple[YearCell, ...]

    @property
    def paid(self) -> int:
        """What was paid for the months of the year."""
        return sum(one.paid for one in self.months)

    @property
    def owed(self) -> int:
        """What is still owed for them."""
        return sum(max(one.assessed - one.paid, 0) for one in self.months)


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """What was assessed for a month, and paid of it, by everybody listed."""

    month: str
    assessed: int = 0
    paid: int = 0


@dataclass(frozen=True, slots=True)
class DuesPayment:
    """Money that a voucher counts for a member's month; negative where it was given back."""

    voucher: int
    number: str
    dated_on: str
    month: str
    amount: int


@dataclass(frozen=True, slots=True)
class DuesState:
    """How far dues are set up: books, rules, and the last month assessed ("" for none)."""

    books: bool
    rules: int
    last_month: str


_NOTHING = YearCell(State.NOTHING)


def dues_state(session: Session) -> DuesState:
    """Give how far dues are set up, so that what is missing can be offered."""
    session.require("read_money")
    return DuesState(
        books.find_by_role(session.database, roles.CLAIMS) is not None,
        len(rows.list_rules(session.database)),
        rows.last_assessed_month(session.database),
    )


def year_page(session: Session, *, year: int, ids: Sequence[int]) -> list[YearLine]:
    """Give the year of some members, in the order of ``ids``."""
    session.require("read_money")
    first, last = f"{year:04d}-01", f"{year:04d}-12"
    months = list(periods.span(first, last))
    held: defaultdict[int, dict[str, MonthDues]] = defaultdict(dict)
    for one in rows.month_dues(session.database, members=ids, first=first, last=last):
        held[one.member][one.month] = one
    reasons = {month: rows.assessed(session.database, month, ids) for month in months}
    names = ("id", "local_number", "full_name", "department")
    return [
        YearLine(
            member,
            number or "",
            name or "",
            department or "",
            tuple(_cell(held[member].get(month), reasons[month].get(member)) for month in months),
        )
        for member, number, name, department in read_members(session, ids=ids, names=names)
    ]


def _cell(one: MonthDues | None, reason: Assessment | None) -> YearCell:
    exempt = reason is not None and bool(reason.exemption)
    if one is None or not (one.assessed or one.paid):
        return YearCell(State.EXEMPT) if exempt else _NOTHING
    return YearCell(_state(one, exempt=exempt), one.assessed, one.paid)


def _state(one: MonthDues, *, exempt: bool) -> State:
    if one.left > 0:
        return State.PART if one.paid > 0 else State.OWED
    if one.assessed:
        return State.PAID
    if one.paid:
        return State.AHEAD
    return State.EXEMPT if exempt else State.NOTHING


def year_totals(
    session: Session, *, year: int, criteria: Criteria | None = None
) -> tuple[MonthTotal, ...]:
    """Give what was assessed and paid for each month of a year by everybody who fits."""
    session.require("read_money")
    first, last = f"{year:04d}-01", f"{year:04d}-12"
    if criteria is not None and criteria.text.strip():
        found = _totals_of(session, list_member_ids(session, criteria=criteria), first, last)
    else:
        wanted = criteria or members.Criteria()
        condition = members.condition(wanted, status="m.status", also=sending.fits(session, wanted))
        found = [
            MonthTotal(*row) for row in rows.month_totals(session.database, first, last, condition)
        ]
    by_month = {one.month: one for one in found}
    return tuple(by_month.get(month, MonthTotal(month)) for month in periods.span(first, last))


def _totals_of(session: Session, ids: Sequence[int], first: str, last: str) -> list[MonthTotal]:
    """Add up the months of those whom words find: few, or at most as many as a search gives."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for start in range(0, len(ids), _AT_ONCE):
        some = list(ids[start : start + _AT_ONCE])
        for one in rows.month_dues(session.database, members=some, first=first, last=last):
            sums[one.month][0] += one.assessed
            sums[one.month][1] += one.paid
    return [MonthTotal(month, *held) for month, held in sums.items()]


def owing(session: Session, *, ids: Iterable[int], year: int) -> list[int]:
    """Give those of ``ids``, in their order, who owe for a month of a year."""
    session.require("read_money")
    debtors = rows.debtors(session.database, f"{year:04d}-01", f"{year:04d}-12")
    return [number for number in ids if number in debtors]


def payments_of(
    session: Session, *, member_id: int, months: Collection[str] = ()
) -> list[DuesPayment]:
    """Give a member's payments of dues with their vouchers, the latest first."""
    session.require("read_money")
    incomes = (by_role(session, roles.DUES), by_role(session, roles.SURCHARGE))
    numbers: dict[int, str] = {}
    found = []
    for voucher, day, month, amount in rows.payments(session.database, incomes, member_id):
        if months and month not in months:
            continue
        if voucher not in numbers:
            held = books.find_voucher(session.database, voucher)
            numbers[voucher] = shown_number(session, held) if held else ""
        found.append(DuesPayment(voucher, numbers[voucher], day, month, amount))
    return found
