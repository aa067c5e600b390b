# SPDX-License-Identifier: Apache-2.0
"""What the other PCs of this office may lack, and the button that makes a file for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.widgets.cards import Card
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.operations.bundle_history import WaitingToSend
    from unionbook.ui.widgets.buttons import Buttons


class OtherPcs(Card):
    """A card: how many steps the other PCs may lack, since when."""

    def __init__(
        self, buttons: Buttons, make: Callable[[], object], invite: Callable[[], object]
    ) -> None:
        super().__init__(_("To the other PCs of this office"))
        self.told = label("", wrap=True)
        self.column.addWidget(self.told)
        self.make = buttons.make(_("Save a file for them to a stick…"), make, icon="export")
        self.invite = buttons.make(_("Let another PC join"), invite, icon="pc")
        self.column.addWidget(in_a_row(self.make, self.invite))

    def show_waiting(self, found: WaitingToSend) -> None:
        """Show how it stands."""
        self.make.setVisible(bool(found.pcs))
        self.invite.setVisible(not found.pcs)
        if not found.pcs:
            told = _("This office works on one PC. A second one can join by a stick.")
        elif not found.pc_steps:
            told = _("They are known to have everything that was entered here.")
        else:
            told = ngettext(
                "{count} step was entered since {date} that they may not have yet.",
                "{count} steps were entered since {date} that they may not have yet.",
                found.pc_steps,
            ).format(
                count=formats.shown_number(found.pc_steps),
                date=formats.shown_date(found.pc_since[:10]),
            )
        self.told.setText(told)


def in_a_row(*controls: QWidget) -> QWidget:
    """Put controls beside each other, on in a second row where there is no room."""
    holder = QWidget()
    row = Flow(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for control in controls:
        row.addWidget(control)
    return holder
