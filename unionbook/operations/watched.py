# SPDX-License-Identifier: Apache-2.0
"""The folder that this PC watches for files from elsewhere, and what in it was not taken in yet.

Which folder it is belongs to the PC, not to the register: it lies with this PC's settings.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from unionbook import paths
from unionbook.data import bundles as rows
from unionbook.errors import UnionbookError
from unionbook.operations.bundles import SUFFIX, inspect_bundle
from unionbook.operations.devices import REQUEST_SUFFIX, list_devices, look_at_request
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from unionbook.operations.devices import DeviceRequest
    from unionbook.operations.sessions import Session

_FOLDER = "watched"


def watched_folder(session: Session) -> Path | None:
    """Give the folder this PC watches for the open register, None where there is none."""
    with suppress(OSError, ValueError):
        told = _place(session).read_text("utf-8").strip()
        return Path(told) if told else None
    return None


def watch_folder(session: Session, *, folder: Path | None) -> None:
    """Watch a folder from now on, or none. Raises UnionbookError where it is no folder."""
    session.require("apply_bundle")
    if folder is not None and not folder.is_dir():
        raise UnionbookError(_("{folder} is not a folder.").format(folder=folder))
    place = _place(session)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(str(folder or ""), "utf-8")
    except OSError as error:
        raise UnionbookError(
            _("This PC could not remember the folder. Free some room on the disk and try again.")
        ) from error


def new_files(session: Session) -> list[Path]:
    """Give the files in the watched folder that were not taken in, refused or kept before."""
    session.require("read_members")
    folder = watched_folder(session)
    if folder is None or not folder.is_dir():
        return []
    return [path for path in sorted(folder.glob(f"*{SUFFIX}")) if _is_new(session, path)]


def asking(session: Session) -> list[tuple[Path, DeviceRequest]]:
    """Give the requests in the watched folder of PCs that are not approved yet."""
    folder = watched_folder(session)
    if folder is None or not folder.is_dir():
        return []
    known = {one.site for one in list_devices(session) if one.state in ("active", "revoked")}
    found = []
    for path in sorted(folder.glob(f"*{REQUEST_SUFFIX}")):
        with suppress(UnionbookError, OSError):  # a request of another register is none of ours
            request = look_at_request(session, path=path)
            if request.site not in known:
                found.append((path, request))
    return found


def was_taken(session: Session, *, digest: str) -> bool:
    """Say whether the bundle with this digest was taken in here already."""
    session.require("read_members")
    found = rows.find_bundle(session.database, digest)
    return found is not None and found.state == rows.DONE


def _is_new(session: Session, path: Path) -> bool:
    try:
        digest = inspect_bundle(path=path).digest
    except (UnionbookError, OSError):
        return True  # opening it says what is wrong with it
    taken = rows.find_bundle(session.database, digest)
    return taken is None and rows.find_bundle(session.database, digest, rows.MADE) is None


def _place(session: Session) -> Path:
    name = hashlib.sha256(session.register.vault.register.encode()).hexdigest()[:32]
    return paths.settings_folder() / _FOLDER / f"{name}.txt"
