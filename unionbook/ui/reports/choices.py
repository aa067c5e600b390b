# SPDX-License-Identifier: Apache-2.0
"""What a report is asked for beside its kind: which time, and what else it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from unionbook.domain import clock, periods
from unionbook.domain import ledger as roles
from unionbook.operations.cash_counts import list_counts
from unionbook.operations.ledger import list_accounts
from unionbook.operations.programmes import list_programmes
from unionbook.operations.report_kinds import Span
from unionbook.operations.vouchers import latest_month
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.theme import Space
from unionbook.ui.widgets.flow import Flow
from unionbook.ui.widgets.money_period import MONTH, QUARTER, YEAR, PeriodChooser
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.report_kinds import Choice, ReportKind
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_MONEY = frozenset({roles.CASH, roles.BANK, roles.IN_TRANSIT})
_RUNS = frozenset({Span.MONTHS, Span.MONTHS_OF_YEAR})
_USUAL = {Span.YEAR: YEAR, Span.MONTHS_OF_YEAR: YEAR}
"""How many months a kind of time usually has; one where it is not named."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What may be chosen for each choice that has a list: pairs of what is said and its text."""

    lists: dict[str, tuple[tuple[str, str], ...]]
    latest: str = ""
    """The latest month with vouchers, empty without any."""


def read_offers(session: Session) -> Offers:
    """Give the accounts of money, the counts of cash and the programmes there are."""
    accounts = tuple(
        (one.code, f"{one.code}  {one.name}")
        for one in list_accounts(session)
        if one.role in _MONEY
    )
    counts = tuple(
        (
            str(one.id),
            f"{formats.shown_date(one.counted_on)}: {formats.shown_number(one.counted)}",
        )
        for one in list_counts(session)
    )
    programmes = tuple((str(one.id), one.name) for one in list_programmes(session))
    return Offers(
        {"account": accounts, "count": counts, "programme": programmes},
        latest_month(session, until=clock.today()[:7]),
    )


class Choices(QWidget):
    """A row of controls that follows the kind of report."""

    changed = Signal()

    def __init__(self, desk: Desk, buttons: Buttons) -> None:
        super().__init__()
        self._desk = desk
        self._offers = Offers({})
        self._kind: ReportKind | None = None
        self._fields: dict[str, QComboBox | QLineEdit] = {}
        self.span = QComboBox()
        for text, months in ((_("Month"), MONTH), (_("Quarter"), QUARTER), (_("Year"), YEAR)):
            self.span.addItem(text, months)
        self.span.setAccessibleName(_("Period"))
        self.period = PeriodChooser(buttons, MONTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        self._row = Flow(holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.SMALL)
        self._row.addWidget(self.span)
        self._row.addWidget(self.period)
        column.addWidget(holder)
        self.span.activated.connect(lambda _place: self._on_span())
        self.period.changed.connect(lambda _first, _last: self.changed.emit())

    @property
    def period_text(self) -> str:
        """Give the period as operations read it."""
        return self.period.text

    @property
    def said(self) -> dict[str, str]:
        """Give what is chosen, by the names of the choices."""
        found = {}
        for name, field in self._fields.items():
            value = field.currentData() if isinstance(field, QComboBox) else field.text().strip()
            if value:
                found[name] = str(value)
        return found

    @property
    def missing(self) -> str:
        """Say what must be chosen before there can be a report, or nothing."""
        said = self.said
        for choice in self._kind.choices if self._kind else ():
            if choice.needed and choice.name not in said:
                return _("Say for this report: {what}.").format(what=_(choice.label))
        return ""

    def offer(self, offers: Offers) -> None:
        """Offer other accounts, counts and programmes; what is chosen stays."""
        if self._kind is None and offers.latest and not self._offers.latest:
            # Begin where there is something to see: a new month is empty for its first days.
            self.period.show_period(offers.latest, offers.latest)
        self._offers = offers
        if self._kind is not None:
            self._make_fields(self._kind.choices, self.said)

    def follow(self, kind: ReportKind, period: str = "") -> None:
        """Ask for what a kind of report takes; the time stays where it fits."""
        other = self._kind is None or self._kind.name != kind.name
        self._kind = kind
        self.span.setVisible(kind.span in _RUNS)
        if period:
            first, last = periods.read_period(period)
            length = periods.between(first, last) + 1
            self._set_months(length if self.span.findData(length) >= 0 else YEAR)
            self.period.show_period(first, last)
        elif other:
            self._set_months(_USUAL.get(kind.span, MONTH))
        if other:
            self._make_fields(kind.choices, {})

    def _set_months(self, months: int) -> None:
        self.span.setCurrentIndex(self.span.findData(months))
        self.period.set_months(months)
        today = clock.today()[:7]
        if months == MONTH and self.period.first > today:
            # A year that is not over would leave its last month behind, which is to come.
            latest = self._offers.latest or today
            self.period.show_period(latest, latest)

    def _make_fields(self, choices: Sequence[Choice], said: dict[str, str]) -> None:
        while self._row.count() > 2:  # noqa: PLR2004 - the period and its length stay
            item = self._row.takeAt(2)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fields = {}
        for choice in choices:
            field = self._field(choice, said.get(choice.name, ""))
            self._fields[choice.name] = field
            if isinstance(field, QLineEdit):
                self._row.addWidget(label(_(choice.label), "muted"))
            self._row.addWidget(field)
            field.show()

    def _field(self, choice: Choice, said: str) -> QComboBox | QLineEdit:
        name = _(choice.label)
        offered = self._offers.lists.get(choice.name)
        if offered is None:
            line = QLineEdit(said)
            line.setAccessibleName(name)
            line.editingFinished.connect(self.changed)
            return line
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.addItem(_("Choose…") if choice.needed else _("As usual"), "")
        for value, text in offered:
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(said), 0))
        box.activated.connect(lambda _place: self.changed.emit())
        return box

    def _on_span(self) -> None:
        self.period.set_months(int(self.span.currentData()))
        self.changed.emit()
