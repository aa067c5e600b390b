# SPDX-License-Identifier: Apache-2.0
"""Cash counted piece by piece, and written up against the cash book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import bank as rows
from unionbook.data.bank import CashCount
from unionbook.data.ledger import balance_on
from unionbook.domain import ledger as roles
from unionbook.domain.amount_words import amount_in_words
from unionbook.domain.cash import Denomination, denominations
from unionbook.domain.folding import tidy
from unionbook.domain.report_tables import (
    Cell,
    ReportColumn,
    ReportTable,
    Trace,
    Tracing,
    Value,
)
from unionbook.errors import InvalidValueError, NotFoundError
from unionbook.operations.ledger import account as find_account
from unionbook.operations.ledger import day_of, list_accounts
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import gettext as _
from unionbook.texts import language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["CashCount", "Denomination"]


def list_denominations(session: Session, *, on: str = "") -> tuple[Denomination, ...]:
    """Give the notes and coins of the country in use on a day, the largest first."""
    return denominations(session.info.country, day_of(on))


def count_cash(
    session: Session,
    *,
    pieces: Mapping[int, int],
    account: str = roles.CASH,
    on: str = "",
    people: Sequence[str] = (),
    explanation: str = "",
) -> Changes:
    """Keep a count of cash with what the cash book says at the end of that day.

    ``pieces`` is how many there are of each value; ``people`` who counted. Nothing is posted: what
    becomes of a difference is decided by people. Raises InvalidValueError for a value that is
    not in use.
    """
    session.require("count_cash")
    chosen, day = find_account(session, code=account), day_of(on)
    in_use = {one.value for one in denominations(session.info.country, day)}
    kept = {value: count for value, count in pieces.items() if count}
    for value, count in kept.items():
        if value not in in_use or count < 0:
            raise InvalidValueError(
                _(
                    "{count} × {value} cannot be: no such note or coin is in use, or the number is "
                    "wrong."
                ).format(count=number_text(count), value=number_text(value)),
                field="pieces",
            )
    counted = sum(value * count for value, count in kept.items())
    booked = balance_on(session.database, chosen.id, day)
    count_of_day = CashCount(
        0,
        chosen.id,
        day,
        kept,
        counted,
        booked,
        tidy(explanation),
        tuple(name for one in people if (name := tidy(one))),
    )
    with session.commit("count_cash", reason=day) as changes:
        rows.add_cash_count(session.office, session.site, count_of_day)
    return changes


def list_counts(session: Session, *, account: str = "") -> list[CashCount]:
    """Give the counts of cash, the latest first: of all cash boxes, or of one."""
    session.require("read_money")
    found = rows.list_cash_counts(session.database)
    if not account:
        return found
    chosen = find_account(session, code=account)
    return [one for one in found if one.account == chosen.id]


def get_count(session: Session, *, count_id: int) -> CashCount:
    """Give a count of cash. Raises NotFoundError."""
    for one in list_counts(session):
        if one.id == count_id:
            return one
    raise NotFoundError(
        _("There is no such count of cash: the list of counts shows their numbers.")
    )


def cash_count_table(session: Session, *, count_id: int) -> ReportTable:
    """Give a count as the paper that is signed: pieces, sum, cash book, difference."""
    count = get_count(session, count_id=count_id)
    box = next(one for one in list_accounts(session) if one.id == count.account)
    values = [one.value for one in denominations(session.info.country, count.counted_on)]
    lines: list[tuple[Value, ...]] = [
        (value, count.pieces.get(value), value * count.pieces.get(value, 0) or None)
        for value in values
    ]
    lines.append((_("Counted"), sum(count.pieces.values()), count.counted))
    lines.append((_("By the cash book"), None, count.booked))
    return ReportTable(
        "cash-count",
        _("Count of cash"),
        count.counted_on[:7],
        count.counted_on[:7],
        (
            ReportColumn(_("Denomination"), Cell.MONEY),
            ReportColumn(_("Pieces"), Cell.COUNT),
            ReportColumn(_("Amount"), Cell.MONEY),
        ),
        tuple(lines),
        (_("Difference"), None, count.difference),
        about=f"{box.code} {box.name}, {date_text(count.counted_on)}",
        notes=tuple(_notes(session, count)),
        strong=frozenset((len(lines) - 2, len(lines) - 1)),
        tracing=Tracing(
            (*(None,) * (len(lines) - 1), Trace(((box.id, 1),), until=count.counted_on)),
            (None, None, Trace(partly=True)),
            None,
        ),
    )


def _notes(session: Session, count: CashCount) -> list[str]:
    in_words = amount_in_words(count.counted, language=language(), currency=session.info.currency)
    notes = [
        _("Counted on {date}, in words: {words}").format(
            date=date_text(count.counted_on), words=in_words
        )
    ]
    if count.people:
        notes.append(_("Counted by: {names}").format(names=", ".join(count.people)))
    if count.difference:
        why = count.explanation or "." * 60
        notes.append(_("Explanation of the difference: {text}").format(text=why))
    elif count.explanation:
        notes.append(count.explanation)
    return notes
