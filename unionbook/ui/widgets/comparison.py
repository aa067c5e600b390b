# SPDX-License-Identifier: Apache-2.0
"""Two records side by side, of which a person takes the one value or the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.fields import Kind
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.long_choice import LongChoice
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.domain.fields import Field
    from unionbook.operations.members import MemberRecord

LABEL_WIDTH = 140
_NOT_CHOSEN = frozenset({"status", "left_on", "wage"})
"""They follow from events and wages, and those of both records remain."""


class Comparison(QScrollArea):
    """A row for each field in which either record has something; those that differ come first."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choices: dict[str, QButtonGroup] = {}
        self._records: tuple[MemberRecord, MemberRecord] | None = None

    def compare(
        self, first: MemberRecord, second: MemberRecord, fields: Sequence[Field]
    ) -> tuple[int, int]:
        """Show two records; give how many fields differ and how many are the same."""
        self._records = (first, second)
        self.choices = {}
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.LARGE)
        differing, same = _sorted_out(first, second, fields)
        if differing:
            column.addWidget(self._section(_("They differ: choose"), differing, chosen=True))
        if same:
            column.addWidget(self._section(_("The same, or only in one"), same, chosen=False))
        column.addStretch(1)
        self.setWidget(inner)
        return len(differing), len(same)

    def choose_side(self, side: int) -> None:
        """Take every value of one record."""
        for group in self.choices.values():
            group.button(side).setChecked(True)

    @property
    def values(self) -> dict[str, object]:
        """Give the values taken, by column of the record."""
        if self._records is None:
            return {}
        return {
            _column(name): self._records[group.checkedId()].values.get(_column(name))
            for name, group in self.choices.items()
        }

    def _section(self, title: str, fields: Sequence[Field], *, chosen: bool) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.LARGE)
        grid.setVerticalSpacing(Space.TIGHT)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.addWidget(label(title, "section"), 0, 0, 1, 3)
        for row, field in enumerate(fields, start=1):
            name = label(_(field.label), "muted", wrap=True)
            name.setFixedWidth(LABEL_WIDTH)
            if chosen:
                grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignVCenter)
                self._add_choice(grid, row, field)
            else:
                grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
                for side in (0, 1):
                    grid.addWidget(self._plain(field, side), row, side + 1)
        return holder

    def _add_choice(self, grid: QGridLayout, row: int, field: Field) -> None:
        group = QButtonGroup(grid.parentWidget())
        for side in (0, 1):
            text = self._shown(field, side) or _("(empty)")
            button = LongChoice(text)
            button.setAccessibleName(f"{_(field.label)}: {text}")
            group.addButton(button, side)
            grid.addWidget(button, row, side + 1)
        group.button(0 if self._shown(field, 0) else 1).setChecked(True)
        self.choices[field.name] = group

    def _plain(self, field: Field, side: int) -> QLabel:
        shown = label(self._shown(field, side) or "–", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return shown

    def _shown(self, field: Field, side: int) -> str:
        if self._records is None:
            return ""
        value = self._records[side].values.get(field.name)
        if field.kind is Kind.PHOTO:
            return _("There is a photo") if value else ""
        return formats.shown(field.name, value)


def _sorted_out(
    first: MemberRecord, second: MemberRecord, fields: Sequence[Field]
) -> tuple[list[Field], list[Field]]:
    """Give the fields to choose in, and those in which there is nothing to choose."""
    differing: list[Field] = []
    same: list[Field] = []
    for field in fields:
        one, other = first.values.get(field.name), second.values.get(field.name)
        if not one and not other:
            continue
        both = bool(one) and bool(other) and one != other
        (differing if both and field.name not in _NOT_CHOSEN else same).append(field)
    return differing, same


def _column(name: str) -> str:
    return "department_id" if name == "department" else name
