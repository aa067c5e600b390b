# SPDX-License-Identifier: Apache-2.0
"""Members who go from one branch to another: asked for, approved above, taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.sessions import FEDERATION
from unionbook.operations.transfers import (
    STATE_LABELS,
    accept_transfer,
    approve_transfer,
    ask_transfer,
    list_transfers,
    refuse_transfer,
    withdraw_transfer,
)
from unionbook.operations.units import list_units
from unionbook.texts import gettext as _
from unionbook.ui.exchange.part import ExchangePart, shrinking
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.form import FormRow
from unionbook.ui.widgets.member_picker import MemberPicker
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from unionbook.operations.sessions import Session
    from unionbook.operations.transfers import TransferRow
    from unionbook.operations.units import UnitPlace
    from unionbook.ui.desk import Desk

    _Found = tuple[list[TransferRow], list[UnitPlace]]

_SIDE = 340
_LIST, _NONE = range(2)


class MovesPart(ExchangePart):
    """A table of transfers; the one chosen with what may be done, and a form to ask for one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.transfers: Sequence[TransferRow] = ()
        self._returned = False
        self._is_desk = desk.info.kind == FEDERATION
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Date"), Cell.DATE),
                ReportColumn(_("Member"), Cell.NAME),
                ReportColumn(_("From"), Cell.NAME),
                ReportColumn(_("To"), Cell.NAME),
                ReportColumn(_("State"), Cell.TEXT),
            ),
            _("Transfers of members"),
            leaving=(4, 2),
        )
        self._places = QStackedWidget()
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.home = self.table

    def read(self) -> None:
        """Read the transfers."""
        self._desk.read(self, self._look, self._show, purpose="transfers")

    def _look(self, session: Session) -> _Found:
        return list_transfers(session), list_units(session) if self._is_desk else []

    def _lay_out(self) -> None:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._places.addWidget(self.table)
        self._places.addWidget(
            EmptyState(
                self._desk.theme,
                "members",
                _("No member goes from one branch to another"),
                _(
                    "Whoever changes the branch takes the history along: events, dues by month and "
                    "awards. It arrives when the other branch has said yes."
                ),
            )
        )
        row.addWidget(self._places, 1)
        self.side = side = QFrame()
        side.setProperty("look", "panel")
        side.setFixedWidth(_SIDE)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(Scrolled(self._page()))
        row.addWidget(side)
        self.column.addWidget(whole, 1)

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.LARGE)
        column.addWidget(self._chosen_card())
        self.form = self._ask_card()
        column.addWidget(self.form)
        self.form.setVisible(not self._is_desk and self._desk.may("transfer_member"))
        return page

    def _chosen_card(self) -> Card:
        self.chosen = Card(_("The transfer chosen"))
        column = self.chosen.column
        self.told = label("", wrap=True)
        self.unit = shrinking(QComboBox())
        self.unit_row = FormRow(_("Goes to"), self.unit)
        self.why = QLineEdit()
        self.why_row = FormRow(_("Reason"), self.why, _("Only needed to refuse."))
        for part in (self.told, self.unit_row, self.why_row):
            column.addWidget(part)
        self.accept = self._buttons.primary(_("Take the member in"), self._on_accept, icon="check")
        self.approve = self._buttons.primary(_("Approve"), self._on_approve, icon="check")
        self.refuse = self._buttons.make(_("Refuse"), self._on_refuse, icon="close")
        self.withdraw = self._buttons.make(_("Withdraw"), self._on_withdraw, icon="undo")
        holder = QWidget()
        row = Flow(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.accept, self.approve, self.refuse, self.withdraw):
            row.addWidget(button)
        column.addWidget(holder)
        self.chosen.hide()
        return self.chosen

    def _ask_card(self) -> Card:
        card = Card(_("Ask for a transfer"))
        self.member = MemberPicker(self._desk, _("Member"))
        self.to = QLineEdit()
        self.reason = QLineEdit()
        self.to_row = FormRow(_("To which branch"), self.to)
        card.column.addWidget(FormRow(_("Member"), self.member.box, beside=self.member))
        card.column.addWidget(self.to_row)
        card.column.addWidget(FormRow(_("Reason"), self.reason))
        self.ask = self._buttons.make(_("Ask for it"), self._on_ask, icon="arrow")
        card.column.addWidget(self.ask)
        card.column.addWidget(
            label(_("It goes with the month's file to the union above."), "caption", wrap=True)
        )
        return card

    def _show(self, found: _Found) -> None:
        self.transfers, units = found
        self.unit.clear()
        for place in units:
            if place.unit.level == "branch":
                self.unit.addItem(place.unit.name, place.unit.id)
        self.table.show_rows(
            [
                (
                    one.asked_on,
                    one.full_name,
                    one.from_unit,
                    one.to_unit,
                    _(STATE_LABELS[one.state]),
                )
                for one in self.transfers
            ]
        )
        # At a desk nobody is asked for: beside no transfer nothing stands.
        self.side.setVisible(bool(self.transfers) or not self._is_desk)
        self._show_place(self._places, _LIST if self.transfers else _NONE)
        if self.transfers:
            self.table.selectRow(self._next())
        self._on_chosen(self.table.row)
        if self._returned:
            # The button that was pressed went out of sight: on with the next one that waits.
            self._returned = False
            self.home = self._way() or self.table
            self.keyboard_asked.emit()
            self.home = self.table

    def _next(self) -> int:
        """Give the first transfer that waits for somebody here, else the first one."""
        wanted = "asked" if self._is_desk else "offered"
        return next((row for row, one in enumerate(self.transfers) if one.state == wanted), 0)

    def _way(self) -> QWidget | None:
        """Give the first thing that may be done with the transfer chosen."""
        ways = (self.accept, self.approve)
        return next((one for one in ways if not one.isHidden()), None)

    def _on_chosen(self, row: int) -> None:
        one = self.transfers[row] if 0 <= row < len(self.transfers) else None
        self.chosen.setVisible(one is not None)
        if one is None:
            return
        told = _("{name}: from {first} to {second}. {state}.").format(
            name=one.full_name,
            first=one.from_unit,
            second=one.to_unit,
            state=_(STATE_LABELS[one.state]),
        )
        self.told.setText(f"{told} {one.reason}".strip())
        may = self._desk.may("transfer_member")
        offered = may and not self._is_desk and one.state == "offered"
        asked = may and self._is_desk and one.state == "asked"
        self.accept.setVisible(offered)
        self.approve.setVisible(asked)
        self.unit_row.setVisible(asked)
        self.refuse.setVisible(offered or asked)
        self.why_row.setVisible(offered or asked)
        self.why_row.fault()
        mine = one.direction == "out" and one.state == "asked"
        self.withdraw.setVisible(may and not self._is_desk and mine)
        self.unit.setCurrentIndex(max(self.unit.findText(one.to_unit), 0))

    def _number(self) -> str:
        return self.transfers[self.table.row].number

    def _on_accept(self) -> None:
        number = self._number()
        self._act(
            lambda session: accept_transfer(session, number=number),
            _("The member is yours now. The next month's file tells it above."),
        )

    def _on_approve(self) -> None:
        number, unit = self._number(), self.unit.currentData()
        self._act(
            lambda session: approve_transfer(session, number=number, to_unit=int(unit)),
            _("Approved. The next file for that branch carries it there."),
        )

    def _on_refuse(self) -> None:
        number, why = self._number(), self.why.text()
        self._act(
            lambda session: refuse_transfer(session, number=number, reason=why),
            _("Refused, with your reason."),
        )

    def _on_withdraw(self) -> None:
        number = self._number()
        self._act(
            lambda session: withdraw_transfer(session, number=number), _("The wish is withdrawn.")
        )

    def _on_ask(self) -> None:
        member, to, reason = self.member.member_id, self.to.text(), self.reason.text()
        if not member:
            self._desk.feedback.info(_("Choose the member first."))
            self.member.setFocus()
            return
        self._act(
            lambda session: ask_transfer(session, member_id=member, to=to, reason=reason),
            _("Noted. It goes up with the month's next file."),
            self._on_asked,
        )

    def _on_asked(self) -> None:
        self.member.clear()
        self.to.clear()
        self.reason.clear()
        self.to_row.fault()

    def _act(
        self,
        act: Callable[[Session], Any],
        sentence: str,
        then: Callable[[], None] | None = None,
    ) -> None:
        def done(_changes: Any) -> None:
            self._desk.feedback.done(sentence)
            if then is not None:
                then()
            self._returned = then is None
            self.read()

        self._desk.write(
            self, lambda session, _task: act(session), done=done, failed=self._on_refused
        )

    def _on_refused(self, refusal: UnionbookError) -> None:
        field = refusal.field if isinstance(refusal, InvalidValueError) else ""
        rows = {"to": self.to_row, "reason": self.why_row}
        if field in rows:
            rows[field].fault(str(refusal))
        else:
            self._desk.feedback.error(str(refusal))
