# SPDX-License-Identifier: Apache-2.0
"""A member's photo as large as on the card: shown, chosen, taken away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionbook import paths
from unionbook.operations.photos import read_photo, set_photo
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.photos import shown_photo
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.operations.members import MemberRecord
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_WIDTH, _HEIGHT = 90, 120


class MemberPhoto(QWidget):
    """The photo beside its buttons."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._member = 0
        self.picture = QLabel()
        self.picture.setFixedSize(_WIDTH, _HEIGHT)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setProperty("look", "photo")
        self.picture.setAccessibleName(_("Photo"))
        self.choose = buttons.make(_("Choose a photo…"), self._on_choose, icon="photo")
        self.take_away = buttons.make(_("Take it away"), self._on_take_away, icon="close")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(label(_("Photo"), "section"))
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addWidget(self.picture)
        ways = QVBoxLayout()
        ways.setSpacing(Space.SMALL)
        ways.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        ways.addWidget(self.take_away, 0, Qt.AlignmentFlag.AlignLeft)
        ways.addWidget(label(_("It is turned upright and cut to 3 × 4."), "caption", wrap=True))
        ways.addStretch(1)
        row.addLayout(ways, 1)
        column.addLayout(row)
        if not desk.may("set_photo"):
            self.choose.hide()
            self.take_away.hide()

    def show_record(self, record: MemberRecord) -> None:
        """Show a member's photo."""
        self._member = member = record.id
        self._show(None)
        self.take_away.setEnabled(bool(record.values.get("photo")))
        if record.values.get("photo"):
            self._desk.read(
                self,
                lambda session: (member, read_photo(session, member_id=member)),
                lambda found: self._show(found[1]) if found[0] == self._member else None,
                purpose="photo of a member",
            )

    def _show(self, picture: bytes | None) -> None:
        photo = shown_photo(picture)
        if not photo.isNull():
            mode = Qt.TransformationMode.SmoothTransformation
            ratio = self.devicePixelRatioF()
            shown = photo.scaledToHeight(round(_HEIGHT * ratio), mode)
            shown.setDevicePixelRatio(ratio)
            self.picture.setPixmap(shown)
        else:
            self.picture.setPixmap(self._desk.theme.pixmap("member", "control_line", side=40))

    def _on_choose(self) -> None:
        choose_photo(self._desk, self, self._member)

    def _on_take_away(self) -> None:
        member = self._member
        self._desk.write(
            self,
            lambda session, _task: set_photo(session, member_id=member, path=None),
            sentence=_("The photo is taken away."),
        )


def choose_photo(
    desk: Desk, owner: QWidget, member: int, done: Callable[[Any], None] | None = None
) -> None:
    """Let a picture be chosen and kept as the photo of a member."""
    chosen, _kind = QFileDialog.getOpenFileName(
        owner,
        _("Choose a photo"),
        str(paths.documents_folder()),
        _("Pictures") + " (*.jpg *.jpeg *.png *.bmp *.webp *.gif)",
    )
    if chosen and member:
        desk.write(
            owner,
            lambda session, _task: set_photo(session, member_id=member, path=Path(chosen)),
            sentence=_("The photo is kept."),
            done=done,
        )
