# SPDX-License-Identifier: Apache-2.0
"""Said while a record is typed: somebody like this is in the register already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from unionbook.operations.doubles import find_doubles
from unionbook.texts import gettext as _
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.operations.doubles import Double
    from unionbook.ui.desk import Desk

_AFTER_MS = 350
_TELLING = frozenset({"full_name", "born_on", "identity_number", "phone"})
_SHOWN = 3


class DoublesNotice(QFrame):
    """Looks a moment after the last letter typed, and shows whom it found."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked: tuple[dict[str, object], int] | None = None
        self.setProperty("look", "notice")
        self.setProperty("level", "warn")
        self.words = label("", wrap=True)
        row = QHBoxLayout(self)
        row.addWidget(self.words, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._look)
        self.hide()

    def watch(self, values: Mapping[str, object], typed: Mapping[str, object], own: int) -> None:
        """Look for others like ``values`` with what was typed into them; ``own`` is not one."""
        if typed.keys() & _TELLING:
            self._asked = ({**values, **typed}, own)
            self._timer.start()
        else:
            self.rest()

    def rest(self) -> None:
        """Look for nobody."""
        self._asked = None
        self._timer.stop()
        self.hide()

    def _look(self) -> None:
        if self._asked is not None:
            values, own = self._asked
            self._desk.read(
                self,
                lambda session: find_doubles(session, values=values, except_id=own),
                self._show,
                purpose="doubles",
            )

    def _show(self, found: Sequence[Double]) -> None:
        names = "; ".join(
            "  ·  ".join(part for part in (one.full_name, one.department) if part)
            for one in found[:_SHOWN]
        )
        self.words.setText(_("Already in the register? {names}").format(names=names))
        self.setVisible(bool(found) and self._asked is not None)
