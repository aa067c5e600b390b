# SPDX-License-Identifier: Apache-2.0
"""Everything that was done in the register, the latest first, and taking a step back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHeaderView, QTableView

from unionbook.operations.history import list_steps
from unionbook.texts import gettext as _
from unionbook.ui.models.steps import PAGE, StepsModel
from unionbook.ui.screens.screen import Screen
from unionbook.ui.widgets.rows import dress_table
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.operations.history import Step
    from unionbook.ui.desk import Desk

_WIDTHS = (170, 200, 170, 160, 200, 110)


class HistoryScreen(Screen):
    """A table of steps; the chosen one can be taken back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = StepsModel(self)
        self.table = QTableView()
        self.undo = self._buttons.primary(_("Undo this step"), self._on_undo, icon="undo")
        self._lay_out()
        self.model.more_wanted.connect(self._on_more_wanted)
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._on_chosen())
        self.model.start_again()
        self._on_chosen()

    @property
    def chosen(self) -> Step | None:
        """Give the step chosen."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.step(rows[0].row()) if rows else None

    def on_changed(self, _changes: Changes, _initiator: QObject) -> None:
        """Show the new step."""
        self._read(None)

    def _lay_out(self) -> None:
        column = self._column()
        header, _row = self._header(_("History"), self.undo)
        column.addWidget(header)
        note = label(
            _("Every step keeps what was before. Undo a step, and the step back stands here too."),
            "muted",
            wrap=True,
        )
        note.setContentsMargins(24, 10, 24, 10)
        column.addWidget(note)
        column.addWidget(self.table, 1)
        dress_table(self.table, self.model, self._desk.theme, _WIDTHS)
        self.table.setAccessibleName(_("Steps"))
        columns = self.table.horizontalHeader()
        columns.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.home = self.table

    def _on_more_wanted(self, before: object) -> None:
        self._read(before if isinstance(before, int) else None)

    def _read(self, before: int | None) -> None:
        self._desk.read(
            self,
            lambda session: list_steps(session, limit=PAGE, before=before),
            lambda steps: self.model.take(steps, first=before is None),
        )

    def _on_chosen(self) -> None:
        step = self.chosen
        may = self._desk.may("undo_commit")
        self.undo.setEnabled(may and step is not None and step.can_be_undone)

    def _on_undo(self) -> None:
        step = self.chosen
        if step is not None:
            self._desk.undo(step.id, step.label)
