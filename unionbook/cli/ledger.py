# SPDX-License-Identifier: Apache-2.0
"""``unionbook ledger``: accounts, vouchers, balances, months closed and reopened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from unionbook.cli import ledger_balances
from unionbook.cli.answers import Answer, changed, number
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import COUNT, argument, file_option, group, option
from unionbook.cli.money import ACCOUNT, MONEY, MONTH, VOUCHER, money_text, month_text
from unionbook.cli.progress import Progress
from unionbook.cli.tables import pairs, table
from unionbook.domain import ledger as accounts
from unionbook.domain.ledger import ACCOUNT_LABELS, VOUCHER_LABELS, AccountKind, Line, VoucherKind
from unionbook.errors import UnionbookError
from unionbook.operations import ledger
from unionbook.operations.accounts import chart_on
from unionbook.operations.money_papers import print_vouchers
from unionbook.operations.vouchers import Criteria, find_vouchers
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from unionbook.data.journal import Changes
    from unionbook.operations.ledger import Account, Voucher, VoucherInFull
    from unionbook.operations.sessions import Session

_BY_HAND = [kind.value for kind in VoucherKind if kind is not VoucherKind.ASSESSMENT]
_SIDE = N_("ACCOUNT=AMOUNT")
_DATE = N_("DATE")

_voucher = argument("key", metavar=VOUCHER)


@group(help=N_("The books: accounts, vouchers, balances, closing of months."))
def ledger_command() -> None:
    """Hold the commands on the books."""


ledger_balances.add_to(ledger_command)


@ledger_command.command("set-up", help=N_("Lay out the chart of accounts of the country, once."))
@uses_register(Access.WRITES)
def set_up(session: Session) -> Answer:
    """Set the books up."""
    changes = ledger.set_up_books(session)
    if changes is None:
        empty: dict[str, Any] = {"step": None, "operation": "set_up_books", "changed": {}}
        return Answer(empty, [_("The books are set up already.")])
    return changed(changes, _("The books are set up."))


@ledger_command.command("accounts", help=N_("List the chart of accounts with their balances."))
@option("--on", metavar=_DATE, default="", help=N_("The day; otherwise today."))
@uses_register(Access.READS)
def list_accounts(session: Session, on: str) -> Answer:
    """List accounts."""
    found = chart_on(session, on=on)
    rows = [
        [
            one.account.code,
            one.account.name,
            _(ACCOUNT_LABELS[one.account.kind]),
            one.account.role,
            money_text(one.balance),
        ]
        for one in found
    ]
    headings = [_("Code"), _("Name"), _("Kind"), _("For"), _("Balance")]
    data = [{**_account_data(one.account), "balance": one.balance} for one in found]
    return Answer({"accounts": data}, table(headings, rows, right=(4,)))


def _account_data(one: Account) -> dict[str, Any]:
    return {
        "id": number(one.id),
        "code": one.code,
        "name": one.name,
        "kind": one.kind.value,
        "role": one.role,
        "closed_on": one.closed_on,
    }


@ledger_command.command("add-account", help=N_("Add an account of the branch's own."))
@argument("code", metavar=N_("CODE"))
@argument("name", metavar=N_("NAME"))
@option(
    "--kind",
    type=click.Choice([kind.value for kind in AccountKind]),
    required=True,
    help=N_("What kind of account it is."),
)
@option(
    "--for",
    "role",
    type=click.Choice([accounts.CASH, accounts.BANK, accounts.JOINING_FEE]),
    help=N_("Another cash box or bank account, or the income of joining fees."),
)
@uses_register(Access.WRITES)
def add_account(session: Session, code: str, name: str, kind: str, role: str | None) -> Answer:
    """Add an account."""
    changes = ledger.add_account(session, code=code, name=name, kind=kind, role=role or "")
    return changed(changes, _("The account {code} is added.").format(code=code), account=code)


def _sides(
    ctx: click.Context, parameter: click.Parameter, words: Sequence[str]
) -> list[tuple[str, int]]:
    """Take ``ACCOUNT=AMOUNT`` apart; one account may be named several times."""
    found = []
    for word in words:
        code, equals, amount = word.partition("=")
        if not equals or not code.strip():
            raise click.BadParameter(_("Write “{word}” as ACCOUNT=AMOUNT.").format(word=word))
        found.append((code.strip(), MONEY.convert(amount, parameter, ctx)))
    return found


@ledger_command.command(
    "voucher",
    help=N_(
        "Post a voucher.\n\n"
        "Debits and credits must add up to the same. A voucher that was posted is never changed: "
        "a wrong one is reversed."
    ),
)
@argument("kind", metavar=N_("KIND"), type=click.Choice(_BY_HAND))
@option("--debit", metavar=_SIDE, multiple=True, callback=_sides, help=N_("An account to debit."))
@option("--credit", metavar=_SIDE, multiple=True, callback=_sides, help=N_("An account to credit."))
@option("--on", metavar=_DATE, default="", help=N_("The day; otherwise today."))
@option("--name", metavar=N_("NAME"), default="", help=N_("Who pays or is paid."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("The reason."))
@option("--papers", type=click.IntRange(min=0), default=0, help=N_("How many papers are attached."))
@uses_register(Access.WRITES)
def post(
    session: Session,
    /,
    kind: str,
    debit: Sequence[tuple[str, int]],
    credit: Sequence[tuple[str, int]],
    name: str,
    **told: Any,
) -> Answer:
    """Post a voucher."""
    lines = [*_lines(session, debit, 1), *_lines(session, credit, -1)]
    changes = ledger.post_voucher(session, kind=kind, lines=lines, counterparty=name, **told)
    return posted(session, changes)


def _lines(session: Session, sides: Sequence[tuple[str, int]], sign: int) -> list[Line]:
    return [Line(ledger.account(session, code=code).id, sign * amount) for code, amount in sides]


def posted(session: Session, changes: Changes) -> Answer:
    """Answer for an operation that posted one voucher."""
    found = ledger.get_voucher(session, voucher_id=changes.rows["vouchers"][0])
    sentence = _("{number} is posted: {amount}.").format(
        number=found.shown_number, amount=number_text(found.voucher.amount)
    )
    return changed(changes, sentence, voucher=voucher_data(found.voucher, found.shown_number))


def voucher_data(one: Voucher, shown: str) -> dict[str, Any]:
    """Give a voucher as programs read it."""
    return {
        "id": number(one.id),
        "number": shown,
        "kind": one.kind.value,
        "dated_on": one.dated_on,
        "counterparty": one.counterparty,
        "reason": one.reason,
        "papers": one.papers,
        "amount": one.amount,
        "reverses": number(one.reverses),
        "reversed_by": number(one.reversed_by),
        "source": one.source,
    }


def _span(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Give a command the options that choose vouchers by month and kind."""
    for one in (
        option(
            "--kind",
            "kinds",
            type=click.Choice([kind.value for kind in VoucherKind]),
            multiple=True,
            help=N_("Only vouchers of this kind; may be given several times."),
        ),
        option("--to", "last", metavar=MONTH, default="", help=N_("Up to this month.")),
        option("--from", "first", metavar=MONTH, default="", help=N_("From this month on.")),
    ):
        function = one(function)
    return function


@ledger_command.command("list", help=N_("List vouchers, the oldest first."))
@_span
@option("--account", metavar=ACCOUNT, help=N_("Only vouchers that touch this account."))
@option("--search", metavar=N_("TEXT"), default="", help=N_("Only what has these words."))
@option("--limit", type=COUNT, help=N_("At most so many."))
@uses_register(Access.READS)
def list_vouchers(
    session: Session,
    /,
    first: str,
    last: str,
    kinds: Sequence[str],
    account: str | None,
    search: str,
    limit: int | None,
) -> Answer:
    """List vouchers."""
    account_id = ledger.account(session, code=account).id if account else None
    if search.strip():
        criteria = Criteria(first, last, "", account_id or 0, search)
        found = find_vouchers(session, criteria=criteria, kinds=kinds)[: limit or None]
    else:
        found = ledger.list_vouchers(
            session,
            first=first,
            last=last,
            kinds=kinds,
            account_id=account_id,
            limit=limit or -1,
        )
    numbers = [ledger.shown_number(session, one) for one in found]
    data = [voucher_data(one, shown) for one, shown in zip(found, numbers, strict=True)]
    rows = [
        [
            shown,
            date_text(one.dated_on),
            _(VOUCHER_LABELS[one.kind]),
            number_text(one.amount),
            one.counterparty,
            one.reason,
            _("reversed") if one.reversed_by else "",
        ]
        for one, shown in zip(found, numbers, strict=True)
    ]
    headings = [_("Number"), _("Date"), _("Kind"), _("Amount"), _("Name"), _("Reason"), ""]
    return Answer({"vouchers": data}, table(headings, rows, right=(3,)))


@ledger_command.command("show", help=N_("Show a voucher with its lines."))
@_voucher
@uses_register(Access.READS)
def show(session: Session, key: str) -> Answer:
    """Show a voucher."""
    found = ledger.get_voucher(session, voucher_id=ledger.find_voucher(session, key=key))
    lines = [
        {
            "account": account.code,
            "amount": line.amount,
            "member": number(line.member),
            "month": line.month,
            "note": line.note,
        }
        for account, line in found.lines
    ]
    data = {"voucher": {**voucher_data(found.voucher, found.shown_number), "lines": lines}}
    return Answer(data, _shown(found))


def _shown(found: VoucherInFull) -> list[str]:
    one = found.voucher
    head = pairs(
        [
            (_(VOUCHER_LABELS[one.kind]), found.shown_number),
            (_("Date"), date_text(one.dated_on)),
            (_("Name"), one.counterparty),
            (_("Reason"), one.reason),
            (_("Amount"), number_text(one.amount)),
            (_("Papers"), str(one.papers)),
        ]
    )
    rows = [
        [
            account.code,
            account.name,
            month_text(line.month or ""),
            money_text(max(line.amount, 0)),
            money_text(max(-line.amount, 0)),
        ]
        for account, line in found.lines
    ]
    headings = [_("Code"), _("Account"), _("Month"), _("Debit"), _("Credit")]
    return [*head, "", *table(headings, rows, right=(3, 4))]


@ledger_command.command(
    "reverse", help=N_("Take a voucher back by another one that names it; both stay in the books.")
)
@_voucher
@option("--reason", metavar=N_("TEXT"), required=True, help=N_("Why it was wrong."))
@option("--on", metavar=_DATE, default="", help=N_("The day; otherwise today."))
@uses_register(Access.WRITES)
def reverse(session: Session, key: str, reason: str, on: str) -> Answer:
    """Reverse a voucher."""
    wrong = ledger.find_voucher(session, key=key)
    return posted(session, ledger.reverse_voucher(session, voucher_id=wrong, reason=reason, on=on))


@ledger_command.command(
    "print",
    help=N_(
        "Make vouchers as a PDF to sign, two to a page.\n\n"
        "Name them, or say of which months and kinds: those that stand, without the reversed ones."
    ),
)
@argument("keys", metavar=VOUCHER, nargs=-1)
@_span
@file_option("--out", "path", required=True, help=N_("The PDF to write."))
@uses_register(Access.NOTES)
def print_slips(
    session: Session,
    keys: Sequence[str],
    first: str,
    last: str,
    kinds: Sequence[str],
    path: Path,
) -> Answer:
    """Print vouchers."""
    if bool(keys) == bool(first or last or kinds):
        raise UnionbookError(_("Either name vouchers or say of which months and kinds."))
    ids = [ledger.find_voucher(session, key=key) for key in keys] or [
        one.id
        for one in ledger.list_vouchers(session, first=first, last=last, kinds=kinds)
        if not one.reverses and not one.reversed_by
    ]
    with Progress() as progress:
        count = print_vouchers(session, path=path, ids=ids, progress=progress)
    sentence = ngettext("{file}: {count} voucher.", "{file}: {count} vouchers.", count)
    return Answer({"file": str(path), "vouchers": count}, [sentence.format(file=path, count=count)])
