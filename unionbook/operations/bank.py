# SPDX-License-Identifier: Apache-2.0
"""Bank statements: taken in once however often they are read, and what stands in the books."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import bank as rows
from unionbook.data import ledger
from unionbook.data.bank import BankLine, Statement
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.domain.bank import StatementLine, days_of
from unionbook.errors import UnionbookError
from unionbook.excel import bank_statement
from unionbook.operations.ledger import Account, account, list_accounts, shown_number
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["BankLine", "Statement", "StatementLine"]


@dataclass(frozen=True, slots=True)
class StatementPreview:
    """A statement that was read and is not taken in yet.

    ``known`` are the places in ``lines`` of those that are there already. ``unread`` are rows with
    a sum that are no line, each with the reason.
    """

    account: Account
    file: str
    sheet: str
    number: str
    lines: tuple[StatementLine, ...]
    known: frozenset[int]
    opening: int | None
    closing: int | None
    unread: tuple[tuple[int, str], ...]
    warnings: tuple[str, ...]

    @property
    def first_on(self) -> str:
        """The day of the first line."""
        return days_of(self.lines)[0]

    @property
    def last_on(self) -> str:
        """The day of the last line."""
        return days_of(self.lines)[1]

    @property
    def new(self) -> int:
        """How many lines are not there yet."""
        return len(self.lines) - len(self.known)


@dataclass(frozen=True, slots=True)
class BookEntry:
    """What a voucher moves on a bank account: in positive, out negative; and how much is matched.

    ``reversal`` names the voucher that this one takes back, or that takes it back. What the books
    were ``opened`` with never comes to the bank: it was there.
    """

    voucher_id: int
    number: str
    dated_on: str
    amount: int
    counterparty: str
    reason: str
    matched: int
    reversal: int | None
    opened: bool = False

    @property
    def open(self) -> int:
        """How much of it has no line of the bank yet."""
        return self.amount - self.matched


def list_bank_accounts(session: Session) -> list[Account]:
    """Give the bank accounts of the chart."""
    return [one for one in list_accounts(session) if one.role == roles.BANK]


def bank_account(session: Session, code: str) -> Account:
    """Give a bank account by code, or the first. Raises NotFoundError, UnionbookError."""
    found = account(session, code=code or roles.BANK)
    if found.role != roles.BANK:
        raise UnionbookError(
            _("{code} {name} is no bank account.").format(code=found.code, name=found.name)
        )
    return found


def read_statement(
    session: Session,
    *,
    path: Path,
    account: str = roles.BANK,
    sheet: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> StatementPreview:
    """Read a statement from Excel or text and tell which of its lines are new.

    ``account`` is the code of the bank account. Raises UnreadableFileError.
    """
    session.require("read_money")
    chosen = bank_account(session, account)
    found = bank_statement.read_statement(path, sheet=sheet, progress=progress)
    known = _known(found.lines, *rows.known_lines(session.database, chosen.id))
    return StatementPreview(
        chosen,
        path.name,
        found.sheet,
        found.number,
        tuple(found.lines),
        known,
        found.opening,
        found.closing,
        tuple((one.row, one.reason) for one in found.unread),
        (*found.warnings, *_other_account(session, chosen, found.number)),
    )


def _known(
    lines: Sequence[StatementLine],
    prints: AbstractSet[str],
    places: Counter[tuple[str, int, int | None]],
) -> frozenset[int]:
    """Give the places of lines that are there: as they are, or worded otherwise by another export.

    The same day, sum and balance after is the same line, but for one that came twice: each that is
    there stands for one line only, so that none is lost.
    """
    known = {at for at, line in enumerate(lines) if line.fingerprint in prints}
    left = places.copy()
    left.subtract(_place(lines[at]) for at in known)
    for at, line in enumerate(lines):
        if at not in known and left[_place(line)] > 0:
            left[_place(line)] -= 1
            known.add(at)
    return frozenset(known)


def _place(line: StatementLine) -> tuple[str, int, int | None]:
    return line.dated_on, line.amount, line.balance


def _other_account(session: Session, chosen: Account, number: str) -> list[str]:
    """Warn where earlier statements of the account bore another number."""
    numbers = {one.number for one in rows.list_statements(session.database, chosen.id)} - {""}
    if not number or not numbers or number in numbers:
        return []
    return [
        _("Earlier statements were of account {known}, this one is of {number}.").format(
            known=", ".join(sorted(numbers)), number=number
        )
    ]


def take_statement(session: Session, *, preview: StatementPreview) -> Changes | None:
    """Take in the lines that are new; None where all of them are there already."""
    session.require("reconcile_bank")
    fresh = [line for at, line in enumerate(preview.lines) if at not in preview.known]
    if not fresh:
        return None
    statement = Statement(
        0,
        preview.account.id,
        preview.file,
        preview.number,
        preview.first_on,
        preview.last_on,
        preview.opening,
        preview.closing,
    )
    with session.commit("import_statement", right="reconcile_bank", reason=preview.file) as changes:
        number = rows.add_statement(session.office, session.site, statement)
        rows.add_lines(session.office, session.site, number, preview.account.id, fresh)
    return changes


def list_statements(session: Session, *, account: str = roles.BANK) -> list[Statement]:
    """Give the statements that were taken in, by their days."""
    session.require("read_money")
    return rows.list_statements(session.database, bank_account(session, account).id)


def list_bank_lines(
    session: Session,
    *,
    account: str = roles.BANK,
    first: str = "",
    last: str = "",
    open_only: bool = False,
) -> list[BankLine]:
    """Give the lines of the bank between two months, the oldest first.

    ``open_only`` leaves out those that have their voucher.
    """
    session.require("read_money")
    found = rows.list_lines(
        session.database, bank_account(session, account).id, *_days(first, last)
    )
    return [one for one in found if one.open or not open_only]


def list_book_entries(
    session: Session,
    *,
    account: str = roles.BANK,
    first: str = "",
    last: str = "",
    open_only: bool = False,
) -> list[BookEntry]:
    """Give what vouchers move on the bank account between two months, the oldest first.

    ``open_only`` leaves out those that have their line of the bank, and pairs of a voucher and its
    reversal that the bank never saw.
    """
    session.require("read_money")
    found = entries_of(session, bank_account(session, account).id, *_days(first, last))
    return still_open(found) if open_only else found


def _days(first: str, last: str) -> tuple[str, str]:
    return (
        periods.first_day(periods.read_month(first)) if first else "",
        periods.last_day(periods.read_month(last)) if last else "9999",
    )


def entries_of(
    session: Session, account_id: int, since: str = "", until: str = "9999"
) -> list[BookEntry]:
    """Give what vouchers of a span of days move on an account, in the order of the books."""
    moved = rows.movements(session.database, account_id, since, until)
    matched: dict[int, int] = {}
    for one in rows.list_matches(session.database, account_id):
        matched[one.voucher] = matched.get(one.voucher, 0) + one.amount
    vouchers = ledger.list_vouchers(session.database, since=since, until=until, account=account_id)
    return [
        BookEntry(
            one.id,
            shown_number(session, one),
            one.dated_on,
            moved[one.id],
            one.counterparty,
            one.reason,
            matched.get(one.id, 0),
            one.reverses or one.reversed_by,
            one.kind is roles.VoucherKind.OPENING,
        )
        for one in vouchers
        if one.id in moved
    ]


def still_open(entries: list[BookEntry]) -> list[BookEntry]:
    """Give the entries the bank does not know, without pairs that take each other back."""
    left = {one.voucher_id: one for one in entries if one.open and not one.opened}
    return [
        one
        for one in left.values()
        if not (one.reversal in left and not one.matched and not left[one.reversal].matched)
    ]
