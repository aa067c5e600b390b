# SPDX-License-Identifier: Apache-2.0
"""The books: vouchers, accounts, months, bank, cash box, shares, the trial balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from unionbook.ui.screens.tabbed import TabbedScreen
from unionbook.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.ledger import Account
    from unionbook.ui.desk import Desk
    from unionbook.ui.screens.tabbed import Parts

PARTS: Parts = {
    "vouchers": (N_("Vouchers"), VouchersPart, ""),
    "accounts": (N_("Accounts"), AccountsPart, ""),
    "months": (N_("Month closing"), MonthsPart, ""),
    "bank": (N_("Bank"), BankPart, ""),
    "cash": (N_("Cash count"), CashPart, ""),
    "shares": (N_("Remittances"), SharesPart, ""),
    "trial": (N_("Balances"), TrialPart, ""),
}
_WAYS = {"voucher": "vouchers", "new": "vouchers", "account": "accounts"}
"""Where what is asked for is found, other than on the part of that name."""
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


class BooksScreen(TabbedScreen):
    """Tabs above, one part at a time below; before the books are set up, the way to do that."""

    place = "books"

    def __init__(self, desk: Desk) -> None:
        self._set_up = False
        self._wish: tuple[str, object] | None = None
        super().__init__(desk, _("Books"), _("Parts of the books"), PARTS, _CONCERNED)

    def arrive(self, what: object) -> None:
        """Show what was asked for.

        ``("part", name)``, ``("voucher", number of row)``, ``("new", kind)``, ``("account", code or
        role)``, ``("months", month)``.
        """
        if isinstance(what, tuple) and what:
            super().arrive((_WAYS.get(str(what[0]), what[0]), *what[1:]))

    def show_part(self, name: str, what: object = None) -> None:
        """Show a part, and on it what was asked for, once the books are there."""
        if self._set_up:
            super().show_part(name, what)
        else:
            self._wish = (name, what)

    def _lay_out(self, title: str, tabs_name: str) -> None:
        super()._lay_out(title, tabs_name)
        self._stack.addWidget(self._empty())
        self._tab_strip.hide()
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

    def _begin(self) -> None:
        if self._set_up:
            super()._begin()
        else:
            self._desk.read(self, list_accounts, self._on_accounts, purpose="books set up")

    def _on_accounts(self, accounts: Sequence[Account]) -> None:
        self._set_up = bool(accounts)
        self._tab_strip.setVisible(self._set_up)
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

    def _on_tab(self) -> None:
        if self._set_up:
            super()._on_tab()
