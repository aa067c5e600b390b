# SPDX-License-Identifier: Apache-2.0
"""A form for a kind of welfare of the branch's own, or for new amounts of one there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox

from unionbook.domain.roles import ROLE_LABELS, Role
from unionbook.domain.welfare import RELATION_LABELS, Benefit, Relation, WelfareRule
from unionbook.errors import InvalidValueError
from unionbook.operations.welfare_rules import APPROVERS, add_rule
from unionbook.texts import gettext as _
from unionbook.ui.days import typed_day
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.part import Part

if TYPE_CHECKING:
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_MOST_TIMES = 99


class KindForm(Part):
    """One amount for each relation; those left empty are not given anything."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        title = _("Another kind, or other amounts")
        super().__init__(desk, buttons, title, right="change_welfare_rules")
        add = self.form.add
        self.name, self.since, self.papers = QLineEdit(), QLineEdit(), QLineEdit()
        self.approver, self.per_year = QComboBox(), QSpinBox()
        self.per_year.setRange(0, _MOST_TIMES)
        self.secret = QCheckBox(_("Confidential"))
        for role in APPROVERS:
            self.approver.addItem(_(ROLE_LABELS[Role(role)]), role)
        self.amounts = {relation: AmountField() for relation in Relation}
        self.fields["name"] = add(
            _("Name of the kind"),
            self.name,
            _("The name of one there is: the new amounts take the place of the old ones."),
        )
        for relation, field in self.amounts.items():
            self.fields[relation.value] = add(_(RELATION_LABELS[relation]), field)
        self.fields["per_year"] = add(
            _("Times a year"), self.per_year, _("0: as often as it befalls.")
        )
        self.fields["papers"] = add(
            _("Papers asked for"), self.papers, _("Several are set apart by a semicolon.")
        )
        self.fields["approver"] = add(_("Approved by"), self.approver)
        self.fields["since"] = add(_("From"), self.since)
        self.form.addWidget(self.secret)
        self.let_add(_("Enter a kind"), self._on_add)
        for line in (self.name, self.papers, self.since, *self.amounts.values()):
            line.returnPressed.connect(self._on_add)

    def _on_add(self) -> None:
        self.write_typed(
            self._rule,
            lambda session, rule: add_rule(session, rule=rule),
            _("The kind is kept."),
            self._on_added,
        )

    def _rule(self) -> WelfareRule:
        since = typed_day(self.since.text(), field="since")
        if not since:
            raise InvalidValueError(_("Say from which day on the rule holds."), field="since")
        benefits = tuple(
            Benefit(relation, amount)
            for relation, field in self.amounts.items()
            if (amount := field.typed(field=relation.value))
        )
        return WelfareRule(
            0,
            "",
            self.name.text(),
            benefits,
            since,
            per_year=self.per_year.value(),
            papers=tuple(one for one in self.papers.text().split(";") if one.strip()),
            approver=str(self.approver.currentData()),
            confidential=self.secret.isChecked(),
        )

    def _on_added(self) -> None:
        for line in (self.name, self.since, self.papers, *self.amounts.values()):
            line.clear()
        self.secret.setChecked(False)
        self.per_year.setValue(0)
        self.close_form()
