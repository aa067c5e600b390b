# SPDX-License-Identifier: Apache-2.0
"""The first page: registers opened lately, make one, open one, try the sample branch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from unionbook import paths, texts
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.ui.desk import Desk
    from unionbook.ui.preferences import Recent

_RECENT_SHOWN = 3


class StartPage(QWidget):
    """What can be done before a register is open."""

    new_asked = Signal()
    open_asked = Signal(Path)
    restore_asked = Signal()
    join_asked = Signal()
    sample_made = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.LARGE, 0, 0)
        column.setSpacing(Space.SMALL)
        recent = [entry for entry in desk.preferences.recent if Path(entry.folder).is_dir()]
        first: QWidget | None = None
        if recent:
            column.addWidget(label(_("Open your register"), "title"))
            for entry in recent[:_RECENT_SHOWN]:
                button = self._recent_choice(entry)
                first = first or button
                column.addWidget(button)
            column.addSpacing(Space.MEDIUM)
            column.addWidget(label(_("Or"), "section"))
        else:
            column.addWidget(label(_("Welcome"), "title"))
            column.addWidget(
                label(_("What would you like to do? You can come back here at any time."), "muted")
            )
            column.addSpacing(Space.SMALL)
        ways = self._ways()
        for button in ways:
            column.addWidget(button)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("The sample branch is being made"))
        self._progress.hide()
        column.addWidget(self._progress)
        column.addStretch(1)
        self.setProperty("first_control", first or ways[0])

    def _ways(self) -> list[QPushButton]:
        return [
            self._choice(
                "add",
                _("Make a register"),
                _("For a branch, or a federation, that starts with unionbook today."),
                self.new_asked.emit,
            ),
            self._choice(
                "folder",
                _("Open a register"),
                _("A folder whose name ends in .unionbook, on this PC or a stick."),
                self._on_open,
            ),
            self._choice(
                "sample",
                _("Try the sample branch"),
                _("Invented members to play with. Nothing can go wrong."),
                self._on_sample,
            ),
            self._choice(
                "pc",
                _("Join from a stick"),
                _("A second PC of an office that works with unionbook already."),
                self.join_asked.emit,
            ),
            self._choice(
                "restore",
                _("Restore a backup"),
                _("Bring a register back as it was on an earlier day."),
                self.restore_asked.emit,
            ),
        ]

    def _recent_choice(self, entry: Recent) -> QPushButton:
        folder = Path(entry.folder)
        return self._choice(
            "office",
            entry.branch or folder.stem,
            formats.shown_path(str(folder)),
            lambda: self.open_asked.emit(folder),
        )

    def _choice(self, icon: str, title: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = ChoiceButton(self._desk, icon, title, text)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _on_open(self) -> None:
        start = str(paths.documents_folder())
        chosen = QFileDialog.getExistingDirectory(self, _("Open a register"), start)
        if chosen:
            self.open_asked.emit(Path(chosen))

    def _on_sample(self) -> None:
        from unionbook.ui.sample import open_sample  # noqa: PLC0415 - seldom needed

        self.setEnabled(False)
        self._desk.feedback.info(_("The sample branch is being made. This takes a few seconds."))
        country = "ID" if texts.language() == "id" else "VN"
        self._desk.tasks.run(
            lambda task: open_sample(country=country, progress=task.progress),
            owner=self,
            done=self.sample_made.emit,
            failed=self._on_refused,
            progress=self._on_progress,
        )

    def _on_progress(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.show()

    def _on_refused(self, refusal: Exception) -> None:
        self.setEnabled(True)
        self._progress.hide()
        self._desk.feedback.error(str(refusal))


class ChoiceButton(QPushButton):
    """A large button with an icon, what it does, and a line about it."""

    def __init__(self, desk: Desk, icon: str, title: str, text: str) -> None:
        super().__init__()
        self.setProperty("look", "choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        picture = QLabel()
        picture.setPixmap(desk.theme.pixmap(icon, "accent", side=26))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        row.setSpacing(Space.LARGE)
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(label(title, "strong", wrap=True))
        words.addWidget(label(text, "muted", wrap=True))
        row.addLayout(words, 1)
        arrow = QLabel()
        arrow.setPixmap(desk.theme.pixmap("right", "muted", side=18))
        row.addWidget(arrow)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """Give the size the words need, which a plain button does not know of."""
        layout = self.layout()
        width = super().sizeHint().width()
        if layout is None:
            return super().sizeHint()
        wanted = layout.totalHeightForWidth(max(self.width(), 300))
        return QSize(width, max(wanted, layout.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Give the same: nothing of the words is cut."""
        return QSize(200, self.sizeHint().height())
