# SPDX-License-Identifier: Apache-2.0
"""A row that goes on in the next one instead of cutting anything."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from unionbook.ui.widgets.flow import Flow


def test_nothing_is_cut_in_any_width(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    buttons = [QPushButton(text) for text in ("Đoàn viên", "Miễn sinh hoạt", "Tạm dừng", "Tất cả")]
    for button in buttons:
        flow.addWidget(button)
    whole = flow.sizeHint().width()
    heights = []
    for width in (whole, whole // 2, flow.minimumSize().width()):
        holder.resize(width, flow.heightForWidth(width))
        flow.setGeometry(holder.rect())
        heights.append(holder.height())
        for button in buttons:
            assert button.width() >= button.sizeHint().width()
            assert holder.rect().contains(button.geometry())
    assert heights[0] < heights[1] < heights[2]


def test_what_is_hidden_takes_no_room(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    first, second = QPushButton("One"), QPushButton("Two")
    flow.addWidget(first)
    flow.addWidget(second)
    both = flow.sizeHint().width()
    second.hide()
    assert flow.sizeHint().width() < both


def test_the_height_follows_what_is_hidden_shown_and_renamed(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    first, second = QPushButton("One"), QPushButton("Two")
    flow.addWidget(first)
    flow.addWidget(second)
    width = flow.sizeHint().width()
    one_row = flow.heightForWidth(width)
    first.setText("One of the longest of all")
    two_rows = flow.heightForWidth(width)
    assert two_rows > one_row
    second.hide()
    assert flow.heightForWidth(width) == one_row
    second.show()
    assert flow.heightForWidth(width) == two_rows
    flow.addWidget(QPushButton("Another long one"))
    assert flow.heightForWidth(width) > two_rows
