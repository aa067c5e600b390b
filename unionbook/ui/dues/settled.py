# SPDX-License-Identifier: Apache-2.0
"""What a payment settles: proposed by the register, and shown month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from unionbook.domain.report_tables import Cell, ReportColumn
from unionbook.operations.dues import propose_payment
from unionbook.operations.dues_desk import propose_refund, standing
from unionbook.texts import gettext as _
from unionbook.ui.theme import Space
from unionbook.ui.widgets.money_table import MoneyTable
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.operations.dues import Part
    from unionbook.operations.sessions import Session
    from unionbook.ui.desk import Desk

_HEIGHT = 150
_NOTHING, _PARTS = range(2)


class Settled(QStackedWidget):
    """The months and sums; before anybody is chosen, what will stand here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.table = MoneyTable(
            desk.theme,
            (
                ReportColumn(_("Month")),
                ReportColumn(_("Member"), Cell.NAME),
                ReportColumn(_("Amount"), Cell.MONEY),
            ),
            _("What is settled"),
        )
        told = _("Choose who pays: the months that are owed stand here, the oldest first.")
        nothing = label(told, "muted", wrap=True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        nothing.setProperty("look", "sunken")
        self.addWidget(nothing)
        self.addWidget(self.table)
        self.setFixedHeight(_HEIGHT)

    def show_parts(self, parts: Sequence[Part], names: Mapping[int, str]) -> None:
        """Show what is settled for the members chosen."""
        self.setCurrentIndex(_PARTS if names else _NOTHING)
        self.table.show_rows(
            [
                (f"{one.month[5:]}/{one.month[:4]}", names.get(one.member, ""), one.amount)
                for one in parts
            ]
        )


def proposed(session: Session, ids: Sequence[int], amount: int | None, *, back: bool) -> list[Part]:
    """Propose what is settled; who owes nothing is offered the next month."""
    if back:
        return propose_refund(session, member_id=ids[0], amount=amount)
    parts = propose_payment(session, member_ids=ids, amount=amount)
    if parts or amount is not None:
        return parts
    usual = sum(_usual(session, member) for member in ids)
    return propose_payment(session, member_ids=ids, amount=usual) if usual else []


def _usual(session: Session, member: int) -> int:
    months = standing(session, member_id=member).months
    return next((one.assessed for one in reversed(months) if one.assessed > 0), 0)
