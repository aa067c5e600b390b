# SPDX-License-Identifier: Apache-2.0
"""A sum typed: its thousands are set apart at once, words and currencies are understood."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFocusEvent

from unionbook import texts
from unionbook.errors import InvalidValueError
from unionbook.ui.widgets.money_amount import AmountField


@pytest.fixture
def field(qtbot) -> AmountField:
    made = AmountField("Amount")
    qtbot.addWidget(made)
    made.show()
    return made


def test_thousands_are_set_apart_while_typing(field: AmountField, qtbot):
    told: list[int | None] = []
    field.amount_changed.connect(told.append)
    qtbot.keyClicks(field, "1250000")
    assert field.text() == "1,250,000"
    assert field.amount == told[-1] == 1_250_000


def test_the_cursor_stays_where_it_was(field: AmountField, qtbot):
    field.show_amount(1_250_000)
    field.setCursorPosition(3)  # behind 1,2
    qtbot.keyClicks(field, "9")
    assert field.text() == "12,950,000"
    assert field.text()[: field.cursorPosition()].replace(",", "") == "129"


def test_each_language_has_its_mark(field: AmountField, qtbot):
    texts.use("vi")
    qtbot.keyClicks(field, "50000")
    assert field.text() == "50.000"
    assert field.amount == 50_000


def test_words_are_written_out_on_leaving(field: AmountField):
    field.setText("1,5 triệu")
    assert field.amount == 1_500_000
    field.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut))
    assert field.text() == "1,500,000"


def test_what_is_no_sum_is_refused(field: AmountField):
    field.setText("much")
    assert field.amount is None
    with pytest.raises(InvalidValueError):
        field.typed()
    field.clear()
    assert field.typed() is None
