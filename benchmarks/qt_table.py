# SPDX-License-Identifier: Apache-2.0
"""Tables as Qt's own manual shows them: a model in Python that reads a page of rows at a time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt

_COLUMNS = "id, full_name, department, born_on, employee_number, phone"
_PAGE, _KEPT = 200, 50
_DISPLAY = Qt.ItemDataRole.DisplayRole


class OffsetModel(QAbstractTableModel):
    """Pages by ``LIMIT … OFFSET`` in order of the name."""

    def __init__(self, store: Any) -> None:
        super().__init__()
        self.store = store
        self.rows = store.execute("SELECT count(*) FROM people").fetchone()[0]
        self.pages: dict[int, list[Any]] = {}

    def rowCount(self, _parent: Any = None) -> int:  # noqa: N802 - Qt's own name
        return int(self.rows)

    def columnCount(self, _parent: Any = None) -> int:  # noqa: N802 - likewise
        return len(_COLUMNS.split(","))

    def page(self, number: int) -> list[Any]:
        if number not in self.pages:
            if len(self.pages) > _KEPT:
                self.pages.clear()
            self.pages[number] = self.read(number)
        return self.pages[number]

    def read(self, number: int) -> list[Any]:
        ordered = f"SELECT {_COLUMNS} FROM people ORDER BY sort_key LIMIT ? OFFSET ?"
        found: list[Any] = self.store.execute(ordered, [_PAGE, number * _PAGE]).fetchall()
        return found

    def data(self, index: Any, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY:
            return None
        return str(self.page(index.row() // _PAGE)[index.row() % _PAGE][index.column()])


class IdModel(OffsetModel):
    """All ids in order of the name at once, then pages by id."""

    def __init__(self, store: Any) -> None:
        super().__init__(store)
        ordered = store.execute("SELECT id FROM people ORDER BY sort_key, id")
        self.ids = [row[0] for row in ordered]

    def read(self, number: int) -> list[Any]:
        some = self.ids[number * _PAGE : (number + 1) * _PAGE]
        marks = ",".join("?" * len(some))
        query = f"SELECT {_COLUMNS} FROM people WHERE id IN ({marks})"
        there = {row[0]: row for row in self.store.execute(query, some)}
        return [there[one] for one in some]
