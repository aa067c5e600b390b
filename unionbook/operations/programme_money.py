# SPDX-License-Identifier: Apache-2.0
"""A programme's money: one voucher for the whole list, and at the end what is left over back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import ledger
from unionbook.data import programmes as rows
from unionbook.domain import ledger as books
from unionbook.domain.folding import tidy
from unionbook.domain.ledger import Draft, Line, VoucherKind
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.booking_days import booked_on
from unionbook.operations.ledger import account as find_account
from unionbook.operations.ledger import check_draft, day_of
from unionbook.operations.programmes import get_programme, open_programme
from unionbook.reports.formats import number_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.journal import Changes
    from unionbook.data.programmes import Programme
    from unionbook.operations.sessions import Session


def pay_programme(
    session: Session,
    *,
    programme_id: int,
    from_account: str = books.CASH,
    payee: str = "",
    on: str = "",
) -> Changes:
    """Pay the whole list by one payment voucher; again after late additions, only what they add.

    ``payee`` is who takes the money to give it out. Raises UnionbookError where there is nothing to
    pay, or the list is beyond the budget.
    """
    session.require("pay_welfare")
    programme = open_programme(session, programme_id)
    wanted = programme.listed_amount - programme.drawn
    if wanted <= 0:
        raise UnionbookError(_("There is nothing to pay: the list is paid, or empty."))
    if programme.budget and programme.listed_amount > programme.budget:
        raise UnionbookError(
            _(
                "The list comes to {total}, the budget to {budget}: strike people off, or let the "
                "budget be raised."
            ).format(
                total=number_text(programme.listed_amount), budget=number_text(programme.budget)
            )
        )
    draft = _draft(session, programme, wanted, from_account, on, payee)
    with session.commit("pay_programme", right="pay_welfare", reason=programme.name) as changes:
        _post(session, programme, draft)
    return changes


def close_programme(
    session: Session, *, programme_id: int, account: str = books.CASH, on: str = ""
) -> Changes:
    """Close a programme: what was drawn and not given is returned, what is missing is paid.

    After it the books say that the programme took what was given out, no more and no less; closing
    again, after a voucher of it was reversed, posts the difference.
    """
    session.require("pay_welfare")
    programme = get_programme(session, programme_id=programme_id)
    wanted = programme.given_amount - programme.drawn
    if programme.closed_on and not wanted:
        raise UnionbookError(_("The programme is closed already."))
    draft = _draft(session, programme, wanted, account, on, "") if wanted else None
    day = draft.dated_on if draft else day_of(on)
    with session.commit("close_programme", right="pay_welfare", reason=programme.name) as changes:
        rows.change_programme(session.office, programme.id, {"closed_on": day})
        if draft:
            _post(session, programme, draft)
    return changes


def reopen_programme(session: Session, *, programme_id: int, reason: str) -> Changes:
    """Reopen a closed programme, with the reason; its vouchers stand."""
    session.require("pay_welfare")
    programme = get_programme(session, programme_id=programme_id)
    if not programme.closed_on:
        raise UnionbookError(_("The programme is not closed."))
    if not reason.strip():
        raise InvalidValueError(_("Say why the programme is reopened."), field="reason")
    with session.commit("reopen_programme", right="pay_welfare", reason=tidy(reason)) as changes:
        rows.change_programme(session.office, programme.id, {"closed_on": None})
    return changes


def _draft(
    session: Session, programme: Programme, amount: int, account: str, on: str, payee: str
) -> Draft:
    """Give the voucher that pays an amount, or takes one back where it is negative."""
    expense = find_account(session, code=programme.account)
    money = find_account(session, code=account)
    paying = amount > 0
    told = _("{name}, by the list") if paying else _("{name}: left over, returned")
    draft = Draft(
        VoucherKind.PAYMENT if paying else VoucherKind.RECEIPT,
        booked_on(session, on),
        (Line(expense.id, amount), Line(money.id, -amount)),
        tidy(payee) or session.user.name,
        told.format(name=programme.name),
        1,
        source="programme",
    )
    check_draft(session, draft)
    return draft


def _post(session: Session, programme: Programme, draft: Draft) -> None:
    voucher = ledger.post(session.office, session.site, draft)
    rows.link_voucher(session.office, session.site, programme.id, voucher)
