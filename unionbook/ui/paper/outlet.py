# SPDX-License-Identifier: Apache-2.0
"""The way out of the screen: to a file, or to a printer through the system's own dialog."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from unionbook import paths
from unionbook.operations.papers import note_printed, save_paper
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.feedback import Choice
from unionbook.ui.folders import show_folder
from unionbook.ui.paper.pages import print_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.operations.papers import Paper
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.paper.pages import Pages
    from unionbook.ui.tasks import Task

    Note = Callable[[Session, Paper, str], object]
    """How the history is told that a paper was printed."""

_PDF = "PDF (*.pdf)"
_ENDING = ".pdf"


class Outlet(QObject):
    """Saves or prints what is in the preview, byte for byte."""

    def __init__(self, desk: Desk, window: QWidget, note: Note | None = None) -> None:
        super().__init__(window)
        self._note = note or _note_members
        self._desk = desk
        self._window = window
        self._dialog: QPrintDialog | None = None

    def save(self, paper: Paper, title: str) -> None:
        """Ask for a name and write the paper."""
        start = str(paths.documents_folder() / f"{title}{_ENDING}")
        chosen, _kind = QFileDialog.getSaveFileName(self._window, _("Save as PDF"), start, _PDF)
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != _ENDING:
            path = path.with_name(path.name + _ENDING)
        session = self._desk.open_session
        self._desk.tasks.run(
            lambda _task: save_paper(session, paper=paper, path=path),
            owner=self,
            done=lambda _count: self._on_saved(path),
        )

    def print(self, paper: Paper, pages: Pages, title: str) -> None:
        """Let the system's dialog choose the printer, then send the pages."""
        if not QPrinterInfo.availablePrinterNames():
            self._desk.feedback.warn(
                _("No printer is set up on this PC. Set one up, or save the paper as a PDF."),
                Choice(_("Save as PDF"), lambda: self.save(paper, title)),
            )
            return
        printer = make_printer(pages, title)
        dialog = QPrintDialog(printer, self._window)
        dialog.setMinMax(1, len(pages))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.accepted.connect(lambda: self.send(paper, pages, printer, title))
        self._dialog = dialog
        QDialog.open(dialog)  # Qt's own way to ask without a loop of events inside ours

    def send(self, paper: Paper, pages: Pages, printer: QPrinter, title: str) -> None:
        """Print away from the window's thread, and note that it was done."""
        work = self._desk.long_work
        first, last = printer.fromPage(), printer.toPage()
        chosen = range(first - 1, min(last, len(pages))) if first else range(len(pages))

        def printed(count: int) -> None:
            work.ended.emit()
            self._on_printed(count)
            self._desk.read(
                self,
                lambda session: self._note(session, paper, title),
                lambda _count: None,
            )

        def refused(refusal: Exception) -> None:
            work.ended.emit()
            self._desk.feedback.error(str(refusal))

        task: Task = self._desk.tasks.run_beside(
            lambda task: print_pages(
                pages, printer, chosen=chosen, progress=task.progress, cancelled=task.cancelled
            ),
            owner=self,
            done=printed,
            failed=refused,
            progress=work.moved.emit,
        )
        work.begun.emit(_("Printing"), task)

    def _on_saved(self, path: Path) -> None:
        self._desk.feedback.done(
            _("Saved as {name}.").format(name=path.name),
            Choice(_("Open"), lambda: show_folder(path)),
            Choice(_("Show the folder"), lambda: show_folder(path.parent)),
        )

    def _on_printed(self, count: int) -> None:
        self._desk.feedback.done(
            ngettext(
                "{count} page sent to the printer.", "{count} pages sent to the printer.", count
            ).format(count=formats.shown_number(count))
        )


def _note_members(session: Session, paper: Paper, title: str) -> object:
    return note_printed(session, paper=paper, title=title)


def make_printer(pages: Pages, title: str) -> QPrinter:
    """Give a printer set to the size of the paper, without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    width, height = pages.sizes[0]
    printer.setPageSize(QPageSize(QSizeF(width, height), QPageSize.Unit.Point))
    if width > height:
        # Printers know a lying sheet as a standing one that is turned.
        printer.setPageSize(QPageSize(QSizeF(height, width), QPageSize.Unit.Point))
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCreator("unionbook")
    return printer
