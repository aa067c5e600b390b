# SPDX-License-Identifier: Apache-2.0
"""Backups: made, verified by opening, kept by a rule, and restored after a look."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from unionbook.data import backup_files, history, member_overview, retention
from unionbook.data.register import SUFFIX
from unionbook.domain import clock
from unionbook.errors import DamagedError, UnionbookError
from unionbook.operations.file_kinds import FileKind, require_kind
from unionbook.operations.sessions import open_register
from unionbook.operations.verify import verify_register
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from unionbook.operations.sessions import Session


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file and what is known of it without a passphrase."""

    path: Path
    made_at: datetime
    size: int
    register: str
    files: int


@dataclass(frozen=True, slots=True)
class BackupContent:
    """What a backup holds, seen by opening it."""

    branch: str
    members: int
    last_step_at: datetime | None
    last_user: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was made and checked, and the older ones that the rule let go."""

    backup: Backup
    removed: tuple[str, ...]


def make_backup(session: Session, *, to: Path | None = None) -> BackupMade:
    """Copy the register into one dated, encrypted file and check the copy.

    By default into the register's own ``backups`` folder, where the rule (7 days, 4 weeks, 12
    months) then decides what is kept; ``to`` is another folder, a stick say, or a file name.
    """
    session.require("make_backup")
    if session.read_only:
        # Somebody else may be writing to the files while they are copied.
        raise UnionbookError(
            _("The register is open read-only. Close it and open it for writing to do this.")
        )
    register = session.register
    for store in register.stores:
        store.checkpoint()
    folder = to or register.folder / "backups"
    path = folder if folder.suffix == backup_files.SUFFIX else folder / backup_files.name_now()
    if to and not path.parent.is_dir():
        # Making the folder would put the backup on this PC's disk where a stick was meant.
        raise _no_folder(path.parent)
    backup_files.write(register.folder, path)
    try:
        backup_files.check(path)
    except DamagedError:
        path.unlink(missing_ok=True)
        raise
    removed = () if to else retention.thin_out(register.folder / "backups")
    return BackupMade(_described(path), removed)


def list_backups(folder: Path) -> list[Backup]:
    """Give the backups in a register's folder, or in any folder, the newest first."""
    place = folder / "backups" if (folder / "backups").is_dir() else folder
    found = []
    for path in sorted(place.glob(f"*{backup_files.SUFFIX}"), reverse=True):
        try:
            found.append(_described(path))
        except DamagedError:
            continue
    return found


def look_into_backup(*, path: Path, user: str, passphrase: str) -> BackupContent:
    """Open a backup as it would be restored, and tell what it holds. Nothing is changed.

    Raises WrongPassphraseError, DamagedError.
    """
    require_kind(path, FileKind.COPY)
    backup_files.check(path)
    # What is unpacked is as encrypted as the register itself.
    with tempfile.TemporaryDirectory(prefix="unionbook-") as place:
        folder = Path(place) / f"look{SUFFIX}"
        backup_files.unpack(path, folder)
        session = open_register(folder=folder, user=user, passphrase=passphrase, read_only=True)
        try:
            return _content(session)
        finally:
            session.close()


def restore_backup(*, path: Path, into: Path) -> Path:
    """Unpack a backup into a new folder, beside what is there; give the folder.

    A restored register draws a new device number when it is opened, so that what was entered since
    the backup on another copy can never be confused with what is entered now.
    """
    folder = into if into.suffix == SUFFIX else into.with_name(into.name + SUFFIX)
    if folder.exists():
        raise UnionbookError(
            _(
                "{folder} exists already, and nothing is restored over it. Give another name."
            ).format(folder=folder.name)
        )
    if not folder.parent.is_dir():
        raise _no_folder(folder.parent)
    backup_files.check(path)
    backup_files.unpack(path, folder)
    return folder


def _no_folder(folder: Path) -> UnionbookError:
    return UnionbookError(
        _("There is no folder {folder}. Is the stick plugged in? Choose another place.").format(
            folder=folder
        )
    )


def _described(path: Path) -> Backup:
    manifest = backup_files.read_manifest(path)
    return Backup(
        path,
        manifest.made_at.astimezone(),
        path.stat().st_size,
        manifest.register,
        len(manifest.files),
    )


def _content(session: Session) -> BackupContent:
    found = verify_register(session)
    last = next(iter(history.list_commits(session.database, 1)), None)
    return BackupContent(
        session.info.branch,
        member_overview.count_members(session.database),
        clock.moment(last.clock).astimezone() if last else None,
        last.user_name if last else "",
        found.problems,
    )
