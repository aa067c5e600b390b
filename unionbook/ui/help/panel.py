# SPDX-License-Identifier: Apache-2.0
"""The help panel at the right edge: the page of the screen, or what the search finds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from unionbook.texts import gettext as _
from unionbook.texts import language
from unionbook.ui.help import pages
from unionbook.ui.help.first_steps import FirstSteps
from unionbook.ui.theme import Size, Space, font
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from unionbook.ui.commands import Command
    from unionbook.ui.desk import Desk

WIDTH = 380
_SCHEME = "help"
_TEXT, _STEPS = range(2)
_BETWEEN_LINES = 125.0
_PERCENT = int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
_MARKDOWN = (
    QTextDocument.MarkdownFeature.MarkdownNoHTML
    | QTextDocument.MarkdownFeature.MarkdownDialectGitHub
)


class _Page(QTextBrowser):
    """Shows words and nothing else: what a page points to is not fetched."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> QByteArray:
        """Give an empty file: for nothing at all, Qt would read the disk itself."""
        return QByteArray()


class HelpPanel(QFrame):
    """Stays open beside the work until it is closed; follows the screen."""

    closed = Signal()
    go_asked = Signal(str)

    def __init__(self, desk: Desk, commands: Sequence[Command]) -> None:
        super().__init__()
        self._desk = desk
        self._commands = commands
        self._buttons = Buttons(desk.theme)
        self.topic = ""
        self.setProperty("look", "panel")
        self.setMinimumWidth(WIDTH)
        self.setMaximumWidth(WIDTH)
        self.setAccessibleName(_("Help"))
        self._title = label("", "strong", wrap=True)
        self.search = QLineEdit()
        self.text = _Page()
        self.steps = FirstSteps(desk)
        self._pages = QStackedWidget()
        self._lay_out()
        self.search.textChanged.connect(self._on_search)
        self.text.anchorClicked.connect(self._on_link)
        self.steps.go_asked.connect(self.go_asked)
        self.hide()

    def show_topic(self, topic: str) -> None:
        """Show a page; the first steps and the keys are pages too."""
        self.topic = topic
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._title.setText(pages.title(topic))
        if topic == pages.START:
            self.steps.read()
            self._pages.setCurrentIndex(_STEPS)
        elif topic == pages.KEYS:
            self._show_page(pages.keys_page(self._commands))
        else:
            self._show_page(pages.page(topic, language()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        top = QHBoxLayout()
        top.setContentsMargins(Space.LARGE, Space.LARGE, Space.MEDIUM, 0)
        top.addWidget(self._title, 1)
        top.addWidget(self._buttons.close(self.closed.emit))
        column.addLayout(top)
        box = QHBoxLayout()
        box.setContentsMargins(Space.LARGE, 0, Space.LARGE, 0)
        self.search.setPlaceholderText(_("Search the help"))
        self.search.setAccessibleName(_("Search the help"))
        self.search.setClearButtonEnabled(True)
        for part in self.search.findChildren(QWidget):
            part.setAccessibleName(_("Clear"))
        box.addWidget(self.search)
        column.addLayout(box)
        self.text.setProperty("look", "help")
        self.text.setAccessibleName(_("Help page"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(Space.LARGE)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.setProperty("look", "clear")
        scroll.setWidget(self.steps)
        self._pages.addWidget(self.text)
        self._pages.addWidget(scroll)
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("look", "sunken")
        row = QHBoxLayout(foot)
        row.setContentsMargins(Space.MEDIUM, Space.TIGHT, Space.MEDIUM, Space.TIGHT)
        for topic, icon in ((pages.START, "start"), (pages.KEYS, "keyboard")):
            act = partial(self.show_topic, topic)
            row.addWidget(self._buttons.make(pages.title(topic), act, look="link", icon=icon))
        row.addStretch(1)
        return foot

    def _on_search(self, text: str) -> None:
        if not text.strip():
            self.show_topic(self.topic)
            return
        hits = pages.search(text, language())
        found = "\n\n".join(
            f"### [{hit.title}]({_SCHEME}:{hit.topic})\n\n{hit.excerpt}" for hit in hits
        )
        self._show_markdown(found or _("Nothing found. Try one word, or part of it."))

    def _show_page(self, content: str) -> None:
        # The title stands over the search already.
        self._show_markdown(content.partition("\n")[2].lstrip())

    def _show_markdown(self, content: str) -> None:
        self._pages.setCurrentIndex(_TEXT)
        colours = self._desk.theme.colours
        document = self.text.document()
        document.setDefaultStyleSheet(f"a {{ color: {colours.accent}; }}")
        # No pictures, no HTML: a page is words.
        document.setMarkdown(content, _MARKDOWN)
        self._space_out(document)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _space_out(self, document: QTextDocument) -> None:
        """Give the lines room, as the rest of the window has it."""
        heading = QTextCharFormat()
        heading.setFont(font(Size.STRONG, QFont.Weight.DemiBold))
        block = document.begin()
        while block.isValid():
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            shape.setLineHeight(_BETWEEN_LINES, _PERCENT)
            shape.setBottomMargin(float(Space.TIGHT if block.textList() else Space.SMALL))
            if shape.headingLevel():
                shape.setTopMargin(float(Space.MEDIUM))
            cursor.setBlockFormat(shape)
            if shape.headingLevel():
                end = QTextCursor.MoveOperation.EndOfBlock
                cursor.movePosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(heading)
            block = block.next()

    def _on_link(self, url: QUrl) -> None:
        topic = url.path()
        if url.scheme() == _SCHEME and topic in {*pages.TOPICS, pages.START, pages.KEYS}:
            self.show_topic(topic)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
