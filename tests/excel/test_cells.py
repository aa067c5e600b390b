# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import datetime as dt

import pytest

from unionbook.domain.fields import Kind
from unionbook.excel.cells import (
    MAX_TEXT,
    CellStyles,
    Column,
    ColumnWriter,
    Cutting,
    Marked,
    clean,
    column_letter,
    date_serial,
    fitted,
)

PLAIN = CellStyles(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
BAD = CellStyles(11, 12, 13, 14, 15, 16, 17, 18, 19, 20)


def cells(kind: Kind | None, *values: object, labels: dict[str, str] | None = None) -> list[str]:
    column = Column("x", "X", kind, 0, labels or {})
    writer = ColumnWriter(
        column, letter="A", following="|", plain=PLAIN, marked=BAD, cutting=Cutting()
    )
    return writer.block(values, 2)


def text(style: int, body: str) -> str:
    return f'" s="{style}" t="inlineStr"><is><t>{body}</t></is></c>|'


def number(style: int, body: str) -> str:
    return f'" s="{style}"><v>{body}</v></c>|'


def blank(style: int) -> str:
    return f'" s="{style}"/>|'


def test_plain_texts_stay_what_they_are():
    assert cells(Kind.TEXT, "Đức", "007") == [text(1, "Đức"), text(1, "007")]


def test_empty_cells_keep_their_look_and_hold_nothing():
    assert cells(Kind.TEXT, "a", None, "") == [text(1, "a"), blank(1), blank(1)]


@pytest.mark.parametrize("start", ["=1+1", "+84 912", "-5", "@x"])
@pytest.mark.parametrize("neighbours", [(), ("a", "b"), (None,)])
def test_what_begins_like_a_formula_is_quoted(start: str, neighbours: tuple[object, ...]):
    assert cells(Kind.TEXT, *neighbours, start)[-1] == text(2, start)
    assert cells(Kind.LONG_TEXT, *neighbours, start)[-1] == text(4, start)


def test_markup_is_escaped_with_and_without_delicate_neighbours():
    assert cells(Kind.TEXT, "a<b>&c", "d") == [text(1, "a&lt;b&gt;&amp;c"), text(1, "d")]
    assert cells(Kind.TEXT, "a<b>&c", "=d")[0] == text(1, "a&lt;b&gt;&amp;c")


def test_what_xml_cannot_hold_is_dropped():
    assert cells(Kind.TEXT, "a\x00b\x0bc\ud800d\ufffe") == [text(1, "abcd")]
    assert cells(Kind.TEXT, "\x01") == [blank(1)]


def test_line_ends_become_plain():
    assert clean("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_space_at_the_ends_is_kept():
    assert 'xml:space="preserve"> a </t>' in cells(Kind.TEXT, " a ")[0]
    assert 'xml:space="preserve">a </t>' in cells(Kind.TEXT, "a ", "b")[0]
    assert 'xml:space="preserve"> b</t>' in cells(Kind.TEXT, "a", " b")[1]


def test_what_looks_like_an_escape_of_excel_is_escaped():
    assert cells(Kind.TEXT, "_x0041_ _x004_") == [text(1, "_x005F_x0041_ _x004_")]


def test_the_separator_itself_is_a_letter_like_any_other():
    assert cells(Kind.TEXT, "a␞b", "c&d") == [text(1, "a␞b"), text(1, "c&amp;d")]


def test_a_number_in_a_text_column_becomes_a_text():
    assert cells(Kind.NUMBER_CODE, 12, "012") == [text(1, "12"), text(1, "012")]


def test_only_what_is_too_long_is_cut():
    assert fitted("x" * MAX_TEXT) == "x" * MAX_TEXT
    assert fitted("x" * (MAX_TEXT + 1)) == "x" * (MAX_TEXT - 1) + "…"


def test_letters_outside_the_first_plane_count_twice_and_are_not_halved():
    assert fitted("😀" * 16_383) == "😀" * 16_383
    held = fitted("😀" * 16_384)
    assert held == "😀" * 16_383 + "…"


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT, None])
def test_what_was_cut_is_told(kind: Kind | None):
    cutting = Cutting()
    writer = ColumnWriter(
        Column("x", "X", kind), letter="C", following="|", plain=PLAIN, marked=BAD, cutting=cutting
    )
    writer.block(["a", "x" * (MAX_TEXT + 1)], 7)
    assert (cutting.count, cutting.cells) == (1, ["C8"])


def test_full_dates_are_numbers():
    day = dt.date(1990, 2, 3)
    expected = number(6, "32907")
    assert cells(Kind.DATE, "1990-02-03", day, None, "") == [expected, expected, blank(6), blank(6)]


def test_partial_dates_stay_as_exact_as_they_are():
    assert cells(Kind.DATE, "1990", "1990-05") == [text(1, "1990"), text(1, "05/1990")]


def test_dates_that_excel_cannot_count_are_texts():
    assert date_serial(dt.date(1900, 3, 1)) == 61
    assert cells(Kind.DATE, "1900-02-28", "0890-01-02") == [
        text(1, "28/02/1900"),
        text(1, "02/01/0890"),
    ]


def test_what_is_no_date_is_kept():
    assert cells(Kind.DATE, "2025-13-45", "=x") == [text(1, "2025-13-45"), text(2, "=x")]


def test_amounts_are_numbers_up_to_what_excel_keeps():
    assert cells(Kind.MONEY, 5_000_000, -1, None) == [
        number(5, "5000000"),
        number(5, "-1"),
        blank(5),
    ]
    assert cells(Kind.MONEY, 10**15, "12,5") == [text(1, str(10**15)), text(1, "12,5")]


def test_choices_are_shown_by_their_labels():
    labels = {"female": "Nữ"}
    assert cells(Kind.CHOICE, "female", "else", None, labels=labels) == [
        text(1, "Nữ"),
        text(1, "else"),
        blank(1),
    ]


def test_values_of_unknown_kind_keep_their_type():
    moment = dt.datetime(2020, 1, 2, 12, 0)  # noqa: DTZ001 - a sheet knows no time zones
    assert cells(None, "=a", 5, 5.0, 0.5, True, dt.date(1990, 2, 3), moment, dt.time(6), None) == [
        text(2, "=a"),
        number(10, "5"),
        number(10, "5"),
        number(9, "0.5"),
        '" s="9" t="b"><v>1</v></c>|',
        number(6, "32907"),
        number(7, "43832.5"),
        number(8, "0.25"),
        blank(1),
    ]


def test_a_moment_at_midnight_is_a_day():
    midnight = dt.datetime(1990, 2, 3)  # noqa: DTZ001 - a sheet knows no time zones
    assert cells(None, midnight) == [number(6, "32907.0")]


def test_numbers_that_excel_would_round_are_texts():
    assert cells(None, 3_322_202_510_930_001, 1.95807e17, float("nan")) == [
        text(1, "3322202510930001"),
        text(1, "195807000000000000"),
        text(1, "nan"),
    ]


def test_marked_values_take_the_other_look():
    assert cells(None, Marked("=a"), Marked(5), Marked(None), "b") == [
        text(12, "=a"),
        number(20, "5"),
        blank(11),
        text(1, "b"),
    ]


@pytest.mark.parametrize(
    ("count", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_have_letters(count: int, letters: str):
    assert column_letter(count) == letters
