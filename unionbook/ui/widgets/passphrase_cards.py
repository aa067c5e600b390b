# SPDX-License-Identifier: Apache-2.0
"""Changing one's own passphrase, giving a user a new one, renewing the recovery key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from unionbook.errors import InvalidValueError, UnionbookError, WrongPassphraseError
from unionbook.operations.users import change_passphrase, renew_recovery_key, reset_passphrase
from unionbook.texts import gettext as _
from unionbook.ui.feedback import Choice
from unionbook.ui.screens.recovery_key import RecoveryKeyPage
from unionbook.ui.widgets.cards import Card
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.passphrase import PassphraseEdit, StrengthBar

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class OwnPassphraseCard(Card):
    """The present passphrase and the new one."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(_("Change your passphrase"))
        self._desk = desk
        self.old, self.new = PassphraseEdit(desk.theme), PassphraseEdit(desk.theme)
        strength = StrengthBar()
        self.new.textChanged.connect(strength.judge)
        form = Form()
        self._old_row = form.add(_("Present passphrase"), self.old)
        self._new_row = form.add(_("New passphrase"), self.new)
        form.addWidget(strength)
        self.column.addLayout(form)
        self.change = buttons.make(_("Change it"), self._on_change, icon="key")
        self.column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.new.returnPressed.connect(self._on_change)

    def _on_change(self) -> None:
        old, new = self.old.text(), self.new.text()
        self._old_row.fault()
        self._new_row.fault()
        self._desk.write(
            self,
            lambda session, _task: change_passphrase(session, old=old, new=new),
            done=lambda _nothing: self._on_changed(),
            failed=self._on_refused,
        )

    def _on_changed(self) -> None:
        self.old.clear()
        self.new.clear()
        self._desk.feedback.done(_("Your passphrase is changed."))

    def _on_refused(self, refusal: UnionbookError) -> None:
        if isinstance(refusal, WrongPassphraseError):
            self._old_row.fault(str(refusal))
        elif isinstance(refusal, InvalidValueError):
            self._new_row.fault(str(refusal))
        else:
            self._desk.feedback.error(str(refusal))


class ResetCard(Card):
    """A new passphrase for somebody who forgot it; hidden until somebody is named."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(_("Give a new passphrase"))
        self._desk = desk
        self._name = ""
        self.new = PassphraseEdit(desk.theme)
        strength = StrengthBar()
        self.new.textChanged.connect(strength.judge)
        form = Form()
        self._row = form.add(_("New passphrase"), self.new)
        form.addWidget(strength)
        self.column.addLayout(form)
        foot = QHBoxLayout()
        self.give = buttons.primary(_("Give it"), self._on_give, icon="key")
        foot.addWidget(self.give)
        foot.addWidget(buttons.cancel(self.hide))
        foot.addStretch(1)
        self.column.addLayout(foot)
        self.hide()

    def ask(self, name: str) -> None:
        """Ask for the passphrase of a user."""
        self._name = name
        self._row.fault()
        self.new.clear()
        self.new.setAccessibleName(_("New passphrase of {name}").format(name=name))
        self.show()
        self.new.setFocus()

    def _on_give(self) -> None:
        name, new = self._name, self.new.text()
        self._desk.write(
            self,
            lambda session, _task: reset_passphrase(session, name=name, passphrase=new),
            done=lambda _changes: self._on_given(name),
            failed=lambda refusal: self._row.fault(str(refusal)),
        )

    def _on_given(self, name: str) -> None:
        self.new.clear()
        self.hide()
        self._desk.feedback.done(_("{name} has a new passphrase.").format(name=name))


class RecoveryCard(QWidget):
    """Makes a new recovery key and shows it once."""

    finished = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._card = Card(
            _("Recovery key"),
            _("Make a new one when the printed sheet is lost or somebody else has seen it."),
        )
        self.renew = buttons.make(_("Make a new recovery key"), self._on_renew, icon="key")
        self._card.column.addWidget(self.renew, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._card)
        self.page: RecoveryKeyPage | None = None

    def _on_renew(self) -> None:
        # Asked, because the sheet in the safe opens nothing from then on.
        self._desk.feedback.ask(
            _("The old recovery key will open nothing any more. Make a new one?"),
            Choice(_("Make it"), self._make),
        )

    def _make(self) -> None:
        self._desk.write(
            self, lambda session, _task: renew_recovery_key(session), done=self._on_made
        )

    def _on_made(self, key: str) -> None:
        self.page = RecoveryKeyPage(
            self._desk, self._desk.open_session, key, go_on=_("It is in a safe place")
        )
        self.page.kept.connect(self._on_kept)
        self._card.hide()
        self._column.addWidget(self.page)

    def _on_kept(self) -> None:
        if self.page is not None:
            self.page.hide()
            self.page.deleteLater()
            self.page = None
        self._card.show()
        self.finished.emit()
