# SPDX-License-Identifier: Apache-2.0
"""Choosing one member by typing: a box, and whom it finds below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from unionbook.operations.members import search_members
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.ui.desk import Desk

_SHOWN = 6
_PAUSE_MS = 120
_ROW = 34
_ID = int(Qt.ItemDataRole.UserRole.value)
_NAME = _ID + 1


class MemberPicker(QWidget):
    """Tells whom somebody chose; Enter takes the first one found."""

    picked = Signal(object, str)  # 63 bits do not fit into Qt's int

    def __init__(self, desk: Desk, hint: str) -> None:
        super().__init__()
        self._desk = desk
        self._member = 0
        self.box = QLineEdit()
        self.box.setPlaceholderText(_("Name, number, phone…"))
        self.box.setAccessibleName(hint)
        self.box.setClearButtonEnabled(True)
        for part in self.box.findChildren(QWidget):
            part.setAccessibleName(_("Clear"))
        self.found = QListWidget()
        self.found.setAccessibleName(_("Found"))
        self.found.setProperty("look", "pick")
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.box)
        column.addWidget(self.found)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._look)
        self.box.textEdited.connect(self._on_typed)
        self.box.returnPressed.connect(self._on_enter)
        self.box.installEventFilter(self)
        self.found.itemClicked.connect(self._on_item)
        self.found.itemActivated.connect(self._on_item)
        self.setFocusProxy(self.box)

    @property
    def member_id(self) -> int:
        """Give the member chosen, or 0."""
        return self._member

    def show_member(self, member_id: int, name: str) -> None:
        """Show somebody as chosen."""
        self._member = member_id
        self.box.setText(name)
        self.box.setCursorPosition(0)
        self.found.hide()

    def clear(self) -> None:
        """Choose nobody."""
        self.show_member(0, "")

    def _on_typed(self, text: str) -> None:
        if self._member:
            self._member = 0
            self.picked.emit(0, "")
        if text.strip():
            self._timer.start()
        else:
            self.found.hide()

    def _look(self) -> None:
        text = self.box.text().strip()
        if text and not self._member:
            self._desk.read(
                self,
                lambda session: search_members(session, text=text, limit=_SHOWN),
                self._show,
                purpose=f"picker {id(self)}",
            )

    def _show(self, rows: Sequence[tuple[Any, ...]]) -> None:
        if self._member:
            return
        self.found.clear()
        for number, name, department, born_on, local_number, *_rest in rows:
            details = (local_number, department, formats.shown_date(born_on or ""))
            shown = "  ·  ".join(str(part) for part in (name, *details) if part)
            item = QListWidgetItem(shown)
            item.setToolTip(plain(shown))
            item.setData(_ID, number)
            item.setData(_NAME, name)
            self.found.addItem(item)
        if not rows:
            nobody = QListWidgetItem(_("Nobody found. Try part of the name, or another spelling."))
            nobody.setFlags(Qt.ItemFlag.NoItemFlags)
            self.found.addItem(nobody)
        else:
            self.found.setCurrentRow(0)
        self.found.setFixedHeight(self.found.count() * _ROW + Space.SMALL)
        self.found.show()

    def _on_enter(self) -> None:
        item = self.found.currentItem()
        if item is not None and self.found.isVisibleTo(self):
            self._on_item(item)

    def _on_item(self, item: QListWidgetItem) -> None:
        number = item.data(_ID)
        if number:
            self.show_member(number, str(item.data(_NAME)))
            self.picked.emit(number, str(item.data(_NAME)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while typing; Escape closes it."""
        if watched is self.box and event.type() == QEvent.Type.KeyPress:
            if not isinstance(event, QKeyEvent) or not self.found.isVisibleTo(self):
                return False
            if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                self.found.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.found.hide()
                return True
        return False
