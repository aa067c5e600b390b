# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from unionbook.domain.fields import BY_NAME, CHOICE_LABELS
from unionbook.excel.hints import own_columns
from unionbook.excel.template import USUAL_FIELDS, write_template

if TYPE_CHECKING:
    from pathlib import Path

DEPARTMENTS = ("Chuyền 1", "=Kho", "A & B")


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    path = tmp_path / "template.xlsx"
    write_template(path, departments=DEPARTMENTS)
    return openpyxl.load_workbook(path)


def rule(book: openpyxl.Workbook, field: str) -> Any:
    letter = openpyxl.utils.get_column_letter(USUAL_FIELDS.index(field) + 1)
    (found,) = [
        rule
        for rule in book.worksheets[0].data_validations.dataValidation
        if str(rule.sqref) == f"{letter}2:{letter}1048576"
    ]
    return found


def choices(book: openpyxl.Workbook, place: str) -> list[str]:
    sheet, _mark, cells = place.partition("!")
    return [cell.value for (cell,) in book[sheet.strip("'")][cells.replace("$", "")]]


def test_the_sheet_is_empty_under_its_headings(book: openpyxl.Workbook):
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows == [tuple(BY_NAME[name].label for name in USUAL_FIELDS)]


@pytest.mark.parametrize("field", ["sex", "identity_kind", "contract_kind"])
def test_choices_drop_down_and_nothing_else_is_taken(book: openpyxl.Workbook, field: str):
    found = rule(book, field)
    assert (found.type, found.errorStyle, found.showErrorMessage) == ("list", "stop", True)
    assert choices(book, found.formula1) == list(CHOICE_LABELS[field].values())
    assert not found.showDropDown  # in the format, true hides the arrow


def test_departments_drop_down_and_others_may_be_typed(book: openpyxl.Workbook):
    found = rule(book, "department")
    assert choices(book, found.formula1) == list(DEPARTMENTS)
    assert not found.showErrorMessage


def test_lists_are_hidden_and_hold_no_formula(book: openpyxl.Workbook):
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden"]
    cells = [cell for row in book.worksheets[2].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize(
    "field", ["full_name", "born_on", "identity_number", "phone", "email", "wage", "joined_on"]
)
def test_rules_say_what_is_wanted_and_warn(book: openpyxl.Workbook, field: str):
    found = rule(book, field)
    assert found.promptTitle == BY_NAME[field].label[:32]
    assert found.prompt == found.error
    assert len(found.prompt) > 20
    assert found.errorStyle == "warning"
    assert found.allow_blank


def test_identity_numbers_are_texts_of_a_sensible_length(book: openpyxl.Workbook):
    found = rule(book, "identity_number")
    assert (found.type, found.operator) == ("textLength", "between")
    assert (found.formula1, found.formula2) == ("6", "20")


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("identity_number", "@"),
        ("local_number", "@"),
        ("phone", "@"),
        ("born_on", "@"),  # what is typed as a day stays as it was typed
        ("wage", "#,##0"),
    ],
)
def test_cells_keep_what_is_typed_into_them(book: openpyxl.Workbook, field: str, expected: str):
    letter = openpyxl.utils.get_column_letter(USUAL_FIELDS.index(field) + 1)
    assert book.worksheets[0].column_dimensions[letter].number_format == expected


def test_the_instructions_name_every_column(book: openpyxl.Workbook):
    told = [cell.value or "" for (cell,) in book["Instructions"].iter_rows()]
    assert told[0] == "How to fill in this list"
    assert {BY_NAME[name].label for name in USUAL_FIELDS} <= {line.split(":")[0] for line in told}
    assert "Sex: one of Female, Male, Other" in told


def test_the_importer_is_told_the_fields(tmp_path: Path):
    path = tmp_path / "template.xlsx"
    write_template(path, fields=("full_name", "free:size"), free={"free:size": "Cỡ áo"})
    own = own_columns(path)
    assert (own.sheet, own.fields) == ("Members", {0: "full_name", 1: "free:size"})


def test_without_choices_there_is_no_sheet_of_lists(tmp_path: Path):
    path = tmp_path / "template.xlsx"
    write_template(path, fields=("full_name", "department"))
    assert openpyxl.load_workbook(path).sheetnames == ["Members", "Instructions"]


def test_a_title_like_the_lists_own_takes_nothing_from_them(tmp_path: Path):
    path = tmp_path / "template.xlsx"
    write_template(path, fields=("sex",), title="Lists")
    book = openpyxl.load_workbook(path)
    (found,) = book.worksheets[0].data_validations.dataValidation
    assert choices(book, found.formula1) == ["Female", "Male", "Other"]
