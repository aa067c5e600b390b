# SPDX-License-Identifier: Apache-2.0
"""A quiet line of the record: whether the union above has it as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from unionbook.operations.sending import Sending, sending_of, sending_words
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk


class MemberSending(QWidget):
    """Out of sight where no records of members go to a union above."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._member = 0
        self.told = label("", "caption", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.told)
        self.hide()

    def show_member(self, member_id: int) -> None:
        """Read how a member's record stands; 0 is nobody yet."""
        self._member = member_id
        if not member_id:
            self._show(None)
            return

        def came(found: Sending | None) -> None:
            if self._member == member_id:
                self._show(found)

        self._desk.read(
            self,
            lambda session: sending_of(session, member_id=member_id),
            came,
            purpose="sending of a member",
        )

    def _show(self, found: Sending | None) -> None:
        self.told.setText(sending_words(found) if found is not None else "")
        self.setVisible(found is not None)
