# SPDX-License-Identifier: Apache-2.0
"""The search box over everything: members and commands, by keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.folding import fold
from unionbook.operations.members import search_members
from unionbook.texts import gettext as _
from unionbook.ui import formats, theme
from unionbook.ui.theme import Space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from unionbook.ui.commands import Command
    from unionbook.ui.desk import Desk

_WIDTH, _TOP = 640, 90
_ROW = 44
_MEMBERS_SHOWN, _ROWS_SHOWN = 8, 9
_DETAIL = int(Qt.ItemDataRole.UserRole.value)
_ACT = _DETAIL + 1
Row = tuple[Any, ...]
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


@dataclass(frozen=True, slots=True)
class _Entry:
    icon: QIcon
    title: str
    detail: str
    act: Callable[[], object]


class _EntryDelegate(QStyledItemDelegate):
    """Icon, title, and at the right a detail in a quieter colour."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = desk.theme
        self._font = theme.font(weight=QFont.Weight.Medium)

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Give the height of a row."""
        return QSize(0, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one entry."""
        rect: QRect = option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("selection"))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 8, 8)
        icon: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
        icon.paint(painter, rect.left() + 12, rect.center().y() - 9, 20, 20)
        detail = str(index.data(_DETAIL) or "")
        self._write(painter, rect.adjusted(44, 0, -14, 0), detail, "muted", right=True)
        room = rect.adjusted(44, 0, -26 - painter.fontMetrics().horizontalAdvance(detail), 0)
        self._write(painter, room, str(index.data()), "text", right=False)

    def _write(self, painter: QPainter, rect: QRect, text: str, role: str, *, right: bool) -> None:
        painter.setFont(theme.font() if right else self._font)
        painter.setPen(QColor(self._theme.colour(role)))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)


class CommandPalette(QFrame):
    """Lies over the workspace: type a name, a number or what is to be done, press Enter."""

    member_chosen = Signal(object)  # 63 bits do not fit into Qt's int
    list_asked = Signal(str)

    def __init__(self, desk: Desk, commands: Sequence[Command], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._commands = commands
        self._came_from: QWidget | None = None
        self.setProperty("look", "veil")
        self.box = QLineEdit()
        self.list = QListWidget()
        self._frame = self._palette()
        self.box.textChanged.connect(self._on_text)
        self.box.installEventFilter(self)
        self.list.itemActivated.connect(self._on_activated)
        self.list.itemClicked.connect(self._on_activated)
        parent.installEventFilter(self)
        self.hide()

    def _palette(self) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("look", "palette")
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, Space.SMALL)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(Space.LARGE, Space.TIGHT, Space.LARGE, Space.TIGHT)
        picture = QLabel()
        picture.setPixmap(self._desk.theme.pixmap("search", "muted", side=20))
        top.addWidget(picture)
        self.box.setProperty("look", "palette")
        self.box.setPlaceholderText(_("Name, number, phone, or what you want to do"))
        self.box.setAccessibleName(_("Search members and commands"))
        top.addWidget(self.box, 1)
        column.addLayout(top)
        self.list.setProperty("look", "palette")
        self.list.setItemDelegate(_EntryDelegate(self._desk, self.list))
        self.list.setAccessibleName(_("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.list)
        return frame

    def open(self) -> None:
        """Come up, empty, with the keyboard in the box."""
        self._came_from = self.window().focusWidget()
        self.box.clear()
        self._show_entries(self._command_entries(""))
        self._place()
        self.show()
        self.raise_()
        self.box.setFocus()

    def dismiss(self) -> None:
        """Go away and give the keyboard back."""
        self.hide()
        if self._came_from is not None:
            self._came_from.setFocus()

    def _on_text(self, text: str) -> None:
        if not text.strip():
            self._show_entries(self._command_entries(""))
            return
        self._desk.read(
            self,
            lambda session: search_members(session, text=text, limit=_MEMBERS_SHOWN),
            lambda found: self._on_found(text, found),
            purpose="palette",
        )

    def _on_found(self, text: str, found: Sequence[Row]) -> None:
        entries = [self._member_entry(member) for member in found]
        if found:
            entries.append(
                _Entry(
                    self._desk.theme.icon("filter", "muted"),
                    _("Show all that match “{text}” in the list").format(text=text.strip()),
                    "",
                    lambda: self.list_asked.emit(text.strip()),
                )
            )
        self._show_entries(entries + self._command_entries(text))

    def _member_entry(self, row: Row) -> _Entry:
        number, name, department, born_on, local_number = row[:5]
        details = (local_number, department, formats.shown_date(born_on or ""))
        return _Entry(
            self._desk.theme.icon("member", "muted"),
            str(name),
            "  ·  ".join(str(part) for part in details if part),
            lambda: self.member_chosen.emit(number),
        )

    def _command_entries(self, text: str) -> list[_Entry]:
        wanted = fold(text).split()
        return [
            _Entry(
                self._desk.theme.icon(command.icon, "muted"),
                command.name,
                command.shown_keys,
                command.act,
            )
            for command in self._commands
            if all(word in fold(command.name) for word in wanted)
        ]

    def _show_entries(self, entries: Sequence[_Entry]) -> None:
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(entry.icon, entry.title)
            item.setData(_DETAIL, entry.detail)
            item.setData(_ACT, entry.act)
            self.list.addItem(item)
        if not entries:
            item = QListWidgetItem(
                self._desk.theme.icon("about", "muted"),
                _("Nobody found. Try part of the name, or another spelling."),
            )
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        else:
            self.list.setCurrentRow(0)
        self._place()

    def _on_activated(self, item: QListWidgetItem) -> None:
        act = item.data(_ACT)
        if act is not None:
            self.dismiss()
            act()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        width = min(_WIDTH, self.width() - 2 * Space.WIDE)
        rows = min(self.list.count(), _ROWS_SHOWN)
        self.list.setFixedHeight(rows * _ROW + 2 * Space.SMALL)
        height = self.box.sizeHint().height() + self.list.height() + Space.LARGE
        top = max(0, min(_TOP, (self.height() - height) // 2))
        self._frame.setGeometry((self.width() - width) // 2, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while typing; follow the size of the workspace."""
        if watched is self.box and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
        elif isinstance(event, QResizeEvent) and watched is not self.box:
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it, Escape goes away."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            item = self.list.currentItem()
            if item is not None:
                self._on_activated(item)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go away when something beside the palette is clicked."""
        if not self._frame.geometry().contains(event.position().toPoint()):
            self.dismiss()
