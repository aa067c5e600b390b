# SPDX-License-Identifier: Apache-2.0
"""The rows of bank statements, of their matches with vouchers, and of counts of cash."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from unionbook.data.readable import readable
from unionbook.domain.numbering import keyed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store
    from unionbook.domain.bank import StatementLine

_FIRST_TWIN = (
    "(SELECT min(t.id) FROM bank_lines t WHERE t.fingerprint = l.fingerprint "
    "AND t.account_id = l.account_id)"
)
"""The first of several equal lines: what two PCs took in is one line."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A file that was taken in: for which account and days, with the balances it gave."""

    id: int
    account: int
    file: str
    number: str
    first_on: str
    last_on: str
    opening: int | None
    closing: int | None


@dataclass(frozen=True, slots=True)
class BankLine:
    """A line of the bank: what came in is positive, what went out negative.

    ``matched`` is how much of it is matched, ``vouchers`` with which vouchers.
    """

    id: int
    dated_on: str
    amount: int
    balance: int | None
    details: str
    reference: str
    party: str
    matched: int = 0
    vouchers: tuple[int, ...] = ()

    @property
    def open(self) -> int:
        """How much of it has no voucher yet."""
        return self.amount - self.matched


@dataclass(frozen=True, slots=True)
class Match:
    """A line of the bank and a voucher that are the same money, or part of it."""

    id: int
    line: int
    voucher: int
    amount: int
    line_on: str
    voucher_on: str


@dataclass(frozen=True, slots=True)
class CashCount:
    """A count of cash: pieces by value, what they add up to, and what the cash book said."""

    id: int
    account: int
    counted_on: str
    pieces: Mapping[int, int]
    counted: int
    booked: int
    explanation: str
    people: tuple[str, ...]

    @property
    def difference(self) -> int:
        """What there is beyond the book; negative where something is missing."""
        return self.counted - self.booked


def add_statement(store: Store, site: int, statement: Statement) -> int:
    """Add a statement. Only inside a commit."""
    number = store.new_ids(site)[0]
    store.database.execute(
        "INSERT INTO bank_statements(id, account_id, file, number, first_on, last_on, opening, "
        "closing) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            statement.account,
            statement.file,
            statement.number,
            statement.first_on,
            statement.last_on,
            statement.opening,
            statement.closing,
        ],
    )
    return number


def add_lines(
    store: Store, site: int, statement: int, account: int, lines: Sequence[StatementLine]
) -> None:
    """Add lines of a statement. Only inside a commit."""
    wanted = [keyed("bank_lines", account, line.fingerprint) for line in lines]
    ids = store.named_ids(site, "bank_lines", wanted)
    store.database.executemany(
        "INSERT INTO bank_lines(id, statement_id, account_id, dated_on, position, amount, balance, "
        "details, reference, party, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                statement,
                account,
                line.dated_on,
                line.position,
                line.amount,
                line.balance,
                line.details,
                line.reference,
                line.party,
                line.fingerprint,
            )
            for number, line in zip(ids, lines, strict=True)
        ),
    )


def list_statements(database: Database, account: int) -> list[Statement]:
    """Give the statements of an account by their days."""
    rows = database.rows(
        "SELECT id, account_id, file, number, first_on, last_on, opening, closing "
        "FROM bank_statements WHERE account_id = ? ORDER BY first_on, last_on, id",
        [account],
    )
    return [Statement(*row) for row in rows]


def known_lines(
    database: Database, account: int
) -> tuple[set[str], Counter[tuple[str, int, int | None]]]:
    """Give what tells the lines there are: fingerprints; day, amount and balance after, counted."""
    rows = database.rows(
        "SELECT DISTINCT fingerprint, dated_on, amount, balance FROM bank_lines "
        "WHERE account_id = ?",
        [account],
    )
    return {row[0] for row in rows}, Counter(
        (row[1], row[2], row[3]) for row in rows if row[3] is not None
    )


def list_lines(
    database: Database, account: int, since: str = "", until: str = "9999"
) -> list[BankLine]:
    """Give the lines of an account in a span of days, the oldest first, with their matches."""
    matched: dict[int, tuple[int, tuple[int, ...]]] = {}
    for one in list_matches(database, account):
        amount, vouchers = matched.get(one.line, (0, ()))
        matched[one.line] = (amount + one.amount, (*vouchers, one.voucher))
    rows = database.rows(
        "SELECT l.id, l.dated_on, l.amount, l.balance, l.details, l.reference, l.party "
        "FROM bank_lines l WHERE l.account_id = ? AND l.dated_on BETWEEN ? AND ? "
        f"AND l.id = {_FIRST_TWIN} ORDER BY l.dated_on, l.position, l.id",
        [account, since, until],
    )
    found: list[BankLine] = []
    for row in rows:
        amount, vouchers = matched.get(row[0], (0, ()))
        found.append(replace(BankLine(*row), matched=amount, vouchers=vouchers))
    return found


def find_line(database: Database, number: int) -> tuple[int, BankLine] | None:
    """Give the account and the line, or None."""
    row = database.row("SELECT account_id, dated_on FROM bank_lines WHERE id = ?", [number])
    if row is None:
        return None
    found = list_lines(database, row[0], row[1], row[1])
    return next(((int(row[0]), one) for one in found if one.id == number), None)


def list_matches(database: Database, account: int) -> list[Match]:
    """Give the matches of an account's lines; a match of a line's twin counts for the line."""
    rows = database.rows(
        f"SELECT m.id, {_FIRST_TWIN}, m.voucher_id, m.amount, l.dated_on, v.dated_on "
        "FROM bank_matches m JOIN bank_lines l ON l.id = m.line_id "
        "JOIN vouchers v ON v.id = m.voucher_id WHERE l.account_id = ? ORDER BY m.id",
        [account],
    )
    found: dict[tuple[int, int], Match] = {}
    for row in rows:
        # Two PCs may have confirmed the same before they met.
        found.setdefault((row[1], row[2]), Match(*row))
    return list(found.values())


def add_match(store: Store, site: int, line: int, voucher: int, amount: int) -> None:
    """Match a line with a voucher. Only inside a commit."""
    store.database.execute(
        "INSERT INTO bank_matches(id, line_id, voucher_id, amount) VALUES (?, ?, ?, ?)",
        [store.new_ids(site)[0], line, voucher, amount],
    )


def remove_matches(store: Store, line: int) -> list[int]:
    """Take the matches of a line and of its twins back; give the vouchers. Inside a commit."""
    where = (
        "line_id IN (SELECT t.id FROM bank_lines t JOIN bank_lines l ON l.id = ? "
        "AND t.fingerprint = l.fingerprint AND t.account_id = l.account_id)"
    )
    vouchers = store.database.rows(
        f"SELECT DISTINCT voucher_id FROM bank_matches WHERE {where}", [line]
    )
    store.database.execute(f"DELETE FROM bank_matches WHERE {where}", [line])
    return [row[0] for row in vouchers]


def movements(
    database: Database, account: int, since: str = "", until: str = "9999"
) -> dict[int, int]:
    """Give what each voucher of a span of days moves on an account, where that is something."""
    rows = database.rows(
        "SELECT voucher_id, sum(amount) FROM voucher_lines WHERE account_id = ? "
        "AND dated_on BETWEEN ? AND ? GROUP BY voucher_id HAVING sum(amount) <> 0",
        [account, since, until],
    )
    return {row[0]: row[1] for row in rows}


def movements_of(database: Database, account: int, vouchers: Sequence[int]) -> dict[int, int]:
    """Give what some vouchers move on an account, where that is something."""
    rows = database.rows(
        "SELECT voucher_id, sum(amount) FROM voucher_lines WHERE account_id = ? "
        "AND voucher_id IN (SELECT value FROM json_each(?)) "
        "GROUP BY voucher_id HAVING sum(amount) <> 0",
        [account, json.dumps(list(vouchers))],
    )
    return {row[0]: row[1] for row in rows}


def accounts_of(database: Database, lines: Sequence[int]) -> dict[int, int]:
    """Give the account of each of some lines; those that are not there are left out."""
    rows = database.rows(
        "SELECT id, account_id FROM bank_lines WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(lines))],
    )
    return {row[0]: row[1] for row in rows}


def add_cash_count(store: Store, site: int, count: CashCount) -> int:
    """Add a count of cash. Only inside a commit."""
    number = store.new_ids(site)[0]
    pieces = {str(value): pieces for value, pieces in sorted(count.pieces.items(), reverse=True)}
    store.database.execute(
        "INSERT INTO cash_counts(id, account_id, counted_on, pieces, counted, booked, explanation, "
        "people) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            count.account,
            count.counted_on,
            msgspec.json.encode(pieces).decode(),
            count.counted,
            count.booked,
            count.explanation or None,
            msgspec.json.encode(count.people).decode(),
        ],
    )
    return number


def list_cash_counts(database: Database) -> list[CashCount]:
    """Give the counts of cash, the latest first."""
    rows = database.rows(
        "SELECT id, account_id, counted_on, pieces, counted, booked, coalesce(explanation, ''), "
        "people FROM cash_counts ORDER BY counted_on DESC, id DESC"
    )
    return readable(rows, _cash_count)


def _cash_count(row: Row) -> CashCount:
    number, account, day, pieces, counted, booked, explanation, people = row
    names = msgspec.json.decode(people, type=tuple[str, ...])
    return CashCount(number, account, day, _pieces(pieces), counted, booked, explanation, names)


def _pieces(text: str) -> dict[int, int]:
    held = msgspec.json.decode(text, type=dict[str, int])
    return {int(value): pieces for value, pieces in held.items()}
