# SPDX-License-Identifier: Apache-2.0
"""Taking an Excel list in: choose it, look at what would happen, take it, take it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from unionbook import paths
from unionbook.errors import CancelledError, UnionbookError
from unionbook.operations.exports import write_template
from unionbook.operations.imports import preview_import, take_import, write_error_workbook
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.screens.import_preview import PreviewView
from unionbook.ui.screens.screen import Screen
from unionbook.ui.theme import Space
from unionbook.ui.widgets.drop_zone import ENDINGS, DropZone
from unionbook.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from unionbook.operations.imports import ImportPreview, ImportResult
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.tasks import Task

_CHOOSE, _LOOK, _TAKEN = range(3)


class ImportScreen(Screen):
    """Three places: choosing a file, looking at the preview, what was taken."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._path: Path | None = None
        self._sheet: str | None = None
        self._mapping: dict[str, str | None] = {}
        self._preview: ImportPreview | None = None
        self._result: ImportResult | None = None
        self._places = QStackedWidget()
        column = self._column()
        header, row = self._header(_("Import a list"))
        self.other = self._buttons.make(_("Another file…"), self._on_choose, icon="folder")
        self.take = self._buttons.primary(_("Take it in"), self._on_take, icon="check")
        for button in (self.other, self.take):
            row.addWidget(button)
        column.addWidget(header)
        column.addWidget(self._places, 1)
        self.view = PreviewView(desk, self._buttons)
        self.view.sheet_chosen.connect(self._on_sheet)
        self.view.mapping_changed.connect(self._on_mapping)
        self.view.decided.connect(self._tell_take)
        self._places.addWidget(self._chooser())
        self._places.addWidget(self.view)
        self._places.addWidget(QWidget())
        self._show(_CHOOSE)

    def state(self) -> dict[str, Any]:
        """Give the file and what was chosen, not the rows: they are read again."""
        if self._path is None or self._places.currentIndex() != _LOOK:
            return {}
        decisions = dict(self._preview.decisions) if self._preview is not None else {}
        return {
            "path": self._path,
            "sheet": self._sheet,
            "mapping": self._mapping,
            "decisions": decisions,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Come back to the file that was looked at."""
        if state.get("path"):
            self._sheet, self._mapping = state["sheet"], dict(state["mapping"])
            self._read(state["path"], state["decisions"])

    def arrive(self, what: object) -> None:
        """Look at a file."""
        if isinstance(what, Path):
            self.open_file(what)

    def open_file(self, path: Path) -> None:
        """Look at a file from the beginning."""
        self._sheet, self._mapping = None, {}
        self._read(path)

    def _chooser(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        self.choose = self._buttons.primary(_("Choose a file…"), self._on_choose, icon="folder")
        template = self._buttons.make(
            _("Get an empty list to fill in…"), self._on_template, icon="table"
        )
        zone = DropZone(
            self._desk.theme,
            _("Drop your list here"),
            _(
                "Excel, LibreOffice or CSV, just as it is. unionbook finds the header, repairs "
                "old fonts, lost zeros and dates, and shows everything before it is taken."
            ),
            (self.choose, template),
        )
        zone.dropped.connect(self.open_file)
        row.addWidget(zone)
        holder.setEnabled(self._desk.may("import_members"))
        return holder

    def _show(self, place: int) -> None:
        self._places.setCurrentIndex(place)
        self.take.setVisible(place == _LOOK)
        self.other.setVisible(place != _CHOOSE)
        self.room_asked.emit()

    @property
    def wants_room(self) -> bool:
        """Say whether the rows of a list are looked at: a name and what is wrong with it."""
        return self._places.currentIndex() == _LOOK

    def _on_choose(self) -> None:
        kinds = " ".join(f"*{ending}" for ending in ENDINGS)
        chosen, _kind = QFileDialog.getOpenFileName(
            self,
            _("Choose a list"),
            str(paths.documents_folder()),
            f"{_('Lists')} ({kinds})",
        )
        if chosen:
            self.open_file(Path(chosen))

    def _on_template(self) -> None:
        start = str(paths.documents_folder() / f"{_('Members')}.xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Get an empty list to fill in"), start, "Excel (*.xlsx)"
        )
        if chosen:
            path = Path(chosen)
            self._desk.read(
                self,
                lambda session: write_template(session, path=path),
                lambda _nothing: self._desk.feedback.done(
                    _("Saved as {name}. Fill it in, then drop it here.").format(name=path.name)
                ),
            )

    def _read(self, path: Path, decisions: dict[int, Any] | None = None) -> None:
        self._path = path
        sheet, mapping = self._sheet, dict(self._mapping)
        self._desk.run_long(
            self,
            _("Reading {name}").format(name=path.name),
            lambda session, task: _look(session, task, path, sheet, mapping),
            lambda preview: self._on_read(preview, decisions or {}),
        )

    def _on_read(self, preview: ImportPreview, decisions: dict[int, Any]) -> None:
        self._preview = preview
        for place, decision in decisions.items():
            if place < len(preview) and preview.actions[place] == "double":
                preview.decide(place, decision.choice, decision.member)
        self.view.show_preview(preview)
        self._tell_take()
        self._show(_LOOK)

    def _on_sheet(self, name: str) -> None:
        if self._path is not None:
            self._sheet, self._mapping = name, {}
            self._read(self._path)

    def _on_mapping(self, changed: dict[str, str | None]) -> None:
        if self._path is not None:
            self._mapping.update(changed)
            self._read(self._path)

    def _tell_take(self) -> None:
        preview = self._preview
        count = _taken(preview) if preview is not None else 0
        self.take.setEnabled(count > 0 and self._desk.may("import_members"))
        self.take.setText(
            ngettext("Take {count} row in", "Take {count} rows in", count).format(
                count=formats.shown_number(count)
            )
            if count
            else _("Nothing to take in")
        )

    def _on_take(self) -> None:
        preview = self._preview
        if preview is None:
            return
        self.take.setEnabled(False)
        self._desk.run_long(
            self,
            _("Taking the list in"),
            lambda session, task: take_import(
                session, preview=preview, progress=task.progress, cancelled=task.cancelled
            ),
            self._on_taken,
            failed=self._on_refused,
        )

    def _on_refused(self, refusal: UnionbookError) -> None:
        self._tell_take()
        if isinstance(refusal, CancelledError):
            self._desk.feedback.info(str(refusal))
        else:
            self._desk.feedback.error(str(refusal))

    def _on_taken(self, result: ImportResult) -> None:
        self._result = result
        name = self._path.name if self._path is not None else ""
        self._desk.announce(result, self, _told(result))
        self._show_result(result, name)

    def _show_result(self, result: ImportResult, name: str) -> None:
        buttons = self._buttons
        ways = [
            buttons.primary(_("Show the list"), lambda: self._desk.go("members"), icon="members")
        ]
        if result.commit_id:
            ways.append(buttons.undo(self._on_undo))
        if self._preview is not None and self._preview.to_correct():
            ways.append(buttons.make(_("Save the rows to correct…"), self._on_errors, icon="table"))
        page = EmptyState(
            self._desk.theme,
            "done",
            _("{name} is taken in").format(name=name),
            _told(result),
            *ways,
            role="ok",
        )
        before = self._places.widget(_TAKEN)
        self._places.insertWidget(_TAKEN, page)
        if before is not None:
            self._places.removeWidget(before)
            before.deleteLater()
        self._show(_TAKEN)

    def _on_undo(self) -> None:
        if self._result is not None:
            self._desk.undo(self._result.commit_id)
            self._path = None
            self._show(_CHOOSE)

    def _on_errors(self) -> None:
        preview = self._preview
        if preview is None:
            return
        name = f"{preview.path.stem} - {_('to be corrected')}.xlsx"
        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            _("Save the rows to correct"),
            str(preview.path.parent / name),
            "Excel (*.xlsx)",
        )
        if chosen:
            path = Path(chosen)
            self._desk.tasks.run_beside(
                lambda _task: write_error_workbook(preview, path=path),
                owner=self,
                done=lambda _count: self._desk.feedback.done(
                    _("Saved as {name}. Correct it, then drop it here again.").format(
                        name=path.name
                    )
                ),
            )


def _look(
    session: Session, task: Task, path: Path, sheet: str | None, mapping: dict[str, str | None]
) -> ImportPreview:
    preview = preview_import(
        session,
        path=path,
        sheet=sheet,
        mapping=mapping,
        progress=task.progress,
        cancelled=task.cancelled,
    )
    if task.cancelled.is_set():
        raise CancelledError(_("Stopped. Nothing was taken in."))
    return preview


def _taken(preview: ImportPreview) -> int:
    """Give how many rows would be written: new, changed, and doubles decided to be either."""
    decided = sum(decision.choice != "skip" for decision in preview.decisions.values())
    return preview.counts["new"] + preview.counts["changed"] + decided


def _told(result: ImportResult) -> str:
    parts = []
    if result.added:
        parts.append(
            ngettext("{count} new member", "{count} new members", result.added).format(
                count=formats.shown_number(result.added)
            )
        )
    if result.changed:
        parts.append(
            ngettext("{count} changed", "{count} changed", result.changed).format(
                count=formats.shown_number(result.changed)
            )
        )
    if result.left_out:
        parts.append(
            ngettext("{count} left out", "{count} left out", result.left_out).format(
                count=formats.shown_number(result.left_out)
            )
        )
    return ", ".join(parts or [_("Nothing was to be done")]) + "."
