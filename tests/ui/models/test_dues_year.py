# SPDX-License-Identifier: Apache-2.0
"""The model of a year holds what is looked at, of however many members."""

from __future__ import annotations

from array import array

from unionbook.operations.dues_year import State, YearCell, YearLine
from unionbook.ui.models.dues_year import DuesYearModel, said
from unionbook.ui.models.paged import PAGE

EMPTY = tuple(YearCell(State.NOTHING) for _month in range(12))


def line(member: int) -> YearLine:
    return YearLine(member, "", f"Member {member}", "", EMPTY)


def test_a_page_is_asked_for_once_and_taken():
    model = DuesYearModel()
    asked: list[tuple[int, int]] = []
    model.page_wanted.connect(lambda page, generation: asked.append((page, generation)))
    model.set_ids(array("q", range(100_000)))
    assert model.line(70_000) is None
    assert model.line(70_001) is None
    page, generation = asked[0]
    assert len(asked) == 1
    model.put_page(page, generation, [line(one) for one in model.ids_of_page(page)])
    assert model.line(70_000).member == 70_000
    assert model.line(page * PAGE + PAGE) is None


def test_an_outdated_page_is_dropped():
    model = DuesYearModel()
    asked: list[tuple[int, int]] = []
    model.page_wanted.connect(lambda page, generation: asked.append((page, generation)))
    model.set_ids([1, 2])
    model.line(0)
    model.set_ids([3])
    model.put_page(*asked[0], [line(1), line(2)])
    assert model.line(0) is None


def test_no_more_pages_are_held_than_fit():
    model = DuesYearModel()
    asked: list[tuple[int, int]] = []
    model.page_wanted.connect(lambda page, generation: asked.append((page, generation)))
    model.set_ids(array("q", range(100_000)))
    for page in range(200):
        model.line(page * PAGE)
        model.put_page(*asked[-1], [line(one) for one in model.ids_of_page(page)])
    assert len(model._pages) <= 80


def test_states_are_said():
    assert said(YearCell(State.EXEMPT)) == "Exempt"
    assert said(YearCell(State.OWED, 40_000, 0)) == "Not paid: 40,000"
    assert said(YearCell(State.AHEAD, 0, 40_000)) == "Paid ahead: 40,000"
