# SPDX-License-Identifier: Apache-2.0
"""Values written the many ways offices write them."""

from __future__ import annotations

from datetime import date

import pytest

from unionbook.operations.sample_cells import CellWriter, can_be_legacy, legacy
from unionbook.operations.sample_people import make_people, sample_branch


def test_legacy_text_looks_as_it_does_in_excel():
    assert legacy("Họ và tên") == "Hä vµ tªn"
    assert legacy("Đặng Thị Ước".replace("Ướ", "ướ")) == "§Æng ThÞ \xadíc"


@pytest.mark.parametrize(
    ("text", "possible"),
    [("Đỗ Văn Ân", True), ("Ánh", False), ("Ổn", False), ("Ước", True), ("Lan 2", True)],
)
def test_capitals_with_a_tone_have_no_byte(text, possible):
    assert can_be_legacy(text) is possible


def written(country):
    branch = sample_branch(country)
    writer = CellWriter(branch)
    names = [column["value"] for column in branch["list"]["columns"]]
    people = make_people(country=country, count=120)
    rows = [writer.row(person, 1) for person in people]
    return people, {name: [row[place] for row in rows] for place, name in enumerate(names)}


def test_lost_zeros_text_dates_and_fonts_are_all_there():
    people, columns = written("VN")
    numbers = [cell.value for cell in columns["identity_number"]]
    assert {type(number) for number in numbers} == {str, int, float}
    lost = [(p, n) for p, n in zip(people, numbers, strict=True) if not isinstance(n, str)]
    assert all(f"{int(n):012}" == person.values["identity_number"] for person, n in lost)
    days = [cell.value for cell in columns["born_on"]]
    assert {type(day) for day in days} == {str, int, date}
    assert any(str(day).strip().startswith("/") for day in days)
    assert {cell.font for cell in columns["full_name"]} == {"", ".VnTime", ".VnTimeH"}
    assert {type(cell.value) for cell in columns["wage"]} == {str, int}


def test_an_indonesian_list_has_months_in_words_and_no_legacy_fonts():
    _people, columns = written("ID")
    assert any(" Desember " in str(cell.value) for cell in columns["born_on"])
    assert {cell.font for cell in columns["full_name"]} == {""}
    assert {type(cell.value) for cell in columns["identity_number"]} == {str}


def test_a_row_without_a_name_keeps_the_rest():
    branch = sample_branch("VN")
    row = CellWriter(branch).row(make_people(country="VN", count=1)[0], 4, nameless=True)
    assert [row[0].value, row[1].value, row[2].value] == [4, "NV01000", None]
