# SPDX-License-Identifier: Apache-2.0
"""A line below a row in which somebody says when it ends, and rules that may end so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from unionbook.texts import gettext as _
from unionbook.ui.days import typed_day
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import FormRow
from unionbook.ui.widgets.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class Rule(Protocol):
    """What holds from one day to another."""

    @property
    def id(self) -> int:
        """Give its number of row."""

    @property
    def name(self) -> str:
        """Give what people call it."""


class EndRule(Protocol):
    """The operation that lets a rule end on a day."""

    def __call__(self, session: Session, *, rule_id: int, until: str) -> object:
        """End it."""


class Ending(QFrame):
    """Hidden until it is asked for; Enter keeps, Escape leaves."""

    def __init__(self, buttons: Buttons, text: str, hint: str, act: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("look", "sunken")
        self.line = QLineEdit()
        self.row = FormRow(text, self.line, hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.addWidget(self.row)
        foot = QHBoxLayout()
        self.save = buttons.save(lambda: act(self.line.text()))
        foot.addWidget(self.save)
        foot.addWidget(buttons.cancel(self.hide))
        foot.addStretch(1)
        column.addLayout(foot)
        self.line.returnPressed.connect(lambda: act(self.line.text()))
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.hide)
        self.hide()

    def begin(self) -> None:
        """Ask for the end."""
        self.row.fault()
        self.show()
        self.line.setFocus()


class EndingRules(Part):
    """Rules one under the other, each with the way to let it end."""

    def __init__(self, desk: Desk, buttons: Buttons, title: str, *, right: str) -> None:
        super().__init__(desk, buttons, title, right=right)
        self.endings: list[Ending] = []
        self._asked: dict[int, Ending] = {}
        self._typed: dict[int, tuple[str, bool]] = {}

    def clear(self, member_id: int) -> None:
        """Take the rules away; a day that is half typed comes back with its rule."""
        self._typed = {
            key: (one.line.text(), one.line.hasFocus())
            for key, one in self._asked.items()
            if not one.isHidden()
        }
        super().clear(member_id)
        self.endings, self._asked = [], {}

    def let_end(self, column: QVBoxLayout, one: Rule, end: EndRule, hint: str = "") -> None:
        """Let somebody end a rule: a link below it, which asks for the last day."""
        ending = Ending(
            self._buttons,
            _("The last day on which it holds"),
            hint,
            lambda typed: self._on_end(one, end, ending, typed),
        )
        self.endings.append(ending)
        self._asked[one.id] = ending
        way = self._buttons.make(_("End…"), ending.begin, look="link")
        way.setAccessibleName(_("End the rule {name}").format(name=one.name))
        column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(ending)
        typed, had_keyboard = self._typed.pop(one.id, (None, False))
        if typed is not None:
            ending.show()
            ending.line.setText(typed)
            if had_keyboard:
                # Once it stands in the window: before, it cannot take the keyboard.
                QTimer.singleShot(0, ending.line, ending.line.setFocus)

    def _on_end(self, one: Rule, end: EndRule, ending: Ending, typed: str) -> None:
        self._desk.write(
            self,
            lambda session, _task: end(
                session, rule_id=one.id, until=typed_day(typed, field="until")
            ),
            sentence=_("The rule ends."),
            done=lambda _changes: ending.hide(),
            failed=lambda refusal: ending.row.fault(str(refusal)),
        )
