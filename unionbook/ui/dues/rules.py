# SPDX-License-Identifier: Apache-2.0
"""How much members pay: rules, the values they refer to, exemptions; all can be changed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from unionbook.operations.dues_rules import (
    list_exemptions,
    list_references,
    list_rules,
    list_templates,
)
from unionbook.operations.groups import list_groups
from unionbook.operations.members import read_members
from unionbook.ui.dues.exemptions import Exemptions
from unionbook.ui.dues.own_rule import OwnRule
from unionbook.ui.dues.references import References
from unionbook.ui.dues.rules_list import RulesList
from unionbook.ui.dues.setting_up import SettingUp
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.widgets.cards import CardPage, framed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.dues_rules import (
        DuesRule,
        MemberExemption,
        ReferenceValue,
        RuleTemplate,
    )
    from unionbook.operations.dues_year import DuesState
    from unionbook.operations.groups import Group
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

_PAGE, _EMPTY = range(2)
_NAMED = 60


@dataclass(frozen=True, slots=True)
class _Found:
    rules: Sequence[DuesRule]
    templates: Sequence[RuleTemplate]
    values: Sequence[ReferenceValue]
    exemptions: Sequence[MemberExemption]
    names: dict[int, str]
    groups: Sequence[Group]


class RulesPart(ScreenPart):
    """Cards one under the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rules = RulesList(desk, self._buttons)
        self.own = OwnRule(desk, self._buttons)
        self.values = References(desk, self._buttons)
        self.exemptions = Exemptions(desk, self._buttons)
        self.setting_up = SettingUp(desk, self._buttons)
        self._places = QStackedWidget()
        page = CardPage()
        for part in (self.rules, self.own, self.values, self.exemptions):
            page.add(framed(part))
        self._places.addWidget(page)
        self._places.addWidget(self.setting_up)
        self.column.addWidget(self._places, 1)
        self.home = self.rules.begin

    def show_state(self, state: DuesState) -> None:
        """Show that the books have to be set up first, or the rules."""
        missing = not state.books and self.setting_up.show_state(state)
        self._places.setCurrentIndex(_EMPTY if missing else _PAGE)

    def read(self) -> None:
        """Read the rules and all that belongs to them."""
        self._desk.read(self, _read, self._show, purpose="dues rules")

    def _show(self, found: _Found) -> None:
        self.rules.show_rules(found.rules, found.templates)
        self.own.offer_departments(found.groups)
        self.values.show_values(found.values)
        self.exemptions.show_exemptions(found.exemptions, found.names)


def _read(session: Session) -> _Found:
    exemptions = list_exemptions(session)
    ids = list(dict.fromkeys(one.member for one in exemptions[:_NAMED]))
    names = read_members(session, ids=ids, names=("id", "full_name"))
    return _Found(
        list_rules(session),
        list_templates(session),
        list_references(session),
        exemptions,
        {number: name or "" for number, name in names},
        list_groups(session),
    )
