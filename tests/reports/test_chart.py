# SPDX-License-Identifier: Apache-2.0
"""A chart keeps within its sheet, writes every figure, and no text runs into another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pdf
import pytest

from unionbook import texts
from unionbook.domain.drawing import (
    Anchor,
    Bar,
    Block,
    Chart,
    ChartKind,
    Drawing,
    Label,
    Tone,
    Unit,
)
from unionbook.domain.report_tables import Cell, ReportColumn, ReportTable
from unionbook.reports.chart import lay_out, on_paper, value_text
from unionbook.reports.money_report import money_report
from unionbook.reports.page import Letterhead, Printed

LONG = "Chi trực tiếp chăm lo, bảo vệ đoàn viên, người lao động"
SPENDING = Chart(
    "Spending by kind",
    ChartKind.BARS,
    Unit.MONEY,
    (Bar(LONG, 12_345_678), Bar("Khen thưởng", 1_000_000), Bar("Chi khác", 0), Bar("–", None)),
)


def rates(count: int) -> Chart:
    bars = tuple(Bar(f"{n % 12 + 1:02d}/2025", n * 7 % 101) for n in range(count))
    return Chart("Paid", ChartKind.COLUMNS, Unit.PERCENT, bars)


CHARTS = [SPENDING, rates(1), rates(12), rates(36), replace(SPENDING, bars=SPENDING.bars[2:])]


def span(label: Label) -> tuple[float, float]:
    wide = on_paper(label.text, label.size, label.strong)
    before = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[label.anchor]
    return label.x - before, label.x - before + wide


def labels(drawing: Drawing) -> list[Label]:
    return [shape for shape in drawing.shapes if isinstance(shape, Label)]


@pytest.mark.parametrize("room", [320.0, 499.0, 740.0])
@pytest.mark.parametrize("chart", CHARTS)
def test_nothing_leaves_the_sheet_and_no_text_covers_another(chart: Chart, room: float) -> None:
    drawing = lay_out(chart, room=room, measure=on_paper)
    told = labels(drawing)
    for label in told:
        left, right = span(label)
        assert -0.1 <= left <= right <= room + 0.1, label
        assert label.size * 0.7 <= label.y <= drawing.height
    for shape in drawing.shapes:
        if isinstance(shape, Block):
            assert 0 <= shape.left <= shape.left + shape.width <= room + 0.1
            assert 0 <= shape.top <= shape.top + shape.height <= drawing.height
    for one in told:
        for other in told:
            if one is not other and abs(one.y - other.y) < one.size * 0.8:
                (left, right), (from_, to) = span(one), span(other)
                assert right <= from_ or to <= left, (one, other)


def test_bars_are_as_long_as_their_figures() -> None:
    drawing = lay_out(SPENDING, room=400, measure=on_paper)
    blocks = [one for one in drawing.shapes if isinstance(one, Block) and one.tone is Tone.BAR]
    assert len(blocks) == 2, "what is nothing has no bar"
    assert blocks[1].width / blocks[0].width == pytest.approx(1_000_000 / 12_345_678)
    half = lay_out(rates(1), room=400, measure=on_paper)
    assert not [one for one in half.shapes if isinstance(one, Block)]


@pytest.mark.parametrize(("language", "shown"), [("vi", "12.345.678"), ("en", "12,345,678")])
def test_figures_are_written_as_the_language_writes_them(language: str, shown: str) -> None:
    with texts.spoken(language):
        told = [label.text for label in labels(lay_out(SPENDING, room=400, measure=on_paper))]
        assert shown in told
        assert value_text(Unit.PERCENT, None) == "–"


def test_a_chart_stands_above_its_table_on_paper() -> None:
    report = ReportTable(
        "x", "Dues", "2025-01", "2025-12", (ReportColumn("Item", Cell.NAME),), (("A row",),),
        charts=(SPENDING, rates(12)),
    )  # fmt: skip
    content = money_report(
        report, letterhead=Letterhead("", "B"), printed=Printed("P", date(2025, 1, 1))
    )
    text = pdf.words(content)
    assert text.index("Spending by kind") < text.index("Item") < text.index("A row")
    assert "12,345,678" in text
    assert "11/2025" in text
