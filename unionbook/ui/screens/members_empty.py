# SPDX-License-Identifier: Apache-2.0
"""What stands in the place of the list while nobody is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.texts import gettext as _
from unionbook.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons


def nobody(desk: Desk, buttons: Buttons, enrol: Callable[[], object]) -> EmptyState:
    """Make what an empty register shows: how the first members get in."""
    ways = []
    if desk.may("import_members"):
        ways.append(
            buttons.primary(_("Import an Excel list"), lambda: desk.go("import"), icon="import")
        )
    if desk.may("enrol_member"):
        ways.append(buttons.make(_("Enrol the first member"), enrol, icon="enrol"))
    return EmptyState(
        desk.theme,
        "members",
        _("Nobody is in the register yet"),
        _("Take your Excel list in as it is: unionbook finds the header and the columns."),
        *ways,
    )


def none_found(desk: Desk, buttons: Buttons, show_all: Callable[[], object]) -> EmptyState:
    """Make what a filter shows that nobody fits: how to see somebody again."""
    return EmptyState(
        desk.theme,
        "search",
        _("Nobody fits"),
        _("Try part of the name, a number without spaces, or look among all."),
        buttons.make(_("Show everybody"), show_all, icon="members"),
    )
