# SPDX-License-Identifier: Apache-2.0
"""What every part of the screen of the books is."""

from __future__ import annotations

from unionbook.ui.screens.part import ScreenPart


class BooksPart(ScreenPart):
    """One part that is also read again while it is in sight, once something changed."""

    def forget(self) -> None:
        """Read again, now where the part is in sight and otherwise when it comes into it."""
        super().forget()
        if self.isVisible():
            self.look()
