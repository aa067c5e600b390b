# SPDX-License-Identifier: Apache-2.0
"""The rules in force and before, in words with their sources; one of the country taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unionbook.domain.dues import Basis
from unionbook.operations.dues_rules import adopt_rule, end_rule
from unionbook.operations.dues_words import terms_of
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.days import typed_day
from unionbook.ui.dues.certainty import certainty_pill
from unionbook.ui.dues.ending import EndingRules
from unionbook.ui.theme import Space
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.texts import label, plain, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.dues_rules import DuesRule, RuleTemplate
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_KEY = int(Qt.ItemDataRole.UserRole.value)
_ROW, _ROWS = 32, 6


class RulesList(EndingRules):
    """Each rule with its terms; a form that takes one over."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, buttons, _("Rules"), right="change_dues_rules")
        self.templates: tuple[RuleTemplate, ...] = ()
        # A list and no box: the names are long, and of a list one sees them all.
        self.which = QListWidget()
        self.which.setProperty("look", "pick")
        self.which.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.amount, self.region, self.since = AmountField(), QLineEdit(), QLineEdit()
        self._terms = label("", wrap=True)
        self._source = label("", "caption", wrap=True)
        self.fields["key"] = self.form.add(_("Rule of the country"), self.which)
        told = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(self._terms)
        words.addWidget(self._source)
        told.addLayout(words, 1)
        self._mark = certainty_pill("")
        told.addWidget(self._mark)
        self.form.addLayout(told)
        self.fields["amount"] = self.form.add(_("Amount for everybody"), self.amount)
        self.fields["region"] = self.form.add(
            _("Regency or city whose minimum wage counts"), self.region
        )
        self.fields["since"] = self.form.add(
            _("From"), self.since, _("Left empty: the day on which the rule began.")
        )
        self.let_add(_("Take a rule of the country"), self._on_adopt)
        self.which.currentRowChanged.connect(lambda _row: self._on_which())
        for line in (self.amount, self.region, self.since):
            line.returnPressed.connect(self._on_adopt)

    def show_rules(self, rules: Sequence[DuesRule], templates: Sequence[RuleTemplate]) -> None:
        """Show the branch's rules, the latest first, and offer those of the country."""
        if tuple(templates) != self.templates:
            self.templates = tuple(templates)
            self.which.clear()
            for known in templates:
                item = QListWidgetItem(known.name)
                item.setToolTip(plain(item.text()))
                item.setData(_KEY, known.key)
                self.which.addItem(item)
            rows = min(len(templates), _ROWS)
            self.which.setFixedHeight(rows * _ROW + Space.SMALL)
            self.which.setCurrentRow(0)
        self.clear(0)
        for one in reversed(rules):
            self._rows.addWidget(self._row(one))
        if not rules:
            self.add_nothing(
                _("No rule yet. Take one of the country, or write one of the branch's own.")
            )

    def _row(self, one: DuesRule) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, Space.TIGHT, 0, Space.TIGHT)
        column.setSpacing(Space.TIGHT)
        top = QHBoxLayout()
        top.setSpacing(Space.SMALL)
        top.addWidget(label(one.name, "strong", wrap=True), 1)
        top.addWidget(certainty_pill(one.certainty))
        column.addLayout(top)
        column.addWidget(label(terms_of(one), wrap=True))
        column.addWidget(label(_when(one.since, one.until), "caption", wrap=True))
        if one.source:
            column.addWidget(label(one.source, "caption", wrap=True))
        if self.may and not one.until:
            self.let_end(column, one, end_rule, _("What was assessed by it stays."))
        column.addWidget(rule())
        return holder

    def open_form(self) -> None:
        """Ask which rule."""
        for line in (self.amount, self.region, self.since):
            line.clear()
        self._on_which()
        super().open_form()

    def choose(self, key: str) -> None:
        """Choose a rule of the country by its key."""
        for row in range(self.which.count()):
            if self.which.item(row).data(_KEY) == key:
                self.which.setCurrentRow(row)

    def _chosen(self) -> RuleTemplate | None:
        item = self.which.currentItem()
        key = item.data(_KEY) if item is not None else ""
        return next((one for one in self.templates if one.key == key), None)

    def _on_which(self) -> None:
        one = self._chosen()
        if one is None:
            return
        basis = one.rule.basis
        self._terms.setText(terms_of(one.rule) if basis is not Basis.FLAT else "")
        parts = (one.source, _when(one.rule.since, one.rule.until))
        self._source.setText("  ·  ".join(part for part in parts if part))
        certainty_pill(one.rule.certainty, self._mark)
        self.fields["amount"].setVisible(basis is Basis.FLAT)
        self.fields["region"].setVisible(basis is Basis.MINIMUM_WAGE)

    def _on_adopt(self) -> None:
        one = self._chosen()
        if one is None:
            return
        flat, region = one.rule.basis is Basis.FLAT, self.region.text()
        amount, since = self.amount.amount or 0, self.since.text()
        self._desk.write(
            self,
            lambda session, _task: adopt_rule(
                session,
                key=one.key,
                amount=amount if flat else 0,
                region=region.strip(),
                since=typed_day(since, field="since"),
            ),
            sentence=_("The rule holds from now on for the months that are assessed."),
            done=lambda _changes: self.close_form(),
            failed=self.refuse,
        )


def _when(since: str, until: str) -> str:
    if until:
        return _("From {first} to {last}").format(
            first=formats.shown_date(since), last=formats.shown_date(until)
        )
    return _("From {first} on").format(first=formats.shown_date(since))
