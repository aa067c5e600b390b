# SPDX-License-Identifier: Apache-2.0
"""Looking through the vouchers, and at one of them with all that hangs on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import history, ledger, vouchers
from unionbook.data.vouchers import Span, Words
from unionbook.domain import clock, periods
from unionbook.domain.amount_words import amount_in_words
from unionbook.domain.amounts import read_amount
from unionbook.domain.chart import chart_of
from unionbook.domain.folding import fold
from unionbook.domain.ledger import VoucherKind
from unionbook.errors import NotFoundError
from unionbook.operations.ledger import shown_number
from unionbook.operations.members import read_members
from unionbook.texts import gettext as _
from unionbook.texts import language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from unionbook.data.ledger import Account, Voucher
    from unionbook.operations.sessions import Session

PAGE = 200
_SCANNED = 20_000
"""Vouchers looked at for words in one call: the next one waits for the worker no longer."""
_COUNTED = 200_000
"""Vouchers of which the sums are made: of more of them it would take too long."""
_LINES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which vouchers: from one month to another, of a kind, on an account, with some words."""

    first: str = ""
    last: str = ""
    kind: str = ""
    account: int = 0
    text: str = ""

    @property
    def span(self) -> Span:
        """The days and the kind."""
        return Span(
            periods.first_day(periods.read_month(self.first)) if self.first else "",
            periods.last_day(periods.read_month(self.last)) if self.last else "9999-12-31",
            self.kind,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended, and the balance of the account before it."""

    day: str
    row: int = 0
    balance: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """A voucher in a list: what came in and went out of money, or of the account looked at.

    ``balance`` is the account's after the voucher, debit positive; None without an account.
    """

    voucher: Voucher
    number: str
    debit: int
    credit: int
    balance: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some vouchers, the latest first, and where the next page begins; None after the last."""

    rows: tuple[Listed, ...]
    following: Place | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many vouchers, and what they brought in and took out; None where they are too many."""

    count: int
    money_in: int | None
    money_out: int | None


@dataclass(frozen=True, slots=True)
class AccountSum:
    """What a voucher moves on an account on one side, by how many lines."""

    account: Account
    debit: int
    credit: int
    lines: int


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line with the names of what it is on and about."""

    account: Account
    amount: int
    member: int | None
    name: str
    month: str
    note: str


@dataclass(frozen=True, slots=True)
class Sight:
    """A voucher with its sums, its first lines, what it is bound to, and who entered it when.

    ``others`` are the numbers of the voucher it reverses and of the one that reverses it.
    ``in_the_way`` says why it cannot be reversed; empty where it can.
    """

    voucher: Voucher
    number: str
    in_words: str
    sums: tuple[AccountSum, ...]
    lines: tuple[SeenLine, ...]
    line_count: int
    member_count: int
    others: Mapping[int, str]
    entered_by: str
    entered_at: datetime | None
    in_the_way: str
    month_closed: bool


def list_page(session: Session, *, criteria: Criteria, after: Place | None = None) -> Page:
    """Give the next vouchers, the latest first.

    A page of words that are seldom may be empty though others follow: each call looks at a bounded
    number of vouchers.
    """
    session.require("read_money")
    if criteria.account:
        return _account_page(session, criteria, after)
    if criteria.text.strip():
        return _words_page(session, criteria, after)
    before = (after.day, after.row) if after else None
    found = vouchers.ids_before(session.database, criteria.span, before, PAGE)
    following = Place(found[-1][1], found[-1][0]) if len(found) == PAGE else None
    return Page(_listed(session, [number for number, _day in found]), following)


def find_vouchers(
    session: Session, *, criteria: Criteria, kinds: Sequence[str] = ()
) -> list[Voucher]:
    """Give every voucher that fits, of the kinds named if there are some, the oldest first."""
    found: list[Voucher] = []
    place: Place | None = None
    while True:
        page = list_page(session, criteria=criteria, after=place)
        found += [one.voucher for one in page.rows if not kinds or one.voucher.kind.value in kinds]
        place = page.following
        if place is None:
            return found[::-1]


def totals(session: Session, *, criteria: Criteria) -> Totals:
    """Give how many vouchers of a span and kind there are, and the money they moved."""
    session.require("read_money")
    span = criteria.span
    number = vouchers.count(session.database, span)
    if number > _COUNTED:
        return Totals(number, None, None)
    return Totals(number, *vouchers.money_in_and_out(session.database, span))


def latest_month(session: Session, *, until: str) -> str:
    """Give the latest month with vouchers, ``until`` (``YYYY-MM``) or before; empty without any."""
    session.require("read_money")
    return vouchers.latest_day(session.database, periods.last_day(periods.read_month(until)))[:7]


def look_at_voucher(session: Session, *, voucher_id: int) -> Sight:
    """Give a voucher with all that hangs on it. Raises NotFoundError."""
    session.require("read_money")
    database = session.database
    found = ledger.find_voucher(database, voucher_id)
    if found is None:
        raise NotFoundError(_("There is no such voucher."))
    accounts = {one.id: one for one in ledger.list_accounts(database)}
    sums = tuple(
        AccountSum(accounts[row[0]], *row[1:])
        for row in vouchers.sums_by_account(database, voucher_id)
    )
    made = history.history_of_rows(session.office, [("vouchers", voucher_id)])
    commit = made[-1].commit if made else None
    return Sight(
        found,
        shown_number(session, found),
        amount_in_words(found.amount, language=language(), currency=session.info.currency),
        sums,
        _lines(session, voucher_id, accounts),
        sum(one.lines for one in sums),
        vouchers.members_on(database, voucher_id),
        _others(session, found),
        commit.user_name if commit else "",
        clock.moment(commit.clock).astimezone() if commit else None,
        _in_the_way(found),
        ledger.is_closed(database, found.dated_on[:7]),
    )


def _in_the_way(found: Voucher) -> str:
    if found.reversed_by:
        return _("This voucher was reversed already.")
    if found.kind is VoucherKind.ASSESSMENT:
        return _(
            "Dues are not taken back by hand: correct the rule, the wage or the exemption and "
            "assess the month again."
        )
    return ""


def _others(session: Session, found: Voucher) -> dict[int, str]:
    numbers = [number for number in (found.reverses, found.reversed_by) if number]
    others = ledger.vouchers_by_id(session.database, numbers) if numbers else []
    return {one.id: shown_number(session, one) for one in others}


def _lines(
    session: Session, voucher_id: int, accounts: Mapping[int, Account]
) -> tuple[SeenLine, ...]:
    rows = vouchers.first_lines(session.database, voucher_id, _LINES_SHOWN)
    members = sorted({row[2] for row in rows if row[2]})
    names: dict[int, str] = {}
    if members and session.may("read_members"):
        names = dict(read_members(session, ids=members, names=("id", "full_name")))
    return tuple(
        SeenLine(accounts[account], amount, member, names.get(member) or "", month, note)
        for account, amount, member, month, note in rows
    )


def _listed(session: Session, ids: Sequence[int]) -> tuple[Listed, ...]:
    if not ids:
        return ()
    moved = vouchers.moved_of_money(session.database, ids)
    by_id = {one.id: one for one in ledger.vouchers_by_id(session.database, ids)}
    prefixes = _Numbers(session)
    return tuple(
        Listed(
            by_id[number],
            prefixes.shown(by_id[number]),
            max(moved.get(number, 0), 0),
            max(-moved.get(number, 0), 0),
        )
        for number in ids
    )


def _words_page(session: Session, criteria: Criteria, after: Place | None) -> Page:
    sought = _Sought(session, criteria)
    before = (after.day, after.row) if after else None
    rows = vouchers.words_before(session.database, criteria.span, before, _SCANNED)
    found = []
    for row in rows:
        if sought.is_in(row):
            found.append(row.id)
            if len(found) == PAGE:
                return Page(_listed(session, found), Place(row.dated_on, row.id))
    more = len(rows) == _SCANNED
    return Page(_listed(session, found), Place(rows[-1].dated_on, rows[-1].id) if more else None)


def _account_page(session: Session, criteria: Criteria, after: Place | None) -> Page:
    """Give whole days of an account, so that a day's order cannot tear a page."""
    database, span, account = session.database, criteria.span, criteria.account
    until = after.day if after else span.until
    balance = after.balance if after else ledger.balance_on(database, account, until)
    since = max(vouchers.day_back(database, account, until, PAGE), span.since)
    moved = vouchers.moved_on_account(database, account, since, until)
    by_id = {one.id: one for one in ledger.vouchers_by_id(database, [row[0] for row in moved])}
    sought, numbers = _Sought(session, criteria), _Numbers(session)
    rows = []
    for number, debit, credit in moved:
        one = by_id[number]
        shown = numbers.shown(one)
        if (not span.kind or one.kind.value == span.kind) and sought.is_in_voucher(one, shown):
            rows.append(Listed(one, shown, debit, credit, balance))
        balance -= debit - credit
    at_end = not since or since <= span.since
    return Page(tuple(rows), None if at_end else Place(periods.day_before(since), 0, balance))


class _Numbers:
    """Writes the numbers of many vouchers without asking for the country each time."""

    def __init__(self, session: Session) -> None:
        self._series = chart_of(session.info.country).series
        self._sites = vouchers.sites(session.database)

    def shown(self, one: Voucher) -> str:
        return self._shown(one.kind.value, one.device, one.number, one.year)

    def shown_words(self, row: Words) -> str:
        return self._shown(row.kind, self._sites.get(row.site, 0), row.number, row.year)

    def _shown(self, kind: str, device: int, number: int, year: int) -> str:
        own = "" if device <= 1 else f"{device}."
        return f"{self._series.get(kind, kind[:2])}{own}{number:04d}/{year}"


class _Sought:
    """The words looked for: in the number, the name and the reason, or as a sum of money."""

    def __init__(self, session: Session, criteria: Criteria) -> None:
        self._words = fold(criteria.text).split()
        self._numbers = _Numbers(session)
        self._amount = read_amount(criteria.text).amount if self._words else None
        self._with_amount = (
            vouchers.with_amount(session.database, criteria.span, self._amount)
            if self._amount
            else set()
        )

    def is_in(self, row: Words) -> bool:
        if row.id in self._with_amount:
            return True
        return self._are_in(self._numbers.shown_words(row), row.counterparty, row.reason)

    def is_in_voucher(self, one: Voucher, shown: str) -> bool:
        if not self._words or one.id in self._with_amount:
            return True
        return self._are_in(shown, one.counterparty, one.reason)

    def _are_in(self, number: str, name: str, reason: str) -> bool:
        # Names and reasons come again and again, and what was folded is kept; numbers do not.
        folded = f"{number.lower()} {fold(name)} {fold(reason)}"
        return all(word in folded for word in self._words)
