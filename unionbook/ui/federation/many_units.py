# SPDX-License-Identifier: Apache-2.0
"""Many units at once: the tree taken in from a workbook, and every branch invited."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from unionbook import paths
from unionbook.operations.inviting import invite_all, uninvited
from unionbook.operations.unit_import import import_units
from unionbook.texts import gettext as _
from unionbook.texts import ngettext
from unionbook.ui import formats
from unionbook.ui.desk import Anything
from unionbook.ui.feedback import Choice
from unionbook.ui.folders import show_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton, QWidget

    from unionbook.errors import UnionbookError
    from unionbook.operations.unit_import import UnitsTaken
    from unionbook.operations.units import UnitPlace
    from unionbook.ui.desk import Desk
    from unionbook.ui.widgets.buttons import Buttons

_SEVERAL = 2
_ROWS_TOLD = 3


class ManyUnits:
    """Two buttons: the list that is there already in Excel, and invitations for all."""

    def __init__(self, desk: Desk, owner: QWidget, buttons: Buttons) -> None:
        self._desk = desk
        self._owner = owner
        self._waiting = 0
        self.take: QPushButton = buttons.make(_("From Excel…"), self._on_take, icon="import")
        self.take.setEnabled(desk.may("manage_units"))
        self.invite: QPushButton = buttons.make(_("Invite all…"), self._on_invite, icon="export")
        self.invite.hide()

    def show_places(self, places: Sequence[UnitPlace]) -> None:
        """Offer to invite all where several were not invited yet."""
        self._waiting = len(uninvited(list(places)))
        self.invite.setVisible(self._waiting >= _SEVERAL and self._desk.may("join_federation"))

    def _on_take(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(
            self._owner,
            _("List of units"),
            str(paths.documents_folder()),
            "Excel (*.xlsx *.xls *.csv)",
        )
        if chosen:
            path = Path(chosen)
            self._desk.run_long(
                self._owner,
                _("Reading the list"),
                lambda session, _task: import_units(session, path=path, preview=True),
                partial(self._ask, path),
            )

    def _ask(self, path: Path, found: UnitsTaken) -> None:
        told = _("{added} units are new, {changed} get other contacts, {same} are there already.")
        lines = [
            told.format(
                added=formats.shown_number(found.added),
                changed=formats.shown_number(found.changed),
                same=formats.shown_number(found.same),
            )
        ]
        if found.refused:
            text = ngettext(
                "{count} row is left out:", "{count} rows are left out:", len(found.refused)
            )
            lines.append(text.format(count=formats.shown_number(len(found.refused))))
            lines += [
                _("Row {row}: {reason}").format(row=row, reason=reason)
                for row, reason in found.refused[:_ROWS_TOLD]
            ]
        if found.added or found.changed:
            self._desk.feedback.ask(
                " ".join(lines), Choice(_("Take them in"), partial(self._take, path))
            )
        else:
            self._desk.feedback.warn(" ".join(lines))

    def _take(self, path: Path) -> None:
        self._desk.write(
            self._owner,
            lambda session, _task: import_units(session, path=path),
            sentence=_("The units stand in the tree."),
        )

    def _on_invite(self) -> None:
        told = ngettext(
            "Save an invitation for the {count} branch that has none? It asks for what a district "
            "gets of its branches; for another level invite it by itself.",
            "Save invitations for the {count} branches that have none? They ask for what a "
            "district gets of its branches; for another level invite each by itself.",
            self._waiting,
        )
        self._desk.feedback.ask(
            told.format(count=formats.shown_number(self._waiting)),
            Choice(_("Choose the folder…"), self._invite),
        )

    def _invite(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._owner, _("Folder for the invitations"), str(paths.documents_folder())
        )
        if chosen:
            to = Path(chosen)
            self._desk.run_long(
                self._owner,
                _("Making the invitations"),
                lambda session, task: invite_all(
                    session, to=to, progress=task.progress, cancelled=task.cancelled
                ),
                partial(self._on_invited, to),
                failed=self._on_not_invited,
            )

    def _on_not_invited(self, why: UnionbookError) -> None:
        # Those before it are invited all the same.
        self._desk.changed.emit(Anything(0), self._owner)
        self._desk.tasks.refused.emit(why)

    def _on_invited(self, to: Path, made: Sequence[Path]) -> None:
        told = ngettext(
            "{count} invitation is saved. Give it to its branch; the answer comes back as a file.",
            "{count} invitations are saved. Give each to its branch; the answers come back as "
            "files.",
            len(made),
        )
        self._desk.feedback.done(
            told.format(count=formats.shown_number(len(made))),
            Choice(_("Show the folder"), lambda: show_folder(to)),
        )
        self._desk.changed.emit(Anything(0), self._owner)
