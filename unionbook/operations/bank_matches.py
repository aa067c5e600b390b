# SPDX-License-Identifier: Apache-2.0
"""Lines of the bank and vouchers brought together: proposed with reasons, decided by a person."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from unionbook import paths
from unionbook.data import bank as rows
from unionbook.data import ledger
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.domain.bank_matching import WINDOW, Fit, Item, Reason, propose
from unionbook.domain.folding import tidy, words
from unionbook.domain.ledger import Draft, Line, VoucherKind
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.operations.bank import BookEntry, bank_account, entries_of, still_open
from unionbook.operations.employer_fund import propose_receipt
from unionbook.operations.ledger import account as find_account
from unionbook.operations.ledger import check_open, day_of
from unionbook.operations.share_rules import list_fund_rules
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.bank import BankLine
    from unionbook.data.journal import Changes
    from unionbook.operations.ledger import Account
    from unionbook.operations.sessions import Session

_NAMES = {
    "fee": N_("Fee of the bank"),
    "tax": N_("Tax withheld by the bank"),
    "interest": N_("Interest of the bank"),
    "withdrawal": N_("Cash withdrawn"),
    "deposit": N_("Cash paid in"),
    "fund": N_("Employer fund"),
}
_MONEY = (roles.CASH, roles.BANK, roles.IN_TRANSIT)
_IN_TRANSIT_DAYS = 62


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is likely the same money: lines, vouchers, the sum, and the reasons in words.

    ``certain`` says that nothing else comes near; a person confirms it all the same.
    """

    lines: tuple[int, ...]
    vouchers: tuple[int, ...]
    amount: int
    certain: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a line of the bank likely is, where no voucher fits: account and reason to book it."""

    account: str
    reason: str


def propose_matches(
    session: Session, *, account: str = roles.BANK, first: str = "", last: str = ""
) -> list[Proposal]:
    """Propose which open lines and vouchers belong together, the surest first."""
    session.require("read_money")
    chosen = bank_account(session, account)
    since = periods.first_day(periods.read_month(first)) if first else ""
    until = periods.last_day(periods.read_month(last)) if last else "9999"
    lines = [one for one in rows.list_lines(session.database, chosen.id, since, until) if one.open]
    if not lines:
        return []
    earliest, latest = _moved(lines[0].dated_on, -WINDOW), _moved(lines[-1].dated_on, WINDOW)
    entries = still_open(entries_of(session, chosen.id, earliest, latest))
    fits = propose([_line_item(one) for one in lines], [_entry_item(one) for one in entries])
    amounts = {one.id: one.open for one in lines}
    return [_proposal(fit, amounts) for fit in fits]


def _moved(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()


def _line_item(one: BankLine) -> Item:
    text = f"{one.details} {one.reference} {one.party}"
    return Item(one.id, one.dated_on, one.open, text)


def _entry_item(one: BookEntry) -> Item:
    text = f"{one.counterparty} {one.reason}"
    return Item(one.voucher_id, one.dated_on, one.open, text, one.number)


def _proposal(fit: Fit, amounts: dict[int, int]) -> Proposal:
    return Proposal(
        fit.lines,
        fit.entries,
        sum(amounts[line] for line in fit.lines),
        fit.certain,
        (_("Same amount"), *(_said(reason, fit) for reason in fit.reasons)),
    )


def _said(reason: Reason, fit: Fit) -> str:
    if reason.kind == "number":
        return _("names the voucher {number}").format(number=reason.detail)
    if reason.kind == "name":
        return _("both say “{words}”").format(words=reason.detail)
    if reason.kind == "days":
        count = int(reason.detail)
        return ngettext("{count} day apart", "{count} days apart", count).format(count=count)
    if reason.kind == "sum" and len(fit.entries) > 1:
        return _("sum of {count} vouchers").format(count=reason.detail)
    if reason.kind == "sum":
        return _("sum of {count} lines of the bank").format(count=reason.detail)
    return _("same day")


def confirm_matches(
    session: Session, *, pairs: Sequence[tuple[Sequence[int], Sequence[int]]]
) -> Changes:
    """Match lines with vouchers, as ``(line ids, voucher ids)``: all of them or none.

    One side of each pair is a single line or voucher, and both sides are the same sum. Raises
    InvalidValueError where they are not, NotFoundError.
    """
    session.require("reconcile_bank")
    if not pairs:
        raise UnionbookError(_("Choose at least one line of the bank and one voucher."))
    left = _Left(session, pairs)
    with session.commit("match_bank_line", right="reconcile_bank") as changes:
        for lines, vouchers in pairs:
            for line, voucher, amount in left.match(lines, vouchers):
                rows.add_match(session.office, session.site, line, voucher, amount)
    return changes


class _Left:
    """What is not matched yet of the lines and vouchers that are to be matched."""

    def __init__(
        self, session: Session, pairs: Sequence[tuple[Sequence[int], Sequence[int]]]
    ) -> None:
        database = session.database
        self._accounts = rows.accounts_of(
            database, [one for lines, _some in pairs for one in lines]
        )
        vouchers = [one for _lines, some in pairs for one in some]
        self._lines: dict[int, int] = {}
        self._vouchers: dict[tuple[int, int], int] = {}
        for account in set(self._accounts.values()):
            matches = rows.list_matches(database, account)
            self._lines |= {one.id: one.open for one in rows.list_lines(database, account)}
            for voucher, amount in rows.movements_of(database, account, vouchers).items():
                self._vouchers[account, voucher] = amount
            for one in matches:
                if (account, one.voucher) in self._vouchers:
                    self._vouchers[account, one.voucher] -= one.amount

    def match(
        self, line_ids: Sequence[int], voucher_ids: Sequence[int]
    ) -> list[tuple[int, int, int]]:
        """Give what to match, as line, voucher and amount. Raises what confirm_matches does."""
        lines, vouchers = list(dict.fromkeys(line_ids)), list(dict.fromkeys(voucher_ids))
        if not lines or not vouchers or (len(lines) > 1 and len(vouchers) > 1):
            raise InvalidValueError(
                _("Match one line with vouchers, or one voucher with lines."), field="lines"
            )
        account = self._account(lines)
        keys = [(account, voucher) for voucher in vouchers]
        if not all(key in self._vouchers for key in keys):
            raise NotFoundError(_("This voucher moves nothing on the bank account."))
        theirs = {line: self._lines[line] for line in lines}
        ours = {key: self._vouchers[key] for key in keys}
        _check(list(theirs.values()), list(ours.values()))
        self._lines |= dict.fromkeys(theirs, 0)
        self._vouchers |= dict.fromkeys(ours, 0)
        if len(lines) == 1:
            return [(lines[0], voucher, amount) for (_one, voucher), amount in ours.items()]
        return [(line, vouchers[0], amount) for line, amount in theirs.items()]

    def _account(self, lines: Sequence[int]) -> int:
        if not all(line in self._accounts and line in self._lines for line in lines):
            raise NotFoundError(
                _("There is no such line of the bank: the list of lines shows their numbers.")
            )
        accounts = {self._accounts[line] for line in lines}
        if len(accounts) > 1:
            raise InvalidValueError(_("The lines are of different accounts."), field="lines")
        return accounts.pop()


def _check(theirs: Sequence[int], ours: Sequence[int]) -> None:
    """Refuse what is matched already, or is not the same sum on both sides."""
    if not all(theirs) or not all(ours):
        raise InvalidValueError(
            _("One of them is matched already: take that back first."), field="lines"
        )
    bank, book = sum(theirs), sum(ours)
    if bank != book:
        raise InvalidValueError(
            _(
                "The bank says {bank}, the vouchers say {book}: match what is the same, and make a "
                "voucher for the difference of {difference}."
            ).format(
                bank=number_text(bank),
                book=number_text(book),
                difference=number_text(bank - book),
            ),
            field="vouchers",
        )


def _line(session: Session, number: int) -> tuple[int, BankLine]:
    found = rows.find_line(session.database, number)
    if found is None:
        raise NotFoundError(
            _("There is no such line of the bank: the list of lines shows their numbers.")
        )
    return found


def unmatch(session: Session, *, line_id: int) -> Changes:
    """Take the matches of a line back; the vouchers stay as they are. Raises UnionbookError."""
    session.require("reconcile_bank")
    _account, line = _line(session, line_id)
    if not line.vouchers:
        raise UnionbookError(_("This line is not matched."))
    with session.commit("unmatch_bank_line", right="reconcile_bank") as changes:
        rows.remove_matches(session.office, line_id)
    return changes


def suggest_booking(session: Session, *, line_id: int) -> Suggestion | None:
    """Say what a line without a voucher likely is, by its words or money in transit; else None."""
    session.require("read_money")
    _account, line = _line(session, line_id)
    if line.open > 0 and (waiting := _in_transit(session, line)):
        return Suggestion(roles.IN_TRANSIT, _("Arrival of {number}").format(number=waiting.number))
    said = words(f"{line.details} {line.reference}")
    for one in _bookings():
        fits = any(_holds(said, words(text)) for text in one["words"])
        found = ledger.find_by_role(session.database, one["account"])
        if fits and found and (one["way"] == "in") == (line.amount > 0):
            reason = _NAMES[one["name"]]
            return Suggestion(one["account"], _(reason))
    return None


def _in_transit(session: Session, line: BankLine) -> BookEntry | None:
    """Give the check-off that has not arrived yet and is as much as the line, the oldest.

    The payroll file is often entered days after the employer paid: a later one counts as well.
    """
    transit = ledger.find_by_role(session.database, roles.IN_TRANSIT)
    if transit is None:
        return None
    first, last = (_moved(line.dated_on, days) for days in (-_IN_TRANSIT_DAYS, _IN_TRANSIT_DAYS))
    entries = entries_of(session, transit, first, last)
    gone = [-one.amount for one in entries if one.amount < 0]
    for one in entries:
        if one.amount in gone:
            gone.remove(one.amount)
        elif one.amount == line.open:
            return one
    return None


@lru_cache(maxsize=1)
def _bookings() -> list[dict[str, Any]]:
    path = paths.resources() / "money" / "bank.toml"
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["bookings"]
    return found


def _holds(said: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    return any(list(said[at : at + size]) == list(wanted) for at in range(len(said) - size + 1))


def book_line(
    session: Session,
    *,
    line_id: int,
    account: str,
    counterparty: str = "",
    reason: str = "",
    on: str = "",
    papers: int = 0,
) -> Changes:
    """Make a voucher from a line of the bank and match the two, in one step.

    ``account`` is the other account, by code or what it is for. Dated as the line is, or ``on``
    where that month is closed. Raises UnionbookError where the line has its voucher already.
    """
    session.require("reconcile_bank")
    bank_id, line = _line(session, line_id)
    if line.matched:
        raise UnionbookError(_("This line has its voucher already."))
    other = find_account(session, code=account)
    if other.id == bank_id:
        raise InvalidValueError(_("Choose another account than the bank's."), field="account")
    day = day_of(on) if on else line.dated_on
    check_open(session, day)
    kind = VoucherKind.RECEIPT if line.amount > 0 else VoucherKind.PAYMENT
    draft = Draft(
        VoucherKind.TRANSFER if other.role in _MONEY else kind,
        day,
        (Line(bank_id, line.amount), *_counter_lines(session, other, line)),
        tidy(counterparty) or line.party,
        tidy(reason) or line.details or _("Bank, {date}").format(date=date_text(line.dated_on)),
        papers,
        source="bank statement",
    )
    with session.commit("book_bank_line", right="reconcile_bank", reason=draft.reason) as changes:
        voucher = ledger.post(session.office, session.site, draft)
        rows.add_match(session.office, session.site, line.id, voucher, line.amount)
    return changes


def _counter_lines(session: Session, other: Account, line: BankLine) -> list[Line]:
    """Give the other side of a line; of the employer's fund it is for the periods that lack it."""
    ruled = other.role == roles.EMPLOYER_FUND and list_fund_rules(session)
    if not ruled or line.amount < 0:
        return [Line(other.id, -line.amount)]
    parts = propose_receipt(session, amount=line.amount, until=line.dated_on[:7])
    return [Line(other.id, -part.amount, None, part.month) for part in parts]
