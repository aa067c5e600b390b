# SPDX-License-Identifier: Apache-2.0
"""A month assessed: first what would be posted and why, then posted at one press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from unionbook.domain.dues import EXEMPTIONS
from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.dues import assess_month
from unionbook.operations.dues_preview import preview_assessment
from unionbook.operations.dues_rules import list_rules
from unionbook.operations.dues_words import reason_of
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.desk import Anything
from unionbook.ui.dues.figures import Figures
from unionbook.ui.dues.setting_up import SettingUp
from unionbook.ui.screens.part import ScreenPart
from unionbook.ui.theme import Space
from unionbook.ui.widgets.money_period import PeriodChooser
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import dress, label

if TYPE_CHECKING:
    from unionbook.errors import UnionbookError
    from unionbook.operations.dues import MonthAssessed
    from unionbook.operations.dues_preview import Difference, Preview
    from unionbook.operations.dues_rules import DuesRule
    from unionbook.operations.dues_year import DuesState
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

_MONTH, _EMPTY = range(2)


class AssessingPart(ScreenPart):
    """Figures above, the differences with their reasons below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.preview: Preview | None = None
        self._rules: list[DuesRule] = []
        self.month = PeriodChooser(self._buttons, name=_("Month"))
        self.figures = Figures(4)
        self.setting_up = SettingUp(desk, self._buttons)
        self.assess = self._buttons.primary(_("Assess the month"), self._on_assess, icon="check")
        self._notice = QFrame()
        self._told = label("", wrap=True)
        self._by_rule = label("", "muted", wrap=True)
        self._heading = label("", "section", wrap=True)
        self.table = MoneyTable(desk.theme, self._columns(), _("Differences"))
        self._places = QStackedWidget()
        self._lay_out()
        self.month.changed.connect(lambda _first, _last: self.read())
        self.table.opened.connect(self._on_opened)
        self.setting_up.part_asked.connect(lambda part: self.part_asked.emit(part, None))
        self.home = self.month.box
        self.controls = (self.month, self.assess)

    @staticmethod
    def _columns() -> tuple[ReportColumn, ...]:
        return (
            ReportColumn(_("Full name"), Cell.NAME),
            ReportColumn(_("Number")),
            ReportColumn(_("Before"), Cell.MONEY),
            ReportColumn(_("Now"), Cell.MONEY),
            ReportColumn(_("Difference"), Cell.MONEY),
            ReportColumn(_("Why"), Cell.NAME),
        )

    def arrive(self, what: object) -> None:
        """Show another month."""
        if isinstance(what, str):
            self.month.choose(what, what)

    def show_state(self, state: DuesState) -> None:
        """Show what has to be done first, or the month."""
        missing = self.setting_up.show_state(state)
        self._places.setCurrentIndex(_EMPTY if missing else _MONTH)

    def read(self) -> None:
        """Read what assessing the month would post."""
        month = self.month.last
        self.assess.setEnabled(False)
        self._desk.read(
            self,
            lambda session: _previewed(session, month),
            self._on_read,
            failed=self._on_refused,
            purpose="assessment preview",
        )

    def _lay_out(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, Space.LARGE, 0, 0)
        column.setSpacing(Space.MEDIUM)
        head = QVBoxLayout()
        head.setContentsMargins(Space.WIDE, 0, Space.LARGE, 0)
        head.setSpacing(Space.MEDIUM)
        head.addWidget(self.figures)
        self._notice.setProperty("look", "notice")
        inner = QHBoxLayout(self._notice)
        inner.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        inner.addWidget(self._told, 1)
        self.show_wages = self._buttons.make(_("Show them"), self._on_wages, look="link")
        inner.addWidget(self.show_wages)
        self._notice.hide()
        head.addWidget(self._notice)
        head.addWidget(self._by_rule)
        head.addWidget(self._heading)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self._places.addWidget(whole)
        self._places.addWidget(self.setting_up)
        self.column.addWidget(self._places, 1)

    def _on_read(self, found: tuple[Preview, list[DuesRule]]) -> None:
        preview, self._rules = found
        self.preview = preview
        currency = self._desk.info.currency
        number = formats.shown_number
        self.figures.show_figures(
            (number(preview.owing), _("owe dues")),
            (f"{number(preview.total)} {currency}", _("in all")),
            (number(preview.exempt), _exempt_text(preview)),
            (_signed(preview.difference, currency), _("would be posted now")),
        )
        self._by_rule.setText(
            "\n".join(
                _("{rule}: {members}, {amount}").format(
                    rule=one.rule.name,
                    members=_members(one.members),
                    amount=number(one.amount),
                )
                for one in preview.by_rule
            )
        )
        self._by_rule.setVisible(bool(preview.by_rule))
        self._show_notice(preview)
        self._heading.setText(_heading(preview))
        self.table.show_rows([self._row(one) for one in preview.differences])
        something = bool(preview.fresh or preview.changed)
        self.assess.setEnabled(something and not preview.closed and self._desk.may("assess_dues"))

    def _row(self, one: Difference) -> tuple[Any, ...]:
        return (
            one.name,
            one.number,
            one.before.amount if one.before else None,
            one.now.amount,
            one.amount,
            self._reason(one),
        )

    def _reason(self, one: Difference) -> str:
        """Say why; the rule's name is left out where it is the only one, and stands above."""
        reason = reason_of(one.now, self._rules)
        only = self.preview.by_rule if self.preview is not None else ()
        return reason.removeprefix(f"{only[0].rule.name}.").strip() if len(only) == 1 else reason

    def _show_notice(self, preview: Preview) -> None:
        text, level = "", "info"
        if preview.closed:
            text = _("The month is closed: nothing is posted into it any more.")
        elif preview.without_wage:
            level = "warn"
            text = ngettext(
                "No wage is known of {count} member: enter it and assess again.",
                "No wage is known of {count} members: enter it and assess again.",
                len(preview.without_wage),
            ).format(count=formats.shown_number(len(preview.without_wage)))
        self._told.setText(text)
        self.show_wages.setVisible(bool(preview.without_wage) and not preview.closed)
        dress(self._notice, level=level)
        self._notice.setVisible(bool(text))

    def _on_refused(self, refusal: UnionbookError) -> None:
        self.preview = None
        self.figures.show_figures()
        self.table.show_rows([])
        self._by_rule.hide()
        self._heading.clear()
        self._told.setText(str(refusal))
        self.show_wages.hide()
        dress(self._notice, level="warn")
        self._notice.show()

    def _on_wages(self) -> None:
        if self.preview is not None and self.preview.without_wage:
            self._desk.go("members", self.preview.without_wage[0])

    def _on_opened(self, row: int) -> None:
        if self.preview is not None:
            self._desk.go("members", self.preview.differences[row].member)

    def _on_assess(self) -> None:
        month = self.month.last
        self.month.box.setFocus()  # else the keyboard goes to the side of the window
        self.assess.setEnabled(False)
        self._desk.run_long(
            self,
            _("Assessing dues"),
            lambda session, task: assess_month(session, month=month, progress=task.progress),
            self._on_assessed,
            failed=self._on_not_assessed,
        )

    def _on_assessed(self, done: MonthAssessed) -> None:
        sentence = _("{month} is assessed: {owing} owe {total}.").format(
            month=f"{done.month[5:]}/{done.month[:4]}",
            owing=formats.shown_number(done.owing),
            total=f"{formats.shown_number(done.total)} {self._desk.info.currency}",
        )
        if done.commit_id:
            # Not announced with a way back: what is posted is corrected by assessing again.
            self._desk.changed.emit(Anything(done.commit_id), self)
        self._desk.feedback.done(sentence)

    def _on_not_assessed(self, refusal: UnionbookError) -> None:
        self._desk.feedback.error(str(refusal))
        self.read()


def _previewed(session: Session, month: str) -> tuple[Preview, list[DuesRule]]:
    return preview_assessment(session, month=month), list_rules(session)


def _exempt_text(preview: Preview) -> str:
    if not preview.exemptions:
        return _("exempt")
    parts = (
        f"{_(EXEMPTIONS[reason])} {formats.shown_number(count)}"
        for reason, count in preview.exemptions
    )
    return _("exempt: {reasons}").format(reasons=", ".join(parts))


def _heading(preview: Preview) -> str:
    total = preview.fresh + preview.changed
    if not total:
        return _("Everything is posted already: assessing again would change nothing.")
    shown = len(preview.differences)
    text = _("New: {fresh}. Corrected: {changed}.").format(
        fresh=formats.shown_number(preview.fresh), changed=formats.shown_number(preview.changed)
    )
    if shown < total:
        text += " " + _(
            "The first {count} are shown; all of them stand in the year once it is assessed."
        ).format(count=formats.shown_number(shown))
    return text


def _members(count: int) -> str:
    return ngettext("{count} member", "{count} members", count).format(
        count=formats.shown_number(count)
    )


def _signed(amount: int, currency: str) -> str:
    sign = "+" if amount > 0 else ""
    return f"{sign}{formats.shown_number(amount)} {currency}"
