# SPDX-License-Identifier: Apache-2.0
"""What can be done with several members chosen in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.ui.desk import Desk
    from unionbook.ui.screens.members_out import MembersOut
    from unionbook.ui.widgets.buttons import Buttons


class SelectionBar(QFrame):
    """Comes up when more than one member is chosen."""

    change_asked = Signal()

    def __init__(self, desk: Desk, buttons: Buttons, out: MembersOut) -> None:
        super().__init__()
        self._ids: list[int] = []
        self.setProperty("look", "sunken")
        row = Flow(self)
        row.setContentsMargins(Space.WIDE, Space.TIGHT, Space.LARGE, Space.TIGHT)
        self._count = label("", "label")
        row.addWidget(self._count)
        if desk.may("change_members"):
            row.addWidget(buttons.make(_("Change them…"), self.change_asked.emit, icon="bulk"))
        if desk.may("print"):
            row.addWidget(
                buttons.make(
                    _("Print their cards"), lambda: out.print_cards(self._ids), icon="card"
                )
            )
        self.hide()

    def show_chosen(self, ids: Sequence[int]) -> None:
        """Say how many are chosen."""
        self._ids = list(ids)
        self.setVisible(len(self._ids) > 1)
        if len(self._ids) > 1:
            self._count.setText(
                ngettext("{count} chosen", "{count} chosen", len(self._ids)).format(
                    count=formats.shown_number(len(self._ids))
                )
            )
