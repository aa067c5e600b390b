# SPDX-License-Identifier: Apache-2.0
"""The page that unlocks a register: who, the passphrase, or the recovery key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.roles import role_label
from unionbook.errors import InUseError, UnionbookError, WrongPassphraseError
from unionbook.texts import gettext as _
from unionbook.ui import formats, sample
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.passphrase import PassphraseEdit
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.sessions import Holder, RegisterInfo, Session, Slot
    from unionbook.ui.desk import Desk


class UnlockPage(QWidget):
    """Users of the register, a passphrase, and who has it open elsewhere."""

    left = Signal()
    opened = Signal(object)

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self._buttons = Buttons(desk.theme)
        known = next((r for r in desk.preferences.recent if r.folder == str(folder)), None)
        self._last_user = known.user if known else ""
        self._title = (known.branch if known else "") or folder.stem
        self.user = QComboBox()
        self.passphrase = PassphraseEdit(desk.theme)
        self.recovery_key = QLineEdit()
        self._lay_out()
        self._desk.tasks.run_beside(
            lambda _task: _look(folder), owner=self, done=self._on_seen, failed=self._on_refused
        )
        self.setProperty("first_control", self.passphrase)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self._buttons.back(self.left.emit))
        column.addWidget(label(self._title, "title", wrap=True))
        place = label(formats.shown_path(str(self._folder)), "caption", wrap=True)
        column.addWidget(place)
        self._held = self._held_notice()
        column.addWidget(self._held)
        form = Form()
        column.addLayout(form)
        form.add(_("User"), self.user)
        self._row = form.add(_("Passphrase"), self.passphrase, sample.hint_for(self._folder))
        self._key_row = form.add(
            _("Recovery key"),
            self.recovery_key,
            _("The seven groups printed on the recovery page."),
        )
        self._key_row.hide()
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(_("The register is being opened"))
        self._progress.hide()
        column.addWidget(self._progress)
        self.unlock = self._buttons.primary(_("Unlock"), self._on_unlock, icon="lock")
        self._by_key = self._buttons.make(
            _("I forgot my passphrase"), self._on_forgotten, look="link"
        )
        foot = QHBoxLayout()
        foot.addWidget(self.unlock)
        foot.addStretch(1)
        foot.addWidget(self._by_key)
        column.addLayout(foot)
        column.addStretch(1)
        self.passphrase.returnPressed.connect(self._on_unlock)
        self.recovery_key.returnPressed.connect(self._on_unlock)
        self.passphrase.textEdited.connect(lambda _text: self._row.fault())

    def _held_notice(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("look", "notice")
        frame.setProperty("level", "warn")
        row = QHBoxLayout(frame)
        picture = QLabel()
        picture.setPixmap(self._desk.theme.pixmap("warning", "warn", side=20))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.held_by = label("", wrap=True)
        self.read_only = self._buttons.make(_("Open to read only"), self._on_read_only, icon="eye")
        row.addWidget(picture)
        words = QVBoxLayout()
        words.addWidget(self.held_by)
        line = QHBoxLayout()
        line.addWidget(self.read_only)
        line.addStretch(1)
        words.addLayout(line)
        row.addLayout(words, 1)
        frame.hide()
        return frame

    def _on_seen(self, seen: tuple[tuple[Slot, ...], Holder | None]) -> None:
        slots, holder = seen
        self.user.clear()
        for slot in slots:
            self.user.addItem(f"{slot.name}  ·  {role_label(slot.role)}", slot.name)
        chosen = self.user.findData(self._last_user)
        self.user.setCurrentIndex(max(chosen, 0))
        if holder is not None:
            self._say_held(
                _("{user} has this register open on {computer} since {since}.").format(
                    user=holder.user,
                    computer=holder.computer,
                    since=f"{holder.since.astimezone():%d/%m/%Y %H:%M}",
                )
            )

    def _say_held(self, sentence: str) -> None:
        self.held_by.setText(sentence)
        self._held.show()

    def _on_forgotten(self) -> None:
        by_key = not self._key_row.isVisibleTo(self)
        self._key_row.setVisible(by_key)
        self._row.setVisible(not by_key)
        self.user.setEnabled(not by_key)
        self._by_key.setText(_("Use the passphrase") if by_key else _("I forgot my passphrase"))
        (self.recovery_key if by_key else self.passphrase).setFocus()

    def _on_unlock(self) -> None:
        self._open(read_only=False)

    def _on_read_only(self) -> None:
        self._open(read_only=True)

    def _open(self, *, read_only: bool) -> None:
        folder, user = self._folder, str(self.user.currentData() or "")
        passphrase, key = self.passphrase.text(), self.recovery_key.text().strip()
        by_key = self._key_row.isVisibleTo(self)
        if not (key if by_key else passphrase):
            (self._key_row if by_key else self._row).fault(_("Type it, then press Enter."))
            (self.recovery_key if by_key else self.passphrase).setFocus()
            return
        self._busy(True)
        self._desk.tasks.run(
            lambda _task: (
                _open_by_key(folder, key, read_only=read_only)
                if by_key
                else _open(folder, user, passphrase, read_only=read_only)
            ),
            owner=self,
            done=self._on_opened,
            failed=self._on_refused,
        )

    def _on_opened(self, opened: tuple[Session, RegisterInfo]) -> None:
        self._busy(False)
        self.passphrase.clear()
        self.recovery_key.clear()
        self.opened.emit(opened)

    def _on_refused(self, refusal: UnionbookError) -> None:
        self._busy(False)
        if isinstance(refusal, InUseError):
            self._say_held(str(refusal))
            self.read_only.setFocus()
        elif isinstance(refusal, WrongPassphraseError):
            by_key = self._key_row.isVisibleTo(self)
            (self._key_row if by_key else self._row).fault(str(refusal))
            control = self.recovery_key if by_key else self.passphrase
            control.setFocus()
            control.selectAll()
        else:
            self._desk.feedback.error(str(refusal))

    def _busy(self, working: bool) -> None:  # noqa: FBT001 - one question, one answer
        self._progress.setVisible(working)
        self.unlock.setEnabled(not working)
        self.read_only.setEnabled(not working)


def _look(folder: Path) -> tuple[tuple[Slot, ...], Holder | None]:
    from unionbook.operations import sessions  # noqa: PLC0415 - after the window is there

    return sessions.list_slots(folder), sessions.holder_of(folder)


def _open(
    folder: Path, user: str, passphrase: str, *, read_only: bool
) -> tuple[Session, RegisterInfo]:
    from unionbook.operations.sessions import open_register  # noqa: PLC0415 - likewise

    session = open_register(folder=folder, user=user, passphrase=passphrase, read_only=read_only)
    return session, session.info


def _open_by_key(
    folder: Path, recovery_key: str, *, read_only: bool
) -> tuple[Session, RegisterInfo]:
    from unionbook.operations.sessions import open_with_recovery_key  # noqa: PLC0415 - likewise

    session = open_with_recovery_key(folder=folder, recovery_key=recovery_key, read_only=read_only)
    return session, session.info
