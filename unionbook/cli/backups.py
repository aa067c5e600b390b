# SPDX-License-Identifier: Apache-2.0
"""``unionbook backup`` and ``unionbook restore``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unionbook.cli.answers import DONE, REFUSED, Answer
from unionbook.cli.caller import Access, calling, uses_register
from unionbook.cli.commands import command, file_argument, file_option, group
from unionbook.cli.shown import moment, size
from unionbook.cli.tables import pairs, table
from unionbook.errors import UnionbookError
from unionbook.operations import backups
from unionbook.reports.formats import number_text
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from unionbook.operations.backups import Backup
    from unionbook.operations.sessions import Session

BACKUP = N_("BACKUP")


@group(help=N_("Make backups, list them and look into them."), usual="make")
def backup_command() -> None:
    """Hold the commands on backups."""


def _backup_data(one: Backup) -> dict[str, Any]:
    return {
        "file": str(one.path),
        "made_at": one.made_at.isoformat(),
        "size": one.size,
        "register": one.register,
        "files": one.files,
    }


@backup_command.command(
    "make",
    help=N_(
        "Make a backup and check it by opening it.\n\n"
        "In the register's own folder the last 7 days, 4 weeks and 12 months are kept."
    ),
)
@file_option("--to", sign=N_("FOLDER"), help=N_("Into this folder instead, on a stick say."))
@uses_register(Access.NOTES)
def make_backup(session: Session, to: Path | None) -> Answer:
    """Make a backup."""
    made = backups.make_backup(session, to=to)
    data = {"backup": _backup_data(made.backup), "removed": list(made.removed)}
    lines = [
        _("The backup is in {file} ({size}).").format(
            file=made.backup.path, size=size(made.backup.size)
        )
    ]
    lines += [_("An older one was let go: {file}").format(file=name) for name in made.removed]
    return Answer(data, lines)


@backup_command.command(
    "list", help=N_("List the backups of the register, or those in another folder.")
)
@file_argument("folder", sign=N_("FOLDER"), required=False)
def list_backups(folder: Path | None) -> Answer:
    """List backups."""
    place = folder or calling().folder()
    if not place.is_dir():
        raise UnionbookError(_("{folder} is not a folder.").format(folder=place))
    found = backups.list_backups(place)
    rows = [[moment(one.made_at), size(one.size), one.path.name] for one in found]
    headings = [_("Made"), _("Size"), _("File")]
    return Answer(
        {"backups": [_backup_data(one) for one in found]},
        table(headings, rows, right=(1,), widest=80),
    )


@backup_command.command(
    "look",
    help=N_(
        "Open a backup and tell what it holds; nothing is changed.\n\n"
        "The passphrase is the one that held when the backup was made."
    ),
)
@file_argument("backup", sign=BACKUP)
def look_into_backup(backup: Path) -> Answer:
    """Look into a backup."""
    caller = calling()
    user = caller.user
    if not user:
        raise UnionbookError(_("Say who you are: --user NAME before the command."))
    found = backups.look_into_backup(path=backup, user=user, passphrase=caller.passphrase(user))
    last = found.last_step_at
    data = {
        "file": str(backup),
        "branch": found.branch,
        "members": found.members,
        "last_step_at": last.isoformat() if last else None,
        "last_user": found.last_user,
        "whole": not found.problems,
        "problems": list(found.problems),
    }
    rows = [
        (_("Branch"), found.branch),
        (_("Members"), number_text(found.members)),
        (_("Last step"), f"{moment(last)}, {found.last_user}" if last else "–"),
        (_("Whole"), _("no") if found.problems else _("yes")),
    ]
    return Answer(data, [*pairs(rows), *found.problems], (), REFUSED if found.problems else DONE)


@command(
    "restore",
    help=N_(
        "Restore a backup beside the register.\n\n"
        "It goes into a new folder. Look first at what it holds: “unionbook backup look”."
    ),
)
@file_argument("backup", sign=BACKUP)
@file_argument("folder", sign=N_("FOLDER"))
def restore_command(backup: Path, folder: Path) -> Answer:
    """Restore a backup."""
    if calling().read_only:
        raise UnionbookError(_("This command changes the register: leave out --read-only."))
    made = backups.restore_backup(path=backup, into=folder)
    return Answer(
        {"register": str(made), "backup": str(backup)},
        [_("The register is restored in {folder}.").format(folder=made)],
    )
