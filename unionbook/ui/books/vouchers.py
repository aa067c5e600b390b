# SPDX-License-Identifier: Apache-2.0
"""The vouchers: found by month, kind, account and words; one in full, or a new one, beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.ledger import VOUCHER_LABELS, VoucherKind
from unionbook.operations.ledger import list_accounts
from unionbook.operations.money_papers import make_vouchers
from unionbook.operations.vouchers import Criteria, latest_month, totals
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.books.account_box import AccountBox
from unionbook.ui.books.voucher_form import VoucherForm
from unionbook.ui.books.voucher_panel import VoucherPanel
from unionbook.ui.books.vouchers_table import VouchersTable, nothing_found
from unionbook.ui.paper.money_out import MoneyOut
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.money_period import MONTH, YEAR, PeriodChooser
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.ledger import Account
    from unionbook.operations.vouchers import Sight, Totals
    from unionbook.ui.desk import Desk

_PAUSE_MS = 200
_WORDS, _ACCOUNT, _SIDE, _NARROWEST_SIDE, _NARROWEST_LIST = 220, 240, 424, 360, 280
_LIST, _NONE = range(2)
_ALL_TIME = 0


class VouchersPart(ScreenPart):
    """The list with its filter; at the right the voucher chosen or the form of a new one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.words = QLineEdit()
        self.span = QComboBox()
        self.period = PeriodChooser(self._buttons, MONTH)
        self.kind = QComboBox()
        self.account = AccountBox(_("All accounts"))
        self.told = label("", "muted", wrap=True)
        self.table = VouchersTable(desk, _("Vouchers"))
        self.panel = VoucherPanel(desk)
        self.form = VoucherForm(desk)
        self.out = MoneyOut(desk, self)
        self.new = self._buttons.primary(_("Enter a voucher"), self.begin, icon="add")
        self.controls = (self.new,) if desk.may("post_voucher") else ()
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._places = QStackedWidget()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._month_chosen = False
        self._lay_out()
        self._wire()
        self.home = self.table

    @property
    def criteria(self) -> Criteria:
        """Give what the list shows."""
        everything = self.span.currentData() == _ALL_TIME
        return Criteria(
            "" if everything else self.period.first,
            "" if everything else self.period.last,
            str(self.kind.currentData() or ""),
            self.account.account,
            self.words.text(),
        )

    @property
    def half_typed(self) -> str:
        """Say that a voucher is half typed."""
        told = _("A voucher is half typed: post it, or discard what was typed.")
        return told if self.form.typed else ""

    def discard(self) -> None:
        """Throw the half-typed voucher away."""
        self.form.clear()
        self._close_side()

    def state(self) -> dict[str, Any]:
        """Give the filter and the voucher looked at."""
        shown = self.panel.sight.voucher.id if self._panel_shown and self.panel.sight else 0
        return {
            "span": self.span.currentData(),
            "period": (self.period.first, self.period.last),
            "kind": str(self.kind.currentData() or ""),
            "words": self.words.text(),
            "voucher": shown,
            "typed": self.form.typed,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same list and voucher."""
        if not state:
            return
        self._month_chosen = True
        self.span.setCurrentIndex(max(self.span.findData(state.get("span", MONTH)), 0))
        self._on_span(ask=False)
        self.period.show_period(*state.get("period", (self.period.first, self.period.last)))
        self.kind.setCurrentIndex(max(self.kind.findData(state.get("kind", "")), 0))
        self.words.setText(str(state.get("words", "")))
        self._timer.stop()
        if state.get("typed"):
            self._show_form()
            self.form.restore(state["typed"])
        elif state.get("voucher"):
            self.show_voucher(int(state["voucher"]))

    def arrive(self, what: object) -> None:
        """Show a voucher by its number of row, or begin one of a kind."""
        if isinstance(what, int):
            self.show_voucher(what)
        elif isinstance(what, str):
            self.begin(VoucherKind(what))

    def read(self) -> None:
        """List again; what is looked at stays in its place."""
        self._desk.read(self, list_accounts, self._on_accounts, purpose="books accounts")
        if self._month_chosen:
            self._list()
        else:
            until = self.period.last
            self._desk.read(
                self,
                lambda session: latest_month(session, until=until),
                self._on_latest,
                purpose="latest month with vouchers",
            )
        if self._panel_shown:
            self.panel.again()

    def begin(self, kind: VoucherKind | None = None) -> None:
        """Begin a voucher beside the list; one that is half typed comes back instead."""
        if not self._desk.may("post_voucher"):
            return
        half_typed = self.half_typed
        self._show_form()
        if half_typed:
            self.form.counterparty.setFocus()
            self._desk.feedback.warn(half_typed)
        else:
            self.form.begin(kind)

    def _show_form(self) -> None:
        self.panel.hide()
        self.table.clearSelection()
        self._give_room(self.form)

    def show_voucher(self, voucher: int) -> None:
        """Show a voucher beside the list, whether it is in it or not."""
        self.form.hide()
        self._give_room(self.panel)
        self.panel.show_voucher(voucher)
        self.table.blockSignals(True)
        if not self.table.choose(voucher):
            self.table.clearSelection()
        self.table.blockSignals(False)

    @property
    def _panel_shown(self) -> bool:
        return self.panel.isVisibleTo(self)

    def _lay_out(self) -> None:
        self.column.addWidget(self._strip())
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._places, 1)
        inner.addWidget(self._foot())
        self._places.addWidget(self.table)
        self._nothing = EmptyState(
            self._desk.theme,
            "books",
            _("No vouchers here"),
            nothing_found(),
            self._buttons.make(_("Show all"), self._show_all),
        )
        self._places.addWidget(self._nothing)
        left.setMinimumWidth(_NARROWEST_LIST)
        for part in (left, self.panel, self.form):
            self._sides.addWidget(part)
        for side, least in ((self.panel, _NARROWEST_SIDE), (self.form, _SIDE)):
            side.setMinimumWidth(least)
            side.hide()
        self._sides.setChildrenCollapsible(False)
        self._sides.setHandleWidth(1)
        self._sides.setStretchFactor(0, 1)
        self.column.addWidget(self._sides, 1)

    def _strip(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("look", "header")
        row = Flow(strip)
        row.setContentsMargins(Space.WIDE, Space.SMALL, Space.LARGE, Space.SMALL)
        self.words.setPlaceholderText(_("Search…"))
        self.words.setToolTip(_("Name, reason, number or sum"))
        self.words.setAccessibleName(_("Search the vouchers"))
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(_WORDS)
        self.words.addAction(
            QAction(self._desk.theme.icon("search", "muted"), "", self.words),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        for part in self.words.findChildren(QWidget):
            part.setAccessibleName(_("Clear"))
        for text, months in ((_("Month"), MONTH), (_("Year"), YEAR), (_("All time"), _ALL_TIME)):
            self.span.addItem(text, months)
        self.span.setAccessibleName(_("Period"))
        self.kind.setAccessibleName(_("Kind"))
        self.kind.addItem(_("All kinds"), "")
        for kind, text in VOUCHER_LABELS.items():
            self.kind.addItem(_(text), kind.value)
        self.account.setAccessibleName(_("Account"))
        self.account.setMinimumWidth(_ACCOUNT)
        self.account.offer(())
        for part in (self.words, self.span, self.period, self.kind, self.account):
            row.addWidget(part)
        return strip

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("look", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(Space.WIDE, Space.SMALL, Space.LARGE, Space.SMALL)
        row.addWidget(self.told, 1)
        return foot

    def _wire(self) -> None:
        self.words.textChanged.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(self._list)
        self.span.activated.connect(lambda _place: self._on_span())
        self.period.changed.connect(lambda _first, _last: self._list())
        self.kind.activated.connect(lambda _place: self._list())
        self.account.activated.connect(lambda _place: self._list())
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.listed.connect(self._on_listed)
        self.panel.closed.connect(self._close_side)
        self.panel.other_asked.connect(self.show_voucher)
        self.panel.account_asked.connect(lambda code: self.part_asked.emit("accounts", code))
        self.panel.print_asked.connect(self._on_print)
        self.form.closed.connect(self.discard)
        self.form.posted.connect(self._on_posted)
        self.form.print_asked.connect(self._on_print)

    def _on_latest(self, month: str) -> None:
        """Begin where there is something to see: a new month is empty for its first days."""
        if month and not self._month_chosen:
            self.period.show_period(month, month)
        self._list()

    def _on_span(self, *, ask: bool = True) -> None:
        months = int(self.span.currentData())
        self.period.setVisible(months != _ALL_TIME)
        if months != _ALL_TIME:
            self.period.set_months(months)
        if ask:
            self._list()

    def _show_all(self) -> None:
        self.words.clear()
        self.span.setCurrentIndex(self.span.findData(_ALL_TIME))
        self.kind.setCurrentIndex(0)
        self.account.choose(0)
        self._on_span()

    def _list(self) -> None:
        self._month_chosen = True
        self._timer.stop()
        criteria = self.criteria
        self.table.show_list(criteria)
        if criteria.text.strip() or criteria.account:
            self.told.setText("")
        else:
            self._desk.read(
                self,
                lambda session: totals(session, criteria=criteria),
                self._on_totals,
                purpose="voucher totals",
            )

    def _on_listed(self) -> None:
        count = self.table.vouchers.rowCount()
        looking = not self.table.is_complete
        self._places.setCurrentIndex(_LIST if count or looking else _NONE)
        criteria = self.table.criteria
        if criteria.text.strip() or criteria.account:
            told = ngettext("{count} voucher", "{count} vouchers", count)
            if looking:
                told = ngettext("{count} voucher and more", "{count} vouchers and more", count)
            self.told.setText(told.format(count=formats.shown_number(count)))

    def _on_totals(self, found: Totals) -> None:
        told = ngettext("{count} voucher", "{count} vouchers", found.count)
        parts = [told.format(count=formats.shown_number(found.count))]
        if found.money_in is not None and found.money_out is not None:
            parts += [
                _("in {amount}").format(amount=formats.shown_number(found.money_in)),
                _("out {amount}").format(amount=formats.shown_number(found.money_out)),
            ]
        self.told.setText(" · ".join(parts))

    def _on_accounts(self, accounts: Sequence[Account]) -> None:
        self.account.offer(accounts)
        self.form.offer_accounts([one for one in accounts if not one.closed_on])

    def _on_chosen(self, voucher: int | None) -> None:
        if voucher is not None and not (self.half_typed and self.form.isVisibleTo(self)):
            self.show_voucher(voucher)

    def _on_opened(self, voucher: int) -> None:
        self.show_voucher(voucher)
        self.panel.print.setFocus()

    def _on_posted(self, voucher: int) -> None:
        # The form stays for the next one; the list shows what was posted.
        self.table.show_list(self.criteria, lambda: self._mark(voucher))

    def _mark(self, voucher: int) -> None:
        self.table.blockSignals(True)
        self.table.choose(voucher)
        self.table.blockSignals(False)

    def _close_side(self) -> None:
        self.form.hide()
        self.panel.hide()
        self.table.clearSelection()
        self.table.setFocus()

    def _give_room(self, side: QWidget) -> None:
        side.show()
        whole = self._sides.width()
        wide = max(min(_SIDE, whole // 2), side.minimumWidth())
        sizes = [max(whole - wide, _NARROWEST_LIST)]
        sizes += [wide if one is side else 0 for one in (self.panel, self.form)]
        self._sides.setSizes(sizes)

    def _on_print(self, sight: Sight) -> None:
        number = sight.voucher.id
        self.out.print(sight.number, lambda session: make_vouchers(session, ids=[number]))
