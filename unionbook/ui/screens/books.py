# SPDX-License-Identifier: Apache-2.0
"""The books: vouchers, accounts, months, bank, cash box, shares, the trial balance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar

from unionbook.operations.ledger import list_accounts, set_up_books
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui.books.accounts import AccountsPart
from unionbook.ui.books.bank import BankPart
from unionbook.ui.books.cash import CashPart
from unionbook.ui.books.months import MonthsPart
from unionbook.ui.books.shares import SharesPart
from unionbook.ui.books.trial import TrialPart
from unionbook.ui.books.vouchers import VouchersPart
from unionbook.ui.feedback import Choice
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.operations.ledger import Account
    from unionbook.ui.books.part import BooksPart
    from unionbook.ui.desk import Desk

PARTS: dict[str, tuple[str, Callable[[Desk], BooksPart]]] = {
    "vouchers": (N_("Vouchers"), VouchersPart),
    "accounts": (N_("Accounts"), AccountsPart),
    "months": (N_("Month closing"), MonthsPart),
    "bank": (N_("Bank"), BankPart),
    "cash": (N_("Cash count"), CashPart),
    "shares": (N_("Remittances"), SharesPart),
    "trial": (N_("Balances"), TrialPart),
}
"""Each part: what its tab says, and how it is made when it is first looked at."""
_CONCERNED = frozenset(
    {
        "accounts",
        "bank_lines",
        "bank_matches",
        "bank_statements",
        "cash_counts",
        "dues_assessments",
        "fund_rules",
        "month_closings",
        "split_rules",
        "vouchers",
        "wage_funds",
    }
)


class BooksScreen(Screen):
    """Tabs above, one part at a time below; before the books are set up, the way to do that."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tabs = QTabBar()
        self.parts: dict[str, BooksPart] = {}
        self._kept: dict[str, dict[str, Any]] = {}
        self._set_up: bool | None = None
        self._wish: tuple[str, object] | None = None
        self._stack = QStackedWidget()
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _place: self._on_tab())
        self._read()

    @property
    def part_name(self) -> str:
        """Give the name of the part shown."""
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    @property
    def wants_room(self) -> bool:
        """Say that figures want all the room there is."""
        return True

    @property
    def unsaved(self) -> bool:
        """Say whether a voucher or an account is half typed."""
        return any(part.half_typed for part in self.parts.values())

    def leave(self, then: Callable[[], object]) -> None:
        """Ask before half a voucher is lost."""
        name = next((name for name, part in self.parts.items() if part.half_typed), None)
        if name is None:
            then()
            return

        def discard() -> None:
            self.parts[name].discard()
            self.leave(then)

        self._desk.go("books", ("part", name))
        self._desk.feedback.ask(self.parts[name].half_typed, Choice(_("Discard"), discard))

    def state(self) -> dict[str, Any]:
        """Give the part shown, and each one's own sight."""
        states = {name: part.state() for name, part in self.parts.items()}
        return {"part": self.part_name, "parts": {**self._kept, **states}}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same part."""
        self._kept = dict(state.get("parts", {}))
        self._choose(str(state.get("part") or self.part_name))

    def arrive(self, what: object) -> None:
        """Show what was asked for.

        ``("part", name)``, ``("voucher", number of row)``, ``("new", kind)``, ``("account", code or
        role)``, ``("months", month)``.
        """
        if not (isinstance(what, tuple) and what):
            return
        ways = {"voucher": "vouchers", "new": "vouchers", "account": "accounts"}
        if what[0] == "part":
            self.show_part(str(what[1]))
        else:
            self.show_part(ways.get(str(what[0]), str(what[0])), what[1])

    def show_part(self, name: str, what: object = None) -> None:
        """Show a part, and on it what was asked for, once the books are there."""
        if not self._set_up:
            self._wish = (name, what)
            return
        self._choose(name)
        if what is None:
            self.setFocus()
        else:
            self.parts[name].arrive(what)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the part shown, where it wants it first."""
        part = self.parts.get(self.part_name)
        self.home = part.home if part is not None else None
        super().setFocus(reason)

    def on_changed(self, changes: Changes, _initiator: QObject) -> None:
        """Read again when money may be another."""
        if not changes.rows or _CONCERNED & set(changes.rows):
            for part in self.parts.values():
                part.forget()
            if not self._set_up:
                self._read()

    def _lay_out(self) -> None:
        column = self._column()
        header, row = self._header(_("Books"))
        self._controls = row
        column.addWidget(header)
        self._strip = QFrame()
        self._strip.setProperty("look", "header")
        framed = QHBoxLayout(self._strip)
        framed.setContentsMargins(Space.WIDE, 0, Space.LARGE, 0)
        self.tabs.setAccessibleName(_("Parts of the books"))
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for name, (text, _make) in PARTS.items():
            self.tabs.setTabData(self.tabs.addTab(_(text)), name)
        framed.addWidget(self.tabs)
        framed.addStretch(1)
        column.addWidget(self._strip)
        self._stack.addWidget(self._empty())
        column.addWidget(self._stack, 1)
        self._strip.hide()

    def _empty(self) -> EmptyState:
        ways = []
        if self._desk.may("post_voucher"):
            self.set_up = self._buttons.primary(
                _("Set up the books"), self._on_set_up, icon="check"
            )
            ways.append(self.set_up)
        return EmptyState(
            self._desk.theme,
            "books",
            _("The books are not set up yet"),
            _(
                "The chart of accounts of the country is laid out in one step; accounts of your "
                "own can be added at any time. Then enter what is in the cash box and the bank as "
                "an opening voucher."
            ),
            *ways,
        )

    def _read(self) -> None:
        self._desk.read(self, list_accounts, self._on_accounts, purpose="books set up")

    def _on_accounts(self, accounts: Sequence[Account]) -> None:
        self._set_up = bool(accounts)
        self._strip.setVisible(self._set_up)
        if self._set_up:
            wish, self._wish = self._wish, None
            self._on_tab()
            if wish is not None:
                self.show_part(*wish)
            elif self.isVisible() and not self._has_keyboard():
                self.setFocus()

    def _has_keyboard(self) -> bool:
        window = self.window()
        focus = window.focusWidget() if window is not None else None
        return focus is not None and focus is not self and self.isAncestorOf(focus)

    def _on_set_up(self) -> None:
        self.set_up.setEnabled(False)
        self._desk.write(
            self,
            lambda session, _task: set_up_books(session),
            sentence=_("The books are set up."),
        )

    def _choose(self, name: str) -> None:
        for place in range(self.tabs.count()):
            if self.tabs.tabData(place) == name:
                self.tabs.setCurrentIndex(place)
        self._on_tab()

    def _part(self, name: str) -> BooksPart:
        if name not in self.parts:
            part = self.parts[name] = PARTS[name][1](self._desk)
            self._stack.addWidget(part)
            for control in part.controls:
                self._controls.addWidget(control)
            part.part_asked.connect(self.show_part)
            part.restore(self._kept.pop(name, {}))
        return self.parts[name]

    def _on_tab(self) -> None:
        if not self._set_up:
            return
        part = self._part(self.part_name)
        self._stack.setCurrentWidget(part)
        for other in self.parts.values():
            for control in other.controls:
                control.setVisible(other is part)
        part.look()
