# SPDX-License-Identifier: Apache-2.0
"""What narrows the list of members: words, standing, department, group, what was sent up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QLineEdit,
    QPushButton,
    QWidget,
)

from unionbook.domain.events import PRESENT
from unionbook.operations.members import Criteria
from unionbook.operations.sending import SENDING_LABELS
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.operations.groups import Group
    from unionbook.ui.theme import Theme
    from unionbook.ui.widgets.buttons import Buttons

_PAUSE_MS = 120
_WORDS = 208
_NARROWEST = 8
"""Letters of a box; a name is narrower than as many of the widest letters."""
FORMER = ("transferred", "left", "expelled", "deceased")
_STANDINGS: dict[str, tuple[str, ...]] = {
    "present": PRESENT,
    "exempt": ("exempt",),
    "suspended": ("suspended",),
    "former": FORMER,
    "all": (),
}


class ListFilter(QWidget):
    """A box for words, chips for the standing, boxes for department and group."""

    changed = Signal()

    def __init__(self, theme: Theme, buttons: Buttons) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.changed)
        row = self.row = Flow(self)
        row.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Name, number, phone…"))
        self.words.setAccessibleName(_("Find in the list"))
        self.words.setClearButtonEnabled(True)
        self.words.addAction(
            QAction(theme.icon("search", "muted"), "", self.words),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        self.words.setFixedWidth(_WORDS)
        self.words.textChanged.connect(lambda _text: self._timer.start())
        for part in self.words.findChildren(QWidget):
            part.setAccessibleName(_("Clear"))
        row.addWidget(self.words)
        self._chips = self._standing_chips(buttons, row)
        self._groups = QComboBox()
        self._groups.setAccessibleName(_("Department or group"))
        self._groups.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._groups.setMinimumContentsLength(10)
        self._groups.addItem(_("All departments"), None)
        self._groups.activated.connect(lambda _index: self.changed.emit())
        row.addWidget(self._groups)
        self.sending = QComboBox()
        self.sending.setAccessibleName(_("Sent to the union above"))
        self.sending.addItem(_("Sent: all"), "")
        for state, text in SENDING_LABELS.items():
            self.sending.addItem(_(text), state)
        self.sending.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.sending.activated.connect(lambda _index: self.changed.emit())
        self.sending.currentTextChanged.connect(self._give_room)
        self._give_room(self.sending.currentText())
        self.sending.hide()
        row.addWidget(self.sending)

    @property
    def criteria(self) -> Criteria:
        """Give what is asked for, without the order."""
        chosen = self._groups.currentData()
        kind, number = chosen if chosen is not None else ("", None)
        return Criteria(
            statuses=_STANDINGS[self._standing],
            department_id=number if kind == "department" else None,
            group_id=number if kind and kind != "department" else None,
            text=self.words.text(),
            sending=self.sending.currentData(),
        )

    @property
    def is_narrowed(self) -> bool:
        """Say whether fewer are asked for than all who are members today."""
        narrowed = self._groups.currentIndex() > 0 or self.sending.currentIndex() > 0
        narrowed = narrowed or self._standing not in {"present", "all"}
        return bool(self.words.text().strip()) or narrowed

    def show_all(self) -> None:
        """Ask for everybody again."""
        self.words.clear()
        self._groups.setCurrentIndex(0)
        self.sending.setCurrentIndex(0)
        self._chips["present"].setChecked(True)
        self._timer.stop()
        self.changed.emit()

    def ask_for(self, words: str) -> None:
        """Ask for whom some words find, wherever they stand."""
        self._chips["all"].setChecked(True)
        self._groups.setCurrentIndex(0)
        self.sending.setCurrentIndex(0)
        self.words.setText(words)

    def show_criteria(self, criteria: Criteria) -> None:
        """Ask for what a list kept by name asks for."""
        standing = (name for name, some in _STANDINGS.items() if some == tuple(criteria.statuses))
        self._chips[next(standing, "all")].setChecked(True)
        self.words.setText(criteria.text)
        self._choose_group(criteria)
        self.sending.setCurrentIndex(max(self.sending.findData(criteria.sending), 0))
        self._timer.stop()
        self.changed.emit()

    def _choose_group(self, criteria: Criteria) -> None:
        kind = "department" if criteria.department_id else "group"
        wanted = criteria.department_id or criteria.group_id
        if wanted and self._groups.count() == 1:
            self._groups.addItem("…", (kind, wanted))  # until the groups are told, see below
        places = range(1, self._groups.count())
        found = (place for place in places if self._groups.itemData(place)[1] == wanted)
        self._groups.setCurrentIndex(next(found, 0))

    def offer_sending(self, offered: bool) -> None:  # noqa: FBT001 - one question, one answer
        """Offer to choose by what was sent to the union above, or not where nobody is sent."""
        self.sending.setVisible(offered)
        if not offered and self.sending.currentIndex() > 0:
            self.sending.setCurrentIndex(0)
            self.changed.emit()

    def offer_groups(self, groups: Sequence[Group]) -> None:
        """Offer the departments and groups there are, with how many are in each."""
        present = self._groups.currentData()
        self._groups.clear()
        self._groups.addItem(_("All departments"), None)
        for group in groups:
            count = formats.shown_number(group.members)
            self._groups.addItem(f"{group.name}  ({count})", (group.kind, group.id))
        for place in range(1, self._groups.count()):
            if present is not None and self._groups.itemData(place)[1] == present[1]:
                self._groups.setCurrentIndex(place)

    def state(self) -> dict[str, Any]:
        """Give what is asked for, to come back to it."""
        return {
            "words": self.words.text(),
            "standing": self._standing,
            "group": self._groups.currentData(),
            "sending": self.sending.currentData(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Ask for what was asked for before."""
        self.words.setText(str(state.get("words", "")))
        chip = self._chips.get(str(state.get("standing", "present")))
        if chip is not None:
            chip.setChecked(True)
        self.sending.setCurrentIndex(max(self.sending.findData(state.get("sending", "")), 0))
        if state.get("group") is not None:
            self._groups.addItem("…", state["group"])
            self._groups.setCurrentIndex(self._groups.count() - 1)
        self._timer.stop()

    def _give_room(self, told: str) -> None:
        """Let the box be as narrow as what is chosen in it, so that the line holds it."""
        self.sending.setMinimumContentsLength(max(_NARROWEST, len(told) - 2))

    @property
    def _standing(self) -> str:
        return next(name for name, chip in self._chips.items() if chip.isChecked())

    def _standing_chips(self, buttons: Buttons, row: Flow) -> dict[str, QPushButton]:
        group = QButtonGroup(self)
        chips = {}
        for name, text in (
            ("present", _("Members")),
            ("exempt", _("Exempt")),
            ("suspended", _("Suspended")),
            ("former", _("Former")),
            ("all", _("All")),
        ):
            chip = buttons.make(text, look="chip")
            chip.setCheckable(True)
            group.addButton(chip)
            chips[name] = chip
            row.addWidget(chip)
        chips["present"].setChecked(True)
        group.buttonToggled.connect(self._on_chip)
        return chips

    def _on_chip(self, _chip: QPushButton, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        if checked:
            self._timer.start()
