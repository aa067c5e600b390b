# SPDX-License-Identifier: Apache-2.0
"""Reports: all of them on the left; on the right the paper, and its figures to be followed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from unionbook import paths
from unionbook.errors import CancelledError
from unionbook.operations.money_reports import kinds_of, make_report, make_report_paper
from unionbook.texts import gettext as _
from unionbook.ui.paper.money_out import MoneyOut
from unionbook.ui.paper.page_strip import PageStrip
from unionbook.ui.paper.pages import Pages
from unionbook.ui.paper.preview import Preview
from unionbook.ui.reports.behind import Behind
from unionbook.ui.reports.checking import DroppedReports, ReportChecked
from unionbook.ui.reports.choices import Choices, Offers, read_offers
from unionbook.ui.reports.figures import Figures
from unionbook.ui.reports.gallery import Gallery
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.empty import EmptyState
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.domain.report_tables import ReportTable
    from unionbook.errors import UnionbookError
    from unionbook.operations.papers import Paper
    from unionbook.operations.report_check import ReportCheck
    from unionbook.operations.report_kinds import ReportKind
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.tasks import Task

_PAUSE_MS = 200
_SIDE, _NARROWEST_SIDE, _BEHIND, _ROOM_FOR_ALL = 276, 200, 420, 1100
_PAPER, _FIGURES, _NOTHING, _CHECKED = range(4)
_PAPERS = "PDF, Excel (*.pdf *.xlsx)"
_FIRST = "cash-book"


class ReportsScreen(Screen):
    """Chooses, shows, and hands out the very bytes that were shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.gallery = Gallery(desk.theme)
        self.choices = Choices(desk, self._buttons)
        self.views = QTabBar()
        self.preview = Preview(desk)
        self.figures = Figures(desk)
        self.behind = Behind(desk)
        self.out = MoneyOut(desk, self)
        self.report: ReportTable | None = None
        self.paper: Paper | None = None
        self._pages: Pages | None = None
        self._wish: tuple[str, str] = ("", "")
        self._stale = True
        self._working: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._lay_out()
        self._wire()
        desk.read(self, _what_there_is, self._on_known, purpose="kinds of reports")

    @property
    def is_working(self) -> bool:
        """Say whether a report is asked for, or being made."""
        return self._timer.isActive() or self._working is not None

    @property
    def wants_room(self) -> bool:
        """Say that figures want all the room there is."""
        return True

    def state(self) -> dict[str, Any]:
        """Give the report looked at, and as what."""
        kind = self.gallery.kind
        return {
            "report": kind.name if kind else self._wish[0],
            "period": self.choices.period_text,
            "view": self.views.currentIndex(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the same report."""
        if state:
            self._wish = (str(state.get("report", "")), str(state.get("period", "")))
            self.views.setCurrentIndex(int(state.get("view", _PAPER)))
            self._grant()

    def arrive(self, what: object) -> None:
        """Show a report: ``("report", name, period)``, the period may be left out; or check one."""
        if what == ("check",):
            QTimer.singleShot(0, self, self._on_check)
        if isinstance(what, tuple) and len(what) > 1 and what[0] == "report":
            self._wish = (str(what[1]), str(what[2]) if len(what) > 2 else "")  # noqa: PLR2004 - a period was said
            self._grant()
            self.setFocus()

    def on_changed(self, _changes: Changes, _initiator: QObject) -> None:
        """Make the report again when somebody looks at it: its figures may be others."""
        self._stale = True
        if self.isVisible():
            self._desk.read(self, _what_there_is, self._on_known, purpose="kinds of reports")

    def showEvent(self, event: Any) -> None:
        """Make the report when it is first looked at."""
        super().showEvent(event)
        if self._stale:
            self._desk.read(self, _what_there_is, self._on_known, purpose="kinds of reports")

    def hideEvent(self, event: Any) -> None:
        """Stop making a report nobody looks at: others wait for the worker."""
        super().hideEvent(event)
        self._timer.stop()
        self._drop_work()

    def _lay_out(self) -> None:
        column = self._column()
        buttons = self._buttons
        self.excel = buttons.make(_("Excel"), lambda: self._save(excel=True), icon="table")
        self.pdf = buttons.make(_("PDF"), lambda: self._save(excel=False), icon="save")
        self.print = buttons.primary(_("Print"), self._on_print, icon="print")
        controls = [
            button
            for button, right in (
                (self.excel, "export_members"),
                (self.pdf, "print"),
                (self.print, "print"),
            )
            if self._desk.may(right)
        ]
        self.check = buttons.make(_("Check a report…"), self._on_check, look="link", icon="eye")
        header, _row = self._header(_("Reports"), self.check, *controls)
        column.addWidget(header)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self.gallery.setMinimumWidth(_NARROWEST_SIDE)
        self.gallery.setMaximumWidth(_SIDE)
        body.addWidget(self.gallery, 3)
        body.addLayout(self._right(), 9)
        column.addLayout(body, 1)
        self.home = self.gallery

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(0)
        strip = self._strip = QFrame()
        strip.setProperty("look", "header")
        column = QVBoxLayout(strip)
        column.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.LARGE, 0)
        column.setSpacing(Space.SMALL)
        self._title = label("", "strong", wrap=True)
        self._tells = label("", "muted", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._tells)
        column.addWidget(self.choices)
        self.views.addTab(_("On paper"))
        self.views.addTab(_("Figures"))
        self.views.setAccessibleName(_("How it is shown"))
        self.views.setExpanding(False)
        column.addWidget(self.views)
        right.addWidget(strip)
        paper = QWidget()
        inner = QVBoxLayout(paper)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(PageStrip(self.preview, self._buttons))
        inner.addWidget(self.preview, 1)
        self._places = QStackedWidget()
        self._why = EmptyState(self._desk.theme, "reports", _("Nothing to show yet"), "")
        self.checked = ReportChecked(self._desk)
        for place in (paper, self._framed_figures(), self._why, self.checked):
            self._places.addWidget(place)
        right.addWidget(self._places, 1)
        return right

    def _framed_figures(self) -> QSplitter:
        sides = self._sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(self.figures)
        sides.addWidget(self.behind)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(1)
        sides.setStretchFactor(0, 1)
        return sides

    def _wire(self) -> None:
        self.gallery.chosen.connect(self._on_kind)
        self.choices.changed.connect(self._ask)
        self.views.currentChanged.connect(lambda _place: self._show_view())
        self.figures.followed.connect(self._on_followed)
        self.behind.closed.connect(self._on_behind_closed)
        self.checked.closed.connect(self._on_check_closed)
        DroppedReports(self, self.check_file)
        self._timer.timeout.connect(self._make)

    def _on_known(self, known: tuple[Sequence[ReportKind], Offers]) -> None:
        kinds, offers = known
        self.choices.offer(offers)
        if not self.gallery.kinds:
            self.gallery.offer(kinds)
            self._grant()
        self._ask()

    def _grant(self) -> None:
        """Show what was wished for, once it is known which reports there are."""
        if not self.gallery.kinds:
            return
        (name, period), self._wish = self._wish, ("", "")
        if name in self.gallery.kinds:
            self.choices.follow(self.gallery.kinds[name], period)
            if not self.gallery.kind or self.gallery.kind.name != name:
                self.gallery.choose(name)
            else:
                self._ask()
        elif self.gallery.kind is None:
            self.gallery.choose(_FIRST)

    def _on_kind(self, kind: ReportKind) -> None:
        self._strip.show()
        self._title.setText(_(kind.title))
        self._tells.setText(_(kind.tells))
        self.choices.follow(kind)
        self._ask()

    def _ask(self) -> None:
        self._stale = True
        self._timer.start()

    def _maker(self) -> partial[ReportTable]:
        kind = self.gallery.kind
        return partial(
            make_report,
            name=kind.name if kind else _FIRST,
            period=self.choices.period_text,
            choices=self.choices.said,
        )

    def _make(self) -> None:
        if not self.isVisible():
            return
        self._stale = False
        self._drop_work(stale=False)
        if self.choices.missing:
            self._show_nothing(self.choices.missing)
            return
        session, work, make = self._desk.open_session, self._desk.long_work, self._maker()
        self._working = self._desk.tasks.run(
            lambda task: _made(session, task, make),
            owner=self,
            done=self._on_made,
            failed=self._on_refused,
            progress=work.moved.emit,
            purpose="report",
        )
        work.begun.emit(_("Making the report"), self._working)

    def _drop_work(self, *, stale: bool = True) -> None:
        if self._working is not None:
            self._working.cancel()
            self._working.superseded = True
            self._working = None
            self._stale = self._stale or stale
            self._desk.long_work.ended.emit()

    def _on_made(self, made: tuple[ReportTable, Paper, Pages]) -> None:
        self._desk.long_work.ended.emit()
        self._working = None
        self.report, self.paper, self._pages = made
        self._strip.show()
        self.preview.show_pages(self._pages)
        self.figures.show_report(self.report)
        self._show_behind(shown=False)
        self._show_view()
        self._may_go_out(able=True)

    def _on_refused(self, refusal: UnionbookError) -> None:
        self._desk.long_work.ended.emit()
        self._working = None
        self._show_nothing(str(refusal))

    def _show_nothing(self, why: str) -> None:
        self.report, self.paper, self._pages = None, None, None
        self.preview.show_pages(None)
        self.figures.show_report(None)
        self._why.say(why)
        self._places.setCurrentIndex(_NOTHING)
        self._may_go_out(able=False)

    def _may_go_out(self, *, able: bool) -> None:
        for button in (self.excel, self.pdf, self.print):
            button.setEnabled(able)

    def _show_view(self) -> None:
        if self.report is not None:
            self._places.setCurrentIndex(self.views.currentIndex())

    def _on_followed(self, row: int, column: int) -> None:
        if self.report is not None:
            self._show_behind(shown=True)
            self.behind.show_figure(self.report, row, column)

    def _show_behind(self, *, shown: bool) -> None:
        """Open or close what a figure is made of: in a narrow window in place of the gallery."""
        self.behind.setVisible(shown)
        self.gallery.setVisible(not shown or self.width() >= _ROOM_FOR_ALL)
        self._sides.setSizes([max(self._sides.width() - _BEHIND, 300), _BEHIND])

    def _on_behind_closed(self) -> None:
        self._show_behind(shown=False)
        self.figures.table.setFocus()

    def _on_check(self) -> None:
        start = str(paths.documents_folder())
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Check a report"), start, _PAPERS)
        if chosen:
            self.check_file(Path(chosen))

    def check_file(self, path: Path) -> None:
        """Check a report that was handed in, and say what was found out."""
        # Only here: few look at reports that others bring.
        from unionbook.operations.report_check import check_report  # noqa: PLC0415 - seldom needed

        self._desk.run_long(
            self,
            _("Checking {name}").format(name=path.name),
            lambda session, _task: check_report(session, path=path),
            self._on_checked,
        )

    def _on_checked(self, found: ReportCheck) -> None:
        self._timer.stop()
        self._drop_work()
        # What is above tells of the report chosen, which has nothing to do with the verdict.
        self._strip.hide()
        self._may_go_out(able=False)
        self._places.setCurrentIndex(_CHECKED)
        self.checked.show_check(found)

    def _on_check_closed(self) -> None:
        self._strip.show()
        self._may_go_out(able=self.report is not None)
        self._places.setCurrentIndex(self.views.currentIndex() if self.report else _NOTHING)
        self.gallery.setFocus()
        if self._stale:
            self._ask()

    @property
    def _name(self) -> str:
        return f"{self._title.text()} {self.choices.period_text}"

    def _save(self, *, excel: bool) -> None:
        report = self.report
        if report is not None:
            self.out.save_report(self._name, lambda _session: report, excel=excel)

    def _on_print(self) -> None:
        paper = self.paper
        if paper is not None:
            self.out.print(self._name, lambda _session: paper)


def _what_there_is(session: Session) -> tuple[Sequence[ReportKind], Offers]:
    return kinds_of(session), read_offers(session)


def _made(
    session: Session, task: Task, make: partial[ReportTable]
) -> tuple[ReportTable, Paper, Pages]:
    def tell(done: int, total: int) -> None:
        if task.cancelled.is_set():
            raise CancelledError(_("Stopped. Choose a shorter period, or begin again."))
        task.progress(done, total)

    report = make(session)
    paper = make_report_paper(session, report=report, progress=tell)
    return report, paper, Pages(paper.content)
