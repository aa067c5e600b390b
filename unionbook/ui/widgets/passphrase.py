# SPDX-License-Identifier: Apache-2.0
"""Typing a passphrase: shown on request, and how strong it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from unionbook.domain import passphrases
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import dress, label

if TYPE_CHECKING:
    from unionbook.ui.theme import Theme

_LEVELS = ("error", "error", "warn", "done")
_FULL = 100


class PassphraseEdit(QLineEdit):
    """A line that hides what is typed until its eye is pressed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._eye = QAction(theme.icon("eye", "muted"), _("Show the passphrase"), self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._on_eye)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        for child in self.findChildren(QWidget):
            child.setAccessibleName(_("Show the passphrase"))

    def _on_eye(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._eye.setIcon(self._theme.icon("eye_off" if shown else "eye", "muted"))


class StrengthBar(QWidget):
    """A bar and a word for the strength of a passphrase, with what would make it stronger."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Strength of the passphrase"))
        self.words = label("", "caption", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self._bar)
        column.addWidget(self.words)
        self.judge("")

    def judge(self, passphrase: str) -> None:
        """Show how strong a passphrase is."""
        found = passphrases.strength(passphrase)
        advice = found.advice if passphrase else _("Four words that do not belong together.")
        top = len(_LEVELS) - 1
        self._bar.setValue(max(found.level * _FULL // top, 8) if passphrase else 0)
        self.words.setText(advice)
        self._bar.setAccessibleDescription(advice)
        dress(self._bar, level=_LEVELS[found.level])
