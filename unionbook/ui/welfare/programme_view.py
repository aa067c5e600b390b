# SPDX-License-Identifier: Apache-2.0
"""One programme: its figures, what comes next, its list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from unionbook.domain.programmes import PROGRAMME_STATE_LABELS, ProgrammeState
from unionbook.operations.programme_lists import list_entitled, preview_entitled
from unionbook.operations.programme_money import close_programme, pay_programme, reopen_programme
from unionbook.operations.programme_papers import programme_report
from unionbook.operations.programmes import list_recipients
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.dues.ending import Ending
from unionbook.ui.dues.figures import Figures
from unionbook.ui.paper.money_out import MoneyOut
from unionbook.ui.theme import Space
from unionbook.ui.welfare.by_hand import ByHandForm
from unionbook.ui.welfare.recipients import Recipients
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import dress, label, pill

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.errors import UnionbookError
    from unionbook.operations.programme_lists import Entitlement, Listed
    from unionbook.operations.programmes import Programme, Recipient
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

LEVELS = {
    ProgrammeState.PLANNED: "info",
    ProgrammeState.LISTED: "warn",
    ProgrammeState.GIVING: "done",
    ProgrammeState.CLOSED: "muted",
}
_MOST_NAMED = 8


class ProgrammeView(QWidget):
    """Buttons for the next step, and below them the list."""

    change_asked = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self.programme: Programme | None = None
        self.out = MoneyOut(desk, self)
        self.recipients = Recipients(desk, buttons)
        self.by_hand = ByHandForm(desk, buttons)
        self.reopening = Ending(buttons, _("Why is it reopened?"), "", self._reopen)
        self.name, self._caption = label("", "strong", wrap=True), label("", "caption", wrap=True)
        self.state = pill("")
        self.figures = Figures(4)
        self._told = label("", wrap=True)
        self._notice = QFrame()
        make, primary = buttons.make, buttons.primary
        self.list = primary(_("Make the list"), self._on_list, icon="members")
        self.pay = make(_("Pay the list"), self._on_pay, icon="money")
        self.add = make(_("Add somebody…"), self._on_add, icon="add")
        self.change = make(_("Change…"), self.change_asked.emit, icon="edit")
        self.close_it = make(_("Close the programme"), self._on_close, icon="check")
        self.reopen = make(_("Reopen…"), self.reopening.begin, icon="undo")
        self.paper = make(_("Paper"), icon="print")
        self._lay_out()
        self.recipients.given.connect(self.read_again)
        self.by_hand.kept.connect(self.read_again)

    def show_programme(self, programme: Programme) -> None:
        """Show a programme and read its list."""
        other = self.programme is None or self.programme.id != programme.id
        self.programme = programme
        if other:
            self.by_hand.hide()
            self.reopening.hide()
            self._tell("")
        self.name.setText(programme.name)
        parts = (programme.goods, formats.shown_date(programme.planned_on), programme.decision)
        self._caption.setText("  ·  ".join(part for part in parts if part))
        self.state.setText(_(PROGRAMME_STATE_LABELS[programme.state]))
        dress(self.state, level=LEVELS[programme.state])
        self._show_figures(programme)
        self._show_ways(programme)
        self.read_again()

    def read_again(self) -> None:
        """Read the list as it is now."""
        programme = self.programme
        if programme is None:
            return
        number, planned = programme.id, programme.state is ProgrammeState.PLANNED
        self._desk.read(
            self,
            lambda session: _read(session, number, planned=planned),
            lambda found: self._show(number, *found),
            purpose="programme list",
        )

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        head = QVBoxLayout()
        head.setContentsMargins(Space.WIDE, Space.LARGE, Space.LARGE, 0)
        head.setSpacing(Space.SMALL)
        top = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self._caption)
        top.addLayout(words, 1)
        top.addWidget(self.state)
        head.addLayout(top)
        head.addWidget(self.figures)
        self._notice.setProperty("look", "notice")
        noticed = QVBoxLayout(self._notice)
        noticed.addWidget(self._told)
        self._notice.hide()
        head.addWidget(self._notice)
        ways = QWidget()
        flow = Flow(ways)
        flow.setContentsMargins(0, 0, 0, 0)
        for button in (
            self.list, self.pay, self.add, self.close_it, self.reopen, self.change, self.paper,
        ):  # fmt: skip
            flow.addWidget(button)
        self._paper_menu()
        head.addWidget(ways)
        column.addLayout(head)
        column.addWidget(self.reopening)
        column.addWidget(self.by_hand)
        column.addWidget(self.recipients, 1)
        # For the list while there is none; it takes nothing from one.
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        self._scrolled = Scrolled(inner)
        self._scrolled.give_room()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scrolled)

    def _paper_menu(self) -> None:
        menu = QMenu(self.paper)
        for text, act in (
            (_("Print the list with room to sign"), lambda: self.out.print_report(*self._report())),
            (_("Save as PDF"), lambda: self.out.save_report(*self._report())),
            (_("Export to Excel"), lambda: self.out.save_report(*self._report(), excel=True)),
        ):
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, act=act: act())
            menu.addAction(action)
        self.paper.setMenu(menu)

    def _show_figures(self, one: Programme) -> None:
        number, currency = formats.shown_number, self._desk.info.currency
        budget = f"{number(one.budget)} {currency}" if one.budget else "–"
        self.figures.show_figures(
            (budget, _("budget")),
            (f"{number(one.listed_amount)} {currency}", _people(one.listed)),
            (f"{number(one.drawn)} {currency}", _("paid out for the list")),
            (f"{number(one.given)} / {number(one.listed)}", _("given out")),
        )

    def _show_ways(self, one: Programme) -> None:
        manage, pay = self._desk.may("manage_programmes"), self._desk.may("pay_welfare")
        closed, begun = bool(one.closed_on), bool(one.given or one.drawn)
        self.list.setVisible(manage and not closed and not begun)
        self.list.setText(_("Make the list again") if one.listed_on else _("Make the list"))
        self.pay.setVisible(pay and not closed and bool(one.listed_on))
        self.pay.setEnabled(one.listed_amount > one.drawn)
        self.add.setVisible(manage and not closed and bool(one.listed_on))
        self.close_it.setVisible(pay and not closed and bool(one.listed_on))
        self.reopen.setVisible(pay and closed)
        self.change.setVisible(manage and not closed)
        self.paper.setEnabled(bool(one.listed) and self._desk.may("print"))

    def _show(self, number: int, people: list[Recipient], entitled: Entitlement | None) -> None:
        if self.programme is None or self.programme.id != number:
            return
        self.recipients.show_list(self.programme, people)
        listed = bool(people) or bool(self.programme.listed_on)
        self.recipients.setVisible(listed)
        self._rest.setVisible(not listed)
        if entitled is not None:
            self._tell(_preview_text(entitled, self._desk.info.currency), beyond=entitled.beyond)

    def _tell(self, text: str, *, beyond: int = 0) -> None:
        self._told.setText(text)
        dress(self._notice, level="warn" if beyond else "info")
        self._notice.setVisible(bool(text))

    def _write(self, job: Callable[[Session, int], Any], sentence: str) -> None:
        if self.programme is not None:
            number = self.programme.id
            self._desk.write(
                self,
                lambda session, _task: job(session, number),
                done=lambda _done: self._desk.feedback.done(sentence),
            )

    def _on_list(self) -> None:
        if self.programme is not None:
            number = self.programme.id
            self._desk.write(
                self,
                lambda session, _task: list_entitled(session, programme_id=number),
                done=self._on_listed,
            )

    def _on_listed(self, done: Listed) -> None:
        people = _people(len(done.entitlement.people))
        self._tell("")
        self._desk.announce(
            done.changes, self, _("The list is made: {people}.").format(people=people)
        )

    def _on_pay(self) -> None:
        self._write(
            lambda session, number: pay_programme(session, programme_id=number),
            _("The list is paid out of the cash box by one voucher."),
        )

    def _on_close(self) -> None:
        self._write(
            lambda session, number: close_programme(session, programme_id=number),
            _("The programme is closed; what was not given is back in the cash box."),
        )

    def _reopen(self, reason: str) -> None:
        if self.programme is None:
            return
        number = self.programme.id
        self._desk.write(
            self,
            lambda session, _task: reopen_programme(session, programme_id=number, reason=reason),
            sentence=_("The programme is open again."),
            done=lambda _changes: self.reopening.hide(),
            failed=self._refuse_reopening,
        )

    def _refuse_reopening(self, refusal: UnionbookError) -> None:
        self.reopening.row.fault(str(refusal))

    def _on_add(self) -> None:
        if self.programme is not None:
            self.by_hand.begin(self.programme.id)
            self._scrolled.bring(self.by_hand)

    def _report(self) -> tuple[str, Any]:
        number = self.programme.id if self.programme else 0
        name = self.programme.name if self.programme else ""
        return name, lambda session: programme_report(session, programme_id=number)

    def ways(self) -> list[QPushButton]:
        """Give the buttons of the next steps that are in sight."""
        some = (self.list, self.pay, self.add, self.close_it, self.reopen, self.change)
        return [one for one in some if one.isVisible()]


def _read(
    session: Session, number: int, *, planned: bool
) -> tuple[list[Recipient], Entitlement | None]:
    people = list_recipients(session, programme_id=number)
    return people, preview_entitled(session, programme_id=number) if planned else None


def _people(count: int) -> str:
    return ngettext("{count} person", "{count} people", count).format(
        count=formats.shown_number(count)
    )


def _preview_text(found: Entitlement, currency: str) -> str:
    total = f"{formats.shown_number(found.total)} {currency}"
    lines = [
        _("Entitled now: {people}, {total}.").format(people=_people(len(found.people)), total=total)
    ]
    if found.beyond:
        lines.append(
            _("That is {amount} more than the budget.").format(
                amount=f"{formats.shown_number(found.beyond)} {currency}"
            )
        )
    lines += [f"{one.name}: {one.reason}" for one in found.left_out[:_MOST_NAMED]]
    more = len(found.left_out) - _MOST_NAMED
    if more > 0:
        lines.append(_("{count} more are left out.").format(count=formats.shown_number(more)))
    return "\n".join(lines)
