# SPDX-License-Identifier: Apache-2.0
"""A form for a programme: what is given, to whom, out of which budget."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.fields import CHOICE_LABELS
from unionbook.domain.programmes import MILLION, PROGRAMME_LABELS, Entitled
from unionbook.errors import InvalidValueError, UnionbookError
from unionbook.operations.programmes import Plan, add_programme, change_programme, plan_of
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.days import typed_day
from unionbook.ui.dues.own_rule import typed_percent
from unionbook.ui.theme import Space
from unionbook.ui.widgets.form import Form
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.data.journal import Changes
    from unionbook.operations.groups import Group
    from unionbook.operations.programmes import Programme
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_PERCENT = MILLION // 100
_OLDEST = 99


class ProgrammeForm(QWidget):
    """Adds a programme, or changes one that is not closed."""

    left = Signal()
    kept = Signal(object)  # 63 bits do not fit into Qt's int
    """The programme added or changed."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._changed = 0
        self._held = Plan("")
        self.name, self.goods, self.decision = QLineEdit(), QLineEdit(), QLineEdit()
        self.planned_on, self.member_share, self.other_share = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind, self.whom, self.sex = QComboBox(), QComboBox(), QComboBox()
        self.amount, self.budget = AmountField(), AmountField()
        self.for_children = QCheckBox(_("For their children"))
        self.from_age, self.to_age = QSpinBox(), QSpinBox()
        self._lay_out(buttons)
        for line in (self.name, self.amount, self.budget, self.goods, self.decision):
            line.returnPressed.connect(self._on_save)
        self.for_children.toggled.connect(self._ages.setVisible)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)

    def offer_groups(self, groups: Sequence[Group]) -> None:
        """Offer the departments and groups there are."""
        present = self.whom.currentData()
        self.whom.clear()
        self.whom.addItem(_("All departments"), None)
        for group in groups:
            self.whom.addItem(group.name, (group.kind, group.id))
        for place in range(self.whom.count()):
            if self.whom.itemData(place) == present:
                self.whom.setCurrentIndex(place)

    def begin(self, programme: Programme | None = None) -> None:
        """Ask for a new programme, or change one."""
        self._changed = programme.id if programme else 0
        self._held = plan = plan_of(programme) if programme else Plan("")
        self._title.setText(_("Change the programme") if programme else _("New programme"))
        for row in self.rows.values():
            row.fault()
        self.name.setText(plan.name)
        self.kind.setCurrentIndex(max(self.kind.findData(str(plan.kind)), 0))
        self.amount.show_amount(plan.amount or None)
        self.budget.show_amount(plan.budget or None)
        self.goods.setText(plan.goods)
        self.decision.setText(plan.decision)
        self.planned_on.setText(formats.shown_date(plan.planned_on))
        self._show_entitled(plan.entitled)
        self.name.setFocus()

    def _show_entitled(self, entitled: Entitled) -> None:
        wanted = ("department", entitled.department_id) if entitled.department_id else None
        places = (p for p in range(self.whom.count()) if self.whom.itemData(p) == wanted)
        self.whom.setCurrentIndex(next(places, 0))
        if entitled.group_id:
            for place in range(1, self.whom.count()):
                if self.whom.itemData(place)[1] == entitled.group_id:
                    self.whom.setCurrentIndex(place)
        self.sex.setCurrentIndex(max(self.sex.findData(entitled.sex), 0))
        self.member_share.setText(str(entitled.member_share // _PERCENT))
        self.other_share.setText(str(entitled.other_share // _PERCENT))
        self.for_children.setChecked(entitled.children)
        self._ages.setVisible(entitled.children)
        self.from_age.setValue(entitled.from_age)
        self.to_age.setValue(entitled.to_age)

    def _lay_out(self, buttons: Buttons) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.MEDIUM)
        self._title = label("", "strong", wrap=True)
        column.addWidget(self._title)
        for key, text in PROGRAMME_LABELS.items():
            self.kind.addItem(_(text), key.value)
        self.sex.addItem(_("Everybody"), "")
        for sex, text in CHOICE_LABELS["sex"].items():
            self.sex.addItem(_(text), sex)
        for box in (self.whom, self.kind, self.sex):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(16)
        form = Form()
        percent = _("In percent of the amount.")
        self.rows = {
            "name": form.add(_("Name of the programme"), self.name),
            "kind": form.add(_("Kind"), self.kind),
            "amount": form.add(_("Amount for each"), self.amount),
            "goods": form.add(_("What it is made of, where it is no money"), self.goods),
            "budget": form.add(_("Budget"), self.budget, _("Left empty: no limit.")),
            "whom": form.add(_("For whom"), self.whom),
            "sex": form.add(_("Only"), self.sex),
            "member_share": form.add(_("Members get"), self.member_share, percent),
            "other_share": form.add(_("Who is not a member gets"), self.other_share, percent),
        }
        column.addLayout(form)
        column.addWidget(self.for_children)
        column.addWidget(self._age_row())
        more = Form()
        self.rows["planned_on"] = more.add(_("Planned on"), self.planned_on)
        self.rows["decision"] = more.add(_("Number of the decision"), self.decision)
        column.addLayout(more)
        foot = QHBoxLayout()
        self.save = buttons.save(self._on_save)
        foot.addWidget(self.save)
        foot.addWidget(buttons.cancel(self.left.emit))
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)

    def _age_row(self) -> QWidget:
        self._ages = QWidget()
        row = QHBoxLayout(self._ages)
        row.setContentsMargins(0, 0, 0, 0)
        for box, text in ((self.from_age, _("From the age of")), (self.to_age, _("to"))):
            box.setRange(0, _OLDEST)
            box.setAccessibleName(text)
            heading = label(text)
            heading.setBuddy(box)
            row.addWidget(heading)
            row.addWidget(box)
        row.addStretch(1)
        return self._ages

    def _plan(self) -> Plan:
        chosen = self.whom.currentData()
        kind, number = chosen if chosen is not None else ("", None)
        entitled = replace(
            self._held.entitled,
            department_id=number if kind == "department" else None,
            group_id=number if kind and kind != "department" else None,
            sex=str(self.sex.currentData() or ""),
            member_share=typed_percent(self.member_share.text(), field="member_share"),
            other_share=typed_percent(self.other_share.text(), field="other_share"),
            # Who gets a share without being a member has to be chosen first.
            statuses=(
                tuple(CHOICE_LABELS["status"]) if self.other_share.text().strip("0 ") else ()
            ),
            children=self.for_children.isChecked(),
            from_age=self.from_age.value(),
            to_age=self.to_age.value(),
        )
        return replace(
            self._held,
            name=self.name.text(),
            kind=str(self.kind.currentData()),
            amount=self.amount.typed() or 0,
            budget=self.budget.typed(field="budget") or 0,
            goods=self.goods.text(),
            decision=self.decision.text(),
            planned_on=typed_day(self.planned_on.text(), field="planned_on"),
            entitled=entitled,
        )

    def _on_save(self) -> None:
        for row in self.rows.values():
            row.fault()
        try:
            plan = self._plan()
        except InvalidValueError as refusal:
            self._refuse(refusal)
            return
        changed = self._changed
        self._desk.write(
            self,
            lambda session, _task: (
                change_programme(session, programme_id=changed, plan=plan)
                if changed
                else add_programme(session, plan=plan)
            ),
            sentence=_("The programme is kept."),
            done=self._on_kept,
            failed=self._refuse,
        )

    def _on_kept(self, changes: Changes) -> None:
        self.kept.emit(self._changed or changes.rows["programmes"][0])

    def _refuse(self, refusal: UnionbookError) -> None:
        row = self.rows.get(refusal.field) if isinstance(refusal, InvalidValueError) else None
        if row is None:
            self._desk.feedback.error(str(refusal))
        else:
            row.fault(str(refusal))
            row.control.setFocus()
