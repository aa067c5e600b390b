# SPDX-License-Identifier: Apache-2.0
"""Bringing a register back from a backup, after a look at what the backup holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from unionbook import paths
from unionbook.errors import UnionbookError, WrongPassphraseError
from unionbook.operations.backups import BackupContent, look_into_backup, restore_backup
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.passphrase import PassphraseEdit
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk

_SUFFIX = ".unionbook"


class RestorePage(QWidget):
    """A backup file, who opens it, what it holds, and the folder it goes into."""

    left = Signal()
    restored = Signal(Path)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self.file = QLineEdit()
        self.user = QLineEdit()
        self.passphrase = PassphraseEdit(desk.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self._buttons.back(self.left.emit))
        column.addWidget(label(_("Restore a backup"), "title"))
        column.addWidget(
            label(
                _("The register of today stays as it is; the backup goes into a folder beside it."),
                "muted",
                wrap=True,
            )
        )
        form = Form()
        column.addLayout(form)
        form.add(_("Backup file"), self.file, beside=self._file_row())
        form.add(_("User"), self.user, _("As it was on the day of the backup."))
        self._row = form.add(_("Passphrase"), self.passphrase, _("The one of that day."))
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(_("The backup is being opened"))
        self._progress.hide()
        column.addWidget(self._progress)
        self._seen = self._seen_card()
        column.addWidget(self._seen)
        self.look = self._buttons.primary(_("Look into it"), self._on_look, icon="eye")
        self.restore = self._buttons.primary(_("Restore it"), self._on_restore, icon="restore")
        self.restore.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.look)
        foot.addWidget(self.restore)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        self.passphrase.returnPressed.connect(self._on_look)
        for line in (self.file, self.user, self.passphrase):
            line.textEdited.connect(lambda _text: self._look_again())
        self.setProperty("first_control", self.file)

    def _file_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.file, 1)
        row.addWidget(self._buttons.make(_("Choose…"), self._on_choose))
        return holder

    def _seen_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        column = QVBoxLayout(card)
        self._branch = label("", "strong", wrap=True)
        self._holds = label("", "muted", wrap=True)
        self._problems = label("", "fault", wrap=True)
        for line in (self._branch, self._holds, self._problems):
            column.addWidget(line)
        card.hide()
        return card

    def _on_choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Backup file"), str(paths.documents_folder())
        )
        if chosen:
            self.file.setText(chosen)
            self._look_again()

    def _look_again(self) -> None:
        self._seen.hide()
        self.restore.hide()
        self.look.show()
        self._row.fault()

    def _on_look(self) -> None:
        path, user, passphrase = Path(self.file.text()), self.user.text(), self.passphrase.text()
        self._busy(True)
        self._desk.tasks.run(
            lambda _task: look_into_backup(path=path, user=user, passphrase=passphrase),
            owner=self,
            done=self._on_seen,
            failed=self._on_refused,
        )

    def _on_seen(self, content: BackupContent) -> None:
        self._busy(False)
        self._branch.setText(content.branch)
        members = ngettext("{count} member", "{count} members", content.members).format(
            count=formats.shown_number(content.members)
        )
        last = f"{content.last_step_at:%d/%m/%Y %H:%M}" if content.last_step_at else ""
        parts = (members, _("last step: {when}").format(when=last), content.last_user)
        self._holds.setText("  ·  ".join(part for part in parts if part))
        self._problems.setText("\n".join(content.problems))
        self._problems.setVisible(bool(content.problems))
        self._seen.show()
        self.look.hide()
        self.restore.show()
        self.restore.setFocus()

    def _on_restore(self) -> None:
        path = Path(self.file.text())
        into = _free_folder(self._branch.text())
        self._busy(True)
        self._desk.tasks.run(
            lambda _task: restore_backup(path=path, into=into),
            owner=self,
            done=self._on_restored,
            failed=self._on_refused,
        )

    def _on_restored(self, folder: Path) -> None:
        self._busy(False)
        self.passphrase.clear()
        self.restored.emit(folder)

    def _on_refused(self, refusal: UnionbookError) -> None:
        self._busy(False)
        if isinstance(refusal, WrongPassphraseError):
            self._row.fault(str(refusal))
            self.passphrase.setFocus()
        else:
            self._desk.feedback.error(str(refusal))

    def _busy(self, working: bool) -> None:  # noqa: FBT001 - one question, one answer
        self._progress.setVisible(working)
        self.look.setEnabled(not working)
        self.restore.setEnabled(not working)


def _free_folder(branch: str) -> Path:
    """Give a folder among the documents that is not there yet."""
    name = "".join(letter for letter in branch if letter.isalnum() or letter in " -_").strip()
    folder = paths.documents_folder() / f"{name or 'register'}{_SUFFIX}"
    number = 2
    while folder.exists():
        folder = folder.with_name(f"{name} {number}{_SUFFIX}")
        number += 1
    return folder
