# SPDX-License-Identifier: Apache-2.0
"""The panel beside the list: one member's record, edited in place, its events and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from unionbook.errors import InvalidValueError
from unionbook.operations.history import history_of_member
from unionbook.operations.members import get_member
from unionbook.operations.photos import read_photo
from unionbook.texts import gettext as _
from unionbook.ui.own_fields import values_of
from unionbook.ui.theme import Space
from unionbook.ui.widgets.buttons import Buttons
from unionbook.ui.widgets.doubles_notice import DoublesNotice
from unionbook.ui.widgets.event_form import EventForm
from unionbook.ui.widgets.member_dues import MemberDues
from unionbook.ui.widgets.member_form import MemberForm
from unionbook.ui.widgets.member_head import MemberHead
from unionbook.ui.widgets.member_keeping import MemberKeeping
from unionbook.ui.widgets.member_moments import event_moments, history_moments
from unionbook.ui.widgets.member_more import MemberMore
from unionbook.ui.widgets.member_photo import choose_photo
from unionbook.ui.widgets.member_sending import MemberSending
from unionbook.ui.widgets.save_bar import SaveBar
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtCore import QObject

    from unionbook.data.journal import Changes
    from unionbook.domain.fields import Field
    from unionbook.errors import UnionbookError
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
    held = Signal(object)
    """What was typed about a member (0: a new one) was refused, and the panel kept it."""

    def __init__(self, desk: Desk, fields: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._buttons = Buttons(desk.theme)
        self._wanted = 0
        """The member that is shown, or will be once what was typed before is saved."""
        self._again = False
        self.setProperty("look", "panel")
        self.sending = MemberSending(desk)
        self.head = MemberHead(self._buttons, self.sending)
        self._pages = QStackedWidget(self)
        self.form = MemberForm(fields, self._buttons, self._pages)
        self._keeping = MemberKeeping(desk, self.form, self)
        self.event_form = EventForm(desk, self._buttons)
        self._events = Timeline(desk.theme, _("No event has been recorded for this member."))
        self._history = Timeline(desk.theme, _("Nothing has been changed in this record."))
        self.more = MemberMore(desk, self._buttons)
        self.dues = MemberDues(desk, self._buttons)
        self._lay_out()
        self._wire()

    @property
    def member_id(self) -> int:
        """Give the member shown, or 0."""
        return self._record.id if self._record is not None else 0

    @property
    def wanted_id(self) -> int:
        """Give the member that is shown, or will be once what was typed is saved."""
        return self._wanted

    @property
    def is_new(self) -> bool:
        """Say whether a member is being enrolled."""
        return self._keeping.is_new

    @property
    def draft(self) -> dict[str, object]:
        """Give what was typed about a new member and put aside."""
        return self._keeping.draft

    @property
    def unsaved(self) -> bool:
        """Say whether something typed is not in the register."""
        return self._keeping.unsaved or self.event_form.unsaved

    @property
    def _record(self) -> MemberRecord | None:
        return self._keeping.record

    def state(self) -> dict[str, Any]:
        """Give what is needed to come back to the same record and what was typed."""
        return {
            "member": self.member_id,
            "new": self.is_new,
            "typed": self._keeping.typed,
            "saving": self._keeping.under_way,
            "draft": self.draft,
            "tab": self.tabs.currentIndex(),
            "events": self.event_form.state(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Come back to a record and to what was typed into it."""
        self._keeping.draft = dict(state.get("draft") or {})
        self.event_form.restore(state.get("events") or {})
        typed = state.get("typed") or {}
        if state.get("new"):
            self.enrol(typed)
        elif state.get("member"):
            self._again = bool(state.get("saving"))
            self.show_member(int(state["member"]), typed=typed, tab=int(state.get("tab", 0)))

    def show_member(
        self, member_id: int, *, typed: Mapping[str, object] | None = None, tab: int | None = None
    ) -> None:
        """Show a member's record; what was typed into the one before is saved first."""
        self._wanted = member_id
        self.leave(lambda: self._load(member_id, typed=typed, tab=tab))

    def leave(self, then: Callable[[], object]) -> None:
        """Go on once what was typed is saved; where it is refused, it stays in sight instead."""
        self._keeping.leave(then)

    def leave_for_good(self, then: Callable[[], object]) -> None:
        """Go on once nothing typed would be lost if the program ended."""
        self._keeping.leave_for_good(lambda: self.event_form.leave_for_good(then))

    def _load(
        self, member_id: int, *, typed: Mapping[str, object] | None = None, tab: int | None = None
    ) -> None:
        self._wanted = member_id

        def came(record: MemberRecord) -> None:
            if self._wanted != record.id:
                return
            if self.member_id == record.id:
                self._show(record, typed or self._keeping.typed, tab)
            else:
                # Somebody may have typed while the register was read.
                self.leave(lambda: self._show(record, typed or {}, tab))

        self._desk.read(
            self,
            lambda session: get_member(session, member_id=member_id),
            came,
            purpose="member panel",
            failed=self._on_unread,
        )

    def enrol(self, typed: Mapping[str, object] | None = None) -> None:
        """Show an empty form for a new member, or the one that was left half-filled."""
        if self.is_new and not typed:
            self.form.editors["full_name"].setFocus()
        else:
            self.leave(lambda: self._begin_enrolling(typed or self.draft))

    def _begin_enrolling(self, typed: Mapping[str, object]) -> None:
        self._keeping.record, self._keeping.is_new, self._wanted = None, True, 0
        self._keeping.draft = {}
        self.head.show_new()
        self.sending.show_member(0)
        self.tabs.setCurrentIndex(_RECORD)
        self._on_event_left()
        self.tabs.hide()
        for button in (self._record_event, self._set_photo, self._card):
            button.hide()
        self.form.set_read_only(False)
        self.form.show_frames(True)
        self.form.show_values({}, empty_too=True)
        self.form.type_in(typed)
        self.form.editors["full_name"].setFocus()
        self._on_edited()

    def keep_typed(self) -> None:
        """Save what was typed into the record shown; a member being enrolled is not taken yet."""
        if self._record is not None:
            self._keeping.save()

    def forget_draft(self) -> None:
        """Throw away what was typed about a new member."""
        self._keeping.forget()

    def offer_departments(self, names: Sequence[str]) -> None:
        """Offer the departments there are."""
        self.form.editors["department"].offer(names)

    def on_changed(self, _changes: Changes, initiator: QObject) -> None:
        """Read the record again when it may have been changed elsewhere."""
        # One that is only being gone to is read anyway.
        if self._record is not None and initiator is not self and self._wanted == self.member_id:
            self._load(self.member_id)

    def _show(self, record: MemberRecord, typed: Mapping[str, object], tab: int | None) -> None:
        if record.id != self.member_id:
            self._on_event_left()
        self._keeping.record, self._keeping.is_new = record, False
        values = record.values
        self.head.show_values(values)
        self.sending.show_member(record.id)
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
        self.dues.show_record(record)
        if values.get("photo"):
            self._read_photo(record.id)
        if self.tabs.currentIndex() == _HISTORY:
            self._read_history()
        self._on_edited()
        if tab is not None:
            self.tabs.setCurrentIndex(tab)
        if self._again:
            # What locking could not save is said again, at its field.
            self._again = False
            self._keeping.save()

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
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Parts of the record"))
        self.tabs.setExpanding(False)
        for text in (_("Details"), _("Events"), _("History"), _("More")):
            self.tabs.addTab(text)
        if self._desk.may("read_money"):
            self.tabs.addTab(_("Dues"))
        framed = QHBoxLayout()
        framed.setContentsMargins(Space.LARGE, 0, Space.LARGE, 0)
        framed.addWidget(self.tabs)
        framed.addStretch(1)
        column.addLayout(framed)
        self._doubles = DoublesNotice(self._desk)
        column.addWidget(self._doubles)
        for page in (self.form, self._events, self._history, self.more, self.dues):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        self._room = Scrolled(self.event_form)
        self._room.hide()
        column.addWidget(self._room, 1)
        self._bar = SaveBar(self._buttons, self._keeping.save, self._on_discard)
        self.save, self.discard = self._bar.save, self._bar.discard
        column.addWidget(self._bar)

    def _wire(self) -> None:
        self.head.close_button.clicked.connect(lambda _checked=False: self._on_close())
        self.form.edited.connect(self._on_edited)
        self.tabs.currentChanged.connect(self._on_tab)
        self.event_form.left.connect(self._on_event_left)
        self.event_form.recorded.connect(self._on_recorded)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._keeping.save)
        self._keeping.saved.connect(self._on_saved)
        self._keeping.enrolled.connect(self.enrolled)
        self._keeping.refused.connect(self._on_refused)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._on_escape)

    def _on_edited(self) -> None:
        self._bar.show_count(len(self.form.changed_values), new=self.is_new)
        record = self._record
        self._doubles.watch(
            record.values if record is not None else {},
            self.form.changed_values if self.is_new or self._desk.may("correct_member") else {},
            self.member_id,
        )

    def _on_saved(self, member_id: int) -> None:
        if self._wanted == member_id:
            self._load(member_id)

    def _on_refused(self, refusal: UnionbookError, going: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._wanted = self.member_id
        away = going or not self.isVisible()
        if away:
            # Somebody looks elsewhere: first the record comes back, then its fault is marked.
            self.held.emit(self.member_id)
        field = refusal.field if isinstance(refusal, InvalidValueError) else ""
        if field in self.form.editors:
            self._on_event_left()
            self.tabs.setCurrentIndex(_RECORD)
        if not self.form.fault(field, str(refusal)) or away:
            self._desk.feedback.error(str(refusal))

    def _on_unread(self, refusal: UnionbookError) -> None:
        self._wanted = self.member_id
        self._desk.feedback.error(str(refusal))

    def _on_discard(self) -> None:
        if self.is_new:
            self.forget_draft()
            self._close()
        elif self._record is not None:
            self.form.show_values(values_of(self._record))

    def _on_close(self) -> None:
        self.leave(self._close)

    def _close(self) -> None:
        self._keeping.is_new, self._keeping.record, self._wanted = False, None, 0
        self.form.show_values({})
        self.closed.emit()

    def _on_event(self) -> None:
        if self._record is not None:
            self.leave(self._ask_event)

    def _ask_event(self) -> None:
        if self._record is not None:
            self.event_form.ask((self._record.id,), str(self._record.values["status"]))
            self._show_parts(False)

    def _on_event_left(self) -> None:
        self.event_form.put_aside()
        self._show_parts(True)

    def _show_parts(self, shown: bool) -> None:  # noqa: FBT001 - one question, one answer
        self.tabs.setVisible(shown)
        self._pages.setVisible(shown)
        self._room.setVisible(not shown)

    def _on_recorded(self) -> None:
        self._on_event_left()
        self.tabs.setFocus()  # not into a field, whose own undo Ctrl+Z would be
        self.show_member(self.member_id, tab=_EVENTS)

    def _on_card(self) -> None:
        self.card_asked.emit(self.member_id)

    def _on_photo(self) -> None:
        member_id = self.member_id
        choose_photo(self._desk, self, member_id, lambda _changes: self._on_saved(member_id))

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
