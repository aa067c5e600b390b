# SPDX-License-Identifier: Apache-2.0
"""A year of dues for a table: the ids of the members listed, and the pages looked at lately."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from unionbook.operations.dues_year import MONTHS, STATE_LABELS, State
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.models.paged import PagedModel
from unionbook.ui.widgets.texts import plain

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from unionbook.operations.dues_year import YearCell, YearLine

_PAGES_KEPT = 80
NAME, FIRST_MONTH, PAID, OWED = 0, 1, MONTHS + 1, MONTHS + 2
COLUMNS = MONTHS + 3
_DISPLAY = int(Qt.ItemDataRole.DisplayRole.value)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole.value)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole.value)
_TIP = int(Qt.ItemDataRole.ToolTipRole.value)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter.value)
_RIGHT = int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value)
_LEFT = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)


class DuesYearModel(PagedModel):
    """Members in their order by twelve months; only what is looked at is held."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_PAGES_KEPT, parent)

    def line(self, row: int) -> YearLine | None:
        """Give a member's year, None while its page is under way."""
        found: YearLine | None = self._row_here(row)
        return found

    def cell(self, row: int, column: int) -> YearCell | None:
        """Give a member's month, None where the column is no month or the page not there."""
        line = self.line(row)
        month = column - FIRST_MONTH
        return line.months[month] if line is not None and 0 <= month < MONTHS else None

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give the columns: the name, twelve months, what was paid and is owed."""
        return COLUMNS

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """Give what a cell says; it is painted from :meth:`line` and :meth:`cell`."""
        if role in (_DISPLAY, _SPOKEN, _TIP):
            text = self._said(index.row(), index.column())
            return plain(text) if role == _TIP else text
        return None

    def _said(self, row: int, column: int) -> str:
        line = self.line(row)
        if line is None:
            return ""
        if column == NAME:
            return line.name
        if column == PAID:
            return formats.shown_number(line.paid)
        if column == OWED:
            return formats.shown_number(line.owed)
        return said(line.months[column - FIRST_MONTH])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Give the name of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return _title(section)
        if role == _ALIGNMENT:
            return _LEFT if section == NAME else _RIGHT if section >= PAID else _CENTRE
        return None


def said(cell: YearCell) -> str:
    """Say in words how a month stands."""
    state = _(STATE_LABELS[cell.state])
    if cell.state is State.PART:
        return _("{state}: {paid} of {assessed}").format(
            state=state,
            paid=formats.shown_number(cell.paid),
            assessed=formats.shown_number(cell.assessed),
        )
    amount = cell.assessed if cell.state is State.OWED else cell.paid
    return f"{state}: {formats.shown_number(amount)}" if amount else state


def _title(section: int) -> str:
    if section == NAME:
        return _("Full name")
    if section == PAID:
        return _("Paid")
    return _("Owed") if section == OWED else f"{section:02d}"
