# SPDX-License-Identifier: Apache-2.0
"""Recording what happened to a membership: date, decision, reason, place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from unionbook.domain.events import ALLOWED_AFTER, EVENT_LABELS, EventKind
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.events import record_event
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form, FormRow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_WITH_END = frozenset({EventKind.SUSPENDED, EventKind.EXEMPTED})
_WITH_PLACE = frozenset({EventKind.TRANSFERRED_OUT, EventKind.TRANSFERRED_IN})


class EventForm(QFrame):
    """One event for one member or for several; hidden until it is asked for."""

    recorded = Signal()
    left = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._ids: tuple[int, ...] = ()
        self.setProperty("look", "sunken")
        self.kind = QComboBox()
        self.on = QLineEdit()
        self.until = QLineEdit()
        self.decision = QLineEdit()
        self.reason = QLineEdit()
        self.place = QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        self._title = label(_("Record an event"), "strong", wrap=True)
        column.addWidget(self._title)
        form = Form()
        form.setSpacing(Space.SMALL)
        column.addLayout(form)
        self._rows: dict[str, FormRow] = {
            "kind": form.add(_("What happened"), self.kind),
            "on": form.add(_("Date"), self.on),
            "until": form.add(_("Until (if known)"), self.until),
            "place": form.add(_("Where to, or where from"), self.place),
            "decision": form.add(_("Decision number"), self.decision),
            "reason": form.add(_("Reason"), self.reason),
        }
        foot = QHBoxLayout()
        self.record = buttons.primary(_("Record"), self._on_record, icon="check")
        foot.addWidget(self.record)
        foot.addWidget(buttons.cancel(self.left.emit))
        foot.addStretch(1)
        column.addLayout(foot)
        self.kind.currentIndexChanged.connect(self._on_kind)
        for line in (self.on, self.until, self.decision, self.reason, self.place):
            line.returnPressed.connect(self._on_record)
        self.hide()

    def ask(
        self, ids: tuple[int, ...], status: str, title: str = "", kinds: Sequence[EventKind] = ()
    ) -> None:
        """Come up for some members, with the events that can follow their status, or ``kinds``."""
        self._ids = ids
        self._title.setText(title or _("Record an event"))
        self.kind.blockSignals(True)
        self.kind.clear()
        for kind in kinds or ALLOWED_AFTER[status]:
            self.kind.addItem(_(EVENT_LABELS[kind]), kind.value)
        self.kind.blockSignals(False)
        self.on.setText(formats.shown_date(date.today().isoformat()))  # noqa: DTZ011 - the local day
        for line in (self.until, self.decision, self.reason, self.place):
            line.clear()
        for row in self._rows.values():
            row.fault()
        self._on_kind()
        self.show()
        self.kind.setFocus()

    def _on_kind(self) -> None:
        kind = EventKind(str(self.kind.currentData())) if self.kind.count() else None
        self._rows["until"].setVisible(kind in _WITH_END)
        self._rows["place"].setVisible(kind in _WITH_PLACE)

    def _on_record(self) -> None:
        ids, kind = self._ids, str(self.kind.currentData())
        told = {
            "on": self.on.text(),
            "until": self.until.text() if self._rows["until"].isVisibleTo(self) else "",
            "decision": self.decision.text(),
            "reason": self.reason.text(),
            "place": self.place.text() if self._rows["place"].isVisibleTo(self) else "",
        }
        label_of_kind = self.kind.currentText()
        for row in self._rows.values():
            row.fault()
        self._desk.write(
            self,
            lambda session, _task: record_event(session, member_ids=ids, kind=kind, **told),
            sentence=_("Recorded: {event}.").format(event=label_of_kind),
            done=lambda _changes: self.recorded.emit(),
            failed=self._on_refused,
        )

    def _on_refused(self, refusal: UnionbookError) -> None:
        row = self._rows.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if row is None:
            self._desk.feedback.error(str(refusal))
        else:
            row.fault(str(refusal))
            row.control.setFocus()
