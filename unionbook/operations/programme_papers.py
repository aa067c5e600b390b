# SPDX-License-Identifier: Apache-2.0
"""A programme's list on paper: who gets what, with room to sign, and what was given in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from unionbook.domain import clock
from unionbook.domain.amount_words import amount_in_words
from unionbook.domain.programmes import MILLION, ProgrammeKind
from unionbook.domain.report_tables import Asked, Cell, ReportColumn, ReportTable, Value
from unionbook.domain.welfare import RELATION_LABELS, Relation
from unionbook.errors import InvalidValueError
from unionbook.operations.members import read_members
from unionbook.operations.programmes import find_programme, get_programme, list_recipients
from unionbook.operations.report_kinds import Choice, ReportKind, Shelf
from unionbook.reports.formats import date_text, number_text
from unionbook.texts import N_, language
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.programmes import Programme, Recipient
    from unionbook.operations.sessions import Session

PROGRAMME = Choice("programme", N_("Programme"), needed=True)
_NAME = "programme-list"
_AMOUNT_FROM_END = 3
"""The amount stands before the day and the room to sign."""


def programme_report(session: Session, *, programme_id: int) -> ReportTable:
    """Give a programme's list as a report: ``money_reports`` makes paper and workbooks of it."""
    programme = get_programme(session, programme_id=programme_id)
    month = (programme.closed_on or programme.planned_on)[:7]
    report = programme_list(session, first=month, last=month, programme=str(programme_id))
    asked = Asked(_NAME, f"{month}..{month}", (("programme", str(programme_id)),))
    return replace(report, asked=asked)


def programme_list(session: Session, *, first: str, last: str, programme: str = "") -> ReportTable:
    """Give the list of a programme, named or by its number, with room to sign."""
    if not programme:
        raise InvalidValueError(_("Say which programme is meant."), field="programme")
    found = get_programme(session, programme_id=find_programme(session, key=programme))
    lines = list_recipients(session, programme_id=found.id)
    columns, make = _gift(lines)
    if found.kind is ProgrammeKind.HOUSING:
        columns, make = _house()
    parents = _parents(session, lines)
    total = sum(one.amount for one in lines)
    sums: list[Value] = [_("Total"), *[""] * (len(columns) - 1)]
    sums[len(columns) - _AMOUNT_FROM_END] = total
    return ReportTable(
        _NAME,
        _("List of the programme “{name}”").format(name=found.name),
        first,
        last,
        columns,
        tuple((_who(one, parents), one.place, *make(one), None) for one in lines),
        tuple(sums),
        about=" · ".join(part for part in (found.decision, found.goods) if part),
        notes=_notes(session, found, total),
        numbered=True,
    )


Columns = tuple[ReportColumn, ...]
Make = Callable[["Recipient"], tuple[Value, ...]]


def _between(*columns: ReportColumn) -> Columns:
    """Put columns between who it is for and the room to sign."""
    who = (
        ReportColumn(_("Full name"), Cell.NAME),
        ReportColumn(_("Department or place"), Cell.NAME),
    )
    return (*who, *columns, ReportColumn(_("Signature"), Cell.SIGN))


def _gift(lines: Sequence[Recipient]) -> tuple[Columns, Make]:
    """Give the columns of a gift; the share only where not everybody gets a full one."""
    plain = (ReportColumn(_("Amount"), Cell.MONEY), ReportColumn(_("Handed out on"), Cell.DATE))
    if all(one.share == MILLION for one in lines):
        return _between(*plain), lambda one: (one.amount, one.given_on or None)
    return (
        _between(ReportColumn(_("Share of the gift")), *plain),
        lambda one: (_share(one), one.amount, one.given_on or None),
    )


def _share(one: Recipient) -> str:
    return "" if one.share == MILLION else f"{number_text(one.share * 100 // MILLION)} %"


def _house() -> tuple[Columns, Make]:
    """Give the columns of a house: what it costs, and who bears which part of it."""
    columns = _between(
        ReportColumn(_("Whole cost"), Cell.MONEY),
        ReportColumn(_("Borne by the family"), Cell.MONEY),
        ReportColumn(_("From the union"), Cell.MONEY),
        ReportColumn(_("Handed over on"), Cell.DATE),
    )
    return columns, lambda one: (one.cost, one.own_part, one.amount, one.given_on or None)


def _who(one: Recipient, parents: dict[int, str]) -> str:
    """Name who it is for; of a relative also the birth, and whose he or she is."""
    if not one.relation or one.member is None:
        return one.name
    relation = _(RELATION_LABELS[Relation(one.relation)])
    whose = f"{relation}: {parents.get(one.member, '')}"
    told = ", ".join(part for part in (date_text(one.born_on), whose) if part)
    return f"{one.name} ({told})"


def _parents(session: Session, lines: Sequence[Recipient]) -> dict[int, str]:
    ids = sorted({one.member for one in lines if one.relation and one.member is not None})
    rows = read_members(session, ids=ids, names=("id", "full_name"))
    return {row[0]: str(row[1] or "") for row in rows}


def _notes(session: Session, programme: Programme, total: int) -> tuple[str, ...]:
    currency = session.info.currency
    words = amount_in_words(total, language=language(), currency=currency) if total else ""
    told = [_("In words: {words}.").format(words=words)] if words else []
    if programme.given:
        text = _("Given out by {date}: {count} of {listed}, {amount}; left over {left}.")
        told.append(
            text.format(
                date=date_text(programme.closed_on or clock.today()),
                count=number_text(programme.given),
                listed=number_text(programme.listed),
                amount=number_text(programme.given_amount),
                left=number_text(total - programme.given_amount),
            )
        )
    return tuple(told)


KINDS = (
    ReportKind(
        _NAME,
        N_("List of a programme"),
        N_("Who is entitled to what, with room to sign, and what was given out."),
        Shelf.WELFARE,
        programme_list,
        choices=(PROGRAMME,),
    ),
)
