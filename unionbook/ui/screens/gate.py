# SPDX-License-Identifier: Apache-2.0
"""The pages in front of an open register: start, make one, its recovery key, unlock."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from unionbook import texts
from unionbook.texts import gettext as _
from unionbook.ui.screens.new_register import NewRegisterPage
from unionbook.ui.screens.recovery_key import RecoveryKeyPage
from unionbook.ui.screens.start import StartPage
from unionbook.ui.screens.unlock import UnlockPage
from unionbook.ui.theme import Space
from unionbook.ui.widgets.feedback_bar import FeedbackBar
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.operations.sessions import RegisterInfo, Session
    from unionbook.ui.desk import Desk

LANGUAGE_NAMES = {"vi": "Tiếng Việt", "id": "Bahasa Indonesia", "en": "English"}
_HERO_WIDTH = 400
_PAGE_WIDTH = 520


class Gate(QWidget):
    """The first stage of the window: who we are on the left, one page at a time on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._page: QWidget | None = None
        self._place: tuple[str, object] = ("start", None)
        self.setProperty("look", "page")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(_hero(desk))
        row.addLayout(self._right_side(), 1)

    @property
    def page(self) -> QWidget | None:
        """Give the page that is shown."""
        return self._page

    @property
    def place(self) -> tuple[str, object]:
        """Give the name of the page shown and what it is about, to come back to it."""
        return self._place

    def show_start(self) -> None:
        """Show what can be done without a register."""
        page = StartPage(self._desk)
        page.new_asked.connect(self.show_new)
        page.open_asked.connect(self.show_unlock)
        page.restore_asked.connect(self.show_restore)
        page.join_asked.connect(self.show_joining)
        page.sample_made.connect(self._desk.enter)
        self._show(page, "start")

    def show_new(self) -> None:
        """Show the form of a new register."""
        page = NewRegisterPage(self._desk)
        page.left.connect(self.show_start)
        page.made.connect(self._on_made)
        self._show(page, "new")

    def show_unlock(self, folder: Path) -> None:
        """Show how a register is unlocked."""
        page = UnlockPage(self._desk, folder)
        page.left.connect(self.show_start)
        page.opened.connect(self._desk.enter)
        self._show(page, "unlock", folder)

    def show_restore(self) -> None:
        """Show how a register is brought back from a backup."""
        from unionbook.ui.screens.restore import RestorePage  # noqa: PLC0415 - seldom needed

        page = RestorePage(self._desk)
        page.left.connect(self.show_start)
        page.restored.connect(self.show_unlock)
        self._show(page, "restore")

    def show_joining(self) -> None:
        """Show how a second PC of an office joins."""
        from unionbook.ui.screens.joining import JoiningPage  # noqa: PLC0415 - seldom needed

        page = JoiningPage(self._desk)
        page.left.connect(self.show_start)
        page.joined.connect(self._desk.enter)
        self._show(page, "join")

    def return_to(self, place: tuple[str, object]) -> None:
        """Show the page that was shown before everything was built again."""
        name, what = place
        if name == "unlock" and isinstance(what, Path):
            self.show_unlock(what)
        elif name == "new":
            self.show_new()
        elif name == "restore":
            self.show_restore()
        elif name == "join":
            self.show_joining()
        else:
            self.show_start()

    def _on_made(self, opened: tuple[Session, RegisterInfo], recovery_key: str) -> None:
        page = RecoveryKeyPage(self._desk, opened[0], recovery_key)
        page.kept.connect(lambda: self._desk.enter(opened))
        self._show(page, "key")

    def _show(self, page: QWidget, name: str, what: object = None) -> None:
        self._desk.feedback.clear()
        self._page, self._place = page, (name, what)
        page.setMaximumWidth(_PAGE_WIDTH)
        page.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        around = QWidget()
        around.setProperty("look", "clear")
        row = QHBoxLayout(around)
        row.setContentsMargins(Space.HUGE, 0, Space.HUGE, Space.WIDE)
        row.addStretch(1)
        row.addWidget(page, 100)
        row.addStretch(1)
        self._scroll.setWidget(around)
        first = page.property("first_control")
        if isinstance(first, QWidget):
            # A control takes the focus only once it is on the screen.
            QTimer.singleShot(0, first, first.setFocus)

    def _right_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.SMALL)
        top.addStretch(1)
        picture = QLabel()
        picture.setPixmap(self._desk.theme.pixmap("language", "muted", side=18))
        top.addWidget(picture)
        top.addWidget(self._language_box())
        column.addLayout(top)
        bar = FeedbackBar(self._desk.feedback, self._desk.theme)
        framed = QHBoxLayout()
        framed.setContentsMargins(Space.WIDE, 0, Space.WIDE, 0)
        framed.addWidget(bar)
        column.addLayout(framed)
        column.addWidget(self._scroll, 1)
        return column

    def _language_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("Language of the program"))
        for code, name in LANGUAGE_NAMES.items():
            box.addItem(name, code)
        box.setCurrentIndex(box.findData(texts.language()))
        box.activated.connect(lambda _index: self._on_language(str(box.currentData())))
        return box

    def _on_language(self, code: str) -> None:
        self._desk.preferences.language = code
        self._desk.preferences.save()
        texts.use(code)
        self._desk.look_changed.emit()


def _hero(desk: Desk) -> QFrame:
    frame = QFrame()
    frame.setProperty("look", "hero")
    frame.setFixedWidth(_HERO_WIDTH)
    column = QVBoxLayout(frame)
    column.setContentsMargins(Space.HUGE, Space.HUGE, Space.HUGE, Space.HUGE)
    column.setSpacing(Space.MEDIUM)
    logo = QLabel()
    logo.setPixmap(desk.theme.pixmap("logo", side=72))
    logo.setAccessibleName("unionbook")
    column.addWidget(logo)
    column.addSpacing(Space.SMALL)
    column.addWidget(label("unionbook", "display"))
    column.addWidget(
        label(_("The register of your union branch, on your own PC."), "muted", wrap=True)
    )
    column.addStretch(1)
    for icon, sentence in (
        ("lock", _("Encrypted: a stolen PC or a lost stick shows nothing.")),
        ("table", _("Takes your Excel lists as they are, and gives them back as Excel.")),
        ("undo", _("Every change can be seen and taken back.")),
    ):
        column.addLayout(_point(desk, icon, sentence))
        column.addSpacing(Space.TIGHT)
    return frame


def _point(desk: Desk, icon: str, sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.MEDIUM)
    picture = QLabel()
    picture.setPixmap(desk.theme.pixmap(icon, "mark", side=22))
    picture.setAlignment(Qt.AlignmentFlag.AlignTop)
    row.addWidget(picture)
    row.addWidget(label(sentence, wrap=True), 1)
    return row
