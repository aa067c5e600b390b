# SPDX-License-Identifier: Apache-2.0
"""Days and months that can be booked: a slip of the pen must not lie in the books for ever.

What was paid, was paid: a day that has not come is a slip. So is one long before the books begin,
for what came before them stands in the opening balance. Dues of months to come are another thing:
they are paid ahead freely, and the next month is assessed early for the employer's list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.data import vouchers
from unionbook.domain import clock, periods
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.ledger import check_open, past_day
from unionbook.reports.formats import date_text
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session

_BEFORE_THE_BOOKS = 12
"""Months before the first voucher in which money is still taken: papers are entered late."""
_AHEAD = 1
"""Months ahead that are assessed: employers want their list before the month begins."""


def booked_on(session: Session, on: str) -> str:
    """Give the day on which money changed hands, today where none is typed, as an ISO date.

    Raises InvalidValueError for a day that cannot be meant, UnionbookError in a closed month.
    """
    day = past_day(on)
    first = vouchers.earliest_day(session.database) or clock.today()
    if day[:7] < periods.later(first[:7], -_BEFORE_THE_BOOKS):
        raise InvalidValueError(
            _(
                "{date} lies long before the books, which begin on {first}. Check the year; if it "
                "is right, post the opening balance of that time first."
            ).format(date=date_text(day), first=date_text(first)),
            field="on",
        )
    check_open(session, day)
    return day


def check_assessable(month: str) -> None:
    """Refuse to assess a month that lies further ahead than the next. Raises UnionbookError."""
    latest = periods.later(clock.today()[:7], _AHEAD)
    if month > latest:
        raise UnionbookError(
            _(
                "{month} lies too far ahead: up to {latest} can be assessed. Who pays ahead can do "
                "so without that."
            ).format(month=periods.shown(month), latest=periods.shown(latest))
        )
