# SPDX-License-Identifier: Apache-2.0
"""What the branch gives for which occasion, and how each kind stands against its estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from unionbook.domain import clock
from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.domain.roles import ROLE_LABELS, Role
from unionbook.domain.welfare import RELATION_LABELS
from unionbook.operations.welfare_reports import balance
from unionbook.operations.welfare_rules import adopt_rules, end_rule, list_kinds, list_templates
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.dues.certainty import certainty_pill
from unionbook.ui.dues.ending import EndingRules
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.welfare.kind_form import KindForm
from unionbook.ui.widgets.cards import CardPage, framed
from unionbook.ui.widgets.money_period import YEAR, PeriodChooser
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label, pill, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.domain.welfare import WelfareRule
    from unionbook.operations.sessions import Session
    from unionbook.operations.welfare_reports import KindBalance
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_TABLE_HEIGHT = 280
_WIDEST = 920
_LEAVING = (1, 4)


@dataclass(frozen=True, slots=True)
class _Found:
    kinds: Sequence[WelfareRule]
    lacking: int
    balances: Sequence[KindBalance]


class KindsPart(ScreenPart):
    """The kinds on cards, the balance of a year below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.kinds = KindsList(desk, self._buttons)
        self.form = KindForm(desk, self._buttons)
        self.year = PeriodChooser(self._buttons, YEAR, _("Year"))
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Kind"), Cell.NAME),
                ReportColumn(_("Cases"), Cell.COUNT),
                ReportColumn(_("Estimate"), Cell.MONEY),
                ReportColumn(_("Spent"), Cell.MONEY),
                ReportColumn(_("Pending"), Cell.MONEY),
                ReportColumn(_("Remaining"), Cell.MONEY),
            ),
            _("Balance of each kind"),
            leaving=_LEAVING,
        )
        self.table.setFixedHeight(_TABLE_HEIGHT)
        page = CardPage(_WIDEST)
        page.add(framed(self._balance()))
        page.add(framed(self.kinds))
        page.add(framed(self.form))
        self.column.addWidget(page, 1)
        self.year.changed.connect(lambda _first, _last: self.read())
        self.home = self.year.box
        self.controls = (self.year,)

    def read(self) -> None:
        """Read the kinds and their balance."""
        year = self.year.year
        self._desk.read(
            self, lambda session: _read(session, year), self._show, purpose="welfare kinds"
        )

    def _balance(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(_("Against the estimate of the year"), "section"))
        column.addWidget(self.table)
        return holder

    def _show(self, found: _Found) -> None:
        self.kinds.show_kinds(found.kinds, found.lacking)
        rows = [
            (one.name, one.cases, one.estimate, one.spent, one.pending, one.left)
            for one in found.balances
        ]
        spent = sum(one.spent for one in found.balances)
        pending = sum(one.pending for one in found.balances)
        self.table.show_rows(rows, (_("Total"), None, None, spent, pending, None))


class KindsList(EndingRules):
    """Each kind with its amounts; the usual kinds of the country in one press."""

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__(desk, buttons, _("Kinds of welfare"), right="change_welfare_rules")
        self.adopt = buttons.make(
            _("Take the usual kinds of the country"), self._on_adopt, look="link", icon="add"
        )
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self.adopt)

    def show_kinds(self, kinds: Sequence[WelfareRule], lacking: int) -> None:
        """Show the kinds in force; ``lacking`` are those of the country that are not there."""
        self.clear(0)
        for one in kinds:
            self._rows.addWidget(self._row(one))
        if not kinds:
            self.add_nothing(
                _("No kind yet. Take the usual ones and change their amounts, or add your own.")
            )
        self.adopt.setVisible(self.may and bool(lacking))

    def _row(self, one: WelfareRule) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, Space.TIGHT, 0, Space.TIGHT)
        column.setSpacing(Space.TIGHT)
        top = QHBoxLayout()
        top.addWidget(label(one.name, "strong", wrap=True), 1)
        if one.confidential:
            top.addWidget(pill(_("Confidential"), "warn"))
        top.addWidget(certainty_pill(one.certainty))
        column.addLayout(top)
        for benefit in one.benefits:
            amount = formats.shown_number(benefit.amount)
            if benefit.ceiling > benefit.amount:
                amount = f"{amount} – {formats.shown_number(benefit.ceiling)}"
            text = f"{_(RELATION_LABELS[benefit.relation])}: {amount} {self._desk.info.currency}"
            column.addWidget(label(text, wrap=True))
        column.addWidget(label(_details(one), "caption", wrap=True))
        if self.may:
            self.let_end(column, one, end_rule, _("Cases by this rule go on."))
        column.addWidget(rule())
        return holder

    def _on_adopt(self) -> None:
        self._desk.write(
            self,
            lambda session, _task: adopt_rules(session),
            sentence=_(
                "The usual kinds are taken over. Change the amounts to those of the branch."
            ),
        )


def _details(one: WelfareRule) -> str:
    parts = [
        _("from {date}").format(date=formats.shown_date(one.since)),
        _("approved by: {role}").format(role=_(ROLE_LABELS[Role(one.approver)])),
    ]
    if one.per_year:
        parts.append(
            ngettext("{count} time a year", "{count} times a year", one.per_year).format(
                count=one.per_year
            )
        )
    if one.papers:
        parts.append("; ".join(one.papers))
    if one.source:
        parts.append(one.source)
    return "  ·  ".join(parts)


def _read(session: Session, year: int) -> _Found:
    kinds = list_kinds(session)
    held = {one.kind for one in kinds}
    lacking = sum(1 for one in list_templates(session) if one.rule.kind not in held)
    return _Found(kinds, lacking, balance(session, year=year or int(clock.today()[:4])))
