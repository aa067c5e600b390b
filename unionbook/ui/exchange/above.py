# SPDX-License-Identifier: Apache-2.0
"""The union above: its invitation read, what will be sent agreed to, six words compared."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from unionbook.operations.documents_read import mark_read, unread_documents
from unionbook.operations.from_above import list_documents, save_document
from unionbook.operations.handed_back import find_offer
from unionbook.operations.invitations import (
    INVITATION_SUFFIX,
    answer_invitation,
    confirm,
    leave,
    link_of,
    look_at_invitation,
)
from unionbook.operations.policies import policy_words
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.exchange.contents import Contents
from unionbook.ui.exchange.part import ExchangePart, empty
from unionbook.ui.federation.lost_card import HandedBackCard
from unionbook.ui.feedback import Choice
from unionbook.ui.theme import Space
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.six_words import ComparedWords
from unionbook.ui.widgets.texts import label, pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.down import DocumentRow
    from unionbook.operations.handed_back import Offer
    from unionbook.operations.invitations import InvitationInfo, Link
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

    _Found = tuple[Link | None, list[DocumentRow], set[int], Offer | None]

_PICTURES = (".png", ".jpg", ".jpeg")


class AbovePart(ExchangePart):
    """One card for where joining stands, and below what the union above sent to be read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.link: Link | None = None
        self._invitation: Path | None = None
        self._returned = False
        self.save: dict[int, QWidget] = {}
        self._lay_out()

    def arrive(self, what: object) -> None:
        """Look at an invitation."""
        if what and what != "None":
            self._look_at(Path(str(what)))

    def read(self) -> None:
        """Read how this branch is connected."""
        self._desk.read(self, _look, self._show, purpose="union above")

    def _lay_out(self) -> None:
        page = CardPage()
        self.handed_back = HandedBackCard(self._desk, self._buttons)
        for card in (
            self._none_card(),
            self._invited_card(),
            self._compare_card(),
            self.handed_back,
            self._documents_card(),
            self._link_card(),
        ):
            page.add(card)
            card.hide()
        self.column.addWidget(page, 1)
        self.home = self.open

    def _none_card(self) -> Card:
        self.none = Card(
            _("This branch belongs to no union above yet"),
            _(
                "The federation sends an invitation: a file, or a sheet with a code to be "
                "photographed. Open it here. You see what will be sent before anything is."
            ),
        )
        self.open = self._buttons.primary(_("Open the invitation…"), self._on_open, icon="folder")
        self.open.setEnabled(self._desk.may("join_federation"))
        self.none.column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        return self.none

    def _invited_card(self) -> Card:
        self.invited = Card(_("The invitation"))
        self.invited_name = label("", "title", wrap=True)
        self.invited_place = label("", "muted", wrap=True)
        self.policy = Contents()
        self.agreed = QCheckBox(_("We have read what is sent, and agree"))
        self.answer = self._buttons.primary(
            _("Save the answer to a stick…"), self._on_answer, icon="export"
        )
        self.answer.setEnabled(False)
        self.agreed.toggled.connect(self.answer.setEnabled)
        foot = QHBoxLayout()
        foot.addWidget(self.answer)
        foot.addWidget(self._buttons.cancel(self._on_not))
        foot.addStretch(1)
        for part in (self.invited_name, self.invited_place, self.policy, self.agreed):
            self.invited.column.addWidget(part)
        self.invited.column.addLayout(foot)
        return self.invited

    def _compare_card(self) -> Card:
        self.compare = Card(_("Compare the six words"))
        self.compared_with = label("", "label", wrap=True)
        self.compare.column.addWidget(self.compared_with)
        self.compared = ComparedWords(
            self._buttons,
            _(
                "Bring the answer to the federation. Then call them on a number you know: the same "
                "six words stand on their screen. Read three of them out, and let them read the "
                "other three."
            ),
            agreed=_("We compared the six words, and they are the same"),
            confirm=_("Connect"),
        )
        self.compared.same.connect(self._on_same)
        self.compared.differ.connect(self._on_differ)
        self.compare.column.addWidget(self.compared)
        self.again = self._buttons.make(
            _("Open another invitation…"), self._on_open, look="link", icon="folder"
        )
        self.compare.column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        return self.compare

    def _link_card(self) -> Card:
        self.linked = Card(_("The union above"))
        self.linked_name = label("", "title", wrap=True)
        self.linked_place = label("", "muted", wrap=True)
        self.linked_policy = Contents()
        self.leave = self._buttons.make(_("Leave it…"), self._on_leave, look="danger")
        self.leave.setEnabled(self._desk.may("join_federation"))
        column = self.linked.column
        column.addWidget(self.linked_name)
        column.addWidget(self.linked_place)
        column.addWidget(pill(_("Connected"), "done"))
        column.addWidget(label(_("What may be sent at all"), "section"))
        column.addWidget(self.linked_policy)
        column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        return self.linked

    def _documents_card(self) -> Card:
        self.documents = Card(_("Sent to be read"))
        self._document_rows = QVBoxLayout()
        self._document_rows.setSpacing(Space.SMALL)
        self.documents.column.addLayout(self._document_rows)
        self.all_read = self._buttons.make(
            _("I have read them all"), self._on_all_read, look="link", icon="check"
        )
        self.documents.column.addWidget(self.all_read, 0, Qt.AlignmentFlag.AlignLeft)
        return self.documents

    def _show(self, found: _Found) -> None:
        self.link, documents, unread, offer = found
        self.handed_back.show_offer(offer)
        state = self.link.state if self.link else ""
        self.none.setVisible(state not in ("answered", "confirmed"))
        self.compare.setVisible(state == "answered")
        self.linked.setVisible(state == "confirmed")
        self.home = self.open
        if self.link is not None and state == "answered":
            self.compared_with.setText(self.link.name)
            self.compared.show_words(self.link.words)
            self.home = self.compared.agreed
        if self.link is not None and state == "confirmed":
            self.linked_name.setText(self.link.name)
            self.linked_place.setText(self.link.place)
            self.linked_policy.show_policy(policy_words(self.link.policy))
            self.home = self.leave
        self._show_documents(documents, unread)
        if self._returned:
            # The button that was pressed went out of sight.
            self._returned = False
            self.keyboard_asked.emit()

    def _show_documents(self, documents: Sequence[DocumentRow], unread: set[int]) -> None:
        # Who pressed a button of this card goes on at the first letter that is left to be read.
        inside = self.documents.isAncestorOf(self.focusWidget() or self)
        empty(self._document_rows)
        self.save = {}
        for one in documents:
            self._document_rows.addWidget(self._document(one, is_new=one.id in unread))
        self.documents.setVisible(bool(documents))
        self.all_read.setVisible(bool(unread))
        if inside and documents:
            left = next((one.id for one in documents if one.id in unread), documents[0].id)
            self.save[left].setFocus()

    def _document(self, one: DocumentRow, *, is_new: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(label(one.title, "label", wrap=True))
        told = "  ·  ".join(
            part for part in (formats.shown_date(one.dated_on), one.note or "") if part
        )
        words.addWidget(label(told, "caption", wrap=True))
        row.addLayout(words, 1)
        if is_new:
            row.addWidget(pill(_("Not read"), "warn"))
        save = self._buttons.make(_("Save…"), partial(self._on_document, one), icon="save")
        save.setAccessibleDescription(one.title)
        self.save[one.id] = save
        row.addWidget(save)
        return holder

    def _on_document(self, one: DocumentRow) -> None:
        start = str(self.last_folder / one.file_name)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the document"), start)
        if chosen:
            path = Path(chosen)
            self._desk.read(
                self,
                lambda session: save_document(session, document_id=one.id, to=path),
                self._on_document_saved,
            )

    def _on_document_saved(self, saved: Path) -> None:
        self._tell_saved(_("{name} is saved."), saved)
        self._tell_changed()
        self.read()

    def _on_all_read(self) -> None:
        self._desk.read(self, _read_all, lambda _done: self._on_read())

    def _on_read(self) -> None:
        self._tell_changed()
        self.read()

    def _on_open(self) -> None:
        path = self._file(_("Invitation"), INVITATION_SUFFIX, *_PICTURES)
        if path is not None:
            self._look_at(path)

    def _look_at(self, path: Path) -> None:
        self._desk.tasks.run_beside(
            lambda _task: look_at_invitation(path=path),
            owner=self,
            done=partial(self._show_invitation, path),
        )

    def _show_invitation(self, path: Path, found: InvitationInfo) -> None:
        self._invitation = path
        self.invited_name.setText(found.name)
        place = " / ".join(found.place)
        self.invited_place.setText(_("Your place there: {place}").format(place=place))
        self.policy.show_policy(policy_words(found.policy))
        self.agreed.setChecked(False)
        self.none.hide()
        self.compare.hide()
        self.invited.show()
        self.agreed.setFocus()

    def _on_not(self) -> None:
        self.invited.hide()
        self._returned = True
        self.read()

    def _on_answer(self) -> None:
        path = self._invitation
        to = self._stick(_("Stick for the answer")) if path is not None else None
        if path is None or to is None:
            return
        self._make_answer(path, to)

    def _make_answer(self, path: Path, to: Path, *, same_branch: bool = False) -> None:
        self._desk.run_long(
            self,
            _("Making the answer"),
            lambda session, _task: answer_invitation(
                session, path=path, to=to, same_branch=same_branch
            ),
            self._on_answered,
            failed=self._whose(partial(self._make_answer, path, to, same_branch=True)),
        )

    def _on_answered(self, path: Path) -> None:
        self.invited.hide()
        self._tell_saved(_("{name} is on the stick. Bring it to the federation."), path)
        self._tell_changed()
        self.read()

    def _on_same(self) -> None:
        words = " ".join(self.compared.shown.words)
        self._desk.write(
            self,
            lambda session, _task: confirm(session, words=words),
            done=lambda _changes: self._on_connected(),
        )

    def _on_connected(self) -> None:
        self._desk.feedback.done(
            _("Connected. The month's file can be made now."),
            Choice(_("Make the month's file"), lambda: self.part_asked.emit("send", "month")),
        )
        self._tell_changed()
        self.read()

    def _on_differ(self) -> None:
        self._desk.feedback.warn(
            _(
                "Then somebody stands between you, or one of the files is an old one. Nothing is "
                "connected: ask the federation for a new invitation."
            )
        )

    def _on_leave(self) -> None:
        name = self.link.name if self.link else ""
        self._desk.feedback.ask(
            _("Leave {name}? Nothing is sent there any more until you answer again.").format(
                name=name
            ),
            Choice(_("Leave"), self._leave),
        )

    def _leave(self) -> None:
        self._desk.write(
            self,
            lambda session, _task: leave(session),
            done=lambda _changes: self._on_left(),
        )

    def _on_left(self) -> None:
        self._desk.feedback.done(_("This branch belongs to no union above any more."))
        self._tell_changed()
        self.read()


def _look(session: Session) -> _Found:
    unread = {one.id for one in unread_documents(session)}
    return link_of(session), list_documents(session), unread, find_offer(session)


def _read_all(session: Session) -> None:
    mark_read(session, document_ids=[one.id for one in list_documents(session)])
