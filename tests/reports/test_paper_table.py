# SPDX-License-Identifier: Apache-2.0
"""A table is read off its paper as it was set, however it was broken into lines and pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from unionbook.domain.report_tables import Cell, ReportColumn, ReportTable
from unionbook.errors import UnreadableFileError
from unionbook.reports.money_report import money_report
from unionbook.reports.page import Letterhead, Printed
from unionbook.reports.paper_table import PaperTable, read_table
from unionbook.reports.paper_words import PageWords, Word, read_pages

LONG = "Chi tham hoi doan vien om dau keo dai va gia dinh gap hoan canh dac biet kho khan"
COLUMNS = (
    ReportColumn("Date", Cell.DATE),
    ReportColumn("Reason of what was spent and of what was received", Cell.NAME),
    ReportColumn("Sign", Cell.MARK),
    ReportColumn("In the course of the month", Cell.MONEY),
    ReportColumn("Out", Cell.MONEY),
)


def report(rows: int, **more: object) -> ReportTable:
    lines = tuple(
        (
            "2025-01-05",
            LONG * 3 if number % 3 == 0 else "A",
            "x" if number % 2 else "",
            number,
            None if number % 4 else 5,
        )
        for number in range(1, rows + 1)
    )
    made = ReportTable("x", "X", "2025-01", "2025-01", COLUMNS, lines, ("", "Total", "", 1, 2))
    return replace(made, **more)


def paper(made: ReportTable) -> list[PageWords]:
    content = money_report(
        made, letterhead=Letterhead("U", "B"), printed=Printed("P", date(2025, 1, 1)), seal="s"
    )
    return read_pages(content)


def bare(text: object) -> str:
    return "".join(str("" if text is None else text).split())


def expect_whole(table: PaperTable, made: ReportTable) -> None:
    titles = ["No."] * made.numbered + [column.title for column in made.columns]
    assert [bare(title) for title in table.titles] == [bare(title) for title in titles]
    lines = [*made.rows, *([made.total] if made.total else [])]
    for shown, line in zip(table.rows, lines, strict=True):
        cells = shown[int(made.numbered) :]
        assert [bare(text) for text in cells[1:]] == [bare(value) for value in line[1:]]


@pytest.mark.parametrize("rows", [0, 1, 5, 90])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"numbered": True},
        {"total": None},
        {"signed": False, "notes": ("A note that is no row.",)},
        {"strong": frozenset({0})},
    ],
)
def test_every_row_is_read_with_each_cell_in_its_column(rows: int, more: dict) -> None:
    made = report(rows, **more if rows else {**more, "strong": frozenset()})
    table = read_table(paper(made), rows + (made.total is not None))
    expect_whole(table, made)
    assert "X" in table.above


def cut(page: PageWords) -> PageWords:
    """Cut each text in two, as programs do that save a PDF anew."""
    pieces: list[Word] = []
    for word in page.words:
        middle = len(word.text) // 2
        at = word.left + (word.right - word.left) * middle / max(len(word.text), 1)
        if not middle or " " in word.text[middle - 1 : middle + 1]:
            pieces.append(word)
            continue
        pieces += [
            replace(word, text=word.text[:middle], right=at),
            replace(word, text=word.text[middle:], left=at),
        ]
    return replace(page, words=tuple(pieces))


def test_texts_that_were_cut_up_are_put_together() -> None:
    from unionbook.reports.paper_words import _joined

    made = report(8)
    pages = [cut(page) for page in paper(made)]
    joined = [replace(page, words=tuple(_joined(list(page.words)))) for page in pages]
    expect_whole(read_table(joined, 9), made)


def test_the_line_is_the_last_thing_on_a_page() -> None:
    for page in paper(report(90)):
        assert page.last == "s"
        assert not page.covered


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(UnreadableFileError):
        read_pages(b"%PDF-nothing")
