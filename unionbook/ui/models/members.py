# SPDX-License-Identifier: Apache-2.0
"""The list of members as Qt's tables read it: all ids at once, rows a page at a time.

Rows come from the worker when they are first looked at. Until then a row is blank; nothing ever
waits on the window's thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from unionbook.domain.fields import BY_NAME, Kind
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.models.paged import PagedModel

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
_PAGES_KEPT = 120
# Plain integers: Qt asks for a role of every cell, and comparing enumerations costs more than
# everything else that is done for it.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole.value)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole.value)
_RIGHT = int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value)
_LEFT = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value)

Row = tuple[str, ...]


class MembersModel(PagedModel):
    """Ids in their order; texts of the pages looked at lately."""

    def __init__(self, fields: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(_PAGES_KEPT, parent)
        self._fields = tuple(fields)

    @property
    def fields(self) -> tuple[str, ...]:
        """Give the fields shown, in the order of the columns."""
        return self._fields

    def set_fields(self, fields: Sequence[str]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._fields = tuple(fields)
        self._forget_pages()
        self.endResetModel()

    def ids_of(self, rows: Iterable[int]) -> list[int]:
        """Give the ids of rows."""
        return [self._ids[row] for row in rows]

    def row_of(self, member_id: int) -> int:
        """Give the row of a member, or -1."""
        try:
            return list(self._ids).index(member_id)
        except ValueError:
            return -1

    def _held(self, rows: Sequence[Sequence[Any]]) -> tuple[Row, ...]:
        fields = self._fields
        return tuple(tuple(map(formats.shown, fields, values)) for values in rows)

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell, empty while its page is under way."""
        found: Row | None = self._row_here(row)
        return found[column] if found is not None else ""

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
