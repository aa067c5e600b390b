# SPDX-License-Identifier: Apache-2.0
"""The commands at the desk of a federation, with their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionbook.texts import gettext as _
from unionbook.ui.commands import Command
from unionbook.ui.help.pages import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionbook.ui.desk import Desk
    from unionbook.ui.workspace import Workspace

    Act = Callable[[], object]


def desk_commands(workspace: Workspace, desk: Desk, *, search: Act, help_: Act) -> list[Command]:
    """Give what may be done at a federation's desk."""

    def show(screen: str, *what: str) -> Act:
        return lambda: workspace.go(screen, what or None)

    return [
        Command(_("Home"), "home", show("home"), "Ctrl+0"),
        Command(_("Overview of all units"), "overview", show("overview"), "Ctrl+1"),
        Command(_("Units"), "units", show("units"), "Ctrl+2"),
        Command(_("Add a unit"), "add", lambda: workspace.go("units", "add"), "Ctrl+N"),
        Command(_("Members of all branches"), "members", show("members"), "Ctrl+3"),
        Command(_("Data exchange"), "exchange", show("exchange"), "Ctrl+9"),
        Command(_("Take in files"), "import", show("exchange", "part", "open"), "Ctrl+I"),
        Command(_("Send down"), "export", show("exchange", "part", "send")),
        Command(_("Bulletins, days off, codes"), "paper", show("exchange", "part", "papers")),
        Command(_("Transfers of members"), "members", show("exchange", "part", "transfers")),
        Command(_("History"), "history", show("history"), "Ctrl+H"),
        Command(_("Backups"), "backups", show("backups"), "Ctrl+B"),
        Command(_("Users"), "users", show("users"), "Ctrl+4"),
        Command(_("Settings"), "settings", show("settings"), "Ctrl+,"),
        Command(_("About unionbook"), "about", show("about")),
        Command(_("Search"), "search", search, "Ctrl+K"),
        Command(_("Take the last change back"), "undo", desk.undo_last, "Ctrl+Z"),
        Command(_("Help on this screen"), "help", help_, "F1"),
        Command(_("Keyboard shortcuts"), "keyboard", lambda: workspace.open_help(KEYS)),
        Command(_("Lock"), "lock", desk.lock_asked.emit, "Ctrl+L"),
        Command(_("Close the register"), "close", desk.leave_asked.emit),
    ]
