# SPDX-License-Identifier: Apache-2.0
"""Exchange: what is sent, what came, what differs, the PCs of the branch and the union above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar

from unionbook.operations.sessions import FEDERATION
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.exchange.above import AbovePart
from unionbook.ui.exchange.differing import DifferingPart
from unionbook.ui.exchange.history import HistoryPart
from unionbook.ui.exchange.moves import MovesPart
from unionbook.ui.exchange.opening import OpeningPart
from unionbook.ui.exchange.pcs import PcsPart
from unionbook.ui.exchange.sending import SendingPart
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.ui.desk import Desk
    from unionbook.ui.exchange.part import ExchangePart

    Parts = Mapping[str, tuple[str, Callable[[Desk], ExchangePart]]]

BRANCH_PARTS: Parts = {
    "send": (N_("Send"), SendingPart),
    "open": (N_("Open a file"), OpeningPart),
    "history": (N_("Sent and received"), HistoryPart),
    "conflicts": (N_("Differences"), DifferingPart),
    "devices": (N_("PCs"), PcsPart),
    "above": (N_("Union above"), AbovePart),
    "transfers": (N_("Transfers"), MovesPart),
}
"""Each part: what its tab says, and how it is made when it is first looked at."""
_WAYS = {"month": ("send", "month"), "branch": ("send", "branch"), "watched": ("open", "watched")}


class ExchangeScreen(Screen):
    """Tabs above, one part at a time below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = QTabBar()
        self.parts: dict[str, ExchangePart] = {}
        self._makers = self._all_parts(desk)
        self._stack = QStackedWidget()
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _place: self._on_tab())
        self._on_tab()

    @staticmethod
    def _all_parts(desk: Desk) -> Parts:
        if desk.info.kind != FEDERATION:
            return BRANCH_PARTS
        # Loaded only where it is the desk of a federation that is open.
        from unionbook.ui.federation.parts import DESK_PARTS  # noqa: PLC0415 - as above

        return DESK_PARTS

    @property
    def part_name(self) -> str:
        """Give the name of the part shown."""
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    @property
    def wants_room(self) -> bool:
        """Say that values side by side want all the room there is."""
        return True

    def state(self) -> dict[str, Any]:
        """Give the part shown."""
        return {"part": self.part_name}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same part."""
        self._choose(str(state.get("part") or self.part_name))

    def arrive(self, what: object) -> None:
        """Show a part: ``("conflicts",)``, ``("month",)``, ``("open", path)``, ``("part", name)``.

        What a part gets is a path or a word of its own.
        """
        if not (isinstance(what, tuple) and what):
            return
        if what[0] == "part":
            self.show_part(str(what[1]))
        elif what[0] in _WAYS:
            self.show_part(*_WAYS[str(what[0])])
        else:
            self.show_part(str(what[0]), what[1] if len(what) > 1 else None)

    def show_part(self, name: str, what: object = None) -> None:
        """Show a part, and on it what was asked for."""
        self._choose(name)
        if what is not None and name in self.parts:
            self.parts[name].arrive(what)
        else:
            self.setFocus()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the part shown, where it wants it first."""
        part = self.parts.get(self.part_name)
        self.home = part.home if part is not None else None
        super().setFocus(reason)

    def on_changed(self, _changes: Changes, _initiator: QObject) -> None:
        """Read again: whatever is entered waits to be sent."""
        for part in self.parts.values():
            part.forget()

    def _lay_out(self) -> None:
        column = self._column()
        header, _row = self._header(_("Data exchange"))
        column.addWidget(header)
        strip = QFrame()
        strip.setProperty("look", "header")
        framed = QHBoxLayout(strip)
        framed.setContentsMargins(Space.WIDE, 0, Space.LARGE, 0)
        self.tabs.setAccessibleName(_("Parts of the exchange"))
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for name, (text, _make) in self._makers.items():
            self.tabs.setTabData(self.tabs.addTab(_(text)), name)
        framed.addWidget(self.tabs)
        framed.addStretch(1)
        column.addWidget(strip)
        column.addWidget(self._stack, 1)

    def _choose(self, name: str) -> None:
        for place in range(self.tabs.count()):
            if self.tabs.tabData(place) == name:
                self.tabs.setCurrentIndex(place)
        self._on_tab()

    def _on_tab(self) -> None:
        name = self.part_name
        if name not in self.parts:
            part = self.parts[name] = self._makers[name][1](self._desk)
            self._stack.addWidget(part)
            part.part_asked.connect(self.show_part)
            part.keyboard_asked.connect(self.setFocus)
        self._stack.setCurrentWidget(self.parts[name])
        self.parts[name].look()
