# SPDX-License-Identifier: Apache-2.0
"""What is shown before there are dues: which step comes next, and a button that takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from unionbook.operations.ledger import set_up_books
from unionbook.texts import gettext as _
from unionbook.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from unionbook.operations.dues_year import DuesState
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_BOOKS, _RULES, _MONTH = range(3)


class SettingUp(QStackedWidget):
    """Three steps: set up the books, choose a rule, assess a month."""

    part_asked = Signal(str)

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self.addWidget(self._no_books())
        self.addWidget(self._no_rule())
        self.addWidget(self._no_month())

    def show_state(self, state: DuesState, *, until_assessed: bool = False) -> bool:
        """Show the step that comes next; give whether there is one."""
        if not state.books:
            self.setCurrentIndex(_BOOKS)
        elif not state.rules:
            self.setCurrentIndex(_RULES)
        elif until_assessed and not state.last_month:
            self.setCurrentIndex(_MONTH)
        else:
            return False
        return True

    def _no_books(self) -> EmptyState:
        ways: tuple[QPushButton, ...] = ()
        if self._desk.may("post_voucher"):
            self.set_up = self._buttons.primary(_("Set up the books"), self._on_books, icon="add")
            ways = (self.set_up,)
        return EmptyState(
            self._desk.theme,
            "dues",
            _("No books yet"),
            _(
                "Dues are kept in the branch's books. Setting them up lays out the accounts of "
                "your country; it takes a second, and nothing is posted."
            )
            if ways
            else _("Dues are kept in the branch's books. The treasurer sets them up."),
            *ways,
        )

    def _no_rule(self) -> EmptyState:
        ways: tuple[QPushButton, ...] = ()
        if self._desk.may("change_dues_rules"):
            self.choose = self._buttons.primary(
                _("Choose a rule"), lambda: self.part_asked.emit("rules"), icon="check"
            )
            ways = (self.choose,)
        return EmptyState(
            self._desk.theme,
            "dues",
            _("No rule of dues yet"),
            _(
                "Say how much members pay: take one of the rules that the unions of your country "
                "know, or write your own."
            ),
            *ways,
        )

    def _no_month(self) -> EmptyState:
        ways: tuple[QPushButton, ...] = ()
        if self._desk.may("assess_dues"):
            self.assess = self._buttons.primary(
                _("Assess a month"), lambda: self.part_asked.emit("assess"), icon="calendar"
            )
            ways = (self.assess,)
        return EmptyState(
            self._desk.theme,
            "dues",
            _("No month is assessed yet"),
            _("Assessing a month says what each member owes for it. You see it before it counts."),
            *ways,
        )

    def _on_books(self) -> None:
        self._desk.write(
            self,
            lambda session, _task: set_up_books(session),
            sentence=_("The books are set up."),
        )
