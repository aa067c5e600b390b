# SPDX-License-Identifier: Apache-2.0
"""The first steps of a new branch: what is done is ticked, the rest is one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from unionbook.operations import first_steps
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk

CHECKED = "checked"
STEPS = (
    (
        first_steps.PEOPLE,
        N_("Take your list in"),
        N_("From Excel as it is, or enrol one by one."),
        "import",
    ),
    (CHECKED, N_("Look the list over"), N_("Is anybody in it twice?"), "doubles"),
    (
        first_steps.CARD,
        N_("Print a card or a list"),
        N_("You see every page before it is printed."),
        "paper",
    ),
    (
        first_steps.BACKUP,
        N_("Make a backup"),
        N_("On a stick that is not kept beside the PC."),
        "backups",
    ),
    (
        first_steps.KEY,
        N_("Put the recovery key away"),
        N_("On paper, locked up. Without it nobody can help where passphrases are forgotten."),
        "users",
    ),
)


class FirstSteps(QWidget):
    """A list of steps with their state; a step the register cannot know of is ticked by hand."""

    go_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._theme = desk.theme
        buttons = Buttons(desk.theme)
        self._marks: dict[str, QLabel] = {}
        self.ways: dict[str, QPushButton] = {}
        self.done: frozenset[str] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.LARGE)
        self._told = label("", "muted", wrap=True)
        column.addWidget(self._told)
        for number, (name, title, text, screen) in enumerate(STEPS, start=1):
            column.addLayout(self._step(buttons, number, (name, _(title), _(text), screen)))
        column.addStretch(1)
        self.show_done(frozenset())

    def read(self) -> None:
        """Ask the register what is done."""
        self._desk.read(self, first_steps.steps_done, self.show_done, purpose="first steps")

    def show_done(self, done: frozenset[str]) -> None:
        """Tick what is done, by what the register shows and by what was ticked by hand."""
        self.done = done | self._ticked()
        for name, mark in self._marks.items():
            ready = name in self.done
            mark.setPixmap(
                self._theme.pixmap("done" if ready else "todo", "ok" if ready else "muted", side=22)
            )
            mark.setAccessibleName(_("Done") if ready else _("To do"))
        left = len(STEPS) - len(self.done & {step[0] for step in STEPS})
        self._told.setText(
            _("Everything is done. This page stays under Help.")
            if not left
            else _("What a branch does first. Each step may wait; nothing is lost.")
        )

    def tick(self, name: str) -> None:
        """Remember on this PC that a step is done."""
        preferences = self._desk.preferences
        mark = self._key(name)
        if mark not in preferences.first_steps:
            preferences.first_steps.append(mark)
            preferences.save()
        self.show_done(self.done)

    def is_ticked(self, name: str) -> bool:
        """Say whether a step was ticked by hand on this PC."""
        return self._key(name) in self._desk.preferences.first_steps

    def _ticked(self) -> frozenset[str]:
        return frozenset(step[0] for step in STEPS if self.is_ticked(step[0]))

    def _key(self, name: str) -> str:
        return f"{self._desk.info.uuid}:{name}"

    def _step(self, buttons: Buttons, number: int, step: tuple[str, str, str, str]) -> QHBoxLayout:
        name, title, text, screen = step
        row = QHBoxLayout()
        row.setSpacing(Space.MEDIUM)
        mark = QLabel()
        mark.setFixedWidth(24)
        self._marks[name] = mark
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(label(f"{number}. {title}", "label", wrap=True))
        words.addWidget(label(text, "caption", wrap=True))
        row.addLayout(words, 1)
        way = buttons.make(_("Go"), lambda: self._on_go(name, screen))
        way.setAccessibleName(_("Go to: {step}").format(step=title))
        self.ways[name] = way
        row.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _on_go(self, name: str, screen: str) -> None:
        if name in {CHECKED, first_steps.KEY}:
            self.tick(name)
        self.go_asked.emit(screen)
