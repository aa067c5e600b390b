# SPDX-License-Identifier: Apache-2.0
"""What kinds of reports there are: each module of reports names its own, one list has them all."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from unionbook.texts import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.domain.report_tables import ReportTable


class Span(StrEnum):
    """Of which time a report is."""

    MONTHS = "months"
    """Any run of months; usually one."""
    MONTHS_OF_YEAR = "months_of_year"
    """Any run of months; usually a year."""
    MONTH_END = "month_end"
    """As things stand at the end of a month."""
    MONTH = "month"
    """Of exactly one month."""
    YEAR = "year"
    """Of exactly one year."""


class Shelf(StrEnum):
    """Under which heading a report is found."""

    BOOKS = "books"
    DUES = "dues"
    SHARES = "shares"
    WELFARE = "welfare"
    YEAR = "year"


SHELF_LABELS = {
    Shelf.BOOKS: N_("Books"),
    Shelf.DUES: N_("Dues"),
    Shelf.SHARES: N_("Shares and employer fund"),
    Shelf.WELFARE: N_("Welfare"),
    Shelf.YEAR: N_("For the committee and the level above"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What else can be said of a report, as a text: an account's code, a member's number.

    ``needed`` says whether the report cannot be made without it.
    """

    name: str
    label: str
    needed: bool = False


ACCOUNT = Choice("account", N_("Cash box or bank account"))
MEMBER = Choice("member", N_("Member"))


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A kind of report: its name, what it is called and tells, of which time, and who makes it.

    ``make(session, first=…, last=…, **choices)`` takes the first and last month and, as texts, the
    choices that were said; ``countries`` names where the report is known, everywhere if empty.
    """

    name: str
    title: str
    tells: str
    shelf: Shelf
    make: Callable[..., ReportTable] = field(repr=False)
    span: Span = Span.MONTHS
    choices: tuple[Choice, ...] = ()
    countries: tuple[str, ...] = ()
    most_months: int = 0
