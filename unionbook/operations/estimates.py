# SPDX-License-Identifier: Apache-2.0
"""The estimate of a year: by line of the settlement, account, kind of welfare or programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import estimates as rows
from unionbook.data import programmes
from unionbook.data.estimates import SUBJECTS, Estimate
from unionbook.domain import clock, numbering
from unionbook.domain.folding import tidy
from unionbook.domain.report_forms import line_codes
from unionbook.errors import InvalidValueError
from unionbook.operations import ledger, welfare_rules
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.data.journal import Changes
    from unionbook.operations.sessions import Session

__all__ = ["SUBJECTS", "Estimate"]

_FIRST_YEAR, _LAST_YEAR = 1990, 2199


def set_estimate(
    session: Session,
    *,
    subject: str,
    code: str,
    amount: int | None,
    year: int = 0,
    note: str = "",
) -> Changes:
    """Estimate so much for something in a year (this year where none is said); None takes it back.

    ``subject`` is ``line``, ``account``, ``kind`` or ``programme``; ``code`` names one of them.
    Raises InvalidValueError, NotFoundError.
    """
    session.require("change_estimate")
    wanted = year or int(clock.today()[:4])
    if not _FIRST_YEAR <= wanted <= _LAST_YEAR:
        raise InvalidValueError(_("Write a year like 2026."), field="year")
    if amount is not None and amount < 0:
        raise InvalidValueError(_("An estimate cannot be negative."), field="amount")
    known = _code(session, subject, code.strip())
    with session.commit("set_estimate", right="change_estimate", reason=str(wanted)) as changes:
        if amount is None:
            rows.forget_estimate(session.office, wanted, subject, known)
        else:
            rows.set_estimate(
                session.office, session.site, wanted, subject, known, amount, tidy(note)
            )
    return changes


def _code(session: Session, subject: str, code: str) -> str:
    """Give the code as it is kept. Raises where there is nothing of that name."""
    if subject not in SUBJECTS:
        raise InvalidValueError(
            _("An estimate is of one of these: {known}.").format(known=", ".join(SUBJECTS)),
            field="subject",
        )
    if not code:
        raise InvalidValueError(_("Say what the estimate is for."), field="code")
    if subject == "line":
        return _line(session, code)
    if subject == "account":
        return ledger.account(session, code=code).code
    if subject == "kind":
        names = welfare_rules.kind_names(session)
        if code in names:
            return code
        return welfare_rules.find_rule(session, kind=code).kind
    if subject == "programme" and not (
        (row := numbering.typed(code)) and programmes.find_programme(session.database, row)
    ):
        raise InvalidValueError(_("There is no such programme."), field="code")
    return code


def _line(session: Session, code: str) -> str:
    known = line_codes(session.info.country)
    if code not in known:
        raise InvalidValueError(
            _("The settlement has no line {code}. Its lines: {known}.").format(
                code=code, known=", ".join(known)
            ),
            field="code",
        )
    return code


def list_estimates(session: Session, *, year: int = 0) -> list[Estimate]:
    """Give the estimate of a year, this year where none is said."""
    session.require("read_money")
    return rows.list_estimates(session.database, year or int(clock.today()[:4]))
