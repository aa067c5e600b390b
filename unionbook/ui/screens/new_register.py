# SPDX-License-Identifier: Apache-2.0
"""The form of a new register."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from unionbook import paths, texts
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.form import Form, FormRow
from unionbook.ui.widgets.passphrase import PassphraseEdit, StrengthBar
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.operations.sessions import RegisterInfo, Session
    from unionbook.ui.desk import Desk

SUFFIX = ".unionbook"
KINDS = {
    "branch": N_("Of a branch: members, dues, welfare"),
    "federation": N_("Of a federation: the desk above many branches"),
}
_LANGUAGE_OF = {"VN": "vi", "ID": "id"}
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


class NewRegisterPage(QWidget):
    """Branch, country, user and passphrase; then the register is made."""

    left = Signal()
    made = Signal(object, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self._parent_folder = paths.documents_folder()
        self.branch = QLineEdit()
        self.kind = QComboBox()
        self.country = QComboBox()
        self.user = QLineEdit()
        self.passphrase = PassphraseEdit(desk.theme)
        self.again = PassphraseEdit(desk.theme)
        self.folder = QLineEdit()
        self._strength = StrengthBar()
        self._rows: dict[str, FormRow] = {}
        self._lay_out()
        self._wire()
        self.setProperty("first_control", self.branch)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(self._buttons.back(self.left.emit))
        column.addWidget(label(_("Make a register"), "title"))
        form = Form()
        column.addLayout(form)
        self.branch.setPlaceholderText(_("For example: Trade union of Minh Long Garment Co."))
        for code, name in (("VN", _("Vietnam")), ("ID", _("Indonesia"))):
            self.country.addItem(name, code)
        self.country.setCurrentIndex(1 if texts.language() == "id" else 0)
        for key, text in KINDS.items():
            self.kind.addItem(_(text), key)
        rows = self._rows
        rows["kind"] = form.add(_("Whose register it is"), self.kind)
        rows["branch"] = form.add(_("Name of the branch"), self.branch)
        rows["country"] = form.add(
            _("Country"),
            self.country,
            _("Decides the identity papers, addresses, money and rules offered."),
        )
        rows["folder"] = form.add(
            _("Folder of the register"), self.folder, beside=self._place_row()
        )
        rows["user"] = form.add(
            _("Your name"), self.user, _("You become the head of this register.")
        )
        rows["passphrase"] = form.add(_("Passphrase"), self.passphrase)
        column.addWidget(self._strength)
        rows["again"] = form.add(_("Passphrase once more"), self.again)
        form.insertWidget(form.indexOf(rows["again"]), self._strength)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(_("The register is being made"))
        self._progress.hide()
        column.addWidget(self._progress)
        self.make = self._buttons.primary(_("Make the register"), self._on_make, icon="arrow")
        foot = QHBoxLayout()
        foot.addWidget(self.make)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)

    def _place_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(self._buttons.make(_("Choose…"), self._on_choose))
        return holder

    def _wire(self) -> None:
        self.branch.textChanged.connect(self._on_branch)
        self.kind.currentIndexChanged.connect(lambda _place: self._on_kind())
        self.passphrase.textChanged.connect(self._strength.judge)
        self.again.returnPressed.connect(self._on_make)
        for name, row in self._rows.items():
            control = row.control
            if isinstance(control, QLineEdit):
                control.textEdited.connect(lambda _text, name=name: self._rows[name].fault())
        self._on_branch("")

    def _on_kind(self) -> None:
        federation = self.kind.currentData() == "federation"
        self._rows["branch"].name(
            _("Name of the federation") if federation else _("Name of the branch")
        )
        self.branch.setPlaceholderText(
            _("For example: Federation of the industrial zone")
            if federation
            else _("For example: Trade union of Minh Long Garment Co.")
        )

    def _on_branch(self, text: str) -> None:
        name = _NOT_IN_NAMES.sub(" ", text).strip(" .") or _("My branch")
        self.folder.setText(str(self._parent_folder / f"{name}{SUFFIX}"))
        self.folder.setCursorPosition(len(self.folder.text()))

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, _("Folder in which the register is made"), str(self._parent_folder)
        )
        if chosen:
            self._parent_folder = Path(chosen)
            self._on_branch(self.branch.text())

    def _faults(self) -> dict[str, str]:
        wrong = {}
        if not self.branch.text().strip():
            wrong["branch"] = _("Write the name of the branch.")
        if not self.user.text().strip():
            wrong["user"] = _("Write your name.")
        if not self.passphrase.text():
            wrong["passphrase"] = _("Choose a passphrase.")
        elif self.passphrase.text() != self.again.text():
            wrong["again"] = _("The two passphrases differ. Type it once more.")
        return wrong

    def _on_make(self) -> None:
        wrong = self._faults()
        for name, row in self._rows.items():
            row.fault(wrong.get(name, ""))
        if wrong:
            self._rows[next(iter(wrong))].control.setFocus()
            return
        self._busy(True)
        asked = self._asked()
        self._desk.tasks.run(
            lambda _task: _make(**asked), owner=self, done=self._on_made, failed=self._on_refused
        )

    def _asked(self) -> dict[str, Any]:
        country = str(self.country.currentData())
        return {
            "folder": Path(self.folder.text().strip()),
            "branch": self.branch.text().strip(),
            "kind": str(self.kind.currentData()),
            "country": country,
            "language": texts.language() if texts.language() != "en" else _LANGUAGE_OF[country],
            "user": self.user.text().strip(),
            "passphrase": self.passphrase.text(),
        }

    def _on_made(self, result: tuple[tuple[Session, RegisterInfo], str]) -> None:
        self._busy(False)
        self.passphrase.clear()
        self.again.clear()
        self.made.emit(*result)

    def _on_refused(self, refusal: UnionbookError) -> None:
        self._busy(False)
        row = self._rows.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if row is not None:
            row.fault(str(refusal))
            row.control.setFocus()
        else:
            self._desk.feedback.error(str(refusal))

    def _busy(self, working: bool) -> None:  # noqa: FBT001 - one question, one answer
        self._progress.setVisible(working)
        self.make.setEnabled(not working)


def _make(
    *, folder: Path, branch: str, kind: str, country: str, language: str, user: str, passphrase: str
) -> tuple[tuple[Session, RegisterInfo], str]:
    from unionbook.operations.sessions import make_register  # noqa: PLC0415 - not for the start

    session, recovery_key = make_register(
        folder=folder,
        branch=branch,
        kind=kind,
        country=country,
        language=language,
        user=user,
        passphrase=passphrase,
    )
    return (session, session.info), recovery_key
