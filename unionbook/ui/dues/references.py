# SPDX-License-Identifier: Apache-2.0
"""Base salaries and minimum wages, which rules refer to: shown with their sources, entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit

from unionbook.domain.dues import REFERENCE_LABELS, Basis
from unionbook.errors import InvalidValueError
from unionbook.operations.dues_rules import set_reference
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.days import typed_day
from unionbook.ui.dues.certainty import certainty_pill
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.dues_rules import ReferenceValue
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


class References(Part):
    """The values, the latest first, and a form for a new one."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        title = _("Base salary and minimum wages")
        super().__init__(desk, buttons, title, right="change_dues_rules")
        self.kind, self.amount = QComboBox(), AmountField()
        self.region, self.since, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        for key, text in REFERENCE_LABELS.items():
            self.kind.addItem(_(text), key)
        self.fields["kind"] = self.form.add(_("Kind"), self.kind)
        self.fields["region"] = self.form.add(_("Regency or city"), self.region)
        self.fields["amount"] = self.form.add(_("Amount"), self.amount)
        self.fields["since"] = self.form.add(_("From"), self.since)
        self.fields["source"] = self.form.add(_("Where it is written"), self.source)
        self.let_add(_("Enter a value"), self._on_save)
        self.kind.currentIndexChanged.connect(lambda _place: self._on_kind())
        for line in (self.region, self.amount, self.since, self.source):
            line.returnPressed.connect(self._on_save)

    def show_values(self, values: Sequence[ReferenceValue]) -> None:
        """Show the values."""
        self.clear(0)
        for one in sorted(values, key=lambda one: one.since, reverse=True):
            amount = f"{formats.shown_number(one.amount)} {self._desk.info.currency}"
            what = _(REFERENCE_LABELS.get(one.kind, one.kind))
            if one.region:
                what = f"{what}, {one.region}"
            since = _("from {date}").format(date=formats.shown_date(one.since))
            caption = "  ·  ".join(part for part in (since, one.source) if part)
            mark = certainty_pill(one.certainty)
            self.add_row(f"{what}: {amount}", caption, mark)
        if not values:
            self.add_nothing(_("No value yet. A rule that refers to one brings it along."))

    def open_form(self) -> None:
        """Ask for a value."""
        for line in (self.region, self.amount, self.since, self.source):
            line.clear()
        self._on_kind()
        super().open_form()

    def _on_kind(self) -> None:
        self.fields["region"].setVisible(self.kind.currentData() == Basis.MINIMUM_WAGE.value)

    def _on_save(self) -> None:
        for row in self.fields.values():
            row.fault()
        kind, region = str(self.kind.currentData()), self.region.text()
        try:
            amount = self.amount.typed() or 0
            since = typed_day(self.since.text(), field="since")
        except InvalidValueError as refusal:
            self.refuse(refusal)
            return
        if not since:
            self.fields["since"].fault(_("Say from which day on it holds."))
            return
        source = self.source.text()
        self._desk.write(
            self,
            lambda session, _task: set_reference(
                session, kind=kind, since=since, amount=amount, region=region, source=source
            ),
            sentence=_("The value is kept. Assess the month again where it was assessed already."),
            done=lambda _changes: self.close_form(),
            failed=self.refuse,
        )
