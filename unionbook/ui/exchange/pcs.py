# SPDX-License-Identifier: Apache-2.0
"""The PCs of the branch: which there are, letting one join, striking one off."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from unionbook.operations.devices import (
    REQUEST_SUFFIX,
    approve_device,
    ask_to_join,
    invite_device,
    list_devices,
    look_at_request,
    name_device,
    revoke_device,
)
from unionbook.texts import N_
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.exchange.part import ExchangePart, empty
from unionbook.ui.feedback import Choice
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.form import FormRow
from unionbook.ui.widgets.six_words import ComparedWords, SixWords
from unionbook.ui.widgets.texts import label, pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.devices import DeviceInfo, DeviceRequest, Joined
    from unionbook.ui.desk import Desk

STATES = {
    "active": (N_("Approved"), "done"),
    "revoked": (N_("Struck off"), "error"),
    "waiting": (N_("Waits for approval"), "warn"),
    "unknown": (N_("Not approved"), "muted"),
}


class PcsPart(ExchangePart):
    """A card for each PC; below, how another one joins and what to do when one is lost."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.devices: Sequence[DeviceInfo] = ()
        self._request: Path | None = None
        self._returned = False
        self.strike: dict[int, QWidget] = {}
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(Space.SMALL)
        self._lay_out()

    def arrive(self, what: object) -> None:
        """Look at the request of a PC that wants to join."""
        if what and what != "None":
            self._look_at(Path(str(what)))

    def read(self) -> None:
        """Read which PCs there are."""
        self._desk.read(self, list_devices, self._show, purpose="devices")

    def _lay_out(self) -> None:
        page = CardPage()
        people = QWidget()
        people.setLayout(self._list)
        for card in (
            self._waiting_card(),
            self._request_card(),
            people,
            self._rename_card(),
            self._join_card(),
            self._lost_card(),
        ):
            page.add(card)
        self.column.addWidget(page, 1)
        self.home = self.invite

    def _waiting_card(self) -> Card:
        self.waiting = Card(
            _("This PC waits for approval"),
            _(
                "A head of the branch approves it on another PC, or opens the register here once. "
                "Until then no file can be taken in here."
            ),
        )
        self.ask = self._buttons.primary(
            _("Save the request to a stick…"), self._on_ask, icon="export"
        )
        self.own_words_told = label(
            _("These six words stand on the other PC too when the head opens the request:"),
            wrap=True,
        )
        self.own_words = SixWords()
        self.waiting.column.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        self.waiting.column.addWidget(self.own_words_told)
        self.waiting.column.addWidget(self.own_words)
        for part in (self.own_words_told, self.own_words, self.waiting):
            part.hide()
        return self.waiting

    def _request_card(self) -> Card:
        self.request = Card(_("A PC asks to join"))
        self.request_told = label("", wrap=True)
        self.request_name = QLineEdit()
        self.compared = ComparedWords(
            self._buttons,
            _("Call whoever sits there: the same six words must stand on that PC."),
            agreed=_("We compared the six words, and they are the same"),
            confirm=_("Approve this PC"),
        )
        self.compared.same.connect(self._on_approve)
        self.compared.differ.connect(self._on_differ)
        column = self.request.column
        column.addWidget(self.request_told)
        column.addWidget(FormRow(_("What the branch calls this PC"), self.request_name))
        column.addWidget(self.compared)
        self.request.hide()
        return self.request

    def _rename_card(self) -> Card:
        self.rename = Card(_("What the branch calls a PC"))
        self._renamed = 0
        self.new_name = QLineEdit()
        self.rename_row = FormRow(_("Name"), self.new_name)
        self.rename.column.addWidget(self.rename_row)
        foot = QHBoxLayout()
        foot.addWidget(self._buttons.save(self._on_rename))
        foot.addWidget(self._buttons.cancel(self._on_not_renamed))
        foot.addStretch(1)
        self.rename.column.addLayout(foot)
        self.rename.hide()
        return self.rename

    def _join_card(self) -> Card:
        card = Card(
            _("Let another PC join"),
            _(
                "1. Save a copy of the register to a stick. It is encrypted, and opens only with a "
                "passphrase. 2. On the other PC choose “Join from a stick” on the first page. "
                "3. Bring its request back here, compare six words, approve it. Where a head "
                "opens the copy there, it is approved at once."
            ),
        )
        self.invite = self._buttons.primary(
            _("Save a copy to a stick…"), self._on_invite, icon="export"
        )
        self.open = self._buttons.make(_("Open a request…"), self._on_open, icon="folder")
        holder = QWidget()
        row = Flow(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.invite, self.open):
            button.setEnabled(self._desk.may("manage_users"))
            row.addWidget(button)
        card.column.addWidget(holder)
        return card

    def _lost_card(self) -> Card:
        return Card(
            _("A PC is lost or stolen"),
            _(
                "Strike it off above: no file of it is taken in any more, and none can be opened "
                "on it. Then change the passphrase of whoever worked on it, and make a new file "
                "for the other PCs so that they know. What was entered on it and never handed "
                "over is lost. The help (F1) has every step."
            ),
        )

    def _show(self, devices: Sequence[DeviceInfo]) -> None:
        self.devices = devices
        self.strike = {}
        empty(self._list)
        for one in devices:
            self._list.addWidget(self._card(one))
        waits = any(one.is_this and one.state == "waiting" for one in devices)
        # A head's PC approves itself with its first file: nobody has to be asked.
        self.waiting.setVisible(waits and not self._desk.may("manage_users"))
        if self._returned:
            # The button that was pressed is gone, or its card is.
            self._returned = False
            self.keyboard_asked.emit()

    def _card(self, one: DeviceInfo) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        row.setSpacing(Space.MEDIUM)
        picture = QLabel()
        picture.setPixmap(self._desk.theme.pixmap("pc", "accent", side=24))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(label(one.name, "label", wrap=True))
        since = formats.shown_date(one.since[:10]) if one.since else ""
        computer = one.computer if one.computer != one.name else ""
        caption = "  ·  ".join(part for part in (computer, since) if part)
        if caption:
            words.addWidget(label(caption, "caption", wrap=True))
        row.addLayout(words, 1)
        if one.is_this:
            row.addWidget(pill(_("This PC"), "info"))
        text, level = STATES[one.state]
        if not (one.is_this and one.state == "waiting" and self._desk.may("manage_users")):
            row.addWidget(pill(_(text), level))
        self._add_ways(row, one)
        return card

    def _add_ways(self, row: QHBoxLayout, one: DeviceInfo) -> None:
        if not self._desk.may("manage_users"):
            return
        name = self._buttons.quiet(
            _("Name {pc}").format(pc=one.name), "edit", partial(self._begin_rename, one)
        )
        row.addWidget(name)
        if not one.is_this and one.state == "active":
            strike = self._buttons.quiet(
                _("Strike {pc} off").format(pc=one.name), "close", partial(self._on_strike, one)
            )
            self.strike[one.site] = strike
            row.addWidget(strike)

    def _begin_rename(self, one: DeviceInfo) -> None:
        self._renamed = one.site
        self.rename_row.fault()
        self.new_name.setText(one.name)
        self.rename.show()
        self.new_name.setFocus()
        self.new_name.selectAll()

    def _on_rename(self) -> None:
        site, name = self._renamed, self.new_name.text()
        self._desk.write(
            self,
            lambda session, _task: name_device(session, site=site, name=name),
            sentence=_("The PC has another name now."),
            done=lambda _changes: self._on_renamed(),
            failed=lambda refusal: self.rename_row.fault(str(refusal)),
        )

    def _on_not_renamed(self) -> None:
        self.rename.hide()
        self.keyboard_asked.emit()

    def _on_renamed(self) -> None:
        self.rename.hide()
        self._returned = True
        self.read()

    def _on_strike(self, one: DeviceInfo) -> None:
        self._desk.feedback.ask(
            _(
                "Strike {pc} off? No file of it is taken in any more. This cannot be undone; the "
                "PC can join anew."
            ).format(pc=one.name),
            Choice(_("Strike off"), partial(self._strike, one)),
        )

    def _strike(self, one: DeviceInfo) -> None:
        self._desk.write(
            self,
            lambda session, _task: revoke_device(session, site=one.site),
            done=lambda _changes: self._on_struck(one.name),
        )

    def _on_struck(self, name: str) -> None:
        self._desk.feedback.done(
            _(
                "{pc} is struck off. Make a file for the other PCs and the month's file, so that "
                "all know it."
            ).format(pc=name),
            Choice(_("Make the files"), lambda: self.part_asked.emit("send", None)),
        )
        self._returned = True
        self.read()

    def _on_invite(self) -> None:
        to = self._stick(_("Stick for the copy"))
        if to is None:
            return
        self._desk.run_long(
            self,
            _("Making the copy"),
            lambda session, _task: invite_device(session, to=to),
            lambda path: self._tell_saved(
                _("{name} is on the stick. Carry it to the other PC."), path
            ),
        )

    def _on_ask(self) -> None:
        to = self._stick(_("Stick for the request"))
        if to is not None:
            self._desk.run_long(
                self,
                _("Making the request"),
                lambda session, _task: ask_to_join(session, to=to),
                self._on_asked,
            )

    def _on_asked(self, joined: Joined) -> None:
        if joined.request is None:
            self.read()
            return
        self.own_words.show_words(joined.words)
        self.own_words_told.show()
        self.own_words.show()
        self._tell_saved(
            _("{name} is on the stick. A head opens it on another PC."), joined.request
        )

    def _on_open(self) -> None:
        path = self._file(_("Request of a PC"), REQUEST_SUFFIX)
        if path is not None:
            self._look_at(path)

    def _look_at(self, path: Path) -> None:
        self._desk.read(
            self,
            lambda session: look_at_request(session, path=path),
            partial(self._show_request, path),
        )

    def _show_request(self, path: Path, found: DeviceRequest) -> None:
        self._request = path
        self.request_told.setText(
            _("{computer}, opened there by {user} on {when}").format(
                computer=found.computer,
                user=found.user,
                when=formats.shown_moment(found.made_at),
            )
        )
        self.request_name.setText(found.computer)
        self.compared.show_words(found.words)
        self.request.show()
        self.compared.agreed.setFocus()

    def _on_approve(self) -> None:
        path, name = self._request, self.request_name.text()
        if path is None:
            return
        self._desk.write(
            self,
            lambda session, _task: approve_device(session, path=path, name=name),
            done=lambda _changes: self._on_approved(),
        )

    def _on_approved(self) -> None:
        self.request.hide()
        self._desk.feedback.done(
            _("Approved. Make a file for the other PCs and open it there: then it works."),
            Choice(_("Make a file for them"), lambda: self.part_asked.emit("send", "branch")),
        )
        self._returned = True
        self.read()

    def _on_differ(self) -> None:
        self.request.hide()
        self.keyboard_asked.emit()
        self._desk.feedback.warn(
            _(
                "Then it is not that PC's request, or it was changed on the way. Nothing was "
                "approved: let the PC make its request again."
            )
        )
