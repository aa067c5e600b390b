# SPDX-License-Identifier: Apache-2.0
"""Members' photos: scaled for a card, kept encrypted, one by one or from a whole folder."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionbook.data import atomic, attachments, member_overview, members
from unionbook.data.journal import Changes
from unionbook.errors import NotFoundError, UnreadableFileError
from unionbook.operations import pictures
from unionbook.operations.members import get_member
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from threading import Event

    from unionbook.operations.sessions import Session

WIDTH, HEIGHT = 354, 472
"""Pixels of a kept photo: 3 by 4 cm at 300 dots an inch."""
_ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif")
_QUALITY = 85
_MOST_BYTES = 30_000_000
_KEYS = ("local_number", "official_number", "card_number", "employee_number", "identity_number")


@dataclass(frozen=True, slots=True)
class PhotoImport:
    """What came of a folder: photos taken, files nobody fits, files that are no pictures."""

    commit_id: int
    taken: tuple[tuple[str, int], ...]
    unmatched: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]

    @property
    def changes(self) -> Changes:
        """What screens decide by whether to refresh."""
        members = tuple(member for _name, member in self.taken)
        return Changes(self.commit_id, "import_photos", {"members": members})


def set_photo(session: Session, *, member_id: int, path: Path | None) -> Changes:
    """Give a member a photo from a picture file, or take it away."""
    session.require("set_photo")
    get_member(session, member_id=member_id)
    content = prepare(path) if path else None
    with session.commit("set_photo") as changes:
        name = (
            attachments.put(session.office, session.register.folder, content) if content else None
        )
        members.change(session.office, [(member_id, {"photo": name})])
    return changes


def read_photo(session: Session, *, member_id: int) -> bytes | None:
    """Give a member's photo as the bytes of a JPEG, or None."""
    name = get_member(session, member_id=member_id).values["photo"]
    return attachments.get(session.office, session.register.folder, name) if name else None


def save_photo(session: Session, *, member_id: int, path: Path) -> None:
    """Write a member's photo to a JPEG file. Raises NotFoundError where there is none."""
    session.require("print")
    content = read_photo(session, member_id=member_id)
    if content is None:
        raise NotFoundError(_("This member has no photo."))
    atomic.write(path, content)


def import_photos(
    session: Session,
    *,
    folder: Path,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Event | None = None,
) -> PhotoImport:
    """Take the pictures of a folder whose file names are members' numbers, in one commit."""
    session.require("set_photo")
    if not folder.is_dir():
        raise UnreadableFileError(_("{folder} is not a folder.").format(folder=folder.name))
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
    by_key = member_overview.by_numbers(session.database, _KEYS)
    found, unmatched, refused = [], [], []
    for done, path in enumerate(files):
        if cancelled and cancelled.is_set():
            return PhotoImport(0, (), (), ())
        member = by_key.get(path.stem.strip().casefold())
        if member is None:
            unmatched.append(path.name)
        else:
            try:
                found.append((path.name, member, prepare(path)))
            except UnreadableFileError as why:
                refused.append((path.name, str(why)))
        if progress:
            progress(done + 1, len(files))
    taken = tuple((name, member) for name, member, _content in found)
    changes = Changes(0, "import_photos")
    if found:
        with session.commit("import_photos", right="set_photo") as changes:
            kept = [
                (member, attachments.put(session.office, session.register.folder, content))
                for _name, member, content in found
            ]
            members.change(session.office, ((number, {"photo": name}) for number, name in kept))
    return PhotoImport(changes.commit_id, taken, tuple(unmatched), tuple(refused))


def prepare(path: Path) -> bytes:
    """Give a picture as a JPEG of the kept size, upright and without the camera's own data.

    Raises UnreadableFileError.
    """
    from PIL import ImageOps  # noqa: PLC0415 - slow, rarely needed

    too_large = _("{name} is too large for a photo.")
    with pictures.opened(path, most=_MOST_BYTES, too_large=too_large) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        fitted = ImageOps.fit(upright, (WIDTH, HEIGHT), centering=(0.5, 0.35))
    out = io.BytesIO()
    fitted.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
