# SPDX-License-Identifier: Apache-2.0
"""The side of an open register: whose it is, the search, the ways to the screens, who is at work.

A screen is named here once: how it is made, what it is called, and who may see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.roles import role_label
from unionbook.operations.sessions import FEDERATION
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.screens.about import AboutScreen
from unionbook.ui.screens.doubles import DoublesScreen
from unionbook.ui.screens.groups import GroupsScreen
from unionbook.ui.screens.history import HistoryScreen
from unionbook.ui.screens.home import HomeScreen
from unionbook.ui.screens.import_members import ImportScreen
from unionbook.ui.screens.members import MembersScreen
from unionbook.ui.screens.settings import SettingsScreen
from unionbook.ui.screens.users import UsersScreen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.texts import label, pill, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.ui.desk import Desk
    from unionbook.ui.screens.screen import Screen

SIDE_WIDTH = 228


def _paper(desk: Desk) -> Screen:
    from unionbook.ui.screens.paper import PaperScreen  # noqa: PLC0415 - loads what draws a PDF

    return PaperScreen(desk)


def _card_check(desk: Desk) -> Screen:
    from unionbook.ui.screens.card_check import CardCheckScreen  # noqa: PLC0415 - seldom needed

    return CardCheckScreen(desk)


def _dues(desk: Desk) -> Screen:
    from unionbook.ui.screens.dues import DuesScreen  # noqa: PLC0415 - only who reads money sees it

    return DuesScreen(desk)


def _welfare(desk: Desk) -> Screen:
    from unionbook.ui.screens.welfare import WelfareScreen  # noqa: PLC0415 - as for dues

    return WelfareScreen(desk)


def _books(desk: Desk) -> Screen:
    from unionbook.ui.screens.books import BooksScreen  # noqa: PLC0415 - only who reads money sees it

    return BooksScreen(desk)


def _reports(desk: Desk) -> Screen:
    from unionbook.ui.screens.reports import ReportsScreen  # noqa: PLC0415 - loads what draws a PDF

    return ReportsScreen(desk)


def _exchange(desk: Desk) -> Screen:
    from unionbook.ui.screens.exchange import ExchangeScreen  # noqa: PLC0415 - loads the ciphers

    return ExchangeScreen(desk)


def _federation_home(desk: Desk) -> Screen:
    from unionbook.ui.screens.federation_home import (  # noqa: PLC0415 - a branch has another one
        FederationHome,
    )

    return FederationHome(desk)


def _overview(desk: Desk) -> Screen:
    from unionbook.ui.screens.overview import OverviewScreen  # noqa: PLC0415 - a branch has none

    return OverviewScreen(desk)


def _units(desk: Desk) -> Screen:
    from unionbook.ui.screens.units import UnitsScreen  # noqa: PLC0415 - a branch has none

    return UnitsScreen(desk)


def _all_members(desk: Desk) -> Screen:
    from unionbook.ui.screens.all_members import AllMembersScreen  # noqa: PLC0415 - as above

    return AllMembersScreen(desk)


def _backups(desk: Desk) -> Screen:
    from unionbook.ui.screens.backups import BackupsScreen  # noqa: PLC0415 - seldom needed

    return BackupsScreen(desk)


SCREENS: dict[str, Callable[[Desk], Screen]] = {
    "home": HomeScreen,
    "members": MembersScreen,
    "groups": GroupsScreen,
    "doubles": DoublesScreen,
    "import": ImportScreen,
    "dues": _dues,
    "welfare": _welfare,
    "books": _books,
    "reports": _reports,
    "exchange": _exchange,
    "paper": _paper,
    "card_check": _card_check,
    "history": HistoryScreen,
    "backups": _backups,
    "users": UsersScreen,
    "settings": SettingsScreen,
    "about": AboutScreen,
}
"""How each screen is made when it is first asked for."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a screen: its name, which is its icon's too, what it says, and whose it is."""

    screen: str
    text: str
    right: str = ""
    """The operation that somebody must be allowed to do to see it; everybody where it is empty."""


WAYS: tuple[tuple[Way, ...], ...] = (
    (
        Way("home", N_("Home")),
        Way("members", N_("Members")),
        Way("groups", N_("Groups")),
        Way("doubles", N_("Doubles")),
        Way("import", N_("Import")),
    ),
    (
        Way("dues", N_("Dues"), "read_money"),
        Way("welfare", N_("Welfare"), "read_money"),
        Way("books", N_("Books"), "read_money"),
        Way("reports", N_("Reports"), "read_money"),
        Way("exchange", N_("Data exchange"), "make_bundle"),
    ),
    (Way("paper", N_("Paper")), Way("history", N_("History"))),
    (
        Way("backups", N_("Backups")),
        Way("users", N_("Users")),
        Way("settings", N_("Settings")),
        Way("about", N_("About")),
    ),
)
"""The ways in their order, the groups of them set apart."""

DESK_SCREENS: dict[str, Callable[[Desk], Screen]] = {
    "home": _federation_home,
    "overview": _overview,
    "units": _units,
    "members": _all_members,
    "exchange": _exchange,
    "history": HistoryScreen,
    "backups": _backups,
    "users": UsersScreen,
    "settings": SettingsScreen,
    "about": AboutScreen,
}
"""The screens at the desk of a federation."""
DESK_WAYS: tuple[tuple[Way, ...], ...] = (
    (Way("home", N_("Home")), Way("overview", N_("Overview"))),
    (Way("units", N_("Units")), Way("members", N_("Members"))),
    (Way("exchange", N_("Data exchange"), "make_bundle"), Way("history", N_("History"))),
    WAYS[-1],
)
_DESK_TOPICS = frozenset({"home", "overview", "units", "members"})
"""Screens that one page of the help is about together."""


def screens_of(desk: Desk) -> dict[str, Callable[[Desk], Screen]]:
    """Give the screens of the open register, by what kind of office it is."""
    return DESK_SCREENS if desk.info.kind == FEDERATION else SCREENS


def ways_of(desk: Desk) -> tuple[tuple[Way, ...], ...]:
    """Give the ways to them."""
    return DESK_WAYS if desk.info.kind == FEDERATION else WAYS


def may_see(desk: Desk, screen: str) -> bool:
    """Say whether a screen is for the user at work."""
    if screen not in screens_of(desk):
        return False
    ways = [way for group in ways_of(desk) for way in group]
    right = next((way.right for way in ways if way.screen == screen), "")
    return not right or desk.may(right)


def topic_of(desk: Desk, screen: str) -> str:
    """Give the page of the help about a screen of the open register."""
    of_desk = screens_of(desk) is DESK_SCREENS and screen in _DESK_TOPICS
    return "federation" if of_desk else screen


class Navigation(QFrame):
    """The dark column at the left."""

    go_asked = Signal(str)
    search_asked = Signal()
    help_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self.ways: dict[str, QPushButton] = {}
        self.setProperty("look", "side")
        self.setFixedWidth(SIDE_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.LARGE, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.TIGHT)
        column.addLayout(self._branch())
        column.addSpacing(Space.SMALL)
        column.addWidget(self._search())
        column.addSpacing(Space.SMALL)
        column.addWidget(self._all_ways(), 1)
        column.addLayout(self._person())

    def mark(self, screen: str) -> None:
        """Show where the person is."""
        for other, button in self.ways.items():
            button.setChecked(other == screen)

    def _search(self) -> QPushButton:
        search = self._buttons.make(
            _("Search…") + "   Ctrl+K", self.search_asked.emit, look="side_search", icon="search"
        )
        search.setAccessibleName(_("Search members and commands"))
        return search

    def _all_ways(self) -> QScrollArea:
        """Make the ways to the screens; a low window scrolls them rather than squeezing them."""
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HAIR)
        ways = ways_of(self._desk)
        for group in ways:
            seen = [way for way in group if may_see(self._desk, way.screen)]
            if column.count() and seen:
                column.addSpacing(Space.MEDIUM)
            if group is ways[-1]:
                column.addStretch(1)
            for way in seen:
                column.addWidget(self._way(way.screen, _(way.text)))
        column.addWidget(
            self._buttons.make(_("Help") + "   F1", self.help_asked.emit, look="side", icon="help")
        )
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        return scroll

    def _way(self, screen: str, text: str) -> QPushButton:
        button = self._buttons.make(
            text, lambda: self.go_asked.emit(screen), look="side", icon=screen
        )
        button.setCheckable(True)
        self.ways[screen] = button
        return button

    def _branch(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.MEDIUM)
        logo = QLabel()
        logo.setPixmap(self._desk.theme.pixmap("logo", side=36))
        row.addWidget(logo)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(label(self._desk.info.branch, "strong", wrap=True))
        if self._desk.open_session.read_only:
            # At its side: a mark that may not grow would keep the name above it narrow.
            words.addWidget(pill(_("Read only"), "warn"), 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        return row

    def _person(self) -> QHBoxLayout:
        user = self._desk.open_session.user
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(user.name))
        words.addWidget(label(role_label(user.role, self._desk.info.kind), "caption"))
        row.addLayout(words, 1)
        lock = self._buttons.make("", self._desk.lock_asked.emit, look="side", icon="lock")
        lock.setAccessibleName(_("Lock"))
        lock.setToolTip(plain(_("Lock") + "  (Ctrl+L)"))
        row.addWidget(lock)
        return row
