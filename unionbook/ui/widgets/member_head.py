# SPDX-License-Identifier: Apache-2.0
"""The head of the member panel: who it is and how he or she stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from unionbook.domain.fields import CHOICE_LABELS
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.photos import shown_photo
from unionbook.ui.widgets.texts import dress, label, pill
from unionbook.ui.wording import status_level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionbook.ui.widgets.buttons import Buttons

_AVATAR = 48


class MemberHead(QWidget):
    """Photo or initials, name, status, number and department; the buttons of the record."""

    def __init__(self, buttons: Buttons, below: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.MEDIUM, Space.SMALL)
        column.setSpacing(Space.MEDIUM)
        top = QHBoxLayout()
        top.setSpacing(Space.MEDIUM)
        self._avatar = label("", "avatar")
        self._avatar.setFixedSize(_AVATAR, _AVATAR)
        self._avatar.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.name = label("", "strong", wrap=True)
        self._caption = label("", "caption", wrap=True)
        self.status = pill("")
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self.name)
        words.addWidget(self._caption)
        words.addWidget(below)
        top.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self.close_button: QPushButton = buttons.close()
        top.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        self.ways = QHBoxLayout()
        self.ways.setSpacing(Space.SMALL)
        self.ways.addWidget(self.status)
        self.ways.addStretch(1)
        column.addLayout(self.ways)

    def show_new(self) -> None:
        """Stand over the form of a new member."""
        self._avatar.setText("+")
        self.name.setText(_("New member"))
        self._caption.setText(_("Only the name is needed; the rest can follow."))
        self.status.hide()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show whose record it is."""
        name = str(values.get("full_name") or "")
        self._avatar.setPixmap(QPixmap())
        self._avatar.setText(formats.initials(name))
        self.name.setText(name)
        parts = (
            values.get("local_number"),
            values.get("department"),
            formats.shown("born_on", values.get("born_on")),
        )
        self._caption.setText("  ·  ".join(str(part) for part in parts if part))
        status = str(values.get("status") or "active")
        self.status.setText(_(CHOICE_LABELS["status"][status]))
        dress(self.status, level=status_level(status))
        self.status.show()

    def show_photo(self, picture: bytes) -> None:
        """Show a photo in the place of the initials."""
        photo = shown_photo(picture)
        if not photo.isNull():
            self._avatar.setPixmap(_rounded(photo))


def _rounded(photo: QPixmap) -> QPixmap:
    filled = photo.scaled(
        _AVATAR,
        _AVATAR,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    made = QPixmap(_AVATAR, _AVATAR)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPainterPath()
    shape.addEllipse(0, 0, _AVATAR, _AVATAR)
    painter.setClipPath(shape)
    painter.drawPixmap((_AVATAR - filled.width()) // 2, 0, filled)
    painter.end()
    return made
