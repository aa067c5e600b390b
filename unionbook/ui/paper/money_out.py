# SPDX-License-Identifier: Apache-2.0
"""Papers and workbooks about money on their way out: printed, saved, opened.

What is printed or saved is made when it is asked for, on the worker's thread.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFileDialog

from unionbook import paths
from unionbook.operations.money_papers import note_paper
from unionbook.operations.money_reports import make_report_paper, save_report
from unionbook.operations.papers import save_paper
from unionbook.texts import gettext as _
from unionbook.ui.feedback import Choice
from unionbook.ui.folders import show_folder
from unionbook.ui.paper.outlet import Outlet, make_printer
from unionbook.ui.paper.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from unionbook.domain.report_tables import ReportTable
    from unionbook.operations.papers import Paper
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

    Maker = Callable[[Session], Paper]
    ReportMaker = Callable[[Session], ReportTable]

_PDF, _EXCEL = "PDF (*.pdf)", "Excel (*.xlsx)"


class MoneyOut(QObject):
    """Lets the worker make a paper, then prints it or writes it where somebody says."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._outlet = Outlet(
            desk, window, lambda session, _paper, title: note_paper(session, title)
        )

    def print(self, title: str, make: Maker, *, at_once: bool = False) -> None:
        """Print a paper: on the PC's usual printer ``at_once``, or where the dialog says."""
        printer = QPrinterInfo.defaultPrinter()

        def made(found: tuple[Paper, Pages]) -> None:
            paper, pages = found
            if at_once and not printer.isNull():
                chosen = make_printer(pages, title)
                chosen.setPrinterName(printer.printerName())
                self._outlet.send(paper, pages, chosen, title)
            else:
                self._outlet.print(paper, pages, title)

        self._make(title, make, made)

    def save(self, title: str, make: Maker) -> None:
        """Ask for a name and write a paper there."""
        path = self._ask(title, _PDF)
        if path is not None:
            self._desk.run_long(
                self._window,
                _("Setting the paper"),
                lambda session, _task: _save(session, make, path),
                lambda _done: self._on_written(path),
            )

    def print_report(self, title: str, make: ReportMaker) -> None:
        """Print a report through the system's dialog."""
        self.print(title, lambda session: make_report_paper(session, report=make(session)))

    def save_report(self, title: str, make: ReportMaker, *, excel: bool = False) -> None:
        """Ask for a name and write a report there, as a PDF or a workbook."""
        path = self._ask(title, _EXCEL if excel else _PDF)
        if path is not None:
            self._desk.run_long(
                self._window,
                _("Writing {name}").format(name=path.name),
                lambda session, task: save_report(
                    session, report=make(session), path=path, progress=task.progress
                ),
                lambda _done: self._on_written(path),
            )

    def _make(self, title: str, make: Maker, made: Callable[[tuple[Paper, Pages]], None]) -> None:
        def job(session: Session) -> tuple[Paper, Pages]:
            paper = make(session)
            return paper, Pages(paper.content)

        self._desk.read(self, job, made, purpose=f"paper {title}")

    def _ask(self, title: str, kind: str) -> Path | None:
        ending = kind[kind.index("*") + 1 : -1]
        start = str(paths.documents_folder() / f"{title.replace('/', '-')}{ending}")
        chosen, _kind = QFileDialog.getSaveFileName(self._window, title, start, kind)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.lower() == ending else path.with_name(path.name + ending)

    def _on_written(self, path: Path) -> None:
        self._desk.feedback.done(
            _("Saved as {name}.").format(name=path.name),
            Choice(_("Open"), lambda: show_folder(path)),
            Choice(_("Show the folder"), lambda: show_folder(path.parent)),
        )


def _save(session: Session, make: Maker, path: Path) -> None:
    paper = make(session)
    save_paper(session, paper=paper, path=path)
    if not paper.members:  # else it is noted already, with how many are on it
        note_paper(session, path.name)
