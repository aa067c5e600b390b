# SPDX-License-Identifier: Apache-2.0
"""Sums, rates, months and accounts as they are typed and shown on the command line."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import click

from unionbook.domain import periods
from unionbook.domain.amounts import read_amount
from unionbook.domain.dues import MILLION
from unionbook.operations.members import read_members
from unionbook.reports.formats import number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionbook.operations.sessions import Session

    Whole = click.ParamType[int]
else:
    Whole = click.ParamType  # older releases of click know no type of what is given

ACCOUNT, MONTH, VOUCHER = N_("ACCOUNT"), N_("MONTH"), N_("VOUCHER")
_PERCENT = MILLION // 100
MEMBER_FIELDS = ("local_number", "full_name", "department")
"""What is said of a member beside a sum."""


class Money(Whole):
    """A sum as people write it: ``50000``, ``50.000``, ``1,5 triệu``."""

    name = "amount"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Give the sum as a whole number."""
        if isinstance(value, int):
            return value
        found = read_amount(str(value))
        if found.amount is None:
            self.fail(_("“{word}” is not a sum of money.").format(word=value), param, ctx)
        return found.amount


class Percent(Whole):
    """A rate in percent, ``0.5`` or ``0,5``, as parts of a million."""

    name = "percent"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Give the rate in parts of a million."""
        if isinstance(value, int):
            return value
        try:
            parts = Decimal(str(value).strip().rstrip("%").strip().replace(",", ".")) * _PERCENT
        except InvalidOperation:
            parts = Decimal("NaN")
        if not parts.is_finite() or parts != parts.to_integral_value() or not 0 <= parts <= MILLION:
            self.fail(
                _("“{word}” is not a rate in percent, like 0.5.").format(word=value), param, ctx
            )
        return int(parts)


MONEY, PERCENT = Money(), Percent()


def month_text(month: str) -> str:
    """Give a stored month as people write it."""
    return periods.shown(month) if month else ""


def money_text(amount: int) -> str:
    """Give a sum, nothing where it is nothing: a column of zeros hides what matters."""
    return number_text(amount) if amount else ""


def people(session: Session, ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Give what is said of members beside their sums, by number."""
    rows = read_members(session, ids=list(ids), names=("id", *MEMBER_FIELDS))
    return {
        row[0]: {name: str(value or "") for name, value in zip(MEMBER_FIELDS, row[1:], strict=True)}
        for row in rows
    }
