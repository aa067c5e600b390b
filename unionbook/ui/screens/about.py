# SPDX-License-Identifier: Apache-2.0
"""What this program is, and which keys do what."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from unionbook import __version__
from unionbook.texts import gettext as _
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk

_WIDTH = 640


class AboutScreen(Screen):
    """Name, version, licence, and the folder of the register."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        column = self._column()
        header, _row = self._header(_("About unionbook"))
        column.addWidget(header)
        outer = QHBoxLayout()
        outer.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        outer.addWidget(self._card(), 10, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        column.addLayout(outer, 1)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        card.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.LARGE)
        top = QHBoxLayout()
        top.setSpacing(Space.LARGE)
        logo = QLabel()
        logo.setPixmap(self._desk.theme.pixmap("logo", side=56))
        top.addWidget(logo)
        words = QVBoxLayout()
        words.addWidget(label("unionbook", "title"))
        words.addWidget(label(_("Version {version}").format(version=__version__), "muted"))
        top.addLayout(words, 1)
        column.addLayout(top)
        column.addWidget(
            label(
                _(
                    "An encrypted register for grassroots trade-union branches that works "
                    "without any network. Free software under the Apache License 2.0."
                ),
                wrap=True,
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.LARGE)
        info = self._desk.info
        for row, (name, value) in enumerate(
            (
                (_("Branch"), info.branch),
                (_("Folder of the register"), str(self._desk.open_session.register.folder)),
                (_("Number of the register"), info.uuid),
                ("Python, Qt", f"{platform.python_version()}, {PySide6.__version__}"),
            )
        ):
            grid.addWidget(label(name, "muted"), row, 0)
            shown = QLineEdit(value)
            shown.setReadOnly(True)  # to be copied
            shown.setProperty("look", "place")
            shown.setCursorPosition(0)
            shown.setAccessibleName(name)
            grid.addWidget(shown, row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        return card
