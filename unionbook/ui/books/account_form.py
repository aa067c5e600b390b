# SPDX-License-Identifier: Apache-2.0
"""An account of the branch's own: its code, its name, what kind it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from unionbook.domain.ledger import ACCOUNT_LABELS
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.ledger import add_account
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.operations.ledger import Account
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class AccountForm(QFrame):
    """Asks for what an account needs; an account that was used is never removed."""

    added = Signal(str)
    """The code of the account that was added."""
    left = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("look", "card")
        self.code = QLineEdit()
        self.name = QLineEdit()
        self.kind = QComboBox()
        for kind, text in ACCOUNT_LABELS.items():
            self.kind.addItem(_(text), kind.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(label(_("New account"), "strong"))
        form = Form()
        self._code_row = form.add(
            _("Code"),
            self.code,
            _("An account stands below the one with whose code its own begins: 1121 below 112."),
        )
        self._name_row = form.add(_("Name"), self.name)
        form.add(_("Kind"), self.kind)
        column.addLayout(form)
        foot = QHBoxLayout()
        self.save = buttons.save(self._on_save)
        foot.addWidget(self.save)
        foot.addWidget(buttons.cancel(self.leave))
        foot.addStretch(1)
        column.addLayout(foot)
        self.name.returnPressed.connect(self._on_save)

    @property
    def unsaved(self) -> bool:
        """Say whether something is typed that is not saved."""
        return bool(self.name.text().strip())

    def begin(self, beside: Account | None) -> None:
        """Begin an account below or beside another one."""
        self.code.setText(beside.code if beside else "")
        self.name.clear()
        if beside:
            self.kind.setCurrentIndex(self.kind.findData(beside.kind.value))
        self._code_row.fault()
        self._name_row.fault()
        self.code.setFocus()

    def _on_save(self) -> None:
        code, name, kind = self.code.text(), self.name.text(), str(self.kind.currentData())
        self.save.setEnabled(False)
        self._desk.write(
            self,
            lambda session, _task: add_account(session, code=code, name=name, kind=kind),
            sentence=_("The account {code} is added.").format(code=code.strip()),
            done=lambda _changes: self._on_done(code.strip()),
            failed=self._on_refused,
        )

    def _on_done(self, code: str) -> None:
        self.save.setEnabled(True)
        self.name.clear()
        self.added.emit(code)

    def _on_refused(self, refusal: UnionbookError) -> None:
        self.save.setEnabled(True)
        row = self._code_row
        if isinstance(refusal, InvalidValueError) and not self.name.text().strip():
            row = self._name_row
        row.fault(str(refusal))
        row.control.setFocus()

    def leave(self) -> None:
        """Throw away what was typed."""
        self.name.clear()
        self.left.emit()
