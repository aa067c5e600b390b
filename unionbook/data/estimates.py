# SPDX-License-Identifier: Apache-2.0
"""The yearly estimate, as plain rows: of a year, for what, how much.

``subject`` says what ``code`` is: a ``line`` of the settlement (``31``), the code of an ``account``
(``6111``), a ``kind`` of welfare (``sickness``), or the record number of a ``programme``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.domain.numbering import keyed

if TYPE_CHECKING:
    from unionbook.data.database import Database
    from unionbook.data.store import Store

SUBJECTS = ("line", "account", "kind", "programme")


@dataclass(frozen=True, slots=True)
class Estimate:
    """How much is estimated for something in a year; income and spending are both positive."""

    id: int
    year: int
    subject: str
    code: str
    amount: int
    note: str


def list_estimates(database: Database, year: int) -> list[Estimate]:
    """Give the estimate of a year by subject and code, one row for each."""
    rows = database.rows(
        "SELECT id, year, subject, code, amount, coalesce(note, '') FROM estimates "
        "WHERE year = ? ORDER BY subject, code, id",
        [year],
    )
    # Two PCs of a branch may have entered the same; the later row counts for both.
    return list({(row[2], row[3]): Estimate(*row) for row in rows}.values())


def estimate_of(database: Database, year: int, subject: str, code: str) -> int | None:
    """Give what is estimated for one thing, None where nothing is."""
    found = database.value(
        "SELECT amount FROM estimates WHERE year = ? AND subject = ? AND code = ? "
        "ORDER BY id DESC LIMIT 1",
        [year, subject, code],
    )
    return None if found is None else int(found)


def by_line(database: Database, year: int, report: str) -> dict[str, int]:
    """Give the estimate of a year by line of a report (``B14``), as the accounts feed the lines.

    What was estimated for a line counts; else what was for the accounts that feed it, and for an
    account without one what was for the kinds of welfare and programmes that are booked on it.
    """
    found = list_estimates(database, year)
    lines = {one.code: one.amount for one in found if one.subject == "line"}
    accounts = by_account(database, year)
    fed: dict[str, int] = {}
    rows = database.rows(
        "SELECT a.code, l.line FROM account_lines l JOIN accounts a ON a.id = l.account_id "
        "WHERE l.report = ? AND l.since <= ? AND (l.until IS NULL OR l.until >= ?)",
        [report, f"{year}-12-31", f"{year}-01-01"],
    )
    for code, line in rows:
        if code in accounts:
            fed[line] = fed.get(line, 0) + accounts[code]
    return fed | lines


def by_account(database: Database, year: int) -> dict[str, int]:
    """Give the estimate of a year by code of account."""
    found = list_estimates(database, year)
    below: dict[str, int] = {}
    for one in found:
        if one.subject in ("kind", "programme"):
            code = _account_of(database, one)
            below[code] = below.get(code, 0) + one.amount
    below.pop("", None)
    return below | {one.code: one.amount for one in found if one.subject == "account"}


def _account_of(database: Database, one: Estimate) -> str:
    if one.subject == "kind":
        account = database.value(
            "SELECT json_extract(terms, '$.account') FROM welfare_rules WHERE kind = ? "
            "AND since <= ? ORDER BY since DESC, id DESC LIMIT 1",
            [one.code, f"{one.year}-12-31"],
        )
    else:
        account = database.value("SELECT account FROM programmes WHERE id = ?", [int(one.code)])
    code = database.value(
        "SELECT code FROM accounts WHERE code = ?1 OR role = ?1 ORDER BY code LIMIT 1", [account]
    )
    return str(code or "")


def set_estimate(
    store: Store, site: int, year: int, subject: str, code: str, amount: int, note: str
) -> None:
    """Estimate so much for something. Only inside a commit."""
    changed = store.database.execute(
        "UPDATE estimates SET amount = ?, note = ? WHERE id = (SELECT max(id) FROM estimates "
        "WHERE year = ? AND subject = ? AND code = ?)",
        [amount, note or None, year, subject, code],
    )
    if changed < 1:
        store.database.execute(
            "INSERT INTO estimates(id, year, subject, code, amount, note) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                *store.named_ids(site, "estimates", [keyed("estimates", year, subject, code)]),
                year,
                subject,
                code,
                amount,
                note or None,
            ],
        )


def forget_estimate(store: Store, year: int, subject: str, code: str) -> bool:
    """Estimate nothing for something any more; tell whether there was an estimate."""
    return (
        store.database.execute(
            "DELETE FROM estimates WHERE year = ? AND subject = ? AND code = ?",
            [year, subject, code],
        )
        > 0
    )
