# SPDX-License-Identifier: Apache-2.0
"""Backups: how old the last one is, making one, looking into one, restoring it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook import paths
from unionbook.operations.backups import list_backups, make_backup
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.feedback import Choice
from unionbook.ui.folders import show_folder
from unionbook.ui.screens.restore import RestorePage
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.texts import dress, label, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.backups import Backup, BackupMade
    from unionbook.ui.desk import Desk

_SIDE = 330
_MEGABYTE = 1_000_000
_OLD_AFTER = 7
"""Days after which a backup is asked for."""
_PATH = int(Qt.ItemDataRole.UserRole.value)
_NONE, _RESTORE = range(2)


class BackupsScreen(Screen):
    """The backups of the register's folder on the left; the one chosen on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = QListWidget()
        self.restore_page = RestorePage(desk)
        self._places = QStackedWidget()
        self._lay_out()
        self.list.currentItemChanged.connect(lambda _now, _before: self._on_chosen())
        self.restore_page.left.connect(self._on_left)
        self.restore_page.restored.connect(self._on_restored)
        self._read()

    def _lay_out(self) -> None:
        column = self._column()
        buttons = self._buttons
        self.elsewhere = buttons.make(_("To a stick or folder…"), self._on_elsewhere, icon="folder")
        self.make = buttons.primary(_("Make a backup"), lambda: self._make(None), icon="backups")
        controls = [self.elsewhere, self.make] if self._desk.may("make_backup") else []
        header, _row = self._header(_("Backups"), *controls)
        column.addWidget(header)
        column.addWidget(self._age_strip())
        body = QHBoxLayout()
        body.setSpacing(0)
        self.list.setFixedWidth(_SIDE)
        self.list.setProperty("look", "pairs")
        self.list.setAccessibleName(_("Backups"))
        body.addWidget(self.list)
        self._places.addWidget(
            EmptyState(
                self._desk.theme,
                "backups",
                _("One encrypted file with the whole register"),
                _(
                    "Choose one to see what it holds. Restoring puts it into a new folder; the "
                    "register of today stays as it is."
                ),
            )
        )
        self._places.addWidget(self._framed())
        body.addWidget(self._places, 1)
        column.addLayout(body, 1)
        self.home = self.list

    def _age_strip(self) -> QFrame:
        strip = QFrame()
        row = QHBoxLayout(strip)
        row.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        self._notice = QFrame(strip)
        self._notice.setProperty("look", "notice")
        inner = QHBoxLayout(self._notice)
        inner.setSpacing(Space.SMALL)
        self._mark = QLabel()
        self.age = label("", wrap=True)
        inner.addWidget(self._mark)
        inner.addWidget(self.age, 1)
        row.addWidget(self._notice, 1)
        return strip

    def _framed(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("look", "clear")
        row = QHBoxLayout(inner)
        row.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        self.restore_page.setMaximumWidth(560)
        column = QVBoxLayout()
        column.addWidget(self.restore_page)
        column.addStretch(1)
        row.addLayout(column, 10)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        return scroll

    def _read(self) -> None:
        self._desk.read(
            self,
            lambda session: list_backups(session.register.folder),
            self._show,
            purpose="backups",
        )

    def _show(self, backups: Sequence[Backup]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for backup in backups:
            size = f"{max(backup.size / _MEGABYTE, 0.1):.1f} MB"
            item = QListWidgetItem(f"{backup.made_at:%d/%m/%Y %H:%M}\n{size}")
            item.setData(_PATH, str(backup.path))
            item.setToolTip(plain(backup.path.name))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._show_home(shown=bool(backups))
        self._places.setCurrentIndex(_NONE)
        self._show_age(backups[0].made_at if backups else None)

    def _show_age(self, made_at: datetime | None) -> None:
        days = (datetime.now(UTC) - made_at).days if made_at else None
        good = days is not None and days <= _OLD_AFTER
        self.age.setText(told_age(days))
        dress(self._notice, level="info" if good else "warn")
        icon, role = ("done", "ok") if good else ("warning", "warn")
        self._mark.setPixmap(self._desk.theme.pixmap(icon, role, side=20))

    def _on_chosen(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            page = self.restore_page
            page.file.setText(str(item.data(_PATH)))
            page.file.textEdited.emit(page.file.text())
            page.user.setText(self._desk.open_session.user.name)
            page.passphrase.clear()
            self._places.setCurrentIndex(_RESTORE)

    def _on_left(self) -> None:
        self.list.clearSelection()
        self.list.setCurrentRow(-1)
        self._places.setCurrentIndex(_NONE)

    def _on_restored(self, folder: Path) -> None:
        self._on_left()
        self._desk.feedback.done(
            _("Restored into {folder}. Open it from the start page.").format(folder=folder.name),
            Choice(_("Show the folder"), lambda: show_folder(folder.parent)),
        )

    def _on_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, _("Folder for the backup"), str(paths.documents_folder())
        )
        if chosen:
            self._make(Path(chosen))

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
        path = made.backup.path
        self._desk.feedback.done(
            _("The backup {name} is made and checked.").format(name=path.name),
            Choice(_("Show the folder"), lambda: show_folder(path.parent)),
        )
        self._read()

    def _on_refused(self, refusal: Exception) -> None:
        self.make.setEnabled(True)
        self._desk.feedback.error(str(refusal))


def told_age(days: int | None) -> str:
    """Say how old the last backup is, and what to do where it is too old."""
    if days is None:
        return _("There is no backup yet. Make one now, and take it away from this PC.")
    if days <= 0:
        return _("The last backup is of today.")
    told = ngettext(
        "The last backup is {count} day old.", "The last backup is {count} days old.", days
    ).format(count=formats.shown_number(days))
    return told if days <= _OLD_AFTER else told + " " + _("Make a new one.")
