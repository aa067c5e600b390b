# SPDX-License-Identifier: Apache-2.0
"""A branch that went back to an older state: who stands here only from the lost one, and what then.

The same card, with other words, is what the branch sees of it when it is handed back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from unionbook.operations.federation_lost import hand_back, lost_words, strike_lost
from unionbook.operations.handed_back import refuse_handed_back, take_handed_back
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.feedback import Choice
from unionbook.ui.widgets.cards import Card
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from PySide6.QtWidgets import QPushButton

    from unionbook.operations.federation_lost import LostState
    from unionbook.operations.handed_back import Offer
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_SHOWN = 12


class _LostCard(Card):
    """A heading, a sentence, the first of the people it is about, and what may be done."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(title)
        self._desk = desk
        self.told = label("", wrap=True)
        self.people = label("", "muted", wrap=True)
        self.column.addWidget(self.told)
        self.column.addWidget(self.people)
        self.hide()

    def _row(self, *buttons: QPushButton) -> None:
        holder = QWidget()
        row = Flow(holder)
        row.setContentsMargins(0, 0, 0, 0)
        for button in buttons:
            row.addWidget(button)
        self.column.addWidget(holder)

    def _show_people(self, lines: Sequence[str]) -> None:
        more = len(lines) - _SHOWN
        shown = list(lines[:_SHOWN])
        if more > 0:
            text = _("and {count} more")
            shown.append(text.format(count=formats.shown_number(more)))
        self.people.setText("\n".join(shown))
        self.people.setVisible(bool(shown))

    def _write(self, act: Callable[[Session], Any], sentence: str) -> None:
        self._desk.write(self, lambda session, _task: act(session), sentence=sentence)


class WentBackCard(_LostCard):
    """At the desk: hand back what a branch lost, or strike it off."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, _("This branch went back to an older state"))
        self._unit = 0
        self._name = ""
        self.hand = buttons.primary(_("Hand it back"), self._on_hand, icon="restore")
        self.strike = buttons.make(_("Strike it off…"), self._on_strike, look="danger")
        self._row(self.hand, self.strike)

    def show_lost(self, found: LostState | None) -> None:
        """Show what is held from a lost state, or nothing."""
        self.setVisible(found is not None)
        if found is None:
            return
        self._unit, self._name = found.unit.id, found.unit.name
        next_ = (
            _("It goes back with the next file for this branch, which takes it in there.")
            if found.handed_back
            else _("Hand it back, and the branch can take it in once more; or strike it off.")
        )
        self.told.setText(f"{lost_words(found)} {next_}")
        changed = _("only what was changed")
        self._show_people(
            [
                " · ".join(part for part in (_person(one.full_name, one.born_on), also) if part)
                for one in found.members
                for also in ("" if one.whole else changed,)
            ]
        )
        may = self._desk.may("send_down")
        self.hand.setEnabled(may and not found.handed_back and bool(found.members))
        self.strike.setEnabled(may)

    def _on_hand(self) -> None:
        unit = self._unit
        self._write(
            lambda session: hand_back(session, unit_id=unit),
            _("It goes to the branch with its next file."),
        )

    def _on_strike(self) -> None:
        self._desk.feedback.ask(
            _(
                "Strike off here what {name} lost? It cannot be brought back from here. The "
                "branch's next file brings everything else anew."
            ).format(name=self._name),
            Choice(_("Strike it off"), self._strike),
        )

    def _strike(self) -> None:
        unit = self._unit
        self._write(
            lambda session: strike_lost(session, unit_id=unit),
            _("Struck off. Send the branch its file; the one it sends then brings all anew."),
        )


class HandedBackCard(_LostCard):
    """In a branch: take in once more what the union above hands back, or leave it."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, _("The union above hands lost records back"))
        self.take = buttons.primary(_("Take it in"), self._on_take, icon="check")
        self.leave = buttons.make(_("Leave it"), self._on_leave, icon="close")
        self._row(self.take, self.leave)

    def show_offer(self, found: Offer | None) -> None:
        """Show what is handed back, or nothing."""
        self.setVisible(found is not None)
        if found is None:
            return
        self.told.setText(
            _(
                "This register was put back from an older copy. Below is what the union above "
                "still had of the time since. Who was entered again already is not entered twice."
            )
        )
        self._show_people(
            [
                " · ".join(
                    (
                        _person(one.full_name, one.born_on),
                        _("is here again already")
                        if one.here
                        else _("comes back")
                        if one.whole
                        else ", ".join(one.columns) or _("events"),
                    )
                )
                for one in found.members
            ]
        )
        may = self._desk.may("change_members")
        self.take.setEnabled(may)
        self.leave.setEnabled(may)

    def _on_take(self) -> None:
        self._write(take_handed_back, _("What was handed back is taken in."))

    def _on_leave(self) -> None:
        self._write(refuse_handed_back, _("Nothing of it was entered."))


def _person(name: str, born_on: str) -> str:
    return f"{name} ({formats.shown_date(born_on)})" if born_on else name
