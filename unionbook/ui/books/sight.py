# SPDX-License-Identifier: Apache-2.0
"""How both sights of shares look: rows at the left, what is told and entered at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from unionbook.ui.books.share_rules import RulesToChoose
from unionbook.ui.theme import Space
from unionbook.ui.widgets.beside import beside
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.domain.report_tables import ReportColumn
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_MAIN, _RULES = range(2)


class ShareSight(QWidget):
    """A table with a panel beside it; in place of both, the rules to choose while there is none."""

    def __init__(
        self,
        desk: Desk,
        buttons: Buttons,
        columns: Sequence[ReportColumn],
        title: str,
        leaving: Sequence[int],
        *,
        fund: bool,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self.table = MoneyTable(desk.theme, tuple(columns), title, leaving=leaving)
        self.rules = RulesToChoose(desk, buttons, fund=fund)
        self._told = label("", "strong", wrap=True)
        self.side = QVBoxLayout()
        self.side.setSpacing(Space.LARGE)
        self.side.addWidget(self._told)
        self._places = QStackedWidget()
        self._places.addWidget(beside(self.table, self.side))
        self._places.addWidget(self.rules)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._places)

    def choose_place(self, *, ruled: bool) -> None:
        """Show the table where there is a rule, otherwise the rules to choose."""
        self._places.setCurrentIndex(_MAIN if ruled else _RULES)
        self.rules.read()
