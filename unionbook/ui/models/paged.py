# SPDX-License-Identifier: Apache-2.0
"""Members listed by their ids, of whom only the pages looked at lately are held."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

PAGE = 64


class PagedModel(QAbstractTableModel):
    """Asks for a page when one of its rows is looked at; ``kept`` pages stay."""

    page_wanted = Signal(int, int)
    """A page that is looked at and not there: its number and the generation of the list."""

    def __init__(self, kept: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: Sequence[int] = ()
        self._pages: OrderedDict[int, tuple[Any, ...]] = OrderedDict()
        self._kept = kept
        self._asked: set[int] = set()
        self._generation = 0

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

    def refresh(self) -> None:
        """Read what is looked at again; the list keeps its order and its place."""
        self._forget_pages()
        if self._ids:
            self._tell_changed(0, len(self._ids) - 1)

    def ids_of_page(self, page: int) -> list[int]:
        """Give the ids of a page."""
        return list(self._ids[page * PAGE : (page + 1) * PAGE])

    def put_page(self, page: int, generation: int, rows: Sequence[Any]) -> None:
        """Take the rows of a page that was asked for; an outdated answer is dropped."""
        if generation != self._generation:
            return
        self._asked.discard(page)
        self._pages[page] = self._held(rows)
        if len(self._pages) > self._kept:
            self._pages.popitem(last=False)
        self._tell_changed(page * PAGE, min((page + 1) * PAGE, len(self._ids)) - 1)

    def is_here(self, row: int) -> bool:
        """Say whether the page of a row has come."""
        return row // PAGE in self._pages

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give how many members are listed."""
        return len(self._ids)

    def _held(self, rows: Sequence[Any]) -> tuple[Any, ...]:
        """Give the rows of a page as they are held."""
        return tuple(rows)

    def _row_here(self, row: int) -> Any:
        """Give a row, None while its page is under way."""
        page = self._pages.get(row // PAGE)
        if page is None:
            self._ask_for(row // PAGE)
            return None
        place = row % PAGE
        return page[place] if place < len(page) else None

    def _ask_for(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self.page_wanted.emit(page, self._generation)

    def _forget_pages(self) -> None:
        self._generation += 1
        self._pages.clear()
        self._asked.clear()

    def _tell_changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
