# SPDX-License-Identifier: Apache-2.0
"""The panel beside the list for many members at once: their fields, an event, a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.events import ALLOWED_AFTER
from unionbook.operations.groups import GROUP_KINDS, put_in_group, take_out_of_group
from unionbook.operations.members import read_members
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.feedback import Choice
from unionbook.ui.theme import Space
from unionbook.ui.widgets.change_fields import ChangeFields
from unionbook.ui.widgets.event_form import EventForm
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from unionbook.domain.events import EventKind
    from unionbook.domain.fields import Field
    from unionbook.operations.groups import Group
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_FIELDS, _EVENT, _GROUP = range(3)


class ManyPanel(QFrame):
    """What can be done with several members in one step that can be taken back."""

    closed = Signal()

    def __init__(self, desk: Desk, buttons: Buttons, fields: Sequence[Field]) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self._ids: tuple[int, ...] = ()
        self.setProperty("look", "panel")
        self.setAccessibleName(_("Change many"))
        self.title = label("", "strong", wrap=True)
        self.fields = ChangeFields(desk, buttons, fields)
        self.event_form = EventForm(desk, buttons)
        self.group = QComboBox()
        self.tabs = QTabBar()
        self._pages = QStackedWidget()
        self._lay_out()
        self.tabs.currentChanged.connect(self._on_tab)
        self.event_form.left.connect(self.closed)

    def ask(self, ids: Sequence[int]) -> None:
        """Ask what to do with these members."""
        self._ids = tuple(ids)
        self.title.setText(
            ngettext("{count} member chosen", "{count} members chosen", len(ids)).format(
                count=formats.shown_number(len(ids))
            )
        )
        self.fields.ask(ids)
        if self.tabs.currentIndex() == _EVENT:
            self._ask_for_event()

    @property
    def unsaved(self) -> bool:
        """Say whether something typed would be lost if the program ended now."""
        return not self.isHidden() and bool(self.fields.typed or self.event_form.typed)

    def leave_for_good(self, then: Callable[[], object]) -> None:
        """Go on once what was typed is applied or, as a person asks, thrown away."""
        if not self.unsaved:
            then()
            return

        def discard() -> None:
            self.fields.clear()
            self.event_form.hide()
            then()

        self._desk.go("members")
        self._desk.feedback.ask(
            _("A change of several members is begun and not made. Make it, or discard it."),
            Choice(_("Discard"), discard),
        )

    def state(self) -> dict[str, Any]:
        """Give whom it is about and what was typed."""
        if not self.unsaved:
            return {}
        return {
            "ids": self._ids,
            "fields": self.fields.typed,
            "event": self.event_form.typed,
            "tab": self.tabs.currentIndex(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Come back to what was typed about several members."""
        self._ids = tuple(state["ids"])
        self.fields.type_in(state["fields"])
        self.tabs.setCurrentIndex(state["tab"])
        if state["event"]:
            self._ask_for_event(state["event"])

    def offer_groups(self, groups: Sequence[Group]) -> None:
        """Offer the departments and the groups there are."""
        self.fields.offer_departments(
            [one.name for one in groups if one.kind == "department" and not one.closed_on]
        )
        self.group.clear()
        for one in groups:
            if one.kind != "department" and not one.closed_on:
                self.group.addItem(f"{one.name}  ({_(GROUP_KINDS[one.kind])})", one.id)
        able = self.group.count() > 0
        self._put_in.setEnabled(able)
        self._take_out.setEnabled(able)
        self._no_group.setVisible(not able)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(Space.LARGE, Space.LARGE, Space.MEDIUM, Space.SMALL)
        head.addWidget(self.title, 1)
        self.close_button = self._buttons.close(self.closed.emit)
        head.addWidget(self.close_button)
        column.addLayout(head)
        self.tabs.setAccessibleName(_("What to do with them"))
        self.tabs.setExpanding(False)
        for text in (_("Fields"), _("Event"), _("Group")):
            self.tabs.addTab(text)
        framed = QHBoxLayout()
        framed.setContentsMargins(Space.LARGE, 0, Space.LARGE, 0)
        framed.addWidget(self.tabs)
        framed.addStretch(1)
        column.addLayout(framed)
        for page in (self.fields, self._event_page(), self._group_page()):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)

    def _event_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, Space.MEDIUM, 0, 0)
        self._no_event = label(
            _(
                "No event can follow for all of them at once: they stand differently. Choose only "
                "members, only exempt or only former ones in the list."
            ),
            "muted",
            wrap=True,
        )
        self._no_event.setContentsMargins(Space.LARGE, 0, Space.LARGE, 0)
        column.addWidget(self._no_event)
        column.addWidget(self.event_form)
        return Scrolled(page)

    def _group_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        form = Form()
        form.add(_("Group"), self.group, _("A department is a field: change it under “Fields”."))
        column.addLayout(form)
        self._no_group = label(
            _("There is no union team or worker group yet. Add one under “Groups”."),
            "muted",
            wrap=True,
        )
        column.addWidget(self._no_group)
        foot = QHBoxLayout()
        self._put_in = self._buttons.primary(_("Put them in"), self._on_put_in, icon="add")
        self._take_out = self._buttons.make(_("Take them out"), self._on_take_out, icon="minus")
        foot.addWidget(self._put_in)
        foot.addWidget(self._take_out)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        return page

    def _on_tab(self, tab: int) -> None:
        self._pages.setCurrentIndex(tab)
        if tab == _EVENT:
            self._ask_for_event()

    def _ask_for_event(self, typed: Mapping[str, str] | None = None) -> None:
        ids = self._ids

        def came(statuses: frozenset[str]) -> None:
            if ids != self._ids:
                return
            kinds = _shared(statuses)
            self._no_event.setVisible(not kinds)
            kept = typed or self.event_form.typed
            self.event_form.hide()
            if kinds:
                self.event_form.ask(ids, min(statuses), self.title.text(), kinds, kept)

        self._desk.read(
            self, lambda session: _statuses(session, ids), came, purpose="statuses of many"
        )

    def _on_put_in(self) -> None:
        number, name, ids = self.group.currentData(), self.group.currentText(), self._ids
        told = ngettext(
            "{count} member put into {group}.", "{count} members put into {group}.", len(ids)
        )
        self._desk.write(
            self,
            lambda session, _task: put_in_group(session, group_id=number, member_ids=ids),
            sentence=told.format(count=formats.shown_number(len(ids)), group=name),
        )

    def _on_take_out(self) -> None:
        number, name, ids = self.group.currentData(), self.group.currentText(), self._ids
        told = ngettext(
            "{count} member taken out of {group}.",
            "{count} members taken out of {group}.",
            len(ids),
        )
        self._desk.write(
            self,
            lambda session, _task: take_out_of_group(session, group_id=number, member_ids=ids),
            sentence=told.format(count=formats.shown_number(len(ids)), group=name),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _statuses(session: Session, ids: Sequence[int]) -> frozenset[str]:
    return frozenset(row[0] for row in read_members(session, ids=ids, names=("status",)))


def _shared(statuses: frozenset[str]) -> tuple[EventKind, ...]:
    """Give the events that can follow each of these statuses, in their usual order."""
    follows = [ALLOWED_AFTER[status] for status in sorted(statuses)]
    first = follows[0] if follows else ()
    return tuple(kind for kind in first if all(kind in others for others in follows))
