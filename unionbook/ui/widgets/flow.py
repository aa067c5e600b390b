# SPDX-License-Identifier: Apache-2.0
"""A row of controls that goes on in a second row where the first has no more room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from unionbook.ui.theme import Space


class Flow(QLayout):
    """Lays controls from left to right, and on in the next row; cuts none of them."""

    def __init__(self, parent: QWidget, *, centred: bool = False) -> None:
        super().__init__(parent)
        self._centred = centred
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """By width; Qt asks for the same ones again and again while it shares the room out."""
        self.setSpacing(Space.SMALL)

    def addItem(self, item: QLayoutItem) -> None:
        """Take a control at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Give how many controls there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give a control, or None behind the last one."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give a control away."""
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than there is."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that fewer pixels across mean more of them down."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give how high the rows are in a width."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was reckoned: a control came, went, or needs another room."""
        self._heights.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        """Give the room of a single row."""
        margins = self.contentsMargins()
        widths = sum(item.sizeHint().width() + self.spacing() for item in self._shown())
        height = max((item.sizeHint().height() for item in self._shown()), default=0)
        return QSize(
            widths + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def minimumSize(self) -> QSize:
        """Give the room of the widest control alone."""
        margins = self.contentsMargins()
        width = max((item.minimumSize().width() for item in self._shown()), default=0)
        height = max((item.minimumSize().height() for item in self._shown()), default=0)
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def setGeometry(self, rect: QRect) -> None:
        """Put the controls in their places."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        room = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        y = room.y()
        for row in self._rows(room.width()):
            height = max(size.height() for _item, size in row)
            x = room.x() + self._indent(row, room.width())
            for item, size in row:
                if move:
                    # Controls of different heights stand on one middle line.
                    place = QPoint(x, y + (height - size.height()) // 2)
                    item.setGeometry(QRect(place, size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return y - self.spacing() - rect.y() + margins.bottom()

    def _indent(self, row: list[tuple[QLayoutItem, QSize]], width: int) -> int:
        taken = sum(size.width() for _item, size in row) + self.spacing() * (len(row) - 1)
        return max(width - taken, 0) // 2 if self._centred else 0

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        taken = width
        for item in self._shown():
            size = item.sizeHint().expandedTo(item.minimumSize())
            if taken + size.width() > width:
                rows.append([])
                taken = 0
            rows[-1].append((item, size))
            taken += size.width() + self.spacing()
        return rows
