# SPDX-License-Identifier: Apache-2.0
"""What the signs of the grid mean, in a line above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from unionbook.operations.dues_year import STATE_LABELS
from unionbook.texts import gettext as _
from unionbook.ui.dues.year_table import ROLES, draw_sign
from unionbook.ui.theme import Space
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.operations.dues_year import State
    from unionbook.ui.theme import Theme

_SIDE = 20


class YearLegend(QWidget):
    """Each sign on its ground with its word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = Flow(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.MEDIUM)
        for state, (front, ground) in ROLES.items():
            one = QWidget()
            pair = QHBoxLayout(one)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(Space.TIGHT)
            picture = QLabel()
            picture.setPixmap(_sign(theme, state, front, ground, self.devicePixelRatioF()))
            pair.addWidget(picture)
            pair.addWidget(label(_(STATE_LABELS[state]), "caption"))
            row.addWidget(one)


def _sign(theme: Theme, state: State, front: str, ground: str, ratio: float) -> QPixmap:
    picture = QPixmap(round(_SIDE * ratio), round(_SIDE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(0, 0, _SIDE, _SIDE, 5, 5)
    draw_sign(painter, state, QPoint(_SIDE // 2, _SIDE // 2), theme.colour(front))
    painter.end()
    return picture
