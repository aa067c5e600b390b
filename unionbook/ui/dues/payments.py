# SPDX-License-Identifier: Apache-2.0
"""The cash desk: search a member, Enter, the amount that is proposed, Enter, the receipt."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.ledger import BANK, CASH, IN_TRANSIT
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.dues import record_payment
from unionbook.operations.dues_desk import refund_dues, standing
from unionbook.operations.members import read_members
from unionbook.operations.money_papers import make_vouchers
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.days import typed_day
from unionbook.ui.dues.payment_for import PaymentFor
from unionbook.ui.dues.receipts import Receipts
from unionbook.ui.dues.setting_up import SettingUp
from unionbook.ui.dues.settled import Settled, proposed
from unionbook.ui.feedback import Choice
from unionbook.ui.paper.money_out import MoneyOut
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.member_picker import MemberPicker
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.dues import Part
    from unionbook.operations.dues_desk import Standing
    from unionbook.operations.dues_year import DuesState
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

_DESK, _EMPTY = range(2)
_WIDEST, _SIDE = 560, 400


class PaymentsPart(ScreenPart):
    """The form at the left, the receipts of the day at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._names: dict[int, str] = {}
        self._standings: dict[int, Standing] = {}
        self.parts: tuple[Part, ...] = ()
        self.out = MoneyOut(desk, self)
        self.picker = MemberPicker(desk, _("Who pays?"))
        self.chosen = PaymentFor(self._buttons)
        self.amount = AmountField()
        self.into = QComboBox()
        self.on = QLineEdit()
        self.payer = QLineEdit()
        self.at_once = QCheckBox(_("Print each receipt at once"))
        self.take = self._buttons.primary(_("Take the payment"), self._on_take, icon="check")
        self.receipts = Receipts(desk, self._buttons, self.out)
        self.setting_up = SettingUp(desk, self._buttons)
        self._modes = QButtonGroup(self)
        self._places = QStackedWidget()
        self.settled = Settled(desk)
        self._lay_out()
        self._wire()
        self._clear()
        self.home = self.picker.box

    @property
    def giving_back(self) -> bool:
        """Say whether money is given back."""
        return self._back.isChecked()

    def arrive(self, what: object) -> None:
        """Begin a payment for a member."""
        if isinstance(what, int) and what:
            self._desk.read(
                self,
                lambda session: read_members(session, ids=[what], names=("full_name",)),
                lambda rows: self._add(what, str(rows[0][0])) if rows else None,
            )

    def show_state(self, state: DuesState) -> None:
        """Show what has to be done first, or the desk."""
        missing = self.setting_up.show_state(state)
        self._places.setCurrentIndex(_EMPTY if missing else _DESK)

    def read(self) -> None:
        """Read the receipts, and how those chosen stand."""
        self.receipts.read()
        for member in self._names:
            self._read_standing(member)

    def _lay_out(self) -> None:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        holder = QWidget()
        framed = QHBoxLayout(holder)
        framed.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        entry = self._entry()
        entry.setMaximumWidth(_WIDEST)
        framed.addWidget(entry, 10)
        framed.addStretch(1)
        row.addWidget(Scrolled(holder), 10)
        self.receipts.setMinimumWidth(300)
        self.receipts.setMaximumWidth(_SIDE)
        row.addWidget(self.receipts, 6)
        self._places.addWidget(whole)
        self._places.addWidget(self.setting_up)
        self.column.addWidget(self._places, 1)

    def _entry(self) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.MEDIUM)
        column.addLayout(self._mode_row())
        column.addWidget(label(_("Who pays?"), "label"))
        column.addWidget(self.picker)
        column.addWidget(self.chosen)
        form = Form()
        self._rows = {"amount": form.add(_("Amount"), self.amount)}
        column.addLayout(form)
        column.addWidget(self.settled)
        column.addLayout(self._more())
        column.addWidget(self.at_once)
        foot = QHBoxLayout()
        foot.addWidget(self.take)
        self.cancel = self._buttons.make(_("Begin again"), self._on_clear)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        column.addLayout(foot)
        keys = _("Enter takes the first member found, Enter again takes the payment.")
        column.addWidget(label(keys, "caption", wrap=True))
        return entry

    def _mode_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        self._pay = self._chip(_("Take dues"))
        self._back = self._chip(_("Give dues back"))
        self._pay.setChecked(True)
        for chip in (self._pay, self._back):
            row.addWidget(chip)
        row.addStretch(1)
        return row

    def _chip(self, text: str) -> QPushButton:
        chip = self._buttons.make(text, look="chip")
        chip.setCheckable(True)
        self._modes.addButton(chip)
        return chip

    def _more(self) -> QHBoxLayout:
        for role, text in (
            (CASH, _("Cash box")), (BANK, _("Bank")), (IN_TRANSIT, _("Money in transit")),
        ):  # fmt: skip
            self.into.addItem(text, role)
        row = QHBoxLayout()
        row.setSpacing(Space.MEDIUM)
        left, right = Form(), Form()
        left.add(_("Into"), self.into)
        self._rows["on"] = right.add(_("Day"), self.on)
        self.on.setPlaceholderText(_("Today"))
        self._rows["payer"] = left.add(_("Payer, where it is somebody else"), self.payer)
        row.addLayout(left, 3)
        right.addStretch(1)
        row.addLayout(right, 2)
        return row

    def _wire(self) -> None:
        self.picker.picked.connect(self._on_picked)
        self.chosen.taken_away.connect(self._on_taken_away)
        self.amount.amount_changed.connect(lambda _amount: self._propose())
        self._modes.buttonToggled.connect(lambda _chip, checked: self._on_mode() if checked else 0)
        for line in (self.amount, self.on, self.payer):
            line.returnPressed.connect(self._on_take)
        self.receipts.escaped.connect(self.picker.box.setFocus)
        self.setting_up.part_asked.connect(lambda part: self.part_asked.emit(part, None))
        self.at_once.setChecked(self._desk.preferences.print_receipts)
        self.at_once.toggled.connect(self._on_at_once)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._on_clear)

    def _on_mode(self) -> None:
        back = self.giving_back
        self.take.setText(_("Give the money back") if back else _("Take the payment"))
        self.at_once.setText(
            _("Print each voucher at once") if back else _("Print each receipt at once")
        )
        while back and len(self._names) > 1:
            self._names.popitem()
        self._show_chosen()
        self._propose(fresh=True)

    def _on_at_once(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._desk.preferences.print_receipts = wanted
        self._desk.preferences.save()

    def _on_picked(self, member: int, name: str) -> None:
        if member:
            self._add(member, name)

    def _add(self, member: int, name: str) -> None:
        if self.giving_back:
            self._names = {}
        self._names[member] = name
        self.picker.clear()
        self._show_chosen()
        self._read_standing(member)
        self._propose(fresh=True)
        self.amount.setFocus()

    def _on_taken_away(self, member: int) -> None:
        self._names.pop(member, None)
        self._show_chosen()
        self._propose(fresh=True)
        self.picker.box.setFocus()

    def _show_chosen(self) -> None:
        self.chosen.show_members(self._names, self._standings)
        self.take.setEnabled(bool(self._names) and self._desk.may("record_payment"))
        self.amount.setEnabled(bool(self._names))

    def _read_standing(self, member: int) -> None:
        def came(found: Standing) -> None:
            self._standings[member] = found
            if member in self._names:
                self.chosen.show_members(self._names, self._standings)

        self._desk.read(self, lambda session: standing(session, member_id=member), came)

    def _propose(self, *, fresh: bool = False) -> None:
        """Ask what the amount settles; ``fresh``: ask for the amount too."""
        ids, back = tuple(self._names), self.giving_back
        if fresh:
            self.amount.show_amount(None)
        amount = self.amount.amount
        if not ids or (amount is None and not fresh):
            self._show_parts(())
            return
        self._desk.read(
            self,
            lambda session: proposed(session, ids, amount, back=back),
            lambda parts: self._on_proposed(ids, parts, fresh=fresh),
            failed=self._refuse,
            purpose="payment proposed",
        )

    def _on_proposed(self, ids: tuple[int, ...], parts: Sequence[Part], *, fresh: bool) -> None:
        if ids != tuple(self._names):
            return
        self._rows["amount"].fault()
        self._show_parts(parts)
        if fresh and parts:
            self.amount.show_amount(sum(part.amount for part in parts))
            self.amount.selectAll()

    def _show_parts(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)
        self.settled.show_parts(parts, self._names)

    def _on_take(self) -> None:
        for row in self._rows.values():
            row.fault()
        if not self._names:
            self.picker.box.setFocus()
            return
        try:
            amount, day = self.amount.typed(), typed_day(self.on.text())
        except InvalidValueError as refusal:
            self._refuse(refusal)
            return
        ids, back = tuple(self._names), self.giving_back
        where, payer = str(self.into.currentData()), self.payer.text().strip()

        def job(session: Session, _task: object) -> Changes:
            # Proposed again here: what was shown may be of an amount typed before.
            parts = proposed(session, ids, amount, back=back)
            if back:
                return refund_dues(session, parts=parts, out_of=where, on=day, payee=payer)
            return record_payment(session, parts=parts, into=where, on=day, payer=payer)

        self.take.setEnabled(False)
        self._desk.write(self, job, done=self._on_taken, failed=self._refuse)

    def _on_taken(self, changes: Changes) -> None:
        voucher = changes.rows["vouchers"][0]
        amount = f"{formats.shown_number(self.amount.amount or 0)} {self._desk.info.currency}"
        names = ", ".join(self._names.values())
        told = (
            _("Given back: {amount}, {names}.")
            if self.giving_back
            else _("Taken: {amount}, {names}.")
        )

        def print_it() -> None:
            make = partial(make_vouchers, ids=[voucher])
            self.out.print(_("Receipt"), make, at_once=self.at_once.isChecked())

        may, at_once = self._desk.may("print"), self.at_once.isChecked()
        ways = (Choice(_("Print the receipt"), print_it),) if may and not at_once else ()
        self._desk.feedback.done(told.format(amount=amount, names=names), *ways)
        if may and at_once:
            print_it()
        self._on_clear()

    def _on_clear(self) -> None:
        self._clear()
        self.picker.box.setFocus()

    def _clear(self) -> None:
        self._names, self._standings = {}, {}
        self.picker.clear()
        self.amount.show_amount(None)
        self.payer.clear()
        self._show_parts(())
        for row in self._rows.values():
            row.fault()
        self._show_chosen()

    def _refuse(self, refusal: UnionbookError) -> None:
        self.take.setEnabled(bool(self._names))
        field = refusal.field if isinstance(refusal, InvalidValueError) else ""
        row = self._rows.get(field)
        if row is None:
            self._desk.feedback.error(str(refusal))
        else:
            row.fault(str(refusal))

    def state(self) -> dict[str, Any]:
        """Give where money goes: the box of a desk seldom changes within a day."""
        return {"into": self.into.currentData(), "typed": self._typed()}

    def _typed(self) -> dict[str, Any]:
        if not self._names:
            return {}
        return {
            "back": self.giving_back,
            "names": dict(self._names),
            "amount": self.amount.text(),
            "on": self.on.text(),
            "payer": self.payer.text(),
        }

    def _show_typed(self, typed: dict[str, Any]) -> None:
        (self._back if typed["back"] else self._pay).setChecked(True)
        self._names = dict(typed["names"])
        self._show_chosen()
        self.amount.setText(typed["amount"])
        self.on.setText(typed["on"])
        self.payer.setText(typed["payer"])
        self._propose()

    @property
    def half_typed(self) -> str:
        """Say that a payment is half typed."""
        told = _("A payment of dues is half typed: take it, or discard what was typed.")
        return told if self._names else ""

    def discard(self) -> None:
        """Throw the half-typed payment away."""
        self._clear()

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same box, and to what was half typed."""
        self.into.setCurrentIndex(max(self.into.findData(state.get("into")), 0))
        if state.get("typed"):
            self._show_typed(state["typed"])
