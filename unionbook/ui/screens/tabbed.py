# SPDX-License-Identifier: Apache-2.0
"""A screen of several parts under tabs, each made when it is first looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QTabBar

from unionbook.operations.dues_year import DuesState, dues_state
from unionbook.texts import gettext as _
from unionbook.ui.feedback import Choice
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.ui.desk import Desk
    from unionbook.ui.screens.part import ScreenPart

    Parts = Mapping[str, tuple[str, Callable[[Desk], ScreenPart], str]]
    """Each part: what its tab says (to be translated), how it is made, and the operation that
    somebody must be allowed to do to see it; everybody where it is empty."""


class TabbedScreen(Screen):
    """Tabs above, one part at a time below; what is not shown reads nothing.

    ``under`` names parts that share the tab of another, chosen by chips below the tabs: a tab for
    each would not fit into a small window. ``concerned`` are the tables that may make it another
    sight: any of them where it is None.
    """

    place = ""
    """The screen's own name, by which it is gone to."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        tabs_name: str,
        parts: Parts,
        concerned: frozenset[str] | None,
        under: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(desk)
        self.tabs = QTabBar()
        self.parts: dict[str, ScreenPart] = {}
        self._makers = {
            name: (text, make) for name, (text, make, right) in parts.items() if _seen(desk, right)
        }
        self._under = {name: tab for name, tab in (under or {}).items() if name in self._makers}
        self._chosen: dict[str, str] = {}
        self.chips: dict[str, QPushButton] = {}
        self._concerned = concerned
        self._kept: dict[str, dict[str, Any]] = {}
        self._stack = QStackedWidget()
        self._stale = False
        self._lay_out(title, tabs_name)
        self.tabs.currentChanged.connect(lambda _place: self._on_tab())
        self._begin()

    @property
    def part_name(self) -> str:
        """Give the name of the part shown."""
        tab = self._tab
        return self._chosen.get(tab, tab)

    @property
    def _tab(self) -> str:
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    @property
    def part(self) -> ScreenPart:
        """Give the part shown."""
        return self.part_of(self.part_name)

    @property
    def wants_room(self) -> bool:
        """Say that figures want all the room there is."""
        return True

    def state(self) -> dict[str, Any]:
        """Give the part shown, and each one's own sight."""
        states = {name: part.state() for name, part in self.parts.items()}
        return {"part": self.part_name, "parts": {**self._kept, **states}}

    @property
    def unsaved(self) -> bool:
        """Say whether something is half typed on a part."""
        return any(part.half_typed for part in self.parts.values())

    def leave(self, then: Callable[[], object]) -> None:
        """Ask before what is half typed is lost."""
        name = next((name for name, part in self.parts.items() if part.half_typed), None)
        if name is None:
            then()
            return

        def discard() -> None:
            self.parts[name].discard()
            self.leave(then)

        self._desk.go(self.place, ("part", name))
        self._desk.feedback.ask(self.parts[name].half_typed, Choice(_("Discard"), discard))

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same part."""
        self._kept = dict(state.get("parts", {}))
        for name, part in self.parts.items():
            part.restore(self._kept.pop(name, {}))
        self._choose(str(state.get("part") or self.part_name))

    def arrive(self, what: object) -> None:
        """Show a part, or what was asked of one: ``("pay", member)``, ``("part", name)``."""
        if isinstance(what, tuple) and what:
            name, wish = (what[1], None) if what[0] == "part" else (what[0], what[1])
            self.show_part(str(name), wish)

    def show_part(self, name: str, what: object = None) -> None:
        """Show a part, and on it what was asked for."""
        if name not in self._makers:
            return
        self._choose(name)
        # Before it arrives: a form that comes up takes the keyboard for itself.
        self.setFocus()
        if what is not None:
            self.part.arrive(what)

    def part_of(self, name: str) -> ScreenPart:
        """Give a part, made when it is first asked for."""
        if name not in self.parts:
            part = self.parts[name] = self._makers[name][1](self._desk)
            self._stack.addWidget(part)
            for control in part.controls:
                self._controls.addWidget(control)
            part.part_asked.connect(self.show_part)
            part.keyboard_asked.connect(self.setFocus)
            part.restore(self._kept.pop(name, {}))
        return self.parts[name]

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the part shown, where it wants it first."""
        self.home = self.parts[self.part_name].home if self.part_name in self.parts else None
        super().setFocus(reason)

    def on_changed(self, changes: Changes, _initiator: QObject) -> None:
        """Read again when what is shown may be another: now, or once the screen is in sight."""
        concerned = self._concerned
        if concerned is None or not changes.rows or concerned & set(changes.rows):
            for part in self.parts.values():
                part.forget()
            self._stale = not self.isVisible()
            if not self._stale:
                self._begin()

    def showEvent(self, event: Any) -> None:
        """Come into sight: read what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._begin()

    def _lay_out(self, title: str, tabs_name: str) -> None:
        column = self._column()
        header, row = self._header(title)
        self._controls = row
        column.addWidget(header)
        self._tab_strip = QFrame()
        self._tab_strip.setProperty("look", "header")
        framed = QHBoxLayout(self._tab_strip)
        framed.setContentsMargins(Space.WIDE, 0, Space.LARGE, 0)
        self.tabs.setAccessibleName(tabs_name)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for name, (text, _make) in self._makers.items():
            if name not in self._under:
                self.tabs.setTabData(self.tabs.addTab(_(text)), name)
        framed.addWidget(self.tabs)
        framed.addStretch(1)
        column.addWidget(self._tab_strip)
        column.addWidget(self._chip_strip())
        column.addWidget(self._stack, 1)

    def _chip_strip(self) -> QFrame:
        self._strip = QFrame()
        self._strip.setProperty("look", "header")
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(Space.WIDE, Space.SMALL, Space.LARGE, Space.SMALL)
        row.setSpacing(Space.SMALL)
        buttons = Buttons(self._desk.theme)
        families = set(self._under.values())
        for name, (text, _make) in self._makers.items():
            if name in self._under or name in families:
                chip = self.chips[name] = buttons.make(
                    _(text), partial(self.show_part, name), look="chip"
                )
                chip.setCheckable(True)
                row.addWidget(chip)
        row.addStretch(1)
        return self._strip

    def _choose(self, name: str) -> None:
        if name not in self._makers:
            return
        tab = self._under.get(name, name)
        self._chosen[tab] = name
        for place in range(self.tabs.count()):
            if self.tabs.tabData(place) == tab:
                self.tabs.setCurrentIndex(place)
        self._on_tab()

    def _begin(self) -> None:
        """Show the part chosen; read first what all parts stand on, where there is something."""
        self._on_tab()

    def _on_tab(self) -> None:
        part, tab = self.part, self._tab
        self._stack.setCurrentWidget(part)
        for name, chip in self.chips.items():
            chip.setVisible(self._under.get(name, name) == tab)
            chip.setChecked(name == self.part_name)
        self._strip.setVisible(tab in self._under.values())
        for other in self.parts.values():
            for control in other.controls:
                control.setVisible(other is part)
        self._look(part)

    def _look(self, part: ScreenPart) -> None:
        part.look()


class PreparedScreen(TabbedScreen):
    """Tabs over parts that are told first what is missing before they can be used."""

    _state: DuesState | None = None

    def _begin(self) -> None:
        self._desk.read(self, dues_state, self._on_state, purpose=f"state {type(self).__name__}")

    def _on_state(self, state: DuesState) -> None:
        self._state = state
        self._on_tab()

    def _look(self, part: ScreenPart) -> None:
        if self._state is not None:
            part.show_state(self._state)
            part.look()


def _seen(desk: Desk, right: str) -> bool:
    return not right or desk.may(right)
