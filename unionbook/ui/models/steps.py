# SPDX-License-Identifier: Apache-2.0
"""The steps of the history as Qt's tables read them, more of them fetched at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from unionbook.operations.history import Step

PAGE = 100
_DISPLAY = int(Qt.ItemDataRole.DisplayRole.value)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole.value)


class StepsModel(QAbstractTableModel):
    """When, who, what, how much, why, and whether it was taken back."""

    more_wanted = Signal(object)
    """The clock of the oldest step here, or None where there is none yet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self._complete = False
        self._asked = False

    def step(self, row: int) -> Step:
        """Give the step of a row."""
        return self._steps[row]

    def start_again(self) -> None:
        """Forget all and read from the latest."""
        self.beginResetModel()
        self._steps, self._complete, self._asked = [], False, False
        self.endResetModel()
        self.fetchMore()

    def take(self, steps: Sequence[Step], *, first: bool) -> None:
        """Take the next older steps."""
        self._asked = False
        self._complete = len(steps) < PAGE
        if first and self._steps:
            self.beginResetModel()
            self._steps = list(steps)
            self.endResetModel()
        elif steps:
            start = len(self._steps)
            self.beginInsertRows(QModelIndex(), start, start + len(steps) - 1)
            self._steps.extend(steps)
            self.endInsertRows()

    def canFetchMore(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> bool:
        """Say whether older steps may be there."""
        return not self._complete and not self._asked

    def fetchMore(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> None:
        """Ask for older steps."""
        if self.canFetchMore():
            self._asked = True
            self.more_wanted.emit(self._steps[-1].clock if self._steps else None)

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give how many steps are here."""
        return len(self._steps)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give the number of columns."""
        return len(_headers())

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """Give a cell."""
        if role not in {_DISPLAY, _TOOL_TIP}:
            return None
        text = self._text(index.row(), index.column())
        return plain(text) if role == _TOOL_TIP else text

    def _text(self, row: int, column: int) -> str:
        step = self._steps[row]
        return (
            f"{step.at:%d/%m/%Y %H:%M}",
            step.label,
            summary(step),
            step.by,
            step.reason,
            _("taken back") if step.undone_by else "",
        )[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Give the name of a column."""
        if role == _DISPLAY and orientation is Qt.Orientation.Horizontal:
            return _headers()[section]
        return None


def _headers() -> tuple[str, ...]:
    return (_("When"), _("What"), _("How much"), _("Who"), _("Reason"), _("State"))


def summary(step: Step) -> str:
    """Say in a few words how many records a step touched."""
    parts = []
    for (table, kind), count in step.counts.items():
        if table == "members":
            words = {
                "added": _("{count} new"),
                "changed": ngettext("{count} changed", "{count} changed", count),
                "removed": _("{count} removed"),
            }
            parts.append(words[kind].format(count=formats.shown_number(count)))
    if not parts and step.counts:
        total = sum(step.counts.values())
        parts.append(
            ngettext("{count} entry", "{count} entries", total).format(
                count=formats.shown_number(total)
            )
        )
    return ", ".join(parts)
