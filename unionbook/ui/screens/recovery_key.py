# SPDX-License-Identifier: Apache-2.0
"""The recovery key, shown once: write it down, print it, or lose the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from unionbook import paths
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk


class RecoveryKeyPage(QWidget):
    """Shows the key once, lets it be printed, and goes on when it is in a safe place."""

    kept = Signal()

    def __init__(self, desk: Desk, session: Session, recovery_key: str, *, go_on: str = "") -> None:
        super().__init__()
        self._desk = desk
        self._session = session
        self._key = recovery_key
        buttons = Buttons(desk.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.LARGE, 0, 0)
        column.setSpacing(Space.MEDIUM)
        column.addWidget(label(_("Keep this recovery key"), "title"))
        column.addWidget(
            label(
                _(
                    "It opens the register when every passphrase is forgotten, and it is shown "
                    "only now. Print it and lock it away, not beside this PC. Nobody, not even "
                    "the makers of unionbook, can open the register without it."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self._shown_key())
        row = QHBoxLayout()
        row.addWidget(buttons.make(_("Save as PDF to print…"), self._on_save, icon="print"))
        row.addWidget(buttons.make(_("Copy"), self._on_copy, icon="copy"))
        row.addStretch(1)
        column.addLayout(row)
        self.safe = QCheckBox(_("I have printed it or written it down"))
        column.addSpacing(Space.SMALL)
        column.addWidget(self.safe)
        self.go_on = buttons.primary(go_on or _("Open the register"), self.kept.emit, icon="arrow")
        self.go_on.setEnabled(False)
        self.safe.toggled.connect(self.go_on.setEnabled)
        foot = QHBoxLayout()
        foot.addWidget(self.go_on)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        self.setProperty("first_control", self.safe)

    def _shown_key(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        row.setSpacing(Space.MEDIUM)
        picture = QLabel()
        picture.setPixmap(self._desk.theme.pixmap("key", "accent", side=28))
        row.addWidget(picture)
        groups = self._key.split("-")
        half = (len(groups) + 1) // 2
        lines = "\n".join(" - ".join(part) for part in (groups[:half], groups[half:]) if part)
        shown = label(lines, "key")
        shown.setAccessibleName(_("Recovery key"))
        shown.setAccessibleDescription(self._key)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        row.addWidget(shown, 1)
        return card

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._key)
        self._desk.feedback.info(_("Copied. Paste it somewhere safe and clear the clipboard."))

    def _on_save(self) -> None:
        start = str(paths.documents_folder() / f"{_('Recovery key')}.pdf")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the recovery key"), start, "PDF (*.pdf)"
        )
        if chosen:
            path = Path(chosen)
            self._desk.tasks.run(
                lambda _task: _print(self._session, path, self._key),
                owner=self,
                done=lambda _result: self._on_saved(path),
            )

    def _on_saved(self, path: Path) -> None:
        self._desk.feedback.done(
            _("Saved as {name}. Print it, then delete the file.").format(name=path.name)
        )


def _print(session: Session, path: Path, recovery_key: str) -> None:
    from unionbook.operations.office_papers import (  # noqa: PLC0415 - loads reportlab
        print_recovery_key,
    )

    print_recovery_key(session, path=path, key=recovery_key)
