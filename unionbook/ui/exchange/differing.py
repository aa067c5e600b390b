# SPDX-License-Identifier: Apache-2.0
"""Values that two PCs entered differently, side by side; and what was set aside, with reasons."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook.operations.conflicts import (
    KEEP,
    TAKE,
    list_conflicts,
    list_set_aside,
    resolve_conflict,
)
from unionbook.operations.table_labels import table_label
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.exchange.part import ExchangePart, empty
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import dress, label, pill

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from unionbook.operations.conflicts import ConflictInfo, SetAsideInfo
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

    _Found = tuple[list[ConflictInfo], list[SetAsideInfo]]

_SIDE = 300
_BOTH, _NONE = range(2)


class DifferingPart(ExchangePart):
    """The list at the left; the two values of the one chosen at the right, the set aside below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.conflicts: Sequence[ConflictInfo] = ()
        self.list = QListWidget()
        self.kept = _Side(
            self._buttons.primary(_("Keep this one"), partial(self._on_choice, KEEP), icon="check")
        )
        self.other = _Side(
            self._buttons.make(_("Take this one"), partial(self._on_choice, TAKE), icon="check")
        )
        self._places = QStackedWidget()
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_chosen)
        self.home = self.list

    def read(self) -> None:
        """Read what differs."""
        self._desk.read(self, _look, self._show, purpose="conflicts")

    def _lay_out(self) -> None:
        self.list.setProperty("look", "pairs")
        self.list.setAccessibleName(_("Values that differ"))
        self.list.setFixedWidth(_SIDE)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(Scrolled(self._page()), 1)
        self._places.addWidget(whole)
        self._places.addWidget(
            EmptyState(
                self._desk.theme,
                "done",
                _("Nothing differs"),
                _(
                    "Where two PCs enter different things for one value, both stand here until "
                    "somebody says which one is right."
                ),
                role="ok",
            )
        )
        self.column.addWidget(self._places, 1)

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        self.record = label("", "title", wrap=True)
        self.what = label("", "muted", wrap=True)
        column.addWidget(self.record)
        column.addWidget(self.what)
        sides = QHBoxLayout()
        sides.setSpacing(Space.LARGE)
        sides.addWidget(self.kept, 1)
        sides.addWidget(self.other, 1)
        column.addLayout(sides)
        self._aside_title = label(_("Set aside: it came, and cannot stand"), "section")
        self._aside = QVBoxLayout()
        self._aside.setSpacing(Space.SMALL)
        column.addSpacing(Space.MEDIUM)
        column.addWidget(self._aside_title)
        column.addLayout(self._aside)
        return page

    def _show(self, found: _Found) -> None:
        self.conflicts, aside = found
        place = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self.conflicts:
            title = one.record or table_label(one.table)
            self.list.addItem(QListWidgetItem(f"{title}\n{_label(one)}"))
        self.list.blockSignals(False)
        self.list.setVisible(bool(self.conflicts))
        self._show_aside(aside)
        self._show_place(self._places, _BOTH if self.conflicts or aside else _NONE)
        if self.conflicts:
            self.list.setCurrentRow(min(place, len(self.conflicts) - 1))
        self._on_chosen(self.list.currentRow())

    def _show_aside(self, found: Sequence[SetAsideInfo]) -> None:
        empty(self._aside)
        for one in found:
            self._aside.addWidget(
                label(f"{table_label(one.table)}: {one.reason}", "muted", wrap=True)
            )
        self._aside_title.setVisible(bool(found))

    def _on_chosen(self, row: int) -> None:
        one = self.conflicts[row] if 0 <= row < len(self.conflicts) else None
        for part in (self.record, self.what, self.kept, self.other):
            part.setVisible(one is not None)
        if one is None:
            return
        self.record.setText(one.record or table_label(one.table))
        self.what.setText(_label(one))
        may = one.may_resolve
        self.kept.show_value(
            _shown(one, one.kept) if one.is_there else _("(removed)"),
            _told(one.kept_by, one.kept_pc, one.kept_at),
            stands=True,
            may=may,
        )
        self.other.show_value(
            _shown(one, one.other),
            _told(one.other_by, one.other_pc, one.other_at),
            stands=False,
            may=may,
        )

    def _on_choice(self, choice: str) -> None:
        row = self.list.currentRow()
        if not 0 <= row < len(self.conflicts):
            return
        number = self.conflicts[row].id
        self._desk.write(
            self,
            lambda session, _task: resolve_conflict(session, conflict_id=number, choice=choice),
            sentence=_("Decided. The other PCs get it with the next file."),
            done=lambda _changes: self.read(),
        )


class _Side(Card):
    """One of two values: who entered it when, and the button that decides for it."""

    def __init__(self, button: QPushButton) -> None:
        super().__init__("")
        self.title.hide()
        self.button = button
        self.mark = pill("")
        self.value = label("", "strong", wrap=True)
        self.by = label("", "muted", wrap=True)
        for part in (self.mark, self.value, self.by):
            self.column.addWidget(part)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_value(self, value: str, told: str, *, stands: bool, may: bool) -> None:
        """Show a value; one of the two stands now."""
        self.mark.setText(_("Stands now") if stands else _("The other value"))
        dress(self.mark, level="info" if stands else "muted")
        self.value.setText(value or _("(empty)"))
        self.by.setText(told)
        self.button.setAccessibleDescription(value)
        self.button.setVisible(may)


def _look(session: Session) -> _Found:
    return list_conflicts(session), list_set_aside(session)


def _label(one: ConflictInfo) -> str:
    return one.label or _("The whole record")


def _shown(one: ConflictInfo, value: Any) -> str:
    if isinstance(value, bytes):
        return _("(a file)")
    return formats.shown(one.column, value) if value not in (None, "") else ""


def _told(who: str, where: str, when: datetime | None) -> str:
    told = f"{when:%d/%m/%Y %H:%M}" if when else ""
    return "  ·  ".join(part for part in (who, where, told) if part)
