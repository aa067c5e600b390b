# SPDX-License-Identifier: Apache-2.0
"""The list of members as Qt's tables read it: all ids at once, rows a page at a time.

Rows come from the worker when they are first looked at. Until then a row is blank; nothing ever
waits on the window's thread.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from unionbook.domain.fields import BY_NAME, Kind
from unionbook.texts import gettext as _
from unionbook.ui import formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QObject

COLUMNS = (
    "local_number",
    "full_name",
    "sex",
    "born_on",
    "department",
    "job",
    "phone",
    "status",
)
"""What the list shows until somebody chooses other columns."""
PAGE = 64
_PAGES_KEPT = 120
# Plain integers: Qt asks for a role of every cell, and comparing enumerations costs more than
# everything else that is done for it.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole.value)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole.value)
_RIGHT = int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value)
_LEFT = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)

Row = tuple[str, ...]


class MembersModel(QAbstractTableModel):
    """Ids in their order; texts of the pages looked at lately."""

    page_wanted = Signal(int, int)
    """A page that is looked at and not there: its number and the generation of the list."""

    def __init__(self, fields: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0

    @property
    def fields(self) -> tuple[str, ...]:
        """Give the fields shown, in the order of the columns."""
        return self._fields

    @property
    def ids(self) -> Sequence[int]:
        """Give the ids of the members listed, in their order."""
        return self._ids

    def set_ids(self, ids: Sequence[int]) -> None:
        """List other members."""
        self.beginResetModel()
        self._ids = ids
        self._forget_pages()
        self.endResetModel()

    def set_fields(self, fields: Sequence[str]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._fields = tuple(fields)
        self._forget_pages()
        self.endResetModel()

    def refresh(self) -> None:
        """Read what is looked at again; the list keeps its order and its place."""
        self._forget_pages()
        if self._ids:
            bottom = self.index(len(self._ids) - 1, len(self._fields) - 1)
            self.dataChanged.emit(self.index(0, 0), bottom)

    def ids_of(self, rows: Iterable[int]) -> list[int]:
        """Give the ids of rows."""
        return [self._ids[row] for row in rows]

    def row_of(self, member_id: int) -> int:
        """Give the row of a member, or -1."""
        try:
            return list(self._ids).index(member_id)
        except ValueError:
            return -1

    def ids_of_page(self, page: int) -> list[int]:
        """Give the ids of a page."""
        return list(self._ids[page * PAGE : (page + 1) * PAGE])

    def put_page(self, page: int, generation: int, rows: Sequence[Sequence[Any]]) -> None:
        """Take the values of a page that was asked for; an outdated answer is dropped."""
        if generation != self._generation:
            return
        self._asked.discard(page)
        fields = self._fields
        self._pages[page] = tuple(tuple(map(formats.shown, fields, values)) for values in rows)
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        first, last = page * PAGE, min((page + 1) * PAGE, len(self._ids)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(fields) - 1))

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell, empty while its page is under way."""
        page = self._pages.get(row // PAGE)
        if page is None:
            self._ask_for(row // PAGE)
            return ""
        place = row % PAGE
        return page[place][column] if place < len(page) else ""

    def is_here(self, row: int) -> bool:
        """Say whether the page of a row has come."""
        return row // PAGE in self._pages

    def _ask_for(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self.page_wanted.emit(page, self._generation)

    def _forget_pages(self) -> None:
        self._generation += 1
        self._pages.clear()
        self._asked.clear()

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give how many members are listed."""
        return len(self._ids)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give how many fields are shown."""
        return len(self._fields)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """Give the text of a cell, and on which side it stands."""
        if role == _DISPLAY:
            return self.text(index.row(), index.column())
        if role == _ALIGNMENT:
            return _RIGHT if BY_NAME[self._fields[index.column()]].kind is Kind.MONEY else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Give the name of a column."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._fields):
            return None
        field = BY_NAME[self._fields[section]]
        if role == _DISPLAY:
            return _(field.label)
        if role == _ALIGNMENT:
            return _RIGHT if field.kind is Kind.MONEY else _LEFT
        return None
