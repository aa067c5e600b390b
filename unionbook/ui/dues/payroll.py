# SPDX-License-Identifier: Apache-2.0
"""The lines of a payroll file by class: looked at, decided on, posted; the rest kept to resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.check_off import (
    ACCEPTABLE,
    FITS,
    LABELS,
    MISSING,
    accept_payroll,
    to_resolve,
)
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.errors import UnionbookError
    from unionbook.operations.check_off import Payroll, PayrollLine
    from unionbook.ui.desk import Desk
    from unionbook.ui.paper.money_out import MoneyOut
    from unionbook.ui.widgets.buttons import Buttons

_ALL = ""
_PAYER = 260
_LEAST_TABLE = 150


class PayrollView(QWidget):
    """Chips for the classes above, the lines, and below what is to be posted."""

    left = Signal()
    posted = Signal()

    def __init__(self, desk: Desk, buttons: Buttons, out: MoneyOut) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self._out = out
        self._payroll: Payroll | None = None
        self._name = ""
        self._without: set[int] = set()
        self._posted = False
        self.lines: tuple[PayrollLine, ...] = ()
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._chip_row = QWidget()
        self._chip_flow = _flow(self._chip_row)
        self._title = label("", "strong", wrap=True)
        self.accepted = {kind: QCheckBox() for kind in ACCEPTABLE}
        self.payer = QLineEdit()
        self.post = buttons.primary(_("Post these lines"), self._on_post, icon="check")
        self.rest = buttons.make(_("Save the rest as a list"), self._on_rest, icon="export")
        self.leave_out = buttons.make(_("Leave this line out"), self._on_leave_out, icon="minus")
        self.open = buttons.make(_("Open the record"), self._on_open, icon="member")
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Row"), Cell.COUNT),
                ReportColumn(_("Number")),
                ReportColumn(_("Full name"), Cell.NAME),
                ReportColumn(_("Deducted"), Cell.MONEY),
                ReportColumn(_("Owed"), Cell.MONEY),
                ReportColumn(_("What it is"), Cell.NAME),
                ReportColumn(_("Is posted"), Cell.MARK),
            ),
            _("Lines of the payroll file"),
            leaving=(1,),
        )
        self._lay_out()
        self._wire()

    def show_payroll(self, name: str, payroll: Payroll) -> None:
        """Show a payroll file that was read."""
        self._payroll, self._name = payroll, name
        self._without, self._posted = set(), False
        month = f"{payroll.month[5:]}/{payroll.month[:4]}"
        self._title.setText(
            _("{name}, deducted for {month}, column {column}").format(
                name=name, month=month, column=payroll.column
            )
        )
        counts = payroll.count()
        for kind, box in self.accepted.items():
            box.setText(f"{_(LABELS[kind])}: {formats.shown_number(counts[kind])}")
            box.setChecked(kind == FITS)
            box.setEnabled(bool(counts[kind]))
        self._make_chips(counts)
        self._list()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        room = Scrolled(inner)
        room.column.setStretch(0, 1)  # the table takes what room there is
        room.column.setStretch(1, 0)
        whole.addWidget(room)
        head = QVBoxLayout()
        head.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        head.setSpacing(Space.SMALL)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._buttons.back(self.left.emit))
        head.addLayout(top)
        head.addWidget(self._chip_row)
        column.addLayout(head)
        # In a low window the page scrolls rather than the buttons going out of it.
        self.table.setMinimumHeight(_LEAST_TABLE)
        column.addWidget(self.table, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("look", "sunken")
        column = QVBoxLayout(foot)
        column.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        boxes = QWidget()
        flow = _flow(boxes)
        flow.setSpacing(Space.LARGE)
        heading = label(_("Posted as one voucher:"), "label")
        flow.addWidget(heading)
        for box in self.accepted.values():
            flow.addWidget(box)
        column.addWidget(boxes)
        self._sum = label("", "muted", wrap=True)
        column.addWidget(self._sum)
        self.payer.setPlaceholderText(_("Employer, on the voucher"))
        self.payer.setAccessibleName(_("Employer, on the voucher"))
        self.payer.setFixedWidth(_PAYER)
        ways = QWidget()
        row = _flow(ways)
        for control in (self.payer, self.post, self.rest, self.leave_out, self.open):
            row.addWidget(control)
        column.addWidget(ways)
        return foot

    def _wire(self) -> None:
        for box in self.accepted.values():
            box.toggled.connect(lambda _on: self._list())
        self.table.chosen.connect(lambda _row: self._may())
        self.table.opened.connect(lambda _row: self._on_open())
        self.table.installEventFilter(self)
        self._group.buttonToggled.connect(lambda _chip, on: self._list() if on else None)

    def _make_chips(self, counts: Any) -> None:
        for chip in self.chips.values():
            self._group.removeButton(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {}
        while self._chip_flow.takeAt(0) is not None:
            pass
        total = sum(counts.values())
        for kind in (_ALL, *(kind for kind in LABELS if counts[kind])):
            text = _("All") if kind == _ALL else _(LABELS[kind])
            count = total if kind == _ALL else counts[kind]
            chip = self._buttons.make(f"{text}: {formats.shown_number(count)}", look="chip")
            chip.setCheckable(True)
            self._group.addButton(chip)
            self.chips[kind] = chip
            self._chip_flow.addWidget(chip)
            chip.show()
        self.chips[_ALL].setChecked(True)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Give the classes whose lines are posted."""
        return tuple(kind for kind, box in self.accepted.items() if box.isChecked())

    def _is_posted(self, line: PayrollLine) -> bool:
        return line.kind in self.kinds and line.row not in self._without

    def _list(self) -> None:
        payroll = self._payroll
        if payroll is None:
            return
        wanted = next((kind for kind, chip in self.chips.items() if chip.isChecked()), _ALL)
        row = self.table.row
        self.lines = tuple(x for x in payroll.lines if wanted in (_ALL, x.kind))
        danger, muted = self._desk.theme.colour("danger"), self._desk.theme.colour("muted")
        colours = [
            None if self._is_posted(x) else muted if x.kind == MISSING else danger
            for x in self.lines
        ]
        self.table.show_rows([self._row(x) for x in self.lines], colours=colours)
        if 0 <= row < len(self.lines):
            self.table.selectRow(row)
        posted = [x for x in payroll.lines if self._is_posted(x)]
        rest = len(payroll.lines) - len(posted)
        self._sum.setText(
            _("{posted} are posted: {amount}. {rest} stay to be resolved.").format(
                posted=formats.shown_number(len(posted)),
                amount=f"{formats.shown_number(sum(x.amount for x in posted))} "
                f"{self._desk.info.currency}",
                rest=formats.shown_number(rest),
            )
        )
        self.post.setEnabled(bool(posted) and not self._posted and self._desk.may("record_payment"))
        self.rest.setEnabled(bool(rest) and self._desk.may("print"))
        self._may()

    def _row(self, line: PayrollLine) -> tuple[Any, ...]:
        what = _(LABELS[line.kind])
        if line.reason:
            what = f"{what}. {line.reason}"
        mark = "✓" if self._is_posted(line) else "–"
        return line.row or None, line.number, line.name, line.amount, line.expected, what, mark

    @property
    def chosen(self) -> PayrollLine | None:
        """Give the line chosen."""
        row = self.table.row
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _may(self) -> None:
        line = self.chosen
        can = line is not None and line.kind in self.kinds and not self._posted
        out = line is not None and line.row in self._without
        self.leave_out.setEnabled(can)
        self.leave_out.setText(_("Take this line in") if out else _("Leave this line out"))
        self.open.setEnabled(line is not None and bool(line.member))

    def _on_leave_out(self) -> None:
        line = self.chosen
        if line is not None and line.row:
            self._without ^= {line.row}
            self._list()

    def _on_open(self) -> None:
        line = self.chosen
        if line is not None and line.member:
            self._desk.go("members", line.member)

    def _on_post(self) -> None:
        payroll, kinds, without = self._payroll, self.kinds, frozenset(self._without)
        payer = self.payer.text().strip()
        if payroll is None:
            return
        self.post.setEnabled(False)
        self._desk.write(
            self,
            lambda session, _task: accept_payroll(
                session, payroll=payroll, kinds=kinds, without=without, payer=payer
            ),
            done=lambda _changes: self._on_posted(),
            failed=self._on_refused,
        )

    def _on_posted(self) -> None:
        self._posted = True
        count = sum(1 for x in self._payroll.lines if self._is_posted(x)) if self._payroll else 0
        self._desk.feedback.done(
            ngettext(
                "{count} line is posted as one voucher.",
                "{count} lines are posted as one voucher.",
                count,
            ).format(count=formats.shown_number(count))
        )
        self._list()
        self.rest.setFocus()
        self.posted.emit()

    def _on_refused(self, refusal: UnionbookError) -> None:
        self._desk.feedback.error(str(refusal))
        self._list()

    def _on_rest(self) -> None:
        payroll, kinds, without = self._payroll, self.kinds, frozenset(self._without)
        if payroll is not None:
            name = _("To resolve {month}").format(month=f"{payroll.month[5:]}/{payroll.month[:4]}")
            self._out.save_report(
                name, lambda _session: to_resolve(payroll, kinds, without), excel=True
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave a line out, or take it in, by the space bar."""
        pressed = watched is self.table and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            if self.leave_out.isEnabled():
                self._on_leave_out()
            return True
        return False


def _flow(holder: QWidget) -> Flow:
    made = Flow(holder)
    made.setContentsMargins(0, 0, 0, 0)
    return made
