# SPDX-License-Identifier: Apache-2.0
"""Dues: a month assessed, payments taken, who owes what and since when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionbook.data import dues, ledger
from unionbook.data.dues import MonthDues
from unionbook.domain import ledger as accounts
from unionbook.domain import periods
from unionbook.domain.dues import Assessment, Part, assess
from unionbook.domain.ledger import Draft, Line, VoucherKind, netted
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations import opening_debts
from unionbook.operations.booking_days import booked_on, check_assessable
from unionbook.operations.ledger import by_role, check_open
from unionbook.operations.members import get_member
from unionbook.reports.formats import number_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["Assessment", "MonthDues", "Part"]

_MOST_MONTHS_AHEAD = 36
_FEW = 500
_INCOMES = (accounts.DUES, accounts.SURCHARGE)


@dataclass(frozen=True, slots=True)
class MonthAssessed:
    """What assessing a month did: who owes, who is exempt, how much in all and how much is new."""

    month: str
    owing: int
    exempt: int
    total: int
    difference: int
    changed: int
    without_wage: tuple[int, ...]
    commit_id: int


@dataclass(frozen=True, slots=True)
class Debt:
    """What a member owes: in all, since which month, and by age in months (up to 1, 3, 6, more)."""

    member: int
    total: int
    since: str
    months: int
    by_age: tuple[int, int, int, int]


_AGES = (1, 3, 6)


def assess_month(
    session: Session,
    *,
    month: str,
    progress: Callable[[int, int], None] | None = None,
) -> MonthAssessed:
    """Assess everybody for a month; run again after a correction, it posts only the difference.

    Raises UnionbookError where there is no rule or the month is closed.
    """
    session.require("assess_dues")
    wanted = periods.read_month(month)
    day = periods.last_day(wanted)
    check_open(session, day)
    found, held, fresh, changed = compute_month(session, wanted)
    lines = _difference_lines(session, wanted, held, [*fresh, *changed])
    commit = 0
    if fresh or changed:
        with session.commit("assess_dues", reason=wanted) as changes:
            dues.write_assessments(session.office, session.site, wanted, fresh, changed)
            if lines:
                draft = Draft(
                    VoucherKind.ASSESSMENT,
                    day,
                    lines,
                    reason=_("Dues for {month}").format(month=periods.shown(wanted)),
                    source=_source(wanted),
                )
                ledger.post(session.office, session.site, draft)
        commit = changes.commit_id
    if progress:
        progress(1, 1)
    return MonthAssessed(
        wanted,
        sum(1 for one in found.values() if one.amount),
        sum(1 for one in found.values() if one.exemption),
        sum(one.amount for one in found.values()),
        sum(one.amount for one in [*fresh, *changed])
        - sum(held[one.member].amount for one in changed),
        len(fresh) + len(changed),
        tuple(one.member for one in found.values() if one.bound == "no_wage"),
        commit,
    )


_ByMember = dict[int, Assessment]


def compute_month(
    session: Session, month: str
) -> tuple[_ByMember, _ByMember, list[Assessment], list[Assessment]]:
    """Give what everybody owes for a month, what was assessed before, and who is new or other."""
    session.require("read_money")
    found = _assessments(session, month)
    held = dues.assessed(session.database, month)
    if not held:
        check_assessable(month)
        opening_debts.check_after(session, month)
    # Where two PCs assessed apart, the books hold more than the assessments say.
    for member, posted in dues.posted_apart(session.database, _source(month)).items():
        if member in held and held[member].amount != posted:
            held[member] = replace(held[member], amount=posted)
    gone = [_nothing(one) for member, one in held.items() if member not in found]
    fresh = [one for member, one in found.items() if member not in held]
    changed = [one for member, one in found.items() if member in held and held[member] != one]
    changed += [one for one in gone if held[one.member] != one]
    return found, held, fresh, changed


def _assessments(session: Session, month: str) -> dict[int, Assessment]:
    rules = dues.list_rules(session.database)
    if not rules:
        raise UnionbookError(
            _("There is no rule of dues yet: choose one first (“unionbook dues rules adopt”).")
        )
    reference = dues.reference(session.database)
    found = {}
    for person in dues.people(session.database):
        assessment = assess(person, month, rules, reference)
        if assessment is not None:
            found[person.member] = assessment
    return found


def _source(month: str) -> str:
    return f"assessment {month}"


def _nothing(one: Assessment) -> Assessment:
    return Assessment(one.member, 0, exemption="status")


def _difference_lines(
    session: Session, month: str, held: dict[int, Assessment], now: Sequence[Assessment]
) -> tuple[Line, ...]:
    claims, deferred = by_role(session, accounts.CLAIMS), by_role(session, accounts.DEFERRED)
    lines: list[Line] = []
    total = 0
    for one in now:
        before = held.get(one.member)
        difference = one.amount - (before.amount if before else 0)
        if difference:
            lines.append(Line(claims, difference, one.member, month))
            total += difference
    if total:
        lines.append(Line(deferred, -total, None, month))
    elif lines:
        # Rises and falls that cancel out still need a second side of their own.
        lines += [Line(deferred, -line.amount, line.member, month) for line in tuple(lines)]
    return tuple(lines)


def explain(session: Session, *, member_id: int, month: str) -> Assessment | None:
    """Give what was assessed for a member and month, with rule, base and bound; None if nothing."""
    session.require("read_money")
    wanted = periods.read_month(month)
    return dues.assessed(session.database, wanted, [member_id]).get(member_id)


def member_dues(session: Session, *, member_id: int) -> list[MonthDues]:
    """Give a member's dues month by month, from the ledger."""
    session.require("read_money")
    check_books(session)
    return dues.month_dues(session.database, members=[member_id])


def propose_payment(
    session: Session, *, member_ids: Sequence[int], amount: int | None = None, until: str = ""
) -> list[Part]:
    """Propose what a payment settles: the oldest month first, then months ahead.

    Without ``amount`` all that is owed up to ``until`` (by default everything assessed). Money that
    is left when nothing more is owed goes to the months ahead, at the last assessed amount and
    after what was paid ahead already. Raises InvalidValueError for more than that.
    """
    session.require("read_money")
    limit = periods.read_month(until) if until else "9999"
    check_books(session)
    held = dues.month_dues(session.database, members=member_ids)
    owed = sorted((one for one in held if one.left > 0), key=lambda one: (one.month, one.member))
    left = sum(one.left for one in owed if one.month <= limit) if amount is None else amount
    parts = []
    for one in owed:
        share = min(left, one.left)
        if share <= 0:
            break
        parts.append(Part(one.member, one.month, share))
        left -= share
    return parts + _ahead(held, member_ids, left) if left > 0 else parts


def _ahead(held: Sequence[MonthDues], member_ids: Sequence[int], left: int) -> list[Part]:
    """Spread money over the months that are not assessed yet, one member after the other."""
    parts: list[Part] = []
    # What was paid ahead has months of its own, for which nothing was assessed yet.
    last = {one.member: one for one in held if one.assessed > 0}
    paid = {(one.member, one.month): one.paid for one in held}
    for member in member_ids:
        usual = last.get(member)
        if usual is None:
            continue
        month = usual.month
        for _step in range(_MOST_MONTHS_AHEAD):
            month = periods.later(month, 1)
            share = min(left, usual.assessed - paid.get((member, month), 0))
            if share > 0:
                parts.append(Part(member, month, share))
                left -= share
    if left > 0:
        raise InvalidValueError(
            _("More than can be settled: {left} would be left over.").format(
                left=number_text(left)
            ),
            field="amount",
        )
    return parts


def record_payment(
    session: Session,
    *,
    parts: Sequence[Part],
    into: str = accounts.CASH,
    on: str = "",
    payer: str = "",
    reason: str = "",
    source: str = "payment",
) -> Changes:
    """Take a payment of dues: one receipt for one or many members and months.

    ``into`` is what the money goes into: ``cash``, ``bank`` or ``in_transit``. Raises
    InvalidValueError for an amount that is not positive, UnionbookError for a closed month.
    """
    draft = receipt_draft(
        session, parts=parts, into=into, on=on, payer=payer, reason=reason, source=source
    )
    with session.commit("record_payment", reason=draft.reason) as changes:
        ledger.post(session.office, session.site, draft)
    return changes


def receipt_draft(
    session: Session,
    *,
    parts: Sequence[Part],
    into: str,
    on: str = "",
    payer: str = "",
    reason: str = "",
    source: str = "payment",
) -> Draft:
    """Give the receipt of a payment as it would be posted; refuse what :func:`record_payment` does.

    For who posts it together with something else, in one commit.
    """
    session.require("record_payment")
    if not parts:
        raise InvalidValueError(
            _("Nothing is owed: assess the month first, or say how much is paid ahead."),
            field="amount",
        )
    if any(part.amount <= 0 for part in parts):
        raise InvalidValueError(_("Give an amount above nothing."), field="amount")
    parts = [replace(part, month=periods.read_month(part.month)) for part in parts]
    day = booked_on(session, on)
    name = payer or get_member(session, member_id=parts[0].member).values["full_name"]
    return Draft(
        VoucherKind.RECEIPT,
        day,
        payment_lines(session, parts, by_role(session, into)),
        counterparty=name,
        reason=reason or _dues_of(parts),
        source=source,
    )


def payment_lines(session: Session, parts: Sequence[Part], into: int) -> tuple[Line, ...]:
    """Give the lines of a payment: money in, income by member and month, the claim settled."""
    claims, deferred = by_role(session, accounts.CLAIMS), by_role(session, accounts.DEFERRED)
    income, surcharge = _incomes(session)
    lines = [Line(into, sum(part.amount for part in parts))]
    for part, base, extra in _by_kind(session, parts):
        if base:
            lines.append(Line(income, -base, part.member, part.month))
        if extra:
            lines.append(Line(surcharge, -extra, part.member, part.month))
        lines.append(Line(claims, -part.amount, part.member, part.month))
        lines.append(Line(deferred, part.amount, None, part.month))
    return netted(lines)


def _by_kind(session: Session, parts: Sequence[Part]) -> list[tuple[Part, int, int]]:
    """Split each part into dues by the rule and the branch's surcharge; the rule's come first."""
    paid: defaultdict[tuple[int, str], int] = defaultdict(int)
    months = {part.month for part in parts}
    members = sorted({part.member for part in parts})
    for one in dues.month_dues(
        session.database, members=members, first=min(months), last=max(months)
    ):
        paid[one.member, one.month] = one.paid
    # Of few by their numbers; of many everybody is read at once, as for a whole payroll.
    some = members if len(members) <= _FEW else ()
    assessed = {month: dues.assessed(session.database, month, some) for month in months}
    found = []
    for part in parts:
        assessment = assessed[part.month].get(part.member)
        base = assessment.amount - assessment.surcharge if assessment else None
        already = paid[part.member, part.month]
        room = part.amount if base is None else max(base - already, 0)
        if assessment is None or not assessment.surcharge:
            room = part.amount
        to_base = min(part.amount, room)
        found.append((part, to_base, part.amount - to_base))
        paid[part.member, part.month] += part.amount
    return found


def list_arrears(session: Session, *, month: str) -> list[Debt]:
    """Give who owes dues at the end of a month, how much and since when, the largest first."""
    session.require("read_money")
    wanted = periods.read_month(month)
    by_member: defaultdict[int, list[MonthDues]] = defaultdict(list)
    check_books(session)
    for one in dues.open_dues(session.database, last=wanted):
        if one.left > 0:
            by_member[one.member].append(one)
    debts = [_debt(member, owed, wanted) for member, owed in by_member.items()]
    return sorted(debts, key=lambda debt: (-debt.total, debt.since, debt.member))


def _debt(member: int, owed: Sequence[MonthDues], until: str) -> Debt:
    ages = [0, 0, 0, 0]
    for one in owed:
        age = periods.between(one.month, until)
        ages[sum(age >= limit for limit in _AGES)] += one.left
    return Debt(
        member,
        sum(one.left for one in owed),
        min(one.month for one in owed),
        len(owed),
        (ages[0], ages[1], ages[2], ages[3]),
    )


def dues_grid(session: Session, *, year: int) -> dict[int, dict[str, MonthDues]]:
    """Give the year as the treasurer keeps it on paper: members by months."""
    session.require("read_money")
    grid: defaultdict[int, dict[str, MonthDues]] = defaultdict(dict)
    check_books(session)
    for one in dues.month_dues(session.database, first=f"{year:04d}-01", last=f"{year:04d}-12"):
        grid[one.member][one.month] = one
    return dict(grid)


def check_books(session: Session) -> None:
    """Refuse what needs books where there are none yet. Raises UnionbookError."""
    by_role(session, accounts.CLAIMS)


def _incomes(session: Session) -> tuple[int, ...]:
    return tuple(by_role(session, role) for role in _INCOMES)


def _dues_of(parts: Sequence[Part]) -> str:
    months = sorted({part.month for part in parts})
    if len(months) == 1:
        return _("Dues for {month}").format(month=periods.shown(months[0]))
    return _("Dues from {first} to {last}").format(
        first=periods.shown(months[0]), last=periods.shown(months[-1])
    )
