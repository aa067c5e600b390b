# SPDX-License-Identifier: Apache-2.0
"""Once after opening: what was kept is taken in where what it waited for is there by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.operations.bundles import follow_up
from unionbook.ui.desk import Anything

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from unionbook.ui.desk import Desk


def take_in_kept(desk: Desk, owner: QObject) -> None:
    """Take in what can be taken in since an update, or since somebody may read the cases."""

    def came(told: tuple[str, ...]) -> None:
        if told:
            desk.feedback.done(" ".join(told))
            desk.changed.emit(Anything(0), owner)

    desk.read(owner, follow_up, came, purpose="kept files")
