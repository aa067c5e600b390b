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
from unionbook.ui.feedback import Choice
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form, FormRow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
        self._proposed = ""
        self._put_aside: dict[tuple[int, ...], dict[str, str]] = {}
        """What was typed about members before somebody looked at others."""
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
        foot.addWidget(buttons.cancel(self._on_cancel))
        foot.addStretch(1)
        column.addLayout(foot)
        self.kind.currentIndexChanged.connect(self._on_kind)
        for line in (self.on, self.until, self.decision, self.reason, self.place):
            line.returnPressed.connect(self._on_record)
        self.hide()

    @property
    def typed(self) -> dict[str, str]:
        """Give what was typed and not recorded; nothing where only the proposal stands."""
        found = {name: line.text() for name, line in self._lines.items() if line.text()}
        if self.isHidden() or found == {"on": self._proposed}:
            return {}
        return {**found, "kind": str(self.kind.currentData())}

    @property
    def unsaved(self) -> bool:
        """Say whether something typed would be lost if the program ended now."""
        return bool(self.typed or self._put_aside)

    @property
    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "on": self.on,
            "until": self.until,
            "decision": self.decision,
            "reason": self.reason,
            "place": self.place,
        }

    def state(self) -> dict[tuple[int, ...], dict[str, str]]:
        """Give what was typed, by the members it is about."""
        typed = self.typed
        return {**self._put_aside, **({self._ids: typed} if typed else {})}

    def restore(self, state: Mapping[tuple[int, ...], dict[str, str]]) -> None:
        """Keep what was typed until its members are asked about again."""
        self._put_aside = dict(state)

    def put_aside(self) -> None:
        """Go, and keep what was typed for when the same members are asked about again."""
        if typed := self.typed:
            self._put_aside[self._ids] = typed
            self._desk.feedback.info(
                _("The event you began is kept: “Record event” brings it back.")
            )
        self.hide()

    def leave_for_good(self, then: Callable[[], object]) -> None:
        """Go on once what was typed is recorded or, as a person asks, thrown away."""
        if not self.unsaved:
            then()
            return

        def discard() -> None:
            self._put_aside = {}
            self._on_cancel()
            then()

        self._desk.feedback.ask(
            _("An event is begun and not recorded. Record it, or discard what was typed."),
            Choice(_("Discard"), discard),
        )

    def ask(
        self,
        ids: tuple[int, ...],
        status: str,
        title: str = "",
        kinds: Sequence[EventKind] = (),
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """Come up for some members, with the events that can follow their status, or ``kinds``.

        What was ``typed`` before stands in it again.
        """
        self._ids = ids
        self._title.setText(title or _("Record an event"))
        self.kind.blockSignals(True)
        self.kind.clear()
        for kind in kinds or ALLOWED_AFTER[status]:
            self.kind.addItem(_(EVENT_LABELS[kind]), kind.value)
        self.kind.blockSignals(False)
        self._proposed = formats.shown_date(date.today().isoformat())  # noqa: DTZ011 - the local day
        typed = typed or self._put_aside.pop(ids, None) or {"on": self._proposed}
        for name, line in self._lines.items():
            line.setText(typed.get(name, ""))
        self.kind.setCurrentIndex(max(self.kind.findData(typed.get("kind")), 0))
        for row in self._rows.values():
            row.fault()
        self._on_kind()
        self.show()
        self.kind.setFocus()

    def _on_cancel(self) -> None:
        self.hide()
        self.left.emit()

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
            done=lambda _changes: self._on_done(),
            failed=self._on_refused,
        )

    def _on_done(self) -> None:
        self.hide()
        self.recorded.emit()

    def _on_refused(self, refusal: UnionbookError) -> None:
        row = self._rows.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if row is None:
            self._desk.feedback.error(str(refusal))
        else:
            row.fault(str(refusal))
            row.control.setFocus()
