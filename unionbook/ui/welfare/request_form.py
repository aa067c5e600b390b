# SPDX-License-Identifier: Apache-2.0
"""A request for welfare: for whom, of which kind; the amount and the doubts come while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.welfare import RELATION_LABELS
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.welfare import Asking, correct_case, propose_case, request_case
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.member_picker import MemberPicker
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.scrolled import Scrolled
from unionbook.ui.widgets.texts import dress, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.domain.welfare import WelfareRule
    from unionbook.operations.welfare import CaseInFull, Proposal, Requested
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_PAUSE_MS = 250
_REASON_HEIGHT = 76


class RequestForm(QFrame):
    """The panel in which a case is asked for."""

    left = Signal()
    requested = Signal(object)  # 63 bits do not fit into Qt's int
    """The number of the new case."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._kinds: dict[str, WelfareRule] = {}
        self._opens = False
        self._corrects = 0
        self._kept: dict[str, Any] = {}
        self.setProperty("look", "panel")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._propose)
        self.member = MemberPicker(desk, _("Member"))
        self.kind, self.relation = QComboBox(), QComboBox()
        self.relative, self.event_on, self.payee = QLineEdit(), QLineEdit(), QLineEdit()
        self._lines = {"relative": self.relative, "event_on": self.event_on, "payee": self.payee}
        self.amount, self.reason = AmountField(), QPlainTextEdit()
        self.secret = QCheckBox(_("Confidential"))
        self._lay_out(buttons)
        self._wire()

    def offer(self, kinds: Sequence[WelfareRule], *, opens_cases: bool) -> None:
        """Offer the kinds in force; ``opens_cases``: whether the user may keep secrets."""
        present = self.kind.currentData()
        self._kinds = {one.kind: one for one in kinds}
        self._opens = opens_cases
        self.kind.blockSignals(True)
        self.kind.clear()
        for one in kinds:
            self.kind.addItem(one.name, one.kind)
        self.kind.setCurrentIndex(max(self.kind.findData(present), 0))
        self.kind.blockSignals(False)
        if self.kind.currentData() != present:  # else what is typed already stays as it is
            self._on_kind()
        self._may_be_secret()
        kept, self._kept = self._kept, {}
        if kept:
            self._show_typed(kept)

    @property
    def typed(self) -> dict[str, Any]:
        """Give what is half typed, nothing where nobody typed anything."""
        texts = {name: line.text() for name, line in self._lines.items()}
        texts["reason"] = self.reason.toPlainText()
        if not self.member.member_id and not any(texts.values()):
            return self._kept
        return {
            "member": (self.member.member_id, self.member.box.text()),
            "kind": self.kind.currentData(),
            "relation": self.relation.currentData(),
            "amount": self.amount.text(),
            "secret": self.secret.isChecked(),
            "corrects": self._corrects,
            "texts": texts,
        }

    def restore(self, typed: dict[str, Any]) -> None:
        """Bring back what was half typed, once the kinds are known."""
        self._kept = typed

    def clear(self) -> None:
        """Forget what is typed."""
        self._kept = {}
        self._set_corrects(0)
        for line in self._lines.values():
            line.clear()
        self.reason.clear()
        self.amount.show_amount(None)
        self.member.clear()
        for row in self.rows.values():
            row.fault()
        self._show_proposal(None)

    def _show_typed(self, typed: dict[str, Any]) -> None:
        self.begin(*typed["member"])
        self._set_corrects(int(typed["corrects"]))
        self.kind.setCurrentIndex(max(self.kind.findData(typed["kind"]), 0))
        self.relation.setCurrentIndex(max(self.relation.findData(typed["relation"]), 0))
        for name, line in self._lines.items():
            line.setText(typed["texts"][name])
        self.reason.setPlainText(typed["texts"]["reason"])
        self.amount.setText(typed["amount"])
        self.secret.setChecked(bool(typed["secret"]))
        self._on_edited()

    def correct(self, found: CaseInFull, name: str) -> None:
        """Correct a request that nobody checked yet; member and kind stay as they are."""
        case, about = found.case, found.about
        self.begin(case.member, name)
        self._set_corrects(case.id)
        self.kind.setCurrentIndex(max(self.kind.findData(case.kind), 0))
        if about is not None:
            self.relation.setCurrentIndex(max(self.relation.findData(about.relation), 0))
            self.relative.setText(about.relative)
            self.event_on.setText(formats.shown_date(about.event_on))
            self.reason.setPlainText(about.reason)
        self.secret.setChecked(case.confidential)
        self.amount.show_amount(case.asked)
        self.payee.setText(case.payee)
        self.secret.setEnabled(False)
        self.amount.setFocus()

    def _set_corrects(self, case: int) -> None:
        self._corrects = case
        self._title.setText(_("Correct the request") if case else _("New request"))
        self.save.setText(_("Save") if case else _("Request"))
        self.rows["member"].setEnabled(not case)
        self.kind.setEnabled(not case)

    def begin(self, member: int = 0, name: str = "") -> None:
        """Ask for a case of a member."""
        self.clear()
        if member:
            self.member.show_member(member, name)
        self._on_kind()
        (self.kind if member else self.member).setFocus()

    def _lay_out(self, buttons: Buttons) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setProperty("look", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        self._title = label(_("New request"), "strong", wrap=True)
        column.addWidget(self._title)
        form = Form()
        self.reason.setFixedHeight(_REASON_HEIGHT)
        self.reason.setTabChangesFocus(True)
        for box in (self.kind, self.relation):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(20)
        self.rows = {
            "member": form.add(_("Member"), self.member.box, beside=self.member),
            "kind": form.add(_("Kind"), self.kind),
            "relation": form.add(_("It befell"), self.relation),
            "relative": form.add(_("Name of the relative"), self.relative),
            "event_on": form.add(_("On"), self.event_on),
            "amount": form.add(_("Amount"), self.amount),
            "payee": form.add(_("Paid to, where it is not the member"), self.payee),
            "reason": form.add(_("Reason"), self.reason),
        }
        column.addLayout(form)
        column.addWidget(self.secret)
        self._secret_told = label("", "caption", wrap=True)
        column.addWidget(self._secret_told)
        self._notice = QFrame()
        noticed = QVBoxLayout(self._notice)
        self.doubts = label("", wrap=True)
        noticed.addWidget(self.doubts)
        self._notice.setProperty("look", "notice")
        self._notice.hide()
        column.addWidget(self._notice)
        foot = QHBoxLayout()
        self.save = buttons.primary(_("Request"), self._on_save, icon="check")
        foot.addWidget(self.save)
        foot.addWidget(buttons.cancel(self.left.emit))
        foot.addStretch(1)
        column.addLayout(foot)
        outer.addWidget(Scrolled(inner))

    def _wire(self) -> None:
        self.member.picked.connect(lambda _member, _name: self._on_edited())
        self.kind.currentIndexChanged.connect(lambda _place: self._on_kind())
        self.relation.currentIndexChanged.connect(lambda _place: self._on_relation())
        self.amount.amount_changed.connect(lambda _amount: self._on_edited())
        for line in (self.relative, self.event_on):
            line.textEdited.connect(lambda _text: self._on_edited())
        for line in (self.relative, self.event_on, self.amount, self.payee):
            line.returnPressed.connect(self._on_save)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)

    def _rule(self) -> WelfareRule | None:
        return self._kinds.get(str(self.kind.currentData() or ""))

    def _on_kind(self) -> None:
        rule = self._rule()
        self.relation.blockSignals(True)
        self.relation.clear()
        for one in rule.benefits if rule else ():
            self.relation.addItem(_(RELATION_LABELS[one.relation]), one.relation.value)
        self.relation.blockSignals(False)
        secret = bool(rule and rule.confidential)
        self.secret.setChecked(secret)
        self._may_be_secret()
        hint = _("The rule asks for: {papers}")
        papers = "; ".join(rule.papers) if rule else ""
        self.rows["kind"].note.setText(hint.format(papers=papers) if papers else "")
        self.rows["kind"].note.setVisible(bool(papers))
        self._on_relation()

    def _may_be_secret(self) -> None:
        rule = self._rule()
        may = self._opens and not (rule and rule.confidential) and not self._corrects
        self.secret.setEnabled(may)
        told = _("Reason and papers go under the key of the cases; the treasurer sees neither.")
        if not self._opens:
            told = _(
                "Only who may open the cases can keep a reason secret: let the head or the "
                "complaints officer enter such a request."
            )
        self._secret_told.setText(told)
        self.secret.setAccessibleDescription(told)

    def _on_relation(self) -> None:
        rule = self._rule()
        benefit = rule.benefit(str(self.relation.currentData())) if rule else None
        self.rows["relation"].setVisible(self.relation.count() > 1)
        self.rows["relative"].setVisible(self.relation.currentData() not in (None, "member"))
        self.amount.show_amount(benefit.amount if benefit else None)
        most = benefit.ceiling if benefit and benefit.ceiling > benefit.amount else 0
        told = _("At most {amount}.").format(amount=formats.shown_number(most)) if most else ""
        self.rows["amount"].note.setText(told)
        self.rows["amount"].note.setVisible(bool(told))
        self._on_edited()

    def _on_edited(self) -> None:
        self._timer.start()

    def _asking(self) -> Asking:
        return Asking(
            str(self.kind.currentData() or ""),
            self.member.member_id,
            str(self.relation.currentData() or "member"),
            self.relative.text() if self.rows["relative"].isVisibleTo(self) else "",
            self.event_on.text(),
            self.amount.typed() or 0,
            self.payee.text(),
            self.reason.toPlainText(),
            self.secret.isChecked(),
        )

    def _propose(self) -> None:
        if not self.member.member_id or not self._kinds or self._corrects:
            # A request that is corrected would be doubted because of itself.
            self._show_proposal(None)
            return
        try:
            asking = self._asking()
        except InvalidValueError:
            return  # said when it is saved: somebody is still typing
        self._desk.read(
            self,
            lambda session: propose_case(session, asking=asking),
            self._show_proposal,
            failed=lambda _refusal: self._show_proposal(None),
            purpose="welfare proposed",
        )

    def _show_proposal(self, found: Proposal | None) -> None:
        doubts = found.doubts if found else ()
        self.doubts.setText("\n".join(one.sentence for one in doubts))
        dress(self._notice, level="warn")
        self._notice.setVisible(bool(doubts))

    def _on_save(self) -> None:
        for row in self.rows.values():
            row.fault()
        if not self.member.member_id:
            self._refuse(InvalidValueError(_("Choose a member."), field="member"))
            return
        try:
            asking = self._asking()
        except InvalidValueError as refusal:
            self._refuse(refusal)
            return
        corrects = self._corrects
        self.save.setEnabled(False)
        self._desk.write(
            self,
            lambda session, _task: (
                correct_case(session, case_id=corrects, asking=asking)
                if corrects
                else request_case(session, asking=asking)
            ),
            done=self._on_requested,
            failed=self._refuse,
        )

    def _on_requested(self, done: Requested) -> None:
        self.save.setEnabled(True)
        # The operation tells more than its changes; the screens listen to those.
        told = (
            _("The request is corrected.")
            if self._corrects
            else _("The request is kept; now it waits to be checked.")
        )
        self._desk.announce(done.changes, self, told)
        self.requested.emit(done.case_id)

    def _refuse(self, refusal: UnionbookError) -> None:
        self.save.setEnabled(True)
        field = refusal.field if isinstance(refusal, InvalidValueError) else ""
        row = self.rows.get(field)
        if row is None:
            self._desk.feedback.error(str(refusal))
        else:
            row.fault(str(refusal))
            row.control.setFocus()
