# SPDX-License-Identifier: Apache-2.0
"""Who may open the register, in which role; one's own passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.roles import Role, role_label
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.users import add_user, change_role, list_users, remove_user
from unionbook.texts import gettext as _
from unionbook.ui.feedback import Choice
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.form import Form, FormRow
from unionbook.ui.widgets.passphrase import PassphraseEdit, StrengthBar
from unionbook.ui.widgets.passphrase_cards import OwnPassphraseCard, RecoveryCard, ResetCard
from unionbook.ui.widgets.texts import label, pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.operations.users import UserInfo
    from unionbook.ui.desk import Desk


class UsersScreen(Screen):
    """The users as cards, a form for a new one, passphrases and the recovery key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.SMALL)
        self._rows: dict[str, FormRow] = {}
        column = self._column()
        header, _row = self._header(_("Users"))
        column.addWidget(header)
        page = CardPage()
        column.addWidget(page, 1)
        people = QWidget()
        people.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        page.add(people)
        self.reset = ResetCard(desk, self._buttons)
        page.add(self.reset)
        if desk.may("manage_users"):
            page.add(self._new_user())
        if desk.may("change_passphrase"):
            self.own = OwnPassphraseCard(desk, self._buttons)
            page.add(self.own)
        if desk.may("renew_recovery_key"):
            self.recovery = RecoveryCard(desk, self._buttons)
            page.add(self.recovery)
        self._read()

    def on_changed(self, changes: Changes, _initiator: QObject) -> None:
        """Show the users again when they may be others."""
        if not changes.rows or "users" in changes.rows:
            self._read()

    def _read(self) -> None:
        self._desk.read(self, list_users, self._show, purpose="users")

    def _show(self, users: Sequence[UserInfo]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for user in users:
            self._list.addWidget(self._card(user))

    def _card(self, user: UserInfo) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        row.setSpacing(Space.MEDIUM)
        picture = QLabel()
        picture.setPixmap(self._desk.theme.pixmap("member", "accent", side=24))
        row.addWidget(picture)
        row.addWidget(label(user.name, "label"), 1)
        if user.is_self:
            row.addWidget(pill(_("You"), "info"))
        if self._desk.may("manage_users") and not user.is_self:
            row.addWidget(self._role_box(user))
            row.addWidget(
                self._buttons.quiet(
                    _("Give {name} a new passphrase").format(name=user.name),
                    "key",
                    lambda: self.reset.ask(user.name),
                )
            )
            remove = self._buttons.quiet(
                _("Remove {name}").format(name=user.name), "close", lambda: self._on_remove(user)
            )
            row.addWidget(remove)
        else:
            row.addWidget(label(role_label(user.role, self._desk.info.kind), "muted"))
        return card

    def _role_box(self, user: UserInfo) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("Role of {name}").format(name=user.name))
        for role in Role:
            box.addItem(role_label(role, self._desk.info.kind), role.value)
        box.setCurrentIndex(box.findData(user.role.value))
        box.activated.connect(lambda _index: self._on_role(user, str(box.currentData())))
        return box

    def _new_user(self) -> Card:
        card = Card(_("Let somebody else open the register"))
        column = card.column
        form = Form()
        self.name = QLineEdit()
        self.role = QComboBox()
        for role in Role:
            self.role.addItem(role_label(role, self._desk.info.kind), role.value)
        self.role.setCurrentIndex(1)
        self.first = PassphraseEdit(self._desk.theme)
        strength = StrengthBar()
        self.first.textChanged.connect(strength.judge)
        self._rows["name"] = form.add(_("Name"), self.name)
        form.add(_("Role"), self.role)
        self._rows["passphrase"] = form.add(
            _("First passphrase"), self.first, _("Tell it to this person, who then changes it.")
        )
        form.addWidget(strength)
        column.addLayout(form)
        self.add = self._buttons.primary(_("Add the user"), self._on_add, icon="add")
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _on_add(self) -> None:
        name, role, first = self.name.text(), str(self.role.currentData()), self.first.text()
        self._no_faults()
        self._desk.write(
            self,
            lambda session, _task: add_user(session, name=name, role=role, passphrase=first),
            done=lambda _changes: self._on_added(name),
            failed=self._on_refused,
        )

    def _on_added(self, name: str) -> None:
        self.name.clear()
        self.first.clear()
        self._desk.feedback.done(_("{name} can open the register now.").format(name=name))
        self._read()

    def _on_role(self, user: UserInfo, role: str) -> None:
        name = user.name
        self._desk.write(
            self,
            lambda session, _task: change_role(session, name=name, role=role),
            done=lambda _changes: self._desk.feedback.done(
                _("{name} has another role now.").format(name=name)
            ),
            failed=self._on_role_refused,
        )

    def _on_role_refused(self, refusal: UnionbookError) -> None:
        self._desk.feedback.error(str(refusal))
        self._read()

    def _on_remove(self, user: UserInfo) -> None:
        # Asked, because this is one of the few things that cannot be taken back.
        self._desk.feedback.ask(
            _("Take the register away from {name}? This cannot be undone.").format(name=user.name),
            Choice(_("Remove"), lambda: self._remove(user.name)),
        )

    def _remove(self, name: str) -> None:
        self._desk.write(
            self,
            lambda session, _task: remove_user(session, name=name),
            done=lambda _changes: self._on_removed(name),
        )

    def _on_removed(self, name: str) -> None:
        self._desk.feedback.done(_("{name} cannot open the register any more.").format(name=name))
        self._read()

    def _on_refused(self, refusal: UnionbookError) -> None:
        if isinstance(refusal, InvalidValueError):
            self._rows["name" if refusal.field == "name" else "passphrase"].fault(str(refusal))
        else:
            self._desk.feedback.error(str(refusal))

    def _no_faults(self) -> None:
        for row in self._rows.values():
            row.fault()
