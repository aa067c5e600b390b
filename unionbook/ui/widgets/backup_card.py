# SPDX-License-Identifier: Apache-2.0
"""Making a backup, and which ones there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from unionbook import paths
from unionbook.operations.backups import list_backups, make_backup
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.backups import Backup, BackupMade
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_SHOWN = 4
_MEGABYTE = 1_000_000


class BackupCard(Card):
    """Makes a dated, encrypted copy in the register's folder or on a stick."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(
            _("Backups"),
            _("Dated, encrypted and checked. Take one home on a stick now and then."),
        )
        self._desk = desk
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.TIGHT)
        self.column.addLayout(self._list)
        row = QHBoxLayout()
        self.make = buttons.make(_("Make a backup now"), self._on_make, icon="save")
        self.elsewhere = buttons.make(_("On a stick…"), self._on_elsewhere, icon="folder")
        row.addWidget(self.make)
        row.addWidget(self.elsewhere)
        row.addStretch(1)
        self.column.addLayout(row)
        self._read()

    def _read(self) -> None:
        self._desk.read(self, lambda session: list_backups(session.register.folder), self._show)

    def _show(self, backups: Sequence[Backup]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for backup in backups[:_SHOWN]:
            size = f"{backup.size / _MEGABYTE:.1f} MB"
            told = f"{backup.made_at:%d/%m/%Y %H:%M}  ·  {size}"
            self._list.addWidget(label(told))
        if not backups:
            self._list.addWidget(label(_("There is no backup yet."), "muted"))
        elif len(backups) > _SHOWN:
            more = formats.shown_number(len(backups) - _SHOWN)
            self._list.addWidget(label(_("and {count} older ones").format(count=more), "muted"))

    def _on_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, _("Folder for the backup"), str(paths.documents_folder())
        )
        if chosen:
            self._make(Path(chosen))

    def _on_make(self) -> None:
        self._make(None)

    def _make(self, to: Path | None) -> None:
        self.make.setEnabled(False)
        self._desk.run_long(
            self,
            _("Making a backup"),
            lambda session, _task: make_backup(session, to=to),
            self._on_made,
            failed=self._on_refused,
        )

    def _on_made(self, made: BackupMade) -> None:
        self.make.setEnabled(True)
        self._desk.feedback.done(
            _("The backup {name} is made and checked.").format(name=made.backup.path.name)
        )
        self._read()

    def _on_refused(self, refusal: Exception) -> None:
        self.make.setEnabled(True)
        self._desk.feedback.error(str(refusal))
