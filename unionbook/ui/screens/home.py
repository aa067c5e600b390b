# SPDX-License-Identifier: Apache-2.0
"""Home: what waits for who is at work, where the money is, and how the dues come in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from unionbook.domain import clock
from unionbook.operations import waiting
from unionbook.operations.overview import look_at_branch
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.exchange.following import take_in_kept
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.chart import ChartView
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.texts import label, rule
from unionbook.ui.widgets.waiting_card import WaitingCard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayout

    from unionbook.data.journal import Changes
    from unionbook.errors import UnionbookError
    from unionbook.operations.overview import Overview
    from unionbook.operations.waiting import Waiting
    from unionbook.ui.desk import Desk

_RIGHT = 352
_WIDEST = 16_777_215  # what Qt means by no limit
_BESIDE = 860
"""Pixels from which on the figures have room beside what waits."""


class HomeScreen(Screen):
    """The first thing seen after unlocking."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards: list[WaitingCard] = []
        self._found: dict[str, list[Waiting]] = {}
        self._under_way: set[str] = set()
        self._to_ask: list[str] = []
        self._asking = False
        self._stale = True
        desk.tasks.broken.connect(lambda _error: self._on_broken())
        self._begun = True
        """Whether the register was only just opened, and kept files were not looked at yet."""
        self._shown: list[Waiting] | None = None
        self._lay_out()

    @property
    def waiting(self) -> list[Waiting]:
        """Give what waits, as far as it has come, in the order of the cards."""
        names = [source.name for source in waiting.SOURCES]
        found = [one for name in names for one in self._found.get(name, ())]
        return sorted(found, key=lambda one: not one.urgent)

    @property
    def is_looking(self) -> bool:
        """Say whether some source has not answered yet."""
        return bool(self._under_way)

    def on_changed(self, _changes: Changes, _initiator: QObject) -> None:
        """Look again, now or when the screen is seen again."""
        self._stale = True
        if self.isVisible():
            self._look()

    def showEvent(self, event: Any) -> None:
        """Look when it is seen, and something may be another."""
        super().showEvent(event)
        if self._stale:
            self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures beside what waits, or under it."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._body.setDirection(way)
        self._figures.setMinimumWidth(_RIGHT if beside else 0)
        self._figures.setMaximumWidth(_RIGHT if beside else _WIDEST)

    def _lay_out(self) -> None:
        column = self._column()
        header, row = self._header(_("Home"))
        row.insertWidget(1, label(formats.shown_date(clock.today()), "muted"))
        column.addWidget(header)
        inner = QWidget()
        inner.setProperty("look", "clear")
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._body.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        self._body.setSpacing(Space.WIDE)
        left = QVBoxLayout()
        left.setSpacing(Space.MEDIUM)
        left.addWidget(self._begin())
        left.addSpacing(Space.TIGHT)
        left.addWidget(label(_("Waiting for you"), "section"))
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.SMALL)
        left.addLayout(self._list)
        left.addStretch(1)
        self._body.addLayout(left, 1)
        self._figures = QWidget()
        self._right = QVBoxLayout(self._figures)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(Space.LARGE)
        self._overview = _card()
        self._right.addWidget(self._overview)
        self._collected = _card()
        self.chart = ChartView(self._desk.theme)
        self._collected.column.addWidget(self.chart)
        self._collected.hide()
        self._right.addWidget(self._collected)
        self._right.addStretch(1)
        self._body.addWidget(self._figures)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        column.addWidget(scroll, 1)

    def _begin(self) -> QWidget:
        """Make the buttons with which most days begin, those that the user may press."""
        holder = QWidget()
        row = Flow(holder)
        row.setContentsMargins(0, 0, 0, 0)
        go = self._desk.go
        for right, text, icon, screen, what in self._ways():
            if self._desk.may(right):
                button = self._buttons.make(text, partial(go, screen, what), icon=icon)
                row.addWidget(button)
                self.home = self.home or button
        if self.home is None:
            holder.hide()
        return holder

    def _ways(self) -> Iterator[tuple[str, str, str, str, object]]:
        """Give each button: who may press it, what it says, its icon, and where it leads."""
        yield "record_payment", _("Take a payment of dues"), "receipt", "dues", ("part", "pay")
        yield "post_voucher", _("Enter a voucher"), "books", "books", ("new", "receipt")
        yield "enrol_member", _("Enrol a member"), "enrol", "members", ("do", "enrol")
        yield "import_members", _("Import a list"), "import", "import", None

    def _look(self) -> None:
        self._stale = False
        self._read_figures()
        self._to_ask = [source.name for source in waiting.SOURCES]
        self._under_way = set(self._to_ask)
        if not self._asking:
            self._ask_next()

    def _read_figures(self) -> None:
        """Read what stands beside what waits."""
        self._desk.read(self, look_at_branch, self._on_overview, purpose="home overview")

    def _ask_next(self) -> None:
        """Ask one after the other, so that whoever goes elsewhere waits for one answer at most."""
        self._asking = bool(self._to_ask) and self.isVisible()
        if not self._asking:
            self._stale = self._stale or bool(self._to_ask)
            if self._begun and not self._stale:
                self._begun = False
                take_in_kept(self._desk, self)
            return
        name = self._to_ask.pop(0)
        self._desk.read(
            self,
            lambda session: waiting.look_for(session, name=name),
            lambda found: self._on_found(name, found),
            purpose="waiting",
            failed=lambda refusal: self._on_refused(name, refusal),
        )

    def _on_refused(self, name: str, refusal: UnionbookError) -> None:
        self._desk.feedback.error(str(refusal))
        self._on_found(name, [])

    def _on_broken(self) -> None:
        """Go on with the next source: a fault of ours in one must not hide the others."""
        if self._asking:
            self._under_way.intersection_update(self._to_ask)
            self._ask_next()

    def _on_found(self, name: str, found: list[Waiting]) -> None:
        self._found[name] = found
        if name not in self._to_ask:
            self._under_way.discard(name)
        self._ask_next()
        present = self.waiting
        if present != self._shown or not self._under_way:
            self._show_waiting(present)

    def _show_waiting(self, present: list[Waiting]) -> None:
        if present == self._shown and (present or self._list.count()):
            return
        self._shown = present
        emptied(self._list)
        self.cards = []
        for one in present:
            card = WaitingCard(self._desk.theme, self._buttons, one)
            card.opened.connect(partial(self._desk.go, one.screen, one.what or None))
            self.cards.append(card)
            self._list.addWidget(card)
        if not present and not self._under_way:
            self._list.addWidget(self._quiet())

    def _quiet(self) -> QFrame:
        """Say that there is nothing to do, and that this is well."""
        card = _card()
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        picture = label("")
        picture.setPixmap(self._desk.theme.pixmap("done", "ok", side=36))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(label(_("Nothing waits for you"), "strong", wrap=True))
        words.addWidget(
            label(_("What the register knows of is done. Have a good day!"), "muted", wrap=True)
        )
        row.addLayout(words, 1)
        card.column.addLayout(row)
        return card

    def _on_overview(self, found: Overview) -> None:
        column = self._overview.column
        emptied(column)
        column.addWidget(label(_("The branch today"), "section"))
        if self._desk.may("read_members"):
            told = ngettext("{count} member", "{count} members", found.members)
            people = self._buttons.make(
                told.format(count=formats.shown_number(found.members)),
                lambda: self._desk.go("members"),
                look="link",
                icon="members",
            )
            column.addWidget(people, 0, Qt.AlignmentFlag.AlignLeft)
        if found.money:
            column.addWidget(rule())
        for account, balance in found.money:
            column.addLayout(self._money_row(account.name, account.code, balance))
        self.chart.show_chart(found.collected)
        self._collected.setVisible(found.collected is not None)

    def _money_row(self, name: str, code: str, balance: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addWidget(label(name, wrap=True), 1)
        go = partial(self._desk.go, "books", ("account", code))
        way = self._buttons.make(formats.shown_number(balance), go, look="link")
        way.setAccessibleName(f"{name}: {formats.shown_number(balance)}")
        row.addWidget(way, 0, Qt.AlignmentFlag.AlignRight)
        return row


def told_row(text: str, value: str) -> QHBoxLayout:
    """Give a figure at the right of its words."""
    row = QHBoxLayout()
    row.setSpacing(Space.SMALL)
    row.addWidget(label(text, wrap=True), 1)
    row.addWidget(label(value, "label"), 0, Qt.AlignmentFlag.AlignRight)
    return row


class _Card(QFrame):
    """A card without a heading."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        self.column.setSpacing(Space.SMALL)


def _card() -> _Card:
    return _Card()


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout, and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            emptied(inner)
