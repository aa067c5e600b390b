# SPDX-License-Identifier: Apache-2.0
"""The months: which are closed; what to look at before closing one, and what changed since."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.ledger import close_month
from unionbook.operations.month_closing import Finding, list_months, look_at_month
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.books.reopening import Reopening
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import ROW_HEIGHT, Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label, pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.errors import UnionbookError
    from unionbook.operations.month_closing import Check, Month, Sight
    from unionbook.ui.desk import Desk

_SIDE = 420
_LIST, _NONE = range(2)
_ICONS = {
    Finding.FINE: ("done", "ok"),
    Finding.LOOK: ("warning", "warn"),
    Finding.STOP: ("error", "danger"),
}
_MOST_ROWS, _HEADER = 12, 36


class MonthsPart(ScreenPart):
    """A list of months at the left, the one chosen at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.months: Sequence[Month] = ()
        self.sight: Sight | None = None
        self._wanted = ""
        self._row = -1
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Month"), Cell.DATE),
                ReportColumn(_("Vouchers"), Cell.COUNT),
                ReportColumn(_("State"), Cell.NAME),
            ),
            _("Months"),
        )
        self.reopening = Reopening(desk, self._buttons)
        self._places = QStackedWidget()
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.reopening.done.connect(self._read_sight)
        self.home = self.table

    def state(self) -> dict[str, Any]:
        """Give the month looked at."""
        return {"month": self._month}

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the month looked at."""
        self._wanted = str(state.get("month", ""))

    def arrive(self, what: object) -> None:
        """Show a month."""
        self._wanted = str(what)
        self._choose_wanted()

    def read(self) -> None:
        """Read the months again."""
        self._desk.read(self, list_months, self._show, purpose="months of the books")

    @property
    def _month(self) -> str:
        row = self._row
        return self.months[row].month if 0 <= row < len(self.months) else ""

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self.table.setMinimumWidth(300)
        self.table.setMaximumWidth(_SIDE)
        body.addWidget(self.table, 4)
        body.addWidget(Scrolled(self._page()), 6)
        whole = QWidget()
        whole.setLayout(body)
        self._places.addWidget(whole)
        self._places.addWidget(
            EmptyState(
                self._desk.theme,
                "books",
                _("No month yet"),
                _("With the first voucher its month begins."),
            )
        )
        self.column.addWidget(self._places, 1)

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        head = QHBoxLayout()
        self._name = label("", "title")
        self._mark = pill("")
        head.addWidget(self._name)
        head.addWidget(self._mark)
        head.addStretch(1)
        column.addLayout(head)
        self._told = label("", "muted", wrap=True)
        column.addWidget(self._told)
        self._checks = QVBoxLayout()
        self._checks.setSpacing(Space.SMALL)
        column.addLayout(self._checks)
        row = QHBoxLayout()
        self.close_it = self._buttons.primary(_("Close the month"), self._on_close, icon="lock")
        self.reopen = self._buttons.make(_("Reopen…"), self._on_reopen, icon="undo")
        row.addWidget(self.close_it)
        row.addWidget(self.reopen)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.reopening)
        self._different = label(_("Another figure than was reported"), "section")
        column.addWidget(self._different)
        self.differences = MoneyTable(
            self._desk.theme,
            (
                ReportColumn(_("Account"), Cell.NAME),
                ReportColumn(_("Reported"), Cell.MONEY),
                ReportColumn(_("Now"), Cell.MONEY),
                ReportColumn(_("Difference"), Cell.MONEY),
            ),
            _("Another figure than was reported"),
        )
        self.differences.opened.connect(self._on_account)
        column.addWidget(self.differences)
        for part in (self._mark, self.close_it, self.reopen, self._different, self.differences):
            part.hide()
        return page

    def _show(self, months: Sequence[Month]) -> None:
        self._wanted = self._wanted or self._month
        self.months = months
        self._places.setCurrentIndex(_LIST if months else _NONE)
        self.table.show_rows(
            [(one.month, one.vouchers, _state(one)) for one in months],
            colours=[
                self._desk.theme.colour("warn") if one.differences else None for one in months
            ],
        )
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        if not self.months:
            return
        wanted, self._wanted = self._wanted, ""
        rows = [row for row, one in enumerate(self.months) if one.month == wanted]
        # Otherwise the oldest that is open: what a treasurer closes next.
        open_ones = [row for row, one in enumerate(self.months) if not one.closed and one.vouchers]
        row = (rows or open_ones[-1:] or [0])[0]
        same = self._row == row
        self.table.selectRow(row)
        self._row = row
        if same:
            self._read_sight()

    def _on_chosen(self, row: int) -> None:
        self._row = row
        if self._month:
            self.reopening.hide()
            self._read_sight()

    def _read_sight(self) -> None:
        month = self._month
        if month:
            self._desk.read(
                self,
                lambda session: look_at_month(session, month=month),
                self._show_sight,
                purpose="a month of the books",
            )

    def _show_sight(self, sight: Sight) -> None:
        self.sight = sight
        month = sight.month
        self._name.setText(formats.shown_date(month.month))
        self._mark.setText(_("month closed") if month.closed else _("open"))
        self._mark.show()
        self._told.setText(_told(sight))
        self._show_checks(sight.checks)
        self.close_it.setVisible(not month.closed and self._desk.may("close_month"))
        self.close_it.setEnabled(sight.may_be_closed)
        self.reopen.setVisible(month.closed and self._desk.may("reopen_month"))
        self._show_differences(sight)

    def _show_checks(self, checks: Sequence[Check]) -> None:
        while (item := self._checks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in checks:
            self._checks.addWidget(self._check_row(one))

    def _check_row(self, one: Check) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.MEDIUM)
        icon, role = _ICONS[one.finding]
        picture = QLabel()
        picture.setPixmap(self._desk.theme.pixmap(icon, role, side=20))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(one.sentence, wrap=True), 1)
        if one.screen and one.finding is not Finding.FINE:
            go = partial(self._desk.go, one.screen, one.what or None)
            way = self._buttons.make(_("Look"), go, look="link", icon="right")
            way.setAccessibleDescription(one.sentence)
            row.addWidget(way, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    def _show_differences(self, sight: Sight) -> None:
        rows = [
            (
                f"{one.account.code}  {one.account.name}",
                one.reported,
                one.now,
                one.now - one.reported,
            )
            for one in sight.differences
        ]
        self.differences.show_rows(rows)
        self.differences.setFixedHeight(_HEADER + ROW_HEIGHT * min(len(rows), _MOST_ROWS) + 2)
        for part in (self._different, self.differences):
            part.setVisible(bool(rows))

    def _on_account(self, row: int) -> None:
        if self.sight is not None:
            self.part_asked.emit("accounts", self.sight.differences[row].account.code)

    def _on_close(self) -> None:
        month = self._month
        self.table.setFocus()  # else the keyboard goes to the side of the window
        self.close_it.setEnabled(False)
        self._desk.write(
            self,
            # That it still runs stands above the button.
            lambda session, _task: close_month(session, month=month, running=True),
            done=lambda _changes: self._on_closed(month),
            failed=self._on_refused,
        )

    def _on_closed(self, month: str) -> None:
        self._desk.feedback.done(
            _("{month} is closed. Its figures are kept as they were reported.").format(
                month=formats.shown_date(month)
            )
        )

    def _on_refused(self, refusal: UnionbookError) -> None:
        self.close_it.setEnabled(True)
        self._desk.feedback.error(str(refusal))

    def _on_reopen(self) -> None:
        self.reopening.begin(self._month)


def _state(one: Month) -> str:
    if one.closed:
        return _("closed, another figure now") if one.differences else _("month closed")
    if one.reopened:
        return _("open again: {reason}").format(reason=one.reason)
    return _("open") if one.vouchers else _("open, nothing posted")


def _told(sight: Sight) -> str:
    if sight.month.closed and sight.closed_at is not None:
        return _("Closed by {name} on {date}. Nothing is posted into it any more.").format(
            name=sight.closed_by, date=f"{sight.closed_at:%d/%m/%Y %H:%M}"
        )
    if sight.month.reopened:
        return _("Reopened: {reason}. The figures reported then stay known.").format(
            reason=sight.month.reason
        )
    return _("Look at these before you close it; a closed month is reopened by the head alone.")
