# SPDX-License-Identifier: Apache-2.0
"""All reports by their shelves; the one chosen is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from unionbook.operations.report_kinds import SHELF_LABELS, Shelf
from unionbook.texts import gettext as _
from unionbook.ui import theme as look
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.report_kinds import ReportKind
    from unionbook.ui.theme import Theme

_NAME = int(Qt.ItemDataRole.UserRole.value)
_LOWEST, _ABOVE, _BESIDE = 34, 10, 14
"""Of one title: the least height, and the room around its words."""


class Gallery(QTreeWidget):
    """Headings that cannot be chosen, reports below them that can."""

    chosen = Signal(object)
    """The kind of report chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.kinds: dict[str, ReportKind] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.setColumnCount(1)
        self.setHeaderHidden(True)
        self.setIndentation(0)  # an indented row would be painted in two pieces when chosen
        self.setRootIsDecorated(False)
        self.setProperty("look", "groups")
        self.setAccessibleName(_("Reports"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setItemDelegate(_Wrapping(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(lambda _now, _before: self._on_current())

    @property
    def kind(self) -> ReportKind | None:
        """Give the kind of report chosen."""
        item = self.currentItem()
        return self.kinds.get(str(item.data(0, _NAME))) if item is not None else None

    def offer(self, kinds: Sequence[ReportKind]) -> None:
        """Offer these kinds, in their order on each shelf."""
        self.kinds = {kind.name: kind for kind in kinds}
        self._items = {}
        self.blockSignals(True)
        self.clear()
        for shelf in Shelf:
            some = [kind for kind in kinds if kind.shelf is shelf]
            if some:
                self._add_shelf(_(SHELF_LABELS[shelf]), some)
        self.expandAll()
        self.blockSignals(False)

    def choose(self, name: str) -> bool:
        """Choose a report; say whether there is one of this name."""
        item = self._items.get(name)
        if item is None:
            return False
        self.setCurrentItem(item)
        self.scrollToItem(item)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the titles anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _add_shelf(self, text: str, kinds: Sequence[ReportKind]) -> None:
        top = QTreeWidgetItem([text])
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        top.setForeground(0, self._theme.colour("muted"))
        top.setFont(0, look.font(look.Size.CAPTION, QFont.Weight.DemiBold))
        self.addTopLevelItem(top)
        for kind in kinds:
            item = QTreeWidgetItem([_(kind.title)])
            item.setData(0, _NAME, kind.name)
            item.setToolTip(0, plain(f"{_(kind.title)}\n{_(kind.tells)}"))
            top.addChild(item)
            self._items[kind.name] = item

    def _on_current(self) -> None:
        if self.kind is not None:
            self.chosen.emit(self.kind)


class _Wrapping(QStyledItemDelegate):
    """Gives a title the height it needs: a tree of its own accord knows but one line."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Measure the title in the width of the list."""
        size = super().sizeHint(option, index)
        font = index.data(Qt.ItemDataRole.FontRole)
        metrics = QFontMetrics(font if isinstance(font, QFont) else self._tree.font())
        depth = 2 if index.parent().isValid() else 1
        wide = self._tree.viewport().width() - depth * self._tree.indentation() - _BESIDE
        words = metrics.boundingRect(
            QRect(0, 0, max(wide, 1), 0), Qt.TextFlag.TextWordWrap, str(index.data())
        )
        size.setHeight(max(_LOWEST, words.height() + _ABOVE))
        return size
