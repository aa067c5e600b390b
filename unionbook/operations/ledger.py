# SPDX-License-Identifier: Apache-2.0
"""The books: vouchers posted and reversed, balances, months closed and reopened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import ledger
from unionbook.data.ledger import Account, Balance, Closing, Voucher
from unionbook.domain import clock, numbering, periods
from unionbook.domain import ledger as rules
from unionbook.domain.chart import chart_of
from unionbook.domain.dates import read_date
from unionbook.domain.folding import tidy
from unionbook.domain.ledger import AccountKind, Draft, Line, VoucherKind
from unionbook.errors import InvalidValueError, NotFoundError, UnionbookError
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import gettext as _
from unionbook.texts import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["Account", "Balance", "Closing", "Voucher"]

_WHOLE_DAY = 10
_NUMBER = re.compile(r"([^\W\d_]+)\s*(?:(\d{1,6})\.)?(\d{1,9})/(\d{4})")


@dataclass(frozen=True, slots=True)
class VoucherInFull:
    """A voucher with its number as people write it, and its lines with the accounts they are on."""

    voucher: Voucher
    shown_number: str
    lines: tuple[tuple[Account, Line], ...]


def set_up_books(session: Session) -> Changes | None:
    """Lay out the country's chart of accounts, once; None where there is one already."""
    session.require("post_voucher")
    if ledger.list_accounts(session.database):
        return None
    with session.commit("set_up_books", right="post_voucher") as changes:
        for entry in chart_of(session.info.country):
            number = ledger.add_account(
                session.office,
                session.site,
                code=entry.code,
                name=in_language(entry.names, session.info.language),
                kind=entry.kind,
                role=entry.role,
            )
            for report, line in entry.lines.items():
                ledger.add_report_line(
                    session.office, session.site, number, report, line, entry.since
                )
    return changes


def add_account(session: Session, *, code: str, name: str, kind: str, role: str = "") -> Changes:
    """Add an account of the branch's own. Raises InvalidValueError where the code is taken."""
    if not code.strip() or not name.strip():
        raise InvalidValueError(_("Give the account a code and a name."), field="code")
    if ledger.find_account(session.database, code.strip()):
        raise InvalidValueError(
            _("There is an account {code} already.").format(code=code.strip()), field="code"
        )
    if role == rules.JOINING_FEE and kind != AccountKind.INCOME:
        raise InvalidValueError(_("Joining fees are an income: say so."), field="kind")
    with session.commit("add_account", right="post_voucher") as changes:
        ledger.add_account(
            session.office, session.site, code=code.strip(), name=tidy(name), kind=kind, role=role
        )
    return changes


def list_accounts(session: Session) -> list[Account]:
    """Give the chart of accounts in the order of the codes."""
    session.require("read_money")
    return ledger.list_accounts(session.database)


def account(session: Session, *, code: str) -> Account:
    """Give an account by code or by what it is for. Raises NotFoundError."""
    for one in list_accounts(session):
        if code in (one.code, one.role):
            return one
    raise NotFoundError(
        _("There is no account {code}. “unionbook ledger accounts” lists them.").format(code=code)
    )


def by_role(session: Session, role: str) -> int:
    """Give the account that serves a purpose. Raises UnionbookError before the books are set up."""
    found = ledger.find_by_role(session.database, role)
    if found is None:
        raise UnionbookError(
            _("The books are not set up yet: open “Books” once, or run “unionbook ledger set-up”.")
        )
    return found


def post_voucher(
    session: Session,
    *,
    kind: VoucherKind | str,
    lines: Sequence[Line],
    on: str = "",
    counterparty: str = "",
    reason: str = "",
    papers: int = 0,
    source: str = "",
) -> Changes:
    """Post a voucher; its row is the only one in ``rows["vouchers"]`` of what is returned.

    Raises InvalidValueError where it does not balance, UnionbookError where its month is closed.
    """
    session.require("post_voucher")
    draft = Draft(
        VoucherKind(kind),
        past_day(on),
        tuple(lines),
        tidy(counterparty),
        tidy(reason),
        papers,
        source=source,
    )
    check_draft(session, draft)
    with session.commit("post_voucher", reason=draft.reason) as changes:
        ledger.post(session.office, session.site, draft)
    return changes


def reverse_voucher(session: Session, *, voucher_id: int, reason: str, on: str = "") -> Changes:
    """Take a voucher back by one that names it; both stay in the books.

    Dated today, or ``on``: the month of the wrong one may be closed. Raises UnionbookError where it
    was reversed already.
    """
    session.require("post_voucher")
    wrong = get_voucher(session, voucher_id=voucher_id).voucher
    if wrong.reversed_by:
        raise UnionbookError(_("This voucher was reversed already."))
    if wrong.kind is VoucherKind.ASSESSMENT:
        raise UnionbookError(
            _(
                "Dues are not taken back by hand: correct the rule, the wage or the exemption and "
                "assess the month again."
            )
        )
    if not reason.strip():
        raise InvalidValueError(_("Say why the voucher is reversed."), field="reason")
    draft = Draft(
        wrong.kind,
        past_day(on),
        rules.reversal(ledger.lines_of(session.database, wrong.id)),
        wrong.counterparty,
        tidy(reason),
        reverses=wrong.id,
        source="reversal",
    )
    check_open(session, draft.dated_on)
    with session.commit("reverse_voucher", right="post_voucher", reason=draft.reason) as changes:
        ledger.post(session.office, session.site, draft)
    return changes


def get_voucher(session: Session, *, voucher_id: int) -> VoucherInFull:
    """Give a voucher in full. Raises NotFoundError."""
    session.require("read_money")
    found = ledger.find_voucher(session.database, voucher_id)
    if found is None:
        raise NotFoundError(_("There is no such voucher."))
    accounts = {one.id: one for one in ledger.list_accounts(session.database)}
    lines = ledger.lines_of(session.database, voucher_id)
    return VoucherInFull(
        found, shown_number(session, found), tuple((accounts[x.account], x) for x in lines)
    )


def list_vouchers(
    session: Session,
    *,
    first: str = "",
    last: str = "",
    kinds: Sequence[str] = (),
    account_id: int | None = None,
    limit: int = -1,
) -> list[Voucher]:
    """Give the vouchers between two months, both included, in their order."""
    session.require("read_money")
    return ledger.list_vouchers(
        session.database,
        since=periods.first_day(periods.read_month(first)) if first else "",
        until=periods.last_day(periods.read_month(last)) if last else "9999",
        kinds=kinds,
        account=account_id,
        limit=limit,
    )


def shown_number(session: Session, voucher: Voucher) -> str:
    """Give a voucher's number as it is printed: series, device, number and year."""
    prefix = chart_of(session.info.country).series.get(voucher.kind.value, voucher.kind.value[:2])
    device = "" if voucher.device <= 1 else f"{voucher.device}."
    return f"{prefix}{device}{voucher.number:04d}/{voucher.year}"


def find_voucher(session: Session, *, key: str) -> int:
    """Give the voucher that a printed number or a record number names. Raises NotFoundError."""
    session.require("read_money")
    series = {text: kind for kind, text in chart_of(session.info.country).series.items()}
    found = None
    if typed := _NUMBER.fullmatch(key.strip()):
        letters, device, ordinal, year = typed.groups()
        kind = series.get(letters.upper(), "")
        found = ledger.find_by_number(
            session.database, kind, int(year), int(device or 1), int(ordinal)
        )
    elif (row := numbering.typed(key.strip())) and ledger.find_voucher(session.database, row):
        found = row
    if found is None:
        raise NotFoundError(
            _("There is no voucher {key}. “unionbook ledger list” lists them.").format(key=key)
        )
    return found


def trial_balance(session: Session, *, first: str, last: str) -> list[Balance]:
    """Give opening, movements and closing of every account between two months."""
    session.require("read_money")
    return ledger.balances(session.database, periods.read_month(first), periods.read_month(last))


def balance_on(session: Session, *, account_id: int, on: str = "") -> int:
    """Give an account's balance at the end of a day, debit positive."""
    session.require("read_money")
    return ledger.balance_on(session.database, account_id, day_of(on))


def close_month(session: Session, *, month: str, running: bool = False) -> Changes:
    """Close a month: nothing is posted into it any more; its figures are kept as reported.

    Raises UnionbookError where it is closed or has not begun, and where it still runs unless that
    was said: everything that comes until its end would belong into a later month.
    """
    session.require("close_month")
    wanted = periods.read_month(month)
    if ledger.is_closed(session.database, wanted):
        raise UnionbookError(_("{month} is closed already.").format(month=periods.shown(wanted)))
    if wanted > clock.today()[:7]:
        raise UnionbookError(_("{month} has not begun yet.").format(month=periods.shown(wanted)))
    if wanted == clock.today()[:7] and not running:
        raise UnionbookError(
            _(
                "{month} still runs, and nothing can be posted into a closed month. Close it when "
                "it is over, or now by adding --running."
            ).format(month=periods.shown(wanted))
        )
    figures = {
        one.account.code: [one.opening, one.debit, one.credit]
        for one in ledger.balances(session.database, wanted, wanted)
    }
    with session.commit("close_month", reason=wanted) as changes:
        ledger.add_closing(
            session.office, session.site, wanted, msgspec.json.encode(figures).decode()
        )
    return changes


def reopen_month(session: Session, *, month: str, reason: str) -> Changes:
    """Reopen a closed month, with a reason; the figures reported then stay known."""
    session.require("reopen_month")
    wanted = periods.read_month(month)
    if not reason.strip():
        raise InvalidValueError(_("Say why the month is reopened."), field="reason")
    if not ledger.is_closed(session.database, wanted):
        raise UnionbookError(_("{month} is not closed.").format(month=periods.shown(wanted)))
    with session.commit("reopen_month", reason=reason) as changes:
        ledger.reopen(session.office, wanted, tidy(reason))
    return changes


def list_closings(session: Session) -> list[Closing]:
    """Give the closings of months, the latest first."""
    session.require("read_money")
    return ledger.list_closings(session.database)


def differences_since_closing(session: Session, *, month: str) -> dict[str, tuple[int, int]]:
    """Give, by account code, the movement reported at a month's first closing and that of now."""
    session.require("read_money")
    wanted = periods.read_month(month)
    closings = [one for one in ledger.list_closings(session.database) if one.month == wanted]
    if not closings:
        return {}
    reported = msgspec.json.decode(closings[-1].figures, type=dict[str, list[int]])
    found = {}
    for one in ledger.balances(session.database, wanted, wanted):
        _opening, debit, credit = reported.get(one.account.code, [0, 0, 0])
        if debit - credit != one.debit - one.credit:
            found[one.account.code] = (debit - credit, one.debit - one.credit)
    return found


def check_open(session: Session, day: str) -> None:
    """Refuse a day in a closed month. Raises UnionbookError that says what to do."""
    if ledger.is_closed(session.database, day[:7]):
        raise UnionbookError(
            _(
                "{month} is closed. Date the voucher in an open month, or let the head reopen it."
            ).format(month=periods.shown(day[:7]))
        )


def check_draft(session: Session, draft: Draft) -> None:
    """Refuse a voucher that says nothing, does not balance or lies in a closed month."""
    rules.check(draft)
    left = sum(line.amount for line in draft.lines)
    if left:
        raise InvalidValueError(
            _("Debit and credit differ by {amount}: they must be equal.").format(
                amount=number_text(abs(left))
            ),
            field="lines",
        )
    check_open(session, draft.dated_on)


def past_day(on: str) -> str:
    """Give a typed day as an ISO date, today where it is empty; refuse one that has not come."""
    day = day_of(on)
    if day > clock.today():
        raise InvalidValueError(
            _(
                "{date} has not come yet. Check the date, or whether the clock of this PC is right."
            ).format(date=date_text(day)),
            field="on",
        )
    return day


def day_of(text: str, field: str = "on") -> str:
    """Give a typed day as an ISO date, today where it is empty. Raises InvalidValueError."""
    if not text.strip():
        return clock.today()
    day = read_date(text).value
    if len(day) != _WHOLE_DAY:
        raise InvalidValueError(_("Write a date like 31/12/2025."), field=field)
    return day
