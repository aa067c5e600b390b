# SPDX-License-Identifier: Apache-2.0
"""Home at the desk of a federation: what waits, and the picture over all branches in short."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from unionbook.operations.federation import Overview, overview
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.screens.home import HomeScreen, emptied, told_row
from unionbook.ui.widgets.texts import label, rule

if TYPE_CHECKING:
    from collections.abc import Iterator


class FederationHome(HomeScreen):
    """The first thing that is seen at a federation's desk."""

    def _ways(self) -> Iterator[tuple[str, str, str, str, object]]:
        yield "apply_bundle", _("Take in files"), "import", "exchange", ("part", "open")
        yield "send_down", _("Send down"), "export", "exchange", ("part", "send")
        yield "manage_units", _("Add a unit"), "units", "units", "add"

    def _read_figures(self) -> None:
        self._desk.read(self, overview, self._on_picture, purpose="home overview")

    def _on_picture(self, found: Overview) -> None:
        column = self._overview.column
        emptied(column)
        column.addWidget(label(_("All branches"), "section"))
        total = found.total
        if total is None:
            column.addWidget(label(_("No unit stands in the tree yet."), "muted", wrap=True))
            return
        month = formats.shown_date(found.last)
        told = ngettext("{count} member", "{count} members", total.members)
        column.addWidget(
            self._buttons.make(
                told.format(count=formats.shown_number(total.members)),
                partial(self._desk.go, "overview", None),
                look="link",
                icon="members",
            ),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        column.addWidget(rule())
        for text, number in (
            (_("Branches connected"), total.connected),
            (_("Dues owed, {month}").format(month=month), total.dues_due),
            (_("Dues paid, {month}").format(month=month), total.dues_paid),
            (_("Paid above, {month}").format(month=month), total.remitted),
            (_("Welfare, {month}").format(month=month), total.welfare),
        ):
            column.addLayout(told_row(text, formats.shown_number(number)))
