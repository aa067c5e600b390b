# SPDX-License-Identifier: Apache-2.0
"""One row of an import looked at closely: why, old and new, and the decision about a double."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from unionbook.domain.fields import BY_NAME
from unionbook.operations.members import read_members
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.models.import_rows import ACTIONS
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label, pill, rule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from unionbook.operations.import_preview import PreviewRow
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_LEVELS = {"new": "done", "changed": "info", "double": "warn", "refused": "error"}
_CANDIDATE = ("full_name", "born_on", "department", "local_number", "phone")


class ImportRowView(QScrollArea):
    """Tells of one row, and asks whose it is where that is not plain."""

    decided = Signal(str, object)
    """same, new or skip; and the member it is the same as, or 0."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self._row: PreviewRow | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_row(None)

    def show_row(self, row: PreviewRow | None) -> None:
        """Show a row, or say that none is chosen."""
        self._row = row
        inner = QWidget()
        inner.setProperty("look", "clear")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        self._column.setSpacing(Space.SMALL)
        if row is None:
            self._column.addWidget(
                label(_("Choose a row to see what becomes of it."), "muted", wrap=True)
            )
        else:
            self._tell(row)
        self._column.addStretch(1)
        self.setWidget(inner)

    def _tell(self, row: PreviewRow) -> None:
        name = str(row.member.get("full_name") or _("(no name)"))
        self._column.addWidget(label(name, "strong", wrap=True))
        self._column.addWidget(label(_("Row {row}").format(row=row.row), "caption"))
        self._column.addWidget(pill(_(ACTIONS[row.action]), _LEVELS.get(row.action, "muted")))
        if row.reason:
            self._column.addWidget(label(row.reason, wrap=True))
        if row.action == "double":
            self._ask(row)
        self._pairs(_("What changes"), self._changes(row))
        repairs = [
            (_name(one.field), f"{one.before}  →  {formats.shown(one.field, one.after)}", one.why)
            for one in row.repairs
        ]
        self._pairs(_("What was repaired"), repairs)
        for warning in row.warnings:
            line = label(warning, "fault", wrap=True)
            self._column.addWidget(line)
        values = [
            (_name(field), formats.shown(field, value), "") for field, value in row.member.items()
        ]
        own = [(header, text, "") for header, text in row.extras.items()]
        self._pairs(_("The row"), values)
        self._pairs(_("Columns without a field"), own)

    @staticmethod
    def _changes(row: PreviewRow) -> list[tuple[str, str, str]]:
        return [
            (
                _name(field),
                f"{formats.shown(field, old) or _('(empty)')}  →  {formats.shown(field, new)}",
                "",
            )
            for field, (old, new) in row.changes.items()
        ]

    def _pairs(self, title: str, lines: Sequence[tuple[str, str, str]]) -> None:
        if not lines:
            return
        self._column.addSpacing(Space.SMALL)
        self._column.addWidget(label(title, "section"))
        frame = QFrame()
        frame.setProperty("look", "sunken")
        column = QVBoxLayout(frame)
        column.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        column.setSpacing(Space.HAIR)
        for name, text, why in lines:
            column.addWidget(label(name, "caption"))
            column.addWidget(label(text, wrap=True))
            if why:
                column.addWidget(label(why, "caption", wrap=True))
        self._column.addWidget(frame)

    def _ask(self, row: PreviewRow) -> None:
        self._column.addWidget(rule())
        self._column.addWidget(label(_("Who is it?"), "label"))
        holder = QWidget()
        self._people = QVBoxLayout(holder)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(Space.TIGHT)
        self._column.addWidget(holder)
        for choice, text in (
            ("new", _("Somebody new with these numbers")),
            ("skip", _("Leave this row out")),
        ):
            self._column.addWidget(self._way(text, choice, 0))
        ids = row.candidates
        if ids:
            self._desk.read(
                self,
                lambda session: read_members(session, ids=ids, names=("id", *_CANDIDATE)),
                self._on_people,
                purpose="candidates",
            )

    def _on_people(self, rows: Sequence[tuple[Any, ...]]) -> None:
        for number, name, born_on, department, local_number, phone in rows:
            details = (local_number, formats.shown("born_on", born_on), department, phone)
            told = "  ·  ".join(str(part) for part in (name, *details) if part)
            text = _("Same as {member}").format(member=told)
            self._people.addWidget(self._way(text, "same", number))

    def _way(self, text: str, choice: str, member: int) -> QPushButton:
        return self._buttons.make(text, lambda: self.decided.emit(choice, member))


def _name(field: str) -> str:
    known = BY_NAME.get(field)
    return _(known.label) if known else field
