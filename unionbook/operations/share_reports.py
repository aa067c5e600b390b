# SPDX-License-Identifier: Apache-2.0
"""Statements of what goes up and of what the employer pays, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import ledger
from unionbook.domain import ledger as roles
from unionbook.domain import periods
from unionbook.domain.report_tables import (
    Cell,
    ReportColumn,
    ReportTable,
    Trace,
    Tracing,
    Value,
)
from unionbook.domain.shares import INCOMES, LEVEL_LABELS, SHARE_LABELS, ShareKind
from unionbook.operations import employer_fund
from unionbook.operations.dues_words import percent_text
from unionbook.operations.report_kinds import ReportKind, Shelf, Span
from unionbook.operations.shares import collected_in, list_shares
from unionbook.reports.formats import date_text, number_text
from unionbook.reports.money_report import period_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.employer_fund import FundPeriod
    from unionbook.operations.sessions import Session
    from unionbook.operations.shares import ShareLine

_CERTAINTIES = {"S2": N_("second-hand"), "R": N_("not confirmed")}


def level_text(level: str) -> str:
    """Give a level's name as people read it."""
    return _(LEVEL_LABELS[level]) if level in LEVEL_LABELS else level


def kind_text(kind: ShareKind | None) -> str:
    """Give of which money a share is; what the books were opened with is of none."""
    return _(SHARE_LABELS[kind]) if kind else _("Opening balance")


def source_text(name: str, source: str, certainty: str) -> str:
    """Give a rule with its source, and how sure that is where it is not."""
    mark = _(_CERTAINTIES[certainty]) if certainty in _CERTAINTIES else ""
    told = ", ".join(part for part in (source, mark) if part)
    return f"{name} ({told})" if told else name


def remittances(session: Session, *, first: str, last: str) -> ReportTable:
    """Give what each level is due of each month, by what rule, what was paid of it, what is left.

    What is still open of the months before stands in the first row.
    """
    lines = list_shares(session, first=first, last=last)
    earlier = list_shares(session, last=periods.later(first, -1))
    rows: list[tuple[Value, ...]] = [_share_row(one) for one in lines]
    traces = [_share_trace(session, one) for one in lines]
    due = ledger.find_by_role(session.database, roles.REMITTANCE_DUE) or 0
    brought = sum(one.due - one.paid for one in earlier)
    if brought:
        label = _("Brought forward")
        rows.insert(0, ("", label, "", "", None, brought, None, brought))
        traces.insert(0, Trace(((due, 1),), until=periods.last_day(last), partly=True))
    return ReportTable(
        "remittances",
        _("Remittances to the levels above"),
        first,
        last,
        (
            ReportColumn(_("Month"), Cell.DATE),
            ReportColumn(_("Of what"), Cell.NAME),
            ReportColumn(_("Level")),
            ReportColumn(_("Share")),
            ReportColumn(_("Collected"), Cell.MONEY),
            ReportColumn(_("Due"), Cell.MONEY),
            ReportColumn(_("Remitted"), Cell.MONEY),
            ReportColumn(_("Still to remit"), Cell.MONEY),
        ),
        tuple(rows),
        ("", _("Total"), "", "", None, *(_added(rows, at) for at in (5, 6, 7))),
        notes=tuple(_share_notes(lines)),
        # Due, paid and left are told of one level; the ledger's lines are those of all.
        tracing=Tracing(
            tuple(traces),
            (*(None,) * 4, Trace(), Trace(partly=True), Trace(partly=True), Trace(partly=True)),
            Trace(((due, 1),), partly=True),
        ),
    )


def _share_row(one: ShareLine) -> tuple[Value, ...]:
    rate = percent_text(one.rule.rate(one.level)) if one.rule else ""
    return (
        one.month,
        kind_text(one.kind),
        level_text(one.level),
        rate,
        one.collected or None,
        one.due,
        one.paid or None,
        one.due - one.paid,
    )


def _share_trace(session: Session, one: ShareLine) -> Trace | None:
    """Lead to what was collected in the month, of which a share is due."""
    if one.kind is None:
        due = ledger.find_by_role(session.database, roles.REMITTANCE_DUE) or 0
        return Trace(((due, 1),), partly=True)
    account = ledger.find_by_role(session.database, INCOMES[one.kind])
    return Trace(
        ((account or 0, 1),),
        since=periods.first_day(one.month),
        until=periods.last_day(one.month),
        factor=-1,
    )


def _share_notes(lines: Sequence[ShareLine]) -> list[str]:
    rules = {one.rule.id: one.rule for one in lines if one.rule}
    notes = [source_text(one.name, one.source, one.certainty) for one in rules.values()]
    levels = list(dict.fromkeys(one.level for one in lines if one.level))
    if len(levels) > 1:
        notes += [
            _level_note(level, [one for one in lines if one.level == level]) for level in levels
        ]
    unbooked = sorted({one.month for one in lines if one.to_book})
    if unbooked:
        notes.append(
            _("Not booked yet: {months}. Settle these months.").format(
                months=", ".join(date_text(month) for month in unbooked)
            )
        )
    return notes


def _level_note(level: str, lines: Sequence[ShareLine]) -> str:
    """Add up what one level is due: with four levels nobody would do it by hand."""
    due, paid = sum(one.due for one in lines), sum(one.paid for one in lines)
    return _("{level}: due {due}, remitted {paid}, still to remit {left}.").format(
        level=level_text(level),
        due=number_text(due),
        paid=number_text(paid),
        left=number_text(due - paid),
    )


def _added(rows: Sequence[Sequence[Value]], at: int) -> int:
    return sum(value for row in rows if isinstance(value := row[at], int))


def fund_statement(session: Session, *, first: str, last: str) -> ReportTable:
    """Give what the employer owes on its wages, period by period, what came and what is missing."""
    found = employer_fund.list_periods(session, first=first, last=last)
    rows = tuple(_fund_row(one) for one in found)
    income = ledger.find_by_role(session.database, roles.EMPLOYER_FUND) or 0
    return ReportTable(
        "employer-fund",
        _("Employer fund"),
        first,
        last,
        (
            ReportColumn(_("Period")),
            ReportColumn(_("Wages"), Cell.MONEY),
            ReportColumn(_("Rate")),
            ReportColumn(_("To be paid in"), Cell.MONEY),
            ReportColumn(_("Due on"), Cell.DATE),
            ReportColumn(_("Received"), Cell.MONEY),
            ReportColumn(_("Missing"), Cell.MONEY),
        ),
        rows,
        (
            _("Total"),
            _added(rows, 1),
            "",
            _added(rows, 3),
            "",
            _added(rows, 5),
            _added(rows, 6),
        ),
        notes=tuple(_fund_notes(session, found, first, last)),
        tracing=Tracing(
            tuple(Trace(months=(one.first, one.last), partly=True) for one in found),
            (*(None,) * 5, Trace(((income, 1),), factor=-1), None),
            None,
        ),
    )


def _fund_row(one: FundPeriod) -> tuple[Value, ...]:
    return (
        period_text(one.first, one.last),
        one.wages,
        percent_text(one.rule.rate),
        one.expected,
        one.due_on,
        one.received or None,
        one.missing,
    )


def _fund_notes(session: Session, found: Sequence[FundPeriod], first: str, last: str) -> list[str]:
    rules = {one.rule.id: one.rule for one in found}
    notes = [source_text(one.name, one.source, one.certainty) for one in rules.values()]
    guessed = [one for one in found if one.basis == employer_fund.FROM_WAGES]
    if guessed:
        notes.append(
            _("Wages of members in the register, where none were entered: {periods}.").format(
                periods=", ".join(period_text(one.first, one.last) for one in guessed)
            )
        )
    came = [
        one
        for one in collected_in(session, first=first, last=last)
        if one.kind is ShareKind.EMPLOYER_FUND
    ]
    if came:
        amount, kept = sum(one.amount for one in came), sum(one.kept for one in came)
        notes.append(
            _("Received in these months: {amount}; kept {kept}, passed on {passed}.").format(
                amount=number_text(amount),
                kept=number_text(kept),
                passed=number_text(amount - kept),
            )
        )
    return notes


KINDS = (
    ReportKind(
        "remittances",
        N_("Remittances to the levels above"),
        N_("What each level is due of each month, by what rule, what was paid and what is left."),
        Shelf.SHARES,
        remittances,
        Span.MONTHS_OF_YEAR,
    ),
    ReportKind(
        "employer-fund",
        N_("Employer fund"),
        N_("What the employer owes on its wages, what came, when it was due, what is missing."),
        Shelf.SHARES,
        fund_statement,
        Span.MONTHS_OF_YEAR,
        countries=("VN",),
    ),
)
"""The reports of this module."""
