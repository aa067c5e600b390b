# SPDX-License-Identifier: Apache-2.0
"""The strip below a record that says how much was typed and keeps it or throws it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.ui.widgets.buttons import Buttons


class SaveBar(QFrame):
    """Hidden while there is nothing to save."""

    def __init__(
        self, buttons: Buttons, save: Callable[[], object], discard: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("look", "sunken")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.LARGE, Space.SMALL, Space.MEDIUM, Space.SMALL)
        self._edited = label("", "muted", wrap=True)
        self.discard = buttons.make(_("Discard"), discard)
        self.save = buttons.save(save)
        self.save.setToolTip("Ctrl+S")
        row.addWidget(self._edited, 1)
        row.addWidget(self.discard)
        row.addWidget(self.save)
        self.hide()

    def show_count(self, count: int, *, new: bool) -> None:
        """Say how many fields were edited, or offer to enrol a new member."""
        self.setVisible(new or bool(count))
        self.save.setText(_("Enrol") if new else _("Save"))
        edited = ngettext("{count} field edited", "{count} fields edited", count)
        self._edited.setText("" if new else edited.format(count=count))
