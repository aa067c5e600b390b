# SPDX-License-Identifier: Apache-2.0
"""What every part of the screen of exchange is, and how a place on a stick is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QStackedWidget, QWidget

from unionbook import paths
from unionbook.operations.other_branch import OtherBranchError
from unionbook.texts import gettext as _
from unionbook.ui.desk import Anything
from unionbook.ui.feedback import Choice
from unionbook.ui.folders import show_folder
from unionbook.ui.screens.part import ScreenPart

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLayout

    from unionbook.errors import UnionbookError
    from unionbook.ui.desk import Desk

_MEGABYTE, _KILOBYTE = 1_000_000, 1_000


class ExchangePart(ScreenPart):
    """One part: it reads when it is looked at, and again when something was sent or taken in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.last_folder = paths.documents_folder()

    def _stick(self, title: str) -> Path | None:
        """Ask for the stick or folder that a file is saved to."""
        chosen = QFileDialog.getExistingDirectory(self, title, str(self.last_folder))
        if not chosen:
            return None
        self._desk.feedback.clear()
        self.last_folder = Path(chosen)
        return self.last_folder

    def _file(self, title: str, *endings: str) -> Path | None:
        """Ask for a file with one of some endings."""
        kinds = " ".join(f"*{ending}" for ending in endings)
        chosen, _kind = QFileDialog.getOpenFileName(
            self, title, str(self.last_folder), f"{title} ({kinds})"
        )
        if not chosen:
            return None
        # What was said of the file before this one must not stand under this one.
        self._desk.feedback.clear()
        self.last_folder = Path(chosen).parent
        return Path(chosen)

    def _show_place(self, places: QStackedWidget, place: int) -> None:
        """Show one of several pages; the keyboard does not stay on one that went out of sight."""
        focus = self.window().focusWidget()
        lost = focus is None or (focus is not places and places.isAncestorOf(focus))
        moved = places.currentIndex() != place
        places.setCurrentIndex(place)
        if moved and lost and self.isVisible():
            self.keyboard_asked.emit()

    def _tell_saved(self, sentence: str, path: Path) -> None:
        self._desk.feedback.done(
            sentence.format(name=path.name),
            Choice(_("Show the folder"), lambda: show_folder(path.parent)),
        )

    def _whose(self, again: Callable[[], None]) -> Callable[[UnionbookError], None]:
        """Give what becomes of a refusal: whether two names are one branch is asked."""

        def refused(why: UnionbookError) -> None:
            if isinstance(why, OtherBranchError):
                self._desk.feedback.ask(str(why), Choice(_("It is the same branch"), again))
            else:
                self._desk.tasks.refused.emit(why)

        return refused

    def _tell_changed(self) -> None:
        """Let every screen look again: what goes out or comes in may concern any of them."""
        self._desk.changed.emit(Anything(0), self)


def shown_size(size: int) -> str:
    """Give the size of a file as people read it."""
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:.1f} MB"
    return f"{max(size // _KILOBYTE, 1)} KB"


def shrinking(box: QComboBox) -> QComboBox:
    """Let a box be narrower than its longest choice, whose whole text its list shows."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    return box


def empty(layout: QLayout) -> None:
    """Take everything out of a layout, and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if isinstance(widget, QWidget):
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
