# SPDX-License-Identifier: Apache-2.0
"""The pages of a paper one under the other, drawn as they come into sight."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractScrollArea

from unionbook.texts import gettext as _
from unionbook.ui.theme import Space

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from unionbook.ui.desk import Desk
    from unionbook.ui.paper.pages import Pages

_SCREEN = 96 / 72
"""Pixels to the point at 100 %."""
_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_KEPT = 12
_SHADOW = QColor(0, 0, 0, 60)


class _Held:
    """Holds the pages outside the widget, so that they are let go when the widget is."""

    def __init__(self) -> None:
        self.pages: Pages | None = None

    def let_go(self) -> None:
        """Close what is held: a locked register leaves nobody's data behind."""
        pages, self.pages = self.pages, None
        if pages is not None:
            pages.close()


class Preview(QAbstractScrollArea):
    """Shows pages; turns them by Page Up and Down, enlarges them by Ctrl and the wheel."""

    moved = Signal()
    """Another page is looked at, or in another size."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        held = self._held = _Held()
        self.destroyed.connect(held.let_go)
        self._tops: list[int] = []
        self._zoom = 0.0
        self._scale = _SCREEN
        """Pixels to the point, measured whenever the pages are arranged."""
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Preview"))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    @property
    def _pages(self) -> Pages | None:
        return self._held.pages

    @property
    def page(self) -> int:
        """Give the number of the page looked at, from 0: the upper one of those in sight."""
        bar = self.verticalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            return max(len(self._tops) - 1, 0)
        eye = bar.value() + self.viewport().height() // 4
        return max(bisect_right(self._tops, eye) - 1, 0)

    @property
    def count(self) -> int:
        """Give how many pages there are."""
        return len(self._pages) if self._pages is not None else 0

    @property
    def percent(self) -> int:
        """Give the size in which the pages are shown; 100 is as large as on paper."""
        return round(self._scale / _SCREEN * 100)

    @property
    def is_drawn(self) -> bool:
        """Say whether every page in sight has come."""
        scale = round(self._scale * 1000)
        return all((number, scale) in self._pictures for number in self._in_sight())

    def show_pages(self, pages: Pages | None) -> None:
        """Show another paper, at the same page and size where it has them."""
        present, here = self._pages, self.verticalScrollBar().value()
        self._held.pages = pages
        self._pictures.clear()
        self._asked.clear()
        if present is not None:
            # In the pool, because a page of it may be under way there.
            self._desk.tasks.run_beside(lambda _task: present.close(), owner=self)
        self._arrange()
        self.verticalScrollBar().setValue(here)
        self.setAccessibleDescription("")
        if pages is not None:
            self._tell_words(pages)
        self.moved.emit()

    def _tell_words(self, pages: Pages) -> None:
        """Let a screen reader say what stands on the first page."""
        self._desk.tasks.run_beside(
            lambda _task: pages.text(0), owner=self, done=self.setAccessibleDescription
        )

    def fit(self) -> None:
        """Show a page as wide as there is room."""
        self._set_zoom(0.0)

    def enlarge(self) -> None:
        """Show the pages in the next larger size."""
        self._set_zoom(next((step for step in _STEPS if step > self._now + 0.01), _STEPS[-1]))

    def reduce(self) -> None:
        """Show the pages in the next smaller size."""
        smaller = [step for step in _STEPS if step < self._now - 0.01]
        self._set_zoom(smaller[-1] if smaller else _STEPS[0])

    def turn_to(self, page: int) -> None:
        """Bring a page into sight."""
        if self._tops:
            at = min(max(page, 0), len(self._tops) - 1)
            self.verticalScrollBar().setValue(self._tops[at] - Space.LARGE)

    @property
    def _now(self) -> float:
        return self._scale / _SCREEN

    def _measure(self) -> float:
        """Give the pixels to the point that the zoom, or the room, asks for."""
        if self._zoom:
            return self._zoom * _SCREEN
        widest = max((size[0] for size in self._pages.sizes), default=0) if self._pages else 0
        if not widest:
            return _SCREEN
        room = self.viewport().width() - 2 * Space.WIDE
        # A card as wide as the window would look like a poster.
        return min(max(room / widest, 0.2), _SCREEN * 2)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._asked.clear()
        self._arrange_in_place()
        self.moved.emit()

    def _arrange_in_place(self) -> None:
        """Arrange the pages anew; what stood at the upper edge stays there."""
        bar, before = self.verticalScrollBar(), self._scale
        here = bar.value()
        self._arrange()
        bar.setValue(round(here * self._scale / before))

    def _arrange(self) -> None:
        self._scale = self._measure()
        scale, top, widest = self._scale, int(Space.LARGE), 0
        self._tops = []
        for width, height in self._pages.sizes if self._pages is not None else ():
            self._tops.append(top)
            top += round(height * scale) + Space.LARGE
            widest = max(widest, round(width * scale))
        view = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(view.height())
        down.setRange(0, max(top - view.height(), 0))
        across.setPageStep(view.width())
        across.setRange(0, max(widest + 2 * Space.LARGE - view.width(), 0))
        self.viewport().update()

    def _place(self, number: int) -> QRect:
        scale = self._scale
        width, height = self._pages.sizes[number] if self._pages is not None else (0, 0)
        size = QSize(round(width * scale), round(height * scale))
        spare = (self.viewport().width() - size.width()) // 2
        left = max(spare, Space.LARGE) - self.horizontalScrollBar().value()
        return QRect(QPoint(left, self._tops[number] - self.verticalScrollBar().value()), size)

    def _in_sight(self) -> list[int]:
        seen = self.viewport().rect()
        return [number for number in range(len(self._tops)) if self._place(number).intersects(seen)]

    def _ask_for(self, number: int) -> None:
        pages, ratio = self._pages, self.devicePixelRatioF()
        scale = self._scale
        key = (number, round(scale * 1000))
        if pages is None or key in self._asked:
            return
        self._asked.add(key)

        def came(picture: QImage) -> None:
            self._asked.discard(key)
            if pages is self._pages and not picture.isNull():
                picture.setDevicePixelRatio(ratio)
                self._pictures[key] = picture
                while len(self._pictures) > _KEPT:
                    self._pictures.popitem(last=False)
                self.viewport().update()

        self._desk.tasks.run_beside(
            lambda _task: pages.draw(number, scale * ratio), owner=self, done=came
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight; what has not come yet is a blank sheet."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._desk.theme.colour("sunken"))
        scale = round(self._scale * 1000)
        for number in self._in_sight():
            place = self._place(number)
            painter.fillRect(place.translated(2, 3), _SHADOW)
            painter.fillRect(place, Qt.GlobalColor.white)
            picture = self._pictures.get((number, scale))
            if picture is None:
                self._ask_for(number)
            else:
                self._pictures.move_to_end((number, scale))
                painter.drawImage(place, picture)
        if self.hasFocus():
            painter.setPen(self._desk.theme.colour("focus"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page in sight while the room changes."""
        super().resizeEvent(event)
        self._arrange_in_place()
        self.moved.emit()

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Draw what came into sight."""
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages and change the size by keyboard."""
        acts = {
            Qt.Key.Key_PageDown: lambda: self.turn_to(self.page + 1),
            Qt.Key.Key_PageUp: lambda: self.turn_to(self.page - 1),
            Qt.Key.Key_Home: lambda: self.turn_to(0),
            Qt.Key.Key_End: lambda: self.turn_to(self.count - 1),
            Qt.Key.Key_Plus: self.enlarge,
            Qt.Key.Key_Equal: self.enlarge,
            Qt.Key.Key_Minus: self.reduce,
            Qt.Key.Key_0: self.fit,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl held change the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.enlarge if event.angleDelta().y() > 0 else self.reduce)()
            event.accept()
        else:
            super().wheelEvent(event)
