# SPDX-License-Identifier: Apache-2.0
"""The list's model: ids at once, pages when they are looked at, outdated answers dropped."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import Qt

from unionbook.ui.models.members import MembersModel
from unionbook.ui.models.paged import PAGE

FIELDS = ("local_number", "full_name", "born_on", "wage", "status")


@pytest.fixture
def model() -> MembersModel:
    made = MembersModel(FIELDS)
    made.set_ids(array("q", range(1_000_000)))
    return made


def rows(ids: list[int]) -> list[tuple[object, ...]]:
    return [(f"{one:04d}", f"Name {one}", "1990-05-06", 5_200_000, "active") for one in ids]


def test_a_million_rows_cost_nothing_until_they_are_looked_at(model: MembersModel):
    asked: list[tuple[int, int]] = []
    model.page_wanted.connect(lambda page, generation: asked.append((page, generation)))
    assert model.rowCount() == 1_000_000
    assert asked == []
    assert model.text(500_000, 1) == ""
    assert model.text(500_001, 1) == ""
    assert [page for page, _generation in asked] == [500_000 // PAGE]


def test_a_page_is_shown_as_people_read_it(model: MembersModel, qtbot):
    asked: list[tuple[int, int]] = []
    model.page_wanted.connect(lambda page, generation: asked.append((page, generation)))
    model.text(0, 0)
    page, generation = asked[0]
    with qtbot.waitSignal(model.dataChanged):
        model.put_page(page, generation, rows(model.ids_of_page(page)))
    shown = [model.data(model.index(3, column)) for column in range(len(FIELDS))]
    assert shown == ["0003", "Name 3", "06/05/1990", "5,200,000", "Member"]
    assert model.is_here(3)


def test_an_answer_for_another_list_is_dropped(model: MembersModel):
    asked: list[tuple[int, int]] = []
    model.page_wanted.connect(lambda page, generation: asked.append((page, generation)))
    model.text(0, 0)
    page, generation = asked[0]
    model.set_ids(array("q", [7, 8]))
    model.put_page(page, generation, rows([1, 2]))
    assert not model.is_here(0)
    assert model.text(0, 1) == ""


def test_money_stands_at_the_right(model: MembersModel):
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.data(model.index(0, 3), role) & int(Qt.AlignmentFlag.AlignRight.value)
    assert not model.data(model.index(0, 1), role) & int(Qt.AlignmentFlag.AlignRight.value)


def test_pages_far_from_sight_are_forgotten(model: MembersModel):
    for page in range(300):
        model.put_page(page, 1, rows(model.ids_of_page(page)))
    assert not model.is_here(0)
    assert model.is_here(299 * PAGE)


def test_ids_and_rows_find_each_other(model: MembersModel):
    model.set_ids(array("q", [5, 3, 9]))
    assert model.row_of(9) == 2
    assert model.row_of(4) == -1
    assert model.ids_of([0, 2]) == [5, 9]
