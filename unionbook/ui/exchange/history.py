# SPDX-License-Identifier: Apache-2.0
"""What was sent and taken in, the newest first, with what became of each in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.bundle_history import call_back, list_bundles
from unionbook.operations.policies import sent_tables
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.exchange.contents import Contents, told_rows
from unionbook.ui.exchange.part import ExchangePart, shown_size
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.bundle_history import BundleEntry
    from unionbook.ui.desk import Desk

STATES = {
    "confirmed": N_("confirmed"),
    "open": N_("no receipt yet"),
    "called_back": N_("got lost"),
    "ahead": N_("waits: clock ahead"),
    "done": N_("taken in"),
    "held": N_("waits"),
    "refused": N_("refused"),
}
_SIDE = 360
_LIST, _NONE = range(2)
_MADE = "made"


class HistoryPart(ExchangePart):
    """A table, and beside it the file chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.entries: Sequence[BundleEntry] = ()
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("When"), Cell.TEXT),
                ReportColumn(_("From or to"), Cell.NAME),
                ReportColumn(_("File no."), Cell.COUNT),
                ReportColumn(_("State"), Cell.TEXT),
            ),
            _("Files sent and taken in"),
            leaving=(2,),
        )
        self.words = label("", "strong", wrap=True)
        self.file = label("", "muted", wrap=True)
        self.reason = label("", wrap=True)
        self.contents = Contents()
        self.rows_told = label("", wrap=True)
        self.lost = self._buttons.make(_("It got lost"), self._on_lost, icon="undo")
        self.lost_told = label(
            _("What was in it then counts as not sent, and the next file holds it again."),
            "caption",
            wrap=True,
        )
        self._places = QStackedWidget()
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.home = self.table

    def read(self) -> None:
        """Read what was sent and taken in."""
        self._desk.read(self, list_bundles, self._show, purpose="bundles")

    def _lay_out(self) -> None:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        side = QFrame()
        side.setProperty("look", "panel")
        side.setFixedWidth(_SIDE)
        inner = QVBoxLayout(side)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(Scrolled(self._page()))
        row.addWidget(side)
        self._places.addWidget(whole)
        self._places.addWidget(
            EmptyState(
                self._desk.theme,
                "exchange",
                _("Nothing was sent or taken in yet"),
                _("Every file that is made or opened stands here, with what became of it."),
            )
        )
        self.column.addWidget(self._places, 1)

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        for part in (self.words, self.file, self.reason, self.rows_told, self.contents):
            column.addWidget(part)
        column.addWidget(self.lost)
        column.addWidget(self.lost_told)
        return page

    def _show(self, entries: Sequence[BundleEntry]) -> None:
        self.entries = entries
        self.table.show_rows(
            [
                (formats.shown_moment(one.at), one.who, one.number, _(STATES[one.state]))
                for one in entries
            ]
        )
        self._show_place(self._places, _LIST if entries else _NONE)
        if entries:
            self.table.selectRow(0)
        self._on_chosen(self.table.row)

    def _on_chosen(self, row: int) -> None:
        one = self.entries[row] if 0 <= row < len(self.entries) else None
        if one is None:
            self.words.setText(_("Choose a file to see what became of it."))
            for part in (self.file, self.reason, self.rows_told, self.contents):
                part.hide()
            self.lost.hide()
            self.lost_told.hide()
            return
        self.words.setText(one.words)
        self.file.setText(f"{formats.shown_path(one.file)}, {shown_size(one.size)}")
        self.reason.setText(one.reason)
        made = one.direction == _MADE
        self.contents.show_tables(sent_tables(one.counts) if made else ())
        told = "" if made else "\n".join(told_rows(one.counts))
        self.rows_told.setText(told)
        self.file.show()
        self.reason.setVisible(bool(one.reason))
        self.rows_told.setVisible(bool(told))
        self.contents.setVisible(bool(self.contents.lines))
        lost = one.state == "open" and self._desk.may("make_bundle")
        self.lost.setVisible(lost)
        self.lost_told.setVisible(lost)

    def _on_lost(self) -> None:
        row = self.table.row
        if not 0 <= row < len(self.entries):
            return
        number = self.entries[row].id
        self._desk.write(
            self,
            lambda session, _task: call_back(session, bundle_id=number),
            done=lambda _changes: self._on_called_back(),
        )

    def _on_called_back(self) -> None:
        self._desk.feedback.done(_("Noted. Make the file again: it holds everything once more."))
        self._tell_changed()
