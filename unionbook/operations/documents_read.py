# SPDX-License-Identifier: Apache-2.0
"""Which bulletins and documents of the union above a user has not read on this PC yet.

What somebody has read is nobody else's business: it lies with this PC's settings, not in the
register, and does not travel.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from unionbook import paths
from unionbook.data import down

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from unionbook.data.down import DocumentRow
    from unionbook.operations.sessions import Session

_FOLDER = "documents_read"


def unread_documents(session: Session) -> list[DocumentRow]:
    """Give the documents that came and that the user has not read on this PC, the newest first."""
    session.require("read_members")
    found = down.list_documents(session.database)
    read = _read(session) if found else set()
    return [one for one in found if one.id not in read]


def mark_read(session: Session, *, document_ids: Iterable[int]) -> None:
    """Remember that the user has read documents. Where that fails, they are told of once more."""
    session.require("read_members")
    present = {one.id for one in down.list_documents(session.database)}
    read = present & (_read(session) | set(document_ids))
    place = _place(session)
    with suppress(OSError):  # the document itself was read: only the remembering failed
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(msgspec.json.encode(sorted(read)))


def _read(session: Session) -> set[int]:
    with suppress(OSError, msgspec.MsgspecError):
        return set(msgspec.json.decode(_place(session).read_bytes(), type=list[int]))
    return set()


def _place(session: Session) -> Path:
    whose = f"{session.register.vault.register} {session.user.id}"
    name = hashlib.sha256(whose.encode()).hexdigest()[:32]
    return paths.settings_folder() / _FOLDER / f"{name}.json"
