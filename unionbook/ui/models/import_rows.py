# SPDX-License-Identifier: Apache-2.0
"""The rows of an import's preview as Qt's tables read them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from unionbook.domain.fields import BY_NAME, FIELDS
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from unionbook.operations.import_preview import ImportPreview, PreviewRow
    from unionbook.ui.theme import Theme

ACTIONS = {
    "new": N_("New"),
    "changed": N_("Changed"),
    "unchanged": N_("Unchanged"),
    "double": N_("Perhaps a double"),
    "refused": N_("Refused"),
    "skipped": N_("Passed over"),
}
"""What becomes of a row, in the order in which the counts are shown."""
_ROLES = {"new": "ok", "changed": "accent", "double": "warn", "refused": "danger"}
_QUIET = frozenset({"unchanged", "skipped"})
_DISPLAY = int(Qt.ItemDataRole.DisplayRole.value)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole.value)
_COLOUR = int(Qt.ItemDataRole.ForegroundRole.value)
_FIXED = 3  # the columns before the fields: row number, what becomes of it, why
_WHY = 2
_CACHED = 600
_LATE = ("note", "photo")


class ImportRowsModel(QAbstractTableModel):
    """Row number, what becomes of the row and why, and its values."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: ImportPreview | None = None
        self._places: list[int] = []
        self._fields: list[str] = []
        self._brushes = {action: QBrush(theme.colour(role)) for action, role in _ROLES.items()}
        self._muted = QBrush(theme.colour("muted"))
        self._changed = QBrush(theme.colour("accent"))
        self._row = lru_cache(_CACHED)(self._read_row)

    def show_preview(self, preview: ImportPreview | None, action: str = "") -> None:
        """Show the rows of a preview, all or those with one action."""
        self.beginResetModel()
        self._preview = preview
        self._row.cache_clear()
        if preview is None or preview.rows is None:
            self._places, self._fields = [], []
        else:
            self._places = [
                place for place, what in enumerate(preview.actions) if action in {"", what}
            ]
            filled = set(preview.rows.columns)
            self._fields = [f.name for f in FIELDS if f.name in filled and f.name not in _LATE]
        self.endResetModel()

    @property
    def fields(self) -> list[str]:
        """Give the fields of the columns after the fixed ones."""
        return self._fields

    def place(self, row: int) -> int:
        """Give the place in the preview of a row shown."""
        return self._places[row]

    def touch(self) -> None:
        """Tell that a decision changed what becomes of rows."""
        self._row.cache_clear()
        if self._places:
            corner = self.index(len(self._places) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), corner)

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give how many rows are shown."""
        return len(self._places)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give the fixed columns and the fields."""
        return _FIXED + len(self._fields)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """Give a cell, and its colour where something becomes of it."""
        if role == _DISPLAY:
            return self._text(index.row(), index.column())
        if role == _COLOUR:
            return self._brush(index.row(), index.column())
        if role == _TOOL_TIP and index.column() == _WHY:
            return plain(self._text(index.row(), index.column()))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Give the name of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != _DISPLAY:
            return None
        if section == 0:
            return _("Row")
        if section == 1:
            return _("What becomes of it")
        if section == _WHY:
            return _("Why")
        return _(BY_NAME[self._fields[section - _FIXED]].label)

    def _read_row(self, place: int) -> PreviewRow:
        if self._preview is None:
            message = "a row was asked for without a preview"
            raise RuntimeError(message)
        return self._preview.at(place)

    def _text(self, row: int, column: int) -> str:
        found = self._row(self._places[row])
        if column == 0:
            return formats.shown_number(found.row)
        if column == 1:
            return self._action(self._places[row], found.action)
        if column == _WHY:
            return found.reason or "; ".join(found.warnings)
        name = self._fields[column - _FIXED]
        return formats.shown(name, found.member.get(name))

    def _action(self, place: int, action: str) -> str:
        decision = self._preview.decisions.get(place) if self._preview else None
        if decision is None:
            return _(ACTIONS[action])
        decided = {
            "same": _("Same person: changed"),
            "new": _("Somebody new"),
            "skip": _("Left out"),
        }
        return decided[decision.choice]

    def _brush(self, row: int, column: int) -> QBrush | None:
        found = self._row(self._places[row])
        if column == 1:
            return self._brushes.get(found.action, self._muted)
        if found.action in _QUIET:
            return self._muted
        name = self._fields[column - _FIXED] if column >= _FIXED else ""
        return self._changed if name in found.changes else None
