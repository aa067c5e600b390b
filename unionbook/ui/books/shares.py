# SPDX-License-Identifier: Apache-2.0
"""What goes up and what comes from the employer: two sights of one part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget

from unionbook.texts import gettext as _
from unionbook.ui.books.fund import FundSight
from unionbook.ui.books.upward import UpwardSight
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk

_UPWARD, _FUND = "upward", "fund"


class SharesPart(ScreenPart):
    """Chips above; below them the levels above, or the employer's fund."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sights: dict[str, UpwardSight | FundSight] = {
            _UPWARD: UpwardSight(desk, self._buttons),
            _FUND: FundSight(desk, self._buttons),
        }
        self._stack = QStackedWidget()
        self._chips = QButtonGroup(self)
        strip = QFrame()
        strip.setProperty("look", "header")
        row = QHBoxLayout(strip)
        row.setContentsMargins(Space.WIDE, Space.SMALL, Space.LARGE, Space.SMALL)
        row.setSpacing(Space.SMALL)
        self.chips = {}
        for name, text in ((_UPWARD, _("Levels above")), (_FUND, _("Employer fund"))):
            chip = self._buttons.make(text, look="chip")
            chip.setCheckable(True)
            self._chips.addButton(chip)
            row.addWidget(chip)
            self.chips[name] = chip
            self._stack.addWidget(self.sights[name])
        row.addStretch(1)
        self.column.addWidget(strip)
        self.column.addWidget(self._stack, 1)
        self.chips[_UPWARD].setChecked(True)
        self._chips.buttonToggled.connect(lambda _chip, on: self._on_chip() if on else None)
        self.home = self.chips[_UPWARD]

    @property
    def sight(self) -> str:
        """Give which of the two is shown."""
        return next(name for name, chip in self.chips.items() if chip.isChecked())

    def state(self) -> dict[str, Any]:
        """Give which of the two is shown."""
        return {"sight": self.sight}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to it."""
        self.arrive(state.get("sight", _UPWARD))

    def arrive(self, what: object) -> None:
        """Show one of the two."""
        if what in self.chips:
            self.chips[str(what)].setChecked(True)

    def read(self) -> None:
        """Read the one that is shown."""
        self.sights[self.sight].read()

    def _on_chip(self) -> None:
        self._stack.setCurrentWidget(self.sights[self.sight])
        if self.isVisible():
            self.read()
