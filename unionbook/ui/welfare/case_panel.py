# SPDX-License-Identifier: Apache-2.0
"""One case: what it is about, as far as the user may know, how it stands, and its next step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from unionbook import paths
from unionbook.domain.welfare import OVER, RELATION_LABELS, STATE_LABELS, CaseState, Relation
from unionbook.operations.members import get_member
from unionbook.operations.money_papers import make_vouchers
from unionbook.operations.welfare import get_case
from unionbook.operations.welfare_papers import attach_paper, save_paper
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.paper.money_out import MoneyOut
from unionbook.ui.theme import Space
from unionbook.ui.welfare.case_step import CaseStepForm
from unionbook.ui.welfare.steps import ACTIONS
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import dress, label, pill, rule

if TYPE_CHECKING:
    from unionbook.operations.sessions import Session
    from unionbook.operations.welfare import CaseInFull, CasePaper
    from unionbook.ui.desk import Desk
    from unionbook.ui.welfare.steps import CaseAction
    from unionbook.ui.widgets.buttons import Buttons

LEVELS = {
    CaseState.REQUESTED: "info",
    CaseState.CHECKED: "info",
    CaseState.APPROVED: "warn",
    CaseState.PAID: "done",
    CaseState.ACKNOWLEDGED: "muted",
    CaseState.REFUSED: "error",
    CaseState.WITHDRAWN: "muted",
}


class CasePanel(QFrame):
    """The panel beside the list of cases."""

    closed = Signal()
    correct_asked = Signal(object, str)
    """The case to correct, and whose it is."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self._wanted = 0
        self._name = ""
        self.found: CaseInFull | None = None
        self.next_ways: dict[str, QPushButton] = {}
        self.papers: list[QPushButton] = []
        self.out = MoneyOut(desk, self)
        self.step = CaseStepForm(desk, buttons)
        self.setProperty("look", "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setProperty("look", "clear")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(Space.LARGE, Space.LARGE, Space.MEDIUM, Space.LARGE)
        self._column.setSpacing(Space.SMALL)
        self._lay_out()
        self._scrolled = Scrolled(inner)
        outer.addWidget(self._scrolled)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.closed)

    def show_case(self, case_id: int) -> None:
        """Show a case."""
        if case_id != self._wanted:
            self.step.hide()
            self._ways.show()
        self._wanted = case_id
        self._desk.read(
            self,
            lambda session: _read(session, case_id),
            self._show,
            purpose="welfare case",
        )

    def read_again(self) -> None:
        """Show the same case as it is now."""
        if self._wanted:
            self.show_case(self._wanted)

    def _lay_out(self) -> None:
        column = self._column
        top = QHBoxLayout()
        self.kind = label("", "strong", wrap=True)
        top.addWidget(self.kind, 1)
        top.addWidget(self._buttons.close(self.closed.emit), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        self._caption = label("", "caption", wrap=True)
        column.addWidget(self._caption)
        marks = QHBoxLayout()
        self.state, self.secret = pill(""), pill(_("Confidential"), "warn")
        marks.addWidget(self.state)
        marks.addWidget(self.secret)
        marks.addStretch(1)
        column.addLayout(marks)
        self.amount = label("", "title", wrap=True)
        column.addWidget(self.amount)
        self._about = QVBoxLayout()
        self._about.setSpacing(Space.HAIR)
        column.addLayout(self._about)
        self._notice = QFrame()
        self._notice.setProperty("look", "notice")
        noticed = QVBoxLayout(self._notice)
        self.doubts = label("", wrap=True)
        noticed.addWidget(self.doubts)
        self._notice.hide()
        column.addWidget(self._notice)
        self._ways = QWidget()
        self._flow = Flow(self._ways)
        self._flow.setContentsMargins(0, Space.TIGHT, 0, Space.TIGHT)
        column.addWidget(self._ways)
        column.addWidget(self.step)
        column.addWidget(rule())
        column.addWidget(label(_("Papers"), "section"))
        self._papers = QVBoxLayout()
        self._papers.setSpacing(Space.TIGHT)
        column.addLayout(self._papers)
        self.attach = self._buttons.make(
            _("Attach a paper"), self._on_attach, look="link", icon="add"
        )
        column.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(rule())
        column.addWidget(label(_("Steps"), "section"))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(Space.SMALL)
        column.addLayout(self._steps)
        self._wire_step()

    def _wire_step(self) -> None:
        self.step.left.connect(self._show_ways)
        self.step.taken.connect(lambda _changes: self._show_ways())

    def _show_ways(self) -> None:
        """Show what can be done instead of the form, and give the keyboard to the first of it."""
        self._ways.show()
        next(iter(self.next_ways.values())).setFocus()

    def _show(self, read: tuple[CaseInFull, str]) -> None:
        found, name = read
        if found.case.id != self._wanted:
            return
        self.found, self._name = found, name
        case = found.case
        self.kind.setText(found.rule.name)
        parts = (found.shown_number, name, formats.shown_date(case.asked_on))
        self._caption.setText("  ·  ".join(part for part in parts if part))
        self.state.setText(_(STATE_LABELS[case.state]))
        dress(self.state, level=LEVELS[case.state])
        self.secret.setVisible(case.confidential)
        currency = self._desk.info.currency
        self.amount.setText(f"{formats.shown_number(case.amount)} {currency}")
        self._show_about(found)
        self.doubts.setText("\n".join(one.sentence for one in found.doubts))
        dress(self._notice, level="warn")
        self._notice.setVisible(bool(found.doubts))
        self._show_actions(found)
        self._show_papers(found)
        self._show_steps(found)

    def _show_about(self, found: CaseInFull) -> None:
        _empty(self._about)
        case, about = found.case, found.about
        lines = [(_("Paid to"), case.payee)]
        if about is None:
            lines.append(
                (_("About"), _("Confidential: only who holds the key of the cases sees it."))
            )
        else:
            lines += [
                (_("For"), _(RELATION_LABELS[Relation(about.relation)]) if about.relation else ""),
                (_("Name"), about.relative),
                (_("On"), formats.shown_date(about.event_on)),
                (_("Reason"), about.reason),
            ]
        lines.append((_("Asked by"), case.user_name))
        for heading, text in lines:
            if text:
                self._about.addWidget(label(f"{heading}: {text}", wrap=True))

    def _show_actions(self, found: CaseInFull) -> None:
        had_keyboard = any(button.hasFocus() for button in self.next_ways.values())
        for button in self.next_ways.values():
            button.hide()
            button.deleteLater()
        self.next_ways = {}
        while self._flow.takeAt(0) is not None:
            pass
        for action in ACTIONS:
            if found.case.state in action.states and self._desk.may(action.right):
                self._add(action.name, self._action_button(action, found))
        if self._may_correct(found):
            name = self._name
            self._add(
                "correct",
                self._buttons.make(
                    _("Correct…"), lambda: self.correct_asked.emit(found, name), icon="edit"
                ),
            )
        if found.case.paid_by:
            voucher = found.case.paid_by
            if self._desk.may("print"):
                self._add(
                    "print",
                    self._buttons.make(
                        _("Print the voucher"), lambda: self._on_print(voucher), icon="print"
                    ),
                )
            self._add(
                "voucher",
                self._buttons.make(
                    _("Show the voucher"),
                    lambda: self._desk.go("books", ("voucher", voucher)),
                    icon="eye",
                ),
            )
        member = found.case.member
        self._add(
            "member",
            self._buttons.make(
                _("Open the record"), lambda: self._desk.go("members", member), icon="member"
            ),
        )
        if had_keyboard:
            next(iter(self.next_ways.values())).setFocus()
        self._ways.updateGeometry()

    def _may_correct(self, found: CaseInFull) -> bool:
        """Say whether the user asked for it, and nobody looked at it yet."""
        mine = self._desk.open_session.user.id == found.case.user_id
        asked = found.case.state is CaseState.REQUESTED and found.about is not None
        return mine and asked and self._desk.may("request_welfare")

    def _action_button(self, action: CaseAction, found: CaseInFull) -> QPushButton:
        make = self._buttons.primary if action.forward else self._buttons.make
        return make(_(action.text), lambda: self._begin(action, found), icon=action.icon)

    def _add(self, name: str, button: QPushButton) -> None:
        self.next_ways[name] = button
        self._flow.addWidget(button)
        button.show()

    def _begin(self, action: CaseAction, found: CaseInFull) -> None:
        self._ways.hide()
        self.step.begin(action, found)
        self._scrolled.bring(self.step)

    def _show_papers(self, found: CaseInFull) -> None:
        _empty(self._papers)
        self.papers = []
        case = found.case.id
        for one in found.papers:
            self.papers.append(self._paper(case, one))
            self._papers.addWidget(self.papers[-1])
        if not found.papers:
            asked = "; ".join(found.rule.papers)
            text = _("The rule asks for: {papers}").format(papers=asked) if asked else _("None.")
            self._papers.addWidget(label(text, "muted", wrap=True))
        known = found.about is not None and found.case.state not in OVER
        self.attach.setVisible(known and self._desk.may("request_welfare"))

    def _paper(self, case: int, one: CasePaper) -> QPushButton:
        return self._buttons.make(
            one.title, lambda: self._on_save(case, one.id, one.title), look="link", icon="save"
        )

    def _show_steps(self, found: CaseInFull) -> None:
        _empty(self._steps)
        self._steps.addWidget(
            self._step_label(_("Requested"), found.case.asked_on, found.case.user_name, "")
        )
        for step, note in zip(found.case.steps, found.notes, strict=True):
            text = _(STATE_LABELS[CaseState(step.kind.value)])
            if step.amount:
                text = f"{text}: {formats.shown_number(step.amount)}"
            self._steps.addWidget(self._step_label(text, step.done_on, step.user_name, note))
        if found.case.paid_on:
            self._steps.addWidget(self._step_label(_("Paid out"), found.case.paid_on, "", ""))

    def _step_label(self, text: str, day: str, name: str, note: str) -> QLabel:
        parts = [text, formats.shown_date(day), name]
        shown = "  ·  ".join(part for part in parts if part)
        return label(f"{shown}\n{note}" if note else shown, wrap=True)

    def _on_print(self, voucher: int) -> None:
        self.out.print(_("Voucher"), lambda session: make_vouchers(session, ids=[voucher]))

    def _on_attach(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Attach a paper"), str(paths.documents_folder())
        )
        case = self._wanted
        if chosen and case:
            self._desk.write(
                self,
                lambda session, _task: attach_paper(session, case_id=case, path=Path(chosen)),
                sentence=_("The paper is attached."),
                done=lambda _changes: self.read_again(),
            )

    def _on_save(self, case: int, paper: int, title: str) -> None:
        start = str(paths.documents_folder() / title)
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the paper"), start)
        if chosen:
            path = Path(chosen)
            self._desk.read(
                self,
                lambda session: save_paper(session, case_id=case, paper_id=paper, path=path),
                lambda _done: self._desk.feedback.done(
                    _("Saved as {name}.").format(name=path.name)
                ),
            )


def _read(session: Session, case_id: int) -> tuple[CaseInFull, str]:
    found = get_case(session, case_id=case_id)
    member = get_member(session, member_id=found.case.member)
    return found, str(member.values["full_name"] or "")


def _empty(rows: QVBoxLayout) -> None:
    while (item := rows.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
