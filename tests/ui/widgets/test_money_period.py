# SPDX-License-Identifier: Apache-2.0
"""A period chosen: by typing, by the arrows, by the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from unionbook.ui import theme
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.money_period import QUARTER, YEAR, PeriodChooser, period_text


@pytest.fixture
def chooser(qtbot) -> PeriodChooser:
    holder = QWidget()
    made = PeriodChooser(Buttons(theme.Theme(dark=False)))
    QVBoxLayout(holder).addWidget(made)
    qtbot.addWidget(holder)
    holder.show()
    made.show_period("2026-11", "2026-11")
    made.kept = holder  # a holder that nobody holds is deleted, and all in it
    return made


def test_a_month_is_typed_and_told_once(chooser: PeriodChooser, qtbot):
    told: list[tuple[str, str]] = []
    chooser.changed.connect(lambda first, last: told.append((first, last)))
    chooser.box.setText("3/2026")
    qtbot.keyClick(chooser.box, Qt.Key.Key_Return)
    assert told == [("2026-03", "2026-03")]
    assert chooser.box.text() == "03/2026"


def test_keys_go_on_and_back_over_the_year(chooser: PeriodChooser, qtbot):
    for _turn in range(2):
        qtbot.keyClick(chooser.box, Qt.Key.Key_Up)
    assert chooser.first == "2027-01"
    qtbot.keyClick(chooser.box, Qt.Key.Key_Down)
    assert chooser.text == "12/2026"


def test_what_is_no_period_is_marked_and_not_told(chooser: PeriodChooser, qtbot):
    told: list[str] = []
    chooser.changed.connect(lambda first, _last: told.append(first))
    chooser.box.setText("soon")
    qtbot.keyClick(chooser.box, Qt.Key.Key_Return)
    assert told == []
    assert chooser.box.property("fault") is True
    assert chooser.first == "2026-11"


def test_quarters_and_years(chooser: PeriodChooser):
    chooser.set_months(QUARTER)
    assert (chooser.first, chooser.last, chooser.text) == ("2026-10", "2026-12", "Q4/2026")
    chooser.step(-3)
    assert chooser.text == "Q1/2026"
    chooser.set_months(YEAR)
    assert (chooser.first, chooser.last, chooser.text) == ("2026-01", "2026-12", "2026")
    assert chooser.year == 2026


def test_a_span_has_a_text_of_its_own():
    assert period_text("2026-01", "2026-05") == "01/2026..05/2026"
    assert period_text("2026-02", "2026-04") == "02/2026..04/2026"
