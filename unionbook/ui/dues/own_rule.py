# SPDX-License-Identifier: Apache-2.0
"""A form for a rule of the branch's own, with everything that a rule may say."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit

from unionbook.domain.dues import BASIS_LABELS, MILLION, Basis, DuesRule
from unionbook.domain.fields import CHOICE_LABELS
from unionbook.errors import InvalidValueError
from unionbook.operations.dues_rules import add_rule
from unionbook.texts import gettext as _
from unionbook.ui.days import typed_day
from unionbook.ui.widgets.money_amount import AmountField
from unionbook.ui.widgets.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.groups import Group
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_PERCENT = MILLION // 100
_SHARES = (Basis.WAGE, Basis.MINIMUM_WAGE, Basis.BASE_SALARY)
_FOR = {
    "rate": _SHARES,
    "amount": (Basis.FLAT,),
    "region": (Basis.MINIMUM_WAGE,),
    "no_wage_rate": (Basis.WAGE,),
    "cap_rate": _SHARES,
    "floor_rate": _SHARES,
    "surcharge": _SHARES,
}
"""Which fields say something for which basis."""


class OwnRule(Part):
    """Shows only the fields that the chosen basis asks for."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, buttons, _("A rule of the branch's own"), right="change_dues_rules")
        add = self.form.add
        self.name, self.since, self.until = QLineEdit(), QLineEdit(), QLineEdit()
        self.basis, self.contract, self.department = QComboBox(), QComboBox(), QComboBox()
        for one in Basis:
            self.basis.addItem(_(BASIS_LABELS[one]), one)
        self.amount, self.rounding = AmountField(), AmountField()
        self.shares = {
            name: QLineEdit()
            for name in ("rate", "cap_rate", "floor_rate", "no_wage_rate", "surcharge")
        }
        self.region, self.source = QLineEdit(), QLineEdit()
        percent = _("In percent, like 0,5.")
        salary = _("In percent of the base salary.")
        self.fields = {
            "name": add(_("Name of the rule"), self.name),
            "basis": add(_("Dues are"), self.basis),
            "rate": add(_("Share"), self.shares["rate"], percent),
            "amount": add(_("Amount for everybody"), self.amount),
            "region": add(_("Regency or city whose minimum wage counts"), self.region),
            "cap_rate": add(_("At most"), self.shares["cap_rate"], salary),
            "floor_rate": add(_("At least"), self.shares["floor_rate"], salary),
            "no_wage_rate": add(
                _("Where no wage is known"), self.shares["no_wage_rate"], salary
            ),
            "surcharge": add(
                _("Surcharge of the branch"), self.shares["surcharge"],
                _("In percent, kept apart from the dues."),
            ),
            "rounding": add(_("Rounded to"), self.rounding, _("Left empty: not rounded.")),
            "contract_kinds": add(_("Only for the contract"), self.contract),
            "departments": add(_("Only for the department"), self.department),
            "since": add(_("From"), self.since),
            "until": add(_("Until"), self.until, _("Left empty: without an end.")),
            "source": add(_("Where it is written"), self.source),
        }  # fmt: skip
        self.contract.addItem(_("Everybody"), "")
        for key, text in CHOICE_LABELS["contract_kind"].items():
            self.contract.addItem(_(text), key)
        self.offer_departments(())
        self.let_add(_("Write a rule"), self._on_add)
        self.basis.currentIndexChanged.connect(lambda _place: self._on_basis())
        self._on_basis()

    def offer_departments(self, groups: Sequence[Group]) -> None:
        """Offer the departments there are."""
        present = self.department.currentData()
        self.department.clear()
        self.department.addItem(_("All departments"), 0)
        for group in groups:
            if group.kind == "department":
                self.department.addItem(group.name, group.id)
        self.department.setCurrentIndex(max(self.department.findData(present), 0))

    def open_form(self) -> None:
        """Ask for a rule; what was typed before is kept until it was taken."""
        self._on_basis()
        super().open_form()

    def _on_basis(self) -> None:
        basis = self.basis.currentData()
        for name, bases in _FOR.items():
            self.fields[name].setVisible(basis in bases)

    def _on_add(self) -> None:
        self.write_typed(
            self._rule,
            lambda session, rule: add_rule(session, rule=rule),
            _("The rule is kept."),
            self._on_added,
        )

    def _rule(self) -> DuesRule:
        basis = Basis(self.basis.currentData())
        since = typed_day(self.since.text(), field="since")
        if not since:
            raise InvalidValueError(_("Say from which day on the rule holds."), field="since")
        shares = {
            name: typed_percent(line.text(), field=name) if basis in _FOR[name] else 0
            for name, line in self.shares.items()
        }
        department, contract = self.department.currentData(), self.contract.currentData()
        return DuesRule(
            0,
            self.name.text().strip(),
            basis,
            since,
            typed_day(self.until.text(), field="until"),
            amount=(self.amount.typed() or 0) if basis is Basis.FLAT else 0,
            rounding=self.rounding.typed(field="rounding") or 1,
            region=self.region.text().strip() if basis is Basis.MINIMUM_WAGE else "",
            contract_kinds=(contract,) if contract else (),
            departments=(department,) if department else (),
            source=self.source.text().strip(),
            rate=shares["rate"],
            cap_rate=shares["cap_rate"],
            floor_rate=shares["floor_rate"],
            no_wage_rate=shares["no_wage_rate"],
            surcharge=shares["surcharge"],
        )

    def _on_added(self) -> None:
        for line in (self.name, self.since, self.until, self.source, *self.shares.values()):
            line.clear()
        self.amount.show_amount(None)
        self.close_form()


def typed_percent(text: str, *, field: str) -> int:
    """Give a typed rate in percent as parts of a million, 0 for nothing typed."""
    bare = text.strip().rstrip("%").strip().replace(",", ".")
    if not bare:
        return 0
    try:
        parts = Decimal(bare) * _PERCENT
    except InvalidOperation:
        parts = Decimal("NaN")
    if not parts.is_finite() or parts != parts.to_integral_value() or not 0 <= parts <= MILLION:
        raise InvalidValueError(
            _("“{word}” is not a rate in percent, like 0.5.").format(word=text), field=field
        )
    return int(parts)
