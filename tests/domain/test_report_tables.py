# SPDX-License-Identifier: Apache-2.0
"""What a figure is made of: a row's trace and its column's, put together."""

from __future__ import annotations

from unionbook.domain.report_tables import (
    TOTAL_ROW,
    Cell,
    ReportColumn,
    ReportTable,
    Trace,
    Tracing,
    trace_of,
)

COLUMNS = (ReportColumn("Name", Cell.NAME), ReportColumn("Paid", Cell.MONEY))
TRACING = Tracing(
    (Trace(members=(7,)), None),
    (None, Trace(((1, -1),), months=("2025-01", "2025-03"))),
    Trace(),
    {(TOTAL_ROW, 1): Trace(until="2025-12-31")},
)
REPORT = ReportTable(
    "x", "X", "2025-01", "2025-03", COLUMNS, (("An", 5), ("Bình", 6)), ("Total", 11),
    tracing=TRACING,
)  # fmt: skip


def test_a_row_and_a_column_say_together_what_a_figure_is_made_of() -> None:
    assert trace_of(REPORT, 0, 1) == Trace(((1, -1),), members=(7,), months=("2025-01", "2025-03"))
    assert trace_of(REPORT, 0, 0) is None, "a name is no figure"
    assert trace_of(REPORT, 1, 1) is None, "the row says nothing"
    assert trace_of(REPORT, TOTAL_ROW, 1) == Trace(until="2025-12-31"), "a figure of its own"


def test_what_is_not_there_leads_nowhere() -> None:
    bare = ReportTable("x", "X", "", "", COLUMNS, (("An", None),), tracing=TRACING)
    assert trace_of(bare, 0, 1) is None
    assert trace_of(bare, TOTAL_ROW, 1) is None
    assert trace_of(ReportTable("x", "X", "", "", COLUMNS, (("An", 1),)), 0, 1) is None


def test_what_is_said_stands_and_the_rest_is_filled_in() -> None:
    row = Trace(months=("2025-02", "2025-02"))
    column = Trace(((1, 1),), months=("2025-01", "2025-12"), factor=-1)
    assert row.within(column) == Trace(((1, 1),), months=("2025-02", "2025-02"), factor=-1)
    assert row.within(None) is row
