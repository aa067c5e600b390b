# SPDX-License-Identifier: Apache-2.0
"""The chart of accounts as a tree with balances on a day; an account with every movement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain import clock
from unionbook.domain.ledger import ACCOUNT_LABELS, ON_DEBIT, AccountKind
from unionbook.errors import InvalidValueError
from unionbook.operations.accounts import chart_on
from unionbook.operations.vouchers import Criteria
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui import theme as look
from unionbook.ui.books.account_form import AccountForm
from unionbook.ui.books.vouchers_table import VouchersTable
from unionbook.ui.days import typed_day
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import dress, label, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.accounts import Standing
    from unionbook.ui.desk import Desk

_ID = int(Qt.ItemDataRole.UserRole.value)
_SIDE, _NARROWEST, _DAY = 380, 280, 124
_NONE, _PAGE, _FORM, _EMPTY = range(4)


class AccountsPart(ScreenPart):
    """The tree at the left; the account chosen, or the form of a new one, at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tree = QTreeWidget()
        self.on = QLineEdit(formats.shown_date(clock.today()))
        self.table = VouchersTable(desk, _("Movements of the account"))
        self.form = AccountForm(desk, self._buttons)
        self.add = self._buttons.make(_("Add an account"), self._on_add, icon="add")
        self.controls = (self.add,) if desk.may("post_voucher") else ()
        self._standings: dict[int, Standing] = {}
        self._wanted = ""
        self._day = clock.today()
        self._places = QStackedWidget()
        self._lay_out()
        self.tree.currentItemChanged.connect(lambda _now, _before: self._on_chosen())
        self.on.editingFinished.connect(self._on_day)
        self.table.opened.connect(lambda voucher: self.part_asked.emit("vouchers", voucher))
        self.form.left.connect(self._on_chosen)
        self.form.added.connect(self._on_added)
        self.home = self.tree

    @property
    def chosen(self) -> Standing | None:
        """Give the account chosen."""
        item = self.tree.currentItem()
        return self._standings.get(item.data(0, _ID)) if item is not None else None

    @property
    def half_typed(self) -> str:
        """Say that an account is half typed."""
        told = _("An account is half typed: save it, or discard what was typed.")
        return told if self.form.unsaved else ""

    def discard(self) -> None:
        """Throw the half-typed account away."""
        self.form.leave()

    def state(self) -> dict[str, Any]:
        """Give the account looked at."""
        return {"account": self.chosen.account.code if self.chosen else ""}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the account looked at."""
        self._wanted = str(state.get("account", ""))

    def arrive(self, what: object) -> None:
        """Show an account by its code, or by what it is for."""
        self._wanted = str(what)
        self._choose_wanted()

    def read(self) -> None:
        """Read where the accounts stand."""
        day = self._day
        self._desk.read(
            self, lambda session: chart_on(session, on=day), self._show, purpose="chart"
        )

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        left = QWidget()
        left.setMinimumWidth(_NARROWEST)
        left.setMaximumWidth(_SIDE)
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._day_strip())
        self._dress_tree()
        inner.addWidget(self.tree, 1)
        body.addWidget(left, 3)
        for place in (self._nothing(), self._page(), self._framed_form(), self._empty()):
            self._places.addWidget(place)
        body.addWidget(self._places, 6)
        self.column.addLayout(body, 1)

    def _day_strip(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("look", "header")
        row = QHBoxLayout(strip)
        row.setContentsMargins(Space.WIDE, Space.SMALL, Space.LARGE, Space.SMALL)
        name = label(_("Balances at the end of"), "muted", wrap=True)
        self.on.setFixedWidth(_DAY)
        self.on.setAccessibleName(_("Balances at the end of"))
        name.setBuddy(self.on)
        row.addWidget(name, 1)
        row.addWidget(self.on)
        return strip

    def _dress_tree(self) -> None:
        tree = self.tree
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setIndentation(14)
        tree.setRootIsDecorated(False)
        tree.setProperty("look", "groups")
        tree.setAccessibleName(_("Accounts"))
        tree.setUniformRowHeights(True)
        columns = tree.header()
        columns.setStretchLastSection(False)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _nothing(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "accounts",
            _("Choose an account"),
            _("It shows every movement with the balance after it, the latest first."),
        )

    def _empty(self) -> EmptyState:
        return EmptyState(
            self._desk.theme,
            "books",
            _("Nothing moved on this account"),
            _("What is posted to it stands here."),
        )

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setProperty("look", "header")
        row = QHBoxLayout(head)
        row.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        self._name = label("", "strong", wrap=True)
        self._kind = label("", "caption", wrap=True)
        words.addWidget(self._name)
        words.addWidget(self._kind)
        row.addLayout(words, 1)
        self._balance = label("", "title")
        row.addWidget(self._balance)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        return page

    def _framed_form(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        self.form.setMaximumWidth(560)
        row.addWidget(self.form, 10)
        row.addStretch(1)
        return Scrolled(holder)

    def _show(self, standings: Sequence[Standing]) -> None:
        present = self.chosen.account.code if self.chosen else ""
        self._standings = {one.account.id: one for one in standings}
        self.tree.blockSignals(True)
        self.tree.clear()
        items: dict[int, QTreeWidgetItem] = {}
        for kind in AccountKind:
            some = [one for one in standings if one.account.kind is kind]
            if some:
                self._add_kind(kind, some, items)
        self.tree.expandAll()
        self.tree.blockSignals(False)
        self._wanted = self._wanted or present
        self._choose_wanted()

    def _add_kind(
        self, kind: AccountKind, some: Sequence[Standing], items: dict[int, QTreeWidgetItem]
    ) -> None:
        whole = sum(one.balance for one in some)
        top = self._item(_(ACCOUNT_LABELS[kind]), natural(kind, whole), "muted", strong=True)
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.tree.addTopLevelItem(top)
        for one in some:
            account = one.account
            amount = natural(account.kind, one.whole)
            shown = amount or one.used
            item = self._item(
                f"{account.code}  {account.name}",
                amount if shown else None,
                "text" if shown and not account.closed_on else "muted",
            )
            item.setData(0, _ID, account.id)
            item.setToolTip(0, plain(account.name))
            items.get(one.parent or 0, top).addChild(item)
            items[account.id] = item

    def _item(
        self, text: str, amount: int | None, role: str, *, strong: bool = False
    ) -> QTreeWidgetItem:
        shown = "" if amount is None else formats.shown_number(amount)
        item = QTreeWidgetItem([text, shown])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column in (0, 1):
            item.setForeground(column, self._desk.theme.colour(role))
            if strong:
                item.setFont(column, look.font(weight=QFont.Weight.DemiBold))
        return item

    def _choose_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if not self._standings:
            self._wanted = wanted
            return
        number = next(
            (
                one.account.id
                for one in self._standings.values()
                if wanted and wanted in {one.account.code, one.account.role}
            ),
            None,
        )
        item = self._find(number) if number is not None else None
        if item is not None:
            self.tree.setCurrentItem(item)
            self.tree.scrollToItem(item)
        if self._places.currentIndex() != _FORM or item is not None:
            self._on_chosen()

    def _find(self, number: int) -> QTreeWidgetItem | None:
        waiting = [self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is None:
                continue
            if item.data(0, _ID) == number:
                return item
            waiting += [item.child(place) for place in range(item.childCount())]
        return None

    def _on_chosen(self) -> None:
        one = self.chosen
        if one is None:
            self._places.setCurrentIndex(_NONE)
            return
        account = one.account
        self._name.setText(f"{account.code}  {account.name}")
        self._kind.setText(
            _("{kind}, balance at the end of {date}").format(
                kind=_(ACCOUNT_LABELS[account.kind]), date=formats.shown_date(self._day)
            )
        )
        self._balance.setText(formats.shown_number(natural(account.kind, one.balance)))
        self._places.setCurrentIndex(_PAGE if one.used else _EMPTY)
        if one.used:
            self.table.show_list(Criteria(last=self._day[:7], account=account.id))

    def _on_day(self) -> None:
        try:
            day = typed_day(self.on.text()) or clock.today()
        except InvalidValueError as refusal:
            dress(self.on, fault=True)
            self.on.setToolTip(plain(str(refusal)))
            return
        dress(self.on, fault=False)
        self.on.setToolTip("")
        self.on.setText(formats.shown_date(day))
        if day != self._day:
            self._day = day
            self.read()

    def _on_add(self) -> None:
        self._places.setCurrentIndex(_FORM)
        self.form.begin(self.chosen.account if self.chosen else None)

    def _on_added(self, code: str) -> None:
        self._places.setCurrentIndex(_NONE)
        self._wanted = code
        self.read()


def natural(kind: AccountKind, balance: int) -> int:
    """Give a balance on the side on which accounts of the kind usually stand."""
    return balance if kind in ON_DEBIT else -balance
