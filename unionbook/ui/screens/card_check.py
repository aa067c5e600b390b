# SPDX-License-Identifier: Apache-2.0
"""Whether a card that somebody shows is one of the branch's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit

from unionbook import paths
from unionbook.operations.card_reading import (
    ForgedCardError,
    Statement,
    branch_key,
    check_card,
    is_expired,
    read_code,
)
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.texts import dress, label, pill

if TYPE_CHECKING:
    from unionbook.errors import UnionbookError
    from unionbook.ui.desk import Desk

_PAUSE_MS = 300
"""A scanner types a code in less; a person who pastes does not notice it."""
_HEIGHT = 130


class CardCheckScreen(Screen):
    """A box for a scanner, a picture from a file, and what the card says."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.box = QPlainTextEdit()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._check)
        column = self._column()
        back = self._buttons.make(_("Paper"), lambda: desk.go("paper"), icon="left")
        header, _row = self._header(_("Check a card"), back)
        column.addWidget(header)
        page = CardPage()
        column.addWidget(page, 1)
        page.add(self._asking())
        page.add(self._answer())
        self.box.textChanged.connect(self._on_text)
        self.home = self.box

    def _asking(self) -> Card:
        card = Card(
            _("Scan the code on the back"),
            _("Click into the box and scan, or paste what a phone shows."),
        )
        self.box.setAccessibleName(_("What the code says"))
        self.box.setFixedHeight(_HEIGHT)
        self.box.setTabChangesFocus(True)
        card.column.addWidget(self.box)
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addWidget(self._buttons.make(_("Choose a picture…"), self._on_choose, icon="photo"))
        self.again = self._buttons.make(_("Next card"), self.box.clear, icon="code")
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(
            self._buttons.make(_("Copy the branch's key"), self._on_key, look="link", icon="copy")
        )
        card.column.addLayout(row)
        return card

    def _answer(self) -> Card:
        card = self.answer = Card(_("What the card says"))
        self.verdict = pill("")
        self.name = label("", "title", wrap=True)
        self._details = label("", wrap=True)
        self._advice = label("", "muted", wrap=True)
        card.column.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignLeft)
        for line in (self.name, self._details, self._advice):
            card.column.addWidget(line)
        card.hide()
        return card

    def _on_text(self) -> None:
        self.answer.hide()
        if self.box.toPlainText().strip():
            self._timer.start()

    def _check(self) -> None:
        content = self.box.toPlainText().encode()
        self._desk.read(
            self,
            lambda session: check_card(session, content=content),
            self._on_genuine,
            purpose="card check",
            failed=self._on_refused,
        )

    def _on_genuine(self, statement: Statement) -> None:
        expired = is_expired(statement)
        self._say(
            _("Expired") if expired else _("Genuine"), "warn" if expired else "done", statement
        )
        self._advice.setText(
            _("The card was issued by the branch, but its time is over.")
            if expired
            else _("Compare name and number with the card and the person.")
        )

    def _on_refused(self, refusal: UnionbookError) -> None:
        if not isinstance(refusal, ForgedCardError):
            self._desk.feedback.error(str(refusal))
            return
        self._say(_("Not genuine"), "error", None)
        self._advice.setText(str(refusal))

    def _say(self, verdict: str, level: str, statement: Statement | None) -> None:
        self.verdict.setText(verdict)
        dress(self.verdict, level=level)
        details = ""
        if statement is not None:
            until = formats.shown_date(statement.valid_until)
            parts = (
                _("Number {number}").format(number=statement.number),
                statement.branch,
                _("valid until {date}").format(date=until) if until else "",
            )
            details = "  ·  ".join(part for part in parts if part)
        self.name.setText(statement.full_name if statement else "")
        self.name.setVisible(statement is not None)
        self._details.setText(details)
        self._details.setVisible(bool(details))
        self.answer.show()

    def _on_choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self,
            _("Choose a picture of the card"),
            str(paths.documents_folder()),
            _("Pictures") + " (*.png *.jpg *.jpeg *.bmp *.webp)",
        )
        if chosen:
            self._desk.tasks.run_beside(
                lambda _task: read_code(Path(chosen)),
                owner=self,
                done=lambda content: self.box.setPlainText(content.decode("utf-8", "replace")),
            )

    def _on_key(self) -> None:
        self._desk.read(self, branch_key, self._on_key_read)

    def _on_key_read(self, key: str) -> None:
        QGuiApplication.clipboard().setText(key)
        self._desk.feedback.info(_("Copied. With this text anybody can check your cards."))
