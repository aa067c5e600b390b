# SPDX-License-Identifier: Apache-2.0
"""One unit: who leads it, how it stands, its invitation, its answer, the six words."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from unionbook.domain.policies import UPWARD
from unionbook.operations.federation import overview
from unionbook.operations.federation_lost import list_lost
from unionbook.operations.invitations import (
    ANSWER_SUFFIX,
    confirm,
    invite_unit,
    link_of,
    print_invitation,
    read_answer,
)
from unionbook.operations.policies import policy_words
from unionbook.operations.units import CONTACTS, LEVEL_LABELS, STATE_LABELS, close_unit
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.exchange.contents import Contents
from unionbook.ui.exchange.part import ExchangePart, shrinking
from unionbook.ui.federation.lost_card import WentBackCard
from unionbook.ui.federation.unit_form import CONTACT_LABELS
from unionbook.ui.feedback import Choice
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.form import FormRow
from unionbook.ui.widgets.six_words import ComparedWords
from unionbook.ui.widgets.texts import dress, label, pill

if TYPE_CHECKING:
    from unionbook.data.journal import Changes
    from unionbook.operations.federation import UnitFigures
    from unionbook.operations.federation_lost import LostState
    from unionbook.operations.invitations import Link
    from unionbook.operations.sessions import Session
    from unionbook.operations.units import UnitPlace
    from unionbook.ui.desk import Desk

    _Found = tuple[Link | None, UnitFigures | None, LostState | None]

_NEXT = {
    "new": N_(
        "Save the invitation, or print its sheet, and give it to the branch. Its answer comes back "
        "as a file; then you compare six words by telephone."
    ),
    "invited": N_(
        "The invitation is made. Now it is the branch's turn: its answer comes back as a file. "
        "Open it here."
    ),
    "answered": N_("The branch has answered. Compare the six words above with it by telephone."),
}
"""What is done next until a branch is connected."""
_LEVELS = {"new": "muted", "invited": "info", "answered": "warn", "confirmed": "done"}


class UnitPage(ExchangePart):
    """Cards for the unit chosen; what is done next stands first."""

    change_asked = Signal()
    overview_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.place: UnitPlace | None = None
        page = self._page = CardPage()
        self.lost = WentBackCard(desk, self._buttons)
        for part in (
            self._head(),
            self.lost,
            self._compare_card(),
            self._invite_card(),
            self._contact_card(),
        ):
            page.add(part)
        self.column.addWidget(page, 1)

    @property
    def unit_id(self) -> int:
        """Give the number of the unit shown."""
        return self.place.unit.id if self.place else 0

    def show_unit(self, place: UnitPlace) -> None:
        """Show another unit."""
        if place.unit.id != self.unit_id:
            self._to_the_top()
        self.place = place
        unit = place.unit
        self.name.setText(unit.name)
        above = " / ".join(place.path[:-1])
        self.level.setText(" · ".join(one for one in (_(LEVEL_LABELS[unit.level]), above) if one))
        self.standing.setText(_(STATE_LABELS[unit.state]))
        dress(self.standing, level=_LEVELS[unit.state])
        branch = unit.level == "branch"
        self.standing.setVisible(branch)
        may = self._desk.may("join_federation")
        self.invite_card.setVisible(branch and may)
        self.sheet.setEnabled(bool(unit.invitation))
        self.answer.setEnabled(unit.state in ("invited", "answered"))
        connected = unit.state == "confirmed"
        self.send.setVisible(connected)
        self.anew.setVisible(connected)
        self._inviting.setVisible(not connected)
        self.policy_row.setVisible(not connected)
        self.next_step.setText(_(_NEXT.get(unit.state, "")) if not connected else "")
        self.next_step.setVisible(not connected)
        self.call.setText("  ·  ".join(one for one in (unit.leader, unit.phone) if one))
        self.call.setVisible(bool(unit.leader or unit.phone))
        self.policy.setCurrentIndex(max(self.policy.findData(unit.policy), 0))
        self.invite_title.setText(
            _("What this branch sends") if connected else _("Invite this branch")
        )
        for name in CONTACTS:
            self.contacts[name].setText(getattr(unit, name) or "–")
        self.compare.hide()
        self.lost.hide()
        self.read()

    def read(self) -> None:
        """Read how the unit stands."""
        number = self.unit_id
        if number:
            self._desk.read(
                self, lambda session: _look(session, number), self._show, purpose="unit page"
            )

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        self.name = label("", "title", wrap=True)
        self.level = label("", "muted", wrap=True)
        self.standing = pill("")
        self.figures = label("", wrap=True)
        for part in (self.name, self.level, self.standing, self.figures):
            column.addWidget(part)
        holder = QWidget()
        row = Flow(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self.change = self._buttons.make(
            _("Change name and contacts"), self.change_asked.emit, icon="edit"
        )
        self.close_unit = self._buttons.make(_("Unit is no more…"), self._on_close, look="danger")
        self.look_at = self._buttons.make(
            _("See its figures"), self.overview_asked.emit, icon="eye"
        )
        self.send = self._buttons.primary(_("Send down…"), self._on_send, icon="exchange")
        for button in (self.send, self.look_at, self.change, self.close_unit):
            row.addWidget(button)
        for button in (self.change, self.close_unit):
            button.setEnabled(self._desk.may("manage_units"))
        column.addWidget(holder)
        return head

    def _compare_card(self) -> Card:
        self.compare = Card(_("Compare the six words"))
        self.compared = ComparedWords(
            self._buttons,
            _(
                "Call the branch on a number you know: the same six words stand on its screen. "
                "Let them read three of them out, and read them the other three."
            ),
            agreed=_("We compared the six words, and they are the same"),
            confirm=_("Connect"),
        )
        self.compared.same.connect(self._on_same)
        self.compared.differ.connect(self._on_differ)
        self.call = label("", "label", wrap=True)
        self.call.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.compare.column.addWidget(self.call)
        self.compare.column.addWidget(self.compared)
        self.compare.hide()
        return self.compare

    def _invite_card(self) -> Card:
        self.invite_card = Card("")
        self.invite_title = self.invite_card.title
        self.policy = QComboBox()
        for name in UPWARD:
            self.policy.addItem(_(LEVEL_LABELS[name]), name)
        self.policy.currentIndexChanged.connect(lambda _place: self._show_policy())
        self.words = Contents()
        column = self.invite_card.column
        shrinking(self.policy)
        self.policy_row = FormRow(_("Our level: it decides what the branch sends"), self.policy)
        column.addWidget(self.policy_row)
        self.next_step = label("", wrap=True)
        column.addWidget(self.next_step)
        holder = QWidget()
        row = Flow(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self.invite = self._buttons.primary(
            _("Save the invitation…"), self._on_invite, icon="export"
        )
        self.sheet = self._buttons.make(
            _("Sheet with its code (PDF)…"), self._on_sheet, icon="print"
        )
        self.answer = self._buttons.make(_("Open its answer…"), self._on_answer, icon="folder")
        for button in (self.invite, self.sheet, self.answer):
            row.addWidget(button)
        self._inviting = holder
        # Above what is sent, for that is long: what is done next is in sight.
        column.addWidget(holder)
        column.addWidget(label(_("What may be sent at all"), "section"))
        column.addWidget(self.words)
        self.anew = self._buttons.make(
            _("Invite this branch anew"), self._on_anew, look="link", icon="restore"
        )
        column.addWidget(self.anew, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_policy()
        return self.invite_card

    def _contact_card(self) -> Card:
        card = Card(_("Leader and contacts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.LARGE)
        grid.setVerticalSpacing(Space.SMALL)
        grid.setColumnStretch(1, 1)
        self.contacts = {}
        for row, name in enumerate(CONTACTS):
            value = label("", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.contacts[name] = value
            grid.addWidget(label(_(CONTACT_LABELS[name]), "muted"), row, 0)
            grid.addWidget(value, row, 1)
        card.column.addLayout(grid)
        return card

    def _show_policy(self) -> None:
        self.words.show_policy(policy_words(str(self.policy.currentData())))

    def _show(self, found: _Found) -> None:
        link, figures, lost = found
        self.lost.show_lost(lost)
        waits = link is not None and link.state == "answered"
        self.compare.setVisible(waits and self._desk.may("join_federation"))
        if link is not None and waits:
            self.compared.show_words(link.words)
        if figures is None:
            self.figures.hide()
            return
        last = formats.shown_date(figures.last_month) if figures.last_month else _("never")
        told = _("{members} members, last report: {month}").format(
            members=formats.shown_number(figures.members), month=last
        )
        self.figures.setText(told)
        self.figures.show()

    def _on_invite(self) -> None:
        unit, policy = self.unit_id, str(self.policy.currentData())
        to = self._stick(_("Stick or folder for the invitation"))
        if to is None:
            return
        self._desk.run_long(
            self,
            _("Making the invitation"),
            lambda session, _task: invite_unit(session, unit_id=unit, to=to, policy=policy),
            self._on_invited,
        )

    def _on_invited(self, path: Path) -> None:
        self._tell_saved(
            _("{name} is saved. Give it to the branch; its answer comes back as a file."), path
        )
        self._tell_changed()

    def _on_anew(self) -> None:
        # Until the new invitation is answered nothing of the branch can be taken in: say so.
        self._desk.feedback.info(
            _("With a new invitation the branch has to answer and compare six words again.")
        )
        self.anew.hide()
        self._inviting.show()
        self.policy_row.show()
        self.invite.setFocus()

    def _on_sheet(self) -> None:
        unit = self.unit_id
        start = str(self.last_folder / f"{self.name.text()}.pdf")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the sheet"), start, "PDF (*.pdf)")
        if chosen:
            path = Path(chosen)
            self._desk.run_long(
                self,
                _("Making the sheet"),
                lambda session, _task: print_invitation(session, unit_id=unit, path=path),
                lambda _done: self._tell_saved(_("{name} is saved. Print it."), path),
            )

    def _on_answer(self) -> None:
        path = self._file(_("Answer of the branch"), ANSWER_SUFFIX)
        if path is not None:
            self.take_answer(path)

    def take_answer(self, path: Path, *, same_branch: bool = False) -> None:
        """Take a branch's answer in; whose it is stands in it."""
        self._desk.write(
            self,
            lambda session, _task: read_answer(session, path=path, same_branch=same_branch),
            done=self._on_read,
            failed=self._whose(partial(self.take_answer, path, same_branch=True)),
        )

    def _on_read(self, changes: Changes) -> None:
        self._desk.feedback.done(
            _("The answer is taken in. Now compare the six words by telephone.")
        )
        self._tell_changed()
        # Whose answer it was stood in the file: another unit may be the one shown.
        for unit in changes.rows.get("units", ()):
            self._desk.go("units", ("unit", str(unit)))

    def _on_same(self) -> None:
        unit, words = self.unit_id, " ".join(self.compared.shown.words)
        self._desk.write(
            self,
            lambda session, _task: confirm(session, words=words, unit_id=unit),
            done=lambda _changes: self._on_connected(),
        )

    def _on_connected(self) -> None:
        self._desk.feedback.done(_("Connected. Files of this branch can be taken in now."))
        # The button that was pressed goes: the eye and the keyboard go up to what stands now.
        self.look_at.setFocus()
        self._to_the_top()
        self._tell_changed()

    def _to_the_top(self) -> None:
        QTimer.singleShot(0, self._page, lambda: self._page.verticalScrollBar().setValue(0))

    def _on_differ(self) -> None:
        self._desk.feedback.warn(
            _(
                "Then somebody stands between you, or one of the files is an old one. Nothing is "
                "connected: make a new invitation for this branch."
            )
        )

    def _on_send(self) -> None:
        self._desk.go("exchange", ("send", self.unit_id))

    def _on_close(self) -> None:
        self._desk.feedback.ask(
            _("Is {name} no more? Its figures stay; nothing of it is taken in from now on.").format(
                name=self.name.text()
            ),
            Choice(_("It is no more"), self._close),
        )

    def _close(self) -> None:
        unit = self.unit_id
        self._desk.write(
            self,
            lambda session, _task: close_unit(session, unit_id=unit),
            sentence=_("The unit is closed."),
        )


def _look(session: Session, number: int) -> _Found:
    found = overview(session, unit_id=number)
    lost = list_lost(session, unit_id=number)
    figures = found.units[0] if found.units else None
    return link_of(session, unit_id=number), figures, lost[0] if lost else None
