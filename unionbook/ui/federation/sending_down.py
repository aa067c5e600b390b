# SPDX-License-Identifier: Apache-2.0
"""A federation sends down: one file for each branch, all of them at once or one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox

from unionbook.operations.bundle_history import WaitingToSend, waiting
from unionbook.operations.bundles import make_for_branch
from unionbook.operations.federation_down import DownMade, make_all_down, make_down
from unionbook.operations.policies import policy_words, sent_tables
from unionbook.operations.units import list_units
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.exchange.contents import Contents
from unionbook.ui.exchange.other_pcs import OtherPcs
from unionbook.ui.exchange.part import ExchangePart, shown_size, shrinking
from unionbook.ui.feedback import Choice
from unionbook.ui.folders import show_folder
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.form import FormRow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from unionbook.operations.sessions import Session
    from unionbook.operations.units import UnitPlace
    from unionbook.ui.desk import Desk

_EVERYBODY = 0
_DOWN = "down"
_SHOWN = 12


class SendingDownPart(ExchangePart):
    """Who gets a file, what may be in it, and what was made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.wanted = 0
        self.unit = shrinking(QComboBox())
        self.made = Card(_("Made just now"))
        self._lay_out()

    def arrive(self, what: object) -> None:
        """Choose the branch that is to get a file."""
        if what == "branch":
            self.pcs.make.setFocus()
            return
        self.wanted = what if isinstance(what, int) else 0
        self._choose()

    def read(self) -> None:
        """Read which branches are connected."""
        self._desk.read(self, _look, self._show, purpose="connected units")

    def _lay_out(self) -> None:
        page = self._page = CardPage()
        self.told = label("", wrap=True)
        self.sent = Contents()
        self.made.column.addWidget(self.told)
        self.made.column.addWidget(self.sent)
        self.made.hide()
        page.add(self.made)
        card = Card(
            _("Files for the branches"),
            _(
                "Each branch gets a file of its own: its receipt, official numbers of its members, "
                "transfers, and of rates, lists, days off and documents what it lacks."
            ),
        )
        card.column.addWidget(FormRow(_("For"), self.unit))
        self.send = self._buttons.primary(
            _("Save to a stick or folder…"), self._on_send, icon="export"
        )
        # Until it is known who is connected there is nobody to make a file for.
        self.send.setEnabled(False)
        card.column.addWidget(self.send, 0, Qt.AlignmentFlag.AlignLeft)
        self.none = label(
            _("No branch is connected yet: invite one under “Units”."), "muted", wrap=True
        )
        card.column.addWidget(self.none)
        page.add(card)
        self.pcs = OtherPcs(
            self._buttons, self._on_pcs, lambda: self.part_asked.emit("devices", None)
        )
        page.add(self.pcs)
        policy = Card(_("What may be sent at all"))
        words = Contents()
        words.show_policy(policy_words(_DOWN))
        policy.column.addWidget(words)
        page.add(policy)
        self.column.addWidget(page, 1)
        self.home = self.unit

    def _show(self, found: tuple[Sequence[UnitPlace], WaitingToSend]) -> None:
        places, waits = found
        self.pcs.show_waiting(waits)
        chosen = self.unit.currentData()
        connected = [one.unit for one in places if one.unit.state == "confirmed"]
        self.unit.clear()
        text = ngettext(
            "{count} connected branch", "All {count} connected branches", len(connected)
        )
        self.unit.addItem(text.format(count=formats.shown_number(len(connected))), _EVERYBODY)
        for one in connected:
            self.unit.addItem(one.name, one.id)
        self.wanted = self.wanted or int(chosen or 0)
        self._choose()
        self.none.setVisible(not connected)
        self.send.setEnabled(bool(connected) and self._desk.may("send_down"))

    def _choose(self) -> None:
        # 63 bits do not fit into what Qt compares: look for them one by one.
        for place in range(self.unit.count()):
            if self.unit.itemData(place) == self.wanted:
                self.unit.setCurrentIndex(place)

    def _on_send(self) -> None:
        to = self._stick(_("Stick or folder for the files"))
        if to is None:
            return
        unit = self.unit.currentData()
        self.send.setEnabled(False)
        self._desk.run_long(
            self,
            _("Making the files"),
            lambda session, _task: _make(session, unit, to),
            lambda made: self._on_made(made, to),
            failed=self._on_refused,
        )

    def _on_pcs(self) -> None:
        to = self._stick(_("Stick or folder for the file"))
        if to is not None:
            self._desk.run_long(
                self,
                _("Making the file"),
                lambda session, _task: DownMade((make_for_branch(session, to=to),), ()),
                lambda made: self._on_made(made, to),
            )

    def _on_made(self, made: DownMade, to: Path) -> None:
        self.send.setEnabled(True)
        lines = [
            f"{formats.shown_path(one.path.name)}, {shown_size(one.size)}"
            for one in made.made[:_SHOWN]
        ]
        if len(made.made) > _SHOWN:
            more = len(made.made) - _SHOWN
            lines.append(_("and {count} more").format(count=formats.shown_number(more)))
        lines += [f"{name}: {why}" for name, why in made.left_out]
        lines.append(_("In {folder}").format(folder=formats.shown_path(str(to))))
        self.told.setText("\n".join(lines))
        only = made.made[0] if len(made.made) == 1 else None
        self.sent.show_tables(sent_tables(only.counts) if only else ())
        self.made.show()
        # While the work went on the button could not hold the keyboard.
        self.send.setFocus()
        QTimer.singleShot(0, self._page, lambda: self._page.verticalScrollBar().setValue(0))
        sentence = ngettext(
            "{count} file is saved and was read back. Carry or mail it.",
            "{count} files are saved and were read back. Carry or mail each to its branch.",
            len(made.made),
        )
        self._desk.feedback.done(
            sentence.format(count=formats.shown_number(len(made.made))),
            Choice(_("Show the folder"), lambda: show_folder(to)),
        )
        self._tell_changed()

    def _on_refused(self, refusal: Exception) -> None:
        self.send.setEnabled(True)
        self._desk.feedback.error(str(refusal))


def _look(session: Session) -> tuple[Sequence[UnitPlace], WaitingToSend]:
    return list_units(session), waiting(session)


def _make(session: Session, unit: int, to: Path) -> DownMade:
    if unit == _EVERYBODY:
        return make_all_down(session, to=to)
    return DownMade((make_down(session, unit_id=unit, to=to),), ())
