# SPDX-License-Identifier: Apache-2.0
"""Every figure of a report followed down to the vouchers it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import ledger as rows
from unionbook.data import ledger_traces
from unionbook.domain.report_tables import trace_of
from unionbook.operations import ledger

if TYPE_CHECKING:
    from unionbook.domain.report_tables import ReportTable, Trace
    from unionbook.operations.ledger import Voucher
    from unionbook.operations.sessions import Session


@dataclass(frozen=True, slots=True)
class TracedVoucher:
    """A voucher, its number as people write it, and how much of a figure it makes up."""

    voucher: Voucher
    shown_number: str
    amount: int


def vouchers_behind(session: Session, *, trace: Trace) -> list[TracedVoucher]:
    """Give the vouchers that add up to a figure, the oldest first; none where it is nothing."""
    session.require("read_money")
    parts = ledger_traces.parts_of(session.database, trace)
    return [
        TracedVoucher(one, ledger.shown_number(session, one), parts[one.id])
        for one in rows.vouchers_by_id(session.database, parts)
    ]


def vouchers_of_cell(
    session: Session, *, report: ReportTable, row: int, column: int
) -> list[TracedVoucher]:
    """Give the vouchers behind one cell; ``row`` is ``TOTAL_ROW`` for the line of totals."""
    trace = trace_of(report, row, column)
    return [] if trace is None else vouchers_behind(session, trace=trace)
