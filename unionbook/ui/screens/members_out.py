# SPDX-License-Identifier: Apache-2.0
"""The list out of the register: to Excel, to paper, to cards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from unionbook import paths
from unionbook.operations.exports import export_members
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.feedback import Choice
from unionbook.ui.paper.wish import PaperWish

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.screens.members import MembersScreen
    from unionbook.ui.tasks import Task

_EXCEL = "Excel (*.xlsx)"


class MembersOut(QObject):
    """Asks where to, then lets the worker write."""

    def __init__(self, desk: Desk, screen: MembersScreen) -> None:
        super().__init__(screen)
        self._desk = desk
        self._screen = screen

    def export(self) -> None:
        """Write the members listed, with every field that holds something, to a workbook."""
        ids = list(self._screen.model.ids)
        path = self._ask(_("Export the list to Excel"), _("Members"), _EXCEL)
        if path is not None:
            self._run(
                _("Writing the workbook"),
                path,
                lambda session, task: export_members(
                    session, path=path, ids=ids, progress=task.progress, cancelled=task.cancelled
                ),
            )

    def print_list(self) -> None:
        """Show the list on paper, as it is filtered and with its columns."""
        model = self._screen.model
        self._desk.go("paper", PaperWish("list", tuple(model.ids), listed=True, names=model.fields))

    def print_cards(self, ids: Sequence[int] = ()) -> None:
        """Show the cards of some members, of those chosen, or of all listed."""
        chosen = list(ids) or self._screen.table.chosen_ids()
        listed = chosen or list(self._screen.model.ids)
        if not listed:
            self._desk.feedback.info(_("Nobody is listed. Show somebody, then print the cards."))
            return
        self._desk.go("paper", PaperWish("cards", tuple(listed), listed=not chosen))

    def print_for_one(self, kind: str) -> None:
        """Show a paper that is for one member: the one whose record is open, if any."""
        panel = self._screen.panel
        number = panel.member_id if panel is not None and panel.isVisible() else 0
        name = panel.head.name.text() if panel is not None and number else ""
        ids = (number,) if number else ()
        self._desk.go("paper", PaperWish(kind, ids, member_name=name))

    def _ask(self, title: str, name: str, kind: str) -> Path | None:
        ending = kind[kind.index("*") + 1 : -1]
        start = str(paths.documents_folder() / f"{name}{ending}")
        chosen, _kind = QFileDialog.getSaveFileName(self._screen, title, start, kind)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix.lower() == ending else path.with_name(path.name + ending)

    def _run(self, title: str, path: Path, job: Callable[[Session, Task], int]) -> None:
        self._desk.run_long(self._screen, title, job, lambda count: self._on_written(path, count))

    def _on_written(self, path: Path, count: int) -> None:
        self._desk.feedback.done(
            ngettext(
                "{count} member written to {name}.", "{count} members written to {name}.", count
            ).format(count=formats.shown_number(count), name=path.name),
            Choice(_("Open"), lambda: _show(path)),
            Choice(_("Show the folder"), lambda: _show(path.parent)),
        )


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
