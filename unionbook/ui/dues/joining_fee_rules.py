# SPDX-License-Identifier: Apache-2.0
"""The rules by which who joins pays once: those that hold, and taking over one of the country."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from unionbook.domain.dues import Basis
from unionbook.errors import InvalidValueError
from unionbook.operations.dues_words import percent_text
from unionbook.operations.joining_fees import JoiningFeeRule, adopt_rule, end_rule
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.days import typed_day
from unionbook.ui.dues.ending import EndingRules
from unionbook.ui.theme import Space
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.texts import label, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.domain.dues_templates import JoiningFeeTemplate
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class JoiningFeeRules(EndingRules):
    """The rules, the latest first, each with its end; a form for another."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, buttons, _("Rules"), right="change_dues_rules")
        self.templates: Sequence[JoiningFeeTemplate] = ()
        self.which = QComboBox()
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.amount, self.region, self.since = AmountField(), QLineEdit(), QLineEdit()
        self.fields["key"] = self.form.add(_("Rule of the country"), self.which)
        self.fields["rate"] = self.form.add(_("Amount for everybody"), self.amount)
        self.fields["region"] = self.form.add(_("Regency or city"), self.region)
        self.fields["since"] = self.form.add(
            _("From"), self.since, _("Left empty: the day on which the rule began.")
        )
        self.let_add(_("Take a rule of the country"), self._on_adopt)
        self.which.currentIndexChanged.connect(lambda _place: self._on_which())
        for line in (self.amount, self.region, self.since):
            line.returnPressed.connect(self._on_adopt)

    def show_rules(
        self, rules: Sequence[JoiningFeeRule], templates: Sequence[JoiningFeeTemplate]
    ) -> None:
        """Show the branch's rules, and offer those of the country."""
        if tuple(templates) != tuple(self.templates):
            self.templates = tuple(templates)
            self.which.clear()
            for known in templates:
                self.which.addItem(known.name, known.key)
        self.clear(0)
        for one in reversed(rules):
            self._rows.addWidget(self._row(one))
        if not rules:
            self.add_nothing(_("No rule yet: nobody owes a joining fee."))

    def _row(self, one: JoiningFeeRule) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, Space.TIGHT)
        column.setSpacing(Space.HAIR)
        column.addWidget(label(one.name, wrap=True))
        for text in (self._terms(one), one.source):
            if text:
                column.addWidget(label(text, "caption", wrap=True))
        if self.may and not one.until:
            self.let_end(column, one, end_rule)
        return holder

    def _terms(self, one: JoiningFeeRule) -> str:
        if one.basis is Basis.FLAT:
            what = f"{formats.shown_number(one.amount)} {self._desk.info.currency}"
        else:
            what = f"{percent_text(one.rate)}, {one.region}"
        if one.until:
            when = _("From {first} to {last}").format(
                first=formats.shown_date(one.since), last=formats.shown_date(one.until)
            )
        else:
            when = _("from {date}").format(date=formats.shown_date(one.since))
        return f"{what}  ·  {when}"

    def open_form(self) -> None:
        """Ask which rule."""
        for line in (self.amount, self.region, self.since):
            line.clear()
        self._on_which()
        super().open_form()

    def _chosen(self) -> JoiningFeeTemplate | None:
        key = self.which.currentData()
        return next((one for one in self.templates if one.key == key), None)

    def _on_which(self) -> None:
        one = self._chosen()
        if one is not None:
            self.fields["rate"].setVisible(one.basis == Basis.FLAT.value)
            self.fields["region"].setVisible(one.basis == Basis.MINIMUM_WAGE.value)
            self.which.setToolTip(plain(one.name))

    def _on_adopt(self) -> None:
        one = self._chosen()
        if one is None:
            return
        for row in self.fields.values():
            row.fault()
        region, since = self.region.text(), self.since.text()
        try:
            amount = self.amount.typed(field="rate") or 0
        except InvalidValueError as refusal:
            self.refuse(refusal)
            return
        self._desk.write(
            self,
            lambda session, _task: adopt_rule(
                session,
                key=one.key,
                amount=amount if one.basis == Basis.FLAT.value else 0,
                region=region,
                since=typed_day(since, field="since"),
            ),
            sentence=_("The rule holds from its day on."),
            done=lambda _changes: self.close_form(),
            failed=self.refuse,
        )
