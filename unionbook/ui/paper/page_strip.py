# SPDX-License-Identifier: Apache-2.0
"""Above a preview: turning its pages, and how large they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.ui.paper.preview import Preview
    from unionbook.ui.widgets.buttons import Buttons

_ROOM_FOR_WORDS = 460


class PageStrip(QFrame):
    """Buttons for the pages and the size; tells which page is looked at."""

    def __init__(self, preview: Preview, buttons: Buttons) -> None:
        super().__init__()
        self._preview = preview
        self.setProperty("look", "header")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(Space.MEDIUM, Space.TIGHT, Space.MEDIUM, Space.TIGHT)
        self.row.setSpacing(Space.TIGHT)
        turn, quiet = preview.turn_to, buttons.quiet
        self._earlier = quiet(_("Page before"), "up", lambda: turn(preview.page - 1))
        self._later = quiet(_("Next page"), "down", lambda: turn(preview.page + 1))
        self._page = label("", "muted")
        self._percent = label("", "muted")
        for part in (self._earlier, self._later, self._page):
            self.row.addWidget(part)
        self.row.addStretch(1)
        for part in (
            quiet(_("Smaller"), "minus", preview.reduce),
            self._percent,
            quiet(_("Larger"), "add", preview.enlarge),
            quiet(_("As wide as there is room"), "fit", preview.fit),
        ):
            self.row.addWidget(part)
        preview.moved.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Tell which page is looked at now, of how many, and in which size."""
        count, page = self._preview.count, self._preview.page
        of = (formats.shown_number(page + 1), formats.shown_number(count))
        shown = _("Page {page} of {count}").format(page=of[0], count=of[1])
        self._page.setAccessibleName(shown)
        if self._preview.width() < _ROOM_FOR_WORDS:
            shown = " / ".join(of)
        self._page.setText(shown if count else "")
        self._percent.setText(f"{self._preview.percent} %" if count else "")
        self._earlier.setEnabled(page > 0)
        self._later.setEnabled(page < count - 1)
