# SPDX-License-Identifier: Apache-2.0
"""What exactly is sent, or would be, in words and counts; the written policy in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from unionbook.operations.table_labels import table_label
from unionbook.texts import N_, ngettext
from unionbook.texts import gettext as _
from unionbook.ui import formats
from unionbook.ui.exchange.part import empty
from unionbook.ui.theme import Space
from unionbook.ui.widgets.texts import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionbook.operations.months import Sending
    from unionbook.operations.policies import PolicyWords, SentTable

_KINDS = {
    "added": N_("{count} new"),
    "changed": N_("{count} updated"),
    "removed": N_("{count} removed"),
    "received": N_("{count} received"),
}


class Contents(QWidget):
    """Lines of what is sent: each table with its columns, each figure with its number."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.SMALL)

    def show_sending(self, found: Sending) -> None:
        """Show what would be sent now."""
        self._clear()
        for one in found.tables:
            self._add_table(one)
        for text, number in found.figures:
            if number:
                self._add(f"{text}: {formats.shown_number(number)}")
        if not self.lines:
            self._add(_("Nothing new: the figures of the month alone."))
        self._add(found.never, "caption")

    def show_policy(self, found: PolicyWords) -> None:
        """Show a written policy."""
        self._clear()
        self._add(found.title, "strong")
        self._add(found.purpose, "muted")
        for text, columns in found.tables:
            self._add(text, "label")
            self._add(", ".join(columns), "muted")
        if found.figures:
            self._add(_("Only as numbers and sums"), "label")
            self._add(", ".join(found.figures), "muted")
        self._add(found.never, "label")

    def show_tables(self, tables: Sequence[SentTable]) -> None:
        """Show what is in a file that was made."""
        self._clear()
        for one in tables:
            self._add_table(one)

    def _add_table(self, one: SentTable) -> None:
        rows = ngettext("{count} record", "{count} records", one.rows)
        self._add(f"{table_label(one.table)}: {rows.format(count=formats.shown_number(one.rows))}")
        told = ", ".join(
            f"{text} ({formats.shown_number(number)})" for _name, text, number in one.columns
        )
        if told:
            self._add(told, "caption")

    def _add(self, text: str, look: str = "") -> None:
        self.lines.append(text)
        self._column.addWidget(label(text, look, wrap=True))

    def _clear(self) -> None:
        self.lines = []
        empty(self._column)


def told_rows(rows: Mapping[str, Mapping[str, int]] | None) -> list[str]:
    """Say, by table, how much a file that was taken in brought."""
    found = []
    for table, counts in (rows or {}).items():
        parts = [
            _(_KINDS[kind]).format(count=formats.shown_number(number))
            for kind, number in counts.items()
            if number and kind in _KINDS
        ]
        if parts and table != "conflicts":
            found.append(f"{table_label(table)}: {', '.join(parts)}")
    return found
