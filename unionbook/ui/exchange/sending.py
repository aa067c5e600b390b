# SPDX-License-Identifier: Apache-2.0
"""A branch sends: the month's file for the union above, and what its other PCs lack."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QPushButton

from unionbook.domain import clock, periods
from unionbook.operations import bundle_history
from unionbook.operations.bundles import UP, make_for_branch
from unionbook.operations.invitations import link_of
from unionbook.operations.members import Criteria
from unionbook.operations.months import make_month, month_to_report, preview_month
from unionbook.operations.policies import policy_words, sent_tables
from unionbook.operations.sending import CHANGED, UNSENT, count_sending
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.exchange.contents import Contents
from unionbook.ui.exchange.other_pcs import OtherPcs, in_a_row
from unionbook.ui.exchange.part import ExchangePart, shown_size
from unionbook.ui.folders import show_folder
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.form import FormRow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QHideEvent

    from unionbook.errors import UnionbookError
    from unionbook.operations.bundle_files import BundleMade
    from unionbook.operations.bundle_history import WaitingToSend
    from unionbook.operations.months import Sending
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

    _Making = Callable[[Session], BundleMade]

_MONTHS = 4
_BOX = 160


@dataclass(frozen=True, slots=True)
class _Found:
    """How sending stands; ``sending`` is None where the branch belongs to no union above."""

    waiting: WaitingToSend
    sending: Sending | None
    sent_before: bool
    standing: Mapping[str, int] = field(default_factory=dict)
    answered: str = ""
    """The union above that was answered, where the six words were not compared yet."""


class SendingPart(ExchangePart):
    """One card for each recipient, and what was made last."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.above = Card(_("To the union above"))
        self.pcs = OtherPcs(
            self._buttons, self._on_branch, lambda: self.part_asked.emit("devices", None)
        )
        self.make_branch = self.pcs.make
        self.made = Card(_("Made just now"))
        self._lay_out()

    def arrive(self, what: object) -> None:
        """Bring the card that is meant into sight, the keyboard on its button."""
        wanted = self.make_branch if what == "branch" else self.make_month
        self.home = wanted
        wanted.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell of what was made just now, not of what was made before."""
        super().hideEvent(event)
        self.made.hide()

    def read(self) -> None:
        """Read how sending stands."""
        month = str(self.month.currentData())
        self._desk.read(self, partial(_look, month=month), self._show, purpose="sending")

    def _lay_out(self) -> None:
        page = self._page = CardPage()
        self._fill_above()
        self.sent = Contents()
        self._sent_told = label("", wrap=True)
        self._sent_where = label("", "muted", wrap=True)
        self._sent_next = label("", wrap=True)
        self.show_made = self._buttons.make(
            _("Show the folder"), lambda: show_folder(self.last_folder), icon="folder"
        )
        for part in (self._sent_told, self._sent_where, self._sent_next):
            self.made.column.addWidget(part)
        self.made.column.addWidget(self.show_made, 0, Qt.AlignmentFlag.AlignLeft)
        self.made.column.addWidget(self.sent)
        self.made.hide()
        for card in (self.made, self.above, self.pcs):
            page.add(card)
        self.column.addWidget(page, 1)
        self.home = self.make_month

    def _fill_above(self) -> None:
        column = self.above.column
        self.to = label("", "label", wrap=True)
        self.told = label("", wrap=True)
        self.receipt = label("", "muted", wrap=True)
        for line in (self.to, self.told, self.receipt):
            column.addWidget(line)
        self.not_sent = self._way_to(UNSENT)
        self.changed_since = self._way_to(CHANGED)
        column.addWidget(in_a_row(self.not_sent, self.changed_since))
        self.month = QComboBox()
        for back in range(_MONTHS):
            month = periods.later(clock.today()[:7], -back)
            self.month.addItem(formats.shown_date(month), month)
        self.month.setCurrentIndex(max(self.month.findData(month_to_report()), 0))
        self.month.setMaximumWidth(_BOX)
        self.month.activated.connect(lambda _index: self.read())
        self.month_row = FormRow(_("Month"), self.month)
        column.addWidget(self.month_row)
        self.make_month = self._buttons.primary(
            _("Save the month's file to a stick…"), self._on_month, icon="export"
        )
        self.join = self._buttons.make(
            _("Join a union above"), lambda: self.part_asked.emit("above", None), icon="units"
        )
        # Above what is sent, for that is long: the button is in sight whatever the month brings.
        column.addWidget(in_a_row(self.make_month, self.join))
        self.exactly = label(_("What exactly will be sent"), "section")
        self.contents = Contents()
        self.policy_title = label(_("What may be sent at all"), "section")
        self.policy = Contents()
        for part in (self.exactly, self.contents, self.policy_title, self.policy):
            column.addWidget(part)

    def _way_to(self, state: str) -> QPushButton:
        """Make the button with a number that opens the list of just those members."""
        wanted = Criteria(sending=state)
        return self._buttons.make(
            "", lambda: self._desk.go("members", wanted), look="link", icon="members"
        )

    def _show(self, found: _Found) -> None:
        self._found = found
        connected = found.sending is not None
        told = (self.to, self.receipt, self.month_row, self.exactly, self.contents)
        first = connected and not found.sent_before
        for part in told:
            part.setVisible(connected)
        for once in (self.policy_title, self.policy):
            once.setVisible(first)
        self.make_month.setVisible(connected)
        self.join.setVisible(not connected)
        if found.sending is not None:
            self._show_above(found.waiting, found.sending)
        elif found.answered:
            self.told.setText(
                _(
                    "The invitation of {name} is answered. Bring the answer there and compare the "
                    "six words by telephone: then files can be made."
                ).format(name=found.answered)
            )
        else:
            self.told.setText(
                _("This branch is not connected with a union above yet: open its invitation first.")
            )
        self.join.setText(_("Compare the six words") if found.answered else _("Join a union above"))
        self.pcs.show_waiting(found.waiting)
        self._show_standing(found.standing)
        self._let()

    def _show_standing(self, standing: Mapping[str, int]) -> None:
        unsent, changed = standing.get(UNSENT, 0), standing.get(CHANGED, 0)
        self.not_sent.setText(
            ngettext("{count} member not sent yet", "{count} members not sent yet", unsent).format(
                count=formats.shown_number(unsent)
            )
        )
        self.changed_since.setText(
            ngettext(
                "{count} member changed since the last sending",
                "{count} members changed since the last sending",
                changed,
            ).format(count=formats.shown_number(changed))
        )
        self.not_sent.setVisible(bool(unsent))
        self.changed_since.setVisible(bool(changed))

    def _show_above(self, waiting: WaitingToSend, sending: Sending) -> None:
        self.to.setText(sending.to)
        words = bundle_history.waiting_words(waiting)
        since = _("Since {date}.").format(date=formats.shown_date(waiting.since[:10]))
        self.told.setText(f"{words} {since}" if words else _("Everything sent is confirmed."))
        self.receipt.setText(
            _("Last receipt: {when}.").format(when=formats.shown_date(waiting.last_receipt[:10]))
            if waiting.last_receipt
            else _("No receipt came yet.")
        )
        self.contents.show_sending(sending)
        self.policy.show_policy(policy_words(sending.policy))

    def _let(self) -> None:
        self.make_month.setEnabled(self._desk.may("send_up"))
        self.make_branch.setEnabled(self._desk.may("make_bundle"))

    def _on_month(self) -> None:
        month = str(self.month.currentData())
        to = self._stick(_("Stick or folder for the month's file"))
        if to is not None:
            self._make(lambda session: make_month(session, to=to, month=month))

    def _on_branch(self) -> None:
        to = self._stick(_("Stick or folder for the file"))
        if to is not None:
            self._make(lambda session: make_for_branch(session, to=to))

    def _make(self, make: _Making) -> None:
        self._busy(working=True)
        self._desk.run_long(
            self,
            _("Making the file"),
            lambda session, _task: make(session),
            self._on_made,
            failed=self._on_refused,
        )

    def _on_made(self, made: BundleMade) -> None:
        self._busy(working=False)
        self._tell_saved(_("{name} is saved and was read back. Carry or mail it."), made.path)
        told = _("{name}, number {number}, {size}").format(
            name=formats.shown_path(made.path.name), number=made.number, size=shown_size(made.size)
        )
        self._sent_told.setText(told)
        self._sent_where.setText(
            _("In {folder}").format(folder=formats.shown_path(str(made.path.parent)))
        )
        self._sent_next.setText(self._next_step(up=made.purpose == UP))
        self.sent.show_tables(sent_tables(made.counts) if made.purpose == UP else ())
        self.made.show()
        # The keyboard goes back to what was pressed, and the eye to what was made.
        (self.make_month if made.purpose == UP else self.make_branch).setFocus()
        QTimer.singleShot(0, self.made, lambda: self._page.verticalScrollBar().setValue(0))
        self._tell_changed()

    def _next_step(self, *, up: bool) -> str:
        if not up:
            return _("Open it on the other PC, under “Open a file”.")
        return _(
            "Bring or mail it to {name}. From there a file with the receipt comes back: open it "
            "here, under “Open a file”."
        ).format(name=self.to.text())

    def _on_refused(self, refusal: UnionbookError) -> None:
        self._busy(working=False)
        self._desk.feedback.error(str(refusal))

    def _busy(self, *, working: bool) -> None:
        if working:
            self.make_month.setEnabled(False)
            self.make_branch.setEnabled(False)
        else:
            self._let()


def _look(session: Session, *, month: str) -> _Found:
    waiting = bundle_history.waiting(session)
    sending = preview_month(session, month=month) if waiting.connected else None
    before = any(
        one.direction == "made" and one.purpose == UP
        for one in bundle_history.list_bundles(session)
    )
    link = link_of(session)
    answered = link.name if link is not None and link.state == "answered" else ""
    return _Found(waiting, sending, before, count_sending(session), answered)
