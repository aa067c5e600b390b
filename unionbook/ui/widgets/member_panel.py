# SPDX-License-Identifier: Apache-2.0
"""The panel beside the list: one member's record, edited in place, its events and its history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from unionbook import paths
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.history import history_of_member
from unionbook.operations.members import correct_member, enrol_member, get_member
from unionbook.operations.photos import read_photo, set_photo
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui.own_fields import parted, values_of
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.doubles_notice import DoublesNotice
from unionbook.ui.widgets.event_form import EventForm
from unionbook.ui.widgets.member_form import MemberForm
from unionbook.ui.widgets.member_head import MemberHead
from unionbook.ui.widgets.member_moments import event_moments, history_moments
from unionbook.ui.widgets.member_more import MemberMore
from unionbook.ui.widgets.texts import label
from unionbook.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.domain.fields import Field
    from unionbook.operations.members import MemberRecord
    from unionbook.ui.desk import Desk

_RECORD, _EVENTS, _HISTORY = range(3)


class MemberPanel(QFrame):
    """Shows one member; what is typed is kept by Save, by Ctrl+S, or by going on to another."""

    closed = Signal()
    escaped = Signal()
    """Escape was pressed: the keyboard goes back to the list; nothing typed is lost."""
    # Ids have 63 bits: as "int" Qt would cut them to 32.
    card_asked = Signal(object)
    enrolled = Signal(object)

    def __init__(self, desk: Desk, fields: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self._record: MemberRecord | None = None
        self._new = False
        self._wanted = 0
        self.setProperty("look", "panel")
        self.head = MemberHead(self._buttons)
        self._pages = QStackedWidget(self)
        self.form = MemberForm(fields, self._buttons, self._pages)
        self.event_form = EventForm(desk, self._buttons)
        self._events = Timeline(desk.theme, _("No event has been recorded for this member."))
        self._history = Timeline(desk.theme, _("Nothing has been changed in this record."))
        self.more = MemberMore(desk, self._buttons)
        self._lay_out()
        self._wire()

    @property
    def member_id(self) -> int:
        """Give the member shown, or 0."""
        return self._record.id if self._record is not None else 0

    @property
    def is_new(self) -> bool:
        """Say whether a member is being enrolled."""
        return self._new

    def state(self) -> dict[str, Any]:
        """Give what is needed to come back to the same record and what was typed."""
        return {
            "member": self.member_id,
            "new": self._new,
            "typed": self.form.changed_values,
            "tab": self.tabs.currentIndex(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Come back to a record and to what was typed into it."""
        typed = state.get("typed") or {}
        if state.get("new"):
            self.enrol(typed)
        elif state.get("member"):
            self.show_member(int(state["member"]), typed=typed, tab=int(state.get("tab", 0)))

    def show_member(
        self, member_id: int, *, typed: Mapping[str, object] | None = None, tab: int | None = None
    ) -> None:
        """Show a member's record; what was typed into the one before is saved first."""
        self.keep_typed()
        self._load(member_id, typed=typed, tab=tab)

    def _load(
        self, member_id: int, *, typed: Mapping[str, object] | None = None, tab: int | None = None
    ) -> None:
        self._wanted = member_id

        def came(record: MemberRecord) -> None:
            if self._wanted == record.id:
                self._show(record, typed or {})
                if tab is not None:
                    self.tabs.setCurrentIndex(tab)

        self._desk.read(
            self,
            lambda session: get_member(session, member_id=member_id),
            came,
            purpose="member panel",
        )

    def enrol(self, typed: Mapping[str, object] | None = None) -> None:
        """Show an empty form for a new member."""
        self.keep_typed()
        self._record, self._new, self._wanted = None, True, 0
        self.head.show_new()
        self.tabs.setCurrentIndex(_RECORD)
        self._on_event_left()
        self.tabs.hide()
        for button in (self._record_event, self._set_photo, self._card):
            button.hide()
        self.form.set_read_only(False)
        self.form.show_frames(True)
        self.form.show_values({}, empty_too=True)
        self.form.type_in(typed or {})
        self.form.editors["full_name"].setFocus()
        self._on_edited()

    def keep_typed(self) -> None:
        """Save what was typed into the record shown; a member being enrolled is not taken yet."""
        if self._record is not None and self.form.changed_values:
            self._save()

    def offer_departments(self, names: Sequence[str]) -> None:
        """Offer the departments there are."""
        self.form.editors["department"].offer(names)

    def on_changed(self, _changes: Changes, initiator: QObject) -> None:
        """Read the record again when it may have been changed elsewhere."""
        if self._record is not None and initiator is not self:
            self._load(self._record.id, typed=self.form.changed_values)

    def _show(self, record: MemberRecord, typed: Mapping[str, object]) -> None:
        self._record, self._new = record, False
        values = record.values
        self.head.show_values(values)
        self._on_event_left()
        may = self._desk.may("correct_member")
        self.form.show_frames(False)
        self.form.set_read_only(not may)
        self.form.show_values(values_of(record))
        self.form.type_in(typed)
        self._record_event.setVisible(self._desk.may("record_event"))
        self._record_event.setEnabled(str(values.get("status")) != "deceased")
        self._card.setVisible(self._desk.may("print"))
        self._set_photo.setVisible(self._desk.may("set_photo"))
        self._events.show_moments(event_moments(record))
        self.more.show_record(record)
        if values.get("photo"):
            self._read_photo(record.id)
        if self.tabs.currentIndex() == _HISTORY:
            self._read_history()
        self._on_edited()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._record_event = self._buttons.make(_("Record event"), self._on_event, icon="event")
        self._card = self._buttons.quiet(_("Print the card"), "card", self._on_card)
        self._set_photo = self._buttons.quiet(_("Choose a photo"), "photo", self._on_photo)
        self.head.ways.addWidget(self._record_event)
        self.head.ways.addWidget(self._set_photo)
        self.head.ways.addWidget(self._card)
        column.addWidget(self.head)
        column.addWidget(self.event_form)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Parts of the record"))
        self.tabs.setExpanding(False)
        for text in (_("Details"), _("Events"), _("History"), _("More")):
            self.tabs.addTab(text)
        framed = QHBoxLayout()
        framed.setContentsMargins(Space.LARGE, 0, Space.LARGE, 0)
        framed.addWidget(self.tabs)
        framed.addStretch(1)
        column.addLayout(framed)
        self._doubles = DoublesNotice(self._desk)
        column.addWidget(self._doubles)
        for page in (self.form, self._events, self._history, self.more):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        self._room = QWidget()
        self._room.hide()
        column.addWidget(self._room, 1)
        column.addWidget(self._save_bar())

    def _save_bar(self) -> QFrame:
        self._bar = QFrame()
        self._bar.setProperty("look", "sunken")
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(Space.LARGE, Space.SMALL, Space.MEDIUM, Space.SMALL)
        self._edited_count = label("", "muted", wrap=True)
        self.discard = self._buttons.make(_("Discard"), self._on_discard)
        self.save = self._buttons.save(self._save)
        self.save.setToolTip("Ctrl+S")
        row.addWidget(self._edited_count, 1)
        row.addWidget(self.discard)
        row.addWidget(self.save)
        self._bar.hide()
        return self._bar

    def _wire(self) -> None:
        self.head.close_button.clicked.connect(lambda _checked=False: self._on_close())
        self.form.edited.connect(self._on_edited)
        self.tabs.currentChanged.connect(self._on_tab)
        self.event_form.left.connect(self._on_event_left)
        self.event_form.recorded.connect(self._on_recorded)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._on_escape)

    def _on_edited(self) -> None:
        count = len(self.form.changed_values)
        self._bar.setVisible(bool(count) or self._new)
        self.save.setText(_("Enrol") if self._new else _("Save"))
        self._edited_count.setText(
            ""
            if self._new
            else ngettext("{count} field edited", "{count} fields edited", count).format(
                count=count
            )
        )
        record = self._record
        self._doubles.watch(
            record.values if record is not None else {},
            self.form.changed_values if self._new or self._desk.may("correct_member") else {},
            self.member_id,
        )

    def _save(self) -> None:
        typed = self.form.changed_values
        values, own = parted(typed)
        self.form.no_faults()
        if self._new:
            self._desk.write(
                self,
                lambda session, _task: enrol_member(session, values=values, free=own),
                sentence=_("{name} is enrolled.").format(name=values.get("full_name") or ""),
                done=self._on_enrolled,
                failed=self._on_refused,
            )
        elif self._record is not None and typed:
            member_id = self._record.id
            name = str(values.get("full_name") or self._record.values["full_name"])
            self._desk.write(
                self,
                lambda session, _task: correct_member(
                    session, member_id=member_id, values=values, free=own
                ),
                sentence=_("Saved: {name}.").format(name=name),
                done=lambda _changes: self._on_saved(member_id, typed),
                failed=self._on_refused,
            )

    def _on_saved(self, member_id: int, saved: Mapping[str, object]) -> None:
        if self._wanted == member_id:
            now = self.form.changed_values
            since = {
                name: text for name, text in now.items() if name not in saved or saved[name] != text
            }
            self._load(member_id, typed=since)

    def _on_enrolled(self, changes: Changes) -> None:
        self._new = False
        self.form.show_values({})
        self.enrolled.emit(changes.rows["members"][0])

    def _on_refused(self, refusal: UnionbookError) -> None:
        field = refusal.field if isinstance(refusal, InvalidValueError) else ""
        if field:
            self.tabs.setCurrentIndex(_RECORD)
        if not self.form.fault(field, str(refusal)):
            self._desk.feedback.error(str(refusal))

    def _on_discard(self) -> None:
        if self._new:
            self._on_close()
        elif self._record is not None:
            self.form.show_values(values_of(self._record))

    def _on_close(self) -> None:
        self.keep_typed()
        self._new, self._record, self._wanted = False, None, 0
        self.form.show_values({})
        self.closed.emit()

    def _on_event(self) -> None:
        if self._record is not None:
            self.keep_typed()
            self.event_form.ask((self._record.id,), str(self._record.values["status"]))
            self._show_parts(False)

    def _on_event_left(self) -> None:
        self.event_form.hide()
        self._show_parts(True)

    def _show_parts(self, shown: bool) -> None:  # noqa: FBT001 - one question, one answer
        self.tabs.setVisible(shown)
        self._pages.setVisible(shown)
        self._room.setVisible(not shown)

    def _on_recorded(self) -> None:
        self._on_event_left()
        self.show_member(self.member_id, tab=_EVENTS)

    def _on_card(self) -> None:
        self.card_asked.emit(self.member_id)

    def _on_photo(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self,
            _("Choose a photo"),
            str(paths.documents_folder()),
            f"{_('Pictures')} (*.jpg *.jpeg *.png *.webp *.bmp)",
        )
        member_id = self.member_id
        if chosen and member_id:
            self._desk.write(
                self,
                lambda session, _task: set_photo(session, member_id=member_id, path=Path(chosen)),
                sentence=_("The photo is kept."),
                done=lambda _changes: self._load(member_id, typed=self.form.changed_values),
            )

    def _on_escape(self) -> None:
        if self.event_form.isVisibleTo(self):
            self._on_event_left()
        else:
            self.escaped.emit()

    def _on_tab(self, tab: int) -> None:
        self._pages.setCurrentIndex(tab)
        if tab == _HISTORY:
            self._read_history()

    def _read_history(self) -> None:
        member_id = self.member_id
        self._desk.read(
            self,
            lambda session: history_of_member(session, member_id=member_id),
            lambda changes: self._history.show_moments(history_moments(changes)),
            purpose="member history",
        )

    def _read_photo(self, member_id: int) -> None:
        def came(picture: bytes | None) -> None:
            if picture and self.member_id == member_id:
                self.head.show_photo(picture)

        self._desk.read(self, lambda session: read_photo(session, member_id=member_id), came)
