# SPDX-License-Identifier: Apache-2.0
"""Choosing a month, a quarter or a year: typed, or gone through with two arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from unionbook.domain import clock, periods
from unionbook.errors import InvalidValueError
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import dress, plain

if TYPE_CHECKING:
    from unionbook.ui.widgets.buttons import Buttons

MONTH, QUARTER, YEAR = 1, 3, 12
"""What a period may be, by how many months it has."""
_HINTS = {MONTH: "11/2026", QUARTER: "Q4/2026", YEAR: "2026"}
_NAMES = {MONTH: N_("Month"), QUARTER: N_("Quarter"), YEAR: N_("Year")}
_WIDTH = 104


class PeriodChooser(QWidget):
    """A box with the period and an arrow on each side; ↑ and ↓ in the box go on and back."""

    changed = Signal(str, str)
    """The first and the last month, ``YYYY-MM``."""

    def __init__(self, buttons: Buttons, months: int = MONTH, name: str = "") -> None:
        super().__init__()
        self._months = months
        self._period = _around(clock.today()[:7], months)
        self.box = QLineEdit()
        self.box.setFixedWidth(_WIDTH)
        self.box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.editingFinished.connect(self._on_typed)
        self.box.installEventFilter(self)
        self._back = buttons.quiet(_("The period before"), "left", lambda: self.step(-1))
        self._on = buttons.quiet(_("The next period"), "right", lambda: self.step(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.HAIR)
        for part in (self._back, self.box, self._on):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.name = name
        self.set_months(months)

    @property
    def first(self) -> str:
        """Give the first month, ``YYYY-MM``."""
        return self._period[0]

    @property
    def last(self) -> str:
        """Give the last month, ``YYYY-MM``."""
        return self._period[1]

    @property
    def text(self) -> str:
        """Give the period as operations and the command line read it."""
        return period_text(*self._period)

    @property
    def year(self) -> int:
        """Give the year of the last month."""
        return int(self.last[:4])

    def set_months(self, months: int) -> None:
        """Choose months, quarters or years from now on, around the period shown."""
        self._months = months
        self.box.setPlaceholderText(_HINTS[months])
        self.box.setAccessibleName(self.name or _(_NAMES[months]))
        self.show_period(*_around(self.last, months))

    def show_period(self, first: str, last: str) -> None:
        """Show a period without telling of it."""
        self._period = (first, last)
        self.box.setText(period_text(first, last))
        dress(self.box, fault=False)

    def choose(self, first: str, last: str) -> None:
        """Show a period and tell of it where it is another one."""
        other = (first, last) != self._period
        self.show_period(first, last)
        if other:
            self.changed.emit(first, last)

    def step(self, steps: int) -> None:
        """Go on some periods, back where it is negative."""
        moved = self._months * steps
        self.choose(periods.later(self.first, moved), periods.later(self.last, moved))

    def _on_typed(self) -> None:
        typed = self.box.text().strip()
        if not typed or typed == period_text(*self._period):
            self.show_period(*self._period)
            return
        try:
            first, last = periods.read_period(typed)
        except InvalidValueError as refusal:
            dress(self.box, fault=True)
            self.box.setToolTip(plain(str(refusal)))
            return
        self.box.setToolTip("")
        self.choose(*_around(last, self._months, first))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go through the periods by ↑ and ↓, take what is typed by Enter."""
        if (
            watched is self.box
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                self.step(1 if event.key() == Qt.Key.Key_Up else -1)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._on_typed()
                return True
        return False


def period_text(first: str, last: str) -> str:
    """Give a period as people type it: ``11/2026``, ``Q4/2026``, ``2026``, ``1/2026..5/2026``."""
    length = periods.between(first, last) + 1
    month = int(first[5:])
    if length == MONTH:
        return periods.shown(first)
    if length == QUARTER and month % QUARTER == 1:
        return f"Q{(month + 2) // QUARTER}/{first[:4]}"
    if length == YEAR and month == 1:
        return first[:4]
    return f"{first[5:]}/{first[:4]}..{last[5:]}/{last[:4]}"


def _around(month: str, months: int, first: str = "") -> tuple[str, str]:
    """Give the period of a length in which a month lies; a whole span typed stays as it is."""
    if first and months != MONTH and periods.between(first, month) + 1 >= months:
        return first, month
    start = (int(month[5:]) - 1) // months * months + 1
    begun = f"{month[:4]}-{start:02d}"
    return begun, periods.later(begun, months - 1)
