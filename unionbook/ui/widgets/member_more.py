# SPDX-License-Identifier: Apache-2.0
"""What belongs to a member beside the fields: photo, wages, relatives, consents, erasing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from unionbook.ui.theme import Space
from unionbook.ui.widgets.member_consents import MemberConsents
from unionbook.ui.widgets.member_erasing import MemberErasing
from unionbook.ui.widgets.member_groups import MemberGroups
from unionbook.ui.widgets.member_photo import MemberPhoto
from unionbook.ui.widgets.member_relatives import MemberRelatives
from unionbook.ui.widgets.member_wages import MemberWages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.groups import Group
    from unionbook.operations.members import MemberRecord
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


_SETTLED_MS = 60


class MemberMore(QScrollArea):
    """Six parts one under the other; each writes by itself, with a way back."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.photo = MemberPhoto(desk, buttons)
        self.wages = MemberWages(desk, buttons)
        self.groups = MemberGroups(desk, buttons)
        self.relatives = MemberRelatives(desk, buttons)
        self.consents = MemberConsents(desk, buttons)
        self.erasing = MemberErasing(desk, buttons)
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.WIDE)
        for part in (
            self.photo,
            self.wages,
            self.groups,
            self.relatives,
            self.consents,
            self.erasing,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(inner)
        self._following = False
        # Once the sentences have found their lines; on a busy PC some find them later still.
        self.erasing.told_all.connect(
            lambda: QTimer.singleShot(_SETTLED_MS, self, self._show_erasing)
        )
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range)
        bar.actionTriggered.connect(lambda _action: self._leave_sight())

    def show_record(self, record: MemberRecord) -> None:
        """Show what belongs to a member."""
        self._leave_sight()
        self.photo.show_record(record)
        self.wages.show_record(record)
        self.groups.show_record(record)
        self.relatives.show_record(record)
        self.consents.show_record(record)
        self.erasing.show_record(record)

    def _show_erasing(self) -> None:
        """Bring what erasing takes into sight: it opens below what can be seen."""
        self._following = True
        self.verticalScrollBar().setValue(self.erasing.y())

    def _on_range(self) -> None:
        if self._following:
            self._show_erasing()

    def _leave_sight(self) -> None:
        """Let whoever scrolls, or goes to another member, see what he wants."""
        self._following = False

    def offer_groups(self, groups: Sequence[Group]) -> None:
        """Offer the groups there are."""
        self.groups.offer_groups(groups)
