# SPDX-License-Identifier: Apache-2.0
"""The ledger's rows: accounts, vouchers with their lines, balances, closed months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import journal
from unionbook.domain.ledger import AccountKind, Draft, Line, VoucherKind
from unionbook.domain.numbering import keyed
from unionbook.domain.periods import first_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionbook.data.database import Database, Row
    from unionbook.data.store import Store


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the branch's chart; ``role`` says what it is for, whatever it is called."""

    id: int
    code: str
    name: str
    kind: AccountKind
    role: str
    closed_on: str


@dataclass(frozen=True, slots=True)
class Voucher:
    """A posted voucher; ``device`` is the ordinal of the device that numbered it, from 1.

    ``amount`` is what it moves of cash, bank or money in transit, else the sum of its debits.
    """

    id: int
    kind: VoucherKind
    year: int
    device: int
    number: int
    dated_on: str
    counterparty: str
    reason: str
    papers: int
    reverses: int | None
    reversed_by: int | None
    source: str
    amount: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What one voucher moves on one account, in debit and in credit."""

    voucher: Voucher
    debit: int
    credit: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What moved on an account in a span, and where it stood before and after; debit positive."""

    account: Account
    opening: int
    debit: int
    credit: int

    @property
    def closing(self) -> int:
        """The balance at the end."""
        return self.opening + self.debit - self.credit


@dataclass(frozen=True, slots=True)
class Closing:
    """A month that was closed: the figures reported then, and the reason if it was reopened."""

    id: int
    month: str
    figures: str
    reopened: bool
    reason: str


def list_accounts(database: Database) -> list[Account]:
    """Give the chart of accounts in the order of the codes."""
    rows = database.rows(
        "SELECT id, code, name, kind, coalesce(role, ''), coalesce(closed_on, '') "
        "FROM accounts ORDER BY code"
    )
    return [Account(row[0], row[1], row[2], AccountKind(row[3]), row[4], row[5]) for row in rows]


def find_by_role(database: Database, role: str) -> int | None:
    """Give the account that serves a purpose, or None."""
    found = database.value("SELECT id FROM accounts WHERE role = ? ORDER BY code LIMIT 1", [role])
    return None if found is None else int(found)


def find_account(database: Database, code: str) -> int | None:
    """Give the account with a code, or None."""
    found = database.value("SELECT id FROM accounts WHERE code = ?", [code])
    return None if found is None else int(found)


def add_account(store: Store, site: int, *, code: str, name: str, kind: str, role: str = "") -> int:
    """Add an account to the chart."""
    [number] = store.named_ids(site, "accounts", [keyed("accounts", code)])
    store.database.execute(
        "INSERT INTO accounts(id, code, name, kind, role) VALUES (?, ?, ?, ?, ?)",
        [number, code, name, kind, role or None],
    )
    return number


def add_report_line(
    store: Store, site: int, account: int, report: str, line: str, since: str
) -> None:
    """Say which line of a report an account feeds from a day on."""
    number = keyed("account_lines", account, report, line, since)
    store.database.execute(
        "INSERT INTO account_lines(id, account_id, report, line, since) VALUES (?, ?, ?, ?, ?)",
        [*store.named_ids(site, "account_lines", [number]), account, report, line, since],
    )


def fed_lines(database: Database, report: str, since: str, until: str) -> dict[int, str]:
    """Give which line of a report each account feeds in a span of days; the latest counts."""
    rows = database.rows(
        "SELECT account_id, line FROM account_lines WHERE report = ? AND since <= ? "
        "AND (until IS NULL OR until >= ?) ORDER BY since, id",
        [report, until, since],
    )
    return dict(rows)


def post(store: Store, site: int, draft: Draft) -> int:
    """Write a voucher: its lines first, then itself, which the schema lets in only if it balances.

    Only inside a commit. Gives its number of row.
    """
    voucher = store.new_ids(site)[0]
    ids = store.new_ids(site, len(draft.lines))
    store.database.executemany(
        "INSERT INTO voucher_lines(id, voucher_id, account_id, amount, dated_on, member_id, month, "
        "note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                voucher,
                line.account,
                line.amount,
                draft.dated_on,
                line.member,
                line.month,
                line.note or None,
            )
            for number, line in zip(ids, draft.lines, strict=True)
        ),
    )
    year = int(draft.dated_on[:4])
    following = store.database.value(
        "SELECT coalesce(max(number), 0) + 1 FROM vouchers "
        "WHERE kind = ? AND year = ? AND site = ?",
        [draft.kind.value, year, site],
    )
    store.database.execute(
        "INSERT INTO vouchers(id, kind, year, site, number, dated_on, counterparty, reason, "
        "papers, reverses, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            voucher,
            draft.kind.value,
            year,
            site,
            following,
            draft.dated_on,
            draft.counterparty,
            draft.reason,
            draft.papers,
            draft.reverses,
            draft.source,
        ],
    )
    return voucher


_VOUCHERS = (
    "SELECT v.id, v.kind, v.year, (SELECT count(*) FROM devices d "
    "WHERE (coalesce(d.ordinal, 0), d.id) <= "
    "(SELECT coalesce(e.ordinal, 0), e.id FROM devices e WHERE e.site = v.site)), "
    "v.number, v.dated_on, v.counterparty, v.reason, v.papers, v.reverses, "
    "(SELECT min(r.id) FROM vouchers r WHERE r.reverses = v.id), "
    "v.source, coalesce((SELECT abs(sum(l.amount)) FROM voucher_lines l JOIN accounts a "
    "ON a.id = l.account_id WHERE l.voucher_id = v.id AND a.role IN ('cash', 'bank', 'in_transit') "
    "HAVING sum(l.amount) <> 0), (SELECT sum(max(l.amount, 0)) FROM voucher_lines l "
    "WHERE l.voucher_id = v.id)) FROM vouchers v"
)


def find_voucher(database: Database, number: int) -> Voucher | None:
    """Give a voucher, or None."""
    row = database.row(f"{_VOUCHERS} WHERE v.id = ?", [number])
    return _voucher(row) if row else None


def vouchers_by_id(database: Database, numbers: Iterable[int]) -> list[Voucher]:
    """Give some vouchers by their numbers of row, the oldest first."""
    wanted = ",".join(str(int(number)) for number in numbers)
    rows = database.rows(f"{_VOUCHERS} WHERE v.id IN ({wanted}) ORDER BY v.dated_on, v.id")
    return [_voucher(row) for row in rows]


def find_by_number(
    database: Database, kind: str, year: int, device: int, number: int
) -> int | None:
    """Give the voucher with a number in the series of a year and device, or None."""
    found = database.value(
        "SELECT id FROM vouchers v WHERE kind = ? AND year = ? AND number = ? AND "
        "(SELECT count(*) FROM devices d WHERE (coalesce(d.ordinal, 0), d.id) <= "
        "(SELECT coalesce(e.ordinal, 0), e.id FROM devices e WHERE e.site = v.site)) = ?",
        [kind, year, number, device],
    )
    return None if found is None else int(found)


def list_vouchers(
    database: Database,
    *,
    since: str = "",
    until: str = "9999",
    kinds: Sequence[str] = (),
    account: int | None = None,
    limit: int = -1,
) -> list[Voucher]:
    """Give the vouchers of a span of days in their order, the oldest first."""
    conditions = ["v.dated_on BETWEEN ? AND ?"]
    values: list[object] = [since, until]
    if kinds:
        conditions.append(f"v.kind IN ({','.join('?' * len(kinds))})")
        values.extend(kinds)
    if account is not None:
        conditions.append(
            "v.id IN (SELECT voucher_id FROM voucher_lines WHERE account_id = ? "
            "AND dated_on BETWEEN ? AND ?)"
        )
        values.extend([account, since, until])
    where = " AND ".join(conditions)
    rows = database.rows(
        f"{_VOUCHERS} WHERE {where} ORDER BY v.dated_on, v.id LIMIT ?", [*values, limit]
    )
    return [_voucher(row) for row in rows]


def _voucher(row: Row) -> Voucher:
    return Voucher(row[0], VoucherKind(row[1]), *row[2:])


def account_entries(database: Database, account: int, since: str, until: str) -> list[Entry]:
    """Give the vouchers of a span of days that touch an account, the oldest first."""
    moved = {
        row[0]: (row[1], row[2])
        for row in database.rows(
            "SELECT voucher_id, sum(max(amount, 0)), sum(max(-amount, 0)) FROM voucher_lines "
            "WHERE account_id = ? AND dated_on BETWEEN ? AND ? GROUP BY voucher_id",
            [account, since, until],
        )
    }
    found = list_vouchers(database, since=since, until=until, account=account)
    return [Entry(one, *moved[one.id]) for one in found]


def lines_of(database: Database, voucher: int) -> tuple[Line, ...]:
    """Give the lines of a voucher in their order."""
    rows = database.rows(
        "SELECT account_id, amount, member_id, month, coalesce(note, '') FROM voucher_lines "
        "WHERE voucher_id = ? ORDER BY id",
        [voucher],
    )
    return tuple(Line(*row) for row in rows)


def balance_on(database: Database, account: int, day: str) -> int:
    """Give an account's balance at the end of a day, debit positive."""
    month = day[:7]
    whole = database.value(
        "SELECT sum(debit - credit) FROM account_months WHERE account_id = ? AND month < ?",
        [account, month],
    )
    rest = database.value(
        "SELECT sum(amount) FROM voucher_lines WHERE account_id = ? AND dated_on BETWEEN ? AND ?",
        [account, first_day(month), day],
    )
    return int(whole or 0) + int(rest or 0)


def balances(database: Database, first: str, last: str) -> list[Balance]:
    """Give what moved on every account between two months, both included."""
    moved = {
        row[0]: row[1:]
        for row in database.rows(
            "SELECT account_id, sum(CASE WHEN month < ?1 THEN debit - credit ELSE 0 END), "
            "sum(CASE WHEN month >= ?1 THEN debit ELSE 0 END), "
            "sum(CASE WHEN month >= ?1 THEN credit ELSE 0 END) "
            "FROM account_months WHERE month <= ?2 GROUP BY account_id",
            [first, last],
        )
    }
    return [
        Balance(account, *(moved.get(account.id) or (0, 0, 0)))
        for account in list_accounts(database)
    ]


def list_closings(database: Database) -> list[Closing]:
    """Give the closings of months, the latest first."""
    rows = database.rows(
        "SELECT id, month, figures, reopened, coalesce(reason, '') FROM month_closings "
        "ORDER BY month DESC, id DESC"
    )
    return [Closing(row[0], row[1], row[2], bool(row[3]), row[4]) for row in rows]


def is_closed(database: Database, month: str) -> bool:
    """Tell whether a month is closed."""
    return bool(
        database.value("SELECT 1 FROM month_closings WHERE month = ? AND reopened = 0", [month])
    )


def add_closing(store: Store, site: int, month: str, figures: str) -> None:
    """Close a month with the figures that were reported. Only inside a commit."""
    store.database.execute(
        "INSERT INTO month_closings(id, month, figures) VALUES (?, ?, ?)",
        [store.new_ids(site)[0], month, figures],
    )


def reopen(store: Store, month: str, reason: str) -> None:
    """Reopen a month; that it was closed, with which figures, stays known."""
    store.database.execute(
        "UPDATE month_closings SET reopened = 1, reason = ? WHERE month = ? AND reopened = 0",
        [reason, month],
    )


def imbalances(database: Database) -> list[str]:
    """Give the accounts and months whose running total is not that of their lines."""
    rows = database.rows(
        "SELECT x.code, l.booked FROM (SELECT account_id, substr(dated_on, 1, 7) AS booked, "
        "sum(max(amount, 0)) AS debit, sum(max(-amount, 0)) AS credit FROM voucher_lines "
        "GROUP BY account_id, booked) l JOIN accounts x ON x.id = l.account_id "
        "LEFT JOIN account_months m ON m.account_id = l.account_id AND m.month = l.booked "
        "WHERE m.debit IS NOT l.debit OR m.credit IS NOT l.credit"
    )
    return [f"{row[0]} {row[1]}" for row in rows]


def altered(store: Store) -> list[int]:
    """Give the vouchers that were changed after they were posted, or whose lines do not add up.

    Texts in which a pseudonym took the place of somebody erased are no such change.
    The triggers that refuse it lie in the store itself: who holds its key can take them away, but
    not the notes of the journal without breaking its chain.
    """
    tables = {table.name: table for table in store.tables.values()}
    vouchers, lines = tables["vouchers"], tables["voucher_lines"]
    texts = sum(1 << vouchers.columns.index(name) for name in ("counterparty", "reason"))
    rows = store.database.rows(
        "SELECT c.row_id FROM changes c LEFT JOIN vouchers v ON v.id = c.row_id "
        "WHERE c.table_number = ?1 AND (c.kind = ?4 OR c.kind = ?3 AND (c.mask & ~?5 "
        "OR NOT EXISTS (SELECT 1 FROM erasures "
        "WHERE instr(v.counterparty || ' ' || v.reason, pseudonym)))) "
        "UNION SELECT coalesce(l.voucher_id, c.row_id) FROM changes c "
        "LEFT JOIN voucher_lines l ON l.id = c.row_id WHERE c.table_number = ?2 AND c.kind = ?3 "
        "AND c.mask <> ?6 "
        "UNION SELECT voucher_id FROM voucher_lines GROUP BY voucher_id "
        "HAVING sum(amount) <> 0 OR count(*) < 2",
        [
            vouchers.number, lines.number, journal.UPDATED, journal.DELETED, texts,
            1 << lines.columns.index("note"),
        ],
    )  # fmt: skip
    return [row[0] for row in rows]
