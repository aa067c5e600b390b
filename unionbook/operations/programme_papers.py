# SPDX-License-Identifier: Apache-2.0
"""A programme's list on paper: who gets what, with room to sign, and what was given in the end."""

from __future__ import annotations

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
    housing = found.kind is ProgrammeKind.HOUSING
    make = _house if housing else _gift
    parents = _parents(session, lines)
    shown = tuple(make(one, parents) for one in lines)
    at = 5 if housing else 3
    total = sum(one.amount for one in lines)
    width = len(_columns(housing=housing))
    sums: list[Value] = [_("Total"), *[""] * (width - 1)]
    sums[at] = total
    return ReportTable(
        _NAME,
        _("List of the programme “{name}”").format(name=found.name),
        first,
        last,
        _columns(housing=housing),
        shown,
        tuple(sums),
        about=" · ".join(part for part in (found.decision, found.goods) if part),
        notes=_notes(session, found, total),
        numbered=True,
    )


def _columns(*, housing: bool) -> tuple[ReportColumn, ...]:
    middle = (
        (
            ReportColumn(_("Whole cost"), Cell.MONEY),
            ReportColumn(_("Borne by the family"), Cell.MONEY),
            ReportColumn(_("Handed over on"), Cell.DATE),
        )
        if housing
        else (ReportColumn(_("Share of the gift")),)
    )
    amount = ReportColumn(_("From the union") if housing else _("Amount"), Cell.MONEY)
    given = () if housing else (ReportColumn(_("Handed out on"), Cell.DATE),)
    return (
        ReportColumn(_("Full name"), Cell.NAME),
        ReportColumn(_("Department or place"), Cell.NAME),
        *middle,
        amount,
        *given,
        ReportColumn(_("Signature"), Cell.SIGN),
    )


def _gift(one: Recipient, parents: dict[int, str]) -> tuple[Value, ...]:
    share = "" if one.share == MILLION else f"{number_text(one.share * 100 // MILLION)} %"
    return (_who(one, parents), one.place, share, one.amount, one.given_on or None, None)


def _house(one: Recipient, parents: dict[int, str]) -> tuple[Value, ...]:
    return (
        _who(one, parents),
        one.place,
        one.cost,
        one.own_part,
        one.given_on or None,
        one.amount,
        None,
    )


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
