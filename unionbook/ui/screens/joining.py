# SPDX-License-Identifier: Apache-2.0
"""A second PC joins an office: a copy on a stick, who opens it, and the six words to compare."""

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
from unionbook.operations.devices import Joined, join_device
from unionbook.texts import gettext as _
from unionbook.ui.screens.new_register import SUFFIX
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.passphrase import PassphraseEdit
from unionbook.ui.widgets.six_words import SixWords
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.operations.sessions import RegisterInfo, Session
    from unionbook.ui.desk import Desk


class JoiningPage(QWidget):
    """The copy, the user and the passphrase; then what a head does on the other PC."""

    left = Signal()
    joined = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self._opened: tuple[Session, RegisterInfo] | None = None
        self.file, self.user = QLineEdit(), QLineEdit()
        self.passphrase = PassphraseEdit(desk.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.MEDIUM)
        self._back = self._buttons.back(self.left.emit)
        column.addWidget(self._back)
        column.addWidget(label(_("Join from a stick"), "title"))
        column.addWidget(
            label(
                _(
                    "On the first PC a head saves a copy under “Data exchange”, “PCs”. This PC "
                    "becomes one of the office's own and works on the same register."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self._form())
        column.addWidget(self._words_card())
        column.addStretch(1)
        self.passphrase.returnPressed.connect(self._on_join)
        self.setProperty("first_control", self.file)

    def _form(self) -> QWidget:
        self._asked = QWidget()
        column = QVBoxLayout(self._asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.MEDIUM)
        form = Form()
        column.addLayout(form)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.file, 1)
        row.addWidget(self._buttons.make(_("Choose…"), self._on_choose))
        form.add(_("Copy on the stick"), self.file, beside=holder)
        form.add(_("User"), self.user, _("Your name, as on the first PC."))
        self._row = form.add(_("Passphrase"), self.passphrase, _("The one of the first PC."))
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(_("The register is being laid out"))
        self._progress.hide()
        column.addWidget(self._progress)
        self.join = self._buttons.primary(_("Join"), self._on_join, icon="arrow")
        foot = QHBoxLayout()
        foot.addWidget(self.join)
        foot.addStretch(1)
        column.addLayout(foot)
        return self._asked

    def _words_card(self) -> QFrame:
        self._card = QFrame()
        self._card.setProperty("look", "card")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(label(_("Now a head approves this PC"), "strong", wrap=True))
        self._told = label("", wrap=True)
        column.addWidget(self._told)
        self.words = SixWords()
        column.addWidget(self.words)
        self.go_on = self._buttons.primary(_("Open the register"), self._on_go_on, icon="arrow")
        foot = QHBoxLayout()
        foot.addWidget(self.go_on)
        foot.addStretch(1)
        column.addLayout(foot)
        self._card.hide()
        return self._card

    def _on_choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Copy on the stick"), str(paths.documents_folder())
        )
        if chosen:
            self.file.setText(chosen)

    def _on_join(self) -> None:
        path, user, passphrase = Path(self.file.text()), self.user.text(), self.passphrase.text()
        self._row.fault()
        if not path.is_file():
            self._desk.feedback.info(_("Choose the copy on the stick first."))
            self.file.setFocus()
            return
        self._busy(working=True)
        into = _free_folder(path)
        self._desk.tasks.run(
            lambda _task: _join(path, into, user, passphrase),
            owner=self,
            done=self._on_joined,
            failed=self._on_refused,
        )

    def _on_joined(self, found: tuple[Joined, RegisterInfo]) -> None:
        self._busy(working=False)
        self.passphrase.clear()
        joined, info = found
        self._opened = (joined.session, info)
        if joined.request is None:
            self._on_go_on()
            return
        self._told.setText(
            _(
                "Its request {name} lies beside the copy. The head opens it on another PC and "
                "must see these six words there:"
            ).format(name=joined.request.name)
        )
        self.words.show_words(joined.words)
        self._asked.hide()
        self._back.hide()
        self._card.show()
        self.go_on.setFocus()

    def _on_go_on(self) -> None:
        if self._opened is not None:
            self.joined.emit(self._opened)

    def _on_refused(self, refusal: UnionbookError) -> None:
        self._busy(working=False)
        if isinstance(refusal, WrongPassphraseError):
            self._row.fault(str(refusal))
            self.passphrase.setFocus()
        else:
            self._desk.feedback.error(str(refusal))

    def _busy(self, *, working: bool) -> None:
        self._progress.setVisible(working)
        self.join.setEnabled(not working)


def _join(path: Path, into: Path, user: str, passphrase: str) -> tuple[Joined, RegisterInfo]:
    joined = join_device(path=path, into=into, user=user, passphrase=passphrase)
    return joined, joined.session.info


def _free_folder(path: Path) -> Path:
    """Give a folder among the documents that is not there yet."""
    folder = paths.documents_folder() / f"{path.stem}{SUFFIX}"
    number = 2
    while folder.exists():
        folder = folder.with_name(f"{path.stem} {number}{SUFFIX}")
        number += 1
    return folder
