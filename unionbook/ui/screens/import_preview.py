# SPDX-License-Identifier: Apache-2.0
"""What an import would do: sheet, counts, rows, and beside them the columns or one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.fields import BY_NAME, Kind
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.models.import_rows import ACTIONS, ImportRowsModel
from unionbook.ui.theme import Space
from unionbook.ui.widgets.column_mapping import ColumnMapping
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.import_row import ImportRowView
from unionbook.ui.widgets.rows import dress_table
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.operations.import_preview import ImportPreview
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_COLUMNS, _ROW = range(2)
_WARNINGS_SHOWN = 3
_WIDTHS = {Kind.NAME: 190, Kind.DATE: 110, Kind.CHOICE: 110}
_FIXED_WIDTHS = (84, 160, 200)


class PreviewView(QWidget):
    """The preview; what is chosen here is told, not done."""

    sheet_chosen = Signal(str)
    mapping_changed = Signal(object)
    decided = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self._preview: ImportPreview | None = None
        self.model = ImportRowsModel(desk.theme, self)
        self.table = QTableView()
        self.sheet = QComboBox()
        self.mapping = ColumnMapping()
        self.row_view = ImportRowView(desk, buttons)
        self._chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._lay_out()
        self.sheet.activated.connect(
            lambda _index: self.sheet_chosen.emit(str(self.sheet.currentData()))
        )
        self.mapping.changed.connect(self.mapping_changed)
        self.row_view.decided.connect(self._on_decided)
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _before: self._on_row(now.row())
        )

    def show_preview(self, preview: ImportPreview) -> None:
        """Show another preview."""
        self._preview = preview
        self.sheet.clear()
        for plan in preview.analysis.sheets:
            note = "" if plan.kind == "people" else f"  ({_('no list of people')})"
            hidden = "" if plan.visible else f"  ({_('hidden')})"
            self.sheet.addItem(f"{plan.name}{note}{hidden}", plan.name)
        if preview.plan is not None:
            self.sheet.setCurrentIndex(self.sheet.findData(preview.plan.name))
        self._sheet_row.setVisible(self.sheet.count() > 1)
        self._warnings.setText("\n".join(preview.warnings[:_WARNINGS_SHOWN]))
        self._notice.setVisible(bool(preview.warnings))
        people = preview.rows is not None
        self._places.setCurrentIndex(0 if people else 1)
        self._chip_holder.setVisible(people)
        self._show_chips(preview)
        self.mapping.show_preview(preview)
        self.row_view.show_row(None)
        self._show_rows("")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top())
        self._places = QStackedWidget()
        self._places.addWidget(self._sides())
        self._places.addWidget(
            EmptyState(
                self._desk.theme,
                "table",
                _("No list of people was found here"),
                _("Choose another sheet above, or another file."),
            )
        )
        column.addWidget(self._places, 1)

    def _top(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        self._sheet_row = QWidget()
        row = QHBoxLayout(self._sheet_row)
        row.setContentsMargins(0, 0, 0, 0)
        name = label(_("Sheet"), "label")
        name.setBuddy(self.sheet)
        self.sheet.setAccessibleName(_("Sheet"))
        self.sheet.setMinimumWidth(260)
        row.addWidget(name)
        row.addWidget(self.sheet)
        row.addStretch(1)
        column.addWidget(self._sheet_row)
        self._notice = QFrame()
        self._notice.setProperty("look", "notice")
        self._notice.setProperty("level", "info")
        inside = QHBoxLayout(self._notice)
        inside.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        self._warnings = label("", wrap=True)
        inside.addWidget(self._warnings)
        column.addWidget(self._notice)
        self._chip_holder = QWidget()
        self._chip_row = Flow(self._chip_holder)
        self._chip_row.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._chip_holder)
        return holder

    def _sides(self) -> QSplitter:
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setHandleWidth(1)
        sides.setChildrenCollapsible(False)
        dress_table(self.table, self.model, self._desk.theme, ())
        self.table.setAccessibleName(_("Rows of the list"))
        sides.addWidget(self.table)
        panel = QFrame()
        panel.setProperty("look", "panel")
        panel.setMinimumWidth(340)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, Space.SMALL, 0, 0)
        column.setSpacing(0)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Beside the rows"))
        self.tabs.setExpanding(False)
        self.tabs.addTab(_("Columns"))
        self.tabs.addTab(_("This row"))
        framed = QHBoxLayout()
        framed.setContentsMargins(Space.LARGE, 0, Space.LARGE, 0)
        framed.addWidget(self.tabs)
        framed.addStretch(1)
        column.addLayout(framed)
        pages = QStackedWidget()
        pages.addWidget(self.mapping)
        pages.addWidget(self.row_view)
        column.addWidget(pages, 1)
        self.tabs.currentChanged.connect(pages.setCurrentIndex)
        sides.addWidget(panel)
        sides.setStretchFactor(0, 1)
        sides.setSizes([760, 380])
        return sides

    def _show_chips(self, preview: ImportPreview) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            widget = item.widget()
            if isinstance(widget, QPushButton):
                self._group.removeButton(widget)
                widget.deleteLater()
        self._chips.clear()
        self._add_chip("", _("All"), len(preview))
        for action, text in ACTIONS.items():
            if preview.counts[action]:
                self._add_chip(action, _(text), preview.counts[action])
        self._chips[""].setChecked(True)
        doubles = preview.counts["double"]
        if doubles:
            button = self._buttons.make(
                _("Leave all doubles out"), lambda: self._on_all("skip"), look="link"
            )
            self._chip_row.addWidget(button)

    def _add_chip(self, action: str, text: str, count: int) -> None:
        chip = self._buttons.make(f"{text}  {formats.shown_number(count)}", look="chip")
        chip.setCheckable(True)
        chip.clicked.connect(lambda _checked=False: self._show_rows(action))
        self._group.addButton(chip)
        self._chips[action] = chip
        self._chip_row.addWidget(chip)

    def _show_rows(self, action: str) -> None:
        self.model.show_preview(self._preview, action)
        wide = [_WIDTHS.get(BY_NAME[name].kind, 140) for name in self.model.fields]
        header = self.table.horizontalHeader()
        for place, width in enumerate((*_FIXED_WIDTHS, *wide)):
            self.table.setColumnWidth(place, max(width, header.sectionSizeHint(place)))
        header.setStretchLastSection(True)

    def _on_row(self, row: int) -> None:
        if self._preview is not None and 0 <= row < self.model.rowCount():
            self.row_view.show_row(self._preview.at(self.model.place(row)))
            self.tabs.setCurrentIndex(_ROW)

    def _on_decided(self, choice: str, member: int) -> None:
        row = self.table.currentIndex().row()
        if self._preview is not None and row >= 0:
            self._preview.decide(self.model.place(row), choice, member)
            self.model.touch()
            self.decided.emit()
            if row + 1 < self.model.rowCount():
                self.table.selectRow(row + 1)

    def _on_all(self, choice: str) -> None:
        if self._preview is not None:
            self._preview.decide_all(choice)
            self.model.touch()
            self.decided.emit()
