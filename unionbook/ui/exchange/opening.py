# SPDX-License-Identifier: Apache-2.0
"""Files from a stick: what each is, from whom, whether whole; taken in, and what it brought."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from unionbook.operations.bundles import SUFFIX
from unionbook.operations.devices import REQUEST_SUFFIX
from unionbook.operations.invitations import ANSWER_SUFFIX, INVITATION_SUFFIX
from unionbook.operations.sessions import FEDERATION
from unionbook.operations.watched import new_files, watch_folder, watched_folder
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.exchange.arrivals import Arrival, Outcome, look_at, take_in
from unionbook.ui.exchange.file_cards import (
    arrival_cards,
    outcome_card,
    outcomes_counted,
    outcomes_in_order,
    rest_of,
)
from unionbook.ui.exchange.part import ExchangePart, empty
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.drop_zone import DropZone
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.tasks import Task

_ASK, _FOUND = range(2)
_OTHERS = {
    INVITATION_SUFFIX: "above",
    REQUEST_SUFFIX: "devices",
    ANSWER_SUFFIX: "units",
}
"""Where files lead that are not for this part."""
_OTHERS_SHOWN = 8
_SEVERAL = 2


class OpeningPart(ExchangePart):
    """A place to drop files; then a card for each of them, and below what it brought."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.arrivals: list[Arrival] = []
        self._others: list[Path] = []
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
        other = _OTHERS.get(path.suffix.lower(), "")
        at_desk = self._desk.info.kind == FEDERATION
        if other == "units" and at_desk:
            self._desk.go("units", ("answer", str(path)))
        elif other == "devices" or (other == "above" and not at_desk):
            self.part_asked.emit(other, str(path))
        else:
            # A stick or the network may be slow: the window does not wait for it.
            self._desk.tasks.run_beside(
                lambda _task: _files_at(path), owner=self, done=self._on_listed
            )

    def _on_listed(self, found: tuple[list[Path], list[Path]]) -> None:
        bundles, self._others = found
        self._look_at(bundles)

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
        page = self._page = CardPage()
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
        self._others = []
        self._desk.read(self, new_files, self._look_at)

    def _look_at(self, paths: Sequence[Path]) -> None:
        if len(self._others) == 1 and not paths:
            self.open_path(self._others[0])
            return
        if not (paths or self._others):
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
        cards = list(arrival_cards(found))
        cards[1:1] = self._other_cards()
        self._show_cards(cards)
        fit = any(one.is_fit for one in found)
        self.take.setEnabled(fit and self._desk.may("apply_bundle"))
        self.take.setVisible(bool(found))
        self._places.setCurrentIndex(_FOUND)
        (self.take if fit and self.take.isEnabled() else self.back).setFocus()

    def _show_cards(self, cards: Sequence[QWidget]) -> None:
        """Show other cards, from the first one on."""
        empty(self._cards)
        for card in cards:
            self._cards.addWidget(card)
        QTimer.singleShot(0, self._page, lambda: self._page.verticalScrollBar().setValue(0))

    def _other_cards(self) -> Iterator[Card]:
        """Give a card for what else lies in the folder: it belongs to another place."""
        if not self._others:
            return
        card = Card(_("Other files of unionbook in this folder"))
        card.column.addWidget(
            label(_("Each is opened by itself, and leads to where it belongs."), "muted", wrap=True)
        )
        for path in self._others[:_OTHERS_SHOWN]:
            way = self._buttons.make(
                path.name, partial(self.open_path, path), look="link", icon="folder"
            )
            card.column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        yield card

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
        each, rest = outcomes_in_order(found)
        cards = [self._outcome_card(one) for one in each]
        summary = list(self._summary(found))
        several = len(self.arrivals) >= _SEVERAL
        # Of several the count comes first; after a single one, what is done next.
        whole = [*summary, *cards] if several else [*cards, *summary]
        self._show_cards([*whole, *rest_of(rest)])
        self.take.hide()
        self.back.setFocus()
        self._tell_changed()

    def _summary(self, found: Sequence[Outcome]) -> Iterator[Card]:
        """Give the card that counts, and says what is done next."""
        taken = any(one.state == "applied" for one in found)
        down = taken and self._desk.info.kind == FEDERATION and self._desk.may("send_down")
        if len(self.arrivals) < _SEVERAL and not down:
            return
        one = len(self.arrivals) < _SEVERAL
        card = Card(_("What comes next")) if one else outcomes_counted(found, len(self.arrivals))
        if down:
            told = _("Each branch gets its receipt with the next file you send down to it.")
            card.column.addWidget(label(told, wrap=True))
            self.send_down = self._buttons.make(
                _("Send down"), partial(self.part_asked.emit, "send", None), icon="export"
            )
            card.column.addWidget(self.send_down, 0, Qt.AlignmentFlag.AlignLeft)
        yield card

    def _outcome_card(self, one: Outcome) -> Card:
        card = outcome_card(one)
        if "documents" in (one.rows or {}):
            read = self._buttons.make(
                _("Read it"), partial(self.part_asked.emit, "above", None), icon="eye"
            )
            card.column.addWidget(read, 0, Qt.AlignmentFlag.AlignLeft)
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


def _files_at(path: Path) -> tuple[list[Path], list[Path]]:
    """Give the bundles at a place, and the other files of ours that lie in the same folder."""
    if not path.is_dir():
        return [path], []
    others = [one for ending in _OTHERS for one in path.glob(f"*{ending}")]
    return sorted(path.glob(f"*{SUFFIX}")), sorted(others)
