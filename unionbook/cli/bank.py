# SPDX-License-Identifier: Apache-2.0
"""``unionbook bank``: statements taken in, matched with vouchers, and compared with the books."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from unionbook.cli.answers import Answer, changed, number, with_more
from unionbook.cli.caller import Access, uses_register
from unionbook.cli.commands import ROW, argument, file_argument, group, option
from unionbook.cli.ledger import posted
from unionbook.cli.money import ACCOUNT, MONEY, MONTH, VOUCHER, money_text
from unionbook.cli.progress import Progress
from unionbook.cli.tables import table
from unionbook.operations import bank, bank_matches, ledger
from unionbook.operations.bank_reconciliation import reconcile
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from unionbook.operations.bank import BankLine, BookEntry, StatementPreview
    from unionbook.operations.bank_matches import Proposal
    from unionbook.operations.sessions import Session

_account = option(
    "--account", metavar=ACCOUNT, default="bank", help=N_("Which bank account; else the first.")
)
_line = argument("line", metavar=N_("LINE"), type=ROW)


def _span(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Give a command the options that choose the account and the months."""
    for one in (
        option("--to", "last", metavar=MONTH, default="", help=N_("Up to this month.")),
        option("--from", "first", metavar=MONTH, default="", help=N_("From this month on.")),
        _account,
    ):
        function = one(function)
    return function


@group(help=N_("The bank: statements in, lines matched with vouchers, balances compared."))
def bank_command() -> None:
    """Hold the commands on the bank."""


@bank_command.command(
    "import",
    help=N_(
        "Take in a statement as the bank exports it, from Excel or text.\n\n"
        "Lines that are there already are left out, however often it is read."
    ),
)
@file_argument()
@_account
@option("--sheet", metavar=N_("NAME"), help=N_("The sheet; otherwise the first with a statement."))
@option("--preview", is_flag=True, help=N_("Take nothing in; only say what would happen."))
@uses_register(Access.WRITES, reads_if="preview")
def take(session: Session, path: Path, account: str, sheet: str | None, preview: bool) -> Answer:  # noqa: FBT001 - click's way
    """Take a statement in."""
    with Progress() as progress:
        found = bank.read_statement(
            session, path=path, account=account, sheet=sheet, progress=progress
        )
    answer = Answer({"step": None, "operation": "import_statement", "changed": {}})
    done = None if preview else bank.take_statement(session, preview=found)
    if done is not None:
        count = len(done.rows["bank_lines"])
        told = ngettext("{count} line is taken in.", "{count} lines are taken in.", count)
        answer = changed(done, told.format(count=number_text(count)))
    elif not preview:
        answer = replace(answer, lines=[_("All lines are there already.")])
    full = with_more(answer, found.warnings, **_preview_data(found))
    return replace(full, lines=[*answer.lines, *_preview_shown(found)])


def _preview_data(found: StatementPreview) -> dict[str, Any]:
    return {
        "account": found.account.code,
        "file": found.file,
        "sheet": found.sheet,
        "number": found.number,
        "first_on": found.first_on,
        "last_on": found.last_on,
        "opening": found.opening,
        "closing": found.closing,
        "lines": len(found.lines),
        "new": found.new,
        "unread": [{"row": row, "reason": reason} for row, reason in found.unread],
        "warnings": list(found.warnings),
    }


def _preview_shown(found: StatementPreview) -> list[str]:
    lines = [
        _("{account}: {count} lines from {first} to {last}, {new} of them new.").format(
            account=found.account.code,
            count=number_text(len(found.lines)),
            first=date_text(found.first_on),
            last=date_text(found.last_on),
            new=number_text(found.new),
        )
    ]
    if found.opening is not None and found.closing is not None:
        lines.append(
            _("Balance before {opening}, after {closing}.").format(
                opening=number_text(found.opening), closing=number_text(found.closing)
            )
        )
    not_read = _("Row {row} was not taken: {reason}")
    lines += [not_read.format(row=row, reason=reason) for row, reason in found.unread]
    return lines


@bank_command.command("statements", help=N_("List the statements that were taken in."))
@_account
@uses_register(Access.READS)
def list_statements(session: Session, account: str) -> Answer:
    """List statements."""
    found = bank.list_statements(session, account=account)
    data = [
        {**asdict(one), "id": str(one.id), "account": bank.bank_account(session, account).code}
        for one in found
    ]
    rows = [
        [one.file, one.number, date_text(one.first_on), date_text(one.last_on)]
        + [number_text(each) if each is not None else "" for each in (one.opening, one.closing)]
        for one in found
    ]
    headings = [_("File"), _("Number"), _("From"), _("Until"), _("Before"), _("After")]
    return Answer({"statements": data}, table(headings, rows, right=(4, 5)))


@bank_command.command("list", help=N_("List lines of the bank, the oldest first."))
@_span
@option("--open", "open_only", is_flag=True, help=N_("Only those without a voucher."))
@uses_register(Access.READS)
def list_lines(session: Session, /, **said: Any) -> Answer:
    """List lines."""
    found = bank.list_bank_lines(session, **said)
    rows = [
        [
            str(one.id),
            date_text(one.dated_on),
            number_text(one.amount),
            _numbers(session, one.vouchers),
            one.details,
        ]
        for one in found
    ]
    headings = [_("Line"), _("Date"), _("Amount"), _("Voucher"), _("Particulars")]
    data = {"lines": [_line_data(one) for one in found]}
    return Answer(data, table(headings, rows, right=(2,)))


def _numbers(session: Session, vouchers: Sequence[int]) -> str:
    return ", ".join(ledger.get_voucher(session, voucher_id=one).shown_number for one in vouchers)


def _line_data(one: BankLine) -> dict[str, Any]:
    return {
        "id": number(one.id),
        "dated_on": one.dated_on,
        "amount": one.amount,
        "balance": one.balance,
        "details": one.details,
        "reference": one.reference,
        "party": one.party,
        "open": one.open,
        "vouchers": [number(each) for each in one.vouchers],
    }


def _entry_data(one: BookEntry) -> dict[str, Any]:
    return {
        "voucher": number(one.voucher_id),
        "number": one.number,
        "dated_on": one.dated_on,
        "amount": one.amount,
        "counterparty": one.counterparty,
        "reason": one.reason,
        "open": one.open,
    }


@bank_command.command(
    "entries", help=N_("List what vouchers move on the bank account, the oldest first.")
)
@_span
@option("--open", "open_only", is_flag=True, help=N_("Only those the bank does not know yet."))
@uses_register(Access.READS)
def list_entries(session: Session, /, **said: Any) -> Answer:
    """List entries of the books."""
    found = bank.list_book_entries(session, **said)
    rows = [
        [one.number, date_text(one.dated_on), number_text(one.amount), money_text(one.open),
         one.counterparty, one.reason]
        for one in found
    ]  # fmt: skip
    headings = [
        _("Number"), _("Date"), _("Amount"), _("Not at the bank"), _("Name"), _("Reason"),
    ]  # fmt: skip
    data = {"entries": [_entry_data(one) for one in found]}
    return Answer(data, table(headings, rows, right=(2, 3)))


@bank_command.command(
    "propose",
    help=N_("Propose which lines and vouchers are the same money, and why; nothing is decided."),
)
@_span
@uses_register(Access.READS)
def propose(session: Session, account: str, first: str, last: str) -> Answer:
    """Propose matches."""
    found = bank_matches.propose_matches(session, account=account, first=first, last=last)
    rows = [
        [
            " ".join(str(line) for line in one.lines),
            _numbers(session, one.vouchers),
            number_text(one.amount),
            _("sure") if one.certain else _("perhaps"),
            "; ".join(one.reasons),
        ]
        for one in found
    ]
    headings = [_("Line"), _("Voucher"), _("Amount"), "", _("Why")]
    data = [_proposal_data(session, one) for one in found]
    return Answer({"proposals": data}, table(headings, rows, right=(2,), widest=80))


def _proposal_data(session: Session, one: Proposal) -> dict[str, Any]:
    return {
        "lines": [number(each) for each in one.lines],
        "vouchers": [number(each) for each in one.vouchers],
        "numbers": [
            ledger.get_voucher(session, voucher_id=each).shown_number for each in one.vouchers
        ],
        "amount": one.amount,
        "certain": one.certain,
        "reasons": list(one.reasons),
    }


@bank_command.command(
    "confirm",
    help=N_(
        "Match one line with one or more vouchers, or one voucher with several lines.\n\n"
        "With --proposed, all that is proposed and sure."
    ),
)
@option("--line", "lines", type=ROW, multiple=True, help=N_("A line; may be given several times."))
@option("--voucher", "vouchers", metavar=VOUCHER, multiple=True, help=N_("A voucher; likewise."))
@option("--proposed", is_flag=True, help=N_("Confirm all proposals to which nothing comes near."))
@_span
@uses_register(Access.WRITES)
def confirm(
    session: Session,
    /,
    lines: Sequence[int],
    vouchers: Sequence[str],
    proposed: bool,  # noqa: FBT001 - click's way
    **said: Any,
) -> Answer:
    """Confirm matches."""
    if proposed == bool(lines or vouchers):
        raise click.UsageError(_("Either name a line and a voucher, or say --proposed."))
    pairs: list[tuple[Sequence[int], Sequence[int]]] = (
        [
            (one.lines, one.vouchers)
            for one in bank_matches.propose_matches(session, **said)
            if one.certain
        ]
        if proposed
        else [(lines, [ledger.find_voucher(session, key=key) for key in vouchers])]
    )
    changes = bank_matches.confirm_matches(session, pairs=pairs)
    told = ngettext("{count} match is kept.", "{count} matches are kept.", len(pairs))
    data = [
        {"lines": [number(x) for x in one], "vouchers": [number(x) for x in other]}
        for one, other in pairs
    ]
    return changed(changes, told.format(count=number_text(len(pairs))), matches=data)


@bank_command.command("unmatch", help=N_("Take the match of a line back; the voucher stays."))
@_line
@uses_register(Access.WRITES)
def unmatch(session: Session, line: int) -> Answer:
    """Take a match back."""
    changes = bank_matches.unmatch(session, line_id=line)
    return changed(changes, _("The line is open again."), line=number(line))


@bank_command.command("suggest", help=N_("Say what a line without a voucher likely is."))
@_line
@uses_register(Access.READS)
def suggest(session: Session, line: int) -> Answer:
    """Suggest a booking."""
    found = bank_matches.suggest_booking(session, line_id=line)
    if found is None:
        empty = {"line": number(line), "account": None, "reason": None}
        return Answer(empty, [_("Nothing tells what this line is.")])
    account = ledger.account(session, code=found.account)
    data = {"line": number(line), "account": account.code, "reason": found.reason}
    return Answer(data, [f"{account.code} {account.name}: {found.reason}"])


@bank_command.command(
    "book", help=N_("Make a voucher from a line (a fee, interest, money that arrived).")
)
@_line
@argument("account", metavar=ACCOUNT)
@option("--name", "counterparty", metavar=N_("NAME"), default="", help=N_("Who pays or is paid."))
@option("--reason", metavar=N_("TEXT"), default="", help=N_("The reason."))
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; otherwise that of the line."))
@option("--papers", type=click.IntRange(min=0), default=0, help=N_("How many papers are attached."))
@uses_register(Access.WRITES)
def book(session: Session, /, line: int, account: str, **told: Any) -> Answer:
    """Make a voucher from a line."""
    changes = bank_matches.book_line(session, line_id=line, account=account, **told)
    return with_more(posted(session, changes), line=number(line))


@bank_command.command(
    "reconcile", help=N_("Compare the bank's balance with the books, and say what explains it.")
)
@_account
@option("--on", metavar=N_("DATE"), default="", help=N_("The day; else the statements' last."))
@option("--balance", type=MONEY, help=N_("The bank's balance, where no statement gives it."))
@uses_register(Access.READS)
def compare(session: Session, account: str, on: str, balance: int | None) -> Answer:
    """Compare bank and books."""
    found = reconcile(session, account=account, on=on, balance=balance)
    rows = [[_("Balance by the books on {date}").format(date=date_text(found.on)),
             number_text(found.book)]]  # fmt: skip
    rows += [
        [
            _("Not at the bank yet: {number} {date} {name}").format(
                number=one.number, date=date_text(one.dated_on), name=one.counterparty
            ),
            number_text(-one.open),
        ]
        for one in found.in_transit
    ]
    rows += [
        [
            _("Not in the books yet: {date} {details}").format(
                date=date_text(one.dated_on), details=one.details
            ),
            number_text(one.open),
        ]
        for one in found.not_booked
    ]
    for text, amount in (
        (_("Difference from before {date}").format(date=date_text(found.since)), found.start),
        (_("Lines that no statement holds"), found.missing),
    ):
        rows += [[text, number_text(amount)]] if amount else []
    rows.append([_("Balance by the bank on {date}").format(date=date_text(found.on)),
                 number_text(found.bank)])  # fmt: skip
    data = {
        "account": found.account.code,
        "on": found.on,
        "since": found.since,
        "book": found.book,
        "bank": found.bank,
        "difference": found.difference,
        "start": found.start,
        "missing": found.missing,
        "agrees": found.agrees,
        "in_transit": [_entry_data(one) for one in found.in_transit],
        "not_booked": [_line_data(one) for one in found.not_booked],
    }
    return Answer(data, table([_("Particulars"), _("Amount")], rows, right=(1,), widest=80))
