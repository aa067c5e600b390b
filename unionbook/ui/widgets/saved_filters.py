# SPDX-License-Identifier: Apache-2.0
"""Lists kept by name: chosen from a menu, kept and forgotten without leaving the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu

from unionbook.operations.groups import forget_filter, list_filters, save_filter
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from unionbook.operations.groups import SavedFilter
    from unionbook.operations.members import Criteria
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class SavedFilters(QFrame):
    """The button with the menu, and the line in which a list is given its name."""

    chosen = Signal(object)
    """The criteria of a list kept by name."""

    def __init__(self, desk: Desk, buttons: Buttons, present: Callable[[], Criteria]) -> None:
        super().__init__()
        self._desk = desk
        self._present = present
        self.filters: tuple[SavedFilter, ...] = ()
        self.button = buttons.quiet(_("Lists kept by name"), "filter", self._on_button)
        self.name = QLineEdit()
        self.setProperty("look", "sunken")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.WIDE, Space.SMALL, Space.LARGE, Space.SMALL)
        row.setSpacing(Space.SMALL)
        heading = label(_("Keep this list as"), "label")
        heading.setBuddy(self.name)
        self.name.setAccessibleName(_("Keep this list as"))
        self.name.setMaximumWidth(320)
        row.addWidget(heading)
        row.addWidget(self.name, 1)
        self.save = buttons.save(self._on_save)
        row.addWidget(self.save)
        row.addWidget(buttons.cancel(self.hide))
        row.addStretch(1)
        self.name.returnPressed.connect(self._on_save)
        self.hide()
        self.read()

    def read(self) -> None:
        """Read which lists are kept."""
        self._desk.read(self, list_filters, self._on_filters, purpose="saved filters")

    def menu(self) -> QMenu:
        """Give the menu of the lists kept, and of what can be done with them."""
        menu = QMenu(self)
        for kept in self.filters:
            menu.addAction(kept.name).triggered.connect(
                lambda _checked=False, kept=kept: self.chosen.emit(kept.criteria)
            )
        if not self.filters:
            menu.addAction(_("No list is kept yet")).setEnabled(False)
        if self._desk.may("change_filters"):
            menu.addSeparator()
            menu.addAction(_("Keep this list by name…")).triggered.connect(
                lambda _checked=False: self.begin()
            )
            if self.filters:
                forget = menu.addMenu(_("Forget"))
                for kept in self.filters:
                    forget.addAction(kept.name).triggered.connect(
                        lambda _checked=False, kept=kept: self._forget(kept)
                    )
        return menu

    def begin(self) -> None:
        """Ask for the name of the present list."""
        self.name.clear()
        self.show()
        self.name.setFocus()

    def _on_filters(self, filters: Sequence[SavedFilter]) -> None:
        self.filters = tuple(filters)

    def _on_button(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _on_save(self) -> None:
        name, criteria = self.name.text(), self._present()
        self._desk.write(
            self,
            lambda session, _task: save_filter(session, name=name, criteria=criteria),
            sentence=_("The list is kept as “{name}”.").format(name=name.strip()),
            done=lambda _changes: self._on_kept(),
        )

    def _on_kept(self) -> None:
        self.hide()
        self.read()

    def _forget(self, kept: SavedFilter) -> None:
        self._desk.write(
            self,
            lambda session, _task: forget_filter(session, filter_id=kept.id),
            sentence=_("“{name}” is not kept any more.").format(name=kept.name),
            done=lambda _changes: self.read(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.button.setFocus()
        else:
            super().keyPressEvent(event)
