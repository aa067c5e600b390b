# SPDX-License-Identifier: Apache-2.0
"""A year of dues for a table: the ids of the members listed, and the pages looked at lately."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from unionbook.operations.dues_year import MONTHS, STATE_LABELS, State
from unionbook.texts import gettext as _
from unionbook.ui import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from unionbook.operations.dues_year import YearCell, YearLine

PAGE = 64
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


class DuesYearModel(QAbstractTableModel):
    """Members in their order by twelve months; only what is looked at is held."""

    page_wanted = Signal(int, int)
    """A page that is looked at and not there: its number and the generation of the list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, tuple[YearLine, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0

    @property
    def ids(self) -> Sequence[int]:
        """Give the members listed, in their order."""
        return self._ids

    def set_ids(self, ids: Sequence[int]) -> None:
        """List other members."""
        self.beginResetModel()
        self._ids = ids
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """Read what is looked at again; the list keeps its order and its place."""
        self._forget()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, COLUMNS - 1))

    def ids_of_page(self, page: int) -> list[int]:
        """Give the members of a page."""
        return list(self._ids[page * PAGE : (page + 1) * PAGE])

    def put_page(self, page: int, generation: int, lines: Sequence[YearLine]) -> None:
        """Take the lines of a page that was asked for; an outdated answer is dropped."""
        if generation != self._generation:
            return
        self._asked.discard(page)
        self._pages[page] = tuple(lines)
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        first, last = page * PAGE, min((page + 1) * PAGE, len(self._ids)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, COLUMNS - 1))

    def line(self, row: int) -> YearLine | None:
        """Give a member's year, None while its page is under way."""
        page = self._pages.get(row // PAGE)
        if page is None:
            self._ask_for(row // PAGE)
            return None
        place = row % PAGE
        return page[place] if place < len(page) else None

    def cell(self, row: int, column: int) -> YearCell | None:
        """Give a member's month, None where the column is no month or the page not there."""
        line = self.line(row)
        month = column - FIRST_MONTH
        return line.months[month] if line is not None and 0 <= month < MONTHS else None

    def _ask_for(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self.page_wanted.emit(page, self._generation)

    def _forget(self) -> None:
        self._generation += 1
        self._pages.clear()
        self._asked.clear()

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give how many members are listed."""
        return len(self._ids)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give the columns: the name, twelve months, what was paid and is owed."""
        return COLUMNS

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """Give what a cell says; it is painted from :meth:`line` and :meth:`cell`."""
        if role in (_DISPLAY, _SPOKEN, _TIP):
            return self._said(index.row(), index.column())
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
