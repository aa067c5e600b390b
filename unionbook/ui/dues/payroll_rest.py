# SPDX-License-Identifier: Apache-2.0
"""Payroll lines that did not fit: each is posted for somebody, or put down with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.errors import InvalidValueError
from unionbook.operations.check_off import LABELS
from unionbook.operations.members import read_members
from unionbook.operations.payroll_rest import list_rest, post_rest, put_down_rest
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.member_picker import MemberPicker
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.errors import UnionbookError
    from unionbook.operations.payroll_rest import RestLine
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

    _Found = tuple[Sequence[RestLine], dict[int, str]]

_NARROWEST, _WIDEST = 300, 380
_LEAVING = (2, 1, 5)
"""What the panel says too is left out of the list where there is no room for whole names."""


class PayrollRest(QWidget):
    """The lines at the left; at the right what is to become of the one chosen."""

    left = Signal()
    counted = Signal(int)
    """How many lines wait."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self.lines: Sequence[RestLine] = ()
        self._names: dict[int, str] = {}
        self._wanted = ""
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Full name"), Cell.NAME),
                ReportColumn(_("Month")),
                ReportColumn(_("Number")),
                ReportColumn(_("Deducted"), Cell.MONEY),
                ReportColumn(_("Owed"), Cell.MONEY),
                ReportColumn(_("What it is"), Cell.NAME),
            ),
            _("Payroll lines to resolve"),
            leaving=_LEAVING,
        )
        self.member = MemberPicker(desk, _("Whose deduction is it?"))
        self.reason = QLineEdit()
        self.post = buttons.primary(_("Post it for this member"), self._on_post, icon="check")
        self.put_down = buttons.make(_("Put it down"), self._on_put_down, icon="minus")
        self._lay_out()
        self.table.chosen.connect(lambda _row: self._show_line())
        self.member.picked.connect(lambda _member, _name: self._may())
        self.reason.returnPressed.connect(self._on_put_down)

    @property
    def line(self) -> RestLine | None:
        """Give the line chosen."""
        row = self.table.row
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def read(self, month: str = "") -> None:
        """Read the lines that wait; ``month``: whose first line is to be chosen."""
        self._wanted = month
        self._desk.read(self, _look, self._show, purpose="payroll lines")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        self._title = label("", "strong", wrap=True)
        head.addWidget(self._title, 1)
        head.addWidget(self._buttons.back(self.left.emit))
        column.addLayout(head)
        sides = QHBoxLayout()
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        sides.addWidget(self.table, 10)
        sides.addWidget(self._panel(), 5)
        column.addLayout(sides, 1)

    def _panel(self) -> QFrame:
        panel = self._side = QFrame()
        panel.setProperty("look", "panel")
        panel.setMinimumWidth(_NARROWEST)
        panel.setMaximumWidth(_WIDEST)
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        self._amount = label("", "title")
        self._why = label("", wrap=True)
        self._told = label("", "muted", wrap=True)
        column.addWidget(self._amount)
        column.addWidget(self._why)
        column.addWidget(self._told)
        whose, why = Form(), Form()
        self._rows = {
            "member": whose.add(_("Whose deduction is it?"), self.member.box, beside=self.member),
            "reason": why.add(_("Or why it is not posted"), self.reason),
        }
        column.addLayout(whose)
        column.addLayout(_foot(self.post))
        column.addWidget(rule())
        column.addLayout(why)
        column.addLayout(_foot(self.put_down))
        column.addStretch(1)
        whole = QVBoxLayout(panel)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(inner))
        return panel

    def _show(self, found: _Found) -> None:
        row = max(self.table.row, 0)
        self.lines, self._names = found
        self.table.show_rows(
            [
                (
                    one.name,
                    formats.shown_date(one.month),
                    one.number,
                    one.amount,
                    one.expected or None,
                    _why(one),
                )
                for one in self.lines
            ]
        )
        count = len(self.lines)
        told = ngettext(
            "{count} line of payrolls to resolve", "{count} lines of payrolls to resolve", count
        )
        self._title.setText(told.format(count=formats.shown_number(count)))
        if self._wanted:
            months = [one.month for one in self.lines]
            row = months.index(self._wanted) if self._wanted in months else 0
            self._wanted = ""
        if count:
            self.table.selectRow(min(row, count - 1))
        self._show_line()
        self.counted.emit(count)

    def _show_line(self) -> None:
        line = self.line
        self._side.setVisible(line is not None)
        for row in self._rows.values():
            row.fault()
        self.reason.clear()
        if line is not None:
            self._amount.setText(f"{formats.shown_number(line.amount)} {self._desk.info.currency}")
            self._why.setText(f"{formats.shown_date(line.month)}: {_why(line)}")
            self._told.setText(
                _("{name}, row {row} of {file}").format(
                    name=" ".join(part for part in (line.number, line.name) if part),
                    row=formats.shown_number(line.row),
                    file=line.file,
                )
            )
            self.member.show_member(line.member, self._names.get(line.member, ""))
        self._may()

    def _may(self) -> None:
        may = self.line is not None and self._desk.may("record_payment")
        for control in (self.post, self.put_down, self.member, self.reason):
            control.setEnabled(may)

    def _on_post(self) -> None:
        line, member, name = self.line, self.member.member_id, self.member.box.text()
        if line is None:
            return
        if not member:
            self._refuse(InvalidValueError(_("Choose whose deduction it is."), field="member"))
            return
        self._begin()
        self._desk.write(
            self,
            lambda session, _task: post_rest(session, line_id=line.id, member_id=member),
            done=lambda _changes: self._desk.feedback.done(
                _("Posted for {name}: {amount}.").format(
                    name=name, amount=formats.shown_number(line.amount)
                )
            ),
            failed=self._refuse,
        )

    def _on_put_down(self) -> None:
        line, reason = self.line, self.reason.text()
        if line is None:
            return
        self._begin()
        self._desk.write(
            self,
            lambda session, _task: put_down_rest(session, line_id=line.id, reason=reason),
            sentence=_("The line is put down: {reason}").format(reason=reason),
            failed=self._refuse,
        )

    def _begin(self) -> None:
        for row in self._rows.values():
            row.fault()
        self.table.setFocus()
        self.post.setEnabled(False)
        self.put_down.setEnabled(False)

    def _refuse(self, refusal: UnionbookError) -> None:
        self._may()
        field = refusal.field if isinstance(refusal, InvalidValueError) else ""
        row = self._rows.get(field)
        if row is None:
            self._desk.feedback.error(str(refusal))
        else:
            row.fault(str(refusal))
            row.control.setFocus()


def _why(line: RestLine) -> str:
    return ". ".join(part for part in (_(LABELS[line.kind]), line.reason) if part)


def _foot(button: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    return row


def _look(session: Session) -> _Found:
    lines = list_rest(session)
    ids = sorted({one.member for one in lines if one.member})
    rows = read_members(session, ids=ids, names=("id", "full_name")) if ids else []
    return lines, {row[0]: str(row[1]) for row in rows}
