# SPDX-License-Identifier: Apache-2.0
"""The upward share: what of the money collected belongs to the levels above, and what was remitted.

A month's share is what the rules give of what was collected in it, by the dates of the vouchers. It
is booked as a closing entry; booked again after a correction, only the difference is posted. A
payment that is reversed later lowers the month of its reversal, so a closed month stays as it was
reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import ledger as rows
from unionbook.data import shares
from unionbook.data.shares import Booked
from unionbook.domain import clock, periods
from unionbook.domain import ledger as accounts
from unionbook.domain.ledger import Draft, Line, VoucherKind
from unionbook.domain.shares import (
    INCOMES,
    ShareKind,
    SplitRule,
    read_share_note,
    rule_on,
    share_note,
    share_out,
)
from unionbook.errors import UnionbookError
from unionbook.operations.ledger import by_role, check_open, day_of
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

_FIRST_MONTH = "0000-00"


@dataclass(frozen=True, slots=True)
class Collected:
    """What was collected of one kind in a month, and by which rule it is shared out.

    ``rule`` is None where none holds: then all of it stays with the branch.
    """

    month: str
    kind: ShareKind
    amount: int
    rule: SplitRule | None
    shares: tuple[tuple[str, int], ...]

    @property
    def kept(self) -> int:
        """What stays with the branch."""
        return self.amount - sum(amount for _level, amount in self.shares)


@dataclass(frozen=True, slots=True)
class ShareLine:
    """The share of one level in one kind of money of one month.

    ``due`` is what the rule gives now, ``booked`` what the ledger says is due, ``paid`` what was
    remitted. What was opened with has no kind (None) and often no month ("").
    """

    month: str
    kind: ShareKind | None
    level: str
    rule: SplitRule | None
    collected: int
    due: int
    booked: int
    paid: int
    due_on: str = ""

    @property
    def left(self) -> int:
        """What is still to be remitted; negative where too much was."""
        return self.booked - self.paid

    @property
    def to_book(self) -> int:
        """What is due beyond what is booked: nothing once the month is settled."""
        return self.due - self.booked


def collected_in(session: Session, *, first: str, last: str) -> list[Collected]:
    """Give what was collected month by month, by which rule it is shared out, and how much goes up.

    The branch's surcharge is not among it: all of it stays with the branch.
    """
    session.require("read_money")
    rules = shares.list_splits(session.database)
    found = []
    for kind, role in INCOMES.items():
        account = rows.find_by_role(session.database, role)
        if account is None:
            continue
        moved = shares.collected(
            session.database, account, periods.read_month(first), periods.read_month(last)
        )
        for month, amount in moved.items():
            rule = rule_on(rules, kind, periods.last_day(month))
            out = share_out(rule, amount) if rule else ()
            found.append(Collected(month, kind, amount, rule, out))
    return sorted(found, key=lambda one: (one.month, list(ShareKind).index(one.kind)))


def list_shares(session: Session, *, first: str = "", last: str = "") -> list[ShareLine]:
    """Give what each level above is due of each month, why, what is booked, and what was paid.

    Without months, all there are; what was opened with stands first.
    """
    session.require("read_money")
    since = periods.read_month(first) if first else _FIRST_MONTH
    until = periods.read_month(last) if last else clock.today()[:7]
    computed = {
        (one.month, share_note(one.kind, level)): (one, amount)
        for one in _all_collected(session, since, until)
        for level, amount in one.shares
    }
    held = {
        key: one
        for key, one in booked_shares(session).items()
        if since <= (key[0] or _FIRST_MONTH) <= until
    }
    lines = [_line(key, computed.get(key), held.get(key)) for key in {**held, **computed}]
    return sorted(lines, key=_in_order)


def _all_collected(session: Session, first: str, last: str) -> list[Collected]:
    return collected_in(session, first=max(first, "0001-01"), last=last)


def booked_shares(session: Session) -> dict[tuple[str, str], Booked]:
    """Give what the ledger holds of each month's shares, by month and whose it is."""
    return shares.booked(session.database, by_role(session, accounts.REMITTANCE_DUE))


def _line(
    key: tuple[str, str], computed: tuple[Collected, int] | None, held: Booked | None
) -> ShareLine:
    month, note = key
    kind, level = read_share_note(note)
    booked = held or Booked()
    # What was opened with is due as it is: no rule of ours gave it.
    opened = booked.due - booked.settled
    found, amount = computed or (None, 0)
    rule = found.rule if found else None
    return ShareLine(
        month,
        kind,
        level,
        rule,
        found.amount if found else 0,
        amount + opened,
        booked.due,
        booked.paid,
        rule.due_on(month) if rule else "",
    )


def _in_order(one: ShareLine) -> tuple[str, int, int, str]:
    levels = [level for level, _rate in one.rule.shares] if one.rule else []
    place = levels.index(one.level) if one.level in levels else len(levels)
    return one.month, list(ShareKind).index(one.kind) if one.kind else -1, place, one.level


def settle_shares(session: Session, *, month: str, on: str = "") -> Changes | None:
    """Book what the levels above are due of a month; run again, it books only the difference.

    Dated on the month's last day (today, while the month lasts or once it is closed). None where
    there is nothing to book. Raises UnionbookError where dues came in and no rule says whose they
    are.
    """
    session.require("settle_shares")
    wanted = periods.read_month(month)
    _check_rule(session, wanted)
    lines = [one for one in list_shares(session, first=wanted, last=wanted) if one.to_book]
    if not lines:
        return None
    day = day_of(on) if on else _settling_day(session, wanted)
    check_open(session, day)
    draft = Draft(
        VoucherKind.CLOSING,
        day,
        _settling_lines(session, lines),
        reason=_("Share of the levels above for {month}").format(month=month_shown(wanted)),
        source=f"share {wanted}",
    )
    with session.commit("settle_shares", reason=wanted) as changes:
        rows.post(session.office, session.site, draft)
    return changes


def _settling_day(session: Session, month: str) -> str:
    day = min(periods.last_day(month), clock.today())
    return clock.today() if rows.is_closed(session.database, day[:7]) else day


def _check_rule(session: Session, month: str) -> None:
    for one in collected_in(session, first=month, last=month):
        if one.kind is ShareKind.DUES and one.rule is None:
            raise UnionbookError(
                _(
                    "No rule says what of the dues of {month} goes up: choose one first "
                    "(“unionbook shares rules adopt”)."
                ).format(month=month_shown(month))
            )


def _settling_lines(session: Session, lines: Sequence[ShareLine]) -> tuple[Line, ...]:
    cost, due = by_role(session, accounts.UPWARD_SHARE), by_role(session, accounts.REMITTANCE_DUE)
    found = []
    for one in lines:
        note = share_note(one.kind, one.level) if one.kind else ""
        found.append(Line(cost, one.to_book, None, one.month, note))
        found.append(Line(due, -one.to_book, None, one.month, note))
    return tuple(found)


def month_shown(month: str) -> str:
    """Give a month in a sentence; what was opened with has none."""
    return periods.shown(month) if month else _("before")
