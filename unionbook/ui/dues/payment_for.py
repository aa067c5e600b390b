# SPDX-License-Identifier: Apache-2.0
"""For whom somebody pays: members one under the other, each with what he or she owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.operations.dues_desk import Standing
    from unionbook.ui.widgets.buttons import Buttons


class PaymentFor(QWidget):
    """The members chosen; a small cross takes one away."""

    taken_away = Signal(object)  # 63 bits do not fit into Qt's int

    def __init__(self, buttons: Buttons) -> None:
        super().__init__()
        self._buttons = buttons
        self.crosses: list[QPushButton] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(Space.TIGHT)

    def show_members(self, names: Mapping[int, str], standings: Mapping[int, Standing]) -> None:
        """Show who was chosen and how each stands."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.crosses = []
        for member, name in names.items():
            self._rows.addWidget(self._row(member, name, standings.get(member)))

    def _row(self, member: int, name: str, standing: Standing | None) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(name, "strong", wrap=True))
        words.addWidget(label(standing_text(standing), "caption", wrap=True))
        row.addLayout(words, 1)
        cross = self._buttons.quiet(
            _("Take {name} away").format(name=name),
            "close",
            lambda: self.taken_away.emit(member),
        )
        self.crosses.append(cross)
        row.addWidget(cross)
        return holder


def standing_text(standing: Standing | None) -> str:
    """Say in a line how a member stands."""
    if standing is None:
        return "…"
    if standing.owed:
        return _("Owes {owed} since {month}").format(
            owed=formats.shown_number(standing.owed),
            month=f"{standing.since[5:]}/{standing.since[:4]}",
        )
    if standing.until:
        return _("Paid up to {month}").format(month=f"{standing.until[5:]}/{standing.until[:4]}")
    return _("Owes nothing; nothing was assessed yet.")
