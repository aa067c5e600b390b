# SPDX-License-Identifier: Apache-2.0
"""A chart in the window: the very shapes that paper shows, in the colours of the look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from unionbook.domain.drawing import Anchor, Block, Stroke, Tone, Unit
from unionbook.reports.chart import lay_out, value_text
from unionbook.ui import theme as look

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from unionbook.domain.drawing import Chart, Drawing, Label
    from unionbook.ui.theme import Theme

_ROLES = {
    Tone.BAR: "accent",
    Tone.TRACK: "sunken",
    Tone.LINE: "line",
    Tone.TEXT: "text",
    Tone.QUIET: "muted",
}
_NARROWEST = 320


class ChartView(QWidget):
    """Shows one chart as wide as there is room; its height follows."""

    def __init__(self, theme: Theme, chart: Chart | None = None) -> None:
        super().__init__()
        self._theme = theme
        self._chart: Chart | None = None
        self._drawing: Drawing | None = None
        self._plain = look.font()
        self._strong = look.font(weight=QFont.Weight.DemiBold)
        self._size = float(self._plain.pixelSize())
        self.setObjectName("chart")
        self.setMinimumWidth(_NARROWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_chart(chart)

    def show_chart(self, chart: Chart | None) -> None:
        """Show another chart, or none; those who cannot see it hear its figures."""
        self._chart = chart
        self.setAccessibleName(chart.title if chart else "")
        bars = chart.bars if chart else ()
        unit = chart.unit if chart else Unit.MONEY
        told = (f"{bar.label}: {value_text(unit, bar.value)}" for bar in bars)
        self.setAccessibleDescription("; ".join(told))
        self._lay_out()

    @property
    def drawing(self) -> Drawing | None:
        """The shapes that are painted."""
        return self._drawing

    def _measure(self, text: str, size: float, strong: bool) -> float:  # noqa: FBT001 - as reports.chart asks
        return QFontMetricsF(self._font(size, strong=strong)).horizontalAdvance(text)

    def _font(self, size: float, *, strong: bool) -> QFont:
        font = QFont(self._strong if strong else self._plain)
        font.setPixelSize(round(size))
        return font

    def _lay_out(self) -> None:
        self._drawing = self._laid_out(self.width()) if self._chart else None
        self.setFixedHeight(round(self._drawing.height) if self._drawing else 0)
        self.updateGeometry()
        self.update()

    def _laid_out(self, width: int) -> Drawing | None:
        if self._chart is None:
            return None
        room = float(max(width, _NARROWEST))
        return lay_out(self._chart, room=room, measure=self._measure, size=self._size)

    def _paint_label(self, painter: QPainter, label: Label) -> None:
        font = self._font(label.size, strong=label.strong)
        painter.setFont(font)
        painter.setPen(QPen(self._theme.colour(_ROLES[label.tone])))
        used = QFontMetricsF(font).horizontalAdvance(label.text)
        before = {Anchor.START: 0.0, Anchor.MIDDLE: used / 2, Anchor.END: used}[label.anchor]
        painter.drawText(QPointF(label.x - before, label.y), label.text)

    # --------------------------------------------------------------------- Qt

    def sizeHint(self) -> QSize:
        """Give how large it would like to be."""
        height = self._drawing.height if self._drawing else 0
        return QSize(_NARROWEST * 2, round(height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chart out anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shapes."""
        if self._drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in self._drawing.shapes:
            if isinstance(shape, Block):
                box = QRectF(shape.left, shape.top, shape.width, shape.height)
                painter.fillRect(box, self._theme.colour(_ROLES[shape.tone]))
            elif isinstance(shape, Stroke):
                painter.setPen(QPen(self._theme.colour(_ROLES[shape.tone]), 1))
                painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
            else:
                self._paint_label(painter, shape)
        painter.end()
