# SPDX-License-Identifier: Apache-2.0
"""The stage of an open register: navigation at the side, one screen at a time, the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from unionbook.operations.first_steps import PEOPLE, steps_done
from unionbook.operations.sessions import FEDERATION
from unionbook.texts import gettext as _
from unionbook.ui.commands import Command
from unionbook.ui.help.pages import KEYS, START, TOPICS
from unionbook.ui.help.panel import WIDTH as HELP_WIDTH
from unionbook.ui.help.panel import HelpPanel
from unionbook.ui.navigation import SIDE_WIDTH, Navigation, may_see, screens_of, topic_of
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.command_palette import CommandPalette
from unionbook.ui.widgets.feedback_bar import FeedbackBar
from unionbook.ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from unionbook.ui.desk import Desk
    from unionbook.ui.screens.screen import Screen

_NARROWEST_SCREEN = 700
_WIDEST = 16_777_215  # what Qt means by no limit


class Workspace(QWidget):
    """What is seen while a register is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self._screens: dict[str, Screen] = {}
        self._kept: dict[str, dict[str, Any]] = {}
        self._name = ""
        self._folded = False
        """Whether the first steps were taken away only for the screen that is shown."""
        self.commands = self._make_commands()
        self.side = Navigation(desk)
        self.side.go_asked.connect(self.go)
        self.side.search_asked.connect(self._open_palette)
        self.side.help_asked.connect(self._on_help)
        self._stack = QStackedWidget()
        self._lay_out()
        self.palette_box = CommandPalette(desk, self.commands, self)
        self.palette_box.member_chosen.connect(lambda number: self.go("members", number))
        self.palette_box.list_asked.connect(lambda text: self.go("members", text))
        desk.go_asked.connect(self.go)
        self.help.closed.connect(self.close_help)
        self.help.go_asked.connect(self.go)
        for command in self.commands:
            if command.keys and command.keys != "Ctrl+L":  # locking is the window's own
                QShortcut(QKeySequence(command.keys), self).activated.connect(command.act)

    @property
    def screen_name(self) -> str:
        """Give the name of the screen shown."""
        return self._name

    def screen_of(self, name: str) -> Screen:
        """Give a screen, made when it is first asked for."""
        if name not in self._screens:
            screen = screens_of(self._desk)[name](self._desk)
            self._screens[name] = screen
            self._stack.addWidget(screen)
            screen.room_asked.connect(self._fold_steps)
            screen.restore(self._kept.pop(name, {}))
        return self._screens[name]

    def go(self, name: str, what: object = None) -> None:
        """Show a screen, and on it what was asked for."""
        screen = self.screen_of(name)
        if name != self._name:
            self.bar.pass_by()
        self._name = name
        self._stack.setCurrentWidget(screen)
        self.side.mark(name)
        if self.help.isVisibleTo(self):
            if self._content.isHidden():
                self.close_help()
            elif self.help.topic in TOPICS:
                self.help.show_topic(self._topic)
        self._fold_steps()
        if what is not None:
            screen.arrive(what)
        elif self.isVisible():
            screen.setFocus()

    def take_keyboard(self) -> None:
        """Give the keyboard to the screen shown."""
        if self._name in self._screens:
            self._screens[self._name].setFocus()

    def state(self) -> dict[str, Any]:
        """Give what is needed to come back to the same sight."""
        states = {name: screen.state() for name, screen in self._screens.items()}
        shown = self.help.topic if self._folded or self.help.isVisibleTo(self) else ""
        return {"screen": self._name, "screens": {**self._kept, **states}, "help": shown}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to a sight; home where there is none."""
        self._kept = dict(state.get("screens", {}))
        wanted = str(state.get("screen") or "home")
        self.go(wanted if may_see(self._desk, wanted) else "home")
        if state.get("help"):
            self.open_help(str(state["help"]))
            self._fold_steps()
        elif "help" not in state:
            self._desk.read(self, steps_done, self._on_steps)

    def open_help(self, topic: str) -> None:
        """Show a page of the help beside the screen."""
        self._folded = False
        self.help.show()
        self._share_room()
        self.help.show_topic(topic)

    def close_help(self) -> None:
        """Take the help away, and do not bring the first steps up by themselves again."""
        if self.help.topic == START:
            self.help.steps.tick("seen")
        self.help.hide()
        self._share_room()
        self.screen_of(self._name).setFocus()

    def _fold_steps(self) -> None:
        """Take the first steps out of the way of a wide screen, and bring them back after it."""
        wanted = bool(self._name) and self._screens[self._name].wants_room
        if wanted and self.help.topic == START and self.help.isVisibleTo(self):
            self._folded = True
            self.help.hide()
            self._share_room()
        elif self._folded and not wanted:
            self.open_help(START)

    def _share_room(self) -> None:
        """Let the help take the place of the screen where both have no room beside each other."""
        both = self.width() - SIDE_WIDTH >= HELP_WIDTH + _NARROWEST_SCREEN
        shown = self.help.isVisibleTo(self)
        self._content.setVisible(both or not shown)
        self.help.setMaximumWidth(HELP_WIDTH if both else _WIDEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room again."""
        super().resizeEvent(event)
        self._share_room()

    def _on_help(self) -> None:
        if self.help.isVisibleTo(self) and self.help.topic == self._topic:
            self.close_help()
        else:
            self.open_help(self._topic)
            self.help.search.setFocus()

    @property
    def _topic(self) -> str:
        """Give the page of the help about the screen shown."""
        return topic_of(self._desk, self._name)

    def _on_steps(self, done: frozenset[str]) -> None:
        if self._is_desk:
            return  # these steps are a branch's
        if PEOPLE not in done and not self.help.steps.is_ticked("seen"):
            self.open_help(START)
            self._fold_steps()

    @property
    def unsaved(self) -> bool:
        """Say whether something typed would be lost if the program ended now."""
        return any(screen.unsaved for screen in self._screens.values())

    def leave(self, then: Callable[[], object]) -> None:
        """Go on once everything typed is saved; where it is refused, its screen comes back."""
        screen = next((one for one in self._screens.values() if one.unsaved), None)
        if screen is None:
            then()
        else:
            screen.leave(lambda: self.leave(then))

    def keep_typed(self) -> None:
        """Save what was typed and not saved, on every screen."""
        for screen in self._screens.values():
            screen.keep_typed()

    @property
    def _is_desk(self) -> bool:
        return self._desk.info.kind == FEDERATION

    def _make_commands(self) -> list[Command]:
        if not self._is_desk:
            return self._branch_commands()
        # A branch never needs it.
        from unionbook.ui.federation.commands import desk_commands  # noqa: PLC0415 - as above

        return desk_commands(self, self._desk, search=self._open_palette, help_=self._on_help)

    def _branch_commands(self) -> list[Command]:
        desk = self._desk
        found = [
            Command(_("Home"), "home", lambda: self.go("home"), "Ctrl+0"),
            Command(_("Members"), "members", lambda: self.go("members"), "Ctrl+1"),
            Command(_("Groups"), "groups", lambda: self.go("groups"), "Ctrl+2"),
            Command(_("Doubles"), "doubles", lambda: self.go("doubles"), "Ctrl+3"),
            Command(_("Import a list"), "import", lambda: self.go("import"), "Ctrl+I"),
            Command(_("Cards, lists and forms"), "paper", lambda: self.go("paper"), "Ctrl+Shift+P"),
            Command(_("History"), "history", lambda: self.go("history"), "Ctrl+H"),
            Command(_("Check a card"), "code", lambda: self.go("card_check")),
            Command(_("Backups"), "backups", lambda: self.go("backups"), "Ctrl+B"),
            Command(_("Users"), "users", lambda: self.go("users"), "Ctrl+4"),
            Command(_("Settings"), "settings", lambda: self.go("settings"), "Ctrl+,"),
            Command(_("About unionbook"), "about", lambda: self.go("about")),
            Command(_("Search"), "search", self._open_palette, "Ctrl+K"),
            Command(_("Filter the list"), "filter", lambda: self._members("filter"), "Ctrl+F"),
            Command(_("Export the list to Excel"), "export", lambda: self._members("export")),
            Command(_("Print the list"), "print", lambda: self._members("print_list"), "Ctrl+P"),
            Command(_("Print cards"), "card", lambda: self._members("print_cards")),
            Command(
                _("Print the admission form"), "paper", lambda: self._members("print_admission")
            ),
            Command(
                _("Print the transfer paper"), "paper", lambda: self._members("print_transfer")
            ),
            Command(_("Change the members chosen"), "bulk", lambda: self._members("change_many")),
            Command(_("Take the last change back"), "undo", desk.undo_last, "Ctrl+Z"),
            Command(_("Help on this screen"), "help", self._on_help, "F1"),
            Command(_("First steps"), "start", lambda: self.open_help(START)),
            Command(_("Keyboard shortcuts"), "keyboard", lambda: self.open_help(KEYS)),
            Command(_("Lock"), "lock", desk.lock_asked.emit, "Ctrl+L"),
            Command(_("Close the register"), "close", desk.leave_asked.emit),
        ]
        if may_see(desk, "exchange"):
            found[4:4] = self._exchange_commands()
        if may_see(desk, "books"):
            found[4:4] = self._books_commands()
        if may_see(desk, "dues"):
            found[4:4] = [*self._dues_commands(), *self._welfare_commands()]
        if desk.may("enrol_member"):
            enrol = Command(_("Enrol a member"), "enrol", lambda: self._members("enrol"), "Ctrl+N")
            found.insert(2, enrol)
        return found

    def _dues_commands(self) -> list[Command]:
        def part(name: str) -> Callable[[], object]:
            return lambda: self.go("dues", ("part", name))

        found = [
            Command(_("Dues"), "dues", lambda: self.go("dues"), "Ctrl+5"),
            Command(_("Dues of the year"), "dues", part("grid")),
            Command(_("Arrears of dues"), "dues", part("arrears")),
            Command(_("Assess a month"), "calendar", part("assess")),
            Command(_("Dues deducted from pay"), "dues", part("check_off")),
            Command(_("Rules of dues and exemptions"), "dues", part("rules")),
        ]
        if self._desk.may("record_payment"):
            found.insert(1, Command(_("Take a payment"), "receipt", part("pay"), "F2"))
        return found

    def _welfare_commands(self) -> list[Command]:
        found = [
            Command(_("Welfare"), "welfare", lambda: self.go("welfare"), "Ctrl+6"),
            Command(_("Programmes"), "welfare", lambda: self.go("welfare", ("part", "programmes"))),
        ]
        if self._desk.may("request_welfare"):
            found.append(
                Command(
                    _("Request welfare"), "add", lambda: self.go("welfare", ("cases", "new")), "F6"
                )
            )
        return found

    def _exchange_commands(self) -> list[Command]:
        def show(*what: str) -> Callable[[], object]:
            return lambda: self.go("exchange", what)

        return [
            Command(_("Data exchange"), "exchange", lambda: self.go("exchange"), "Ctrl+9"),
            Command(_("Make the month's file"), "export", show("month")),
            Command(_("Open a file from a stick"), "folder", show("part", "open")),
            Command(_("Values that differ"), "exchange", show("conflicts")),
            Command(_("PCs of the branch"), "pc", show("part", "devices")),
            Command(_("The union above"), "units", show("part", "above")),
        ]

    def _books_commands(self) -> list[Command]:
        def show(*what: str) -> Callable[[], object]:
            return lambda: self.go("books", what)

        found = [
            Command(_("Books"), "books", lambda: self.go("books"), "Ctrl+7"),
            Command(_("Accounts and their balances"), "accounts", show("part", "accounts")),
            Command(_("Months, closing"), "lock", show("part", "months")),
            Command(_("Trial balance"), "table", show("part", "trial")),
            Command(_("Reports"), "reports", lambda: self.go("reports"), "Ctrl+8"),
            Command(_("Check a report"), "eye", lambda: self.go("reports", ("check",))),
        ]
        if self._desk.may("post_voucher"):
            found[1:1] = [
                Command(_("Enter a receipt"), "books", show("new", "receipt"), "F3"),
                Command(_("Enter a payment"), "books", show("new", "payment"), "F4"),
            ]
        return found

    def _members(self, what: str) -> None:
        self.go("members", ("do", what))

    def _open_palette(self) -> None:
        self.palette_box.open()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        self._content = QWidget()
        right = QVBoxLayout(self._content)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        self.bar = FeedbackBar(self._desk.feedback, self._desk.theme)
        self.progress = ProgressStrip(self._desk.long_work, self._buttons)
        framed = QVBoxLayout()
        framed.setSpacing(0)
        framed.addWidget(self.progress)
        framed.addWidget(self.bar)
        right.addLayout(framed)
        row.addWidget(self._content, 1)
        self.help = HelpPanel(self._desk, self.commands)
        row.addWidget(self.help)
