# SPDX-License-Identifier: Apache-2.0
"""The choices of this PC and of the branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox

from unionbook import texts
from unionbook.domain.fields import BY_NAME, SENSITIVE
from unionbook.operations.members import sensitive_fields
from unionbook.operations.settings import turn_on_sensitive
from unionbook.texts import gettext as _
from unionbook.ui.screens.gate import LANGUAGE_NAMES
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.branch_cards import BranchCard, OwnFieldsCard, PhotosCard
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.form import Form

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk

_LONGEST = 240


class SettingsScreen(Screen):
    """Language, look and locking of this PC; the sensitive fields of the branch."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.language = QComboBox()
        self.look = QComboBox()
        self.lock_minutes = QSpinBox()
        self._boxes: dict[str, QCheckBox] = {}
        column = self._column()
        header, _row = self._header(_("Settings"))
        column.addWidget(header)
        page = CardPage()
        column.addWidget(page, 1)
        page.add(self._of_this_pc())
        self.branch = BranchCard(desk, self._buttons)
        self.own_fields = OwnFieldsCard(desk, self._buttons)
        self.photos = PhotosCard(desk, self._buttons)
        page.add(self.branch)
        page.add(self.own_fields)
        if desk.may("set_photo"):
            page.add(self.photos)
        page.add(self._of_the_branch())
        desk.read(self, sensitive_fields, self._on_sensitive)

    def _of_this_pc(self) -> Card:
        card = Card(_("On this PC"))
        form = Form()
        preferences = self._desk.preferences
        for code, name in LANGUAGE_NAMES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(texts.language()))
        self.language.activated.connect(lambda _index: self._on_language())
        for code, name in (
            ("system", _("As the system")),
            ("light", _("Light")),
            ("dark", _("Dark")),
        ):
            self.look.addItem(name, code)
        self.look.setCurrentIndex(self.look.findData(preferences.theme))
        self.look.activated.connect(lambda _index: self._on_look())
        self.lock_minutes.setRange(0, _LONGEST)
        self.lock_minutes.lineEdit().setTextMargins(Space.SMALL, 0, 0, 0)
        self.lock_minutes.setValue(preferences.lock_minutes)
        self.lock_minutes.setSpecialValueText(_("Never"))
        self.lock_minutes.setSuffix(" " + _("minutes"))
        self.lock_minutes.valueChanged.connect(self._on_lock_minutes)
        form.add(_("Language"), self.language)
        form.add(_("Colours"), self.look)
        form.add(
            _("Lock when nobody is at the PC for"),
            self.lock_minutes,
            _("Unlocking returns to the same screen. Ctrl+L locks at once."),
        )
        card.column.addLayout(form)
        return card

    def _of_the_branch(self) -> Card:
        card = Card(
            _("Sensitive fields of the branch"),
            _("They stay off until your branch needs them and the members have agreed."),
        )
        for name in SENSITIVE:
            box = QCheckBox(_(BY_NAME[name].label))
            box.setEnabled(self._desk.may("change_settings"))
            box.clicked.connect(lambda on, name=name: self._on_box(name, on))
            self._boxes[name] = box
            card.column.addWidget(box)
        return card

    def _on_language(self) -> None:
        code = str(self.language.currentData())
        self._desk.preferences.language = code
        self._desk.preferences.save()
        texts.use(code)
        self._desk.look_changed.emit()

    def _on_look(self) -> None:
        self._desk.preferences.theme = str(self.look.currentData())
        self._desk.preferences.save()
        self._desk.look_changed.emit()

    def _on_lock_minutes(self, minutes: int) -> None:
        self._desk.preferences.lock_minutes = minutes
        self._desk.preferences.save()
        self._desk.lock_minutes_changed.emit(minutes)

    def _on_sensitive(self, names: frozenset[str]) -> None:
        for name, box in self._boxes.items():
            box.setChecked(name in names)

    def _on_box(self, name: str, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        label_of_field = _(BY_NAME[name].label)
        told = _("“{field}” is on.") if on else _("“{field}” is off.")
        self._desk.write(
            self,
            lambda session, _task: turn_on_sensitive(session, name=name, on=on),
            sentence=told.format(field=label_of_field),
        )
