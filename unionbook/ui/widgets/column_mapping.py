# SPDX-License-Identifier: Apache-2.0
"""Which column of a sheet is taken for which field, shown and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from unionbook.domain.fields import BY_NAME, IMPORT_LABELS, Kind
from unionbook.operations.imports import FREE
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QWheelEvent

    from unionbook.excel.importing import ColumnPlan
    from unionbook.operations.import_preview import ImportPreview

_UNSURE = 0.6
_HEADER_WIDTH = 132
_OFFERED = ("family_name", "given_name", "sex_female_mark", "birth_place_and_date")
_NOT_FROM_A_CELL = frozenset({"photo"})


class _FieldBox(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the list of columns."""
        event.ignore()


class ColumnMapping(QScrollArea):
    """One line for each column: its header as the sheet has it, and the field."""

    changed = Signal(object)
    """Fields by column letters, of the columns that were chosen otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.boxes: dict[str, QComboBox] = {}

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what was recognised."""
        self.boxes.clear()
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.SMALL)
        for plan in preview.plan.columns if preview.plan else ():
            column.addWidget(self._line(plan, preview.field_of(plan.column)))
        column.addStretch(1)
        self.setWidget(inner)

    def _line(self, plan: ColumnPlan, field: str | None) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.SMALL)
        heading = label(plan.header or _("Column {letters}").format(letters=plan.column))
        heading.setWordWrap(True)
        heading.setFixedWidth(_HEADER_WIDTH)
        heading.setToolTip(plain(plan.reason))
        box = self._box(plan, field)
        heading.setBuddy(box)
        row.addWidget(heading)
        row.addWidget(box, 1)
        self.boxes[plan.column] = box
        return holder

    def _box(self, plan: ColumnPlan, field: str | None) -> QComboBox:
        box = _FieldBox()
        box.setProperty("look", "map")
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        named = plan.header or plan.column
        box.setAccessibleName(_("Field of the column “{header}”").format(header=named))
        box.setAccessibleDescription(plan.reason)
        box.setToolTip(plain(plan.reason))
        for text, code in _offered(field):
            box.addItem(text, code)
        box.setCurrentIndex(max(box.findData(field or ""), 0))
        if not field:
            box.setProperty("level", "none")
        elif plan.field == field and plan.confidence < _UNSURE:
            box.setProperty("level", "warn")
        box.activated.connect(lambda _index: self._on_chosen(plan.column, box))
        return box

    def _on_chosen(self, letters: str, box: QComboBox) -> None:
        self.changed.emit({letters: str(box.currentData()) or None})


def _offered(field: str | None) -> Iterable[tuple[str, str]]:
    yield _("Leave out"), ""
    yield _("Keep as a field of our own"), FREE
    for name, known in BY_NAME.items():
        if known.kind is not Kind.PHOTO and name not in _NOT_FROM_A_CELL:
            yield _(known.label), name
    for name in dict.fromkeys((*_OFFERED, field or "")):
        if name and name not in BY_NAME and name != FREE:
            yield _(IMPORT_LABELS.get(name, name)), name
