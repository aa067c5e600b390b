# SPDX-License-Identifier: Apache-2.0
"""The rules by which money is shared out, ready to choose, each with where it is laid down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from unionbook.domain.dues import MILLION
from unionbook.domain.shares import LEVEL_LABELS, SHARE_LABELS, ShareKind
from unionbook.operations.share_rules import (
    adopt_fund_rule,
    adopt_split,
    list_fund_templates,
    list_split_templates,
)
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.widgets.cards import Card, CardPage
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.operations.sessions import Session
    from unionbook.operations.share_rules import FundTemplate, SplitTemplate
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

Templates = tuple["Sequence[SplitTemplate]", "Sequence[FundTemplate]"]


class RulesToChoose(QWidget):
    """Cards with a button each; shown while no rule is chosen."""

    def __init__(self, desk: Desk, buttons: Buttons, *, fund: bool) -> None:
        super().__init__()
        self._desk = desk
        self._buttons = buttons
        self._fund = fund
        self._made = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def read(self) -> None:
        """Read which rules the country knows, once."""
        if not self._made:
            self._desk.read(self, _templates, self._show, purpose=f"share rules {self._fund}")

    def _show(self, found: Templates) -> None:
        if self._made:
            return
        self._made = True
        page = CardPage()
        title = _("Employer fund") if self._fund else _("Shares of the levels above")
        head = Card(
            title,
            _("No rule is chosen yet. Choose the one that holds for your union; it can be ended.")
            if found[int(self._fund)]
            else _("No rule of this kind is known for your country."),
        )
        page.add(head)
        if self._fund:
            for fund in found[1]:
                rate = f"{fund.rate * 100 / MILLION:g} %"
                text = _("{rate} of the wages").format(rate=rate)
                self._add(page, fund.name, text, fund.source, fund.key)
        else:
            for split in found[0]:
                self._add(page, split.name, _shares(split), split.source, split.key)
        self._column.addWidget(page)

    def _add(self, page: CardPage, name: str, text: str, source: str, key: str) -> None:
        card = Card(name, text)
        if source:
            card.column.addWidget(label(source, "caption", wrap=True))
        if self._desk.may("change_dues_rules"):
            choose = self._buttons.make(
                _("Use this rule"), partial(self._on_chosen, key), icon="check"
            )
            choose.setAccessibleDescription(name)
            card.column.addWidget(choose)
        page.add(card)

    def _on_chosen(self, key: str) -> None:
        adopt = adopt_fund_rule if self._fund else adopt_split
        self._desk.write(
            self,
            lambda session, _task: adopt(session, key=key),
            sentence=_("The rule holds from its day on."),
        )


def _templates(session: Session) -> Templates:
    return list_split_templates(session), list_fund_templates(session)


def _shares(split: SplitTemplate) -> str:
    kind = _(SHARE_LABELS[ShareKind(split.kind)])
    parts = [
        f"{_(LEVEL_LABELS[level]) if level in LEVEL_LABELS else level} "
        f"{formats.shown_number(rate * 100 // MILLION)} %"
        for level, rate in split.shares.items()
    ]
    return f"{kind}: {', '.join(parts)}"
