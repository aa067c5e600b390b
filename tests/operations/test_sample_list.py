# SPDX-License-Identifier: Apache-2.0
"""The messy list holds what it says it holds."""

from __future__ import annotations

import openpyxl
import pytest

from unionbook.operations.imports import preview_import
from unionbook.operations.sample_list import REGISTER_SIZE, write_messy_list
from unionbook.operations.sample_people import make_people, sample_branch
from unionbook.operations.sample_register import make_sample_register
from unionbook.operations.sessions import Kdf


@pytest.fixture(params=["VN", "ID"])
def country(request):
    return request.param


@pytest.fixture
def messy(tmp_path, country):
    return write_messy_list(tmp_path / "list.xlsx", country=country)


@pytest.fixture
def sheet(messy):
    return openpyxl.load_workbook(messy.path)[messy.sheet]


def numbers_in(sheet, messy):
    column = [sheet.cell(row, 2).value for row in range(messy.header_row + 3, sheet.max_row + 1)]
    return [value for value in column if isinstance(value, str) and value[-1].isdigit()]


def test_120_rows_80_known_two_twice_and_one_without_a_name(messy, sheet):
    numbers = numbers_in(sheet, messy)
    assert len(numbers) == 120
    assert (len(messy.known), len(messy.new), len(messy.doubled)) == (80, 37, 2)
    assert {*messy.known, *messy.new} < set(numbers)
    assert sorted(n for n in set(numbers) if numbers.count(n) == 2) == sorted(messy.doubled)
    assert sheet.cell(messy.nameless_row, 3).value is None
    assert sheet.cell(messy.nameless_row, 2).value not in {*messy.known, *messy.new}


def test_known_people_are_in_the_register_and_new_ones_are_not(messy, country):
    members = make_people(country=country, count=REGISTER_SIZE)
    present = {person.values["employee_number"] for person in members
               if person.events[-1].kind != "left"}  # fmt: skip
    assert set(messy.known) <= present
    assert not set(messy.new) & present
    assert 10 < len(messy.changed) < 40
    assert set(messy.changed) < set(messy.known)


def test_headings_are_two_merged_rows_under_titles(messy, sheet):
    assert messy.header_row == 6
    groups = [str(area) for area in sheet.merged_cells.ranges if area.min_row == 6]
    assert "A6:A7" in groups
    assert any(area.size["columns"] == 2 and area.size["rows"] == 1
               for area in sheet.merged_cells.ranges if area.min_row == 6)  # fmt: skip
    assert sheet.cell(8, 1).value == "(1)"


def test_rows_are_hidden_where_it_says(messy, sheet):
    hidden = tuple(row for row, shape in sheet.row_dimensions.items() if shape.hidden)
    assert hidden == messy.hidden_rows != ()
    assert messy.nameless_row not in hidden


def test_sections_a_total_and_signatures_stand_around_the_people(sheet, country):
    spec = sample_branch(country)["list"]
    texts = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    for expected in (*spec["sections"], spec["total"].format(count=120), spec["place_and_day"]):
        assert expected in texts
    assert texts[-2:] == [block[2] for block in spec["signatures"]]


def test_there_are_other_sheets_one_of_them_hidden(messy):
    book = openpyxl.load_workbook(messy.path)
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "hidden"]


def test_the_same_list_is_written_every_time(messy, tmp_path, country):
    again = write_messy_list(tmp_path / "again.xlsx", country=country)
    first, second = (
        [list(row) for row in openpyxl.load_workbook(one.path)[one.sheet].values]
        for one in (messy, again)
    )
    assert first == second


def test_the_import_understands_it_all(messy, country, tmp_path):
    session, _key = make_sample_register(
        folder=tmp_path / "sample", country=country, photos=0, months=0, kdf=Kdf(8192, 1, 1)
    )
    preview = preview_import(session, path=messy.path)
    session.close()
    assert preview.plan.header_row == messy.header_row
    counts = {action: preview.counts[action] for action in ("new", "changed", "double", "refused")}
    assert counts == {
        "new": len(messy.new),
        "changed": len(messy.changed),
        "double": len(messy.doubled),
        "refused": 1,
    }
    assert preview.counts["unchanged"] == len(messy.known) - len(messy.changed)
    numbers = dict(zip(preview.rows.numbers, preview.actions, strict=True))
    assert numbers[messy.nameless_row] == "refused"
    changed = {name for found in preview.changes.values() for name in found}
    assert changed == {"phone", "department", "note"}
