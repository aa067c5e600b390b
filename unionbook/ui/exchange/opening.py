# SPDX-License-Identifier: Apache-2.0
"""Files from a stick: what each is, from whom, whether whole; taken in, and what it brought."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from unionbook.operations.bundles import PURPOSE_LABELS, SUFFIX
from unionbook.operations.devices import REQUEST_SUFFIX
from unionbook.operations.invitations import ANSWER_SUFFIX, INVITATION_SUFFIX
from unionbook.operations.sessions import FEDERATION
from unionbook.operations.watched import new_files, watch_folder, watched_folder
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.exchange.arrivals import Arrival, Outcome, look_at, take_in
from unionbook.ui.exchange.contents import told_rows
from unionbook.ui.exchange.part import ExchangePart, empty, shown_size
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.drop_zone import DropZone
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label, pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.tasks import Task

_ASK, _FOUND = range(2)
_SEALS = {"good": "done", "bad": "error", "unknown_key": "warn"}
_STATES = {
    "applied": "done",
    "known": "info",
    "held": "warn",
    "elsewhere": "muted",
    "refused": "error",
    "stopped": "muted",
}
_OTHERS = {
    INVITATION_SUFFIX: "above",
    REQUEST_SUFFIX: "devices",
    ANSWER_SUFFIX: "units",
}
"""Where files lead that are not for this part."""


class OpeningPart(ExchangePart):
    """A place to drop files; then a card for each of them, and below what it brought."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.arrivals: list[Arrival] = []
        self.outcomes: list[Outcome] = []
        self._places = QStackedWidget()
        self._lay_out()

    def arrive(self, what: object) -> None:
        """Open a file or a folder; ``"watched"`` is what came into the watched folder."""
        if what == "watched":
            self._open_watched()
        else:
            self.open_path(Path(str(what)))

    def read(self) -> None:
        """Read what came into the watched folder."""
        self._desk.read(self, _watched, self._show_watched, purpose="watched folder")

    def open_path(self, path: Path) -> None:
        """Look at a file, or at every file of a folder; lead to where other files are for."""
        other = _OTHERS.get(path.suffix.lower())
        if other == "units" and self._desk.info.kind == FEDERATION:
            self._desk.go("units", ("answer", str(path)))
        elif other not in (None, "units"):
            self.part_asked.emit(other, str(path))
        else:
            paths = sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path]
            self._look_at(paths)

    def _lay_out(self) -> None:
        self.choose = self._buttons.primary(_("Choose a file…"), self._on_file, icon="folder")
        self.folder = self._buttons.make(_("A whole folder…"), self._on_folder, icon="folder")
        self.zone = DropZone(
            self._desk.theme,
            _("Drop a file from the stick here"),
            _(
                "A file of another PC of the branch, of the union above or of a branch below. "
                "First you see what it is; nothing changes until you take it in."
            ),
            (self.choose, self.folder),
            (SUFFIX, INVITATION_SUFFIX, REQUEST_SUFFIX, ANSWER_SUFFIX, ""),
        )
        self.zone.dropped.connect(self.open_path)
        ask = QWidget()
        column = QVBoxLayout(ask)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.LARGE)
        column.setSpacing(Space.LARGE)
        column.addWidget(self.zone, 1)
        column.addWidget(self._watch_card())
        self._places.addWidget(Scrolled(ask))
        self._places.addWidget(self._found_page())
        self.column.addWidget(self._places, 1)
        self.home = self.choose

    def _watch_card(self) -> Card:
        card = Card(_("A folder that is watched"))
        self.watched_told = label("", "muted", wrap=True)
        card.column.addWidget(self.watched_told)
        row = QHBoxLayout()
        self.open_watched = self._buttons.make(_("See them"), self._open_watched, icon="eye")
        self.watch = self._buttons.make(_("Choose the folder…"), self._on_watch, icon="folder")
        self.unwatch = self._buttons.make(_("Watch none"), self._on_unwatch, icon="close")
        for button in (self.open_watched, self.watch, self.unwatch):
            row.addWidget(button)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _found_page(self) -> QWidget:
        page = CardPage()
        held = QWidget()
        self._cards = QVBoxLayout(held)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(Space.MEDIUM)
        page.add(held)
        self.take = self._buttons.primary(_("Take in"), self._on_take, icon="import")
        self.back = self._buttons.make(_("Another file"), self._on_back, icon="left")
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.WIDE, Space.MEDIUM)
        row.addWidget(self.take)
        row.addWidget(self.back)
        row.addStretch(1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page, 1)
        column.addWidget(foot)
        return whole

    def _on_file(self) -> None:
        path = self._file(
            _("File from the stick"), SUFFIX, INVITATION_SUFFIX, REQUEST_SUFFIX, ANSWER_SUFFIX
        )
        if path is not None:
            self.open_path(path)

    def _on_folder(self) -> None:
        folder = self._stick(_("Folder with the files"))
        if folder is not None:
            self.open_path(folder)

    def _on_watch(self) -> None:
        folder = self._stick(_("Folder to watch"))
        if folder is not None:
            self._watch(folder)

    def _on_unwatch(self) -> None:
        self._watch(None)

    def _watch(self, folder: Path | None) -> None:
        self._desk.read(
            self, lambda session: watch_folder(session, folder=folder), lambda _done: self.read()
        )

    def _show_watched(self, found: tuple[Path | None, Sequence[Path]]) -> None:
        folder, files = found
        if folder is None:
            told = _(
                "Files that come by mail or over the office's network can lie in one folder: the "
                "home page then says when a new one is there."
            )
        else:
            told = ngettext(
                "{folder}: {count} new file.", "{folder}: {count} new files.", len(files)
            ).format(folder=formats.shown_path(str(folder)), count=len(files))
        self.watched_told.setText(told)
        self.open_watched.setVisible(bool(files))
        self.unwatch.setVisible(folder is not None)

    def _open_watched(self) -> None:
        self._desk.read(self, new_files, self._look_at)

    def _look_at(self, paths: Sequence[Path]) -> None:
        if not paths:
            self._desk.feedback.info(
                _("There is no file of unionbook in this folder. Choose another one.")
            )
            return
        self._desk.run_long(
            self,
            _("Looking at the files"),
            lambda session, task: look_at(session, paths, task),
            self._show_arrivals,
        )

    def _show_arrivals(self, found: Sequence[Arrival]) -> None:
        self.arrivals, self.outcomes = list(found), []
        empty(self._cards)
        for one in found:
            self._cards.addWidget(_arrival_card(one))
        fit = any(one.info is not None and one.info.signature != "bad" for one in found)
        self.take.setEnabled(fit and self._desk.may("apply_bundle"))
        self.take.show()
        self._places.setCurrentIndex(_FOUND)
        (self.take if self.take.isEnabled() else self.back).setFocus()

    def _on_take(self) -> None:
        paths = [one.path for one in self.arrivals]
        self.take.setEnabled(False)
        self._desk.run_long(
            self,
            _("Taking in"),
            lambda session, task: _take(session, paths, task),
            self._show_outcomes,
            failed=self._on_refused,
        )

    def _on_refused(self, refusal: Exception) -> None:
        self.take.setEnabled(True)
        self._desk.feedback.error(str(refusal))

    def _show_outcomes(self, found: Sequence[Outcome]) -> None:
        self.outcomes = list(found)
        empty(self._cards)
        for one in found:
            self._cards.addWidget(self._outcome_card(one))
        self.take.hide()
        self.back.setFocus()
        self._tell_changed()

    def _outcome_card(self, one: Outcome) -> Card:
        card = Card(formats.shown_path(one.path.name))
        card.column.addWidget(pill(_(one.title), _STATES[one.state]))
        card.column.addWidget(label(one.message, wrap=True))
        for line in (*told_rows(one.rows), *one.told, *one.notes):
            card.column.addWidget(label(line, "muted", wrap=True))
        if one.conflicts or one.set_aside:
            see = self._buttons.make(
                _("Decide"), partial(self.part_asked.emit, "conflicts", None), icon="check"
            )
            card.column.addWidget(see, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _on_back(self) -> None:
        self._places.setCurrentIndex(_ASK)
        self.choose.setFocus()
        self.read()


def _watched(session: Session) -> tuple[Path | None, Sequence[Path]]:
    return watched_folder(session), new_files(session)


def _take(session: Session, paths: Sequence[Path], task: Task) -> list[Outcome]:
    return take_in(session, paths, task)


def _arrival_card(one: Arrival) -> Card:
    card = Card(formats.shown_path(one.path.name))
    if one.info is None:
        card.column.addWidget(label(one.refusal, "fault", wrap=True))
        return card
    info = one.info
    card.column.addWidget(pill(one.seal, _SEALS[info.signature]))
    maker = info.maker or _("an office that is not known here")
    told = _("From {maker}, number {number}, made {when}").format(
        maker=maker, number=info.number, when=f"{info.made_at.astimezone():%d/%m/%Y %H:%M}"
    )
    card.column.addWidget(label(told, wrap=True))
    kind = _(PURPOSE_LABELS[info.purpose]) if info.purpose in PURPOSE_LABELS else info.purpose
    card.column.addWidget(label(f"{kind}, {shown_size(info.size)}", "muted", wrap=True))
    return card
